/**
 * Pages in headless Chromium, for node:test. Every *.test.mjs in this folder is run by `make test-page`.
 *
 *   import { test } from "node:test";
 *   import assert from "node:assert/strict";
 *   import { accessible, open, openSample } from "./harness.mjs";
 *
 *   test("shows the form", async (t) => {
 *     const page = await open(t, "/");              // a Playwright Page in a context of its own, closed with the test
 *     await page.getByRole("heading", { name: "绩效" }).waitFor();
 *     await accessible(page);                       // no axe violation
 *   });
 *
 * The page comes from www/ (built package included) through the strict server of setup/serve.mjs, started once per
 * test file on a free port. A test fails on anything the page should never do, even where its own assertions hold:
 * an error in the console, an uncaught exception, a violation of the content security policy, a request that fails or
 * answers 4xx/5xx, or a request to any other origin. Where a test provokes one, it says which:
 * `open(t, "/", { expect: [/JixiaoError/] })`; an expected problem that does not happen fails the test too.
 *
 * `open(t, path, options)`: `expect` as above; `root`, another folder to serve; `before(page)`, run before the page
 * loads (routes, init scripts); `limit`, ms that the whole test may take; anything else goes to Playwright's
 * `browser.newContext` (viewport, locale, …). `openSample(t, options, name)` opens a sample and waits for its sheet. Service workers are off unless `serviceWorkers: "allow"` says otherwise:
 * they would fetch the whole page once more in every test.
 * CHROMIUM names another browser; HEADED=1 shows it.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import { serve } from '../setup/serve.mjs';

const WWW = fileURLToPath(new URL('../../www', import.meta.url));
// The same arguments as for the wasm tests; Playwright adds its own --headless.
const { args: ARGS } = JSON.parse(
  readFileSync(new URL('../setup/webdriver.json', import.meta.url)),
)['goog:chromeOptions'];
const LIMIT = 60_000;

function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  );
  const found = process.env.CHROMIUM ?? candidates.find((path) => existsSync(path));
  assert.ok(found, "no Chromium on this machine: `make test-page` installs Debian's");
  return found;
}

// One browser and one server per folder for a whole test file; started by the first test that needs them.
const closers = [];
after(() => Promise.all(closers.map((close) => close())));

function once(start) {
  const started = new Map();
  return (key) => {
    if (!started.has(key)) {
      const running = start(key);
      closers.push(async () => (await running).close());
      started.set(key, running);
    }
    return started.get(key);
  };
}

const browser = once(() =>
  chromium.launch({
    executablePath: findChromium(),
    headless: !process.env.HEADED,
    args: ARGS.filter((arg) => arg !== '--headless'),
  }),
);
const server = once((root) => serve(root));

function none(problems, what) {
  if (problems.length > 0) assert.fail([`${what}:`, ...problems].join('\n  '));
}

/** The URL under which the harness serves `root`, for tests that need more than one page. */
export const origin = async (root = WWW) => (await server(root)).url;

/** Opens `path` for the test `t` and watches over it until the test ends. See the top of this file. */
export async function open(
  t,
  path,
  { expect = [], root = WWW, before, limit = LIMIT, ...contextOptions } = {},
) {
  const baseURL = await origin(root);
  const context = await (await browser()).newContext({
    locale: 'zh-CN',
    serviceWorkers: 'block',
    ...contextOptions,
    baseURL,
  });
  const problems = [];
  // A script that the page never answers would block for ever: Playwright's own limits do not cover
  // `evaluate`.
  const timer = setTimeout(() => {
    problems.push(`still waiting after ${limit / 1000} s`);
    context.close();
  }, limit);
  t.after(async () => {
    clearTimeout(timer);
    await context.close();
    const left = problems.filter((problem) => !expect.some((pattern) => pattern.test(problem)));
    none(left, 'the page misbehaved');
    none(
      expect.filter((pattern) => !problems.some((problem) => pattern.test(problem))),
      'expected and did not happen',
    );
  });

  context.on('console', (message) => {
    if (message.type() === 'error')
      problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) =>
    problems.push(`exception: ${error.error().stack ?? error.error()}`),
  );
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // A download or a navigation aborts the request it came from.
    if (reason !== 'net::ERR_ABORTED') problems.push(`failed: ${request.url()} ${reason}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  context.on('request', (request) => {
    const { protocol, origin: requested } = new URL(request.url());
    if (protocol.startsWith('http') && requested !== baseURL)
      problems.push(`foreign request: ${request.url()}`);
  });
  // The console reports violations as well, but not where they come from.
  await context.addInitScript(() =>
    addEventListener('securitypolicyviolation', (event) =>
      console.error(
        `CSP: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`,
      ),
    ),
  );

  const page = await context.newPage();
  await before?.(page);
  await page.goto(path);
  return page;
}

/** Opens a page with a sample drawn. */
export async function openSample(t, options, name = 'hunan-2025') {
  const page = await open(t, `/#sample=${name}`, options);
  await page.locator('.sheet').waitFor();
  return page;
}

/** Fails if axe finds a violation in the page's present state; `include` narrows it to a part. */
export async function accessible(page, { include } = {}) {
  // Only violations: naming each passing element takes longer than all the rest. There are no
  // frames.
  const builder = new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] });
  const { violations } = await (include ? builder.include(include) : builder).analyze();
  const lines = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}`),
  );
  none(lines, 'not accessible');
}
