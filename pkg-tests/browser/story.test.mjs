/**
 * An officer's afternoon, from the pasted text to the printed sheet, by keyboard. OFFICER_TEXT
 * names another text to paste: one with a department's self-evaluation whose income is printed as
 * 20092.71.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { accessible, open } from './harness.mjs';

const TEXT = process.env.OFFICER_TEXT ?? new URL('officer.txt', import.meta.url);

test('an officer pastes, walks the findings, fixes, corrects, answers, completes, prints and exports; a reload goes on with the work', async (t) => {
  const page = await open(t, '/', {
    limit: 180_000,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const state = () => page.evaluate(() => document.querySelector('jixiao-form').filing);
  const focus = () =>
    page.evaluate(() => {
      const { activeElement } = document.activeElement.shadowRoot ?? document;
      const said = (activeElement.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .filter(Boolean)
        .map((id) => activeElement.getRootNode().getElementById(id).textContent);
      return {
        label: activeElement.getAttribute('aria-label') ?? activeElement.textContent,
        value: activeElement.value,
        said: said.join('\n'),
      };
    });
  const shot = (name) =>
    process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/story-${name}.png` });
  /** Presses F8 until the cell of that name has the focus. */
  const walkTo = async (label) => {
    const seen = [];
    for (let presses = 0; presses < 200; presses += 1) {
      await page.keyboard.press('F8');
      const at = await focus();
      assert.ok(at.said, `${at.label}: every stop says what is wrong`);
      if (at.label === label) return at;
      seen.push(at.label);
    }
    throw new Error(`${label} was not reached: ${seen.join(', ')}`);
  };

  // Pastes while nothing has the focus.
  await page.locator('.door').first().waitFor();
  const text = await readFile(TEXT, 'utf8');
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.keyboard.press('Control+v');
  await page.locator('.notice', { hasText: '打开 2 张表' }).waitFor();
  await shot('pasted');
  const kinds = (await state()).documents.map(({ kind }) => kind);
  assert.ok(kinds.includes('departmentEvaluation') && kinds.includes('narrative'), kinds.join());

  // The wrong figure: its message is announced, its fix is one Tab away.
  const income = await walkTo('按收入性质分 金额');
  assert.match(income.value, /20092\.71/);
  assert.match(income.said, /错误.*2092\.71/);
  await shot('walking');
  await accessible(page);
  await page.keyboard.press('Tab');
  assert.match((await focus()).label, /修正/);
  await page.keyboard.press('Enter');
  assert.match((await focus()).value, /^2092\.71/);

  // The date: typed over.
  await walkTo('填报日期');
  await page.keyboard.type('2026年4月24日');
  assert.equal((await focus()).said, '');

  // A percentage where the target is a word: it stays, and the officer explains it.
  await walkTo('集中带量采购落实情况 实际完成值');
  await page.keyboard.press('Tab');
  assert.equal((await focus()).label, '书面说明');
  await page.keyboard.press('Enter');
  await page.keyboard.type('两批采购均已按期完成，完成率附后。');
  await shot('answering');
  await accessible(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal((await state()).acknowledged[0].code, 'NUM005');
  assert.match((await focus()).label, /撤回说明/);

  // A score is cleared and computed again.
  const total = page.getByLabel('总分 得分', { exact: true });
  const before = await total.inputValue();
  await total.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: '填入计算值' }).press('Enter');
  const dialog = page.getByRole('dialog');
  if (await dialog.isVisible()) {
    await accessible(page);
    await page.keyboard.press('Enter');
  }
  await page.locator('.notice', { hasText: '已填入' }).waitFor();
  assert.equal(await total.inputValue(), before);
  await shot('completed');

  // On paper: two pages of A4.
  const printed = page.evaluate(
    () =>
      new Promise((done) => {
        window.print = () => done(true);
      }),
  );
  await page.locator('.menu summary', { hasText: '打印' }).press('Enter');
  await page.getByRole('button', { name: '本表' }).press('Enter');
  assert.equal(await printed, true);
  const paper = await page.pdf({ preferCSSPageSize: true });
  assert.equal(paper.toString('latin1').match(/\/Type \/Page\b/g).length, 2);

  // Exported.
  const saved = async (choice) => {
    await page.locator('.menu summary', { hasText: '导出' }).press('Enter');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: choice }).press('Enter'),
    ]);
    return readFile(await download.path(), 'utf8');
  };
  const work = await state();
  assert.deepEqual(JSON.parse(await saved('填报数据')), work);
  assert.ok((await saved('CSV')).startsWith('\ufeff'));
  const {
    runs: [{ results }],
  } = JSON.parse(await saved('SARIF'));
  assert.ok(
    results.some(
      ({ ruleId, suppressions }) =>
        ruleId === 'NUM005' && suppressions[0].justification.startsWith('两批'),
    ),
  );

  // The window is reloaded; the tab is closed and another opened.
  await page.reload();
  await page.locator('.sheet').waitFor();
  assert.deepEqual(await state(), work);
  const again = await page.context().newPage();
  await page.close();
  await again.goto('/');
  await again.getByRole('button', { name: '继续最近一份' }).press('Enter');
  await again.locator('.sheet').waitFor();
  assert.deepEqual(await again.evaluate(() => document.querySelector('jixiao-form').filing), work);
});
