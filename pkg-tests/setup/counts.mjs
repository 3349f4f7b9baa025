/**
 * Counts the instructions of pieces of work and compares them with pkg-tests/counts.snap (`make
 * counts`). Unlike time, they do not depend on the load of the machine, so that a slower check is
 * noticed at once.
 *
 * Counted natively by cachegrind. UPDATE_COUNTS=1 updates the snapshot.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { differences, load, save } from './snapshot.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SNAPSHOT = join(root, 'pkg-tests/counts.snap');
const TITLE =
  'Instructions for doing it once, natively. UPDATE_COUNTS=1 make counts writes it anew.';
/**
 * Start-up and exit of the program are eliminated by doing the work few and many times and
 * subtracting.
 */
const [FEW, MANY] = [2, 12];
/**
 * glibc selects memory functions by processor, which counts up to 2 % differently: select those
 * that all processors have.
 */
const ANY_PROCESSOR = 'glibc.cpu.hwcaps=-AVX2,-AVX2_Usable,-ERMS,-FSRM';

const run = (command, ...args) =>
  execFileSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 26,
  });

/** The program that does the work: see bench/counts.rs. */
function build() {
  const messages = run(
    'cargo',
    ...['bench', '--no-run', '--quiet', '--profile', 'counts', '--bench', 'counts'],
    ...['--message-format', 'json'],
  );
  const artifacts = messages
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return artifacts.find(({ target, executable }) => target?.name === 'counts' && executable)
    .executable;
}

function instructions(program, name, times) {
  const { stderr, status } = spawnSync(
    'valgrind',
    [
      ...['--tool=cachegrind', '--cache-sim=no', '--cachegrind-out-file=/dev/null'],
      ...[program, name, String(times)],
    ],
    { encoding: 'utf8', env: { ...process.env, GLIBC_TUNABLES: ANY_PROCESSOR } },
  );
  const refs = /I +refs: +([\d,]+)/.exec(stderr);
  if (status !== 0 || !refs) throw new Error(`${name}: valgrind gave no count\n${stderr}`);
  return Number(refs[1].replaceAll(',', ''));
}

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.log('not counted here: the snapshot is of Linux on x86-64');
  process.exit();
}

const program = build();
const names = run(program).trim().split('\n');
const once = (name) =>
  Math.round((instructions(program, name, MANY) - instructions(program, name, FEW)) / (MANY - FEW));
const now = {
  rustc: /\d+\.\d+\.\d+/.exec(run('rustc', '--version'))[0],
  figures: Object.fromEntries(names.map((name) => [name, once(name)])),
};
const show = (count) => count.toLocaleString('en');
for (const [name, count] of Object.entries(now.figures))
  console.log(name.padEnd(16) + show(count).padStart(11));

if (process.env.UPDATE_COUNTS) save(SNAPSHOT, now, TITLE);
const changed = differences(now, load(SNAPSHOT), {
  show: (count) => `${show(count)} instructions`,
  advice: 'If that is meant, UPDATE_COUNTS=1 make counts writes the snapshot anew.',
});
if (changed.length > 0) {
  console.error(changed.join('\n'));
  process.exitCode = 1;
}
