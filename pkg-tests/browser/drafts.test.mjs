/** Drafts in two tabs of a browser: locks, database, quota, and pages that close. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './harness.mjs';

/** Loads the drafts in a tab, as `tab`: what it types is unsaved until the drafts request it. */
async function begin(page) {
  await page.evaluate(async () => {
    const { openDrafts } = await import('/form/drafts.js');
    const filing = (project) => ({ documents: [{ kind: 'projectEvaluation', project }] });
    const tab = { takenOver: [], attention: [], filing, claims: {} };
    tab.type = (project) => {
      tab.typed = { id: 'a', filing: filing(project) };
    };
    tab.projects = async () => (await tab.drafts.list()).map(({ about }) => about.project).sort();
    tab.claim = async (id) => {
      tab.claims[id] = await tab.drafts.claim(id);
      return tab.claims[id].held;
    };
    tab.project = async (id) => (await tab.drafts.load(id)).filing.documents[0].project;
    tab.drafts = openDrafts('test', {
      unsaved() {
        const { typed } = tab;
        tab.typed = undefined;
        return typed;
      },
      onTakenOver: (id) => tab.takenOver.push(id),
      onAttention: (id) => tab.attention.push(id),
    });
    window.tab = tab;
  });
  return page;
}

/** Two tabs, the first of which has the draft and has typed "一" into it. */
async function tabs(t, options) {
  const one = await begin(await open(t, '/', options));
  const two = await one.context().newPage();
  await options?.before?.(two);
  await two.goto('/');
  await begin(two);
  assert.equal(await one.evaluate(() => tab.claim('a')), true);
  await one.evaluate(() => tab.type('一'));
  return [one, two];
}

const withoutLocks = {
  before: (page) =>
    page.addInitScript(() => {
      delete Navigator.prototype.locks;
    }),
};

for (const [how, options] of [
  ['with locks', undefined],
  ['without locks, as over http', withoutLocks],
]) {
  test(`a draft is taken over from another tab, saved (${how})`, async (t) => {
    const [one, two] = await tabs(t, options);
    assert.equal(await two.evaluate(() => 'locks' in navigator), options === undefined);
    assert.equal(await two.evaluate(() => tab.claim('a')), false);
    await two.evaluate(() => tab.claims.a.goThere());
    await one.waitForFunction(() => tab.attention.length === 1);
    assert.equal(await two.evaluate(async () => (await tab.claims.a.takeOver()).held), true);
    assert.equal(await two.evaluate(() => tab.project('a')), '一');
    assert.deepEqual(await one.evaluate(() => tab.takenOver), ['a']);
    assert.equal(await one.evaluate(() => tab.claim('a')), false);
  });

  test(`a tab that is closed frees its drafts and loses nothing (${how})`, async (t) => {
    const [one, two] = await tabs(t, options);
    assert.equal(await two.evaluate(() => tab.claim('a')), false);
    await one.close();
    assert.equal(await two.evaluate(async () => (await tab.claims.a.takeOver()).held), true);
    assert.equal(await two.evaluate(() => tab.project('a')), '一');
  });
}

test('a copy of a draft that is open elsewhere leaves that one alone', async (t) => {
  const [one, two] = await tabs(t);
  await two.evaluate(() => tab.claim('a'));
  const copied = await two.evaluate(async () => {
    const id = await tab.claims.a.copy();
    return { held: await tab.claim(id), project: await tab.project(id), isAnother: id !== 'a' };
  });
  assert.deepEqual(copied, { held: true, project: '一', isAnother: true });
  assert.deepEqual(await one.evaluate(() => tab.takenOver), []);
  assert.deepEqual(await one.evaluate(() => tab.projects()), ['一', '一']);
});

test('a tab that hangs loses its draft, and what it had typed becomes one of its own', async (t) => {
  const [one, two] = await tabs(t);
  await one.evaluate(() => tab.drafts.flush());
  await one.evaluate(() => tab.type('二'));
  await two.evaluate(() => tab.claim('a'));
  const hanging = one.evaluate(() => {
    const until = Date.now() + 6000;
    while (Date.now() < until); // longer than the other tab waits
  });
  const went = await two.evaluate(async () => {
    const { held } = await tab.claims.a.takeOver();
    const found = await tab.project('a');
    await tab.drafts.save({ id: 'a', filing: tab.filing('三') });
    return { held, found };
  });
  assert.deepEqual(went, { held: true, found: '一' });
  await hanging;
  await one.waitForFunction(() => tab.takenOver.length === 1);
  await two.waitForFunction(async () => (await tab.projects()).length === 2);
  assert.deepEqual(await two.evaluate(() => tab.projects()), ['三', '二'].sort());
});

test('what is typed just before a reload is there after it, in the same tab', async (t) => {
  const page = await begin(await open(t, '/'));
  const before = await page.evaluate(async () => {
    await tab.claim('a');
    tab.type('一');
    return tab.drafts.tab;
  });
  await page.reload();
  await begin(page);
  assert.deepEqual(await page.evaluate(() => tab.projects()), ['一']);
  assert.deepEqual(
    await page.evaluate(async () => (await tab.drafts.list()).map((draft) => draft.tab)),
    [before],
  );
  assert.equal(await page.evaluate(() => tab.drafts.tab), before);
  assert.equal(await page.evaluate(() => tab.claim('a')), true);
  assert.deepEqual(
    await page.evaluate(() =>
      Object.keys(localStorage).filter((key) => key.startsWith('jixiao:test:')),
    ),
    [],
  );
});

test('a browser without space says so, and keeps the work when it has space again', async (t) => {
  const page = await begin(await open(t, '/'));
  const client = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  const save = () =>
    page.evaluate(() => tab.drafts.save({ id: 'a', filing: tab.filing('长'.repeat(200_000)) }));
  await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
  assert.deepEqual(await save(), { ok: false, id: 'a', code: 'full' });
  assert.equal(await page.evaluate(() => tab.drafts.isUnsaved), true);
  await client.send('Storage.overrideQuotaForOrigin', { origin });
  assert.deepEqual(await save(), { ok: true, id: 'a' });
});
