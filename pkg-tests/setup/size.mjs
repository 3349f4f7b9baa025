/**
 * What the package and the page weigh as servers send them, held against the snapshot of pkg-tests/size.snap.
 *
 * As a program (`make size`): prints it all, and with UPDATE_SIZE=1 writes the snapshot anew. As a module: see
 * node/size.test.mjs. Growth is to be meant, and so is shrinking: a rule that a build forgets makes things smaller too.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SNAPSHOT = join(root, 'pkg-tests/size.snap');
/** What may change without being meant, in percent; compilers differ by more than a release of ours should. */
const TOLERANCE = 2;
const TOLERANCE_OF_COMPILERS = 10;

const scripts = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.js'))
    .map((name) => `${folder}/${name}`);

/** What belongs together, by what a browser fetches for it. */
const PARTS = {
  'core wasm': ['pkg/jixiao_bg.wasm'],
  'core glue': ['pkg/jixiao.js', 'pkg/index.js', 'pkg/read.js'],
  'reader wasm': ['pkg/reader_bg.wasm'],
  'reader glue': ['pkg/reader.js'],
  'page scripts': [...scripts('www'), ...scripts('www/form'), 'pkg/idb.js'],
};

/** Bytes by part, its files packed one by one. */
const measured = (pack) =>
  Object.fromEntries(
    Object.entries(PARTS).map(([part, files]) => [
      part,
      files.reduce((sum, file) => sum + pack(readFileSync(join(root, file))).length, 0),
    ]),
  );

/** The compiler of the core module, which says so itself. */
function compiler() {
  const [producers] = WebAssembly.Module.customSections(
    new WebAssembly.Module(readFileSync(join(root, 'pkg/jixiao_bg.wasm'))),
    'producers',
  );
  return producers && /rustc.(\d+\.\d+\.\d+)/.exec(Buffer.from(producers).toString('latin1'))?.[1];
}

/** The snapshot: `rustc` and brotli bytes by part, a line each. */
export const snapshot = () => parsed(readFileSync(SNAPSHOT, 'utf8'));

export function parsed(text) {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const entries = lines.map((line) => /^(.+?) {2,}(\S+)$/.exec(line).slice(1));
  const { rustc, ...sizes } = Object.fromEntries(entries);
  return {
    rustc,
    sizes: Object.fromEntries(Object.entries(sizes).map(([part, bytes]) => [part, Number(bytes)])),
  };
}

export function written({ rustc, sizes }) {
  const lines = Object.entries({ rustc, ...sizes }).map(
    ([part, bytes]) => part.padEnd(16) + String(bytes).padStart(8),
  );
  return `# Bytes with brotli, by what a browser fetches. UPDATE_SIZE=1 make size writes it anew.\n${lines.join('\n')}\n`;
}

/** A sentence for each part that is no longer what the snapshot says. */
export function differences(now, then) {
  const tolerance = (part) =>
    part.endsWith('wasm') && now.rustc !== then.rustc ? TOLERANCE_OF_COMPILERS : TOLERANCE;
  const parts = new Set([...Object.keys(now.sizes), ...Object.keys(then.sizes)]);
  return [...parts].flatMap((part) => {
    const [before, after] = [then.sizes[part], now.sizes[part]];
    if (before === undefined || after === undefined)
      return [`${part} is ${before === undefined ? 'new' : 'gone'}. ${ADVICE}`];
    const percent = ((after - before) / before) * 100;
    if (Math.abs(percent) <= tolerance(part)) return [];
    const changed = percent > 0 ? 'grown' : 'shrunk';
    const by = `${Math.abs(percent).toFixed(1)} %, where ${tolerance(part)} % are let pass`;
    return [
      `${part} has ${changed} from ${kB(before)} to ${kB(after)} with brotli (${by}). ${ADVICE}`,
    ];
  });
}

const ADVICE = 'If that is meant, UPDATE_SIZE=1 make size writes the snapshot anew.';

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** What there is, as the snapshot has it. */
export const current = () => ({
  rustc: compiler(),
  sizes: measured((content) => brotliCompressSync(content)),
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const now = current();
  const [raw, gzip] = [(content) => content, (content) => gzipSync(content, { level: 9 })].map(
    measured,
  );
  const row = (name, cells) =>
    console.log(name.padEnd(16) + cells.map((cell) => cell.padStart(11)).join(''));
  row('', ['raw', 'gzip', 'brotli']);
  for (const part of Object.keys(PARTS))
    row(part, [raw[part], gzip[part], now.sizes[part]].map(kB));
  console.log(`core compiled by rustc ${now.rustc}\n`);
  if (process.env.UPDATE_SIZE) writeFileSync(SNAPSHOT, written(now));
}
