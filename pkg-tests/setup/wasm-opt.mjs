/** Optimises a module; used for the package and for the table of costs. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../node_modules/.bin/wasm-opt', import.meta.url));

// No feature flags: wasm-opt takes the used features from the module, and adds none that old
// browsers lack.
const options = [
  '-Oz',
  '--converge',
  // Addresses below 1024 are the far end of the stack: no pointer wraps around to them.
  '--low-memory-unused',
  // Keeps functions with one caller separate and functions of one file together: similar code stays
  // close, which helps brotli (4 %).
  '--one-caller-inline-max-function-size=20',
  '--reorder-functions-by-name',
];

export function makeSmall(module, ...more) {
  execFileSync(command, [...options, ...more, module, '-o', module], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
