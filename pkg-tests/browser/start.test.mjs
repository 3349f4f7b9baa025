/**
 * The start page: a new filing, files of every kind, drafts, samples; and moving from one stage to
 * the next.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { accessible, open, openSample } from './harness.mjs';

const cell = (page, label) => page.getByLabel(label, { exact: true }).and(page.locator('textarea'));
const filing = (page) => page.evaluate(() => document.querySelector('jixiao-form').filing);
const shot = (page, name) =>
  process.env.SHOTS &&
  page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });

async function opened(t, options) {
  const page = await open(t, '/', options);
  await page.locator('.door').first().waitFor();
  return page;
}

const home = async (page) => {
  await page.getByRole('button', { name: '返回开始页' }).click();
  await page.locator('.door').first().waitFor();
};

/** A project's table as text, whose department implies the place. */
const table = (project, department) =>
  [
    '2025年度项目支出绩效自评表',
    `项目名称\t${project}\t主管部门\t${department}`,
    '项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分',
    '\t年度资金总额\t800\t750\t600\t10\t80%\t8',
    '一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施',
    '产出指标\t数量指标\t养护里程\t≥120公里\t126公里\t50\t50\t',
    '总分\t\t\t\t\t100\t99\t',
  ].join('\n');

const file = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
const choose = (page, files) => page.locator('.start input[type=file]').setInputFiles(files);

test('a new filing: province, year, department, and which forms, five projects among them', async (t) => {
  const page = await opened(t);
  assert.equal(
    await page.locator('jixiao-form').isVisible(),
    false,
    "no visit begins with another bureau's form",
  );
  await page.getByRole('button', { name: '新建填报' }).click();
  await page.getByRole('button', { name: '建立空表' }).click();
  assert.equal(await filing(page), null, 'the province is asked for');
  assert.equal(
    await page.getByLabel('年度', { exact: true }).inputValue(),
    String(new Date().getFullYear() - 1),
  );
  await page.getByLabel('年度', { exact: true }).fill('2025');
  await page.getByLabel('单位名称').fill('某市医疗保障局');
  await page.getByLabel('项目支出绩效自评表', { exact: true }).check();
  await page.getByLabel('项目支出绩效自评表 张数').fill('5');
  await page.getByLabel('项目支出绩效自评表 第 2 张').fill('公路养护');
  await page.getByLabel('口径（省份）').selectOption('cn-guangdong');
  assert.equal(
    await page.getByLabel('项目支出绩效自评表 第 2 张').inputValue(),
    '公路养护',
    'another province keeps what was chosen',
  );
  await page.getByLabel('部门整体支出绩效自评表', { exact: true }).check();
  await accessible(page);
  await shot(page, 'new');
  await page.getByRole('button', { name: '建立空表' }).click();
  await page.locator('.sheet').waitFor();
  const { profile, documents } = await filing(page);
  assert.equal(profile, 'cn-guangdong');
  assert.deepEqual(
    documents.map(({ kind }) => kind),
    ['departmentEvaluation', ...Array(5).fill('projectEvaluation')],
  );
  assert.deepEqual(documents.map(({ project }) => project).slice(1), ['', '公路养护', '', '', '']);
  for (const { title, department } of documents)
    assert.match(`${title} ${department}`, /2025.*某市医疗保障局/);
  await page.getByRole('button', { name: '检查全表' }).waitFor();
  assert.match(page.url(), /#draft=/);
});

test('a form at least, and a year', async (t) => {
  const page = await opened(t);
  await page.getByRole('button', { name: '新建填报' }).click();
  await page.getByLabel('口径（省份）').selectOption('cn');
  await page.getByRole('button', { name: '建立空表' }).click();
  await page.getByText('请至少选一张表').waitFor();
  await page.getByLabel('部门整体支出绩效自评表', { exact: true }).check();
  await page.getByLabel('年度', { exact: true }).fill('25');
  await page.getByRole('button', { name: '建立空表' }).click();
  assert.equal(await filing(page), null);
  await page.getByRole('button', { name: '取消' }).click();
  assert.equal(await page.getByLabel('口径（省份）').isVisible(), false);
});

test('several files are one filing, in order; what is not read is listed with the reason', async (t) => {
  const page = await opened(t);
  await choose(page, [
    file('一.txt', table('甲', '广东省湛江市医疗保障局')),
    file('坏.xlsx', 'PK??'),
    file('二.txt', table('乙', '广东省湛江市医疗保障局')),
  ]);
  await page.locator('.sheet').waitFor();
  const { profile, documents } = await filing(page);
  assert.deepEqual(
    documents.map(({ project }) => project),
    ['甲', '乙'],
  );
  assert.equal(profile, 'cn-guangdong');
  assert.match(
    await page.locator('.notice').textContent(),
    /已从 2 个文件打开 2 张表.*另有 1 个文件没有读入.*按单位所在地（.*）识别为“广东省”口径/,
  );
  await page.locator('.unread summary').click();
  assert.match(await page.locator('.unread li').first().textContent(), /坏\.xlsx.*没有读入/);
  await accessible(page);
  await page.reload();
  await page.locator('.sheet').waitFor();
  assert.equal((await filing(page)).documents.length, 2, 'it is a draft');
});

test('the province is never that of what was open before', async (t) => {
  const page = await openSample(t); // of Hunan
  await home(page);
  await choose(page, [file('一.txt', table('甲', '某县交通运输局'))]);
  await page.locator('.sheet').waitFor();
  assert.equal((await filing(page)).profile, 'cn');
  assert.match(await page.locator('.notice').textContent(), /没有认出所在省份/);
});

test('files that hold no form stay on the start page, each with its reason', async (t) => {
  const page = await opened(t);
  await choose(page, [file('会议.txt', '今天下午三点开会'), file('空.csv', '')]);
  const told = page.locator('.told li');
  await told.nth(1).waitFor();
  assert.match((await told.allTextContents()).join('\n'), /会议\.txt.*没有认出[\s\S]*空\.csv/);
  assert.equal(await page.locator('jixiao-form').isVisible(), false);
  await accessible(page);
});

test('of 300 files twenty are read, and the others are named', async (t) => {
  const page = await opened(t);
  await choose(
    page,
    Array.from({ length: 300 }, (_, index) =>
      file(`${index + 1}.txt`, table(`项目${index + 1}`, '某局')),
    ),
  );
  await page.locator('.sheet').waitFor();
  assert.equal((await filing(page)).documents.length, 20);
  assert.match(await page.locator('.notice').textContent(), /另有 280 个文件没有读入/);
  await page.locator('.unread summary').click();
  assert.equal(await page.locator('.unread li').count(), 280);
  assert.match(
    await page.locator('.unread li').last().textContent(),
    /300\.txt.*一次最多读取 20 个文件/,
  );
});

test('a dropped folder is looked through', async (t) => {
  const page = await opened(t);
  await page.evaluate(
    (text) => {
      const entry = (name) => ({
        name,
        isDirectory: false,
        file: (done) => done(new File([text], name)),
      });
      const folder = (name, entries) => ({
        name,
        isDirectory: true,
        createReader() {
          const rest = [entries, []];
          return { readEntries: (done) => done(rest.shift()) };
        },
      });
      const root = folder('自评', [
        entry('一.txt'),
        entry('照片.jpg'),
        folder('项目', [entry('二.txt')]),
      ]);
      const event = new Event('drop', { bubbles: true, cancelable: true });
      event.dataTransfer = {
        files: [new File([], '自评')],
        items: [{ webkitGetAsEntry: () => root }],
      };
      document.body.dispatchEvent(event);
    },
    table('甲', '某局'),
  );
  await page.locator('.sheet').waitFor();
  assert.equal((await filing(page)).documents.length, 2);
  await page.locator('.unread summary').click();
  assert.match(
    await page.locator('.unread li').first().textContent(),
    /自评\/照片\.jpg.*不是能读取的文件类型/,
  );
});

test("the page's own export opens in another browser as the same filing, explanations included", async (t) => {
  const page = await openSample(t);
  await page.evaluate(() => {
    const form = document.querySelector('jixiao-form');
    form.acknowledge(
      form.findings.find(({ code }) => code === 'NUM005').id,
      '两批采购均已按期完成。',
    );
  });
  const before = await filing(page);
  assert.equal(before.acknowledged.length, 1);
  await page.locator('.menu summary').last().click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '填报数据' }).click(),
  ]);
  const exported = await readFile(await download.path(), 'utf8');

  const other = await opened(t);
  await choose(other, [file('绩效填报数据.json', exported)]);
  await other.locator('.sheet').waitFor();
  assert.deepEqual(await filing(other), before);
  await home(other);
  await choose(other, [file('另一个.json', '{"documents": [{"kind": "诗"}]}')]);
  assert.match(await other.locator('.told li').textContent(), /另一个\.json/);
});

test('a table is pasted on the start page', async (t) => {
  const page = await opened(t);
  await page.evaluate(
    (text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      document.body.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    },
    table('甲', '湖北省武汉市交通运输局'),
  );
  await page.locator('.sheet').waitFor();
  assert.equal((await filing(page)).profile, 'cn-hubei');
  assert.equal(await cell(page, '项目名称').inputValue(), '甲');
});

test("self-evaluations are made of the targets beside them, and next year's targets as a draft", async (t) => {
  const page = await openSample(t, {}, 'guangdong-targets-2025');
  const before = await filing(page);
  await page.getByRole('button', { name: '生成' }).click();
  await accessible(page);
  await page.getByRole('menuitem', { name: '据目标表生成自评表' }).click();
  await page.locator('.notice', { hasText: `生成 ${before.documents.length} 张自评表` }).waitFor();
  const after = await filing(page);
  assert.deepEqual(after.documents.slice(0, before.documents.length), before.documents);
  const made = after.documents.slice(before.documents.length);
  assert.deepEqual(
    made.map(({ kind }) => kind),
    before.documents.map(({ kind }) => kind.replace('Targets', 'Evaluation')),
  );
  const names = ({ indicators }) => indicators.map(({ name }) => name).filter(Boolean);
  const project = before.documents.findIndex(({ kind }) => kind === 'projectTargets');
  assert.deepEqual(names(made[project]), names(before.documents[project]));
  await page.getByRole('button', { name: '撤销' }).click();
  assert.deepEqual(await filing(page), before, 'one step');

  await page.getByRole('button', { name: '生成' }).click();
  await page.getByRole('menuitem', { name: '据此生成下一年' }).click();
  await page.locator('.notice', { hasText: '新一年' }).waitFor();
  assert.match((await filing(page)).documents[0].title, /2026/);
});

for (const [name, options] of Object.entries({
  'at 1280 px': { viewport: { width: 1280, height: 800 } },
  'in the dark': { colorScheme: 'dark' },
  'on a phone': { viewport: { width: 390, height: 844 } },
})) {
  test(`the start page hinders nobody ${name}, in either language`, async (t) => {
    const page = await opened(t, options);
    await shot(page, `start ${name}`);
    await accessible(page);
    await page.getByRole('button', { name: '新建填报' }).press('Enter');
    await page.getByLabel('口径（省份）').selectOption('cn-hunan');
    await page.getByLabel('项目支出绩效自评表', { exact: true }).check();
    await shot(page, `new ${name}`);
    await accessible(page);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Make blank forms' }).waitFor();
    assert.equal(
      await page.getByLabel('Rules (province)').inputValue(),
      'cn-hunan',
      'what was chosen is kept',
    );
    await accessible(page);
    const { wide, wanted } = await page.evaluate(() => ({
      wide: innerWidth,
      wanted: document.documentElement.scrollWidth,
    }));
    assert.ok(wanted <= wide, `nothing sticks out sideways: ${wanted} of ${wide}`);
    await page.getByRole('button', { name: 'Make blank forms' }).click();
    await page.locator('.saving', { hasText: 'Saved' }).waitFor();
    await accessible(page);
    await page.getByRole('button', { name: 'Back to start' }).click();
    await page.getByRole('button', { name: /^Rename/ }).waitFor();
    await accessible(page);
    await shot(page, `drafts ${name}`);
  });
}
