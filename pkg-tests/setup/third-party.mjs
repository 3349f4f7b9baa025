/**
 * THIRD-PARTY.md: the authors and licences of what the package contains, with the texts that must
 * be passed on. The crates come from cargo, their texts from their published files.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const idb = join(root, 'pkg-tests/node_modules/idb');

const cargo = (...args) =>
  execFileSync('cargo', args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 28,
  });

/**
 * All crates compiled into one of the two modules; those used only by macros stay in the compiler.
 */
function crates() {
  const wasm = ['--locked', '--features', 'reader'];
  const tree = cargo(
    ...['tree', ...wasm, '--target', 'wasm32-unknown-unknown', '--prefix', 'none'],
    ...['--edges', 'normal,no-proc-macro', '--format', '{p}'],
  );
  const used = new Set([...tree.matchAll(/^(\S+) v(\S+)/gm)].map(([, name, v]) => `${name} ${v}`));
  const { packages, resolve } = JSON.parse(
    cargo(
      'metadata',
      ...wasm,
      '--filter-platform',
      'wasm32-unknown-unknown',
      '--format-version',
      '1',
    ),
  );
  return packages
    .filter(({ id, name, version }) => id !== resolve.root && used.has(`${name} ${version}`))
    .map(({ name, version, license, repository, manifest_path, authors }) => {
      const folder = dirname(manifest_path);
      return { name, version, license, home: repository, folder, authors };
    });
}

/** The licence chosen among alternatives, MIT if possible, or all of those required together. */
const chosen = (expression) =>
  expression.split(/ AND /).map((term) => {
    const choice = term.replace(/[()]/g, '').split(/ OR |\//);
    return choice.find((licence) => licence.trim() === 'MIT') ?? choice[0].trim();
  });

/** The MIT licence, which only differs in its copyright holders. */
const mit = (holders) =>
  readFileSync(join(root, 'LICENSE-MIT'), 'utf8')
    .trim()
    .replace(/^Copyright.*/m, `Copyright (c) ${holders}`);

/**
 * The text of a licence in a folder: the file named after it, or the one without a name. A crate
 * may also only name the MIT licence and its authors.
 */
function textOf({ name, folder, authors = [] }, licence) {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying)/i.test(file));
  const word = licence.split('-')[0].toLowerCase();
  const file =
    files.find((file) => file.toLowerCase().includes(`-${word}`)) ??
    files.find((file) => /^(licen[cs]e|copying)(\.\w+)?$/i.test(file));
  if (!file && licence === 'MIT' && authors.length > 0) {
    return mit(authors.map((author) => author.replace(/ <.*>$/, '')).join(', '));
  }
  if (!file) throw new Error(`${name} has no file with its licence, ${licence}: see ${folder}`);
  return readFileSync(join(folder, file), 'utf8').replaceAll('\r', '').trim();
}

/**
 * Rust's standard library, which is in every module but not a crate: its MIT licence has the same
 * text.
 */
function rust() {
  return {
    name: "Rust's standard library",
    version: '',
    license: 'MIT OR Apache-2.0',
    home: 'https://github.com/rust-lang/rust',
    texts: [mit('The Rust Project Contributors')],
  };
}

function library() {
  const { name, version, license } = JSON.parse(readFileSync(join(idb, 'package.json'), 'utf8'));
  return { name, version, license, home: `https://www.npmjs.com/package/${name}`, folder: idb };
}

export function thirdParty() {
  const parts = [rust(), ...crates(), library()]
    .map((part) => ({
      ...part,
      texts: part.texts ?? chosen(part.license).map((licence) => textOf(part, licence)),
    }))
    .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  const holders = new Map();
  for (const { name, texts } of parts)
    for (const text of texts) holders.set(text, [...(holders.get(text) ?? []), name]);
  const rows = parts.map(
    ({ name, version, license, home }) => `| [${name}](${home}) | ${version} | ${license} |`,
  );
  const texts = [...holders].map(
    ([text, names]) => `## ${names.join(', ')}\n\n\`\`\`text\n${text}\n\`\`\``,
  );
  return `# Third-party software

The two WebAssembly modules are compiled from this software, and \`idb.js\` is one of these libraries.

| | version | licence |
|---|---|---|
${rows.join('\n')}

Where there is a choice, these are the terms it is passed on under:

${texts.join('\n\n')}
`;
}
