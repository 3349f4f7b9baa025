/** The package in a browser: from a plain script, and from what bundlers make of it. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as esbuild from 'esbuild';
import { build } from 'vite';
import webpack from 'webpack';
import { open } from './harness.mjs';

const pkg = fileURLToPath(new URL('../../pkg', import.meta.url));
const { version } = JSON.parse(readFileSync(join(pkg, 'package.json')));

const site = mkdtempSync(join(tmpdir(), 'jixiao-'));
after(() => rmSync(site, { recursive: true, force: true }));
cpSync(pkg, join(site, 'jixiao'), { recursive: true });
writeFileSync(join(site, 'index.html'), page('index.js'));
writeFileSync(join(site, 'index.js'), app('./jixiao/index.js'));
writeFileSync(join(site, 'empty.html'), classic());
writeFileSync(join(site, 'classic.html'), classic('/jixiao/jixiao.classic.js', 'classic.js'));
writeFileSync(join(site, 'classic.js'), loading('jixiao.init', 'jixiao.version'));

writeFileSync(
  join(site, 'form-classic.html'),
  classic('/jixiao/jixiao-form.classic.js', 'form-classic.js'),
);
writeFileSync(join(site, 'form-classic.js'), form());

function page(script) {
  return `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="${script}"></script>`;
}

function classic(...scripts) {
  const tags = scripts.map((script) => `<script src="${script}"></script>`).join('');
  return `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${tags}`;
}

function loading(init, version) {
  return `${init}().then(${version}).catch((error) => error.message).then((told) => { document.title = told; });`;
}

function app(specifier) {
  return `import init, { version } from "${specifier}"; ${loading('init', 'version')}`;
}

/** A page's script that creates a form whose execution rate is wrong. */
function form(before = '') {
  return `${before}
    const form = document.createElement("jixiao-form");
    const total = { name: "年度资金总额", budget: "652", executed: "601.5", rate: "93%" };
    form.filing = { profile: "cn", documents: [{ kind: "projectEvaluation", funds: { total }, indicators: [] }] };
    form.addEventListener("report", ({ detail }) => { document.title = detail.findings[0].code; });
    addEventListener("DOMContentLoaded", () => document.body.append(form));`;
}

/** The app's title: the module's version, or the error. */
async function told(page) {
  await page.waitForFunction(() => document.title !== '');
  return page.title();
}

test('loads from a module script, without a bundler and under a strict policy', async (t) => {
  assert.equal(await told(await open(t, '/', { root: site })), version);
});

test('loads from classic scripts, as a global', async (t) => {
  const page = await open(t, '/classic.html', { root: site });
  assert.equal(await told(page), version);
  assert.equal(await page.evaluate(() => window.jixiao.validate({ documents: [] }).ok), true);
});

test('the form loads from a classic script, with its style sheet, and reads files', async (t) => {
  const page = await open(t, '/form-classic.html', { root: site });
  assert.equal(await told(page), 'RAT001');
  await page.locator('.sheet').waitFor();
  const documents = await page.evaluate(
    async () => (await window.jixiao.read('表格\n单位\t甲')).documents.length,
  );
  assert.equal(documents, 0);
});

test('a classic script says so too where the browser is too old', async (t) => {
  const before = (page) =>
    page.addInitScript(() => {
      delete globalThis.WebAssembly;
    });
  assert.match(
    await told(await open(t, '/classic.html', { root: site, before })),
    /浏览器版本过旧.*browser is too old/,
  );
});

test('the ten lines of docs/embedding.md check as one types', async (t) => {
  const text = readFileSync(new URL('../../docs/embedding.md', import.meta.url), 'utf8');
  const root = join(site, 'ten-lines');
  cpSync(pkg, join(root, 'jixiao'), { recursive: true });
  for (const [name, language] of [
    ['index.html', 'html'],
    ['app.js', 'js'],
  ]) {
    writeFileSync(
      join(root, name),
      new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'm').exec(text)[1],
    );
  }
  const before = (page) => page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
  const page = await open(t, '/', { root, before });
  const told = page.getByRole('status');
  await told.filter({ hasText: /92/ }).waitFor();
  await page.getByLabel('执行率').fill('92.25%');
  await page.waitForFunction(() => document.getElementById('told').textContent === '');
  await page.getByLabel('全年执行数').fill('561.5');
  await told.filter({ hasText: /86/ }).waitFor();
});

test('init takes a URL, a path, bytes, a response or a compiled module', async (t) => {
  const sources = {
    URL: `new URL("/jixiao/jixiao_bg.wasm", location.href)`,
    path: `"/jixiao/jixiao_bg.wasm"`,
    response: `fetch("/jixiao/jixiao_bg.wasm")`,
    bytes: `(await fetch("/jixiao/jixiao_bg.wasm")).arrayBuffer()`,
    module: `WebAssembly.compileStreaming(fetch("/jixiao/jixiao_bg.wasm"))`,
  };
  for (const [name, source] of Object.entries(sources)) {
    const page = await open(t, '/empty.html', { root: site });
    const loaded = page.evaluate(`(async () => {
      const jixiao = await import("/jixiao/index.js");
      await jixiao.default(${source});
      return jixiao.version();
    })()`);
    assert.equal(await loaded, version, name);
  }
});

test('says so where the browser lacks a WebAssembly feature', async (t) => {
  const before = (page) =>
    page.addInitScript(() => {
      WebAssembly.validate = () => false;
    });
  assert.match(
    await told(await open(t, '/', { root: site, before })),
    /浏览器版本过旧.*browser is too old/,
  );
});

test('says so where the browser has no WebAssembly at all', async (t) => {
  const before = (page) =>
    page.addInitScript(() => {
      delete globalThis.WebAssembly;
    });
  assert.match(
    await told(await open(t, '/', { root: site, before })),
    /浏览器版本过旧.*browser is too old/,
  );
});

test('needs a policy that allows WebAssembly, and nothing else of it', async (t) => {
  // The browser's own message is kept: it names the policy, and the browser is not too old.
  const before = (page) =>
    page.route('**/', async (route) => {
      const response = await route.fetch();
      const headers = response.headers();
      headers['content-security-policy'] = headers['content-security-policy'].replace(
        " 'wasm-unsafe-eval'",
        '',
      );
      await route.fulfill({ response, headers });
    });
  const message = await told(
    await open(t, '/', { root: site, before, expect: [/CSP: script-src/] }),
  );
  assert.match(message, /Content Security Policy|wasm-unsafe-eval/i);
});

/** A portal's own source folder with the package installed; returns its bundler's output folder. */
function portal(name) {
  const folder = join(site, name);
  cpSync(pkg, join(folder, 'node_modules/jixiao'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), page('./main.js'));
  writeFileSync(join(folder, 'main.js'), app('jixiao'));
  return folder;
}

test('Vite bundles it', async (t) => {
  const root = portal('vite');
  await build({ root, base: './', logLevel: 'error', configFile: false });
  assert.equal(await told(await open(t, '/', { root: join(root, 'dist') })), version);
});

test('webpack bundles it', async (t) => {
  const root = portal('webpack');
  const output = { path: join(root, 'dist') };
  // Warnings about sizes are irrelevant here.
  const compiler = webpack({
    mode: 'production',
    context: root,
    entry: './main.js',
    output,
    performance: { hints: false },
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  assert.deepEqual([stats.compilation.errors, stats.compilation.warnings], [[], []]);
  await promisify(compiler.close.bind(compiler))();
  writeFileSync(join(root, 'dist/index.html'), page('main.js'));
  assert.equal(await told(await open(t, '/', { root: join(root, 'dist') })), version);
});

/**
 * Bundles as Angular's builder does, which leaves the files beside the package's scripts where they
 * are.
 */
async function bundled(name, before) {
  const root = portal(name);
  writeFileSync(join(root, 'main.js'), form(before));
  await esbuild.build({
    entryPoints: [join(root, 'main.js')],
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: join(root, 'dist'),
    logLevel: 'error',
  });
  cpSync(join(root, 'index.html'), join(root, 'dist/index.html'));
  return join(root, 'dist');
}

test('esbuild bundles it, and load says where the files are', async (t) => {
  const root = await bundled(
    'esbuild',
    `import { load } from "jixiao/form"; load("files/jixiao_bg.wasm");`,
  );
  mkdirSync(join(root, 'files'));
  for (const name of ['jixiao_bg.wasm', 'reader_bg.wasm', 'jixiao-form.css'])
    cpSync(join(pkg, name), join(root, 'files', name));
  const page = await open(t, '/', { root });
  assert.equal(await told(page), 'RAT001');
  await page.locator('.sheet').waitFor();
  // The second module is beside the first.
  const documents = await page.evaluate(
    async () =>
      (await document.querySelector('jixiao-form').read('表格\n单位\t甲')).documents.length,
  );
  assert.equal(documents, 0);
});

for (const [missing, there] of [
  ['jixiao_bg.wasm', 'jixiao-form.css'],
  ['jixiao-form.css', 'jixiao_bg.wasm'],
]) {
  test(`the form shows that ${missing} is not there, and what to do`, async (t) => {
    const root = await bundled(`without-${missing}`, `import "jixiao/form";`);
    cpSync(join(pkg, there), join(root, there));
    const page = await open(t, '/', { root, expect: [new RegExp(missing)] });
    const sentence = new RegExp(
      `cannot load http:.*/${missing}.*; .*say where .*load\\(url\\) of "jixiao/form"`,
    );
    await page.getByText(sentence).first().waitFor();
  });
}

test("a web page in the module's place is recognised", async (t) => {
  const page = await open(t, '/empty.html', { root: site });
  const message = await page.evaluate(async () => {
    const { default: init } = await import('/jixiao/index.js');
    return init('/empty.html').then(
      () => '',
      (error) => error.message,
    );
  });
  assert.ok(message.includes(`${new URL(page.url()).origin}/empty.html: text/html`), message);
});

test('a form whose module was not there works once load is told where it is', async (t) => {
  const page = await open(t, '/empty.html', { root: site, expect: [/404/] });
  const loaded = await page.evaluate(async () => {
    const { load } = await import('/jixiao/jixiao-form.js');
    await load('/nowhere/jixiao_bg.wasm').catch(() => {});
    await load('/jixiao/jixiao_bg.wasm');
    return (await import('/jixiao/index.js')).version();
  });
  assert.equal(loaded, version);
});
