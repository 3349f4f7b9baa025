/**
 * Forms that are brought in a second time, and computed values over filled cells: the page asks
 * first and shows what would change.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, openSample } from './harness.mjs';

const cell = (page, label) => page.getByLabel(label, { exact: true }).and(page.locator('textarea'));
const filing = (page) => page.evaluate(() => document.querySelector('jixiao-form').filing);
const shot = (page, name) =>
  process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/again-${name}.png` });

/** A project's self-evaluation as text; `score` and `reach` change between versions. */
const table = ({ score = '9', reach = '126公里', first = '养护里程' } = {}) =>
  [
    '2025年度项目支出绩效自评表',
    '项目名称\t农村公路养护\t主管部门\t某县交通运输局',
    '项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分',
    `\t年度资金总额\t800\t750\t600\t10\t80%\t${score}`,
    '一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施',
    ...[
      `产出指标\t数量指标\t养护里程\t≥120公里\t${reach}\t30\t30\t`,
      '产出指标\t数量指标\t桥梁维修\t≥4座\t3座\t20\t20\t',
    ].sort((a) => (a.includes(first) ? -1 : 1)),
    '效益指标\t社会效益指标\t通行时间缩短\t≥10%\t12%\t30\t30\t',
    '满意度指标\t服务对象满意度指标\t沿线群众满意度\t≥90%\t93%\t10\t10\t',
    `总分\t\t\t\t\t100\t${Number(score) + 90}\t`,
  ].join('\n');

const drop = (page, text) =>
  page.locator('.root').evaluate((root, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], '自评表.txt'));
    root.dispatchEvent(
      new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true }),
    );
  }, text);

/** The page with the first version dropped and two of its findings acknowledged. */
async function opened(t) {
  const page = await openSample(t);
  await drop(page, table());
  await page.locator('.notice', { hasText: '读入 1 张表' }).waitFor();
  await page.evaluate(() => {
    const form = document.querySelector('jixiao-form');
    for (const path of ['/documents/0/indicators/1/score', '/documents/0/indicators/1/reason']) {
      form.acknowledge(
        [...form.findings].filter((finding) => finding.path === path).map(({ id }) => id),
        '桥梁一座延期，财政已批准。',
      );
    }
  });
  assert.equal((await filing(page)).acknowledged.length, 2);
  return page;
}

test('a form that is there already is offered in place of the old one, with what that changes; explanations go along', async (t) => {
  const page = await opened(t);
  const before = await filing(page);
  await drop(page, table({ score: '8', reach: '110公里', first: '桥梁维修' }));
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  // The score is fixed; a finding remains; the missed length is new, with its score and reason.
  assert.match(await dialog.textContent(), /已在填报中.*已改 1 处.*新增 2 处/);
  await accessible(page);
  await shot(page, 'dialog');
  await dialog.getByRole('button', { name: '换成新的' }).click();
  await page.locator('.notice', { hasText: '读入 1 张表' }).waitFor();
  const after = await filing(page);
  assert.equal(after.documents.length, 1);
  assert.deepEqual(after.documents[0].indicators.map(({ name }) => name).slice(0, 2), [
    '桥梁维修',
    '养护里程',
  ]);
  assert.deepEqual(
    after.acknowledged.map(({ path }) => path),
    ['/documents/0/indicators/0/score', '/documents/0/indicators/0/reason'],
  );
  await page.getByRole('button', { name: '撤销' }).click();
  assert.deepEqual(await filing(page), before);
});

test('or comes beside it, where the twin hides nothing and is reported; or is left out', async (t) => {
  const page = await opened(t);
  const before = await filing(page);
  await drop(page, table({ score: '8' }));
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
  assert.deepEqual(await filing(page), before);
  await drop(page, table({ score: '8' }));
  await page.getByRole('dialog').getByRole('button', { name: '另加一张' }).click();
  await page.getByRole('tab').nth(1).waitFor();
  assert.equal((await filing(page)).documents.length, 2);
  assert.ok(
    await page.evaluate(() =>
      document.querySelector('jixiao-form').findings.some(({ code }) => code === 'XDC007'),
    ),
  );
});

test('computed values: each filled cell has a tick, and the total follows what is ticked', async (t) => {
  const page = await openSample(t);
  await drop(page, table({ score: '9' }));
  await page.locator('.notice', { hasText: '读入 1 张表' }).waitFor();
  await page.getByRole('button', { name: '填入计算值' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  // 600 ÷ 750 × 10 = 8; 3 ÷ 4 × 20 = 15; 8 + 30 + 15 + 30 + 10 = 93.
  const lines = async () => (await dialog.locator('li').allTextContents()).sort();
  assert.deepEqual(
    await lines(),
    ['年度资金总额 得分 9 → 8', '总分 得分 99 → 93', '桥梁维修 得分 20 → 15'].sort(),
  );
  await accessible(page);
  await shot(page, 'ticks');
  await dialog.getByLabel('桥梁维修 得分').uncheck();
  assert.ok((await lines()).includes('总分 得分 99 → 98'));
  await dialog.getByRole('button', { name: '按计算值填入' }).click();
  const [document] = (await filing(page)).documents;
  assert.deepEqual(
    [document.funds.total.score, document.indicators[1].score, document.total.score],
    ['8', '20', '98'],
  );
  await page.getByRole('button', { name: '撤销' }).click();
  assert.equal(await cell(page, '总分 得分').inputValue(), '99');
});
