/**
 * Shows how much each part of the core module contributes: its functions by origin, its constants
 * by the file with the literal. Printed by `make size`; with UPDATE_SIZE=1 written to docs/size.md.
 *
 * The result is rough: inlined code counts where it was inlined, shared code once, where it was
 * compiled; and brotli packs the module as a whole, so that each share is an estimate.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { makeSmall } from './wasm-opt.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const DOCUMENT = join(root, 'docs/size.md');

const MODULES = {
  filing: 'filing: documents and their cells',
  value: 'value: what cells mean',
  scoring: 'scoring',
  report: 'report: order and wording',
  narrative: 'narrative: prose',
  relation: 'relations of tables and documents',
  'relation::proof': 'proof: figures that must fit',
  profile: 'profile',
  session: 'session',
  template: 'template: blank forms and what is made of them',
  complete: 'complete',
  json: 'JSON and patches',
  error: 'JSON and patches',
  wasm: 'JavaScript boundary',
  rule: 'rules, what they share',
};
const LIBRARY = "Rust's own library";

/** Which line of the table a function belongs to, by its name. */
function group(name) {
  const readable = name.replace(/\[[0-9a-f]{8,}\]/g, '');
  // `<core::iter::Map<_, jixiao::rule::…::{closure#0}> as …>::next` counts for the closure's
  // module, or for that of the type inside.
  const ours = [/jixiao::[\w:]*(?=::\{)/, /jixiao::[\w:]*/]
    .map((pattern) => pattern.exec(readable)?.[0])
    .find(Boolean);
  if (ours) {
    const family = /^jixiao::rule::([a-z]{3})\b/.exec(ours)?.[1];
    const [module, part] = ours.split('::').slice(1);
    return family
      ? `rules ${family.toUpperCase()}`
      : (MODULES[`${module}::${part}`] ?? MODULES[module] ?? 'other');
  }
  if (/ shim$/.test(readable))
    return readable.startsWith('session') ? MODULES.session : MODULES.wasm;
  if (/rust_decimal|num_traits/.test(readable)) return 'rust_decimal';
  if (/serde|itoa|zmij|indexmap/.test(readable)) return 'serde and serde_json';
  if (/wasm_bindgen|js_sys|__wbindgen|__wbg|__externref/.test(readable)) return 'wasm-bindgen';
  return /\b(core|alloc|std|dlmalloc|hashbrown|compiler_builtins|mem\w{3})\b|^<|^__/.test(readable)
    ? LIBRARY
    : 'other';
}

/** The sections of a module with named functions: its bodies by name, its constants. */
function sections(bytes) {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const text = () => {
    const length = number();
    at += length;
    return bytes.toString('utf8', at - length, at);
  };
  const [bodies, names] = [[], new Map()];
  let data = Buffer.alloc(0);
  while (at < bytes.length) {
    const kind = bytes[at++];
    const size = number();
    const end = at + size;
    if (kind === 10) {
      for (let left = number(); left > 0; left -= 1) {
        const length = number();
        bodies.push(bytes.subarray(at, at + length));
        at += length;
      }
    } else if (kind === 11) {
      data = bytes.subarray(at, end);
    } else if (kind === 0 && text() === 'name') {
      while (at < end) {
        const isFunctions = bytes[at++] === 1;
        const part = number() + at;
        if (isFunctions) for (let left = number(); left > 0; left -= 1) names.set(number(), text());
        at = part;
      }
    }
    at = end;
  }
  const imported = WebAssembly.Module.imports(new WebAssembly.Module(bytes)).filter(
    ({ kind }) => kind === 'function',
  ).length;
  return {
    functions: bodies.map((body, index) => ({ name: names.get(imported + index) ?? '?', body })),
    data,
  };
}

/** String literals of a Rust file as bytes, without its comments and its tests. */
function literals(source) {
  const code = source.split('#[cfg(test)]')[0].replace(/^\s*\/\/.*$/gm, '');
  return [...code.matchAll(/"((?:[^"\\]|\\[^])*)"/g)].map(([, literal]) => {
    const simple = { n: '\n', r: '\r', t: '\t', 0: '\0' };
    const character = (_, sign, code) =>
      code
        ? String.fromCodePoint(parseInt(code, 16))
        : sign[0] === '\n'
          ? ''
          : (simple[sign] ?? sign);
    return Buffer.from(literal.replace(/\\(u\{([0-9a-f]+)\}|\n\s*|[^])/g, character));
  });
}

/** Bytes of constants by group: those that are a literal in one of its files. */
function constants(data) {
  const found = new Map();
  const seen = new Set();
  const files = readdirSync(join(root, 'src'), { recursive: true })
    .filter((name) => name.endsWith('.rs'))
    .sort();
  for (const file of files) {
    const module = file.replace(/(\/mod)?\.rs$/, '').replaceAll('/', '::');
    for (const literal of literals(readFileSync(join(root, 'src', file), 'utf8'))) {
      const key = literal.toString('latin1');
      if (literal.length < 4 || seen.has(key) || !data.includes(literal)) continue;
      seen.add(key);
      const name = group(`jixiao::${module}`);
      found.set(name, [...(found.get(name) ?? []), literal]);
    }
  }
  return found;
}

/** The core module as shipped, but with full names: see the Makefile. */
function named() {
  const folder = mkdtempSync(join(root, 'target/costs/'));
  try {
    const built = join(root, 'target/costs/wasm32-unknown-unknown/release/jixiao.wasm');
    execFileSync('wasm-bindgen', [
      '--target',
      'web',
      '--out-name',
      'named',
      '--out-dir',
      folder,
      built,
    ]);
    const module = join(folder, 'named_bg.wasm');
    makeSmall(module, '-g');
    return readFileSync(module);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Rows of name, code, constants and share of the module with brotli, the greatest first. */
function table() {
  const { functions, data } = sections(named());
  const groups = new Map();
  const of = (name) => groups.get(name) ?? groups.set(name, { code: [], constants: [] }).get(name);
  for (const { name, body } of functions) of(group(name)).code.push(body);
  for (const [name, found] of constants(data)) of(name).constants.push(...found);
  const length = (parts) => parts.reduce((sum, { length }) => sum + length, 0);
  const rows = [...groups].map(([name, { code, constants }]) => ({
    name,
    code: length(code),
    constants: length(constants),
    packed: brotliCompressSync(Buffer.concat([...code, ...constants])).length,
  }));
  const known = rows.reduce((sum, { constants }) => sum + constants, 0);
  const left = Math.max(0, data.length - known);
  // Tables of numbers have no literal to search for; they compress about as well as everything
  // else.
  const packed = rows.reduce((sum, row) => sum + row.packed, 0);
  const all = rows.reduce((sum, { code, constants }) => sum + code + constants, 0);
  rows.push({
    name: 'constants of no literal: tables, profiles, vtables',
    code: 0,
    constants: left,
    packed: (packed * left) / all,
  });
  const shipped = brotliCompressSync(readFileSync(join(root, 'pkg/jixiao_bg.wasm'))).length;
  const total = rows.reduce((sum, row) => sum + row.packed, 0);
  return rows
    .map((row) => ({ ...row, packed: (row.packed / total) * shipped }))
    .sort((one, other) => other.packed - one.packed);
}

const kB = (bytes) => (bytes / 1000).toFixed(1);
const rows = table();
const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
const cells = [
  ['what', 'code', 'constants', 'with brotli'],
  ...rows.map(({ name, code, constants, packed }) => [name, kB(code), kB(constants), kB(packed)]),
  ['together', ...['code', 'constants', 'packed'].map((key) => kB(sum(key)))],
];
const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
const pad = (row) =>
  row.map((cell, column) =>
    column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
  );
for (const row of cells) console.log(pad(row).join('  '));

if (process.env.UPDATE_SIZE) {
  const [before, after] = readFileSync(DOCUMENT, 'utf8').split(
    /(?<=<!-- costs -->\n)[^]*(?=<!-- \/costs -->)/,
  );
  const rule = ['---', '---:', '---:', '---:'];
  const markdown = [cells[0], rule, ...cells.slice(1)]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
  writeFileSync(DOCUMENT, `${before}${markdown}\n${after}`);
}
