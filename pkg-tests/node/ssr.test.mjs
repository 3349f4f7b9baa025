/** A server that renders pages imports what the page imports: it must not need a browser for that. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { build } from 'vite';
import webpack from 'webpack';
import { project, run, script } from './install.mjs';

test('the form and the adapters are imported where there is no browser, and define nothing', () => {
  const seen = script(`
    const before = Object.keys(globalThis);
    const { JixiaoForm, load } = await import("jixiao/form");
    const { elementPlus } = await import("jixiao/adapters");
    console.log(JSON.stringify({
      types: [typeof JixiaoForm, typeof load, typeof elementPlus],
      added: Object.keys(globalThis).filter((name) => !before.includes(name)),
      browser: ["HTMLElement", "document", "window", "customElements"].filter((name) => name in globalThis),
    }));
  `);
  assert.deepEqual(seen, { types: ['function', 'function', 'function'], added: [], browser: [] });
});

/** A portal's server whose sources import the element as its pages do; prints what it renders. */
writeFileSync(
  join(project, 'page.js'),
  `
  import "jixiao/form";
  import init, { validate } from "jixiao";
  export async function render() {
    await init();
    const total = { budget: "652", executed: "601.5", rate: "93%" };
    const filing = { documents: [{ kind: "projectEvaluation", funds: { total }, indicators: [] }] };
    return \`<jixiao-form data-errors="\${validate(filing).counts.error}"></jixiao-form>\`;
  }
  render().then(console.log);
`,
);
const RENDERED = '<jixiao-form data-errors="1"></jixiao-form>\n';

test('webpack bundles it for a server', async () => {
  const output = {
    path: join(project, 'webpack'),
    filename: 'page.mjs',
    module: true,
    chunkFormat: 'module',
  };
  const compiler = webpack({
    mode: 'production',
    target: 'node20',
    context: project,
    entry: './page.js',
    output,
    experiments: { outputModule: true },
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  assert.deepEqual([stats.compilation.errors, stats.compilation.warnings], [[], []]);
  await promisify(compiler.close.bind(compiler))();
  assert.equal(run(process.execPath, 'webpack/page.mjs'), RENDERED);
});

/** Builds page.js for a server; Vite leaves packages outside unless `ssr` says otherwise. */
async function viteSsr(name, ssr) {
  const outDir = join(project, name);
  await build({
    root: project,
    configFile: false,
    logLevel: 'error',
    ssr,
    build: { ssr: 'page.js', outDir },
  });
  return join(outDir, 'page.js');
}

test('Vite builds it for a server', async () => {
  assert.equal(run(process.execPath, await viteSsr('vite')), RENDERED);
});

test('a bundle without its modules says which file is missing and what to do', async () => {
  const page = await viteSsr('vite-bundled', { noExternal: true });
  assert.throws(
    () => run(process.execPath, page),
    (error) => {
      assert.match(error.message, /cannot load file:.*\/vite-bundled\/jixiao_bg\.wasm: ENOENT/);
      assert.match(error.message, /keep jixiao out of the server's bundle/);
      return true;
    },
  );
});

test('the entry of browsers says in Node what to import', () => {
  const output = script(`
    const { default: init } = await import("./node_modules/jixiao/index.js");
    console.log(JSON.stringify(await init().then(() => "", (error) => error.message)));
  `);
  assert.match(output, /this is jixiao for browsers.*in Node, import "jixiao"/);
  assert.ok(output.includes('node_modules/jixiao/jixiao_bg.wasm'), output);
});

test('a Node that cannot run it gets a sentence', () => {
  const output = (before, ...flags) => {
    writeFileSync(
      join(project, 'script.mjs'),
      `${before}
      const { default: init } = await import("jixiao");
      console.log(await init().then(() => "", (error) => error.message));
    `,
    );
    return run(process.execPath, ...flags, 'script.mjs').trim();
  };
  const old = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.8" } });`;
  assert.equal(output(old), 'Node 18.20.8 is too old for jixiao: 20 or later is needed');
  assert.equal(
    output('', '--jitless'),
    'this Node has no WebAssembly, which jixiao needs: start it without --jitless',
  );
});
