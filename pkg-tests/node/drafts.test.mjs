/**
 * Drafts on an IndexedDB in memory. Two clients in one process represent two tabs, without Web
 * Locks as over http://. What needs a browser is in browser/drafts.test.mjs.
 */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { nameOf, newId, openDrafts } from '../../pkg/form/drafts.js';
import { openDB } from '../../pkg/idb.js';

class Storage {
  #items = new Map();
  full = false;
  get length() {
    return this.#items.size;
  }
  key(index) {
    return [...this.#items.keys()][index] ?? null;
  }
  getItem(key) {
    return this.#items.get(key) ?? null;
  }
  removeItem(key) {
    this.#items.delete(key);
  }
  setItem(key, value) {
    if (this.full) throw new DOMException('no space', 'QuotaExceededError');
    this.#items.set(key, value);
  }
}

let persisted = 0;
const page = new EventTarget();
globalThis.addEventListener = page.addEventListener.bind(page);
globalThis.removeEventListener = page.removeEventListener.bind(page);
const storage = {
  persist: async () => {
    persisted += 1;
  },
};
Object.defineProperty(globalThis, 'navigator', { value: { storage }, configurable: true });

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  globalThis.localStorage = new Storage();
});

/** A tab, closed with the test. `heard` collects the callbacks. */
function open(t, { unsaved } = {}) {
  const heard = { outcomes: [], takenOver: [], attention: [], changes: 0 };
  const drafts = openDrafts('bureau', {
    unsaved,
    onOutcome: (outcome) => heard.outcomes.push(outcome),
    onTakenOver: (id) => heard.takenOver.push(id),
    onAttention: (id) => heard.attention.push(id),
    onChange: () => {
      heard.changes += 1;
    },
  });
  t.after(() => drafts.close());
  return Object.assign(drafts, { heard });
}

/** A page that types: the argument of `type` is unsaved until the drafts request it. */
function typing(id) {
  let draft;
  return {
    type: (text) => {
      draft = { id, filing: filing(text) };
    },
    unsaved() {
      const now = draft;
      draft = undefined;
      return now;
    },
  };
}

const filing = (project, more) => ({
  documents: [
    { kind: 'projectEvaluation', department: '某市医疗保障局', year: '2025', project, ...more },
  ],
});
const project = (record) => record?.filing.documents[0].project;
const names = (summaries) => summaries.map(({ name }) => name).sort();
const heard = async (check) => {
  while (!check()) await new Promise((done) => setTimeout(done, 5));
};

/** The database as another program sees it. */
const database = (version) =>
  openDB('jixiao:bureau', version, {
    upgrade: (db) => db.createObjectStore('drafts', { keyPath: 'id' }),
  });
async function stored(...records) {
  const db = await database(1);
  for (const record of records) await db.put('drafts', record);
  const all = await db.getAll('drafts');
  db.close();
  return all;
}

/** Makes every `put` fail until the test ends or the returned function is called. */
function failing(t, name) {
  const { put } = IDBObjectStore.prototype;
  const repair = () => {
    IDBObjectStore.prototype.put = put;
  };
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('no', name);
  };
  t.after(repair);
  return repair;
}

test('a draft is named by department, year and forms', () => {
  const named = [
    [[], '未填单位 0张表'],
    [[{ kind: 'projectEvaluation' }], '未填单位 项目支出绩效自评表'],
    [
      [{ kind: 'projectEvaluation', department: ' ', year: null, project: '' }],
      '未填单位 项目支出绩效自评表',
    ],
    [
      [{ kind: 'projectEvaluation', department: ' 某局\n', year: '2025年度', project: '公路养护' }],
      '某局 2025年 公路养护 项目支出绩效自评表',
    ],
    [
      [{ kind: 'fundAccounts', year: 2024, fund: '失业保险基金' }],
      '未填单位 2024年 失业保险基金 社会保险基金预决算收支情况表',
    ],
    [[{ kind: 'somethingNew', title: '2023 年度自评' }], '未填单位 2023年 1张表'],
    [
      [
        { kind: 'narrative' },
        { kind: 'scoreSheet', department: '某局', year: '2025' },
        { kind: 'baseData', department: '另一局' },
      ],
      '某局 2025年 3张表',
    ],
  ];
  for (const [documents, name] of named) assert.equal(nameOf({ documents }), name);
});

test('three filings begun one after another are three drafts, the latest first', async (t) => {
  const drafts = open(t);
  for (const name of ['公路', '学校', '医院']) {
    assert.equal(
      (await drafts.save({ id: `id-${name}`, filing: filing(name), active: 0 })).ok,
      true,
    );
    await new Promise((done) => setTimeout(done, 2)); // so that their times differ
  }
  await drafts.close();

  const again = open(t);
  const list = await again.list();
  assert.deepEqual(
    list.map(({ id }) => id),
    ['id-医院', 'id-学校', 'id-公路'],
  );
  assert.equal(list[0].name, '某市医疗保障局 2025年 医院 项目支出绩效自评表');
  assert.deepEqual(list[0].about, {
    department: '某市医疗保障局',
    year: '2025',
    project: '医院',
    kinds: ['projectEvaluation'],
  });
  assert.equal('filing' in list[0], false);
  assert.equal(project(await again.load('id-学校')), '学校');
  assert.equal(await again.load('id-没有'), undefined);
});

test("a save keeps what belongs to the draft, when it was begun and the officer's name for it", async (t) => {
  const drafts = open(t);
  await drafts.save({
    id: 'a',
    filing: filing('公路'),
    active: 2,
    locations: { '/documents/0/year': '表1' },
    fresh: true,
    sheet: () => {},
  });
  const first = await drafts.load('a');
  assert.deepEqual(
    [first.active, first.locations, first.fresh, first.tab, first.version],
    [2, { '/documents/0/year': '表1' }, true, drafts.tab, 1],
  );

  await drafts.rename('a', '给局长看的');
  await new Promise((done) => setTimeout(done, 2));
  await drafts.save({ id: 'a', filing: filing('公路二期') });
  const [{ name, createdAt, savedAt }] = await drafts.list();
  assert.deepEqual([name, createdAt], ['给局长看的', first.createdAt]);
  assert.ok(savedAt > first.savedAt);
  const loaded = await drafts.load('a');
  await drafts.rename('a', '');
  await drafts.save(loaded); // with the old name, which must not replace the new one
  assert.deepEqual(names(await drafts.list()), [
    '某市医疗保障局 2025年 公路二期 项目支出绩效自评表',
  ]);
});

test('the browser is asked once to keep drafts when space runs short', async (t) => {
  persisted = 0;
  const drafts = open(t);
  assert.equal(persisted, 0);
  await drafts.save({ id: 'a', filing: filing('一') });
  await drafts.save({ id: 'b', filing: filing('二') });
  assert.equal(persisted, 1);
});

test('of saves under way the latest is written last, and none that it makes needless', async (t) => {
  const drafts = open(t);
  await drafts.list();
  const { put } = IDBObjectStore.prototype;
  const puts = [];
  let later;
  IDBObjectStore.prototype.put = function (record) {
    puts.push(project(record));
    // While the first is being written, two more follow.
    later = later ?? ['二', '三'].map((text) => drafts.save({ id: 'a', filing: filing(text) }));
    return put.call(this, record);
  };
  t.after(() => {
    IDBObjectStore.prototype.put = put;
  });

  assert.deepEqual(await drafts.save({ id: 'a', filing: filing('一') }), { ok: true, id: 'a' });
  assert.deepEqual(await Promise.all(later), [
    { ok: true, id: 'a' },
    { ok: true, id: 'a' },
  ]);
  assert.deepEqual(puts, ['一', '三']);
  assert.equal(drafts.isUnsaved, false);
  assert.deepEqual((await stored()).map(project), ['三']);
});

test('a write that fails says why; the work goes on and is written when that is repaired', async (t) => {
  for (const [name, code] of [
    ['QuotaExceededError', 'full'],
    ['UnknownError', 'corrupt'],
    ['SecurityError', 'denied'],
  ]) {
    const id = `draft-${code}`;
    const repair = failing(t, name);
    const drafts = open(t);
    assert.deepEqual(await drafts.save({ id, filing: filing('一') }), { ok: false, id, code });
    assert.deepEqual(drafts.heard.outcomes.at(-1), { ok: false, id, code });
    assert.equal(drafts.isUnsaved, true);
    assert.equal(project(await drafts.load(id)), '一', 'it can be left and opened again');
    assert.ok((await drafts.list()).some((draft) => draft.id === id));
    repair();
    assert.deepEqual(await drafts.save({ id, filing: filing('二') }), { ok: true, id });
    assert.equal(drafts.isUnsaved, false);
    assert.equal(project((await stored()).find((record) => record.id === id)), '二');
    await drafts.close();
  }
});

test('a browser that runs out of space only when the write is to be completed says so too', async (t) => {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (record) {
    const request = put.call(this, record);
    this.transaction._abort('QuotaExceededError'); // the request itself then fails with an AbortError
    return request;
  };
  t.after(() => {
    IDBObjectStore.prototype.put = put;
  });
  assert.deepEqual(await open(t).save({ id: 'a', filing: filing('一') }), {
    ok: false,
    id: 'a',
    code: 'full',
  });
});

test('a draft that was loaded while its last write had failed is still one draft', async (t) => {
  const drafts = open(t);
  await drafts.save({ id: 'a', filing: filing('一') });
  const repair = failing(t, 'QuotaExceededError');
  await drafts.save({ id: 'a', filing: filing('二') });
  assert.equal(project(await drafts.load('a')), '二');
  repair();
  assert.deepEqual(await drafts.save({ id: 'a', filing: filing('三') }), { ok: true, id: 'a' });
  assert.deepEqual((await stored()).map(project), ['三']);
});

test('a database that cannot be opened says why, and the work goes on', async (t) => {
  const refuse = (name) => () => {
    globalThis.indexedDB = {
      open() {
        throw new DOMException('no', name);
      },
    };
  };
  const cases = [
    ['denied', refuse('SecurityError')],
    ['denied', refuse('InvalidStateError')],
    [
      'denied',
      () => {
        delete globalThis.indexedDB;
      },
    ],
    ['corrupt', refuse('UnknownError')],
    [
      'newer',
      async () => {
        (await database(2)).close();
      },
    ],
    [
      'corrupt',
      async () => {
        (await openDB('jixiao:bureau', 1)).close();
      },
    ], // nothing in it
  ];
  for (const [code, prepare] of cases) {
    globalThis.indexedDB = new IDBFactory();
    globalThis.localStorage = new Storage();
    await prepare();
    const drafts = open(t);
    assert.deepEqual(await drafts.list(), []);
    assert.deepEqual(drafts.heard.outcomes[0], { ok: false, code });
    assert.deepEqual(await drafts.save({ id: 'a', filing: filing('一') }), {
      ok: false,
      id: 'a',
      code,
    });
    assert.deepEqual(await drafts.save({ id: 'b', filing: filing('二') }), {
      ok: false,
      id: 'b',
      code,
    });
    assert.equal(project(await drafts.load('a')), '一');
    assert.equal((await drafts.list()).length, 2);
    await drafts.close();
    // What could not be written is found on the next visit, when the database works again.
    globalThis.indexedDB = new IDBFactory();
    const again = open(t);
    assert.deepEqual((await again.list()).map(({ id }) => id).sort(), ['a', 'b']);
    assert.equal((await stored()).length, 2);
    assert.equal(localStorage.length, 0);
    await again.close();
  }
});

test('a page of a newer version can change the database while this one is open', async (t) => {
  const drafts = open(t);
  await drafts.save({ id: 'a', filing: filing('一') });
  const db = await openDB('jixiao:bureau', 2); // waits until this one closes its connection
  db.close();
  assert.deepEqual(await drafts.save({ id: 'a', filing: filing('二') }), {
    ok: false,
    id: 'a',
    code: 'newer',
  });
});

test('a connection that the browser has closed is opened again', async (t) => {
  const drafts = open(t);
  await drafts.save({ id: 'a', filing: filing('一') });
  const { open: openAgain } = indexedDB;
  let opened = 0;
  indexedDB.open = function (...args) {
    opened += 1;
    return openAgain.apply(this, args);
  };
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = () => {
    IDBDatabase.prototype.transaction = transaction;
    throw new DOMException('closed', 'InvalidStateError');
  };
  assert.deepEqual(await drafts.save({ id: 'a', filing: filing('二') }), { ok: true, id: 'a' });
  assert.equal(opened, 1);
});

test('a draft is removed by the officer only, who can take it back for 30 days', async (t) => {
  const drafts = open(t);
  await drafts.save({ id: 'a', filing: filing('一') });
  await drafts.save({ id: 'b', filing: filing('二') });
  assert.deepEqual(await drafts.remove('a'), { ok: true, id: 'a' });
  assert.deepEqual(
    (await drafts.list()).map(({ id }) => id),
    ['b'],
  );
  assert.deepEqual(
    (await drafts.list({ removed: true })).map(({ id }) => id),
    ['a'],
  );
  await drafts.restore('a');
  assert.deepEqual((await drafts.list()).length, 2);
  assert.deepEqual(await drafts.list({ removed: true }), []);
  assert.equal(project(await drafts.load('a')), '一');

  await drafts.remove('b');
  await drafts.save({ id: 'b', filing: filing('三') });
  assert.equal((await drafts.list()).length, 2, 'who goes on with a draft has not removed it');
});

test('a draft is deleted for good where there is no space to remove it, and where it cannot be written', async (t) => {
  const drafts = open(t);
  await drafts.save({ id: 'a', filing: filing('一') });
  const repair = failing(t, 'QuotaExceededError');
  await drafts.save({ id: 'b', filing: filing('二') });
  hide();
  assert.equal(localStorage.length, 1);
  assert.deepEqual(await drafts.remove('a'), { ok: false, id: 'a', code: 'full' });
  for (const id of ['a', 'b']) assert.deepEqual(await drafts.purge(id), { ok: true, id });
  repair();
  assert.deepEqual(await drafts.list(), []);
  assert.deepEqual([await stored(), localStorage.length, drafts.isUnsaved], [[], 0, false]);
});

test('what was removed more than 30 days ago is deleted on a visit, and nothing else', async (t) => {
  const ago = (days) => new Date(Date.now() - days * 86_400_000).toISOString();
  const record = (id, more) => ({
    id,
    version: 1,
    revision: id,
    savedAt: ago(900),
    createdAt: ago(900),
    filing: filing(id),
    ...more,
  });
  await stored(
    record('kept'),
    record('removed', { removedAt: ago(29) }),
    record('long ago', { removedAt: ago(31) }),
  );
  const drafts = open(t);
  assert.deepEqual(
    (await drafts.list()).map(({ id }) => id),
    ['kept'],
  );
  assert.deepEqual(
    (await drafts.list({ removed: true })).map(({ id }) => id),
    ['removed'],
  );
  assert.deepEqual(
    (await stored()).map(({ id }) => id),
    ['kept', 'removed'],
  );
});

test('a record that cannot be opened is listed as damaged, and its content can be had', async (t) => {
  const record = (id, more) => ({
    id,
    version: 1,
    revision: id,
    savedAt: '2026-01-01T00:00:00.000Z',
    createdAt: '',
    filing: filing(id),
    ...more,
  });
  const damaged = [
    record('older', { version: 0 }),
    record('without a version', { version: undefined }),
    record('newer', { version: 2 }),
    record('no filing', { filing: undefined }),
    record('no documents', { filing: { documents: 'none' } }),
    record('no document', { filing: { documents: [null] } }),
  ];
  await stored(record('sound'), ...damaged);
  const drafts = open(t);
  const list = Object.fromEntries((await drafts.list()).map((draft) => [draft.id, draft.damaged]));
  assert.deepEqual(list, {
    sound: undefined,
    older: 'older',
    'without a version': 'older',
    newer: 'newer',
    'no filing': 'corrupt',
    'no documents': 'corrupt',
    'no document': 'corrupt',
  });
  for (const { id, filing } of damaged) {
    assert.equal(await drafts.load(id), undefined);
    assert.deepEqual(JSON.parse(await drafts.raw(id)).filing, filing);
  }
  // A save under the same id leaves it where it is.
  const { id } = await drafts.save({ id: 'newer', filing: filing('新') });
  assert.notEqual(id, 'newer');
  assert.equal((await stored()).length, 8);
});

test('one record that the browser cannot read does not hide the others', async (t) => {
  await stored(
    ...['a', 'b'].map((id) => ({
      id,
      version: 1,
      revision: id,
      savedAt: id,
      createdAt: id,
      filing: filing(id),
    })),
  );
  const { get } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.get = function (id) {
    if (id === 'a') throw new DOMException('lost', 'NotReadableError');
    return get.call(this, id);
  };
  t.after(() => {
    IDBObjectStore.prototype.get = get;
  });
  const list = await open(t).list();
  assert.deepEqual(
    list.map(({ id, damaged }) => [id, damaged]),
    [
      ['b', undefined],
      ['a', 'corrupt'],
    ],
  );
});

// ── What earlier visits left ───────────────────────────────────────────────────────────────────────

test('the two slots of earlier versions become drafts, and go only when these are written', async (t) => {
  const slots = { now: filing('现在'), before: filing('以前') };
  const text = (name) =>
    JSON.stringify({
      savedAt: `2026-01-0${name === 'now' ? 2 : 1}T08:00:00.000Z`,
      filing: slots[name],
    });
  for (const name of ['now', 'before']) localStorage.setItem(`jixiao:bureau:${name}`, text(name));
  localStorage.setItem('jixiao:another:now', text('now'));

  const repair = failing(t, 'QuotaExceededError');
  const full = open(t);
  assert.deepEqual(
    (await full.list()).map(({ about }) => about.project),
    ['现在', '以前'],
    'they can be opened all the same',
  );
  assert.equal(full.heard.outcomes[0].code, 'full');
  await full.close();
  assert.equal(localStorage.getItem('jixiao:bureau:now'), text('now'));
  repair();

  const both = [open(t), open(t)]; // two tabs at the same time
  for (const drafts of both) {
    assert.deepEqual(
      (await drafts.list()).map(({ savedAt, about }) => [savedAt, about.project]),
      [
        ['2026-01-02T08:00:00.000Z', '现在'],
        ['2026-01-01T08:00:00.000Z', '以前'],
      ],
    );
  }
  assert.equal((await stored()).length, 2);
  assert.deepEqual([localStorage.length, localStorage.key(0)], [1, 'jixiao:another:now']);
});

test('a slot is taken over once, also where work on its draft went on and could not be written', async (t) => {
  localStorage.setItem(
    'jixiao:bureau:now',
    JSON.stringify({ savedAt: '2026-01-02T08:00:00.000Z', filing: filing('一') }),
  );
  const repair = failing(t, 'QuotaExceededError');
  const full = open(t);
  const [{ id }] = await full.list();
  await full.load(id);
  await full.save({ id, filing: filing('二') });
  await full.close();
  assert.equal(localStorage.length, 2);
  repair();
  for (const visit of ['first', 'second']) {
    const drafts = open(t);
    assert.equal(project(await drafts.load(id)), '二', visit);
    assert.equal((await drafts.list()).length, 1, visit);
    await drafts.close();
  }
  assert.equal(localStorage.length, 0);
});

test('what a page of an earlier version puts into a slot meanwhile stays there for the next visit', async (t) => {
  const text = (project) =>
    JSON.stringify({ savedAt: '2026-01-02T08:00:00.000Z', filing: filing(project) });
  localStorage.setItem('jixiao:bureau:now', text('一'));
  const drafts = open(t);
  localStorage.setItem('jixiao:bureau:now', text('二'));
  assert.deepEqual(
    (await drafts.list()).map(({ about }) => about.project),
    ['一'],
  );
  assert.equal(localStorage.getItem('jixiao:bureau:now'), text('二'));
});

test('a slot that cannot be read is kept as it is', async (t) => {
  localStorage.setItem(
    'jixiao:bureau:now',
    '{"savedAt":"2026-01-02T08:00:00.000Z","filing":{"docu',
  );
  localStorage.setItem(
    'jixiao:bureau:before',
    '{"savedAt":"2026-01-01T08:00:00.000Z","filing":{"documents":7}}',
  );
  const drafts = open(t);
  const list = await drafts.list();
  assert.deepEqual(
    list.map(({ damaged }) => damaged),
    ['corrupt', 'corrupt'],
  );
  assert.equal(
    await drafts.raw(list[0].id),
    '{"savedAt":"2026-01-02T08:00:00.000Z","filing":{"docu',
  );
  assert.deepEqual(JSON.parse(await drafts.raw(list[1].id)).filing, { documents: 7 });
  assert.equal(localStorage.length, 0);
});

const hide = () => page.dispatchEvent(new Event('pagehide'));

/** A tab that is closed at once while typing; returns what it leaves in localStorage. */
async function closedWhileTyping(t, text, { isWritten }) {
  const { type, unsaved } = typing('a');
  const drafts = open(t, { unsaved });
  await drafts.claim('a');
  await drafts.load('a');
  type(text);
  const repair = isWritten ? () => {} : failing(t, 'AbortError');
  hide();
  const left = localStorage.getItem('jixiao:bureau:rescue:a');
  await drafts.flush();
  localStorage.setItem('jixiao:bureau:rescue:a', left); // a page that is gone cannot remove it
  repair();
  return left;
}

test('a page that closes before the write is through leaves a copy, which the next visit takes over', async (t) => {
  const begun = open(t);
  await begun.save({ id: 'a', filing: filing('一') });
  assert.equal(localStorage.length, 0, 'what is saved needs none');
  await begun.close();

  await closedWhileTyping(t, '二', { isWritten: false });
  assert.deepEqual((await stored()).map(project), ['一']);
  const next = open(t);
  assert.equal(project(await next.load('a')), '二');
  assert.equal((await stored()).length, 1);
  assert.equal(localStorage.length, 0);
});

test('a copy is no second draft where the write got through, and a draft of its own where another tab went on', async (t) => {
  const begun = open(t);
  await begun.save({ id: 'a', filing: filing('一') });
  const left = await closedWhileTyping(t, '二', { isWritten: true });
  const next = open(t);
  assert.deepEqual(
    (await next.list()).map(({ about }) => about.project),
    ['二'],
  );
  assert.equal(localStorage.length, 0);

  await next.load('a');
  await next.save({ id: 'a', filing: filing('三') });
  localStorage.setItem('jixiao:bureau:rescue:a', left);
  const last = open(t);
  assert.deepEqual(names(await last.list()), [
    '某市医疗保障局 2025年 三 项目支出绩效自评表',
    '某市医疗保障局 2025年 二 项目支出绩效自评表（副本）',
  ]);
});

test('a copy is taken over by a tab that was open before it was made', async (t) => {
  const begun = open(t);
  await begun.list();
  const left = await closedWhileTyping(t, '一', { isWritten: false });
  assert.equal(project(await begun.load('a')), '一');
  assert.deepEqual(await begun.save({ id: 'a', filing: filing('二') }), { ok: true, id: 'a' });
  assert.deepEqual((await stored()).map(project), ['二']);
  assert.equal(localStorage.getItem('jixiao:bureau:rescue:a'), null, left);
});

test('a page that only hides takes its copy away when the write is through', async (t) => {
  const { type, unsaved } = typing('a');
  const drafts = open(t, { unsaved });
  await drafts.claim('a');
  type('一');
  hide();
  assert.equal(
    JSON.parse(localStorage.getItem('jixiao:bureau:rescue:a')).record.filing.documents[0].project,
    '一',
  );
  await drafts.flush();
  assert.equal(localStorage.length, 0);
  localStorage.full = true;
  type('二');
  hide(); // no copy can be made: no harm
  await drafts.flush();
  assert.deepEqual((await stored()).map(project), ['二']);
});

// ── Two tabs ───────────────────────────────────────────────────────────────────────────────────────

test('a second tab learns that the draft is open elsewhere, and that it is free again', async (t) => {
  const [one, two] = [open(t), open(t)];
  const claim = await one.claim('a');
  assert.equal(claim.held, true);
  assert.equal((await one.claim('a')).held, true);
  assert.equal((await two.claim('b')).held, true);
  const elsewhere = await two.claim('a');
  assert.equal(elsewhere.held, false);
  elsewhere.goThere();
  await heard(() => one.heard.attention.length > 0);
  assert.deepEqual(one.heard.attention, ['a']);
  await claim.release();
  assert.equal((await two.claim('a')).held, true);
});

test('of two tabs that ask at the same time one gets the draft', async (t) => {
  const claims = await Promise.all([open(t), open(t), open(t)].map((drafts) => drafts.claim('a')));
  assert.deepEqual(claims.map(({ held }) => held).sort(), [false, false, true]);
});

test('a tab saves before it hands a draft over, also what is typed meanwhile', async (t) => {
  const { type, unsaved } = typing('a');
  const one = open(t, { unsaved });
  await one.claim('a');
  await one.save({ id: 'a', filing: filing('一') });
  const two = open(t);
  const elsewhere = await two.claim('a');
  type('二');
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (record) {
    IDBObjectStore.prototype.put = put;
    type('三');
    return put.call(this, record);
  };
  assert.equal((await elsewhere.takeOver()).held, true);
  assert.deepEqual(one.heard.takenOver, ['a']);
  assert.equal(project(await two.load('a')), '三');
  assert.deepEqual(await two.save({ id: 'a', filing: filing('四') }), { ok: true, id: 'a' });
  assert.equal((await one.claim('a')).held, false);
});

test('a tab that cannot save keeps the draft', async (t) => {
  const { type, unsaved } = typing('a');
  const one = open(t, { unsaved });
  await one.claim('a');
  const two = open(t);
  const elsewhere = await two.claim('a');
  type('二');
  const repair = failing(t, 'QuotaExceededError');
  const refused = await elsewhere.takeOver();
  assert.deepEqual([refused.held, refused.code], [false, 'full']);
  assert.deepEqual(one.heard.takenOver, []);
  repair();
  assert.equal((await refused.takeOver()).held, true);
  assert.equal(project(await two.load('a')), '二');
});

test('a copy of a draft that is open elsewhere has its latest changes', async (t) => {
  const { type, unsaved } = typing('a');
  const one = open(t, { unsaved });
  await one.claim('a');
  type('二');
  const two = open(t);
  const id = await (await two.claim('a')).copy();
  const copy = await two.load(id);
  assert.deepEqual(
    [project(copy), copy.givenName],
    ['二', '某市医疗保障局 2025年 二 项目支出绩效自评表（副本）'],
  );
  assert.equal((await two.list()).length, 2);
  assert.deepEqual(one.heard.takenOver, []);
});

test('a tab never writes over what it has not seen: its work becomes a draft beside it', async (t) => {
  const [one, two] = [open(t), open(t)];
  await one.save({ id: 'a', filing: filing('一') });
  await two.load('a');
  await two.save({ id: 'a', filing: filing('二') });

  const beside = await one.save({ id: 'a', filing: filing('三') });
  assert.equal(beside.ok, true);
  assert.notEqual(beside.id, 'a');
  assert.deepEqual(
    await one.save({ id: 'a', filing: filing('四') }),
    { ok: true, id: beside.id },
    'one draft, however often it saves',
  );
  assert.deepEqual((await stored()).map(project).sort(), ['二', '四'].sort());
  assert.equal(project(await one.load('a')), '二');
  assert.deepEqual(
    await one.save({ id: 'a', filing: filing('五') }),
    { ok: true, id: 'a' },
    'and now it has seen it',
  );
});

test('a list learns of what other tabs do', async (t) => {
  const [one, two] = [open(t), open(t)];
  await two.list();
  const before = two.heard.changes;
  await one.save({ id: newId(), filing: filing('一') });
  await heard(() => two.heard.changes > before);
  assert.equal((await two.list()).length, 1);
});

test('namespaces do not mix', async (t) => {
  const [one, other] = [open(t), openDrafts('portal')];
  t.after(() => other.close());
  await one.save({ id: 'a', filing: filing('一') });
  assert.equal((await one.claim('a')).held, true);
  assert.equal((await other.claim('a')).held, true);
  assert.deepEqual(await other.list(), []);
});

test('a copy is made whether or not the draft is open, here or elsewhere', async (t) => {
  const { type, unsaved } = typing('a');
  const one = open(t, { unsaved });
  const two = open(t);
  await one.save({
    id: 'a',
    filing: filing('一'),
    breaks: ['/documents/0/indicators/1/level2'],
    blanks: ['/documents/0'],
  });
  const made = async (tab) => two.load(await tab.copy('a'));
  const { breaks, blanks, filing: copied } = await made(two);
  assert.deepEqual(
    [project({ filing: copied }), breaks, blanks],
    ['一', ['/documents/0/indicators/1/level2'], ['/documents/0']],
  );
  assert.equal((await one.claim('a')).held, true, 'copying has let go of it');
  type('二');
  assert.equal(project(await made(one)), '二');
  type('三');
  assert.equal(project(await made(two)), '三', 'of what another tab has not saved');
  assert.equal((await two.claim('a')).held, false);
  assert.equal(await two.copy('none'), undefined);
});

test('what is unsaved is secured at once, where there is space for it', async (t) => {
  const { type, unsaved } = typing('a');
  const tab = open(t, { unsaved });
  await tab.claim('a');
  assert.equal(tab.secure(), true, 'there is nothing');
  type('一');
  assert.equal(tab.secure(), true);
  assert.match(localStorage.getItem('jixiao:bureau:rescue:a'), /一/);
  localStorage.full = true;
  type('二');
  assert.equal(tab.secure(), false);
});
