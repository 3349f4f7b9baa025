/** The package in Node, as a portal's server uses it. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { project, run, script, tool } from './install.mjs';

const installed = join(project, 'node_modules/jixiao');
const manifest = JSON.parse(readFileSync(join(installed, 'package.json')));

test('init needs no argument', () => {
  const version = script(`
    import init, { version } from "jixiao";
    await init();
    console.log(JSON.stringify(version()));
  `);
  assert.equal(version, manifest.version);
});

test("init takes a file's URL, bytes, a module or a promise of them, and can be called again", () => {
  const wasm = `new URL("node_modules/jixiao/jixiao_bg.wasm", import.meta.url)`;
  for (const source of [
    wasm,
    `readFileSync(${wasm})`,
    `new WebAssembly.Module(readFileSync(${wasm}))`,
    `readFile(${wasm})`,
  ]) {
    const version = script(`
      import { readFileSync } from "node:fs";
      import { readFile } from "node:fs/promises";
      import init, { version } from "jixiao";
      await Promise.all([init(${source}), init(${source})]);
      await init();
      console.log(JSON.stringify(version()));
    `);
    assert.equal(version, manifest.version, source);
  }
});

test('what is called before init says what is missing, and works afterwards', () => {
  const told = script(`
    import init, { Session, validate, rules } from "jixiao";
    const told = [() => validate({ documents: [] }), () => new Session({ documents: [] }), () => rules()].map((use) => {
      try { use(); } catch ({ name, message }) { return name + ": " + message; }
    });
    await init();
    console.log(JSON.stringify([...told, validate({ documents: [] }).ok]));
  `);
  const sentence = 'JixiaoError: the module is not loaded yet: await init() first';
  assert.deepEqual(told, [sentence, sentence, sentence, true]);
});

test('init finds its file wherever the process runs', () => {
  script(
    `process.chdir("/"); const { default: init } = await import("jixiao"); await init(); console.log(true);`,
  );
});

test('an invalid module is refused, and init can be tried again', () => {
  const refused = script(`
    import init, { version } from "jixiao";
    const refused = await init(new Uint8Array(8)).then(() => "", (error) => error.name);
    await init();
    version();
    console.log(JSON.stringify(refused));
  `);
  assert.equal(refused, 'CompileError');
});

test('the package holds what it promises and nothing else', () => {
  assert.deepEqual(readdirSync(installed).sort(), [
    'LICENSE-APACHE',
    'LICENSE-MIT',
    'README.md',
    'THIRD-PARTY.md',
    'custom-elements.json',
    'form',
    'idb.js',
    'index.d.ts',
    'index.js',
    'jixiao-form.classic.d.ts',
    'jixiao-form.classic.js',
    'jixiao-form.css',
    'jixiao-form.d.ts',
    'jixiao-form.js',
    'jixiao.classic.d.ts',
    'jixiao.classic.js',
    'jixiao.js',
    'jixiao_bg.wasm',
    'node.js',
    'package.json',
    'react.d.ts',
    'read.js',
    'reader.js',
    'reader_bg.wasm',
    'vue.d.ts',
    'writer.js',
    'writer_bg.wasm',
  ]);
  const cargo = readFileSync(new URL('../../Cargo.toml', import.meta.url), 'utf8');
  assert.equal(manifest.version, /^version = "(.*)"$/m.exec(cargo)[1]);
});

test('the modules use no WebAssembly feature that Chromium 96, Firefox 79 or Safari 15.1 lack', () => {
  const floor = [
    // The last two are not separate features but parts of bulk memory and of reference types.
    'mutable-globals',
    'nontrapping-float-to-int',
    'sign-ext',
    'reference-types',
    'multivalue',
    'bulk-memory',
    'bulk-memory-opt',
    'call-indirect-overlong',
  ];
  for (const module of ['jixiao_bg.wasm', 'reader_bg.wasm', 'writer_bg.wasm']) {
    const used = run(
      tool('wasm-opt'),
      '--print-features',
      join(installed, module),
      '-o',
      '/dev/null',
    );
    const beyond = used
      .trim()
      .split('\n')
      .map((flag) => flag.replace('--enable-', ''))
      .filter((name) => !floor.includes(name));
    assert.deepEqual(beyond, [], module);
  }
});

// Node runs node.js; everything else is for browsers.
const SCRIPTS = readdirSync(installed, { recursive: true }).filter(
  (name) => name.endsWith('.js') && name !== 'node.js',
);

test('the scripts are ES2020', () => {
  // A compiler told to target ES2020 leaves a script unchanged only if nothing in it is newer.
  const scripts = SCRIPTS.map((name) => join(installed, name));
  const emit = (target) =>
    run(
      tool('tsc'),
      '--allowJs',
      '--skipLibCheck',
      '--target',
      target,
      '--module',
      'esnext',
      '--outDir',
      target,
      ...scripts,
    );
  emit('es2020');
  emit('esnext');
  for (const name of SCRIPTS) {
    const [old, latest] = ['es2020', 'esnext'].map((target) =>
      readFileSync(join(project, target, name), 'utf8'),
    );
    assert.equal(old, latest, name);
  }
});
