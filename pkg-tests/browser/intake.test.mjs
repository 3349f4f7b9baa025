/**
 * What officers bring: tables pasted, files dropped and chosen; and the questions before work is
 * replaced.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { accessible, openSample } from './harness.mjs';

const cell = (page, label) => page.getByLabel(label, { exact: true }).and(page.locator('textarea'));
const findings = (page, code) => page.locator(`.finding[data-code="${code}"]`);
const tabs = (page) => page.getByRole('tab').locator('b').allTextContents();
const notice = (page) => page.locator('.notice').textContent();

/** A project's table as WPS puts it on the clipboard; its execution score is wrong. */
const TABLE = [
  '2025年度项目支出绩效自评表',
  '项目名称\t农村公路养护\t主管部门\t某县交通运输局',
  '项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分',
  '\t年度资金总额\t800\t750\t600\t10\t80%\t9',
  '一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施',
  '产出指标\t数量指标\t养护里程\t≥120公里\t126公里\t50\t50\t',
  '效益指标\t社会效益指标\t通行时间缩短\t≥10%\t12%\t30\t30\t',
  '满意度指标\t服务对象满意度指标\t沿线群众满意度\t≥90%\t93%\t10\t10\t',
  '总分\t\t\t\t\t100\t99\t',
  '另附照片三张',
].join('\n');

/** Pastes where nothing can be typed, as Ctrl+V does. */
const paste = (page, data, target = 'body') =>
  page
    .locator(target)
    .first()
    .evaluate((element, entries) => {
      const clipboardData = new DataTransfer();
      for (const [type, text] of Object.entries(entries)) clipboardData.setData(type, text);
      element.dispatchEvent(
        new ClipboardEvent('paste', {
          clipboardData,
          bubbles: true,
          composed: true,
          cancelable: true,
        }),
      );
    }, data);

test('a pasted table opens as a form, with the places of its cells and what was left over', async (t) => {
  const page = await openSample(t);
  await paste(page, { 'text/plain': TABLE });
  await page.locator('.notice', { hasText: '读入 1 张表' }).waitFor();
  assert.equal(await cell(page, '养护里程 实际完成值').inputValue(), '126公里');
  assert.equal(
    await page.getByRole('tab').count(),
    0,
    'the sample nobody had worked on has made room',
  );
  assert.equal(await findings(page, 'SCO001').locator('.expected').textContent(), '8');
  assert.match(await findings(page, 'SCO001').locator('.source').textContent(), /4/);
  assert.match(await page.locator('.unread summary').textContent(), /^有 1 处/);
  await page.locator('.unread summary').click();
  assert.match(await page.locator('.unread li').textContent(), /另附照片三张/);
  await accessible(page);

  await page.getByRole('button', { name: '撤销' }).click();
  assert.equal(await page.getByRole('tab').count(), 3, 'undo brings the sample back');
  assert.equal(await page.locator('.unread').count(), 0);
  await page.getByRole('button', { name: '重做' }).click();
  assert.equal(await cell(page, '养护里程 实际完成值').inputValue(), '126公里');
});

test('pasted forms are added beside existing work', async (t) => {
  const page = await openSample(t);
  await cell(page, '总分 得分').fill('99.55');
  await paste(page, { 'text/plain': TABLE }, 'jixiao-form');
  await page.getByRole('dialog').getByRole('button', { name: '另加一张' }).click();
  await page.locator('.notice', { hasText: '读入 1 张表' }).waitFor();
  assert.equal((await tabs(page)).length, 4);
  assert.equal(
    await cell(page, '养护里程 实际完成值').inputValue(),
    '126公里',
    'the new form is shown',
  );
  assert.match(await findings(page, 'SCO001').locator('.source').textContent(), /4/);
});

test("a page's table is read with its merged cells; one value pasted into a cell stays one", async (t) => {
  const page = await openSample(t);
  const score = cell(page, '总分 得分');
  await score.focus();
  await score.evaluate((input) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '98.5\r\n');
    clipboardData.setData('text/html', '<table><tr><td>98.5</td></tr></table>');
    input.select();
    input.dispatchEvent(
      new ClipboardEvent('paste', {
        clipboardData,
        bubbles: true,
        composed: true,
        cancelable: true,
      }),
    );
  });
  assert.equal(await score.inputValue(), '98.5');
  await page.getByRole('button', { name: '撤销' }).click();
  await page.locator('h1').click();

  const rows = TABLE.split('\n').map(
    (line) =>
      `<tr>${line
        .split('\t')
        .map((text) => `<td>${text}</td>`)
        .join('')}</tr>`,
  );
  await paste(page, { 'text/html': `<table>${rows.join('')}</table>`, 'text/plain': TABLE });
  await page.locator('.notice', { hasText: '读入 1 张表' }).waitFor();
  assert.equal(await cell(page, '沿线群众满意度 年度指标值').inputValue(), '≥90%');
});

test('a file is chosen or dropped; one that is not read says why', async (t) => {
  const page = await openSample(t);
  await page
    .locator('jixiao-form input[type=file]')
    .setInputFiles({ name: '自评表.txt', mimeType: 'text/plain', buffer: Buffer.from(TABLE) });
  await page.locator('.notice', { hasText: '“自评表.txt”读入 1 张表' }).waitFor();

  const drop = (bytes) =>
    page.locator('.root').evaluate((root, bytes) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(bytes)], '旧表.xls'));
      root.dispatchEvent(
        new DragEvent('dragover', {
          dataTransfer,
          bubbles: true,
          composed: true,
          cancelable: true,
        }),
      );
      root.dispatchEvent(
        new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true }),
      );
    }, bytes);
  await drop([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array(600).fill(0)]);
  await page.locator('.notice.problem').waitFor();
  assert.match(await notice(page), /“旧表\.xls”没有读入：.*损坏/);
  assert.equal(
    await cell(page, '养护里程 实际完成值').inputValue(),
    '126公里',
    'the form is as it was',
  );

  await drop([...readFileSync(new URL('../rust/reading/project.xls', import.meta.url))]);
  await page.locator('.notice', { hasText: '“旧表.xls”读入 1 张表' }).waitFor();
  assert.match(await page.locator('.unread li').textContent(), /national!A21/);
  await cell(page, '年度资金总额 得分').fill('9');
  assert.match(
    await findings(page, 'SCO001').locator('.source').textContent(),
    /national!I6/,
    'a finding names the place in the source',
  );

  await paste(page, { 'text/plain': '今天下午三点开会' });
  await page.locator('.notice.problem', { hasText: '没有认出' }).waitFor();
  await accessible(page);
});

test('an element without a filing takes one in', async (t) => {
  const page = await openSample(t);
  const read = await page.evaluate(async (table) => {
    const form = document.createElement('jixiao-form');
    document.querySelector('main').append(form);
    await form.read(table);
    return {
      kinds: form.filing.documents.map(({ kind }) => kind),
      notice: form.shadowRoot.querySelector('.notice:not([hidden])').textContent,
    };
  }, TABLE);
  assert.deepEqual(read.kinds, ['projectEvaluation']);
  assert.match(read.notice, /读入 1 张表/);
});

test('filled cells are overwritten only on request', async (t) => {
  const page = await openSample(t);
  await cell(page, '总分 得分').fill('95');
  await page.getByRole('button', { name: '填入计算值' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  assert.match(await dialog.textContent(), /95 → 99\.54/);
  await accessible(page);
  await dialog.getByRole('button', { name: '取消' }).click();
  assert.equal(await cell(page, '总分 得分').inputValue(), '95');
  await page.getByRole('button', { name: '填入计算值' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '按计算值填入' }).click();
  assert.equal(await cell(page, '总分 得分').inputValue(), '99.54');
});

test('the rules of another place apply when chosen, and its forms if wanted', async (t) => {
  const page = await openSample(t);
  const filing = () => page.evaluate(() => document.querySelector('jixiao-form').filing);
  const before = await filing();
  const choose = async (profile, answer) => {
    await page.getByLabel('口径').selectOption(profile);
    await page.getByRole('dialog').getByRole('button', { name: answer }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  await choose('cn-hubei', '取消');
  assert.deepEqual(await filing(), before);
  assert.equal(
    await page.getByLabel('口径').inputValue(),
    'cn-hunan',
    'the choice is taken back too',
  );

  await choose('cn-hubei', '只换口径');
  assert.deepEqual(await filing(), { ...before, profile: 'cn-hubei' });
  assert.ok((await page.locator('.finding').count()) > 0);
  await page.getByRole('button', { name: '撤销' }).click();
  assert.deepEqual(await filing(), before);

  await page.getByLabel('口径').selectOption('cn-guangdong');
  await page.getByRole('dialog').waitFor();
  await accessible(page);
  await page.getByRole('dialog').getByRole('button', { name: '换表样' }).click();
  await page.locator('.notice', { hasText: '已换成“广东省”的表样' }).waitFor();
  const adapted = await filing();
  assert.equal(adapted.profile, 'cn-guangdong');
  assert.notDeepEqual(adapted.documents, before.documents);
  const written = before.documents[0].indicators.find(
    ({ name }) => name === '基本医疗保险参保人数',
  );
  const kept = adapted.documents[0].indicators.find(({ name }) => name === '基本医疗保险参保人数');
  assert.deepEqual(
    [kept.target, kept.actual, kept.score],
    [written.target, written.actual, written.score],
  );
  await page.getByRole('button', { name: '撤销' }).click();
  assert.deepEqual(await filing(), before, 'one step');
});

test('a form to be read only', async (t) => {
  const page = await openSample(t);
  await page.locator('jixiao-form').evaluate((form) => {
    form.readonly = true;
  });
  await page.locator('.root.readonly').waitFor();
  assert.equal(await cell(page, '总分 得分').getAttribute('readonly'), '');
  assert.equal(await page.getByRole('button', { name: '填入计算值' }).count(), 0);
  assert.equal(await page.locator('.finding .fix:visible').count(), 0);
  assert.equal(await page.locator('jixiao-form').evaluate((form) => form.complete().length), 0);
  await accessible(page);
});

test('a whole filing is copied as tables and pasted again', async (t) => {
  const page = await openSample(t, { permissions: ['clipboard-read', 'clipboard-write'] });
  const filing = () => page.evaluate(() => document.querySelector('jixiao-form').filing);
  const before = await filing();
  await page.locator('.menu summary').last().click();
  await page.getByRole('button', { name: '全部表格' }).click();
  await page.locator('.notice', { hasText: '已复制' }).waitFor();
  const table = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(table, /\t/);
  await paste(page, { 'text/plain': table });
  await page.locator('.notice', { hasText: '读入 3 张表' }).waitFor();
  assert.deepEqual(await filing(), before);
});
