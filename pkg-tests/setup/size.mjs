/**
 * Measures the package and the page as servers send them, and compares with pkg-tests/size.snap.
 *
 * As a program (`make size`): prints everything, and with UPDATE_SIZE=1 updates the snapshot. As a
 * module: see
 * node/size.test.mjs.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { differences, load, save } from './snapshot.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SNAPSHOT = join(root, 'pkg-tests/size.snap');
const TITLE =
  'Bytes with brotli, by what a browser fetches. UPDATE_SIZE=1 make size writes it anew.';

const scripts = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.js'))
    .map((name) => `${folder}/${name}`);

/** Groups files by when a browser fetches them. */
const PARTS = {
  'core wasm': ['pkg/jixiao_bg.wasm'],
  'core glue': ['pkg/jixiao.js', 'pkg/index.js', 'pkg/read.js'],
  'reader wasm': ['pkg/reader_bg.wasm'],
  'reader glue': ['pkg/reader.js'],
  'writer wasm': ['pkg/writer_bg.wasm'],
  'writer glue': ['pkg/writer.js'],
  'page scripts': [...scripts('www'), ...scripts('www/form'), 'pkg/idb.js'],
};

/** Bytes by part, with files compressed one by one. */
const measured = (pack) =>
  Object.fromEntries(
    Object.entries(PARTS).map(([part, files]) => [
      part,
      files.reduce((sum, file) => sum + pack(readFileSync(join(root, file))).length, 0),
    ]),
  );

/** The compiler version recorded in the core module. */
function compiler() {
  const [producers] = WebAssembly.Module.customSections(
    new WebAssembly.Module(readFileSync(join(root, 'pkg/jixiao_bg.wasm'))),
    'producers',
  );
  return producers && /rustc.(\d+\.\d+\.\d+)/.exec(Buffer.from(producers).toString('latin1'))?.[1];
}

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** A sentence for each part that differs from the snapshot. */
export const changed = (now = current(), then = load(SNAPSHOT)) =>
  differences(now, then, {
    show: (bytes) => `${kB(bytes)} with brotli`,
    advice: 'If that is meant, UPDATE_SIZE=1 make size writes the snapshot anew.',
    compiled: (part) => part.endsWith('wasm'),
  });

/** The present figures in the snapshot's format. */
export const current = () => ({
  rustc: compiler(),
  figures: measured((content) => brotliCompressSync(content)),
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
    row(part, [raw[part], gzip[part], now.figures[part]].map(kB));
  console.log(`core compiled by rustc ${now.rustc}\n`);
  if (process.env.UPDATE_SIZE) save(SNAPSHOT, now, TITLE);
}
