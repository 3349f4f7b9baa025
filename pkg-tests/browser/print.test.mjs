/** What comes out of the printer: pages of A4 as PDF, read back page by page with poppler's tools. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { accessible, openSample } from './harness.mjs';

const sample = (name) =>
  JSON.parse(readFileSync(new URL(`../../www/samples/${name}.json`, import.meta.url)));
const A4 = { upright: '595 x 842', across: '842 x 595' };

/** The page with a filing in it; the pages that `window.print` would open are left to `printed`. */
async function opened(t, filing, options) {
  const page = await openSample(t, {
    ...options,
    before: (page) =>
      page.addInitScript(() => {
        window.print = () => {
          window.asked = (window.asked ?? 0) + 1;
        };
      }),
  });
  await page.evaluate((filing) => {
    document.querySelector('jixiao-form').filing = filing;
  }, filing);
  await page.locator('.sheet').waitFor();
  return page;
}

/**
 * The pages that `options` print: { number, text, size }. Texts without blanks, because a cell may
 * break its lines anywhere.
 */
async function printed(page, options) {
  if (options)
    await page.evaluate((options) => document.querySelector('jixiao-form').print(options), options);
  const input = await page.pdf({ preferCSSPageSize: true });
  const text = execFileSync('pdftotext', ['-raw', '-', '-'], { input, encoding: 'utf8' });
  const sizes = execFileSync('pdfinfo', ['-f', '1', '-l', '999', '-'], { input, encoding: 'utf8' });
  const rounded = [...sizes.matchAll(/^Page +\d+ size: +([\d.]+) x ([\d.]+)/gm)].map(
    ([, ...size]) => size.map((side) => Math.round(side)).join(' x '),
  );
  return text
    .split('\f')
    .slice(0, -1)
    .map((page, index) => {
      const [, number, rest] = /^(第\d+页共\d+页)?(.*)$/.exec(page.replace(/[\s\u200b]/g, ''));
      return { number, text: rest, size: rounded[index] };
    });
}

/** An evaluation of so many indicators, all of one level-2 group. */
function evaluation(rows, more = {}) {
  const indicators = Array.from({ length: rows }, (_, index) => ({
    level1: '产出指标',
    level2: '数量指标',
    name: `【${rows}之${index + 1}】`,
    target: '≥1个',
    actual: '1个',
    weight: '1',
    score: '1',
    reason: '',
    ...more,
  }));
  return {
    kind: 'projectEvaluation',
    title: `某项目自评表${rows}行`,
    project: '某项目',
    funds: {
      total: {
        name: '年度资金总额',
        budget: '10',
        executed: '10',
        rate: '100%',
        weight: '10',
        score: '10',
      },
    },
    indicators,
    total: { weight: '100', score: '100' },
  };
}

const holding = (pages, text) => pages.filter((page) => page.text.includes(text));

test('a filing of six forms: each begins a page, and pages are numbered throughout', async (t) => {
  const filing = sample('hunan-2025-filing');
  const page = await opened(t, filing);
  const pages = await printed(page, { all: true });
  assert.deepEqual(
    pages.map(({ number }) => number),
    pages.map((_, index) => `第${index + 1}页共${pages.length}页`),
  );
  // The department's evaluation and the first project's take several pages; so do base data,
  // because they are landscape.
  const titles = filing.documents.map(({ title }) => title.replace(/\s/g, ''));
  assert.deepEqual(
    pages.map(({ text }) => titles.some((title) => text.startsWith(title))),
    [true, false, true, false, true, true, false, true, true],
  );
  assert.equal(
    holding(pages, '填报人：').length,
    filing.documents.length,
    'every form is signed once',
  );
  assert.deepEqual(
    pages.map(({ size }) => size).map((size) => size === A4.across),
    [false, false, false, false, false, true, true, false, false],
  );
  assert.equal(holding(pages, '附：核对结果').length, 0);
});

test('an evaluation of fourteen rows is one page upright', async (t) => {
  const page = await opened(t, { documents: [evaluation(14)] });
  const pages = await printed(page, { all: true });
  assert.deepEqual(
    pages.map(({ size }) => size),
    [A4.upright],
  );
});

test('totals and signatures stay with the last row, wherever a page ends', async (t) => {
  const lengths = Array.from({ length: 12 }, (_, index) => 22 + index);
  const page = await opened(t, { documents: lengths.map((rows) => evaluation(rows)) });
  const pages = await printed(page, { all: true });
  const broken = lengths.filter((rows) => holding(pages, `【${rows}之`).length > 1);
  assert.ok(
    broken.length > 2 && broken.length < lengths.length,
    `some of these end on a second page, not all: ${broken}`,
  );
  for (const rows of lengths) {
    const [last, ...others] = holding(pages, `【${rows}之${rows}】`);
    assert.deepEqual(others, []);
    for (const part of ['总分', '填报人：', '审核人：', '单位负责人：', '（单位盖章）', '年月日'])
      assert.ok(last.text.includes(part), `${rows} rows: ${part}`);
  }
});

test('column titles and merged labels are repeated on every page, and no row is lost', async (t) => {
  const rows = 130; // more than are drawn at once
  const page = await opened(t, { documents: [evaluation(rows)] });
  const pages = await printed(page, { all: true });
  assert.ok(pages.length >= 3, String(pages.length));
  for (const { text } of pages)
    for (const label of ['绩效指标', '产出指标', '数量指标', '三级指标'])
      assert.ok(text.includes(label), label);
  const names = pages.flatMap(({ text }) =>
    [...text.matchAll(/【130之(\d+)】/g)].map(([, row]) => Number(row)),
  );
  assert.deepEqual(
    names,
    Array.from({ length: rows }, (_, index) => index + 1),
  );
});

test('a table of ten columns and more lies across', async (t) => {
  const wide = evaluation(3, { sign: '≥', unit: '个', coefficient: '1' });
  const page = await opened(t, { documents: [evaluation(3), wide] });
  assert.deepEqual(
    (await printed(page, { all: true })).map(({ size }) => size),
    [A4.upright, A4.across],
  );
});

test('a cell that no page can hold goes on over the pages', async (t) => {
  const long = evaluation(2);
  long.indicators[0].actual = Array.from({ length: 90 }, (_, index) => `第${index + 1}条`).join(
    '\n',
  );
  const page = await opened(t, { documents: [long, evaluation(3)] });
  const pages = await printed(page, { all: true });
  const lines = pages.flatMap(({ text }) =>
    [...text.matchAll(/第(\d+)条/g)].map(([, line]) => Number(line)),
  );
  assert.deepEqual(
    lines,
    Array.from({ length: 90 }, (_, index) => index + 1),
  );
  assert.equal(holding(pages, '【2之2】').length, 1);
});

test('a report is set as text, signed at its end', async (t) => {
  const sections = Array.from({ length: 12 }, (_, index) => ({
    heading: `${index + 1}、某节`,
    text: `节${index + 1}首。${'按计划完成各项工作。'.repeat(40)}节${index + 1}尾。`,
  }));
  const page = await opened(t, { documents: [{ kind: 'narrative', title: '自评报告', sections }] });
  const pages = await printed(page, { all: true });
  const text = pages.map((page) => page.text).join('');
  for (const { heading, text: section } of sections)
    assert.ok(text.includes(section.replace(/\s/g, '')), heading);
  assert.ok(pages[pages.length - 1].text.includes('（单位盖章）'));
});

test('the annex says what was found, form by form, and why it stays', async (t) => {
  const filing = sample('hunan-2025-filing');
  filing.acknowledged = [
    {
      code: 'NUM005',
      path: '/documents/0/indicators/2/actual',
      reason: '按批次分别统计，故以文字说明。',
      at: '2026-04-24T10:20:30',
    },
    { code: 'SUM005', path: '/documents/1/total/score', reason: '总分已复核。' },
  ];
  const page = await opened(t, filing);
  const found = await page.evaluate(() => document.querySelector('jixiao-form').report.findings);
  const pages = await printed(page, { all: true, annex: true });
  const first = pages.findIndex(({ text }) => text.startsWith('附：核对结果与书面说明'));
  assert.ok(first > 0);
  const annex = pages
    .slice(first)
    .map(({ text }) => text)
    .join('');
  for (const { code, message } of found)
    assert.ok(annex.includes(message.replace(/\s/g, '')), `${code}: ${message}`);
  assert.match(annex, /已说明NUM005集中带量采购落实情况实际完成值/);
  assert.ok(annex.includes('按批次分别统计，故以文字说明。2026-04-2410:20'), 'with its time');
  assert.match(annex, /已说明SUM005总分得分总分已复核。/, 'kept though nothing is found there');
  assert.ok(annex.includes('应为：2092.71'), 'the right value');
  assert.ok(annex.includes('社会保险基金预决算收支情况表·城乡居民医疗保险没有发现问题'));

  // For one form, only its own findings.
  const one = (await printed(page, { annex: true })).map(({ text }) => text).join('');
  assert.ok(one.includes('NUM006') && !one.includes('REQ007'));
});

test('the menu prints the form or all of them, and leaves the form as it was', async (t) => {
  const page = await opened(t, sample('hunan-2025-filing'));
  const asked = () => page.evaluate(() => window.asked ?? 0);
  const sheets = () => page.locator('.print .sheet').count();
  const menu = page.locator('.menu', { hasText: '打印' });
  await menu.locator('summary').click();
  await accessible(page, { include: 'jixiao-form' });
  await page.getByRole('button', { name: '全部表格', exact: true }).click();
  assert.deepEqual([await asked(), await sheets()], [1, 6]);
  await menu.locator('summary').click();
  await page.getByLabel('附核对结果与书面说明').check();
  await page.getByRole('button', { name: '本表', exact: true }).click();
  assert.deepEqual([await asked(), await sheets()], [2, 2], 'the form and the annex');
  assert.equal(await page.locator('.print').isVisible(), false);

  assert.equal((await printed(page)).length, 3);
  assert.equal(await page.locator('.print').count(), 0);
  assert.deepEqual(
    await page.evaluate(() => [
      document.adoptedStyleSheets.length,
      document.querySelector('jixiao-form').shadowRoot.querySelector('.printing'),
    ]),
    [0, null],
  );
  await page.getByRole('textbox', { name: '标题', exact: true }).fill('改过的标题');
  assert.equal(
    await page.evaluate(() => document.querySelector('jixiao-form').filing.documents[0].title),
    '改过的标题',
  );
});

test('Ctrl+P prints the form that is shown', async (t) => {
  const page = await opened(t, sample('hunan-2025-filing'));
  await page.getByRole('tab').nth(4).click();
  const pages = await printed(page);
  assert.equal(pages.length, 1);
  assert.ok(pages[0].text.includes('职工医疗（含生育）保险') && pages[0].number === '第1页共1页');
  assert.equal(await page.locator('.print').count(), 0);
});

test('paper is white in the dark', async (t) => {
  const page = await opened(t, sample('hunan-2025'), { colorScheme: 'dark' });
  await page.evaluate(() => document.querySelector('jixiao-form').print({ all: true }));
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const looks = await page
    .locator('.print .sheet')
    .first()
    .evaluate((sheet) => {
      const { color, backgroundColor } = getComputedStyle(sheet);
      return [color, backgroundColor, getComputedStyle(document.body).backgroundColor];
    });
  assert.deepEqual(looks, ['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'rgb(255, 255, 255)']);
});
