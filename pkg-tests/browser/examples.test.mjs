/** www/examples/: <jixiao-form> in a plain page, in Vue 3 with Element Plus and in React 19, each built and driven as an officer would. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { accessible, open } from './harness.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const installed = join(repository, 'pkg-tests/node_modules');
const site = mkdtempSync(join(tmpdir(), 'jixiao-'));
after(() => rmSync(site, { recursive: true, force: true }));
cpSync(join(repository, 'www/examples'), site, { recursive: true });

// The packages that the examples' own package.json files name, and jixiao as it is packed.
const modules = join(site, 'node_modules');
mkdirSync(modules);
for (const name of readdirSync(installed)) symlinkSync(join(installed, name), join(modules, name));
cpSync(join(repository, 'pkg'), join(modules, 'jixiao'), { recursive: true });

async function built(name) {
  const root = join(site, name);
  await build({ root, configFile: join(root, 'vite.config.js'), logLevel: 'error' });
  return join(root, 'dist');
}

const cell = (page, label) => page.getByLabel(label, { exact: true }).and(page.locator('textarea'));
const fixed = (page) => page.locator('.finding').first().waitFor({ state: 'detached' });

test('a plain page: the button waits until no error is left', async (t) => {
  const page = await open(t, '/examples/plain/');
  await cell(page, '年度资金总额 得分').waitFor();
  const submit = page.getByRole('button', { name: '提交' });
  assert.equal(await submit.isDisabled(), true);
  await accessible(page);
  const accent = await page
    .locator('.tool.main')
    .evaluate((button) => getComputedStyle(button).color);
  assert.equal(accent, 'rgb(20, 97, 74)', "the portal's colour");
  await cell(page, '年度资金总额 得分').fill('8');
  await cell(page, '总分 得分').fill('98');
  await fixed(page);
  await submit.click();
  assert.equal(await page.locator('#told').textContent(), '已提交 1 张表');
});

for (const [name, message] of Object.entries({
  vue: '.el-form-item.is-error .el-form-item__error',
  react: '.field.error small',
})) {
  test(`${name}: the element, and the framework's own fields with the same findings`, async (t) => {
    const page = await open(t, '/', { root: await built(name) });
    const field = page.getByLabel('得分（门户字段）');
    await cell(page, '年度资金总额 得分').waitFor();
    await page.getByText('还有 1 处错误').waitFor();
    const error = page.locator(message); // of the portal's fields
    await error.waitFor();
    assert.equal(
      await error.textContent(),
      await page.locator('.finding[data-severity="error"] .message').textContent(),
    );
    assert.equal(await page.getByRole('button', { name: '提交' }).isDisabled(), true);
    await accessible(page);

    await field.fill('8'); // the portal's field writes into the form …
    assert.equal(await cell(page, '年度资金总额 得分').inputValue(), '8');
    await cell(page, '总分 得分').fill('98');
    await page.getByText('可以提交').waitFor();
    await error.waitFor({ state: 'detached' });
    await cell(page, '年度资金总额 得分').fill('9'); // … and the form into the field
    assert.equal(await field.inputValue(), '9');
    await error.waitFor();
    await page.getByRole('main').getByRole('button', { name: '填入计算值' }).first().click();
    assert.equal(await field.inputValue(), '8');
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/example-${name}.png` });
  });
}
