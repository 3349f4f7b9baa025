/**
 * An officer's whole job in Guangdong: from an approved target table to a department's filing that
 * is saved, continued, corrected, printed and taken to another browser.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { accessible, open } from './harness.mjs';

const cell = (page, label) => page.getByLabel(label, { exact: true }).and(page.locator('textarea'));
const filing = (page) => page.evaluate(() => document.querySelector('jixiao-form').filing);
const rows = async (page, index) => (await filing(page)).documents[index].indicators;
const labelled = (page) =>
  page.evaluate(() => document.activeElement.shadowRoot.activeElement.getAttribute('aria-label'));

/** A project's target table as the city's bureaus hand it in. */
const TARGETS = [
  '绩效目标申报表',
  '',
  '资金名称\t城乡医疗救助市级财政补助资金',
  '业务主管部门\t湛江市医疗保障局',
  '资金类型\t其它事业发展性支出',
  '项目实施周期\t\t2023年-2099年',
  '资金需求\t2025年金额\t\t\t3,200,000.00',
  '用途范围\t对符合条件的困难群众给予医疗救助。',
  '政策依据\t省、市医疗救助办法。',
  '总体绩效目标\t年度绩效目标\t\t救助对象应救尽救，费用负担减轻。',
  '总体绩效目标\t实施周期绩效目标\t\t救助对象应救尽救，费用负担减轻。',
  '\t一级指标\t二级指标\t三级指标\t实施周期指标值\t年度指标值',
  '\t产出指标\t数量指标\t资助参保人数\t≥20万人\t≥20万人',
  '\t产出指标\t时效指标\t医疗救助结算及时率(%)\t100\t100',
  '绩效指标\t效益指标\t社会效益指标\t重点医疗救助对象住院政策范围内基本医疗救助比例(%)\t≥80\t≥80',
  '\t效益指标\t社会效益指标\t符合资助条件的农村低收入人口资助参保政策覆盖率(%)\t100\t100',
  '\t效益指标\t社会效益指标\t医疗救助“一站式”即时结算市域内覆盖率(%)\t≥95\t≥95',
  '\t效益指标\t社会效益指标\t拓展医疗救助对象覆盖范围(是/否)\t是\t是',
  '\t满意度指标\t服务对象满意度指标\t医疗救助对象满意度(%)\t≥85\t≥85',
].join('\n');

/** Five rows of a worksheet, as it puts them on the clipboard: name, target, result and points. */
const BLOCK = [
  ['资助参保人数', '≥20万人', '21万人', '10'],
  ['住院救助人次', '≥3000人次', '3100人次', '10'],
  ['门诊救助人次', '≥5000人次', '5200人次', '10'],
  ['政策宣传场次', '≥12场次', '12场次', '10'],
  ['经办人员培训人次', '≥80人次', '72人次', '10'],
];

const paste = (page) =>
  page.evaluate((block) => {
    const clipboardData = new DataTransfer();
    const cells = (row) =>
      row
        .map(
          (text) =>
            `<td class=xl65 style='mso-number-format:"\\@"'>${text.replace('≥', '&ge;')}</td>`,
        )
        .join('');
    clipboardData.setData(
      'text/html',
      `<html><body><!--StartFragment--><table>${block.map((row) => `<tr height=19>${cells(row)}</tr>`).join('\r\n')}</table><!--EndFragment--></body></html>`,
    );
    clipboardData.setData('text/plain', block.map((row) => row.join('\t')).join('\r\n') + '\r\n');
    document.activeElement.shadowRoot.activeElement.dispatchEvent(
      new ClipboardEvent('paste', {
        clipboardData,
        bubbles: true,
        composed: true,
        cancelable: true,
      }),
    );
  }, BLOCK);

async function exported(page, choice) {
  await page.locator('.menu summary').last().click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: choice }).click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

for (const [size, viewport] of Object.entries({
  '1280 px': { width: 1280, height: 900 },
  '1920 px': { width: 1920, height: 1080 },
  '390 px': { width: 390, height: 844 },
  '200 %': { width: 640, height: 450 },
}))
  test(`from the target table to the whole filing, and nothing is lost on the way, at ${size}`, async (t) => {
    const page = await open(t, '/', { limit: 300_000, viewport });
    const shot = (page, name) =>
      process.env.SHOTS &&
      page.screenshot({ path: `${process.env.SHOTS}/officer-${viewport.width}-${name}.png` });
    const undo = () => page.evaluate(() => document.querySelector('jixiao-form').undo());
    const redo = () => page.evaluate(() => document.querySelector('jixiao-form').redo());

    // The target table is opened; its province is known from the department's place.
    await page
      .locator('.start input[type=file]')
      .setInputFiles({ name: '目标表.txt', mimeType: 'text/plain', buffer: Buffer.from(TARGETS) });
    await page.locator('.sheet').waitFor();
    assert.equal((await filing(page)).profile, 'cn-guangdong');
    assert.match(await page.locator('.notice').textContent(), /湛江市.*广东省/);
    const begun = await filing(page);
    await shot(page, '1-targets');

    // The self-evaluation that answers it: indicators and targets carried over, results blank.
    await page.getByRole('button', { name: '生成' }).click();
    await page.getByRole('menuitem', { name: '据目标表生成自评表' }).click();
    await page.locator('.sheet[data-kind="projectEvaluation"]').waitFor();
    let table = (await filing(page)).documents[1];
    assert.equal(table.project, '城乡医疗救助市级财政补助资金');
    assert.equal(table.department, '湛江市医疗保障局');
    assert.deepEqual(
      table.indicators.map(({ name, target, actual }) => [name, target, actual])[2],
      ['重点医疗救助对象住院政策范围内基本医疗救助比例(%)', '≥80', ''],
    );
    await shot(page, '2-evaluation');

    // Four more rows under 数量指标, then the block over all five.
    await cell(page, '资助参保人数 年度指标值').focus();
    for (let more = 0; more < 4; more += 1) await page.keyboard.press('Control+Enter');
    assert.deepEqual(
      (await rows(page, 1)).map(({ level2 }) => level2).filter((level2) => level2 === '数量指标')
        .length,
      5,
    );
    const first = (await rows(page, 1)).findIndex(({ level2 }) => level2 === '数量指标');
    await page.evaluate(
      (index) =>
        document.querySelector('jixiao-form').focusCell(`/documents/1/indicators/${index}/name`),
      first,
    );
    await paste(page);
    const counts = (await rows(page, 1)).slice(first, first + 5);
    assert.deepEqual(
      counts.map(({ name, target, actual, weight }) => [name, target, actual, weight]),
      BLOCK,
    );
    assert.ok(counts.every(({ level2 }) => level2 === '数量指标'));
    await shot(page, '3-pasted');
    // Three more indicators at the end: fourteen.
    await page.getByRole('button', { name: '＋ 指标' }).click();
    await page.keyboard.type('救助政策知晓率');
    await page.getByRole('button', { name: '＋ 指标' }).click();
    await page.keyboard.type('投诉办结率');
    await page.getByRole('button', { name: '＋ 指标' }).click();
    await page.keyboard.type('经办机构满意度');
    table = (await filing(page)).documents[1];
    assert.equal(table.indicators.length, 14);

    // Two fund lines.
    const parts = (table.funds.parts || []).length;
    for (const name of ['其中：市级财政资金', '其他资金']) {
      await page.getByRole('button', { name: '＋ 资金' }).click();
      await page.keyboard.type(name);
    }
    assert.deepEqual(
      (await filing(page)).documents[1].funds.parts.slice(parts).map(({ name }) => name),
      ['其中：市级财政资金', '其他资金'],
    );

    // Four more projects and the department's form.
    for (const name of [
      '合同制人员经费',
      '第三方评审服务',
      '信息平台本地运营',
      '居民医保财政补助',
    ]) {
      await page.getByRole('button', { name: '添加表' }).click();
      await page.getByRole('menuitem', { name: '项目支出绩效自评表' }).first().click();
      await cell(page, '项目名称').fill(name);
    }
    await page.getByRole('button', { name: '添加表' }).click();
    await page.getByRole('menuitem', { name: '部门整体支出绩效自评表' }).first().click();
    await page.locator('.sheet[data-kind="departmentEvaluation"]').waitFor();
    const { documents } = await filing(page);
    assert.deepEqual(
      documents.map(({ kind }) => kind),
      ['projectTargets', ...Array(5).fill('projectEvaluation'), 'departmentEvaluation'],
    );
    assert.ok(documents.every(({ department }) => department === '湛江市医疗保障局'));
    await accessible(page);
    await shot(page, '4-forms');

    // All of it can be undone to the start and done again.
    const whole = await filing(page);
    for (
      let steps = 0;
      steps < 400 && JSON.stringify(await filing(page)) !== JSON.stringify(begun);
      steps += 1
    )
      await undo();
    assert.deepEqual(await filing(page), begun, 'undone to the beginning');
    for (
      let steps = 0;
      steps < 400 && JSON.stringify(await filing(page)) !== JSON.stringify(whole);
      steps += 1
    )
      await redo();
    assert.deepEqual(await filing(page), whole, 'and done again');

    // The tab is closed in mid-word, and the work continued in another.
    await page.getByRole('tab').nth(1).click();
    await cell(page, '资助参保人数 偏差原因分析及改进措施').focus();
    await page.keyboard.type('按月核对');
    const left = await filing(page);
    const context = page.context();
    const second = await context.newPage();
    await page.close({ runBeforeUnload: true });
    await second.goto('/');
    await second
      .getByRole('button', { name: /继续|打开/ })
      .and(second.locator('.drafts *'))
      .first()
      .click();
    await second.locator('.sheet').waitFor();
    assert.deepEqual(await filing(second), left);
    await shot(second, '5-continued');

    // When it is opened again, the other tab is notified, and a copy keeps both.
    const third = await context.newPage();
    await third.goto('/');
    await third
      .getByRole('button', { name: /继续|打开/ })
      .and(third.locator('.drafts *'))
      .first()
      .click();
    await third.getByRole('dialog').waitFor();
    await accessible(third);
    await shot(third, '6-elsewhere');
    await third.getByRole('button', { name: '另存一份' }).click();
    await third.locator('.sheet').waitFor();
    assert.deepEqual(await filing(third), left);
    await third.close();

    // The findings are fixed or acknowledged.
    await second.getByRole('tab').nth(1).click();
    await second.getByRole('button', { name: '检查全表' }).click();
    await second.keyboard.press('F8');
    assert.ok(await labelled(second));
    // In a narrow window the list is a line at the bottom that can be pulled up.
    const folded = second.locator('.summary button[aria-expanded="false"]').first();
    if (viewport.width < 1100) await folded.click();
    const open_ = second
      .locator('.finding[data-severity="error"], .finding[data-severity="warning"]')
      .first();
    await open_.getByRole('button', { name: '书面说明' }).click();
    await second.getByLabel('不改的理由').fill('数据待市财政批复后补齐。');
    await second.getByRole('button', { name: '保存说明' }).click();
    const [answer] = (await filing(second)).acknowledged;
    assert.equal(answer.reason, '数据待市财政批复后补齐。');
    assert.match(answer.at, /^\d{4}-\d\d-\d\dT/);

    // All of it on paper, with the acknowledgements.
    const printed = second.evaluate(
      () =>
        new Promise((done) => {
          window.print = () =>
            done(
              document.querySelector('jixiao-form').shadowRoot.querySelector('.print').textContent,
            );
        }),
    );
    await second.locator('.menu', { hasText: '打印' }).locator('summary').click();
    await second.getByLabel('附核对结果与书面说明').check();
    await second.getByRole('button', { name: '全部表格', exact: true }).click();
    const paper = await printed;
    for (const text of [
      '城乡医疗救助市级财政补助资金',
      '居民医保财政补助',
      '经办人员培训人次',
      '数据待市财政批复后补齐。',
    ])
      assert.ok(paper.includes(text), text);

    // The same filing in another browser profile, explanations included.
    const work = await filing(second);
    const text = await exported(second, '填报数据');
    assert.deepEqual(JSON.parse(text), work);
    const other = await open(t, '/', { limit: 120_000 });
    await other.locator('.start input[type=file]').setInputFiles({
      name: '绩效填报数据.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
    await other.locator('.sheet').waitFor();
    assert.deepEqual(await filing(other), work);
    assert.equal(await other.locator('.tab').count(), 7);
  });
