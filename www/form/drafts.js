/**
 * Stores work in this browser, one record per filing. It never leaves the machine.
 *
 * Drafts are in IndexedDB. What could not be written there (yet) stays in memory: it is still
 * listed, can be loaded, and is retried; a page that closes before that leaves a copy in
 * localStorage, which the next visit takes over (see rescue.js). Only the officer removes drafts,
 * and a removed one can be restored for 30 days.
 *
 * Tabs agree on who may write a draft (see claims.js). If that fails, because a tab hung or the
 * browser has no locks, a write still never replaces work that the writer has not seen: it becomes
 * another draft.
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
 * Why the browser does not store the work.
 * - denied: it stores nothing for this page (private mode, a policy, no IndexedDB)
 * - full: no space is left
 * - newer: a newer version of this page has changed the database; a reload brings that version
 * - corrupt: the database cannot be read or written
 *
 * @typedef {'denied' | 'full' | 'newer' | 'corrupt'} Code
 *
 * The outcome of a write. `id` differs from the draft's if another tab changed its record
 * meanwhile: the work is then a draft of its own, which the page should claim and continue with.
 *
 * @typedef {{ ok: true, id: string } | { ok: false, id?: string, code: Code }} Outcome
 *
 * What the page passes in. The filing must not be changed afterwards.
 *
 * @typedef {object} Draft
 * @property {string} id from `newId`
 * @property {import('../pkg/index.js').Filing} filing
 * @property {number} [active] the index of the form shown
 * @property {Record<string, string>} [locations] where in its source each cell was read
 * @property {string[]} [breaks] merged cells that begin a group of their own, by pointer
 * @property {string[]} [blanks] pointers of forms created blank, whose findings are not shown yet
 * @property {boolean} [fresh] whether findings are not shown until a cell has been left
 * @property {string} [givenName] the officer's own name for it, if new; later see `rename`
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
 * An entry in a list of drafts. `damaged` says why it cannot be opened: its shape is that of an
 * older or newer version, or it is not a filing at all; `raw` still gives its content.
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
 * Opens the drafts of a namespace, the element's `autosave` attribute. Never throws, and its
 * promises never reject: failures are outcomes.
 *
 * @param {string} namespace
 * @param {object} [page]
 * @param {(id: string) => Draft | undefined} [page.unsaved] the current draft, if changed since it
 *   was last passed in here or to `save`, else undefined.
 * Called for each draft that this tab has claimed when the page hides or closes, on `flush`, and
 * before another tab takes it over.
 * @param {() => void} [page.onChange] the list of drafts may have changed, here or in another tab
 * @param {(outcome: Outcome) => void} [page.onOutcome] after every write, and after a read that failed
 * @param {(id: string) => void} [page.onTakenOver] another tab has the draft now; this tab's changes are saved, and it should make no more
 * @param {(id: string) => void} [page.onAttention] another tab asks this one to draw attention to
 *   itself
 */
export function openDrafts(namespace, page = {}) {
  const { unsaved = nothing, onChange = nothing, onOutcome = nothing } = page;
  const { onTakenOver = nothing, onAttention = nothing } = page;
  const tab = tabId();
  const waiting = new Map(); // by id, a record that is not in the database yet
  const places = new Map(); // by id, where localStorage has a copy of the waiting record
  const known = new Map(); // by id, the revision in the database that this tab's work is based on
  const moved = new Map(); // by id, the id of the separate draft that this tab's work has become
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
        // A newer version of the page waits for this one to close its connection.
        blocking(_from, _to, event) {
          disconnect();
          event.target.close();
        },
      });
    connection.catch(disconnect);
    return connection;
  }

  /** Browsers may close a connection silently, so a closed one is opened again. */
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
      throw run.error || error; // requests of an aborted transaction only report that it was aborted
    }
  }

  /**
   * Queues writes one after another and turns any result into an outcome. `work` may return another
   * id.
   */
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
    // One by one: a record that the browser can no longer read must not take the others with it.
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

  /** Queues a draft to be written; returns its id. */
  function accept(draft) {
    const id = moved.get(draft.id) || draft.id;
    waiting.set(id, stamped({ ...draft, id }, tab));
    return id;
  }

  /** Writes what waits for a draft, possibly newer than at the time of the call. */
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

  /** Redirects what has been queued since from one draft to the other. */
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

  /** Saves all unsaved changes of a draft, including those made while it is being saved. */
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

  /**
   * Copies everything that waits into localStorage at once. Returns whether all of it was copied.
   */
  function keepAside() {
    const copies = [...waiting].map(([id, record]) => {
      const place = rescue(namespace, record, known.get(id));
      if (place) places.set(id, place);
      return place;
    });
    return copies.every(Boolean);
  }

  // A hidden page may be closed without further events, as on a phone.
  function leave({ type }) {
    if (type === 'visibilitychange' && globalThis.document.visibilityState === 'visible') return;
    flush();
    keepAside();
  }

  // ── Reading ────────────────────────────────────────────────────────────────────────────────────

  /** Takes over what closed pages left in localStorage, which is cleared once it is written. */
  async function takeOver(isWanted) {
    for (const { place, record, base } of waitingIn(namespace)) {
      // What already waits is this tab's own, or a later copy that cannot be written either.
      if (!isWanted(record.id) || waiting.has(record.id)) continue;
      waiting.set(record.id, completed(record, tab));
      known.set(record.id, base);
      places.set(record.id, place);
      await keep(record.id);
    }
  }

  /**
   * Deletes for good what was removed more than 30 days ago; nothing else is deleted without the
   * officer.
   */
  async function purgeOld() {
    const limit = new Date(Date.now() - RESTORABLE_FOR).toISOString();
    const due = (await stored()).filter(({ removedAt }) => removedAt && removedAt < limit);
    const erase = (id) =>
      transaction('readwrite', async (store) => {
        const record = await store.get(id);
        if (record?.removedAt) await store.delete(id); // unless it was restored meanwhile
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
    /**
     * The id of this browser tab, stable across reloads: it had those drafts open whose `tab` this
     * is.
     */
    tab,

    /**
     * The drafts, latest first; or the removed ones that can be restored.
     * @returns {Promise<Summary[]>}
     */
    async list({ removed = false } = {}) {
      const summaries = (await all()).map(summary);
      return summaries.filter(({ removedAt }) => Boolean(removedAt) === removed).sort(bySavedAt);
    },

    /**
     * Undefined if there is none, or it cannot be opened. Claim it first.
     * @param {string} id
     * @returns {Promise<DraftRecord | undefined>}
     */
    async load(id) {
      await takeOver((other) => other === id); // from a tab that was closed after this one was opened
      const record = await find(id);
      if (!record || damage(record)) return undefined;
      moved.delete(id);
      if (!waiting.has(id)) known.set(id, record.revision);
      return record;
    },

    /**
     * Saves a draft. Of several saves under way the latest is written last.
     * @param {Draft} draft
     * @returns {Promise<Outcome>}
     */
    save: (draft) => keep(accept(draft)),

    /** Saves everything unsaved. @returns {Promise<Outcome[]>} */
    flush,

    /**
     * Copies everything unsaved at once to where it outlives the page; false if not all of it could
     * be.
     */
    secure() {
      flush();
      return keepAside();
    },

    /** Whether something is in memory only, so that the page should ask before it closes. */
    get isUnsaved() {
      return waiting.size > 0;
    },

    /**
     * Gives a draft the officer's own name; a blank one restores the default. @returns
     * {Promise<Outcome>}
     */
    rename: (id, name) => amend(id, { givenName: name || undefined }),

    /**
     * Copies a draft, including changes made in another tab. Undefined if it is damaged.
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

    /** Removes a draft; it can be restored for 30 days. @returns {Promise<Outcome>} */
    remove: (id) => amend(id, { removedAt: new Date().toISOString() }),

    /** Restores a removed draft. @returns {Promise<Outcome>} */
    restore: (id) => amend(id, { removedAt: undefined }),

    /**
     * Deletes a draft for good at once, to free space in a full browser or to get rid of a record
     * that it cannot read. Ask the officer first.
     * @returns {Promise<Outcome>}
     */
    purge: (id) =>
      write(id, async () => {
        await transaction('readwrite', (store) => store.delete(id));
        waiting.delete(id);
        if (places.has(id)) forget(places.get(id));
        places.delete(id);
      }),

    /**
     * The content of a draft as JSON, or as raw text if damaged. @returns {Promise<string |
     * undefined>}
     */
    async raw(id) {
      const record = await find(id);
      return record && (record.raw || JSON.stringify(record, null, 2));
    },

    /**
     * Claims a draft for this tab, before it is loaded or created.
     * @param {string} id
     * @returns {Promise<import('./claims.js').Claim>}
     */
    claim: (id) => claims.claim(id),

    /** Saves everything unsaved and releases all claims. */
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

/**
 * Overwrites the revision that the writer has seen; any other is kept, and the record becomes
 * another draft. Returns what was written.
 */
async function put(store, record, base) {
  const stored = await store.get(record.id);
  // A closing page did write it after all, or it comes from an old slot that was taken over before.
  if (stored && [stored.revision, stored.id].includes(record.revision)) return stored;
  const isSeen = !stored || stored.revision === base;
  const written = isSeen
    ? { ...record, ...lasting(stored || record) }
    : { ...record, id: newId(), givenName: copyName(record) };
  await store.put(written);
  return written;
}

/** The members that a save does not change. */
const lasting = ({ createdAt, givenName }) => ({ createdAt, givenName });

/** The record to store: only the draft's own members of what the page passed in. */
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
  // A browser without IndexedDB lacks the global; Firefox's private mode once had one that cannot
  // be opened.
  if (['SecurityError', 'NotAllowedError', 'InvalidStateError', 'ReferenceError'].includes(name))
    return 'denied';
  if (name === 'QuotaExceededError') return 'full';
  return name === 'VersionError' ? 'newer' : 'corrupt';
}

/** Survives reloads if the browser allows it. */
function tabId() {
  try {
    const tab = sessionStorage.getItem('jixiao:tab') || newId();
    sessionStorage.setItem('jixiao:tab', tab);
    return tab;
  } catch {
    return newId();
  }
}
