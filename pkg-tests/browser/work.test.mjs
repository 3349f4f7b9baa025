/**
 * What an officer does with a checked form: complete it, acknowledge findings, export it, type into
 * a long one.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { accessible, openSample } from './harness.mjs';

const cell = (page, label) => page.getByLabel(label, { exact: true }).and(page.locator('textarea'));
const findings = (page, code) => page.locator(`.finding[data-code="${code}"]`);
const filing = (page) => page.evaluate(() => document.querySelector('jixiao-form').filing);
const shot = (page, name) =>
  process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });

async function saved(page, choice) {
  await page.locator('.menu summary').last().click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: choice }).click(),
  ]);
  return {
    name: download.suggestedFilename(),
    text: await readFile(await download.path(), 'utf8'),
  };
}

test('fills in what follows from other cells, as one step', async (t) => {
  const page = await openSample(t);
  for (const label of ['年度资金总额 执行率', '年度资金总额 得分', '总分 得分'])
    await cell(page, label).fill('');
  const blank = await filing(page);
  await page.getByRole('button', { name: '填入计算值' }).click();
  // The sample has a wrong total, which completing would overwrite: the page asks.
  await page.getByRole('dialog').getByRole('button', { name: '按计算值填入' }).click();
  assert.equal(await cell(page, '年度资金总额 执行率').inputValue(), '95.44%');
  assert.equal(await cell(page, '年度资金总额 得分').inputValue(), '9.54');
  assert.equal(await cell(page, '总分 得分').inputValue(), '99.54');
  assert.ok((await page.locator('[data-filled]').count()) >= 3, 'the filled cells are marked');
  assert.match(
    await page.locator('.notice').textContent(),
    /已填入 \d+ 个单元格.*年度资金总额 执行率/,
  );
  await accessible(page);
  await shot(page, 'completed');
  await page.getByRole('button', { name: '撤销' }).click();
  assert.deepEqual(await filing(page), blank);
  assert.equal(await page.locator('[data-filled]').count(), 0);
  await page.getByRole('button', { name: '重做' }).click();
  assert.equal(await cell(page, '总分 得分').inputValue(), '99.54');
});

test('a finding can be answered for in writing, and the answer taken back', async (t) => {
  const page = await openSample(t);
  assert.match(await page.locator('.counts').textContent(), /2 处错误/);
  await findings(page, 'DAT001').getByRole('button', { name: '书面说明' }).click();
  const reason = page.getByLabel('不改的理由');
  await reason.press('Escape');
  assert.equal(await reason.count(), 0);
  await page.keyboard.press('Enter'); // the focus is on the button again
  await accessible(page);
  await reason.fill('按上级通知，预填报日期。');
  await shot(page, 'answering');
  await page.getByRole('button', { name: '保存说明' }).click();

  const path = '/documents/0/filedOn';
  const [{ at, ...answer }, ...others] = (await filing(page)).acknowledged;
  assert.deepEqual(
    [answer, others],
    [{ code: 'DAT001', path, reason: '按上级通知，预填报日期。' }, []],
  );
  assert.match(at, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/);
  assert.match(await page.locator('.counts').textContent(), /1 处错误.*1 处已说明/);
  assert.equal(await findings(page, 'DAT001').getAttribute('data-severity'), 'acknowledged');
  assert.match(await findings(page, 'DAT001').textContent(), /按上级通知/);
  assert.equal(
    await page.locator('.finding').last().getAttribute('data-code'),
    'DAT001',
    'it stands last',
  );
  assert.equal(await cell(page, '填报日期').getAttribute('aria-invalid'), null);
  await accessible(page);
  await shot(page, 'answered');

  await findings(page, 'DAT001').getByRole('button', { name: '撤回说明' }).click();
  assert.equal((await filing(page)).acknowledged, undefined);
  assert.match(await page.locator('.counts').textContent(), /2 处错误/);
  await page.getByRole('button', { name: '撤销' }).click();
  assert.equal((await filing(page)).acknowledged.length, 1);
});

test('the filing and its findings can be taken along', async (t) => {
  const page = await openSample(t);
  const json = await saved(page, '填报数据');
  assert.match(json.name, /\.json$/);
  assert.deepEqual(JSON.parse(json.text), await filing(page));

  const csv = await saved(page, 'CSV');
  assert.ok(
    csv.text.startsWith(
      '\ufeff"编码","级别","单元格","填报","应为","算式","说明","依据","书面说明","说明时间"\r\n',
    ),
  );
  const all = await page.evaluate(() => document.querySelector('jixiao-form').findings.length);
  assert.equal(csv.text.trim().split('\r\n').length, all + 1);
  assert.match(csv.text, /"NUM006","错误","按收入性质分 金额","20092\.71万","2092\.71万"/);

  const sarif = JSON.parse((await saved(page, 'SARIF')).text);
  assert.equal(sarif.version, '2.1.0');
  const [run] = sarif.runs;
  assert.equal(run.results.length, all);
  assert.ok(
    run.results.every(({ ruleId }) => run.tool.driver.rules.some(({ id }) => id === ruleId)),
  );
});

test('shows how many checks passed', async (t) => {
  const page = await openSample(t);
  const { SUM, RAT } = await page.evaluate(
    () => document.querySelector('jixiao-form').report.verified,
  );
  const text = await page.locator('.verified').textContent();
  assert.ok(text.includes(`求和 ${SUM}`) && text.includes(`比率 ${RAT}`), text);
});

test('a keystroke on a thousand rows redraws only what it changed', async (t) => {
  const page = await openSample(t);
  await page.evaluate(() => {
    const form = document.querySelector('jixiao-form');
    const {
      documents: [document_],
      ...rest
    } = form.filing;
    const rows = document_.indicators;
    document_.indicators = Array.from({ length: 1000 }, (_, index) => ({
      ...rows[index % rows.length],
      name: `${rows[index % rows.length].name}${index}`,
    }));
    form.filing = { ...rest, documents: [document_] };
  });
  await page.waitForFunction(
    () =>
      document.querySelector('jixiao-form').shadowRoot.querySelectorAll('.score textarea').length >
      1000,
  );
  const { touched, took } = await page.evaluate(async () => {
    const { shadowRoot } = document.querySelector('jixiao-form');
    const input = shadowRoot.querySelectorAll('.score textarea')[500];
    let touched = 0;
    const watch = new MutationObserver((records) => {
      for (const { addedNodes, removedNodes } of records)
        touched += addedNodes.length + removedNodes.length;
    });
    watch.observe(shadowRoot, { childList: true, subtree: true });
    const took = [];
    for (const value of ['7', '6', '5']) {
      const start = performance.now();
      input.value = value;
      input.dispatchEvent(
        new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertText' }),
      );
      input.getBoundingClientRect();
      took.push(performance.now() - start);
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    }
    return { touched, took };
  });
  t.diagnostic(`ms per keystroke, with layout: ${took.map(Math.round).join(', ')}`);
  assert.ok(touched < 200, `${touched} nodes came or went`);
});

test('the cell with the focus is the only field of its form, for form fillers to read no other', async (t) => {
  const page = await openSample(t);
  const fields = () =>
    page.evaluate(() => {
      const { shadowRoot } = document.querySelector('jixiao-form');
      const inputs = [...shadowRoot.querySelectorAll('.sheet textarea')];
      return {
        owned: inputs.filter(({ form }) => form).length,
        focused: shadowRoot.activeElement?.form?.elements.length,
      };
    });
  const [first, second] = [
    page.locator('.sheet textarea').nth(3),
    page.locator('.sheet textarea').nth(4),
  ];
  await first.focus();
  assert.deepEqual(await fields(), { owned: 1, focused: 1 });
  await second.focus();
  assert.deepEqual(await fields(), { owned: 1, focused: 1 });
  await second.blur();
  assert.deepEqual(await fields(), { owned: 0, focused: undefined });
});
