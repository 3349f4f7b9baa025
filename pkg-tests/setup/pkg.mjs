/**
 * Writes the npm package to pkg/ from the three modules that cargo has just built (see `make pkg`):
 * wasm-bindgen's glue, the optimised modules, and the entries, types and manifest of setup/pkg/.
 * Does nothing if pkg/ is up to date.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { manifestOf } from './elements.mjs';
import { thirdParty } from './third-party.mjs';
import { makeSmall } from './wasm-opt.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const template = fileURLToPath(new URL('pkg', import.meta.url));
const target = join(root, 'target/wasm');
const built = join(target, 'wasm32-unknown-unknown/release/jixiao.wasm');
const reader = join(root, 'target/reader/wasm32-unknown-unknown/release/jixiao.wasm');
const writer = join(root, 'target/writer/wasm32-unknown-unknown/release/jixiao.wasm');
const pkg = join(root, 'pkg');
const idb = join(root, 'pkg-tests/node_modules/idb');
const www = join(root, 'www');

const sources = [
  built,
  reader,
  writer,
  ...['pkg.mjs', 'elements.mjs', 'third-party.mjs', 'wasm-opt.mjs'].map((name) =>
    fileURLToPath(new URL(name, import.meta.url)),
  ),
  ...[
    'Cargo.toml',
    'Cargo.lock',
    'LICENSE-MIT',
    'LICENSE-APACHE',
    'pkg-tests/package-lock.json',
  ].map((name) => join(root, name)),
  ...readdirSync(template).map((name) => join(template, name)),
];
const age = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (age(join(pkg, 'package.json')) <= Math.max(...sources.map(age))) {
  const out = mkdtempSync(join(target, 'pkg-'));
  const run = (command, ...args) =>
    execFileSync(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    });

  for (const [name, module] of [
    ['jixiao', built],
    ['reader', reader],
    ['writer', writer],
  ]) {
    run(
      'wasm-bindgen',
      '--target',
      'web',
      '--omit-default-module-path',
      '--out-name',
      name,
      '--out-dir',
      out,
      module,
    );
    const wasm = join(out, `${name}_bg.wasm`);
    makeSmall(wasm);
    const glue = join(out, `${name}.js`);
    const text = readFileSync(glue, 'utf8').replace(/^\/\* @ts-self-types=.*\n/m, '');
    writeFileSync(glue, name === 'jixiao' ? worded(text) : text);
  }

  for (const name of ['index.js', 'node.js', 'read.js', 'react.d.ts', 'vue.d.ts', 'README.md'])
    copyFileSync(join(template, name), join(out, name));
  for (const name of ['LICENSE-MIT', 'LICENSE-APACHE'])
    copyFileSync(join(root, name), join(out, name));
  // The form's draft library, unchanged, since neither the page nor the package has a bundler.
  const library = readFileSync(join(idb, 'build/index.js'), 'utf8');
  writeFileSync(
    join(out, 'idb.js'),
    `// @ts-nocheck: a library, checked by those who write it.\n${library}`,
  );
  writeFileSync(join(out, 'THIRD-PARTY.md'), thirdParty());

  // wasm-bindgen's declarations without what only compiles with TypeScript's DOM and disposable
  // libraries: the loader, declared in init.d.ts, and Symbol.dispose.
  const [declared, loader] = readFileSync(join(out, 'jixiao.d.ts'), 'utf8').split(
    /^(?=export type InitInput\b)/m,
  );
  if (loader === undefined)
    throw new Error("wasm-bindgen's types look different now: adapt pkg.mjs");
  const types =
    declared.replace(/^ *\[Symbol\.dispose\]\(\): void;\n/gm, '') +
    readFileSync(join(template, 'init.d.ts'), 'utf8');
  writeFileSync(join(out, 'index.d.ts'), types);
  for (const name of ['jixiao', 'reader', 'writer'])
    for (const types of [`${name}.d.ts`, `${name}_bg.wasm.d.ts`]) rmSync(join(out, types));

  await writeClassic(out, 'jixiao');

  const { packages } = JSON.parse(run('cargo', 'metadata', '--no-deps', '--format-version', '1'));
  const { version } = packages.find(({ name }) => name === 'jixiao');
  const manifest = { ...JSON.parse(readFileSync(join(template, 'package.json'), 'utf8')), version };
  writeFileSync(join(out, 'package.json'), JSON.stringify(manifest, null, 2) + '\n');

  chmodSync(out, 0o755); // mkdtemp keeps its folders to their owner
  rmSync(pkg, { recursive: true, force: true });
  renameSync(out, pkg);
}
await copyForm();

/**
 * Adds error messages to wasm-bindgen's glue: a call before `init` would read from `undefined`, and
 * a freed session is a null pointer.
 */
function worded(glue) {
  const changes = [
    [
      'let wasmModule, wasmInstance, wasm;',
      `const refuse = (message) => { throw Object.assign(new Error(message), { name: "JixiaoError", path: "", kind: "notReady" }); };
const unloaded = new Proxy({}, { get: () => refuse("the module is not loaded yet: await init() first") });
let wasmModule, wasmInstance, wasm = unloaded;`,
    ],
    ['if (wasm !== undefined) return wasm;', 'if (wasm !== unloaded) return wasm;'],
    [
      'this.__wbg_ptr = 0;',
      `Object.defineProperty(this, "__wbg_ptr", { get: () => refuse("the session has been freed") });`,
    ],
  ];
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from))
      throw new Error(`wasm-bindgen's glue looks different now, without ${from}: adapt pkg.mjs`);
    return text.replaceAll(from, to);
  }, glue);
}

/**
 * Copies <jixiao-form> from the page, with paths adjusted to the package, and derives files from
 * it. Cheap, so it is always done.
 */
async function copyForm() {
  rmSync(join(pkg, 'form'), { recursive: true, force: true });
  mkdirSync(join(pkg, 'form'));
  const scripts = readdirSync(join(www, 'form')).map((name) => join('form', name));
  for (const name of ['jixiao-form.js', 'jixiao-form.d.ts', 'jixiao-form.css', ...scripts]) {
    writeFileSync(join(pkg, name), readFileSync(join(www, name), 'utf8').replaceAll('/pkg/', '/'));
  }
  await writeClassic(pkg, 'jixiao-form');
  const elements = manifestOf(readFileSync(join(pkg, 'jixiao-form.d.ts'), 'utf8'));
  writeFileSync(join(pkg, 'custom-elements.json'), JSON.stringify(elements, null, 2) + '\n');
}

/**
 * Writes the scripts as one classic script, NAME.classic.js: a global for portals without modules
 * or bundlers.
 */
async function writeClassic(out, name) {
  // A classic script has no module URL, so it uses that of the running script.
  const here = {
    name: 'script-url',
    enforce: 'pre',
    transform: (code) => code.replaceAll('import.meta.url', 'scriptUrl'),
  };
  const entry = join(out, `${name}.entry.js`);
  copyFileSync(join(template, `${name}.classic.js`), entry);
  const fileName = `${name}.classic.js`;
  await build({
    root: out,
    configFile: false,
    logLevel: 'error',
    plugins: [here],
    build: {
      outDir: out,
      emptyOutDir: false,
      target: 'es2020',
      minify: false,
      lib: { entry, formats: ['iife'], name: 'jixiao', fileName: () => fileName },
      rollupOptions: {
        output: {
          intro:
            'var scriptUrl = (globalThis.document?.currentScript ?? location).src ?? location.href;',
        },
      },
    },
  });
  rmSync(entry);
  const classic = join(out, fileName); // without the bundler's comments on source files
  writeFileSync(
    classic,
    readFileSync(classic, 'utf8').replace(
      /^\s*\/\/(#region.*|#endregion| (target|pkg)\/.*)\n/gm,
      '',
    ),
  );
  copyFileSync(join(template, `${name}.classic.d.ts`), join(out, `${name}.classic.d.ts`));
}
