/**
 * Work kept in this browser, one record a filing, so that nothing of it is lost. It never leaves the machine.
 *
 * Drafts are in IndexedDB. What could not be written there yet, or at all, stays in memory and goes on being listed, loaded and
 * tried again; a page that closes on it leaves a copy in localStorage, which the next visit takes over (see rescue.js).
 * Only the officer removes a draft, and what she removed can be restored for 30 days.
 *
 * Who may write a draft is agreed between tabs (see claims.js). Where that agreement failed, because a tab had hung or the
 * browser knows no locks, a write still never goes over work that the writer has not seen: it becomes a draft beside it.
 */
import { openDB } from '../pkg/idb.js';
import { createClaims } from './claims.js';
import { about, nameOf } from './draft-name.js';
import { newId } from './new-id.js';
import { forget, rescue, waitingIn } from './rescue.js';

export { newId } from './new-id.js';
export { nameOf } from './draft-name.js';

const STORE = 'drafts';
const DATABASE_VERSION = 1;
const RECORD_VERSION = 1;
const RESTORABLE_FOR = 30 * 24 * 60 * 60 * 1000; // ms

/**
 * Why the browser does not keep the work.
 * - denied: it stores nothing for this page (private mode, a policy, no IndexedDB)
 * - full: no space is left
 * - newer: a newer version of this page has changed the database; a reload brings that version
 * - corrupt: the database cannot be read or written
 *
 * @typedef {'denied' | 'full' | 'newer' | 'corrupt'} Code
 *
 * What became of a write. `id` differs from the draft's where its record had been changed by another tab meanwhile: the work is
 * now a draft of its own, which the page should claim and go on with.
 *
 * @typedef {{ ok: true, id: string } | { ok: false, id?: string, code: Code }} Outcome
 *
 * What the page hands over. The filing must not be changed afterwards.
 *
 * @typedef {object} Draft
 * @property {string} id from `newId`
 * @property {import('../pkg/index.js').Filing} filing
 * @property {number} [active] the index of the form shown
 * @property {Record<string, string>} [locations] where in its source each cell was read
 * @property {string[]} [breaks] merged cells that begin a group of their own, by pointer
 * @property {string[]} [blanks] forms begun blank, whose findings wait, by pointer
 * @property {boolean} [fresh] findings wait until a cell has been left
 * @property {string} [givenName] the officer's own name for it, where it is new; later see `rename`
 *
 * @typedef {object} Kept
 * @property {string} name worked out from the filing
 * @property {string} savedAt ISO time
 * @property {string} createdAt ISO time
 * @property {string} tab the browser tab that saved it last
 * @property {string} [removedAt] ISO time
 * @property {number} version of the record's shape
 * @property {string} revision differs with every save
 *
 * @typedef {Draft & Kept} DraftRecord
 *
 * A line in a list of drafts. `damaged` says why it cannot be opened: the record's shape is an older or a newer version's, or
 * it is no filing at all; `raw` still gives its content.
 *
 * @typedef {object} Summary
 * @property {string} id
 * @property {string} name the officer's own, or else worked out
 * @property {string} savedAt
 * @property {string} createdAt
 * @property {string} [removedAt]
 * @property {string} [tab]
 * @property {{ department: string, year: string, project: string, kinds: string[] }} [about]
 * @property {'older' | 'newer' | 'corrupt'} [damaged]
 */

const nothing = () => {};

/**
 * Opens the drafts of a namespace, which is the element's `autosave` attribute. Never throws, and no promise of it rejects:
 * failures are outcomes.
 *
 * @param {string} namespace
 * @param {object} [page]
 * @param {(id: string) => Draft | undefined} [page.unsaved] the draft as it is now, if it was changed after it was last handed
 *   over, here or to `save`. Asked for each draft that this tab has claimed when the page hides or closes, on `flush`, and
 *   before another tab takes it over. It must be undefined when nothing was changed since.
 * @param {() => void} [page.onChange] the list of drafts may be another, here or through another tab
 * @param {(outcome: Outcome) => void} [page.onOutcome] after every write, and after a read that failed
 * @param {(id: string) => void} [page.onTakenOver] another tab has the draft now; this one's changes are saved, and it should
 *   change it no further
 * @param {(id: string) => void} [page.onAttention] another tab asks this one to show that it has the draft
 */
export function openDrafts(namespace, page = {}) {
  const { unsaved = nothing, onChange = nothing, onOutcome = nothing } = page;
  const { onTakenOver = nothing, onAttention = nothing } = page;
  const tab = tabId();
  const waiting = new Map(); // by id, a record that is not in the database yet
  const places = new Map(); // by id, where localStorage has what waits
  const known = new Map(); // by id, the revision in the database from which this tab goes on
  const moved = new Map(); // by id, the id of the draft beside it that this tab's work has become
  let connection; // a promise; undefined before the first use and after a failure
  /** @type {Promise<unknown>} */
  let last = Promise.resolve(); // the last write
  let isPersisted = false;

  // ── The database ───────────────────────────────────────────────────────────────────────────────

  const disconnect = () => {
    connection = undefined;
  };

  function connect() {
    connection =
      connection ||
      openDB(`jixiao:${namespace}`, DATABASE_VERSION, {
        upgrade: (database) => database.createObjectStore(STORE, { keyPath: 'id' }),
        terminated: disconnect,
        // A newer version of the page waits for this one to let go.
        blocking(_from, _to, event) {
          disconnect();
          event.target.close();
        },
      });
    connection.catch(disconnect);
    return connection;
  }

  /** A browser may close a connection without a word, so one that is found closed is opened again. */
  async function begin(mode) {
    try {
      return (await connect()).transaction(STORE, mode);
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      disconnect();
      return (await connect()).transaction(STORE, mode);
    }
  }

  async function transaction(mode, work) {
    const run = await begin(mode);
    try {
      return (await Promise.all([work(run.store), run.done]))[0];
    } catch (error) {
      throw run.error || error; // requests of an aborted transaction know only that it was aborted
    }
  }

  /** Writes go one after another; whatever happens becomes an outcome. `work` may return another id. */
  function write(id, work) {
    /** @type {Promise<Outcome>} */
    const outcome = last.then(work).then(
      (other) => ({ ok: true, id: other || id }),
      (error) => ({ ok: false, id, code: reason(error) }),
    );
    last = outcome;
    outcome.then((result) => {
      onOutcome(result);
      onChange();
      claims.tellChange();
    });
    return outcome;
  }

  function failed(error) {
    onOutcome({ ok: false, code: reason(error) });
    return undefined;
  }

  async function find(id) {
    await ready;
    return waiting.get(id) || transaction('readonly', (store) => store.get(id)).catch(failed);
  }

  async function stored() {
    const ids = (await transaction('readonly', (store) => store.getAllKeys()).catch(failed)) || [];
    // One by one: a record that the browser cannot read any more must not take the others with it.
    const one = (id) => transaction('readonly', (store) => store.get(id)).catch(() => ({ id }));
    return (await Promise.all(ids.map(one))).filter(Boolean);
  }

  async function all() {
    await ready;
    const records = new Map((await stored()).map((record) => [record.id, record]));
    for (const [id, record] of waiting) records.set(id, record);
    return [...records.values()];
  }

  // ── Saving ─────────────────────────────────────────────────────────────────────────────────────

  /** Takes in what is to be written; returns the id under which. */
  function accept(draft) {
    const id = moved.get(draft.id) || draft.id;
    waiting.set(id, stamped({ ...draft, id }, tab));
    return id;
  }

  /** Writes what waits of a draft, which may be newer than what waited when this was asked for. */
  const keep = (id) =>
    write(id, async () => {
      const record = waiting.get(id);
      if (!record) return moved.get(id);
      const written = await transaction('readwrite', (store) => put(store, record, known.get(id)));
      known.set(written.id, written.revision);
      if (waiting.get(id) === record) waiting.delete(id);
      if (written.id !== id) move(id, written.id);
      if (places.has(id)) forget(places.get(id));
      places.delete(id);
      persist();
      return written.id;
    });

  /** What has come since for the one draft is for the other. */
  function move(from, to) {
    moved.set(from, to);
    if (!waiting.has(from)) return;
    waiting.set(to, { ...waiting.get(from), id: to });
    waiting.delete(from);
    keep(to);
  }

  /** Asks the browser once not to clear drafts when space runs short. */
  function persist() {
    if (isPersisted) return;
    isPersisted = true;
    const { storage } = globalThis.navigator || {};
    if (storage?.persist) storage.persist().catch(nothing);
  }

  /** Saves all that is unsaved of a draft, including what is changed while it is being saved. */
  async function settle(id) {
    /** @type {Outcome} */
    let outcome = { ok: true, id };
    for (let at = collect(id); outcome.ok && waiting.has(at); at = collect(id))
      outcome = await keep(at);
    return outcome;
  }

  function collect(id) {
    const draft = unsaved(id);
    return draft ? accept(draft) : moved.get(id) || id;
  }

  function flush() {
    for (const id of claims.ids()) collect(id);
    return Promise.all([...waiting.keys()].map(keep));
  }

  /** A second copy of what waits, made at once. Is there one of everything? */
  function keepAside() {
    const copies = [...waiting].map(([id, record]) => {
      const place = rescue(namespace, record, known.get(id));
      if (place) places.set(id, place);
      return place;
    });
    return copies.every(Boolean);
  }

  // A page that hides may be gone without another word, as on a phone.
  function leave({ type }) {
    if (type === 'visibilitychange' && globalThis.document.visibilityState === 'visible') return;
    flush();
    keepAside();
  }

  // ── What is there ──────────────────────────────────────────────────────────────────────────────

  /** Takes over what closed pages have left in localStorage; it goes from there once it is written. */
  async function takeOver(isWanted) {
    for (const { place, record, base } of waitingIn(namespace)) {
      // What waits already is this tab's own, or a later copy that cannot be written either.
      if (!isWanted(record.id) || waiting.has(record.id)) continue;
      waiting.set(record.id, completed(record, tab));
      known.set(record.id, base);
      places.set(record.id, place);
      await keep(record.id);
    }
  }

  /** What was removed more than 30 days ago is deleted for good; nothing else ever is without the officer. */
  async function purgeOld() {
    const limit = new Date(Date.now() - RESTORABLE_FOR).toISOString();
    const due = (await stored()).filter(({ removedAt }) => removedAt && removedAt < limit);
    const erase = (id) =>
      transaction('readwrite', async (store) => {
        const record = await store.get(id);
        if (record?.removedAt) await store.delete(id); // it was not restored meanwhile
      });
    await Promise.all(due.map(({ id }) => erase(id).catch(failed)));
  }

  const amend = (id, fields) =>
    write(id, async () => {
      if (waiting.has(id)) waiting.set(id, { ...waiting.get(id), ...fields });
      await transaction('readwrite', async (store) => {
        const record = await store.get(id);
        if (record) await store.put({ ...record, ...fields });
      });
    });

  async function copyOf(id) {
    const record = await find(id);
    if (!record || damage(record)) return undefined;
    const copy = accept({ ...record, id: newId(), givenName: copyName(record) });
    await keep(copy);
    return copy;
  }

  const claims = createClaims(namespace, {
    settle,
    copy: copyOf,
    onChange,
    onTakenOver,
    onAttention,
    onStolen(id) {
      settle(id);
      onTakenOver(id);
    },
  });
  const hiding = ['pagehide', 'visibilitychange'];
  const listening = typeof globalThis.addEventListener === 'function' ? hiding : [];
  for (const type of listening) globalThis.addEventListener(type, leave);
  const ready = takeOver(() => true).then(purgeOld);

  return {
    /** This browser tab, also after a reload: the draft it had open is one whose `tab` this is. */
    tab,

    /**
     * The drafts, the one saved last first; or those that were removed and can be restored.
     * @returns {Promise<Summary[]>}
     */
    async list({ removed = false } = {}) {
      const summaries = (await all()).map(summary);
      return summaries.filter(({ removedAt }) => Boolean(removedAt) === removed).sort(bySavedAt);
    },

    /**
     * Undefined where there is none, or none that can be opened. Claim it first.
     * @param {string} id
     * @returns {Promise<DraftRecord | undefined>}
     */
    async load(id) {
      await takeOver((other) => other === id); // of a tab that was closed after this one was opened
      const record = await find(id);
      if (!record || damage(record)) return undefined;
      moved.delete(id);
      if (!waiting.has(id)) known.set(id, record.revision);
      return record;
    },

    /**
     * Keeps a draft. Of several saves under way the latest is written in the end.
     * @param {Draft} draft
     * @returns {Promise<Outcome>}
     */
    save: (draft) => keep(accept(draft)),

    /** Saves all that is unsaved. @returns {Promise<Outcome[]>} */
    flush,

    /** Brings all that is unsaved where it outlives the page, at once; false where some of it does not. */
    secure() {
      flush();
      return keepAside();
    },

    /** Something is in memory only: the page had better ask before it closes. */
    get isUnsaved() {
      return waiting.size > 0;
    },

    /** Gives a draft the officer's own name; a blank one gives back what is worked out. @returns {Promise<Outcome>} */
    rename: (id, name) => amend(id, { givenName: name || undefined }),

    /**
     * Makes a draft with the same content, of what another tab has typed too. Undefined where it is damaged.
     * @returns {Promise<string | undefined>}
     */
    async copy(id) {
      const isMine = claims.ids().includes(id);
      const claim = await claims.claim(id);
      if (!claim.held) return claim.copy();
      await settle(id);
      const copy = await copyOf(id);
      if (!isMine) await claim.release();
      return copy;
    },

    /** Removes a draft, for 30 days not for good. @returns {Promise<Outcome>} */
    remove: (id) => amend(id, { removedAt: new Date().toISOString() }),

    /** Takes a removal back. @returns {Promise<Outcome>} */
    restore: (id) => amend(id, { removedAt: undefined }),

    /**
     * Deletes a draft for good, at once: what a full browser needs, and the only way to be rid of a record that it cannot
     * read. Ask the officer first.
     * @returns {Promise<Outcome>}
     */
    purge: (id) =>
      write(id, async () => {
        await transaction('readwrite', (store) => store.delete(id));
        waiting.delete(id);
        if (places.has(id)) forget(places.get(id));
        places.delete(id);
      }),

    /** The content of a draft as JSON, or as the text it is where it is damaged. @returns {Promise<string | undefined>} */
    async raw(id) {
      const record = await find(id);
      return record && (record.raw || JSON.stringify(record, null, 2));
    },

    /**
     * Makes a draft this tab's, before it is loaded or begun.
     * @param {string} id
     * @returns {Promise<import('./claims.js').Claim>}
     */
    claim: (id) => claims.claim(id),

    /** Saves what is unsaved and frees all that was claimed. */
    async close() {
      for (const type of listening) globalThis.removeEventListener(type, leave);
      await ready;
      await flush();
      keepAside();
      await claims.close();
      const database = connection && (await connection.catch(nothing));
      disconnect();
      if (database) database.close();
    },
  };
}

/** Writes over the revision that the writer has seen, and beside any other. Returns what is written. */
async function put(store, record, base) {
  const stored = await store.get(record.id);
  // A page that closed got it through after all; or it is what an old slot holds, which was taken over before.
  if (stored && [stored.revision, stored.id].includes(record.revision)) return stored;
  const isSeen = !stored || stored.revision === base;
  const written = isSeen
    ? { ...record, ...lasting(stored || record) }
    : { ...record, id: newId(), givenName: copyName(record) };
  await store.put(written);
  return written;
}

/** What a save does not change. */
const lasting = ({ createdAt, givenName }) => ({ createdAt, givenName });

/** A draft as it is kept: of what the page hands over only what belongs to it. */
function stamped({ id, filing, active, locations, breaks, blanks, fresh, givenName }, tab) {
  const savedAt = new Date().toISOString();
  return completed(
    { id, filing, active, locations, breaks, blanks, fresh, givenName, savedAt, revision: newId() },
    tab,
  );
}

const completed = (record, tab) => ({
  version: RECORD_VERSION,
  tab,
  createdAt: record.savedAt,
  ...record,
  name: isFiling(record.filing) ? nameOf(record.filing) : '',
});

const copyName = (record) => `${summary(record).name}（副本）`;

const isObject = (value) => typeof value === 'object' && value !== null;
const isFiling = (filing) =>
  isObject(filing) && Array.isArray(filing.documents) && filing.documents.every(isObject);

/** @returns {Summary['damaged']} */
function damage({ version, filing }) {
  if (version > RECORD_VERSION) return 'newer';
  if (!isFiling(filing)) return 'corrupt';
  return version === RECORD_VERSION ? undefined : 'older';
}

/** @returns {Summary} */
function summary(record) {
  const { id, givenName, name, savedAt = '', createdAt = '', removedAt, tab, filing } = record;
  const damaged = damage(record);
  const readable = isFiling(filing);
  return {
    id,
    name: givenName || (readable ? nameOf(filing) : name || ''),
    savedAt,
    createdAt,
    removedAt,
    tab,
    about: readable ? about(filing) : undefined,
    damaged,
  };
}

const bySavedAt = (one, other) =>
  one.savedAt < other.savedAt ? 1 : one.savedAt > other.savedAt ? -1 : 0;

/** @returns {Code} */
function reason({ name }) {
  // A browser without IndexedDB has no such variable; Firefox in its private mode once had one that cannot be opened.
  if (['SecurityError', 'NotAllowedError', 'InvalidStateError', 'ReferenceError'].includes(name))
    return 'denied';
  if (name === 'QuotaExceededError') return 'full';
  return name === 'VersionError' ? 'newer' : 'corrupt';
}

/** Kept over reloads, where the browser does that. */
function tabId() {
  try {
    const tab = sessionStorage.getItem('jixiao:tab') || newId();
    sessionStorage.setItem('jixiao:tab', tab);
    return tab;
  } catch {
    return newId();
  }
}
