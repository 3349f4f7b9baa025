/**
 * Texts and appearance: what an officer reads when something fails, columns that line up, labels on
 * a phone, tabs, an outline, two themes.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOCUMENTS } from './documents.mjs';
import { accessible, open, openSample } from './harness.mjs';

async function opened(t, filing, options) {
  const page = await openSample(t, options);
  if (filing) await show(page, filing);
  return page;
}

async function show(page, filing) {
  await page.evaluate((filing) => {
    document.querySelector('jixiao-form').filing = filing;
  }, filing);
  await page.locator(`.sheet[data-kind="${filing.documents[0].kind}"]`).waitFor();
}

const SENTENCE = /[A-Za-z]{2,} [A-Za-z]{2,}/; // two English words in a row

// ── Words ──────────────────────────────────────────────────────────────────────────────────────────────────

test('a core that does not load is no fault of the filing', async (t) => {
  const page = await open(t, '/', {
    expect: [/failed/i],
    before: (page) => page.route('**/*.wasm', (route) => route.abort('failed')),
  });
  await page.locator('#message.problem').waitFor();
  const trouble = page.locator('.trouble');
  await page.evaluate(() => {
    const form = document.querySelector('jixiao-form');
    form.hidden = false;
    form.filing = { documents: [] };
  });
  await trouble.waitFor();
  // A hint for the site's staff follows, marked as such.
  const message = await trouble.evaluate((element) => element.firstChild.data);
  assert.match(message, /核对程序没有载入.*填报内容没有改动.*刷新本页/);
  assert.doesNotMatch(message, SENTENCE);
  assert.match(await trouble.locator('small').textContent(), /^技术信息：.*jixiao_bg\.wasm/);
});

test('what is no filing says so, and where', async (t) => {
  const page = await opened(t);
  const trouble = page.locator('.trouble');
  await page.evaluate(() => {
    document.querySelector('jixiao-form').filing = {
      documents: [{ kind: 'projectEvaluation', indicators: '无' }],
    };
  });
  await trouble.waitFor();
  const message = await trouble.textContent();
  assert.match(message, /不是一份填报数据（问题在 \/documents\/0\/indicators）/);
  assert.doesNotMatch(message, SENTENCE);
  await page.evaluate(() => {
    const form = document.querySelector('jixiao-form');
    form.locale = 'en';
    form.filing = { documents: 1 };
  });
  await page
    .locator('.trouble', { hasText: 'This is no filing (the trouble is at /documents)' })
    .waitFor();
});

const REFUSED = {
  '报告.pdf': {
    bytes: '%PDF-1.7',
    zh: 'PDF 不能读取，请复制其中的文字和表格后粘贴',
    en: 'PDF is not read: copy its text and tables and paste them',
  },
  '填报.json': {
    bytes: '{"documents":[{"kind":"其他"}]}',
    zh: '打开的内容不是一份填报数据（问题在 /documents/0/kind），请选择本页导出的填报数据（JSON）或原来的表格文件',
    en: 'This is no filing (the trouble is at /documents/0/kind): choose the filing (JSON) that this page exported, or the file with the forms',
  },
  '网页.mht': {
    bytes: 'MIME-Version: 1.0\r\n',
    zh: '网页存档 .mht 不能读取，请另存为 .html，或复制表格后粘贴',
    en: 'web archives (.mht) are not read: save it as .html, or paste its tables',
  },
};

test('a file that is refused is refused in one language', async (t) => {
  const page = await opened(t);
  for (const locale of ['zh', 'en']) {
    await page.evaluate((locale) => {
      document.querySelector('jixiao-form').locale = locale === 'en' ? 'en' : 'zh-CN';
    }, locale);
    for (const [name, { bytes, ...reasons }] of Object.entries(REFUSED)) {
      await page.evaluate(
        ([name, bytes]) =>
          document.querySelector('jixiao-form').read(new TextEncoder().encode(bytes), { name }),
        [name, bytes],
      );
      const expected =
        locale === 'zh'
          ? `“${name}”没有读入：${reasons.zh}`
          : `${name} was not read: ${reasons.en}`;
      assert.equal(await page.locator('.notice.problem p').textContent(), expected);
    }
  }
});

test('a reader that does not load says so, and the next try has another chance', async (t) => {
  const page = await opened(t, undefined, { expect: [/failed/i] });
  const read = () =>
    page.evaluate(() =>
      document.querySelector('jixiao-form').read('附件\n项目支出绩效自评表\n项目名称\t某项目\n'),
    );
  await page.route('**/reader_bg.wasm', (route) => route.abort('failed'));
  await read();
  const message = await page.locator('.notice.problem p').textContent();
  assert.equal(message, '内容没有读入：读取文件的程序没有载入，请检查网络后重试');
  await page.unroute('**/reader_bg.wasm');
  await read();
  assert.equal(await page.locator('.notice.problem', { hasText: '没有载入' }).count(), 0);
});

test('a file that is gone when it is dropped is named', async (t) => {
  const page = await opened(t);
  await page.evaluate(() => {
    const gone = new File(['x'], '自评表.xlsx');
    gone.arrayBuffer = () =>
      Promise.reject(
        new DOMException('A requested file or directory could not be found', 'NotFoundError'),
      );
    document.querySelector('jixiao-form').take({ files: [gone] });
  });
  const message = page.locator('.notice.problem p');
  await message.waitFor();
  assert.equal(
    await message.textContent(),
    '“自评表.xlsx”没有读入：文件已移动、被占用或没有权限读取，请重新选择',
  );
});

// ── Columns ────────────────────────────────────────────────────────────────────────────────────────────────

test('the cells of a column are aligned alike, figures to the right', async (t) => {
  const page = await opened(t, { documents: [DOCUMENTS.baseData] });
  for (const document of Object.values(DOCUMENTS)) {
    await show(page, { documents: [document] });
    const columns = await page.locator('.sheet table').evaluateAll((tables) =>
      tables.flatMap((table, index) => {
        const columns = {};
        for (const cell of table.querySelectorAll('td[data-title]')) {
          const key = `${index} ${[...cell.classList].filter((name) => name !== 'frame').join(' ')} ${cell.dataset.title}`;
          columns[key] ??= new Set();
          columns[key].add(getComputedStyle(cell.querySelector('textarea')).textAlign);
        }
        return Object.entries(columns).map(([column, aligned]) => [column, [...aligned].join()]);
      }),
    );
    for (const [column, aligned] of columns) {
      const isFigure =
        /分值|得分|预算数|执行数|决算数|执行率|规模（|投资（|控制率|金额|分数/.test(column) &&
        !/level/.test(column);
      const expected = isFigure ? 'right' : /level|outer name/.test(column) ? 'center' : 'start';
      assert.equal(aligned, expected, `${document.kind}: ${column}`);
    }
  }
});

// ── Narrow ─────────────────────────────────────────────────────────────────────────────────────────────────

test('on a phone every field has its label, and nothing is cut off', async (t) => {
  const page = await opened(t, undefined, { viewport: { width: 390, height: 844 } });
  for (const document of Object.values(DOCUMENTS)) {
    await show(page, { documents: [document] });
    const unlabelled = await page.locator('.sheet textarea').evaluateAll((inputs) =>
      inputs
        .filter((input) => {
          const frame = input.closest('.frame');
          if (frame.matches('.title, .heading, .text')) return false; // titles are their own labels, and label what is below them
          const after = getComputedStyle(frame, '::after');
          if (after.content !== 'none' && after.content !== '""' && after.display !== 'none')
            return false;
          const before = frame.previousElementSibling;
          const isLabel = (element) =>
            element?.matches('th, span') &&
            element.textContent.trim() &&
            getComputedStyle(element).display !== 'none';
          return (
            !isLabel(before) &&
            !(frame.matches('.item') && frame.closest('table').querySelector('th.side'))
          );
        })
        .map((input) => input.getAttribute('aria-label')),
    );
    assert.deepEqual(unlabelled, [], document.kind);
    const cut = await page
      .locator('.sheet textarea')
      .evaluateAll((inputs) =>
        inputs
          .filter(
            (input) =>
              input.scrollWidth > input.clientWidth + 1 ||
              input.scrollHeight > input.clientHeight + 2,
          )
          .map((input) => input.getAttribute('aria-label')),
      );
    assert.deepEqual(cut, [], document.kind);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, `${document.kind}: ${wide}`);
  }
});

// ── Tabs ───────────────────────────────────────────────────────────────────────────────────────────────────

const PROJECTS = [
  '一期工程建设',
  '二期工程建设',
  '设备购置',
  '信息系统运行维护',
  '人员培训',
  '宣传经费',
  '监督检查',
];
const seven = {
  documents: PROJECTS.map((name) => ({
    ...DOCUMENTS.projectEvaluation,
    project: `2025年度医疗服务与保障能力提升补助资金${name}`,
  })),
};

test('seven projects with long names have distinguishable tabs', async (t) => {
  const page = await opened(t, seven);
  const names = await page.locator('.tab small').allTextContents();
  // The common beginning is cut in the middle; what distinguishes them is not.
  for (const [index, name] of names.entries()) {
    assert.ok(name.length < 20 && name.startsWith('202…') && name.endsWith(PROJECTS[index]), name);
  }
  assert.equal(
    await page.locator('.tab').first().getAttribute('title'),
    `项目支出绩效自评表 · ${seven.documents[0].project}`,
  );
  const cut = await page
    .locator('.tab small')
    .evaluateAll(
      (labels) => labels.filter((label) => label.scrollWidth > label.clientWidth).length,
    );
  assert.equal(cut, 0, 'no name is hidden by the end of its tab');
});

for (const width of [1280, 390]) {
  test(`the tab of the form shown is in sight at ${width} px`, async (t) => {
    const page = await opened(t, seven, { viewport: { width, height: 844 } });
    for (const index of [6, 0, 3]) {
      await page.evaluate((index) => {
        document.querySelector('jixiao-form').active = index;
      }, index);
      const [tab, row] = await Promise.all([
        page.getByRole('tab', { selected: true }).boundingBox(),
        page.locator('.tabs').boundingBox(),
      ]);
      assert.ok(
        tab.x >= row.x - 1 && tab.x + tab.width <= row.x + row.width + 1,
        `${index}: ${JSON.stringify([tab, row])}`,
      );
      assert.ok(
        tab.y >= row.y - 1 && tab.y + tab.height <= row.y + row.height + 1,
        `${index}: ${JSON.stringify([tab, row])}`,
      );
    }
  });
}

// ── Outline ────────────────────────────────────────────────────────────────────────────────────────────────

test('a report has an outline that leads to its sections and counts what is found in them', async (t) => {
  const page = await opened(t, { profile: 'cn', documents: [DOCUMENTS.narrative] });
  const links = page.locator('.outline .link');
  assert.deepEqual(await links.allTextContents(), ['一、预算执行情况', '二、存在问题']);
  assert.deepEqual(
    await page
      .locator('.outline li')
      .evaluateAll((items) =>
        items.map((item) => item.querySelector('.badge')?.firstChild.data ?? ''),
      ),
    ['1', ''],
  );
  await links.nth(1).click();
  assert.equal(
    await page.evaluate(() => document.activeElement.shadowRoot.activeElement.value),
    '二、存在问题',
  );
  await accessible(page, { include: 'jixiao-form' });

  // 1997.21 ÷ 2092.71 = 95.44 %: with the right rate no finding is left to count.
  await page
    .getByLabel('一、预算执行情况', { exact: true })
    .and(page.locator('textarea'))
    .last()
    .fill('全年预算2092.71万元，实际支出1997.21万元，预算执行率95.44%。');
  assert.equal(await page.locator('.outline .badge').count(), 0);
  await show(page, { documents: [DOCUMENTS.fundAccounts] });
  assert.equal(await page.locator('.outline').isVisible(), false);
});

// ── Themes ─────────────────────────────────────────────────────────────────────────────────────────────────

const background = (page) =>
  page
    .locator('.sheet')
    .first()
    .evaluate((sheet) => getComputedStyle(sheet).backgroundColor);
const [WHITE, DARK] = ['rgb(255, 255, 255)', 'rgb(26, 32, 40)'];

test('a form is light or dark as set, or as the system is', async (t) => {
  const page = await opened(t);
  for (const [theme, system, expected] of [
    ['auto', 'light', WHITE],
    ['auto', 'dark', DARK],
    ['dark', 'light', DARK],
    ['light', 'dark', WHITE],
    ['sepia', 'dark', DARK],
  ]) {
    await page.emulateMedia({ colorScheme: system });
    await page.evaluate(
      (theme) => document.querySelector('jixiao-form').setAttribute('theme', theme),
      theme,
    );
    // The system's look reaches the page a moment later, most of all on a busy machine.
    for (let tries = 0; tries < 40 && (await background(page)) !== expected; tries += 1)
      await page.waitForTimeout(50);
    assert.equal(await background(page), expected, `${theme} in ${system}`);
  }
  assert.equal(await page.evaluate(() => document.querySelector('jixiao-form').theme), 'auto');
});

for (const theme of ['light', 'dark']) {
  test(`the page keeps the ${theme} look that was chosen, and is accessible in it`, async (t) => {
    const page = await opened(t, undefined, { colorScheme: theme === 'dark' ? 'light' : 'dark' });
    await page.getByLabel('外观').selectOption(theme);
    const expected = theme === 'dark' ? DARK : WHITE;
    assert.equal(await background(page), expected);
    await page.reload();
    await page.locator('.sheet').waitFor();
    assert.equal(await background(page), expected);
    assert.equal(await page.getByLabel('外观').inputValue(), theme);
    await accessible(page);
    await show(page, { profile: 'cn', documents: [DOCUMENTS.narrative, DOCUMENTS.scoreSheet] });
    await accessible(page);
  });
}
