/**
 * Nothing an officer does on the page gets lost: through reloads, tabs, full or denied storage, and
 * a change of mind.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { accessible, open, openSample } from './harness.mjs';

const cell = (page, label) => page.getByLabel(label, { exact: true }).and(page.locator('textarea'));
const filing = (page) => page.evaluate(() => document.querySelector('jixiao-form').filing);
/** The names of the drafts, once there are so many: the start page shows its last list until it has the next. */
const drafts = async (page, count) => {
  const names = page.locator('.drafts .about a');
  await names.nth(count - 1).waitFor();
  return names.allTextContents();
};
const saved = (page) => page.locator('.saving', { hasText: /已保存 \d\d:\d\d/ }).waitFor();
const home = async (page) => {
  await page.getByRole('button', { name: '返回开始页' }).click();
  await page.locator('.door').first().waitFor();
};
const shot = (page, name) =>
  process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });

/** The start page. */
async function opened(t, options) {
  const page = await open(t, '/', options);
  await page.locator('.door').first().waitFor();
  return page;
}

/** Begins a project's self-evaluation and gives the project a name. */
async function begin(page, project) {
  await page.getByRole('button', { name: '新建填报' }).click();
  await page.getByLabel('口径（省份）').selectOption('cn-guangdong');
  await page.getByLabel('项目支出绩效自评表', { exact: true }).check();
  await page.getByRole('button', { name: '建立空表' }).click();
  await cell(page, '项目名称').fill(project);
  await saved(page);
}

/** The page with one draft open in it, whose project is called 甲. */
async function working(t, options) {
  const page = await opened(t, options);
  await begin(page, '甲');
  return page;
}

/** Another tab at the same address. */
async function secondTab(page) {
  const other = await page.context().newPage();
  await other.goto(page.url());
  return other;
}

test('a reload goes on where one was, again and again, without an edit between', async (t) => {
  const page = await opened(t);
  await page.locator('.samples a[href="#sample=hunan-2025"]').click();
  await page.getByRole('tab').nth(1).click();
  await cell(page, '总分 得分').fill('1');
  await saved(page);
  const before = await filing(page);
  for (const time of ['once', 'twice']) {
    await page.reload();
    await page.locator('.sheet').waitFor();
    assert.deepEqual(await filing(page), before, time);
    assert.equal(
      await page.getByRole('tab').nth(1).getAttribute('aria-selected'),
      'true',
      'the same form is shown',
    );
    assert.equal(await cell(page, '总分 得分').inputValue(), '1');
  }
  await page.goBack();
  await page.locator('.door').first().waitFor();
  assert.equal((await drafts(page, 1)).length, 1);
  await page.goForward();
  await page.locator('.sheet').waitFor();
  assert.deepEqual(await filing(page), before);
});

test('what is typed just before a reload is there after it, and the page does not ask', async (t) => {
  const page = await working(t);
  page.on('dialog', () => assert.fail('there is nothing to ask'));
  await cell(page, '项目名称').fill('甲乙');
  await page.reload();
  await page.locator('.sheet').waitFor();
  assert.equal(await cell(page, '项目名称').inputValue(), '甲乙');
});

test('a blank form is as fresh after a reload as before', async (t) => {
  const page = await working(t);
  await page.reload();
  await page.getByRole('button', { name: '检查全表' }).waitFor();
});

test('three filings begun one after another are three drafts', async (t) => {
  const page = await opened(t);
  for (const project of ['甲', '乙', '丙']) {
    await begin(page, project);
    await home(page);
  }
  assert.deepEqual(
    (await drafts(page, 3)).map((name) => /[甲乙丙]/.exec(name)[0]),
    ['丙', '乙', '甲'],
    'the latest first',
  );
  await page.getByRole('link', { name: '乙' }).click();
  await page.locator('.sheet').waitFor();
  assert.equal(await cell(page, '项目名称').inputValue(), '乙');
});

test('drafts are renamed, copied, deleted, and deleted ones come back', async (t) => {
  const page = await working(t);
  await home(page);
  await accessible(page);
  await page.getByRole('button', { name: /^重命名/ }).click();
  await page.getByLabel('草稿名称').fill('报财政局的');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: '报财政局的' }).waitFor();
  await page.getByRole('button', { name: '另存一份 报财政局的' }).click();
  await page.getByRole('link', { name: '报财政局的（副本）' }).waitFor();
  await page.getByRole('button', { name: '删除 报财政局的（副本）' }).click();
  await page.locator('.told', { hasText: '已删除“报财政局的（副本）”' }).waitFor();
  assert.deepEqual(await drafts(page, 1), ['报财政局的']);
  await page.getByRole('button', { name: '撤销' }).press('Enter');
  await page.getByRole('link', { name: '报财政局的（副本）' }).waitFor();

  await page.getByRole('button', { name: '删除 报财政局的', exact: true }).click();
  await page.locator('.told', { hasText: '已删除“报财政局的”' }).waitFor();
  await page.reload();
  await page.locator('.start summary', { hasText: '30 天内可恢复' }).click();
  await shot(page, 'drafts');
  await accessible(page);
  await page.getByRole('button', { name: '恢复 报财政局的' }).click();
  await page.getByRole('link', { name: '报财政局的', exact: true }).click();
  await page.locator('.sheet').waitFor();
  assert.equal(await cell(page, '项目名称').inputValue(), '甲');
});

test("next year's filing is a draft beside this year's", async (t) => {
  const page = await working(t);
  await home(page);
  await page.getByRole('button', { name: /^据此生成下一年/ }).click();
  await page.locator('.notice', { hasText: '新一年' }).waitFor();
  assert.equal(await cell(page, '评价年度').inputValue(), String(new Date().getFullYear()));
  assert.equal(await cell(page, '项目名称').inputValue(), '甲');
  await home(page);
  assert.equal((await drafts(page, 2)).length, 2);
});

test('a draft that is open in another tab is taken over, and can be taken back', async (t) => {
  const one = await working(t);
  const two = await secondTab(one);
  const dialog = two.getByRole('dialog', { name: '这份填报已在另一个标签页打开' });
  await dialog.waitFor();
  await accessible(two);
  await shot(two, 'two-tabs');
  await cell(one, '项目名称').fill('甲乙'); // and not saved when the other tab requests the draft
  await dialog.getByRole('button', { name: '在此继续' }).click();
  await two.locator('.sheet').waitFor();
  assert.equal(await cell(two, '项目名称').inputValue(), '甲乙');

  await one.locator('.saving', { hasText: '在此只能查看' }).waitFor();
  assert.equal(await cell(one, '项目名称').getAttribute('readonly'), '');
  await accessible(one);
  await shot(one, 'lost');
  await cell(two, '项目名称').fill('甲乙丙');
  await one.getByRole('button', { name: '在此继续' }).click();
  await one.waitForFunction(
    () => document.querySelector('jixiao-form').filing.documents[0].project === '甲乙丙',
  );
  await one.locator('.saving', { hasText: '已保存' }).waitFor();
  assert.equal(await cell(one, '项目名称').getAttribute('readonly'), null);
  await two.locator('.saving', { hasText: '在此只能查看' }).waitFor();
});

test('of a draft that is open in another tab a copy is made, or that tab is called', async (t) => {
  const one = await working(t);
  const two = await secondTab(one);
  await two.getByRole('button', { name: '转到那个标签页' }).click();
  await two.locator('.told', { hasText: '●' }).waitFor();
  await one.waitForFunction(() => document.title.startsWith('●'));
  await one.locator('.notice', { hasText: '请在这里继续' }).waitFor();

  await two.getByRole('link', { name: '甲' }).click();
  await two.getByRole('dialog').getByRole('button', { name: '另存一份' }).click();
  await two.locator('.sheet').waitFor();
  await cell(two, '项目名称').fill('乙');
  await saved(two);
  assert.equal(await cell(one, '项目名称').inputValue(), '甲');
  await cell(one, '项目名称').fill('丙');
  await saved(one);
  await home(two);
  assert.equal((await drafts(two, 2)).length, 2);
});

test('full storage is shown as long as it lasts, and the page asks before it closes', async (t) => {
  const page = await opened(t);
  const client = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  // Before the first write: Chromium remembers for a while how much space there was.
  await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
  await page.locator('.samples a[href="#sample=hunan-2025"]').click();
  await cell(page, '总分 得分').fill('1');
  const unsaved = page.locator('.saving.problem');
  await unsaved.filter({ hasText: /^未保存：本机存储空间已满/ }).waitFor();
  await accessible(page);
  await shot(page, 'unsaved');
  const [dialog] = await Promise.all([
    page.waitForEvent('dialog').then(async (dialog) => {
      await dialog.dismiss();
      return dialog.type();
    }),
    page.evaluate(() => {
      setTimeout(() => location.reload());
    }),
  ]);
  assert.equal(dialog, 'beforeunload');

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    unsaved.getByRole('button', { name: '导出填报数据' }).click(),
  ]);
  assert.deepEqual(JSON.parse(await readFile(await download.path(), 'utf8')), await filing(page));
  await client.send('Storage.overrideQuotaForOrigin', { origin });
  await unsaved.getByRole('button', { name: '重试' }).click();
  await saved(page);
  assert.equal(await page.locator('.saving.problem').count(), 0);
});

test('where the browser stores nothing the form works, and says so', async (t) => {
  const before = (page) =>
    page.addInitScript(() => {
      const denied = {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      };
      for (const name of ['indexedDB', 'localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, denied);
    });
  const page = await opened(t, { before });
  await page.locator('.problem', { hasText: '不允许本页在本机保存' }).waitFor();
  await accessible(page);
  await page.getByRole('button', { name: '新建填报' }).click();
  await page.getByLabel('口径（省份）').selectOption('cn');
  await page.getByLabel('项目支出绩效自评表', { exact: true }).check();
  await page.getByRole('button', { name: '建立空表' }).click();
  await page.locator('.saving.problem', { hasText: '未保存：浏览器不允许' }).waitFor();
  await cell(page, '项目名称').fill('甲');
  await home(page);
  await page.getByRole('link', { name: '甲' }).click();
  await page.locator('.sheet').waitFor();
  assert.equal(await cell(page, '项目名称').inputValue(), '甲', 'in this tab it is there still');
});

test('damaged drafts are listed, and their content can be had', async (t) => {
  const page = await working(t);
  await home(page);
  const put = (record) =>
    page.evaluate(
      (record) =>
        new Promise((done, fail) => {
          const request = indexedDB.open('jixiao:page');
          request.onerror = fail;
          request.onsuccess = () => {
            const transaction = request.result.transaction('drafts', 'readwrite');
            transaction.objectStore('drafts').put(record);
            transaction.oncomplete = () => {
              request.result.close();
              done();
            };
          };
        }),
      record,
    );
  await put({
    id: 'old',
    version: 0,
    name: '旧草稿',
    filing: { documents: [] },
    savedAt: '2020-01-01T00:00:00.000Z',
  });
  await put({
    id: 'bad',
    version: 1,
    name: '坏草稿',
    filing: 7,
    savedAt: '2020-01-01T00:00:00.000Z',
  });
  await page.reload();
  const line = (name) => page.locator('.drafts li', { hasText: name });
  await line('由旧版本保存').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    line('坏草稿').getByRole('button', { name: '导出原始内容' }).click(),
  ]);
  assert.equal(JSON.parse(await readFile(await download.path(), 'utf8')).filing, 7);
  assert.equal((await drafts(page, 1)).length, 1, 'they are not links');
  await accessible(page);
  await page.goto('/#draft=bad');
  await page.locator('.told', { hasText: '没有在此打开' }).waitFor();
});

test('work kept by the page as it was before is a draft now', async (t) => {
  const before = (page) =>
    page.addInitScript(() => {
      if (sessionStorage.getItem('put')) return;
      sessionStorage.setItem('put', '1');
      const work = (project) =>
        JSON.stringify({
          savedAt: '2026-04-01T08:00:00.000Z',
          filing: { documents: [{ kind: 'projectEvaluation', project }] },
        });
      localStorage.setItem('jixiao:page:now', work('甲'));
      localStorage.setItem('jixiao:page:before', work('乙'));
    });
  const page = await opened(t, { before });
  assert.equal((await drafts(page, 2)).filter((name) => /甲|乙/.test(name)).length, 2);
});

test("a portal's form: what the page opens is no draft until it is changed, and drafts are offered", async (t) => {
  const page = await openSample(t);
  const made = async (project) =>
    page.evaluate(async (project) => {
      const form = document.createElement('jixiao-form');
      form.id = 'portal';
      form.setAttribute('autosave', 'portal');
      if (project) form.filing = { documents: [{ kind: 'projectEvaluation', project }] };
      document.querySelector('main').append(form);
      if (project)
        await new Promise((done) => {
          form.addEventListener('report', done, { once: true });
        });
      return (await form.drafts.list()).length;
    }, project);
  const portal = page.locator('#portal');
  assert.equal(await made('甲'), 0);
  await portal.evaluate((form) => form.set('/documents/0/project', '甲改'));
  await page.waitForFunction(
    async () => (await document.querySelector('#portal').drafts.list()).length === 1,
  );
  assert.equal(
    await portal.evaluate(async (form) => (await form.drafts.list())[0].about.project),
    '甲改',
  );

  // Moved within its page, it keeps working.
  await portal.evaluate((form) => document.body.append(form));
  await page.waitForFunction(() => document.querySelector('#portal').report);
  await portal.evaluate((form) => form.set('/documents/0/project', '甲又改'));
  await page.waitForFunction(
    async () =>
      (await document.querySelector('#portal').drafts.list())[0].about.project === '甲又改',
  );
  assert.equal(await portal.evaluate(async (form) => (await form.drafts.list()).length), 1);

  await page.reload();
  await page.locator('.sheet').waitFor();
  await made('服务器上的');
  await page.locator('#portal .offer').waitFor();
  assert.equal(await portal.evaluate((form) => form.filing.documents[0].project), '服务器上的');
  await page
    .locator('#portal .offer')
    .getByRole('button', { name: /甲又改/ })
    .click();
  await page.waitForFunction(
    () => document.querySelector('#portal').filing.documents[0].project === '甲又改',
  );
  await portal.evaluate((form) => form.close());
  assert.equal(await portal.evaluate((form) => form.filing), null);

  await page.reload();
  await page.locator('.sheet').waitFor();
  await made();
  await page.waitForFunction(
    () => document.querySelector('#portal').filing?.documents[0].project === '甲又改',
  );
});
