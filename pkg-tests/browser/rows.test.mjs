/**
 * Rows, lines and forms: inserted, removed, copied, moved by keys, menu and mouse; groups split and
 * joined.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, openSample } from './harness.mjs';

const cell = (page, label) => page.getByLabel(label, { exact: true }).and(page.locator('textarea'));
const filing = (page) => page.evaluate(() => document.querySelector('jixiao-form').filing);
const focused = (page) =>
  page.evaluate(() =>
    document.activeElement?.shadowRoot?.activeElement?.getAttribute('aria-label'),
  );
const names = async (page) =>
  (await filing(page)).documents[0].indicators.map(
    ({ level2, name }) => `${level2.slice(0, 2)}/${name}`,
  );
const shot = (page, name) =>
  process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/rows-${name}.png` });

const row = (level2, name, more) => ({
  level1: '产出指标',
  level2,
  name,
  target: '≥1项',
  actual: '1项',
  weight: '10',
  score: '10',
  reason: '',
  ...more,
});
const TABLE = {
  profile: 'cn',
  documents: [
    {
      kind: 'projectEvaluation',
      title: '2025年度项目支出绩效自评表',
      year: '2025',
      project: '农村公路养护',
      department: '某县交通运输局',
      funds: {
        total: {
          name: '年度资金总额',
          budget: '100',
          executed: '100',
          weight: '10',
          rate: '100%',
          score: '10',
        },
        parts: [{ name: '其中：财政拨款', budget: '100', executed: '100' }],
      },
      indicators: [
        row('数量指标', '甲'),
        row('质量指标', '乙'),
        row('质量指标', '丙'),
        row('时效指标', '丁'),
      ],
      total: { weight: '100', score: '100' },
    },
  ],
  acknowledged: [{ code: 'SUM003', path: '/documents/0/total/weight', reason: '分值另行调整。' }],
};

async function opened(t, table = TABLE, options = {}) {
  const page = await openSample(t, options);
  await page.evaluate((filing) => {
    document.querySelector('jixiao-form').filing = filing;
  }, table);
  await page.locator(`.sheet[data-kind="${table.documents[0].kind}"]`).waitFor();
  return page;
}

test('rows by keys: above, below, copied, moved into and within groups, taken out, all undone', async (t) => {
  const page = await opened(t);
  const before = await filing(page);
  await cell(page, '乙 年度指标值').focus();
  await page.keyboard.press('Control+Enter');
  assert.deepEqual(await names(page), ['数量/甲', '质量/乙', '质量/', '质量/丙', '时效/丁']);
  assert.equal(await focused(page), '第3行 年度指标值', 'in the same column of the new row');
  await page.keyboard.press('Control+Shift+Enter');
  assert.deepEqual(await names(page), [
    '数量/甲',
    '质量/乙',
    '质量/',
    '质量/',
    '质量/丙',
    '时效/丁',
  ]);
  for (let presses = 0; presses < 2; presses += 1)
    await page.keyboard.press('Control+Shift+Delete');
  assert.deepEqual(await names(page), ['数量/甲', '质量/乙', '质量/丙', '时效/丁']);

  await cell(page, '丙 年度指标值').focus();
  await page.keyboard.press('Control+Shift+D');
  assert.deepEqual(await names(page), ['数量/甲', '质量/乙', '质量/丙', '质量/丙', '时效/丁']);
  await page.keyboard.press('Control+z');

  await cell(page, '丙 年度指标值').focus();
  await page.keyboard.press('Alt+Shift+ArrowUp');
  assert.deepEqual(
    await names(page),
    ['数量/甲', '质量/丙', '质量/乙', '时效/丁'],
    'within its group by place',
  );
  await page.keyboard.press('Alt+Shift+ArrowUp');
  assert.deepEqual(
    await names(page),
    ['数量/甲', '数量/丙', '质量/乙', '时效/丁'],
    'at the edge into the next group',
  );
  assert.equal(await focused(page), '丙 年度指标值');
  for (let presses = 0; presses < 12; presses += 1) await page.keyboard.press('Control+z');
  assert.deepEqual(await filing(page), before);
});

test('a row that comes into another group is drawn within it, and out of it again when that is undone', async (t) => {
  const page = await opened(t);
  const groups = () =>
    page.locator('.sheet textarea').evaluateAll((inputs) =>
      inputs
        .map((input) => [
          input.getAttribute('aria-label').replace('二级指标 ', ''),
          input.value,
          input.getAttribute('aria-label'),
        ])
        .filter(([, , label]) => label.startsWith('二级指标'))
        .map(([rows, value]) => `${rows} ${value}`),
    );
  const before = ['第1行 数量指标', '第2–3行 质量指标', '第4行 时效指标'];
  const after = ['第1–2行 数量指标', '第3行 质量指标', '第4行 时效指标'];
  assert.deepEqual(await groups(), before);
  await cell(page, '乙 年度指标值').focus();
  await page.keyboard.press('Alt+Shift+ArrowUp');
  assert.deepEqual(await groups(), after);
  assert.equal(await focused(page), '乙 年度指标值');
  await page.keyboard.press('Control+z');
  assert.deepEqual(await groups(), before);
  await page.keyboard.press('Control+y');
  assert.deepEqual(await groups(), after);
  await page.evaluate(() =>
    document.querySelector('jixiao-form').set('/documents/0/indicators/1/level2', '质量指标'),
  );
  assert.deepEqual(await groups(), before, 'written by the page');
});

test('the menu of a row says its keys, and works without them', async (t) => {
  const page = await opened(t);
  await cell(page, '甲 得分').focus();
  await page.getByRole('button', { name: '行 ▾' }).click();
  assert.match(
    (await page.getByRole('menuitem').allTextContents()).join('\n'),
    /在上方插入指标[\s\S]*在下方插入指标[\s\S]*复制指标[\s\S]*上移[\s\S]*下移[\s\S]*从此行起另成一组[\s\S]*并入上一组[\s\S]*删除指标/,
  );
  await accessible(page);
  await shot(page, 'menu');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.deepEqual((await names(page)).slice(0, 2), ['数量/甲', '数量/']);
  await cell(page, '丁 得分').click({ button: 'right' });
  await page.getByRole('menuitem', { name: '删除指标' }).click();
  assert.equal((await names(page)).length, 4);
  await page.keyboard.press('Shift+F10');
});

test('a group is split before a row, renamed, and joined again; what reads alike stays apart until then', async (t) => {
  const page = await opened(t);
  const level2 = () =>
    page
      .locator('.indicators .level2 textarea')
      .evaluateAll((inputs) => inputs.map(({ value }) => value));
  await cell(page, '丙 得分').focus();
  await page.getByRole('button', { name: '行 ▾' }).click();
  await page.getByRole('menuitem', { name: '从此行起另成一组' }).click();
  assert.deepEqual(await level2(), ['数量指标', '质量指标', '质量指标', '时效指标']);
  await page.keyboard.type('社会成本');
  assert.deepEqual(await level2(), ['数量指标', '质量指标', '社会成本', '时效指标']);

  // Renamed as its neighbour by mistake, drawn anew, and renamed again: the neighbour keeps its name.
  await page.locator('.indicators .level2 textarea').nth(2).fill('质量指标');
  await page.evaluate(() => document.querySelector('jixiao-form').setAttribute('locale', 'en'));
  await page.getByRole('button', { name: 'Row ▾' }).waitFor();
  await page.locator('.indicators .level2 textarea').nth(2).fill('时效指标');
  assert.deepEqual(
    (await names(page)).map((name) => name.slice(0, 2)),
    ['数量', '质量', '时效', '时效'],
  );
  await page.evaluate(() => document.querySelector('jixiao-form').setAttribute('locale', 'zh-CN'));
  await page.getByRole('button', { name: '行 ▾' }).waitFor();
  assert.deepEqual(await level2(), ['数量指标', '质量指标', '时效指标', '时效指标']);

  await cell(page, '丁 得分').focus();
  await page.getByRole('button', { name: '行 ▾' }).click();
  await page.getByRole('menuitem', { name: '并入上一组' }).click();
  assert.deepEqual(await level2(), ['数量指标', '质量指标', '时效指标']);
});

test('a row is dragged by its handle into another group, with what was answered for it', async (t) => {
  const answered = {
    ...TABLE,
    acknowledged: [{ code: 'SCO003', path: '/documents/0/indicators/3/score', reason: '如此。' }],
  };
  answered.documents = [
    {
      ...TABLE.documents[0],
      indicators: TABLE.documents[0].indicators.map((each, index) =>
        index === 3 ? { ...each, target: '≥2项' } : each,
      ),
    },
  ];
  const page = await opened(t, answered);
  const handle = (name) =>
    page.locator('tr', { has: page.locator(`[aria-label="${name} 得分"]`) }).locator('.handle');
  await handle('丁').dragTo(handle('乙'), { targetPosition: { x: 4, y: 2 } });
  assert.deepEqual(await names(page), ['数量/甲', '质量/丁', '质量/乙', '质量/丙']);
  assert.deepEqual((await filing(page)).acknowledged, [
    { code: 'SCO003', path: '/documents/0/indicators/1/score', reason: '如此。' },
  ]);
  await page.keyboard.press('Control+z');
  assert.deepEqual(await filing(page), answered);
});

test("the text of a report's section goes by the heading that is typed above it", async (t) => {
  const page = await opened(t, {
    documents: [
      { kind: 'narrative', title: '自评报告', sections: [{ heading: '一、概况', text: '' }] },
    ],
  });
  await cell(page, '第 1 节标题').fill('一、基本情况');
  assert.equal(await cell(page, '一、基本情况').count(), 1);
  assert.equal(await cell(page, '一、概况').count(), 0);
});

test('lines of every other kind are added from the form itself', async (t) => {
  const page = await opened(t);
  const documents = () => filing(page).then((all) => all.documents);
  const add = (name, nth = 0) =>
    page
      .getByRole('button', { name: `＋ ${name}`, exact: true })
      .nth(nth)
      .click();
  await add('资金');
  assert.deepEqual((await documents())[0].funds.parts[1], { name: '', budget: '', executed: '' });
  for (const [kind, lists] of Object.entries({
    departmentTargets: [
      ['目标', 'goals'],
      ['任务', 'tasks'],
      ['指标', 'indicators'],
    ],
    scoreSheet: [
      ['评分项目', 'items'],
      ['加减分项', 'bonus'],
    ],
    narrative: [['章节', 'sections']],
    baseData: [
      ['行', 'lines'],
      ['楼堂馆所', 'buildings'],
    ],
    transferEvaluation: [['管理环节', 'management']],
    projectTargets: [['资金', 'parts']],
  })) {
    await page.evaluate(async (wanted) => {
      const core = await import('/pkg/index.js');
      const form = document.querySelector('jixiao-form');
      form.filing = { profile: 'cn', documents: [core.blank(wanted)] };
    }, kind);
    await page.locator(`.sheet[data-kind="${kind}"]`).waitFor();
    for (const [word, list] of lists) {
      const before = ((await documents())[0][list] || []).length;
      await add(word);
      assert.equal((await documents())[0][list].length, before + 1, `${kind} ${list}`);
    }
    assert.ok(await focused(page), kind);
  }
});

test('forms are added, copied, renamed, moved and taken out; a blank one waits with its findings', async (t) => {
  const page = await opened(t);
  const kinds = async () =>
    (await filing(page)).documents.map(({ kind, project }) => `${kind} ${project ?? ''}`.trim());
  await page.getByRole('button', { name: '添加表' }).click();
  await accessible(page);
  await page.getByRole('menuitem', { name: '部门整体支出绩效自评表' }).first().click();
  assert.deepEqual(await kinds(), ['projectEvaluation 农村公路养护', 'departmentEvaluation']);
  assert.equal((await filing(page)).documents[1].department, '某县交通运输局');
  assert.equal(
    await page.locator('.sheet [aria-invalid="true"]').count(),
    0,
    'nothing of it is found before it is filled in',
  );
  assert.equal(await page.getByRole('tab', { selected: true }).locator('.badge').count(), 0);
  await page.evaluate(() =>
    document.querySelector('jixiao-form').set('/documents/1/filedOn', '2025年4月25日'),
  );
  assert.equal(
    await cell(page, '填报日期').getAttribute('aria-invalid'),
    'true',
    'what is filled in at once is seen at once',
  );
  await page.getByRole('button', { name: '检查全表' }).click();
  assert.ok((await page.locator('.sheet [aria-invalid="true"]').count()) > 1);

  await page.getByRole('tab').first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: '复制这张表' }).click();
  await page.getByRole('button', { name: '这张表' }).click();
  await page.getByRole('menuitem', { name: '改名' }).click();
  await page.getByLabel('表的名称').fill('桥梁维修');
  await accessible(page);
  await page.keyboard.press('Enter');
  assert.deepEqual(await kinds(), [
    'projectEvaluation 农村公路养护',
    'projectEvaluation 桥梁维修',
    'departmentEvaluation',
  ]);
  await page.getByRole('button', { name: '这张表' }).click();
  await page.getByRole('menuitem', { name: '移到前面' }).click();
  assert.deepEqual(await kinds(), [
    'projectEvaluation 桥梁维修',
    'projectEvaluation 农村公路养护',
    'departmentEvaluation',
  ]);
  assert.equal(
    (await filing(page)).acknowledged[0].path,
    '/documents/1/total/weight',
    'what is answered for goes along',
  );
  await page.getByRole('button', { name: '这张表' }).click();
  await page.getByRole('menuitem', { name: '删除这张表' }).click();
  assert.deepEqual(await kinds(), ['projectEvaluation 农村公路养护', 'departmentEvaluation']);
  for (let presses = 0; presses < 6; presses += 1)
    await page.evaluate(() => document.querySelector('jixiao-form').undo());
  assert.deepEqual(await filing(page), TABLE);
});

test('a form to be read only has no rows to edit', async (t) => {
  const page = await opened(t);
  await page.locator('jixiao-form').evaluate((form) => {
    form.readonly = true;
  });
  await page.locator('.root.readonly').waitFor();
  assert.equal(await page.locator('.add, .handle, .tabtool:visible').count(), 0);
  await cell(page, '甲 得分').focus();
  await page.keyboard.press('Control+Enter');
  assert.equal((await names(page)).length, 4);
});
