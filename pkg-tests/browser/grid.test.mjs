/** Tables worked in as in a spreadsheet: selecting, typing, copying, pasting what Excel, WPS, LibreOffice and Word put on the clipboard, filling. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, openSample } from './harness.mjs';

const cell = (page, label) => page.getByLabel(label, { exact: true }).and(page.locator('textarea'));
const focused = (page) =>
  page.evaluate(() =>
    document.activeElement?.shadowRoot?.activeElement?.getAttribute('aria-label'),
  );
const filing = (page) => page.evaluate(() => document.querySelector('jixiao-form').filing);
const rows = async (page) => (await filing(page)).documents[0].indicators;
const column = async (page, key, from = 0, to = undefined) =>
  (await rows(page)).slice(from, to).map((row) => row[key]);
const picked = (page) =>
  page.locator('.picked textarea').evaluateAll((inputs) => inputs.map((input) => input.value));
const status = (page) => page.getByRole('status').filter({ hasText: /./ }).textContent();
const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const shot = (page, name) =>
  process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/grid-${name}.png` });

/** Pastes into the cell that has the focus, as Ctrl+V does. */
const paste = (page, data) =>
  page.evaluate((entries) => {
    const clipboardData = new DataTransfer();
    for (const [type, text] of Object.entries(
      typeof entries === 'string' ? { 'text/plain': entries } : entries,
    ))
      clipboardData.setData(type, text);
    const { activeElement } = document.activeElement.shadowRoot;
    activeElement.dispatchEvent(
      new ClipboardEvent('paste', {
        clipboardData,
        bubbles: true,
        composed: true,
        cancelable: true,
      }),
    );
  }, data);

/** The middle of a cell, for the mouse. */
async function middle(locator) {
  await locator.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await locator.boundingBox();
  return [x + width / 2, y + height / 2];
}

async function drag(page, from, to) {
  await page.mouse.move(...(await middle(from)));
  await page.mouse.down();
  await page.mouse.move(...(await middle(to)), { steps: 6 });
  await page.mouse.up();
}

const NAMES = [
  '基本医疗保险参保人数',
  '政策范围内住院报销比率',
  '集中带量采购落实情况',
  '医疗保险待遇发放的及时性',
];

// Five rows of four columns: the second level, merged over rows 1 to 3 and 4 to 5, name, target, actual.
const FIVE = [
  ['数量指标', '养护里程', '≥120公里', '126公里'],
  ['', '维修桥梁', '≥3座', '3座'],
  ['', '新增护栏', '≥5公里', '5.2公里'],
  ['质量指标', '验收合格率', '100%', '100%'],
  ['', '抽检合格率', '≥98%', '98.6%'],
];
const spans = [3, 0, 0, 2, 0];

const EXCEL = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Excel.Sheet><meta name=Generator content="Microsoft Excel 15">
<style><!--table {mso-displayed-decimal-separator:"\\.";} .xl65 {mso-number-format:"\\@"; text-align:center;}--></style></head>
<body link="#0563C1" vlink="#954F72">
<table border=0 cellpadding=0 cellspacing=0 width=288 style='border-collapse:collapse;width:216pt'>
<!--StartFragment-->
 <col width=72 span=4 style='width:54pt'>
${FIVE.map(
  ([group, ...rest], index) => ` <tr height=19 style='height:14.25pt'>
  ${spans[index] ? `<td rowspan=${spans[index]} height=${19 * spans[index]} class=xl65 width=72 style='width:54pt'>${group}</td>` : ''}
${rest.map((text) => `  <td class=xl65 style='border-left:none'>${text}</td>`).join('\n')}
 </tr>`,
).join('\n')}
 <![if supportMisalignedColumns]>
 <tr height=0 style='display:none'>
  <td width=72 style='width:54pt'></td><td width=72 style='width:54pt'></td><td width=72 style='width:54pt'></td><td width=72 style='width:54pt'></td>
 </tr>
 <![endif]>
<!--EndFragment-->
</table></body></html>`;

const WPS = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name="Generator" content="WPS Office ET"/><style>.et2{mso-number-format:"General";}</style></head>
<body><!--StartFragment--><table width="288" border="0" cellpadding="0" cellspacing="0" style='width:216.00pt;border-collapse:collapse;table-layout:fixed;'>
<col width="72" span="4" style='width:54.00pt;'/>${FIVE.map(
  ([group, ...rest], index) => `<tr height="18" style='height:13.50pt;'>
${spans[index] ? `<td class="et2" rowspan="${spans[index]}" style='height:40.50pt;' x:str>${group}</td>` : ''}${rest.map((text) => `<td class="et2" x:str="'${text}">${text}</td>`).join('')}
</tr>`,
).join('')}</table><!--EndFragment--></body></html>`;

const LIBREOFFICE = `<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 7.6"/></head><body><table cellspacing="0" border="0"><colgroup span="4" width="85"></colgroup>
${FIVE.map(
  ([group, ...rest], index) =>
    `<tr>${spans[index] ? `<td rowspan=${spans[index]} height="51" align="center" valign=middle><font face="宋体">${group}</font></td>` : ''}${rest
      .map((text) => `<td align="left" sdnum="2052;">${text}</td>`)
      .join('')}</tr>`,
).join('\n')}</table></body></html>`;

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=ProgId content=Word.Document><style><!-- p.MsoNormal {margin:0cm;} --></style></head>
<body lang=ZH-CN><!--StartFragment--><table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'>
${FIVE.map(
  ([group, ...rest], index) => ` <tr style='mso-yfti-irow:${index}'>${[
    ...(spans[index] ? [group] : []),
    ...rest,
  ]
    .map(
      (text, place) => `
  <td width=138 ${spans[index] && !place ? `rowspan=${spans[index]} ` : ''}valign=top style='width:103.7pt'><p class=MsoNormal align=center><span
  style='font-family:宋体'>${text}</span><span lang=EN-US><o:p></o:p></span></p></td>`,
    )
    .join('')}
 </tr>`,
).join('\n')}
</table><!--EndFragment--></body></html>`;

const TEXT = FIVE.map((row) => row.join('\t'))
  .join('\r\n')
  .concat('\r\n');

/** A whole form, as text. */
const FORM = [
  '2025年度项目支出绩效自评表',
  '项目名称\t农村公路养护\t主管部门\t某县交通运输局',
  '一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施',
  '产出指标\t数量指标\t养护里程\t≥120公里\t126公里\t50\t50\t',
  '效益指标\t社会效益指标\t通行时间缩短\t≥10%\t12%\t40\t40\t',
].join('\n');

test('the HTML of each program is read as the same block', async (t) => {
  const page = await openSample(t);
  const read = (html) =>
    page.evaluate(async (source) => (await import('/form/clipboard.js')).parseHtml(source), html);
  const merged = FIVE.map((row) => row.map((text) => text || null));
  for (const [name, html] of Object.entries({ EXCEL, WPS, LIBREOFFICE, WORD })) {
    assert.deepEqual(
      await read(html),
      { rows: merged, isMarked: true, beside: '', hidden: [] },
      name,
    );
  }
  for (const [html, expected] of [
    ['<p>甲乙</p>', null],
    ['<table></table>', null],
    [
      '<table><tr><td>一<br>二</td><td>&nbsp;</td><td>a \n  b</td></tr></table>',
      { rows: [['一\n二', '', 'a b']] },
    ],
    [
      "<table><tr><td colspan=2 style='mso-ignore:colspan'>伸出去的字</td><td>丙</td></tr></table>",
      { rows: [['伸出去的字', '', '丙']] },
    ],
    [
      '<table><tr><td>甲<table><tr><td>内</td></tr></table></td></tr></table>',
      { rows: [['甲\n内']] },
    ],
    [
      "<table><tr><td>甲</td></tr><tr style='display:none'><td>藏</td></tr><tr><td>乙</td></tr></table>",
      { rows: [['甲'], ['乙']], hidden: [['藏']] },
    ],
    [
      "<table><tr style='display:none'><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table>",
      { rows: [['甲', '2']], hidden: [['甲', '1']] },
    ],
    ['<p>表前的话</p><table><tr><td>甲</td></tr></table>', { rows: [['甲']], beside: '表前的话' }],
    ['<table><tr><td x:num="45.126">45.13</td></tr></table>', { rows: [['45.13']] }],
  ])
    assert.deepEqual(
      await read(html),
      expected && { isMarked: true, beside: '', hidden: [], ...expected },
      html,
    );
});

test('keys move, extend and jump as in a spreadsheet', async (t) => {
  const page = await openSample(t);
  await cell(page, `${NAMES[1]} 年度指标值`).click();
  for (const [keys, expected] of [
    [['ArrowDown'], `${NAMES[2]} 年度指标值`],
    [['ArrowRight'], `${NAMES[2]} 实际完成值`],
    [['Enter'], `${NAMES[3]} 实际完成值`],
    [['Shift+Enter', 'ArrowUp'], `${NAMES[1]} 实际完成值`],
    [['Tab'], `${NAMES[1]} 分值`],
    [['Shift+Tab'], `${NAMES[1]} 实际完成值`],
    [['Home'], '一级指标 第1–4行'],
    [['End'], `${NAMES[1]} 偏差原因分析及改进措施`],
    [['Control+Home'], '一级指标 第1–4行'],
    [['ArrowRight'], '二级指标 第1行'],
    [['Control+End'], '总分 得分'],
    [['Control+ArrowUp'], `${NAMES[0]} 得分`],
    [['ArrowUp'], '实际完成情况'], // the table above
    [['ArrowDown'], '一级指标 第1–4行'],
  ]) {
    await press(page, ...keys);
    assert.equal(await focused(page), expected, keys.join(' '));
  }
  await cell(page, `${NAMES[1]} 年度指标值`).click();
  await press(page, 'Shift+ArrowDown', 'Shift+ArrowRight');
  assert.deepEqual(await picked(page), ['≥65%', '66.27%', '及时', (await rows(page))[2].actual]);
  assert.equal(await focused(page), `${NAMES[1]} 年度指标值`, 'the first cell keeps the focus');
  assert.equal(await status(page), '已选 2×2');
  await accessible(page);
  await press(page, 'Escape');
  assert.deepEqual(await picked(page), []);
  // A merged cell is selected as a whole.
  await press(page, 'Shift+ArrowLeft', 'Shift+ArrowLeft');
  assert.equal(await status(page), '已选 2×3');
  await press(page, 'Control+a');
  assert.equal(await status(page), `已选 ${(await rows(page)).length + 1}×8`);
  await shot(page, 'all');
});

test('typing replaces a selected cell, F2 and a double click edit it, Escape gives the text back', async (t) => {
  const page = await openSample(t);
  const target = cell(page, `${NAMES[1]} 年度指标值`);
  await target.click();
  await page.keyboard.type('≥70%');
  assert.equal(await target.inputValue(), '≥70%');
  await press(page, 'ArrowLeft', 'Backspace', 'Enter');
  assert.equal(
    await column(page, 'target', 1, 2).then(String),
    '≥7%',
    'arrows moved the cursor while the cell was edited',
  );
  assert.equal(await focused(page), `${NAMES[2]} 年度指标值`);
  await press(page, 'ArrowUp', 'F2');
  await page.keyboard.type('以上');
  assert.equal(await target.inputValue(), '≥7%以上');
  await press(page, 'Escape');
  assert.equal(await target.inputValue(), '≥7%');
  assert.equal(String(await column(page, 'target', 1, 2)), '≥7%');
  await press(page, 'Control+z');
  assert.equal(await target.inputValue(), '≥7%以上', 'what was typed is not lost');
  await cell(page, `${NAMES[0]} 分值`).click();
  await target.dblclick();
  await press(page, 'End');
  await page.keyboard.type('！');
  assert.equal(await target.inputValue(), '≥7%以上！');
  // A line break must be typed explicitly.
  await press(page, 'Alt+Enter');
  await page.keyboard.type('二');
  assert.equal(String(await column(page, 'target', 1, 2)), '≥7%以上！\n二');
});

test('a long text is edited at once, and its lines are its own', async (t) => {
  const page = await openSample(t);
  const goal = cell(page, '预期目标');
  const before = await goal.inputValue();
  await goal.click();
  await press(page, 'Control+Home');
  await page.keyboard.type('总');
  await press(page, 'Enter', 'Escape');
  assert.equal(
    await goal.inputValue(),
    `总\n${before}`,
    'Escape takes nothing back of a long text',
  );
  await goal.click();
  await paste(page, '第一\n第二');
  assert.match(await goal.inputValue(), /^总/, 'lines of text are no cells');
  assert.equal((await rows(page))[0].name, NAMES[0]);
});

test('an input method writes into a selected cell in place of its text', async (t) => {
  const page = await openSample(t);
  const target = cell(page, `${NAMES[2]} 年度指标值`);
  await target.click();
  const keyboard = await page.context().newCDPSession(page);
  await keyboard.send('Input.imeSetComposition', {
    text: 'an shi',
    selectionStart: 6,
    selectionEnd: 6,
  });
  assert.equal((await rows(page))[2].target, '及时');
  await keyboard.send('Input.insertText', { text: '按时' });
  assert.equal((await rows(page))[2].target, '按时');
  assert.equal(await focused(page), `${NAMES[2]} 年度指标值`);
});

test('the mouse selects by dragging and with Shift', async (t) => {
  const page = await openSample(t);
  const from = cell(page, `${NAMES[0]} 分值`);
  await drag(page, from, cell(page, `${NAMES[3]} 得分`));
  assert.deepEqual(await picked(page), ['10', '10', '8', '8', '6', '6', '8', '8']);
  assert.equal(await status(page), '已选 4×2');
  await shot(page, 'range');
  await cell(page, `${NAMES[1]} 得分`).click({ modifiers: ['Shift'] });
  assert.deepEqual(await picked(page), ['10', '10', '8', '8']);
  await page.keyboard.press('Delete');
  assert.deepEqual(await column(page, 'weight', 0, 3), ['', '', '6']);
  assert.deepEqual(await column(page, 'score', 0, 3), ['', '', '6']);
  await page.keyboard.press('Control+z');
  assert.deepEqual(await column(page, 'weight', 0, 3), ['10', '8', '6']);
  assert.deepEqual(await picked(page), ['10', '10', '8', '8'], 'undo comes back to the cells');
  await cell(page, `${NAMES[0]} 得分`).click();
  assert.deepEqual(await picked(page), []);
});

for (const [name, data] of Object.entries({
  Excel: { 'text/html': EXCEL, 'text/plain': TEXT },
  WPS: { 'text/html': WPS, 'text/plain': TEXT },
  'text alone': { 'text/plain': TEXT },
})) {
  test(`five rows by four columns go into the middle of the table: ${name}`, async (t) => {
    const page = await openSample(t);
    const before = await filing(page);
    await page.locator('.level2 textarea').nth(1).click(); // 质量指标, rows 1 and 2
    await paste(page, data);
    const after = await rows(page);
    const groups = ['数量指标', '数量指标', '数量指标', '质量指标', '质量指标'];
    const written = FIVE.map(([, ...rest], index) => [groups[index], ...rest]);
    assert.deepEqual(
      after.slice(1, 6).map(({ level2, name, target, actual }) => [level2, name, target, actual]),
      written,
    );
    const untouched = ({ level1, weight, score, reason }) => [level1, weight, score, reason];
    assert.deepEqual(
      after.map(untouched),
      before.documents[0].indicators.map(untouched),
      'no column has shifted',
    );
    assert.deepEqual(
      [after[0], ...after.slice(6)],
      [before.documents[0].indicators[0], ...before.documents[0].indicators.slice(6)],
    );
    assert.equal(await page.getByRole('tab').count(), 3, 'no form has come');
    assert.equal(await cell(page, '维修桥梁 年度指标值').inputValue(), '≥3座');
    await shot(page, 'pasted');
    await page.keyboard.press('Control+z');
    assert.deepEqual(await filing(page), before, 'one step takes all of it back');
    assert.match(await focused(page), /二级指标/);
    await page.keyboard.press('Control+y');
    assert.deepEqual(await rows(page), after);
  });
}

test('a block longer and wider than the table adds rows and says what did not fit', async (t) => {
  const page = await openSample(t);
  const before = await rows(page);
  const last = before[before.length - 1];
  await page.locator('.indicator').last().locator('.score textarea').click();
  await paste(page, '1\t晚\t多一列\r\n2\t早\t再一列\r\n3\t\t\r\n');
  const after = await rows(page);
  assert.equal(after.length, before.length + 2);
  assert.deepEqual(
    after
      .slice(-3)
      .map(({ level1, level2, name, score, reason }) => [level1, level2, name, score, reason]),
    [
      [last.level1, last.level2, last.name, '1', '晚'],
      [last.level1, last.level2, '', '2', '早'],
      [last.level1, last.level2, '', '3', ''],
    ],
  );
  assert.match(await page.locator('.notice').textContent(), /新增 2 行.*1 处没有放下/);
  await page.locator('.unread summary').click();
  assert.match(await page.locator('.unread li').textContent(), /第 3 列.*多一列.*再一列/);
  assert.deepEqual(
    await picked(page).then((texts) => texts.length),
    0,
    'the cells that were there are selected',
  );
  await accessible(page);
  await page.getByRole('button', { name: '撤销' }).click();
  assert.deepEqual(await rows(page), before);
});

test('columns go under their titles when the titles come along', async (t) => {
  const page = await openSample(t);
  await cell(page, `${NAMES[0]} 得分`).click();
  await paste(
    page,
    '序号\t三级指标\t得分\t年度指标值\r\n1\t新甲\t9\t一百\r\n2\t新乙\t7\t二百\r\n3\t新丙\t5\t三百\r\n',
  );
  assert.deepEqual(
    (await rows(page)).slice(0, 4).map(({ name, target, score }) => [name, target, score]),
    [
      ['新甲', '一百', '9'],
      ['新乙', '二百', '7'],
      ['新丙', '三百', '5'],
      [NAMES[3], '及时发放', '8'],
    ],
  );
  assert.match(await page.locator('.unread li').textContent(), /“序号”列/);
});

test('one value fills the cells that are selected, and is pasted at the cursor of one that is edited', async (t) => {
  const page = await openSample(t);
  await cell(page, `${NAMES[0]} 得分`).click();
  await press(page, 'Shift+ArrowDown', 'Shift+ArrowDown');
  await paste(page, {
    'text/plain': '7.5\r\n',
    'text/html': '<table><tr><td>7.5</td></tr></table>',
  });
  assert.deepEqual(await column(page, 'score', 0, 4), ['7.5', '7.5', '7.5', '8']);
  assert.equal((await picked(page)).length, 3);
  await press(page, 'Control+z');
  assert.deepEqual(await column(page, 'score', 0, 3), ['10', '8', '6']);
  await press(page, 'Escape', 'F2');
  await paste(page, '5\r\n');
  assert.equal((await rows(page))[0].score, '105');
});

test('fills down with Ctrl+D and with the handle, to the right with Ctrl+R', async (t) => {
  const page = await openSample(t);
  await cell(page, `${NAMES[0]} 得分`).click();
  await press(page, 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d');
  assert.deepEqual(await column(page, 'score', 0, 4), ['10', '10', '10', '8']);
  await press(page, 'Control+z', 'Escape', 'ArrowDown', 'Control+d');
  assert.deepEqual(await column(page, 'score', 0, 3), ['10', '10', '6'], 'from the cell above');
  await press(page, 'Control+z');
  assert.deepEqual(await column(page, 'score', 0, 3), ['10', '8', '6']);

  await cell(page, `${NAMES[0]} 分值`).click();
  await press(page, 'Shift+ArrowRight', 'Shift+ArrowDown');
  await drag(page, page.locator('.fill-handle'), cell(page, `${NAMES[3]} 得分`));
  assert.deepEqual(await column(page, 'weight', 0, 4), ['10', '8', '10', '8']);
  assert.deepEqual(await column(page, 'score', 0, 4), ['10', '8', '10', '8']);
  assert.equal((await picked(page)).length, 8);
  await press(page, 'Control+z');
  assert.deepEqual(await column(page, 'weight', 0, 4), ['10', '8', '6', '8']);
  await cell(page, `${NAMES[2]} 分值`).click();
  await page.keyboard.type('5');
  await press(page, 'Escape', 'Shift+ArrowRight', 'Control+r');
  assert.equal(
    (await rows(page))[2].score,
    '6',
    'Escape gave the 6 back, which fills to the right',
  );
});

test('what is copied is the same where it is pasted, merged cells included', async (t) => {
  const page = await openSample(t, { permissions: ['clipboard-read', 'clipboard-write'] });
  const source = await rows(page);
  await page.locator('.level1 textarea').first().click(); // rows 0 to 3
  await press(page, 'Shift+End', 'Control+c');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(
    text.split(/\r?\n/)[0],
    ['产出指标', '数量指标', NAMES[0], '≥354.84万', '364.22万人', '10', '10', ''].join('\t'),
  );
  await page.getByRole('tab').nth(2).click();
  const level1 = page.locator('.level1 textarea').first();
  const before = (await filing(page)).documents[2].indicators;
  await level1.click();
  await press(page, 'Control+v');
  await page.waitForFunction(
    (name) => document.querySelector('jixiao-form').filing.documents[2].indicators[0].name === name,
    NAMES[0],
  );
  const after = (await filing(page)).documents[2].indicators;
  for (const [index, row] of source.slice(0, 4).entries())
    assert.deepEqual({ ...after[index], ...row }, after[index], `row ${index}`);
  assert.deepEqual(after.slice(4), before.slice(4));

  await cell(page, `${NAMES[0]} 得分`).click();
  await press(page, 'Control+x');
  assert.equal((await filing(page)).documents[2].indicators[0].score, '');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '10');
  await press(page, 'ArrowDown', 'Control+v');
  await page.waitForFunction(
    () => document.querySelector('jixiao-form').filing.documents[2].indicators[1].score === '10',
  );
});

test('a whole form pasted into work asks where it is to go', async (t) => {
  const page = await openSample(t);
  const score = cell(page, `${NAMES[0]} 得分`);
  await score.click();
  await page.keyboard.type('9');
  await press(page, 'Escape', 'F2');
  await page.keyboard.type('1');
  const before = await filing(page);
  const ask = async (choice) => {
    await paste(page, FORM);
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await accessible(page);
    await shot(page, 'where');
    await dialog.getByRole('button', { name: choice }).click();
    await dialog.waitFor({ state: 'hidden' });
  };
  const projects = async () =>
    (await filing(page)).documents.map(({ project, title }) => project || title);
  await ask('取消');
  assert.deepEqual(await filing(page), before);
  await ask('另加一张');
  await page.locator('.notice', { hasText: '读入 1 张表' }).waitFor();
  assert.equal((await projects()).length, 4);
  assert.equal((await projects())[3], '农村公路养护');
  await page.getByRole('button', { name: '撤销' }).click();
  assert.deepEqual(await filing(page), before);
  await page.getByRole('tab').first().click();

  await score.click();
  await ask('替换此表');
  await page.locator('.notice', { hasText: '读入 1 张表' }).waitFor();
  assert.equal((await projects()).length, 3);
  assert.equal((await projects())[0], '农村公路养护');
  await page.getByRole('button', { name: '撤销' }).click();

  await cell(page, `${NAMES[0]} 三级指标`).or(cell(page, '第1行 三级指标')).first().click();
  await ask('填入所选位置');
  assert.equal((await projects()).length, 3);
  assert.equal((await rows(page))[0].name, '2025年度项目支出绩效自评表');
});

test('a form to be read only is selected and copied, and nothing else', async (t) => {
  const page = await openSample(t, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.locator('jixiao-form').evaluate((form) => {
    form.readonly = true;
  });
  await page.locator('.root.readonly').waitFor();
  const before = await filing(page);
  await cell(page, `${NAMES[0]} 分值`).click();
  await press(page, 'Shift+ArrowRight', 'Control+c', 'Delete', 'Control+d', 'Control+x');
  await paste(page, '1\t2\n3\t4');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '10\t10');
  assert.equal(await page.locator('.fill-handle').count(), 0);
  assert.deepEqual(await filing(page), before);
});

test(
  'ten thousand rows are one paste and one step',
  async (t) => {
    const page = await openSample(t);
    const before = await filing(page);
    await cell(page, `${NAMES[0]} 年度指标值`).click();
    const text = Array.from({ length: 10000 }, (_, index) => `≥${index}个\t${index}个`).join(
      '\r\n',
    );
    const started = Date.now();
    await paste(page, text);
    t.diagnostic(`pasted in ${Date.now() - started} ms`);
    const after = await rows(page);
    assert.equal(after.length, 10000);
    assert.deepEqual(
      [after[0].target, after[9999].target, after[9999].actual],
      ['≥0个', '≥9999个', '9999个'],
    );
    assert.equal(await focused(page), `${NAMES[0]} 年度指标值`);
    // Typing goes on while the rest is drawn.
    await page.keyboard.type('≥1万');
    assert.equal((await rows(page))[0].target, '≥1万');
    await page.keyboard.press('Control+z');
    const undoing = Date.now();
    await page.keyboard.press('Control+z');
    assert.deepEqual(await filing(page), before);
    t.diagnostic(`undone in ${Date.now() - undoing} ms`);
  },
  { limit: 120_000 },
);

test('funds and their parts are tables too', async (t) => {
  const page = await openSample(t);
  await cell(page, '年度资金总额 年初预算数').click();
  await paste(page, '1,000.00\t1,200.00\t900.00');
  const { total } = (await filing(page)).documents[0].funds;
  assert.deepEqual(
    [total.initial, total.budget, total.executed],
    ['1,000.00', '1,200.00', '900.00'],
  );
  await page.locator('.breakdown').first().locator('.amount textarea').first().click();
  await press(page, 'Shift+ArrowDown');
  assert.equal(await status(page), '已选 2×1');
  await paste(page, '5\r\n6\r\n');
  const [{ total: sum, parts }] = (await filing(page)).documents[0].funds.breakdowns;
  assert.deepEqual([sum, parts[0].amount], ['5', '6']);
});

test('lines of accounts, tasks and fields too', async (t) => {
  const page = await openSample(t, {}, 'hunan-2025-filing');
  const tab = async (kind) => {
    const index = (await filing(page)).documents.findIndex((document) => document.kind === kind);
    await page.locator('jixiao-form').evaluate((form, active) => {
      form.active = active;
    }, index);
    return async () => (await filing(page)).documents[index];
  };
  const base = await tab('baseData');
  await page.locator('.line .budget textarea').first().click();
  await paste(page, '1\t2\r\n3\t4\r\n');
  const flat = (line) => [line, ...(line.parts ?? []).flatMap(flat)];
  assert.deepEqual(
    (await base()).lines
      .flatMap(flat)
      .slice(0, 2)
      .map(({ budget, actual }) => [budget, actual]),
    [
      ['1', '2'],
      ['3', '4'],
    ],
  );
  const accounts = await tab('fundAccounts');
  await page.locator('.line .actual textarea').last().click();
  const before = await accounts();
  await paste(page, '1\r\n2\r\n');
  assert.equal((await accounts()).closing.actual, '1');
  assert.match(await page.locator('.unread li').textContent(), /第 2 行.*2/);
  await page.keyboard.press('Control+z');
  assert.deepEqual(await accounts(), before);
});

for (const [name, options] of Object.entries({
  'on a phone': { viewport: { width: 390, height: 844 } },
  'in the dark': { colorScheme: 'dark' },
})) {
  test(`a selection is seen ${name}`, async (t) => {
    const page = await openSample(t, options);
    await cell(page, `${NAMES[0]} 分值`).click();
    await press(page, 'Shift+ArrowRight', 'Shift+ArrowDown');
    assert.equal((await picked(page)).length, 4);
    await accessible(page);
    await shot(page, name.replace(/ /g, '-'));
  });
}
