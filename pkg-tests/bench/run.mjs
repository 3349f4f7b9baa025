/**
 * `make bench`: jixiao against its peers under Node and in headless Chromium, its cold start, its memory and the native
 * crate, in one run; writes docs/performance.md. SESSIONS is how many the memory test opens; QUICK=1 leaves out the largest workloads and writes nothing.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { open } from '../browser/harness.mjs';
import { contenders, workloads } from './contenders.mjs';
import { measure, summary } from './measure.mjs';
import { report } from './report.mjs';
import { cellsOf, whole } from './workloads.mjs';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const isQuick = Boolean(process.env.QUICK);
const chosen = isQuick ? workloads.slice(0, 4) : workloads;
const COLD = isQuick ? 5 : 21;
const results = { node: {}, chromium: {}, cold: {} };

// The structural peers as modules, and everything as a page under a portal's policy.
const site = path('../../target/bench');
rmSync(site, { recursive: true, force: true });
mkdirSync(path('../node_modules/.bench'), { recursive: true });
execFileSync(process.execPath, [path('structure.mjs'), path('../node_modules/.bench')], {
  stdio: 'inherit',
});
await build({
  root: path('.'),
  configFile: false,
  logLevel: 'error',
  build: {
    outDir: site,
    emptyOutDir: true,
    target: 'es2022',
    lib: { entry: path('browser.mjs'), formats: ['es'], fileName: 'browser' },
  },
});
cpSync(path('../../pkg'), `${site}/jixiao`, { recursive: true });
writeFileSync(`${site}/filing.json`, JSON.stringify(whole()));
writeFileSync(
  `${site}/index.html`,
  '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="browser.js"></script>',
);
writeFileSync(
  `${site}/cold.html`,
  '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">',
);

/**
 * Opens a page for `use` and closes it at once: the harness only closes pages with the test, and a
 * test is long here.
 */
async function inPage(url, use) {
  const closing = [];
  const page = await open({ after: (close) => closing.push(close) }, url, { root: site });
  try {
    return await use(page);
  } finally {
    for (const close of closing) await close();
  }
}

for (const workload of chosen) {
  test(workload, async () => {
    const [jixiao, { default: ajv }, { Check: typebox }] = await Promise.all([
      import('../../pkg/node.js'),
      import('../node_modules/.bench/ajv.mjs'),
      import('../node_modules/.bench/typebox.mjs'),
    ]);
    await jixiao.default();
    results.node[workload] = measure(contenders(workload, { jixiao, ajv, typebox }));
    results.chromium[workload] = await inPage('/', async (page) => {
      await page.waitForFunction('globalThis.bench');
      return page.evaluate((workload) => bench(workload), workload);
    });
  });
}

/** From import to the first report, in a fresh process. */
const COLD_IN_NODE = {
  jixiao: `const { default: init, validate } = await import(${JSON.stringify(path('../../pkg/node.js'))}); await init(); validate(filing);`,
  'by hand, scaled integers': `const { byScaledIntegers } = await import(${JSON.stringify(path('peers/by-scaled-integers.mjs'))}); byScaledIntegers(filing);`,
  'by hand, decimal.js': `const { byDecimalJs } = await import(${JSON.stringify(path('peers/by-decimal-js.mjs'))}); byDecimalJs(filing);`,
  'ajv (structure only)': `const { default: check } = await import(${JSON.stringify(path('../node_modules/.bench/ajv.mjs'))}); check(filing);`,
};

test('cold start', async () => {
  const taken = Object.fromEntries(
    [...Object.keys(COLD_IN_NODE), 'jixiao in Chromium'].map((name) => [name, []]),
  );
  for (let round = 0; round < COLD; round += 1) {
    for (const [name, code] of Object.entries(COLD_IN_NODE)) {
      const source = `
        import { readFileSync } from "node:fs";
        const filing = JSON.parse(readFileSync(${JSON.stringify(`${site}/filing.json`)}, "utf8"));
        const start = performance.now();
        ${code}
        console.log(performance.now() - start);`;
      taken[name].push(
        Number(
          execFileSync(process.execPath, ['--input-type=module', '--eval', source], {
            encoding: 'utf8',
          }),
        ),
      );
    }
    taken['jixiao in Chromium'].push(
      await inPage('/cold.html', (page) =>
        page.evaluate(async () => {
          const filing = await (await fetch('/filing.json')).json();
          const start = performance.now();
          const { default: init, validate } = await import(
            new URL('/jixiao/index.js', location.href)
          );
          await init();
          validate(filing);
          return performance.now() - start;
        }),
      ),
    );
  }
  for (const [name, times] of Object.entries(taken)) results.cold[name] = summary(times);
});

test('memory', () => {
  results.memory = JSON.parse(
    execFileSync(
      process.execPath,
      [path('memory.mjs'), process.env.SESSIONS ?? (isQuick ? '2000' : '100000')],
      { encoding: 'utf8' },
    ),
  );
});

test('a keystroke', () => {
  const printed = execFileSync(process.execPath, [path('keystroke.mjs')], { encoding: 'utf8' });
  const [, least, median, most] = /^processor time +([\d.]+) +([\d.]+) +([\d.]+)$/m.exec(printed);
  results.keystroke = { least, median, most };
});

test('native', { skip: isQuick }, () => {
  const cargo = [path('../setup/host.sh'), ['cargo', 'bench', '--quiet', '--bench', 'native']];
  results.native = JSON.parse(
    execFileSync(...cargo, {
      cwd: path('../..'),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
});

after(() => {
  const machine = `${cpus().length} cores of an ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
  const text = report({ ...results, machine, cells: cellsOf(whole()) });
  console.log(text);
  if (!isQuick) writeFileSync(path('../../docs/performance.md'), text);
});
