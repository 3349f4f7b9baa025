/**
 * <jixiao-form> as portals use it: attributes, properties, methods, events and style. The examples'
 * tests show it in frameworks.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './harness.mjs';

const SCORE = '/documents/0/funds/total/score';
const FILING = {
  documents: [
    {
      kind: 'projectEvaluation',
      project: '农村公路养护',
      funds: {
        total: {
          name: '年度资金总额',
          budget: '750',
          executed: '600',
          weight: '10',
          rate: '80%',
          score: '9',
        },
      },
      indicators: [
        {
          level1: '产出指标',
          level2: '数量指标',
          name: '养护里程',
          target: '≥120公里',
          actual: '126公里',
          weight: '90',
          score: '90',
        },
      ],
      total: { weight: '100', score: '98' },
    },
  ],
};

/** A page with a second form beside the example's, whose events are collected in window.told. */
async function made(t, attributes = {}, filing) {
  const page = await open(t, '/examples/plain/');
  await page.locator('.sheet').waitFor();
  await page.evaluate(
    async ({ attributes, filing }) => {
      document.querySelector('jixiao-form').remove();
      const form = document.createElement('jixiao-form');
      window.told = [];
      for (const type of ['change', 'report', 'failure']) {
        form.addEventListener(type, ({ detail }) =>
          window.told.push({
            type,
            ...detail,
            ...(detail.error && { error: detail.error.message }),
          }),
        );
      }
      for (const [name, value] of Object.entries(attributes)) form.setAttribute(name, value);
      const settled = new Promise((done) => {
        for (const type of ['report', 'failure']) form.addEventListener(type, done, { once: true });
      });
      if (filing) form.filing = filing;
      document.querySelector('main').append(form);
      await settled;
    },
    { attributes, filing },
  );
  // The form shows itself once its style sheet is loaded.
  await page.locator('.sheet, .trouble').filter({ visible: true }).first().waitFor();
  return page;
}

const told = (page) =>
  page.evaluate(() =>
    window.told.splice(0).map(({ type, path, value, ok, error, counts }) => ({
      type,
      path,
      value,
      ok,
      error,
      counts,
    })),
  );

test('attributes: a filing as JSON, profile, locale, readonly', async (t) => {
  const page = await made(t, {
    filing: JSON.stringify(FILING),
    profile: 'cn-hunan',
    locale: 'en',
    readonly: '',
  });
  const form = await page.locator('jixiao-form').evaluateHandle((element) => element);
  assert.deepEqual(
    await form.evaluate(({ profile, locale, readonly, report }) => [
      profile,
      locale,
      readonly,
      report.profile,
    ]),
    ['cn-hunan', 'en', true, 'cn-hunan'],
  );
  assert.match(await page.locator('.finding .message').first().textContent(), /score/i);
  assert.equal(
    await form.evaluate(
      (element) =>
        element.applyFix(element.findings[0].id) ||
        element.set('/documents/0/year', '2025') ||
        element.complete().length > 0,
    ),
    false,
  );

  await form.evaluate((element) => element.setAttribute('filing', '{ not JSON'));
  const [failure] = (await told(page)).filter(({ type }) => type === 'failure');
  assert.match(failure.error, /JSON/);
  assert.match(await page.locator('.trouble').textContent(), /no filing/);
  await form.evaluate((element, filing) => {
    element.filing = filing;
  }, FILING);
  await page.locator('.sheet').waitFor();
  assert.equal(await page.locator('.trouble').isVisible(), false);
});

test('what is no filing is a failure, with the place', async (t) => {
  const page = await made(t, {}, { documents: [{ kind: 'nonsense' }] });
  const [{ type, error }] = await told(page);
  assert.equal(type, 'failure');
  assert.ok(error);
  assert.match(await page.locator('.trouble').textContent(), /\/documents\/0/);
});

test('events: what was changed, then what is found; a filing given back as it was changes nothing', async (t) => {
  const page = await made(t, {}, FILING);
  const form = await page.locator('jixiao-form').evaluateHandle((element) => element);
  assert.deepEqual(
    (await told(page)).map(({ type, ok }) => [type, ok]),
    [['report', false]],
  );
  assert.equal(await form.evaluate((element, path) => element.set(path, '8'), SCORE), true);
  assert.deepEqual(
    (await told(page)).map(({ type, path, value, ok, counts }) => [
      type,
      path ?? counts.error,
      value ?? ok,
    ]),
    [
      ['change', SCORE, '8'],
      ['report', 0, true],
    ],
  );
  assert.equal(await page.getByLabel('年度资金总额 得分', { exact: true }).inputValue(), '8');

  await form.evaluate((element, path) => {
    element.focusCell(path);
    const { filing } = element;
    element.filing = filing;
  }, SCORE);
  assert.deepEqual(await told(page), []);
  assert.equal(
    await form.evaluate(({ shadowRoot }) => shadowRoot.activeElement.getAttribute('aria-label')),
    '年度资金总额 得分',
  );
  await form.evaluate((element) => element.undo());
  assert.equal(await page.getByLabel('年度资金总额 得分', { exact: true }).inputValue(), '9');
});

test('methods: to a cell, a fix, what follows; a fresh form waits', async (t) => {
  const filing = structuredClone(FILING);
  filing.documents[0].funds.total.score = '';
  filing.documents[0].total.score = '';
  const page = await made(t, {}, filing);
  const form = await page.locator('jixiao-form').evaluateHandle((element) => element);
  const focused = () =>
    form.evaluate(({ shadowRoot }) => shadowRoot.activeElement.getAttribute('aria-label'));
  assert.equal(
    await form.evaluate((element) => element.focusCell('/documents/0/indicators/0')),
    true,
  );
  assert.equal(await focused(), '第1行 三级指标', 'for a row its name');
  assert.equal(await form.evaluate((element) => element.focusCell('/documents/7/year')), false);

  assert.deepEqual((await form.evaluate((element) => element.complete())).sort(), [
    SCORE,
    '/documents/0/total/score',
  ]);
  assert.equal(await form.evaluate((element) => element.filing.documents[0].total.score), '98');

  await form.evaluate((element) => {
    element.set('/documents/0/funds/total/rate', '81%');
    element.fresh = true;
  });
  assert.equal(await page.locator('.finding').count(), 0);
  const rate = page.getByLabel('年度资金总额 执行率', { exact: true });
  await rate.focus();
  assert.equal(
    await rate.getAttribute('aria-invalid'),
    null,
    'not while one is in it for the first time',
  );
  await page.keyboard.press('Tab');
  assert.equal(await rate.getAttribute('aria-invalid'), 'true', 'when it has been left');
  await form.evaluate((element) => element.check());
  assert.equal(
    await page.evaluate(() => document.activeElement.shadowRoot.activeElement.id),
    'summary-heading',
  );
});

test("a portal's custom properties and parts are what it looks like", async (t) => {
  const page = await made(t, {}, FILING);
  const style = (selector, name) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element)[name], name);
  assert.equal(await style('.tool.main', 'color'), 'rgb(20, 97, 74)');
  assert.equal(await style('.sheet', 'borderBottomLeftRadius'), '0px');
});

test('what was set before the script was there is not lost', async (t) => {
  const page = await open(t, '/examples/plain/');
  await page.locator('.sheet').waitFor();
  const kept = await page.evaluate(async (filing) => {
    // As left by a framework that sets a property before the element is defined.
    const form = document.createElement('jixiao-form');
    Object.defineProperty(form, 'filing', {
      value: filing,
      writable: true,
      configurable: true,
      enumerable: true,
    });
    document.querySelector('main').append(form);
    await new Promise((done) => form.addEventListener('report', done, { once: true }));
    return form.filing.documents[0].project;
  }, FILING);
  assert.equal(kept, '农村公路养护');
});
