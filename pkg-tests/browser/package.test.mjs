/** The package in a browser: from a plain script, and from what bundlers make of it. */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "vite";
import webpack from "webpack";
import { open } from "./harness.mjs";

const pkg = fileURLToPath(new URL("../../pkg", import.meta.url));
const { version } = JSON.parse(readFileSync(join(pkg, "package.json")));

const site = mkdtempSync(join(tmpdir(), "jixiao-"));
after(() => rmSync(site, { recursive: true, force: true }));
cpSync(pkg, join(site, "jixiao"), { recursive: true });
writeFileSync(join(site, "index.html"), page("index.js"));
writeFileSync(join(site, "index.js"), app("./jixiao/index.js"));
writeFileSync(join(site, "empty.html"), classic());
writeFileSync(join(site, "classic.html"), classic("/jixiao/jixiao.classic.js", "classic.js"));
writeFileSync(join(site, "classic.js"), loading("jixiao.init", "jixiao.version"));

function page(script) {
  return `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="${script}"></script>`;
}

function classic(...scripts) {
  const tags = scripts.map((script) => `<script src="${script}"></script>`).join("");
  return `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${tags}`;
}

function loading(init, version) {
  return `${init}().then(${version}).catch((error) => error.message).then((told) => { document.title = told; });`;
}

function app(specifier) {
  return `import init, { version } from "${specifier}"; ${loading("init", "version")}`;
}

/** What the app says: the module's version, or why there is none. */
async function told(page) {
  await page.waitForFunction(() => document.title !== "");
  return page.title();
}

test("loads from a module script, without a bundler and under a strict policy", async (t) => {
  assert.equal(await told(await open(t, "/", { root: site })), version);
});

test("loads from classic scripts, as a global", async (t) => {
  const page = await open(t, "/classic.html", { root: site });
  assert.equal(await told(page), version);
  assert.equal(await page.evaluate(() => window.jixiao.validate({ documents: [] }).ok), true);
});

test("a classic script says so too where the browser is too old", async (t) => {
  const before = (page) => page.addInitScript(() => { delete globalThis.WebAssembly; });
  assert.match(await told(await open(t, "/classic.html", { root: site, before })), /浏览器版本过旧.*browser is too old/);
});

test("the ten lines of docs/embedding.md check as one types", async (t) => {
  const text = readFileSync(new URL("../../docs/embedding.md", import.meta.url), "utf8");
  const root = join(site, "ten-lines");
  cpSync(pkg, join(root, "jixiao"), { recursive: true });
  for (const [name, language] of [["index.html", "html"], ["app.js", "js"]]) {
    writeFileSync(join(root, name), new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, "m").exec(text)[1]);
  }
  const before = (page) => page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  const page = await open(t, "/", { root, before });
  const told = page.getByRole("status");
  await told.filter({ hasText: /92/ }).waitFor();
  await page.getByLabel("执行率").fill("92.25%");
  await page.waitForFunction(() => document.getElementById("told").textContent === "");
  await page.getByLabel("全年执行数").fill("561.5");
  await told.filter({ hasText: /86/ }).waitFor();
});

test("init takes a URL, a path, bytes, a response or a compiled module", async (t) => {
  const sources = {
    URL: `new URL("/jixiao/jixiao_bg.wasm", location.href)`,
    path: `"/jixiao/jixiao_bg.wasm"`,
    response: `fetch("/jixiao/jixiao_bg.wasm")`,
    bytes: `(await fetch("/jixiao/jixiao_bg.wasm")).arrayBuffer()`,
    module: `WebAssembly.compileStreaming(fetch("/jixiao/jixiao_bg.wasm"))`,
  };
  for (const [name, source] of Object.entries(sources)) {
    const page = await open(t, "/empty.html", { root: site });
    const loaded = page.evaluate(`(async () => {
      const jixiao = await import("/jixiao/index.js");
      await jixiao.default(${source});
      return jixiao.version();
    })()`);
    assert.equal(await loaded, version, name);
  }
});

test("says so where the browser lacks a WebAssembly feature", async (t) => {
  const before = (page) => page.addInitScript(() => { WebAssembly.validate = () => false; });
  assert.match(await told(await open(t, "/", { root: site, before })), /浏览器版本过旧.*browser is too old/);
});

test("says so where the browser has no WebAssembly at all", async (t) => {
  const before = (page) => page.addInitScript(() => { delete globalThis.WebAssembly; });
  assert.match(await told(await open(t, "/", { root: site, before })), /浏览器版本过旧.*browser is too old/);
});

test("needs a policy that allows WebAssembly, and nothing else of it", async (t) => {
  // The browser's own message stays: it names the policy, and the browser is not too old.
  const before = (page) =>
    page.route("**/", async (route) => {
      const response = await route.fetch();
      const headers = response.headers();
      headers["content-security-policy"] = headers["content-security-policy"].replace(" 'wasm-unsafe-eval'", "");
      await route.fulfill({ response, headers });
    });
  const message = await told(await open(t, "/", { root: site, before, expect: [/CSP: script-src/] }));
  assert.match(message, /Content Security Policy|wasm-unsafe-eval/i);
});

/** A portal's own source folder with the package installed; returns the folder its bundler is to fill. */
function portal(name) {
  const folder = join(site, name);
  cpSync(pkg, join(folder, "node_modules/jixiao"), { recursive: true });
  writeFileSync(join(folder, "index.html"), page("./main.js"));
  writeFileSync(join(folder, "main.js"), app("jixiao"));
  return folder;
}

test("Vite bundles it", async (t) => {
  const root = portal("vite");
  await build({ root, base: "./", logLevel: "error", configFile: false });
  assert.equal(await told(await open(t, "/", { root: join(root, "dist") })), version);
});

test("webpack bundles it", async (t) => {
  const root = portal("webpack");
  const output = { path: join(root, "dist") };
  // Its advice on sizes is not about whether the package works.
  const compiler = webpack({ mode: "production", context: root, entry: "./main.js", output, performance: { hints: false } });
  const stats = await promisify(compiler.run.bind(compiler))();
  assert.deepEqual([stats.compilation.errors, stats.compilation.warnings], [[], []]);
  await promisify(compiler.close.bind(compiler))();
  writeFileSync(join(root, "dist/index.html"), page("main.js"));
  assert.equal(await told(await open(t, "/", { root: join(root, "dist") })), version);
});
