/**
 * <jixiao-form>: a filing as forms to fill in, checked with every keystroke.
 *
 *   import './jixiao-form.js';
 *   const form = document.querySelector('jixiao-form');
 *   form.filing = { profile: 'cn-hunan', documents: [ … ] };
 *
 * Properties   filing; profile; locale, "zh-CN" or "en"; readonly; fresh, which holds findings back until a cell has been left;
 *              active, the index of the document shown; report, as the core gives it.
 * Attributes   filing (as JSON), profile, locale, readonly, autosave (the name under which this browser keeps the work, offered again
 *              after a reload).
 * Methods      set(pointer, value), focusCell(pointer), focusNext(by), applyFix(id), complete(), acknowledge(id, reason), check(), undo(), redo(),
 *              read(source, { name }), take(dataTransfer), export(what).
 * Events       "change" { path, value }, "report" { ok, findings, counts, scorecards }, "failure" { error }.
 * Style        the custom properties --jixiao-… at the top of jixiao-form.css; parts root, tabs, tab, summary, finding, tools, tool,
 *              notice, sheet, input, note, fix, scorecard, dialog.
 *
 * Nothing is checked, worded or computed here: what is shown comes from the core, a Session per filing.
 */
import * as core from './pkg/index.js';
import { load, stylesheet } from './form/assets.js';
import { askToComplete, writes } from './form/completing.js';
import { createDraft } from './form/draft.js';
import { h } from './form/dom.js';
import { copied, csv, sarif, save } from './form/export.js';
import { brought, createIntake, located } from './form/intake.js';
import { createStore } from './form/store.js';
import { count } from './form/summary.js';
import { text } from './form/text.js';
import { createView } from './form/view.js';

const SAVE_AFTER = 400; // ms

export { load } from './form/assets.js';

// A server that renders pages imports this too, and has no elements.
const Base = globalThis.HTMLElement ?? class {};

/** What belongs to each element and to nobody else: see createForm. */
const forms = new WeakMap();

export class JixiaoForm extends Base {
  static get observedAttributes() {
    return ['filing', 'locale', 'profile', 'readonly'];
  }

  constructor() {
    super();
    forms.set(this, createForm(this));
  }

  // ── What a page can ask ────────────────────────────────────────────────────────────────────────

  get filing() { return forms.get(this).filing; }

  /** A filing that reads as the present one changes nothing, so that a framework may give back what it got. */
  set filing(filing) { forms.get(this).filing = filing; }

  /** What the core says of the filing; null before it is loaded. */
  get report() { return forms.get(this).store.report(); }

  get findings() { return [...forms.get(this).store.findings.values()]; }

  /** A form just begun: a cell's findings wait until it has been left, or until check(). */
  get fresh() { return forms.get(this).fresh; }

  set fresh(fresh) { forms.get(this).fresh = Boolean(fresh); }

  get locale() { return this.getAttribute('locale') === 'en' ? 'en' : 'zh-CN'; }

  set locale(locale) { this.setAttribute('locale', locale); }

  /**
   * The rules of which place apply: the id of a built-in profile, or a profile. A filing that names its own brings it along;
   * set while the filing is open, it changes the filing's.
   */
  get profile() { return forms.get(this).profile; }

  set profile(profile) { forms.get(this).profile = profile; }

  /** To be read and not to be changed. */
  get readonly() { return this.hasAttribute('readonly'); }

  set readonly(readonly) { this.toggleAttribute('readonly', Boolean(readonly)); }

  /** The index of the document shown. */
  get active() { return forms.get(this).view.active; }

  set active(index) { forms.get(this).view.active = index; }

  /** Writes a cell, as if it had been typed; false where there is nothing to write or nothing changes. */
  set(pointer, value) { return forms.get(this).set(pointer, value); }

  /** Moves the focus to the cell at a pointer, or to the nearest one; `span` selects a part of its text. */
  focusCell(pointer, span) { return forms.get(this).view.focusCell(pointer, span); }

  /** Moves the focus to the next finding after it, in the order of the form and on through the documents; by -1 to the one before. */
  focusNext(by = 1) { return forms.get(this).view.focusNext(by); }

  /** Applies the fix of a finding and moves to the cell it repaired. */
  applyFix(id) { return forms.get(this).applyFix(id); }

  /** Fills in every cell that follows from others, as one step; returns their pointers. */
  complete() { return forms.get(this).complete(); }

  /**
   * Reads a pasted table, a page or the bytes of a file, and opens the forms found in it. They take the place of a form nobody has worked
   * on yet, and come beside the others otherwise; undo takes them away again. Resolves to what was read, or null where it could not be.
   */
  read(source, { name } = {}) { return forms.get(this).read(source, name); }

  /** Reads what a clipboard or a drop holds; false where it holds nothing to read. */
  take(transfer) { return forms.get(this).take(transfer); }

  /** Keeps a finding with the department's reason for it; with no reason, takes that back. */
  acknowledge(id, reason) { return forms.get(this).acknowledge(id, reason); }

  /** Hands the filing or its findings out: "filing", "csv" or "sarif" as a file, "table" on the clipboard. */
  export(what) { return forms.get(this).export(what); }

  undo() { forms.get(this).travel('undo'); }

  redo() { forms.get(this).travel('redo'); }

  /** Shows every finding of a fresh form. */
  check() { forms.get(this).check(); }

  // ── Life ───────────────────────────────────────────────────────────────────────────────────────

  connectedCallback() {
    // What a page or a framework has set before this script was there.
    for (const name of ['filing', 'profile', 'locale', 'readonly', 'fresh', 'active']) {
      if (!Object.prototype.hasOwnProperty.call(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    forms.get(this).connect();
  }

  disconnectedCallback() { forms.get(this).disconnect(); }

  attributeChangedCallback(name, before, after) {
    if (before !== after) forms.get(this).attributeChanged(name, after);
  }
}

/** Everything behind one element: a store, a view of it, what is brought and taken along, and the work kept in this browser. */
function createForm(host) {
  const words = () => text(host.locale);
  const store = createStore(core, { open: opened, change: changed, held: () => view.draw() });
  const view = createView(store, {
    locale: () => host.locale,
    readonly: () => host.readonly,
    core,
    on: {
      fix: (id) => host.applyFix(id),
      check: () => host.check(),
      acknowledge: (id, reason) => host.acknowledge(id, reason),
      complete,
      read: () => intake.choose(),
      take: (transfer) => host.take(transfer),
      undo: () => host.undo(),
      redo: () => host.redo(),
      print: () => window.print(),
      export: (what) => host.export(what),
      profile: (id) => { host.profile = id; },
    },
  });
  const { root, notices, summary } = view;
  let filing = null; // until it is opened
  let profile; // for filings that name none
  let isFresh = false;
  let ticket; // of the latest filing to be opened: what was asked for before it is dropped
  let opening;
  let draft = null;
  let found; // work of an earlier visit
  let isRestored = false;
  let isDirty = false;
  let savingSoon;

  const look = h('link', {
    rel: 'stylesheet',
    on: {
      load: () => { root.hidden = false; },
      error: () => {
        root.hidden = false;
        fail(new Error(words().notFound(look.href)));
      },
    },
  });
  stylesheet(new URL('./jixiao-form.css', import.meta.url)).then((href) => { look.href = href; });
  root.prepend(look);
  host.attachShadow({ mode: 'open' }).append(root);
  const intake = createIntake(root, {
    isClosed: () => host.readonly,
    onTransfer: (transfer) => host.take(transfer),
    onFile: (bytes, name) => host.read(bytes, { name }),
  });

  const form = {
    store,
    view,

    get filing() { return store.isOpen ? store.filing : filing; },

    set filing(next) {
      if (store.isOpen && JSON.stringify(next) === JSON.stringify(store.filing)) return;
      // Work that another filing takes the place of is offered back.
      keep();
      if (draft && !found && isOwn()) found = draft.found();
      store.close();
      filing = next;
      isFresh = false;
      isRestored = false;
      notices.leftOver([]);
      open();
    },

    get fresh() { return store.isOpen ? store.fresh : isFresh; },

    set fresh(fresh) {
      isFresh = fresh;
      if (store.isOpen) store.fresh = fresh;
    },

    get profile() { return (form.filing && form.filing.profile) || profile; },

    set profile(next) {
      profile = next;
      if (!store.isOpen || JSON.stringify(store.filing.profile) === JSON.stringify(next)) return;
      store.write([{ path: '/profile', value: next }]);
    },

    set(path, value) {
      return store.isOpen && !host.readonly && store.write([{ path, value }]);
    },

    applyFix(id) {
      const finding = store.findings.get(id);
      if (!finding || !finding.fix || host.readonly || !patch(finding.fix.patch, 'fix')) return false;
      view.focusCell(finding.path);
      notices.say(words().fixed);
      return true;
    },

    complete() {
      if (!store.isOpen || host.readonly) return [];
      return fillIn(core.complete(store.filing, { locale: host.locale }));
    },

    async read(source, name) {
      if (host.readonly) return null;
      notices.tell(words().reading);
      let reading;
      try {
        reading = await core.read(source, { name });
      } catch (error) {
        notices.tell(words().notRead(name || '', error.message || String(error)), { problem: true });
        return null;
      }
      notices.leftOver(reading.unread);
      if (reading.documents.length) await takeIn(reading, name);
      else notices.tell(words().noForm, { problem: true });
      return reading;
    },

    take(transfer) {
      const something = brought(transfer);
      if (!something || host.readonly) return false;
      something.source().then((source) => host.read(source, something));
      return true;
    },

    acknowledge(id, reason) {
      const finding = store.findings.get(id);
      if (!finding || host.readonly) return false;
      store.acknowledge([finding], reason);
      notices.say(reason ? words().acknowledged : words().takenBack);
      summary.focus(finding.code, finding.path);
      return true;
    },

    async export(what) {
      if (!store.isOpen) return;
      const { files } = words();
      const where = (path) => {
        const { where: place, elsewhere, source } = view.where(path);
        return [place, elsewhere && path, source && `(${source})`].filter(Boolean).join(' ');
      };
      if (what === 'table') {
        const table = await core.write(store.filing);
        if (await copied(table)) notices.tell(words().copied);
        else save(files.table, 'text/plain;charset=utf-8', table);
      } else if (what === 'csv') save(files.csv, 'text/csv;charset=utf-8', csv(store.report().findings, where, words()));
      else if (what === 'sarif') {
        const log = sarif(store.report(), core.rules({ locale: host.locale }), where, host.locale);
        save(files.sarif, 'application/sarif+json', JSON.stringify(log, null, 2));
      } else save(files.filing, 'application/json', JSON.stringify(store.filing, null, 2));
    },

    /** Undoes or redoes a step. */
    travel(way) {
      if (!store.isOpen || host.readonly) return;
      const path = store[way]();
      if (path === undefined) return;
      view.focusEnd(path);
      notices.say(way === 'undo' ? words().undone : words().redone);
    },

    check() {
      form.fresh = false;
      summary.heading.focus();
    },

    connect() {
      view.start(host);
      intake.start();
      window.addEventListener('pagehide', keep);
      const key = host.getAttribute('autosave');
      draft = key === null ? null : createDraft(key);
      found = draft && draft.found();
      open();
    },

    disconnect() {
      view.stop();
      intake.stop();
      window.removeEventListener('pagehide', keep);
      keep();
      ticket = null;
      filing = form.filing;
      store.close();
    },

    attributeChanged(name, value) {
      if (name === 'profile' && value !== null) form.profile = value;
      else if (name === 'locale' && store.isOpen) store.speak(host.locale);
      else if (name === 'readonly' && store.isOpen) view.draw();
      else if (name === 'filing' && value !== null) {
        try {
          form.filing = JSON.parse(value);
        } catch (error) {
          fail(error);
        }
      }
    },
  };
  return form;

  // ── Opening ────────────────────────────────────────────────────────────────────────────────────

  /** Opens the filing that was set, once the core is there. */
  function open() {
    if (!filing || !host.isConnected) return;
    const mine = {};
    ticket = mine;
    opening = load().then(async () => {
      if (ticket !== mine) return;
      const wanted = filing.profile === undefined && profile !== undefined ? { ...filing, profile } : filing;
      await breath();
      if (ticket === mine) store.open(wanted, { locale: host.locale, isFresh });
    }).catch((error) => {
      if (ticket === mine) fail(error);
    });
  }

  function opened() {
    view.draw();
    drawOffer();
    if (isRestored) notices.tell(words().restored);
    tell([]);
  }

  function changed(change) {
    view.change(change);
    isDirty = true;
    clearTimeout(savingSoon);
    savingSoon = setTimeout(keep, SAVE_AFTER);
    tell(change.ops);
  }

  /** Says that there is nothing to show, and why. */
  function fail(error) {
    view.fail(`${words().failed}：${error.message || error}${error.path ? ` (${error.path})` : ''}`);
    host.dispatchEvent(new CustomEvent('failure', { detail: { error } }));
  }

  /** To the page: what was changed, and then what is found; a framework that takes in the values clears the errors it had shown at them. */
  function tell(ops) {
    for (const { path, value } of ops) host.dispatchEvent(new CustomEvent('change', { detail: { path, value } }));
    const findings = host.findings;
    const counts = count(findings);
    host.dispatchEvent(new CustomEvent('report', {
      detail: { ok: counts.error === 0, findings, counts, scorecards: [...store.scorecards.values()] },
    }));
  }

  // ── Editing ────────────────────────────────────────────────────────────────────────────────────

  function patch(ops, origin) {
    if (store.patch(ops, { origin })) return true;
    notices.say(words().stale);
    return false;
  }

  /** Fills in what follows from other cells; asks first where a cell that somebody filled would be written over. */
  async function complete() {
    const computed = await askToComplete(root, {
      propose: (keep) => core.complete(store.filing, { locale: host.locale, keep }),
      where: (path) => view.where(path).where,
      at: store.at,
      words: words(),
    });
    if (computed) fillIn(computed);
  }

  function fillIn(computed) {
    const paths = [...new Set(writes(computed).map(({ path }) => path))];
    if (paths.length && !patch(computed, 'complete')) return [];
    view.showFilled(paths);
    return paths;
  }

  /** Takes in the documents of a reading. */
  async function takeIn(reading, name) {
    if (!store.isOpen) {
      form.filing = { documents: [] };
      await opening;
      if (!store.isOpen) return;
    }
    const kept = isOwn() ? store.documents : [];
    const next = { ...store.filing, documents: [...kept, ...reading.documents] };
    // What was answered for in forms that are gone.
    if (!isOwn()) delete next.acknowledged;
    view.show();
    if (store.fresh) form.fresh = false;
    store.replace(next, { locations: located(reading.locations, kept.length) });
    view.active = kept.length;
    notices.tell(words().taken(reading.documents.length, Object.keys(reading.locations).length, name));
    summary.heading.focus();
  }

  /** Somebody's work, and not only what the page opened with. */
  function isOwn() {
    return isRestored || store.canUndo;
  }

  // ── Keeping ────────────────────────────────────────────────────────────────────────────────────

  /** Keeps the work in this browser. */
  function keep() {
    clearTimeout(savingSoon);
    if (!draft || !store.isOpen || !isDirty) return;
    isDirty = false;
    if (!draft.save(store.filing)) notices.say(words().notSaved);
  }

  /** The work of an earlier visit, to be taken up or left. */
  function drawOffer() {
    const offered = found;
    notices.offer(offered, host.locale, (taken) => {
      found = null;
      draft.settle();
      if (!taken) return;
      form.filing = offered.filing;
      isRestored = true;
    });
  }
}

/** Lets the browser do what waits, between two long pieces of work. */
function breath() {
  return new Promise((done) => { setTimeout(done); });
}

if (globalThis.customElements && !customElements.get('jixiao-form')) customElements.define('jixiao-form', JixiaoForm);
