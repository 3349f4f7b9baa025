/** The page as an officer meets it: the sample, its findings at their cells, and what editing changes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { accessible, open, openSample } from './harness.mjs';

const cell = (page, label) => page.getByLabel(label, { exact: true }).and(page.locator('textarea'));
const findings = (page, code) => page.locator(`.finding[data-code="${code}"]`);
const codes = (page) =>
  page.locator('.finding').evaluateAll((items) => items.map((item) => item.dataset.code));
const focused = (page) =>
  page.evaluate(() =>
    document.activeElement?.shadowRoot?.activeElement?.getAttribute('aria-label'),
  );
const filing = (page) => page.evaluate(() => document.querySelector('jixiao-form').filing);

/** How a cell is marked, and what a screen reader announces. */
function mark(locator) {
  return locator.evaluate((input) => ({
    severity: input.closest('.frame').dataset.mark,
    invalid: input.getAttribute('aria-invalid'),
    described: (input.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .filter(Boolean)
      .map((id) => input.getRootNode().getElementById(id).textContent)
      .join('\n'),
  }));
}

/** The two totals on the score card, with the grade. */
async function totals(page) {
  const [claimed, computed] = await page
    .locator('.totals dd')
    .evaluateAll((cells) => cells.map((dd) => dd.firstChild.textContent));
  const grade = page.locator('.totals .grade');
  return { claimed, computed, grade: (await grade.count()) ? await grade.textContent() : null };
}

test("opens on the department's self-evaluation, cells as typed", async (t) => {
  const page = await openSample(t);
  assert.equal(await cell(page, '标题').inputValue(), '2025年度部门整体支出绩效自评表');
  assert.equal(await cell(page, '基本医疗保险参保人数 年度指标值').inputValue(), '≥354.84万');
  assert.equal(await cell(page, '年度资金总额 全年执行数').inputValue(), '1997.21万元');
  assert.equal(await cell(page, '总分 得分').inputValue(), '99.54');
  assert.equal(await page.getByRole('tab').count(), 3);
  assert.equal(
    await page.locator('.indicators .level1 textarea').count(),
    4,
    'level-1 cells are merged',
  );
});

test('NUM006 is shown at 20092.71 and its fix corrects the cell', async (t) => {
  const page = await openSample(t);
  const total = cell(page, '按收入性质分 金额');
  const { severity, invalid, described } = await mark(total);
  assert.deepEqual({ severity, invalid }, { severity: 'error', invalid: 'true' });
  const message = await findings(page, 'NUM006').locator('.message').textContent();
  assert.match(message, /20092\.71/);
  assert.ok(described.includes(message), 'the cell and the summary have the same words');
  assert.match(await findings(page, 'NUM006').locator('.expected').textContent(), /^2092\.71/);

  await findings(page, 'NUM006').getByRole('button', { name: '修正' }).click();
  assert.equal(await total.inputValue(), '2092.71万');
  assert.equal(await findings(page, 'NUM006').count(), 0);
  assert.deepEqual(await mark(total), { severity: undefined, invalid: null, described: '' });
  assert.equal(await focused(page), '按收入性质分 金额');

  await page.keyboard.press('Control+z');
  assert.equal(await total.inputValue(), '20092.71万');
  assert.equal(await findings(page, 'NUM006').count(), 1);
});

test('DAT001 is shown at the date and NUM005 at the drug procurement', async (t) => {
  const page = await openSample(t);
  const date = await mark(cell(page, '填报日期'));
  assert.equal(date.severity, 'error');
  assert.match(date.described, /2025/);
  assert.equal(await findings(page, 'DAT001').getAttribute('data-path'), '/documents/0/filedOn');

  const procurement = '集中带量采购落实情况 实际完成值';
  assert.equal((await mark(cell(page, procurement))).severity, 'warning');
  assert.equal(await findings(page, 'NUM005').count(), 1);
  await findings(page, 'NUM005').locator('.go').click();
  assert.equal(await focused(page), procurement);
});

test('errors come first, and no other error is raised', async (t) => {
  const page = await openSample(t);
  const severities = await page
    .locator('.finding')
    .evaluateAll((items) => items.map((item) => item.dataset.severity));
  assert.deepEqual(
    severities,
    [...severities].sort(
      (a, b) => 'error warning info'.indexOf(a) - 'error warning info'.indexOf(b),
    ),
  );
  const errors = await page
    .locator('.finding[data-severity="error"]')
    .evaluateAll((items) => items.map((item) => item.dataset.code));
  assert.deepEqual(errors.sort(), ['DAT001', 'NUM006']);
});

test('each table has its score card, computed as claimed', async (t) => {
  const page = await openSample(t);
  const tabs = page.getByRole('tab');
  assert.deepEqual(await totals(page), { claimed: '99.54', computed: '99.54', grade: '优' });
  assert.match(await page.locator('.lines li[data-method="execution"]').textContent(), /9\.54/);
  await tabs.nth(1).click();
  assert.deepEqual(await totals(page), { claimed: '99.23', computed: '99.23', grade: '优' });
  await tabs.nth(2).click();
  assert.deepEqual(await totals(page), { claimed: '100', computed: '100', grade: '优' });
});

test('the unfilled rows of the second project table are REQ007', async (t) => {
  const page = await openSample(t);
  await page.getByRole('tab').nth(2).click();
  const rows = await findings(page, 'REQ007').evaluateAll((items) =>
    items.map((item) => item.dataset.path.match(/indicators\/(\d+)/)[1]),
  );
  assert.deepEqual(rows, ['0', '2', '3', '5', '6', '9', '10']);
  assert.equal((await mark(cell(page, '第1行 三级指标'))).severity, 'warning');
});

test('a changed score brings SCO004 and SUM005 and undoing it takes them away', async (t) => {
  const page = await openSample(t);
  const before = await codes(page);
  const score = cell(page, '基本医疗保险参保人数 得分');
  await score.fill('9');
  assert.equal((await mark(score)).severity, 'warning');
  assert.equal(
    await findings(page, 'SCO004').getAttribute('data-path'),
    '/documents/0/indicators/0/score',
  );
  assert.equal((await mark(cell(page, '总分 得分'))).severity, 'error');
  assert.equal(await findings(page, 'SUM005').count(), 1);

  const line = page.locator('.lines li[data-path="/documents/0/indicators/0/score"]');
  assert.equal(await line.locator('.claimed').textContent(), '9');
  assert.match(await line.locator('.computed').textContent(), /10$/);
  assert.deepEqual(await page.locator('.groups [data-differs] td').allTextContents(), ['31', '32']);

  await page.keyboard.press('Control+z');
  assert.equal(await score.inputValue(), '10');
  assert.deepEqual(await codes(page), before);
  assert.equal(await line.getAttribute('data-differs'), null);

  await page.keyboard.press('Control+y');
  assert.equal(await score.inputValue(), '9');
  assert.equal(await findings(page, 'SUM005').count(), 1);
});

test('every keystroke is checked', async (t) => {
  const page = await openSample(t);
  const score = cell(page, '基本医疗保险参保人数 得分');
  await score.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  assert.equal((await filing(page)).documents[0].indicators[0].score, '1');
  assert.equal(await findings(page, 'SUM005').count(), 1);
  await page.keyboard.type('0');
  assert.equal(await findings(page, 'SUM005').count(), 0);
});

test('a finding in the summary leads to its cell', async (t) => {
  const page = await openSample(t);
  for (const go of await page.locator('.finding .go').all()) {
    const path = await go.evaluate((button) => button.closest('.finding').dataset.path);
    await go.click();
    const described = await page.evaluate(() =>
      document.activeElement.shadowRoot.activeElement.getAttribute('aria-describedby'),
    );
    assert.ok(described, `${path} leads to a cell that says what is wrong`);
  }
});

test('the keyboard reaches every cell, in the order of the form', async (t) => {
  const page = await openSample(t);
  const all = await page
    .locator('.sheet textarea')
    .evaluateAll((inputs) => inputs.map((input) => input.id));
  await page.locator('.sheet textarea').first().focus();
  const reached = [];
  for (let presses = 0; presses < 2 * all.length && reached.length < all.length; presses += 1) {
    const { id, isCell } = await page.evaluate(() => {
      const { activeElement } = document.activeElement.shadowRoot ?? document;
      return { id: activeElement.id, isCell: activeElement.matches('textarea') };
    });
    if (isCell) reached.push(id);
    await page.keyboard.press('Tab');
  }
  assert.deepEqual(reached, all);
});

test('the arrow keys move between the tables', async (t) => {
  const page = await openSample(t);
  await page.getByRole('tab').first().focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.getByRole('tab', { selected: true }).getAttribute('id'), 'tab-1');
  assert.equal(
    await cell(page, '项目名称').inputValue(),
    '医疗服务与保障能力提升补助资金（医疗保障服务能力建设部分）',
  );
});

test('a merged cell edits all of its rows', async (t) => {
  const page = await openSample(t);
  const merged = page.locator('.indicators .level2 textarea').nth(1);
  assert.equal(await merged.inputValue(), '质量指标');
  await merged.fill('质量');
  const level2 = async () =>
    (await filing(page)).documents[0].indicators.slice(0, 4).map((row) => row.level2);
  assert.deepEqual(await level2(), ['数量指标', '质量', '质量', '时效指标']);
  await page.keyboard.press('Control+z');
  assert.deepEqual(await level2(), ['数量指标', '质量指标', '质量指标', '时效指标']);
});

test('text in composition is checked once it is committed', async (t) => {
  const page = await openSample(t);
  const reason = cell(page, '基本医疗保险参保人数 偏差原因分析及改进措施');
  const keyboard = await page.context().newCDPSession(page);
  await reason.focus();
  await keyboard.send('Input.imeSetComposition', {
    text: 'can bao',
    selectionStart: 7,
    selectionEnd: 7,
  });
  assert.equal((await filing(page)).documents[0].indicators[0].reason, '');
  await keyboard.send('Input.insertText', { text: '参保' });
  assert.equal((await filing(page)).documents[0].indicators[0].reason, '参保');
});

test('a cell copied from a spreadsheet is pasted without its line break', async (t) => {
  const page = await openSample(t);
  const score = cell(page, '总分 得分');
  await score.fill('');
  await score.evaluate((input) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '99.54\r\n');
    input.dispatchEvent(
      new ClipboardEvent('paste', {
        clipboardData,
        bubbles: true,
        cancelable: true,
        composed: true,
      }),
    );
  });
  assert.equal(await score.inputValue(), '99.54');
  assert.equal((await filing(page)).documents[0].total.score, '99.54');
});

test('speaks English on request and keeps what was typed', async (t) => {
  const page = await openSample(t);
  await cell(page, '基本医疗保险参保人数 得分').fill('9');
  const before = await codes(page);
  const chinese = await findings(page, 'NUM006').locator('.message').textContent();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Score card' }).waitFor();
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  assert.equal(await cell(page, '基本医疗保险参保人数 得分').inputValue(), '9');
  assert.deepEqual(await codes(page), before);
  const english = await findings(page, 'NUM006').locator('.message').textContent();
  assert.notEqual(english, chinese);
  assert.match(english, /20092\.71/);
});

test('a fresh form keeps its findings to itself until it is checked', async (t) => {
  const page = await openSample(t, {}, 'blank-department');
  assert.equal(await page.locator('.finding').count(), 0);
  await page.getByRole('button', { name: '检查全表' }).click();
  assert.ok((await page.locator('.finding').count()) > 0);
});

test('nothing in it hinders anyone', async (t) => {
  const page = await openSample(t);
  await accessible(page);
  await findings(page, 'NUM006').locator('.go').click();
  await accessible(page);
  await page.getByRole('tab').nth(2).click();
  await accessible(page);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Score card' }).waitFor();
  await page.locator('.lines summary').first().click();
  await page.locator('.menu summary').last().click();
  await accessible(page);
  await page.getByRole('button', { name: 'Back to start' }).click();
  await page.getByRole('link', { name: 'Blank: department' }).click();
  await page.getByRole('button', { name: 'Check the whole form' }).waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Check the whole form' }).click();
  await accessible(page);
});

for (const [name, options] of Object.entries({
  'in the dark': { colorScheme: 'dark' },
  'on a phone': { viewport: { width: 390, height: 844 } },
  'at twice the size': { viewport: { width: 640, height: 450 } },
})) {
  test(`is as usable ${name}`, async (t) => {
    const page = await openSample(t, options);
    await accessible(page);
    const { wide, wanted } = await page.evaluate(() => ({
      wide: innerWidth,
      wanted: document.documentElement.scrollWidth,
    }));
    assert.ok(wanted <= wide, `nothing sticks out sideways: ${wanted} of ${wide}`);
  });
}

test('the note of a cell stays within the window of a phone', async (t) => {
  const page = await openSample(t, { viewport: { width: 390, height: 844 } });
  for (const label of [
    '基本医疗保险参保人数 得分',
    '集中带量采购落实情况 实际完成值',
    '填报日期',
  ]) {
    if (label.endsWith('得分')) await cell(page, label).fill('9');
    else await cell(page, label).focus();
    const { x, width } = await page.locator('.frame:focus-within > .note').boundingBox();
    assert.ok(x >= 0 && x + width <= 390, `${label}: ${x} to ${x + width}`);
  }
});

test('only the form goes to the printer', async (t) => {
  const page = await openSample(t);
  await page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
  });
  await page.emulateMedia({ media: 'print' });
  for (const part of ['table.head', '.funds', '.indicators', '.sheet .foot'])
    assert.equal(await page.locator(`.print ${part}`).first().isVisible(), true, part);
  for (const part of ['.bar', '.root'])
    assert.equal(await page.locator(part).isVisible(), false, part);
});

test('says in plain words when the core cannot be loaded', async (t) => {
  const page = await open(t, '/', {
    expect: [/failed/i],
    before: (page) => page.route('**/*.wasm', (route) => route.abort('failed')),
  });
  const message = page.locator('#message.problem');
  await message.waitFor();
  assert.match(await message.textContent(), /核对程序没有载入/);
});

test('works from any folder of a server', async (t) => {
  const page = await open(t, '/www/#sample=hunan-2025', {
    root: fileURLToPath(new URL('../..', import.meta.url)),
  });
  await page.locator('.sheet').waitFor();
  assert.equal(await findings(page, 'NUM006').count(), 1);
});
