/** Every kind of document: drawn as its form looks, every cell editable, findings at their cells. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOCUMENTS, sample } from './documents.mjs';
import { accessible, open, openSample } from './harness.mjs';

/** The page with one document in it. */
async function opened(t, document, options) {
  const page = await openSample(t, options);
  await show(page, document);
  return page;
}

async function show(page, document) {
  await page.evaluate((filing) => (document.querySelector('jixiao-form').filing = filing), {
    profile: 'cn',
    documents: [document],
  });
  await page.locator(`.sheet[data-kind="${document.kind}"]`).waitFor();
}

const filing = (page) => page.evaluate(() => document.querySelector('jixiao-form').filing);
const cell = (page, label) => page.getByLabel(label, { exact: true }).and(page.locator('textarea'));

/** The cells of a document: [pointer, text]. */
function leaves(value, path = '/documents/0') {
  if (/\/(kind|partial|of)$/.test(path)) return [];
  if (value === null || typeof value !== 'object') return [[path, String(value ?? '')]];
  return Object.entries(value).flatMap(([name, part]) => leaves(part, `${path}/${name}`));
}

test('every cell of every kind of document is on its form and writes back', async (t) => {
  const page = await opened(t, DOCUMENTS.narrative);
  for (const [kind, document] of Object.entries(DOCUMENTS)) {
    await show(page, document);
    const reached = await page.evaluate(
      (paths) =>
        paths.map((path) => {
          const form = document.querySelector('jixiao-form');
          form.focusCell(path);
          return [path, form.shadowRoot.activeElement.value];
        }),
      leaves(document).map(([path]) => path),
    );
    assert.deepEqual(reached, leaves(document), `${kind}: every cell has its place on the form`);
    await page.locator('.sheet textarea').last().fill('改过');
    assert.match(JSON.stringify((await filing(page)).documents[0]), /改过/, kind);
    await page.keyboard.press('Control+z');
    assert.deepEqual((await filing(page)).documents[0], document, kind);
  }
});

/** The document with every list of records repeated once: rows of the same names. */
function doubled(value) {
  if (Array.isArray(value)) return [...value, ...value].map(doubled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, doubled(part)]));
}

test('no two cells of a form have the same name', async (t) => {
  const page = await opened(t, DOCUMENTS.narrative);
  for (const [kind, document] of Object.entries(DOCUMENTS)) {
    for (const each of [document, doubled(document)]) {
      await show(page, each);
      await page.evaluate(
        (path) => document.querySelector('jixiao-form').focusCell(path),
        leaves(each).at(-1)[0],
      ); // drawn to the end
      const names = await page
        .locator('.sheet textarea')
        .evaluateAll((inputs) => inputs.map((input) => input.getAttribute('aria-label')));
      assert.ok(names.length > 1 && names.every(Boolean), kind);
      assert.deepEqual(
        names.filter((name, index) => names.indexOf(name) !== index),
        [],
        kind,
      );
    }
  }
});

test('a merged cell says which rows it spans, a row of a name that others have which it is', async (t) => {
  const row = {
    level1: '产出指标',
    level2: '数量指标',
    name: '检查次数',
    target: '12',
    actual: '12',
    weight: '10',
    score: '10',
  };
  const page = await opened(t, {
    kind: 'projectEvaluation',
    year: '2025',
    indicators: [row, row, { ...row, level2: '质量指标', name: '合格率' }],
  });
  for (const name of [
    '一级指标 第1–3行',
    '二级指标 第1–2行',
    '二级指标 第3行',
    '第2行 检查次数 得分',
    '合格率 得分',
    '第3行 三级指标',
  ]) {
    assert.equal(await cell(page, name).count(), 1, name);
  }
  await cell(page, '第2行 三级指标').fill('合格率');
  assert.equal(await cell(page, '第2行 合格率 得分').count(), 1, 'renamed to a name that there is');
  await cell(page, '第2行 三级指标').fill('抽查次数');
  assert.equal(await cell(page, '抽查次数 得分').count(), 1);
});

for (const width of [1280, 390]) {
  test(`no form hinders anybody at ${width} px`, async (t) => {
    const page = await opened(t, DOCUMENTS.narrative, {
      limit: 180_000,
      viewport: { width, height: 844 },
    });
    for (const [kind, document] of Object.entries(DOCUMENTS)) {
      await show(page, document);
      await accessible(page);
      const { wide, wanted } = await page.evaluate(() => ({
        wide: innerWidth,
        wanted: document.documentElement.scrollWidth,
      }));
      assert.ok(wanted <= wide, `${kind}: nothing sticks out sideways: ${wanted} of ${wide}`);
      if (process.env.SHOTS)
        await page.screenshot({
          path: `${process.env.SHOTS}/${kind}-${width}.png`,
          fullPage: true,
        });
    }
  });
}

test('the lines of base data are set in level by level', async (t) => {
  const page = await opened(t, DOCUMENTS.baseData);
  const left = (name) =>
    cell(page, `${name} 名称`).evaluate((input) => input.getBoundingClientRect().left);
  assert.ok((await left('三公经费')) < (await left('1、公务用车购置和维护经费')));
  assert.ok((await left('1、公务用车购置和维护经费')) < (await left('公车运行维护')));
});

test('a sum that fails in the fund accounts is marked at its cell', async (t) => {
  const page = await opened(t, DOCUMENTS.fundAccounts);
  const income = cell(page, '（一）收入小计 本年决算数');
  assert.equal(await income.getAttribute('aria-invalid'), null);
  await income.fill('207906');
  assert.ok((await page.locator('.finding[data-code^=SUM], .finding[data-code^=XDC]').count()) > 0);
});

test('the cells of a task span its indicators', async (t) => {
  const page = await opened(t, DOCUMENTS.departmentTargets);
  assert.equal(await page.locator('.task .outer.name').first().getAttribute('rowspan'), '4');
  await cell(page, '财政供养人员数').fill('39');
  assert.equal((await filing(page)).documents[0].staff, '39');
});

test('level cells of a score sheet are merged', async (t) => {
  const page = await opened(t, DOCUMENTS.scoreSheet);
  assert.equal(await page.locator('.level.group').count(), 2);
  // Its group is a cell of the table, as high as the rows of its items.
  const [group, points] = await Promise.all(
    ['group', 'groupWeight'].map((key) => page.locator(`.level.${key}`).first().boundingBox()),
  );
  assert.equal(group.height, points.height);
  assert.equal(await cell(page, '总分 等级').inputValue(), '优');
});

test('a finding about some words of a report underlines them', async (t) => {
  const page = await opened(t, DOCUMENTS.narrative);
  const mark = page.locator('.twin mark');
  assert.equal(await mark.textContent(), '94.44%');
  // The figures that it follows from are named too, each with a way to it.
  assert.deepEqual(await page.locator('.finding q').allTextContents(), [
    '94.44%',
    '1997.21万元',
    '2092.71万元',
  ]);
  const input = cell(page, '一、预算执行情况');
  assert.equal(await input.getAttribute('aria-invalid'), 'true');

  // The text behind must be in exactly the same place as the text.
  const [behind, over] = await Promise.all([
    page.locator('.passage .twin').first().boundingBox(),
    input.boundingBox(),
  ]);
  assert.deepEqual(behind, over);

  await page.locator('.finding .go').first().click();
  const selected = await input.evaluate((area) =>
    area.value.slice(area.selectionStart, area.selectionEnd),
  );
  assert.equal(selected, '94.44%');
  await accessible(page);
  if (process.env.SHOTS)
    await page.screenshot({ path: `${process.env.SHOTS}/narrative-marked.png`, fullPage: true });
});

test('every sample can be opened, and lends nothing to the next', async (t) => {
  const page = await open(t, '/');
  const links = page.locator('.samples a');
  await links.first().waitFor();
  for (const name of await links.evaluateAll((all) =>
    all.map((link) => link.hash.replace('#sample=', '')),
  )) {
    await page.locator(`.samples a[href="#sample=${name}"]`).click();
    await page.waitForFunction(
      (first) => document.querySelector('jixiao-form').filing?.documents[0].title === first,
      sample(name).documents[0].title,
    );
    assert.ok((await page.locator('.sheet textarea').count()) > 10, name);
    assert.equal(
      await page.evaluate(() => document.querySelector('jixiao-form').filing.profile),
      sample(name).profile,
    );
    await page.goBack();
    await page.locator('.door').first().waitFor();
    assert.equal(
      await page.locator('.drafts li').count(),
      0,
      'a sample that was only looked at is no draft',
    );
  }
});
