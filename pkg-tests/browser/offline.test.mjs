/**
 * The page without a network, after one visit; from any folder; and that it fetches nothing else.
 */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { open } from './harness.mjs';

const www = (path = '') => new URL(`../../www/${path}`, import.meta.url);
const repository = fileURLToPath(new URL('../..', import.meta.url));

test('opens and works without a network, from any folder', async (t) => {
  const page = await open(t, '/www/', {
    root: repository,
    serviceWorkers: 'allow',
    expect: [/ERR_INTERNET_DISCONNECTED/, /nothing-that-was-kept/],
  });
  await page.locator('.door').first().waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.context().setOffline(true);
  await page.reload();
  await page.locator('.samples a[href="#sample=hunan-2025"]').click();
  await page.locator('.sheet').waitFor();
  assert.equal(await page.locator('.finding[data-code="NUM006"]').count(), 1, 'it checks');

  await page.goto('/www/#sample=blank-project');
  await page.locator('.sheet[data-kind="projectEvaluation"]').waitFor();
  await page.evaluate(async () => {
    const clipboardData = new DataTransfer();
    clipboardData.setData(
      'text/plain',
      '2025年度项目支出绩效自评表\n项目名称\t农村公路养护\n总分\t\t\t\t\t100\t99\t',
    );
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  });
  await page.locator('.notice', { hasText: '读入 1 张表' }).waitFor();

  await page.goto('/www/index.html?from=bookmark');
  await page.locator('.door').first().waitFor();
  await assert.rejects(
    page.evaluate(() => fetch('nothing-that-was-kept.txt')),
    'what was never kept is not there',
  );
});

test('everything the page is made of is kept', () => {
  const worker = readFileSync(www('sw.js'), 'utf8');
  const files = (folder) =>
    readdirSync(www(folder), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => folder + name);
  const isPage = (path) => !/^index\.html$|^sw\.js$|\.d\.ts$|^form\/adapters\./.test(path);
  for (const path of [...files(''), ...files('form/')].filter(isPage))
    assert.ok(worker.includes(`'${path}'`), `${path} is missing in www/sw.js`);
  for (const path of files('samples/'))
    assert.ok(
      worker.includes(`'${path.replace(/.*\/|\.json/g, '')}'`),
      `${path} is missing in www/sw.js`,
    );
});
