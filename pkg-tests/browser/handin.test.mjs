/** The officer's way back: files to hand in, in the official layout. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { accessible, openSample } from './harness.mjs';

const filing = (page) => page.evaluate(() => document.querySelector('jixiao-form').filing);

for (const [locale, exporting, choices] of [
  ['zh-CN', '导出', ['导出 Word (.docx)', '导出 Excel (.xlsx)']],
  ['en', 'Export', ['Export Word (.docx)', 'Export Excel (.xlsx)']],
])
  test(`a filing is handed in as .docx and .xlsx, by keyboard, and reads back the same (${locale})`, async (t) => {
    const page = await openSample(t);
    await page.evaluate((locale) => {
      document.querySelector('jixiao-form').locale = locale;
    }, locale);
    const before = await filing(page);
    for (const choice of choices) {
      const summary = page.locator('.menu summary', { hasText: exporting });
      await summary.focus();
      await page.keyboard.press('Enter');
      await accessible(page, { include: 'jixiao-form' });
      await page.getByRole('button', { name: choice }).focus();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.keyboard.press('Enter'),
      ]);
      const name = download.suggestedFilename();
      assert.equal(name, `益阳市医疗保障局 2025年 3张表${choice.match(/\.\w+/)[0]}`);
      const bytes = [...(await readFile(await download.path()))];
      const read = await page.evaluate(
        async ([bytes, name]) => {
          const jixiao = await import('/pkg/index.js');
          return jixiao.read(new Uint8Array(bytes), { name });
        },
        /** @type {[number[], string]} */ ([bytes, name]),
      );
      assert.deepEqual(read.documents, before.documents);
      assert.deepEqual(read.unread, []);
    }
  });
