/** The findings as a list to work through, beside the form or at the bottom of the window. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, openSample } from './harness.mjs';

const cell = (page, label) => page.getByLabel(label, { exact: true }).and(page.locator('textarea'));
const findings = (page, code) => page.locator(`.finding[data-code="${code}"]`);
const codes = (page) =>
  page.locator('.finding').evaluateAll((items) => items.map((item) => item.dataset.code));
const filing = (page) => page.evaluate(() => document.querySelector('jixiao-form').filing);
const position = (page) => page.locator('.position').textContent();
const current = (page) =>
  page
    .locator('.finding[aria-current]')
    .evaluateAll((items) => items.map((item) => item.dataset.path));
const focused = (page) =>
  page.evaluate(() =>
    document.activeElement?.shadowRoot?.activeElement?.getAttribute('aria-label'),
  );
const severity = (page, name) => page.locator(`.count[data-severity="${name}"]`);
const form = (page) => page.getByLabel('列出哪些表');
const rule = (page) => page.getByLabel('按规则筛选');
const byRule = (page) => page.getByRole('button', { name: '按规则', exact: true });
const shot = (page, name) =>
  process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/worklist-${name}.png` });

// The sample: two errors (NUM006, DAT001) and a query (NUM005) in its first form, seven queries (REQ007) in its third.
async function show(page, filing_) {
  await page.evaluate((next) => (document.querySelector('jixiao-form').filing = next), filing_);
  await page.locator(`.sheet[data-kind="${filing_.documents[0].kind}"]`).waitFor();
  await page.waitForFunction(
    (title) =>
      document.querySelector('jixiao-form').shadowRoot.querySelector('.sheet textarea').value ===
      title,
    filing_.documents[0].title,
  );
}

/** Two amounts typed twice, which have a safe fix. */
const TWICE = {
  profile: 'cn',
  documents: [
    {
      kind: 'projectEvaluation',
      title: '写了两遍',
      year: '2025',
      project: '某项目',
      department: '某局',
      funds: {
        total: {
          name: '年度资金总额',
          budget: '30337万元30337万元',
          executed: '30337万元万元',
          rate: '100%',
        },
      },
      indicators: [
        {
          level1: '产出指标',
          level2: '数量指标',
          name: '检查次数',
          target: '12',
          actual: '12',
          weight: '10',
          score: '10',
        },
      ],
    },
  ],
};

test('filters by severity, by rule and by form, and keeps the filter while she works', async (t) => {
  const page = await openSample(t);
  assert.deepEqual(await codes(page), ['NUM006', 'DAT001', 'NUM005']);
  await severity(page, 'error').click();
  assert.deepEqual(await codes(page), ['NUM006', 'DAT001']);
  assert.equal(await severity(page, 'error').getAttribute('aria-pressed'), 'true');
  await accessible(page);
  await cell(page, '总分 得分').fill('90');
  assert.ok(
    (await codes(page)).includes('SUM005') && !(await codes(page)).includes('NUM005'),
    'what comes up is filtered too',
  );
  await page.keyboard.press('Control+z');
  await page.getByRole('tab').nth(2).click();
  assert.deepEqual(await codes(page), [], 'kept on another form');
  await page.getByRole('button', { name: '看全部' }).click();
  assert.equal(await page.locator('.finding').count(), 7);

  await page.getByRole('tab').first().click();
  await form(page).selectOption('all');
  assert.equal(await page.locator('.finding').count(), 10);
  assert.match(await page.locator('.counts').textContent(), /2 处错误.*8 处疑问/);
  const row = findings(page, 'REQ007').first();
  assert.equal(
    await row.locator('.where').textContent(),
    '年初-场地运转经费补助 · 第1行 三级指标',
    'which form and row it is',
  );
  await rule(page).selectOption('REQ007');
  assert.deepEqual(await codes(page), Array(7).fill('REQ007'));
  assert.match(await rule(page).locator('option:checked').textContent(), /^REQ007 .+（7）$/);
  await row.locator('.go').click();
  assert.equal(await page.getByRole('tab', { selected: true }).getAttribute('id'), 'tab-2');
  assert.equal(await focused(page), '第1行 三级指标');
  assert.equal(await rule(page).inputValue(), 'REQ007');
  await shot(page, 'filtered');
});

test('says where she is, and F8 follows the filter', async (t) => {
  const page = await openSample(t);
  assert.equal(await position(page), '– / 3');
  await page.keyboard.press('F8');
  assert.equal(await focused(page), '按收入性质分 金额');
  assert.equal(await position(page), '1 / 3');
  await page.keyboard.press('F8');
  assert.deepEqual(
    [await position(page), await current(page)],
    ['2 / 3', ['/documents/0/indicators/2/actual']],
    'as the form reads',
  );
  await page.keyboard.press('Shift+F8');
  assert.equal(await position(page), '1 / 3');
  await findings(page, 'DAT001').locator('.go').click();
  assert.deepEqual(
    [await position(page), await current(page)],
    ['3 / 3', ['/documents/0/filedOn']],
  );
  await cell(page, '集中带量采购落实情况 实际完成值').focus();
  assert.equal(await position(page), '2 / 3', 'where she goes by herself');

  await severity(page, 'warning').click();
  assert.equal(await position(page), '1 / 1');
  await page.getByRole('button', { name: '下一处' }).click();
  assert.equal(
    await page.getByRole('tab', { selected: true }).getAttribute('id'),
    'tab-2',
    'on to the next form that has any',
  );
  assert.equal(await position(page), '1 / 7');
  await form(page).selectOption('all');
  assert.equal(await position(page), '2 / 8');
  await page.getByRole('button', { name: '上一处' }).click();
  assert.equal(await focused(page), '集中带量采购落实情况 实际完成值');
  assert.equal(await position(page), '1 / 8');
});

test('a group per rule, answered for in one step', async (t) => {
  const page = await openSample(t);
  await page.getByRole('tab').nth(2).click();
  assert.equal(await byRule(page).isVisible(), true, 'one rule is a group as well');
  await page.getByRole('tab').first().click();
  await form(page).selectOption('all');
  await byRule(page).click();
  assert.deepEqual(await page.locator('.rule code').allTextContents(), [
    'NUM006',
    'DAT001',
    'NUM005',
    'REQ007',
  ]);
  const group = page.locator('.rule[data-code="REQ007"]');
  assert.match(await group.textContent(), /REQ007.+7 处/);
  await accessible(page);

  await group.getByRole('button', { name: '一并说明（7）' }).press('Enter');
  await page.getByLabel(/这 7 处不改的理由/).fill('本项目不涉及。');
  await shot(page, 'group');
  await accessible(page);
  await page.getByRole('button', { name: '保存说明' }).click();
  const { acknowledged } = await filing(page);
  assert.deepEqual(
    new Set(acknowledged.map(({ code, reason }) => `${code} ${reason}`)),
    new Set(['REQ007 本项目不涉及。']),
  );
  assert.deepEqual(
    acknowledged.map(({ path }) => path.split('/')[4]),
    ['0', '2', '3', '5', '6', '9', '10'],
  );
  assert.equal(new Set(acknowledged.map(({ at }) => at)).size, 1);
  assert.match(await page.locator('.notice').textContent(), /已一并说明 7 处.*Ctrl\+Z/);
  assert.match(await page.locator('.progress').textContent(), /已改 0，已说明 7，还有 3/);
  assert.equal(await group.getByRole('button').count(), 0, 'nothing is left to answer');

  await page.getByRole('button', { name: '撤销' }).click();
  assert.equal((await filing(page)).acknowledged, undefined, 'one step');
});

test('a fixed finding goes to the end, struck through, until it is put away', async (t) => {
  const page = await openSample(t);
  assert.equal(await page.locator('.progress').isVisible(), false);
  await findings(page, 'NUM006').getByRole('button', { name: '修正' }).click();
  const fixed = page.locator('.mended');
  assert.equal(await fixed.count(), 1);
  assert.match(await fixed.textContent(), /已改.*按收入性质分 金额.*20092\.71/);
  assert.match(
    await fixed.locator('del').evaluate((del) => getComputedStyle(del).textDecorationLine),
    /line-through/,
  );
  assert.equal(await page.locator('.findings > li').last().getAttribute('class'), 'mended');
  assert.match(await page.locator('.progress').textContent(), /^已改 1，已说明 0，还有 2/);
  await accessible(page);

  // Findings that come and go while typing do not count as work done.
  await cell(page, '总分 得分').fill('9');
  await cell(page, '总分 得分').fill('99.54');
  assert.equal(await fixed.count(), 1);

  // Undone, it counts as open again.
  for (let steps = 0; steps < 2; steps += 1)
    await page.getByRole('button', { name: '撤销' }).click();
  assert.deepEqual([await fixed.count(), await findings(page, 'NUM006').count()], [0, 1]);
  await page.getByRole('button', { name: '重做' }).click();
  assert.equal(await fixed.count(), 1);
  await page.getByRole('tab').nth(1).click();
  assert.equal(await fixed.count(), 0, 'it belongs to its form');
  await page.getByRole('tab').first().click();
  await page.getByRole('button', { name: '收起已改的' }).click();
  assert.deepEqual([await fixed.count(), await page.locator('.progress').isVisible()], [0, false]);
});

test('a fix that changes what a figure means says so, and how to take it back', async (t) => {
  const page = await openSample(t);
  const fix = findings(page, 'NUM006').getByRole('button', { name: '修正' });
  assert.match(await fix.textContent(), /改变数值/);
  assert.match(await fix.getAttribute('title'), /20092\.71万 → 2092\.71万/);
  await fix.click();
  assert.match(await page.locator('.notice').textContent(), /20092\.71万 → 2092\.71万.*Ctrl\+Z/);
  await page.keyboard.press('Control+z');
  assert.equal(await cell(page, '按收入性质分 金额').inputValue(), '20092.71万');
});

test('safe fixes of a rule are applied in one step', async (t) => {
  const page = await openSample(t);
  await show(page, TWICE);
  await byRule(page).click();
  const before = await filing(page);
  const group = page.locator('.rule[data-code="NUM002"]');
  await group.getByRole('button', { name: '全部修正（2）' }).click();
  assert.match(await page.locator('.notice').textContent(), /已修正 2 处.*Ctrl\+Z/);
  assert.equal(await findings(page, 'NUM002').count(), 0);
  assert.equal(await page.locator('.mended').count(), 2);
  await page.getByRole('button', { name: '撤销' }).click();
  assert.deepEqual(await filing(page), before, 'one step');
});

test('links to related cells differ from each other', async (t) => {
  const page = await openSample(t);
  await page.evaluate(() => {
    location.hash = '#sample=hunan-2025-filing';
  });
  await findings(page, 'RAT003').waitFor();
  await form(page).selectOption('all');
  for (const button of await page.getByRole('button', { name: /^相关单元格/ }).all())
    await button.click();
  for (const finding of await page.locator('.finding .more').all()) {
    const names = await finding.locator('.link').allTextContents();
    assert.ok(names.every(Boolean), names.join());
    assert.equal(new Set(names).size, names.length, names.join());
  }
});

for (const width of [1280, 1920]) {
  test(`is beside the form at ${width} px and stays in reach`, async (t) => {
    const page = await openSample(t, { viewport: { width, height: 800 } });
    const boxes = () =>
      Promise.all(
        ['.summary', '.desk', '.scorecard'].map((part) => page.locator(part).boundingBox()),
      );
    const [list, desk, card] = await boxes();
    assert.ok(
      list.x >= desk.x + desk.width && card.x === list.x && card.y >= list.y + list.height,
      'side by side',
    );
    assert.equal(await findings(page, 'NUM006').isVisible(), true);
    await page.mouse.wheel(0, 700);
    await page.waitForFunction(() => scrollY > 300);
    const [scrolled] = await boxes();
    assert.ok(scrolled.y >= 0 && scrolled.y + scrolled.height <= 800, 'in sight');
    await page.locator('.scorecard .fold').click();
    assert.equal(await page.locator('.totals').isVisible(), false);
    await accessible(page);
    await shot(page, `beside-${width}`);
  });
}

for (const width of [900, 390]) {
  test(`is a line at the foot at ${width} px, to be pulled up`, async (t) => {
    const page = await openSample(t, { viewport: { width, height: 844 } });
    const summary = page.locator('.summary');
    const box = await summary.boundingBox();
    assert.ok(box.y + box.height <= 844 && box.height < 60, 'one line, at the foot');
    assert.match(await summary.locator('header').textContent(), /2 处错误.*1 处疑问/);
    assert.equal(await page.locator('.finding').first().isVisible(), false);
    await page.getByRole('button', { name: '下一处' }).click();
    assert.equal(await position(page), '1 / 3');
    await accessible(page);

    await page.getByRole('button', { name: '展开' }).first().click();
    assert.equal(await findings(page, 'NUM006').isVisible(), true);
    await accessible(page);
    await findings(page, 'DAT001').locator('.go').click();
    const [at, list] = await Promise.all([
      page.locator('.frame:focus-within').boundingBox(),
      summary.boundingBox(),
    ]);
    assert.ok(at.y >= 0 && at.y + at.height <= list.y, 'the cell is not behind the list');
    await shot(page, `foot-${width}`);
    const { wide, wanted } = await page.evaluate(() => ({
      wide: innerWidth,
      wanted: document.documentElement.scrollWidth,
    }));
    assert.ok(wanted <= wide);
  });
}

test('the keyboard does all of it', async (t) => {
  const page = await openSample(t);
  const here = () =>
    page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.textContent ?? '');
  const tabTo = async (pattern) => {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab');
      if (pattern.test(await here())) return;
    }
    assert.fail(`${pattern} was not reached`);
  };
  await tabTo(/^跳到核对结果$/);
  assert.equal(await page.locator('.skip').first().isVisible(), true);
  await shot(page, 'skip');
  await accessible(page);
  await page.keyboard.press('Enter');
  assert.equal(await here(), '核对结果');
  await tabTo(/处疑问/);
  await page.keyboard.press('Space');
  assert.deepEqual(await codes(page), ['NUM005']);
  await page.keyboard.press('Space');
  assert.equal((await codes(page)).length, 3, 'the focus stays on the number');
  await tabTo(/^按规则$/);
  await page.keyboard.press('Enter');
  await tabTo(/按收入性质分/);
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), '按收入性质分 金额');
  await page.keyboard.press('F8');
  assert.equal(await position(page), '2 / 3');

  await page.locator('.skip').last().focus();
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), '标题');
});

test('thousands of findings are listed a hundred at a time, and the one she is at is among them', async (t) => {
  const page = await openSample(t);
  await page.evaluate(() => {
    const form_ = document.querySelector('jixiao-form');
    const {
      documents: [first],
      ...rest
    } = form_.filing;
    const [row] = first.indicators;
    first.title = '一千行';
    first.indicators = Array.from({ length: 1000 }, (_, index) => ({
      ...row,
      name: `指标${index}`,
      score: '99',
    }));
    form_.filing = { ...rest, documents: [first] };
  });
  await page.waitForFunction(
    () =>
      document.querySelector('jixiao-form').shadowRoot.querySelectorAll('.score textarea').length >
      1000,
  );
  await page.waitForFunction(() =>
    / [1-9]\d{3}$/.test(
      document.querySelector('jixiao-form').shadowRoot.querySelector('.position').textContent,
    ),
  );
  assert.equal(await page.locator('.finding').count(), 100);
  const last = await page.evaluate(
    () =>
      document
        .querySelector('jixiao-form')
        .findings.filter(({ path }) => path.includes('/900/'))
        .map(({ path }) => path)[0],
  );
  await page.evaluate((path) => document.querySelector('jixiao-form').focusCell(path), last);
  assert.deepEqual(await current(page), [last]);
  assert.match(await position(page), /^\d+ \/ \d{4}$/);
});

test('tables copied out come back with their explanations', async (t) => {
  const page = await openSample(t, { permissions: ['clipboard-read', 'clipboard-write'] });
  await findings(page, 'DAT001').getByRole('button', { name: '书面说明' }).click();
  await page.getByLabel('不改的理由').fill('原件如此。');
  await page.getByRole('button', { name: '保存说明' }).click();
  const { acknowledged, documents } = await filing(page);
  await page.locator('.menu summary', { hasText: '导出' }).click();
  await page.getByRole('button', { name: '全部表格（复制' }).click();
  await page.locator('.notice', { hasText: '已复制' }).waitFor();
  await page.evaluate(() => {
    location.hash = '#sample=blank-project';
  });
  await page.locator('.sheet[data-kind="projectEvaluation"]').waitFor();
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('Control+v');
  await page.locator('.notice', { hasText: '读入' }).waitFor();
  const back = await filing(page);
  assert.deepEqual([back.documents, back.acknowledged], [documents, acknowledged]);
  assert.equal(await page.locator('.unread').count(), 0);
  assert.equal(await findings(page, 'DAT001').getAttribute('data-severity'), 'acknowledged');
});

test('paper has no list', async (t) => {
  const page = await openSample(t);
  await page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
  });
  await page.emulateMedia({ media: 'print' });
  for (const part of ['.aside', '.summary', '.skips'])
    assert.equal(await page.locator(part).isVisible(), false, part);
});
