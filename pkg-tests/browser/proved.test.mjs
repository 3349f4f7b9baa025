/** Figures of texts that were checked and found right: under each text, and in the list. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, openSample } from './harness.mjs';

const TEXT =
  '2025年一般公共预算支出1997.21万元，其中：基本支出1371.71万元，项目支出625.50万元。全年基金总收入207806万元。';
const FILING = {
  profile: 'cn',
  documents: [
    { kind: 'narrative', title: '自评报告', sections: [{ heading: '一、概况', text: TEXT }] },
    {
      kind: 'fundAccounts',
      title: '基金决算表',
      income: { name: '收入合计', budget: '201828', actual: '207806' },
    },
  ],
};

async function opened(t, options) {
  const page = await openSample(t, options);
  await page.evaluate((filing) => {
    document.querySelector('jixiao-form').filing = filing;
  }, FILING);
  await page.locator('.passage .proved-count').waitFor();
  return page;
}

const line = (page) => page.locator('.passage .proved-count');
const list = (page) => page.locator('.passage').getByRole('list', { name: '已核对的数字' });
/** What a text box has selected, and its name. */
const selected = (page) =>
  page.evaluate(() => {
    const { activeElement: input } = document.querySelector('jixiao-form').shadowRoot;
    return [input.ariaLabel, input.value.slice(input.selectionStart, input.selectionEnd)];
  });

test('an officer sees what was checked, opens it by keyboard and goes to a figure', async (t) => {
  const page = await opened(t);
  assert.equal(await line(page).textContent(), '已核对 2 处');
  assert.equal(await line(page).getAttribute('aria-expanded'), 'false');
  assert.equal(await page.locator('.passage .ticked').count(), 0, 'no tick disturbs typing');

  await line(page).focus();
  await page.keyboard.press('Enter');
  assert.equal(await line(page).getAttribute('aria-expanded'), 'true');
  assert.deepEqual(await list(page).getByRole('listitem').allTextContents(), [
    '1997.21万元 = 1371.71万元 + 625.50万元',
    '207806万元 = 基金决算表“收入合计”本年决算数',
  ]);
  assert.deepEqual(await page.locator('.ticked mark[data-held]').allTextContents(), [
    '1997.21万元',
    '1371.71万元',
    '625.50万元',
    '207806万元',
  ]);
  await accessible(page);

  await page.keyboard.press('Tab'); // to the first figure: it and its parts are shown in the text
  assert.deepEqual(await page.locator('.twin mark.lit').allTextContents(), [
    '1997.21万元',
    '1371.71万元',
    '625.50万元',
  ]);
  await page.keyboard.press('Enter');
  assert.deepEqual(await selected(page), ['一、概况', '1997.21万元']);

  await list(page).getByRole('button', { name: '基金决算表' }).click();
  assert.equal(
    await page.locator('.tab[aria-selected="true"] b').textContent(),
    '社会保险基金预决算收支情况表',
  );
  assert.deepEqual((await selected(page))[0], '收入合计 本年决算数');
});

test('what was checked follows the text when typing has paused', async (t) => {
  const page = await opened(t);
  const input = page.locator('.passage .text textarea');
  await line(page).click();
  await input.fill(TEXT.replace('625.50', '625.60'));
  await page.locator('.proved-count', { hasText: '已核对 1 处' }).first().waitFor();
  assert.deepEqual(await list(page).getByRole('listitem').allTextContents(), [
    '207806万元 = 基金决算表“收入合计”本年决算数',
  ]);
  await page.keyboard.press('Control+z');
  await page.locator('.passage .proved-count', { hasText: '已核对 2 处' }).waitFor();
  await input.fill('');
  await line(page).waitFor({ state: 'hidden' });
});

test('the list beside the form has all of the form, on a small screen too', async (t) => {
  const page = await opened(t, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
  await page.locator('.summary .fold').click();
  const count = page.locator('.summary .proved-count');
  await count.click();
  const entries = page.locator('.summary .proved-figures li');
  assert.match(
    await entries.first().textContent(),
    /^一、概况1997\.21万元 = 1371\.71万元 \+ 625\.50万元$/,
  );
  await accessible(page);
  const over = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  assert.ok(over <= 0, 'nothing is wider than the window');
});

test('a text that cannot be edited has a tick at each figure', async (t) => {
  const page = await opened(t);
  await page.evaluate(() => document.querySelector('jixiao-form').setAttribute('readonly', ''));
  await page.locator('.ticked mark[data-held]').first().waitFor();
  assert.equal(await page.locator('.ticked mark[data-held]').count(), 4);
});
