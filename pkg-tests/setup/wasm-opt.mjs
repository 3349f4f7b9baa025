/** Makes a module small; the package and the table of what costs what do it alike. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../node_modules/.bin/wasm-opt', import.meta.url));

// No feature flags: wasm-opt reads from the module which ones it uses, and adds none that old browsers lack.
const options = [
  '-Oz',
  '--converge',
  // Addresses below 1024 hold the far end of the stack: no pointer wraps around to them.
  '--low-memory-unused',
  // Functions with one caller stay apart, and those of one file stand together: what is alike is near, which brotli likes (4 %).
  '--one-caller-inline-max-function-size=20',
  '--reorder-functions-by-name',
];

export function makeSmall(module, ...more) {
  execFileSync(command, [...options, ...more, module, '-o', module], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
