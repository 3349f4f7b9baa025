/**
 * <jixiao-form>: a filing as forms to fill in, checked with every keystroke.
 *
 *   import './jixiao-form.js';
 *   const form = document.querySelector('jixiao-form');
 *   form.filing = { profile: 'cn-hunan', documents: [ … ] };
 *
 * Properties   filing; profile; locale, "zh-CN" or "en"; theme, "light", "dark", or "auto" for what the system has; readonly; fresh, which
 *              holds findings back until a cell has been left; active, the index of the document shown; report, as the core gives it.
 *              drafts, what this browser keeps (null without autosave); draft, the id of the one that is open.
 * Attributes   filing (as JSON), profile, locale, theme, readonly, autosave (the name under which this browser keeps the work: every filing
 *              as a draft of its own), no-offer (the page lists the drafts itself: the form neither offers nor reopens any).
 * Methods      set(pointer, value), focusCell(pointer), focusNext(by), applyFix(id), applyFixes(ids), complete(), acknowledge(ids, reason),
 *              check(), undo(), redo(), print({ all, annex }), read(source, { name }), take(dataTransfer), export(what),
 *              begin(filing, { fresh, … }), open(draft),
 *              close().
 * Events       "change" { path, value }, "report" { ok, findings, counts, scorecards }, "failure" { error },
 *              "saved" { state, id, code, at }, "drafts" (the list of drafts has changed), "attention" (another tab
 *              sends the officer to this one).
 * Style        the custom properties --jixiao-… at the top of jixiao-form.css; parts root, tabs, tab, summary, finding, tools, tool,
 *              notice, outline, sheet, input, note, fix, scorecard, dialog.
 *
 * Nothing is checked, worded or computed here: what is shown comes from the core, a Session per filing.
 */
import * as core from './pkg/index.js';
import { load, stylesheet } from './form/assets.js';
import { choose } from './form/choose.js';
import { askToComplete, writes } from './form/completing.js';
import { h } from './form/dom.js';
import { copied, csv, explanationTable, sarif, save } from './form/export.js';
import { answersAt, partsOf, readAll, readOne, several } from './form/files.js';
import { brought, createIntake, located } from './form/intake.js';
import { createKeeping } from './form/keeping.js';
import { showMenu } from './form/menu.js';
import { arranged, compared, matches } from './form/incoming.js';
import { documentOf } from './form/pointer.js';
import { createPrint } from './form/print.js';
import { createSaving } from './form/saving.js';
import { followedIn, inFormsOf, isTargets, nameOf, placeOf, withEvaluations } from './form/stages.js';
import { createStore } from './form/store.js';
import { text } from './form/text.js';
import { createTheme } from './form/theme.js';
import { LoadError, whyNotRead, whyNotShown } from './form/trouble.js';
import { difference } from './form/tree.js';
import { createView } from './form/view.js';
import { count, isSafelyFixed, rewritten } from './form/worklist.js';

export { load } from './form/assets.js';

// A server that renders pages imports this too, and has no elements.
const Base = globalThis.HTMLElement ?? class {};

/** What belongs to each element and to nobody else: see createForm. */
const forms = new WeakMap();

export class JixiaoForm extends Base {
  static get observedAttributes() {
    return ['filing', 'locale', 'profile', 'readonly', 'theme'];
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

  /** "light", "dark", or "auto" for what the system has. */
  get theme() {
    const theme = this.getAttribute('theme');
    return theme === 'light' || theme === 'dark' ? theme : 'auto';
  }

  set theme(theme) { this.setAttribute('theme', theme); }

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

  /** Applies the fixes of findings that change the meaning of no figure, as one step; returns how many. */
  applyFixes(ids) { return forms.get(this).applyFixes(ids); }

  /** Fills in every cell that follows from others, as one step; returns their pointers. */
  complete() { return forms.get(this).complete(); }

  /**
   * Reads a pasted table, a page or the bytes of a file, and opens the forms found in it. They take the place of a form nobody has worked
   * on yet, and come beside the others otherwise; undo takes them away again. Resolves to what was read, or null where it could not be.
   */
  read(source, { name } = {}) { return forms.get(this).read(source, name); }

  /** Reads what a clipboard or a drop holds; false where it holds nothing to read. */
  take(transfer) { return forms.get(this).take(transfer); }

  /** Keeps a finding, or several, with the department's reason for it; with no reason, takes that back. */
  acknowledge(ids, reason) { return forms.get(this).acknowledge([].concat(ids), reason); }

  /** Hands the filing or its findings out: "filing", "csv" or "sarif" as a file, "table" on the clipboard. */
  export(what) { return forms.get(this).export(what); }

  /** Prints the form shown, or `all` of them; `annex` adds the findings and the reasons given. */
  print({ all = false, annex = false } = {}) { forms.get(this).printer.print({ all, annex }); }

  undo() { forms.get(this).travel('undo'); }

  redo() { forms.get(this).travel('redo'); }

  /** Shows every finding of a fresh form. */
  check() { forms.get(this).check(); }

  /** Drafts as this browser keeps them: list, open, rename, copy, remove, restore, purge, raw. Null without autosave. */
  get drafts() { return forms.get(this).drafts; }

  /** The id of the draft that is open; undefined where nobody has changed what the page opened. */
  get draft() { return forms.get(this).draft; }

  /**
   * Begins a filing as a draft of its own, or with `isSample` as one that is kept only once it is changed. `locations` and
   * `unread` are those of a reading; `said` is told to the officer.
   */
  begin(filing, options) { return forms.get(this).begin(filing, options); }

  /** Goes on with a draft; resolves to whether it is open here now. Where another tab has it, the officer is asked. */
  open(draft) { return forms.get(this).openDraft(draft); }

  /** Saves what is open and leaves the form empty. */
  close() { return forms.get(this).close(); }

  // ── Life ───────────────────────────────────────────────────────────────────────────────────────

  connectedCallback() {
    // What a page or a framework has set before this script was there.
    for (const name of ['filing', 'profile', 'locale', 'theme', 'readonly', 'fresh', 'active']) {
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
    readonly: isClosed,
    core,
    on: {
      fix: (id) => host.applyFix(id),
      fixAll: (ids) => host.applyFixes(ids),
      check: () => host.check(),
      acknowledge: (ids, reason) => host.acknowledge(ids, reason),
      complete,
      read: () => intake.choose(),
      take: (transfer) => form.take(transfer, { isPaste: true }),
      takeForm: (transfer, here) => form.take(transfer, { isPaste: true, here }),
      undo: () => host.undo(),
      redo: () => host.redo(),
      print: (options) => host.print(options),
      export: (what) => host.export(what),
      profile: chooseProfile,
      generate: chooseWhatToMake,
    },
  });
  const { root, notices, summary } = view;
  const theme = createTheme(root, () => host.theme);
  const printer = createPrint(store, { beside: root, words, active: () => view.active });
  const saving = createSaving({
    words,
    locale: () => host.locale,
    say: notices.say,
    on: {
      export: () => host.export('filing'),
      again: () => keeping.page.flush(),
      here: () => keeping.open(keeping.id, 'here'),
      copy: () => keeping.page.copy(keeping.id).then((id) => id && keeping.open(id)),
    },
  });
  root.querySelector('.toolbar').append(saving.element);
  let filing = null; // until it is opened
  let profile; // for filings that name none
  let isFresh = false;
  let ticket; // of the latest filing to be opened: what was asked for before it is dropped
  let opening;
  let known = {}; // what is known of the filing besides its cells, until it is opened
  let isWork = false; // somebody has worked on it before it was opened
  let isSample = false;
  let keeping = null;
  let offered = []; // drafts that are there while the page has opened something else
  let left; // the draft that was open when the element was taken out of its page
  let endingSoon;

  const look = h('link', {
    rel: 'stylesheet',
    on: {
      load: () => { root.hidden = false; },
      error: () => {
        root.hidden = false;
        fail(new LoadError(`cannot load ${look.href}; say where it is: load(url) of "jixiao/form"`), words().notFound);
      },
    },
  });
  stylesheet(new URL('./jixiao-form.css', import.meta.url)).then((href) => { look.href = href; });
  root.prepend(look);
  host.attachShadow({ mode: 'open' }).append(root);
  const intake = createIntake(root, {
    isClosed,
    onTransfer: (transfer) => host.take(transfer),
    onPaste: (transfer) => form.take(transfer, { isPaste: true }),
    onFile: (bytes, name) => host.read(bytes, { name }),
  });

  const form = {
    store,
    view,
    printer,

    get filing() { return store.isOpen ? store.filing : filing; },

    set filing(next) {
      if (store.isOpen && JSON.stringify(next) === JSON.stringify(store.filing)) return;
      put(next);
      open();
    },

    get drafts() { return keeping && keeping.page; },

    get draft() { return keeping ? keeping.id : undefined; },

    async begin(next, { fresh = false, locations, breaks, unread = [], said, isSample: isOne = false } = {}) {
      put(next, { locations, breaks, fresh });
      isSample = isOne;
      isWork = !isOne && !fresh;
      const begun = open();
      const mine = ticket;
      await begun;
      if (!store.isOpen || ticket !== mine) return;
      if (keeping && !isOne) keeping.begin();
      notices.leftOver(unread);
      if (said) notices.tell(said);
    },

    openDraft(id) { return keeping ? keeping.open(id) : Promise.resolve(false); },

    close() {
      const saved = put(null);
      view.fail('');
      return saved;
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
      return store.isOpen && !isClosed() && store.write([{ path, value }]);
    },

    applyFix(id) {
      const finding = store.findings.get(id);
      if (!finding || !finding.fix || isClosed() || !patch(finding.fix.patch, 'fix')) return false;
      view.focusCell(finding.path);
      const { before, after } = rewritten(finding.fix);
      notices.tell(words().fixedTo(before, after));
      return true;
    },

    applyFixes(ids) {
      if (!store.isOpen || isClosed()) return 0;
      const fixes = ids.map((id) => store.findings.get(id)).filter((finding) => finding && isSafelyFixed(finding)).map(({ fix }) => fix);
      let n = 0;
      // One may have brought another about: what no longer applies is left alone.
      store.step(() => { for (const { patch: ops } of fixes) n += Number(store.patch(ops)); }, { origin: 'fix' });
      notices.tell(words().fixedAll(n, ids.length - n));
      summary.heading.focus();
      return n;
    },

    complete() {
      if (!store.isOpen || isClosed()) return [];
      return fillIn(core.complete(store.filing, { locale: host.locale }));
    },

    /** `isPaste`: work is not to be moved aside unasked; `here()` fills what was pasted into the cells it was pasted at. */
    async read(source, name, { isPaste, here } = {}) {
      if (isClosed() || !(await ensureOpen())) return null;
      notices.tell(words().reading);
      const into = ticket;
      let reading;
      try {
        reading = await readOne(core, source, { name, locale: host.locale });
      } catch (error) {
        if (ticket !== into) return null;
        notices.tell(words().notRead(name || '', whyNotRead(error, words())), { problem: true });
        return null;
      }
      if (ticket !== into) return reading; // another filing was opened meanwhile, or this one closed
      if (reading.documents.length) await takeIn(reading, (cells) => words().taken(reading.documents.length, cells, name), { isPaste, here });
      else if (here) here();
      else notices.tell(words().noForm, { problem: true });
      if (!reading.documents.length) notices.leftOver(reading.unread);
      return reading;
    },

    take(transfer, options) {
      const files = isClosed() ? undefined : several(transfer);
      if (files) {
        files.then(readSeveral);
        return true;
      }
      const something = brought(transfer);
      if (!something || isClosed()) return false;
      something.source().then(
        (source) => form.read(source, something.name, options),
        (error) => notices.tell(words().notRead(something.name || '', whyNotRead(error, words())), { problem: true }),
      );
      return true;
    },

    acknowledge(ids, reason) {
      const found = ids.map((id) => store.findings.get(id)).filter(Boolean);
      if (!found.length || isClosed()) return false;
      store.acknowledge(found, reason);
      if (found.length > 1 && reason) notices.tell(words().answeredAll(found.length));
      else notices.say(reason ? words().acknowledged : words().takenBack);
      summary.focus(found[0].code, found[0].path);
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
        const table = await core.write(store.filing) + explanationTable(store.filing);
        if (await copied(table)) notices.tell(words().copied);
        else save(files.table, 'text/plain;charset=utf-8', table);
      } else if (what === 'csv') save(files.csv, 'text/csv;charset=utf-8', csv(store.filing, store.report().findings, where, words()));
      else if (what === 'sarif') {
        const log = sarif(store.report(), core.rules({ locale: host.locale }), where, host.locale, store.filing);
        save(files.sarif, 'application/sarif+json', JSON.stringify(log, null, 2));
      } else save(files.filing, 'application/json', JSON.stringify(store.filing, null, 2));
    },

    /** Undoes or redoes a step. */
    travel(way) {
      if (!store.isOpen || isClosed()) return;
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
      theme.start();
      intake.start();
      printer.start();
      clearTimeout(endingSoon);
      const namespace = host.getAttribute('autosave');
      if (namespace !== null && !keeping) startKeeping(namespace);
      open();
    },

    disconnect() {
      view.stop();
      theme.stop();
      intake.stop();
      printer.stop();
      if (store.isOpen) [filing, known, isFresh] = [store.filing, now(), store.fresh];
      if (keeping) keeping.save();
      ticket = null;
      store.close();
      // An element that is only moved within its page is connected again at once.
      endingSoon = setTimeout(stopKeeping);
    },

    attributeChanged(name, value) {
      if (name === 'profile' && value !== null) form.profile = value;
      else if (name === 'locale' && store.isOpen) {
        store.speak(host.locale);
        saving.speak();
      }
      else if (name === 'readonly' && store.isOpen) view.draw();
      else if (name === 'theme') theme.apply();
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

  /** Puts another filing in the place of the one that is open, whose work is saved; resolves when it is. */
  function put(next, more = {}) {
    const saved = keeping && keeping.leave();
    show(next, more);
    return Promise.resolve(saved);
  }

  function show(next, more) {
    store.close();
    filing = next;
    known = more;
    isFresh = Boolean(more.fresh);
    isWork = false;
    isSample = false;
    ticket = null;
    saving.clear();
    notices.leftOver([]);
  }

  /** Opens the filing that was set, once the core is there. */
  function open() {
    if (!filing || !host.isConnected) return opening;
    const mine = {};
    ticket = mine;
    const loaded = load().catch((error) => { throw new LoadError(error); });
    opening = loaded.then(async () => {
      if (ticket !== mine) return;
      const wanted = filing.profile === undefined && profile !== undefined ? { ...filing, profile } : filing;
      await breath();
      if (ticket !== mine) return;
      store.open(wanted, { ...known, locale: host.locale, isFresh });
      if (known.active !== undefined) view.active = known.active;
    }).catch((error) => {
      if (ticket === mine) fail(error);
    });
    return opening;
  }

  function opened({ isNew }) {
    if (isNew) view.restart();
    view.draw();
    drawOffer();
    tell([]);
  }

  function changed(change) {
    view.change(change);
    if (keeping) keeping.change();
    tell(change.ops);
  }

  /** Says that there is nothing to show, and why. */
  function fail(error, said = whyNotShown(error, words())) {
    console.warn(error);
    view.fail(said, error instanceof LoadError ? error.message : undefined);
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

  /** What is read needs a form to be told in, and to come into. */
  async function ensureOpen() {
    if (!store.isOpen && !filing) form.filing = { documents: [] };
    await opening;
    return store.isOpen;
  }

  /** Reads several files as one. */
  async function readSeveral({ taken, left: notTaken }) {
    if (!(await ensureOpen())) return;
    const into = ticket;
    const reading = await readAll(core, taken, {
      noForm: words().noForm,
      locale: host.locale,
      why: (error) => whyNotRead(error, words()),
      onNext: (name, index) => notices.tell(words().readingOf(name, index + 1, taken.length)),
    });
    if (ticket !== into) return;
    const { documents } = reading.filing;
    const failed = [...reading.failed, ...notTaken];
    const unread = [...partsOf(failed, words()), ...reading.unread];
    const told = (cells) => words().takenAll(reading.sources, documents.length, cells, failed.length);
    if (documents.length) await takeIn({ ...reading, ...reading.filing, unread }, told);
    else {
      notices.leftOver(unread);
      notices.tell(words().noneTaken(failed.length), { problem: true });
    }
  }

  /**
   * Where forms go that were brought: "alone" where there is no work yet, as "versions" of forms that are there, "beside" them,
   * "instead" of the one shown, or "here", into the cells at which they were pasted. She is asked where it is not plain.
   */
  async function askForPlace(documents, versions, { isPaste, here }) {
    if (!isOwn()) return 'alone';
    const { where, cancel } = words();
    const isKnown = versions.some((index) => index >= 0);
    if (!isKnown && !isPaste) return 'beside';
    const change = isKnown && compared(store.filing, arranged(store.filing, documents, 'versions', { versions }).filing, (one) => core.validate(one));
    const answers = isKnown ? { versions: where.versions, beside: where.beside } : { beside: where.beside, instead: where.instead };
    return choose(root, {
      heading: isKnown ? where.known(documents.length) : where.heading(documents.length),
      more: change && where.change(change),
      answers: here ? { ...answers, here: where.here } : answers,
      cancel,
    });
  }

  /** Takes in the documents of a reading; `told` words it, given how many cells were read. */
  async function takeIn({ documents, locations, unread, acknowledged = [], profile: ofReading }, told, options = {}) {
    const before = store.filing;
    const versions = matches(store.documents, documents);
    const where = await askForPlace(documents, versions, options);
    notices.clear();
    if (where === 'here') options.here();
    if (where === undefined || where === 'here' || store.filing !== before) return;
    const isAlone = where === 'alone';
    const { filing: next, at } = arranged(before, documents, where, { active: view.active, versions });
    const answers = [...(next.acknowledged || []), ...answersAt(acknowledged, (index) => at[index])];
    if (answers.length) next.acknowledged = answers;
    // A sample does not lend its province.
    if (isAlone && isSample) delete next.profile;
    if (isAlone && ofReading !== undefined) next.profile = ofReading;
    const place = next.profile === undefined ? placeOf(core, next) : undefined;
    if (place) next.profile = place.profile;
    isSample = false;
    view.show();
    if (store.fresh) form.fresh = false;
    view.restart();
    const isGone = (path) => isAlone || at.includes(documentOf(path));
    store.replace(next, { locations: located(locations, (index) => at[index]), follow: (path) => (isGone(path) ? undefined : path) });
    [view.active] = at;
    notices.leftOver(unread);
    notices.tell([told(Object.keys(locations).length), place !== undefined && words().placed(place)].filter(Boolean).join(' '));
    summary.heading.focus();
  }

  /** Somebody's work, and not only what the page opened with. */
  function isOwn() {
    return isWork || store.canUndo;
  }

  // ── Provinces and stages ───────────────────────────────────────────────────────────────────────

  /** The officer chose the rules of another place: the forms may take its rows too. */
  async function chooseProfile(profileChosen) {
    const before = store.filing;
    const adapted = inFormsOf(core, before, profileChosen);
    const name = nameOf(core, profileChosen);
    const { stages, cancel } = words();
    const answer = difference(before.documents, adapted.documents).length
      ? await choose(root, {
        heading: stages.adapt(name), more: stages.adaptMore, answers: { forms: stages.adaptForms, rules: stages.adaptRules }, cancel,
      })
      : 'rules';
    if (answer === 'rules') host.profile = profileChosen;
    else if (answer === 'forms' && store.filing === before) {
      store.replace(adapted, { follow: (pointer) => followedIn(before, adapted, pointer) });
      notices.tell(stages.adapted(name));
    } else view.drawTools();
  }

  function chooseWhatToMake(button) {
    const { generate, generates } = words().stages;
    showMenu(root, [
      { label: generates.evaluations, disabled: !store.documents.some(isTargets), run: addEvaluations },
      { label: generates.nextYear, run: beginNextYear },
    ], button, generate);
  }

  /** The self-evaluations that answer the target tables come beside them. */
  function addEvaluations() {
    const first = store.documents.length;
    const filled = withEvaluations(core, store.filing);
    store.replace(filled, { blanks: filled.documents.map((_, index) => `/documents/${index}`).slice(first) });
    view.active = first;
    notices.tell(words().stages.evaluated(store.documents.length - first));
  }

  function beginNextYear() {
    return form.begin(core.nextYear(store.filing), { fresh: true, said: words().stages.nextYear });
  }

  // ── Keeping ────────────────────────────────────────────────────────────────────────────────────

  function isClosed() {
    return host.readonly || Boolean(keeping && keeping.isElsewhere);
  }

  /** What a draft keeps of the filing that is open. */
  function now() {
    const { filing: open, locations, breaks, fresh } = store;
    return { filing: open, active: view.active, fresh, locations, breaks: [...breaks] };
  }

  function startKeeping(namespace) {
    keeping = createKeeping(namespace, {
      now,
      show(record) {
        show(record.filing, record);
        isWork = true;
        open();
      },
      ask: (code) => choose(root, {
        heading: words().kept.elsewhere,
        more: code && words().kept.notHandedOver(words().kept.reasons[code]),
        answers: { here: words().kept.here, there: words().kept.there, copy: words().kept.copy },
        cancel: words().cancel,
      }),
      onSaved(detail) {
        saving.show(detail);
        host.dispatchEvent(new CustomEvent('saved', { detail }));
      },
      onElsewhere() {
        saving.elsewhere();
        if (store.isOpen) view.draw();
      },
      onAttention() {
        notices.tell(words().kept.attention);
        host.dispatchEvent(new CustomEvent('attention'));
      },
      onDrafts: () => host.dispatchEvent(new CustomEvent('drafts')),
    });
    if (left) keeping.open(left);
    else if (!host.hasAttribute('no-offer')) offerDrafts();
  }

  function stopKeeping() {
    if (!keeping) return;
    left = keeping.id;
    keeping.close();
    keeping = null;
  }

  /** A page that opens nothing itself goes on where this tab was; one that does has the drafts offered. */
  async function offerDrafts() {
    const mine = keeping;
    const drafts = (await mine.page.list()).filter(({ damaged }) => !damaged);
    const last = drafts.find(({ tab }) => tab === mine.page.tab);
    if (keeping !== mine || mine.id) return;
    if (!filing && last) {
      mine.open(last.id);
      return;
    }
    offered = drafts;
    drawOffer();
  }

  function drawOffer() {
    if (keeping && keeping.id) offered = [];
    notices.offer(offered, host.locale, (id) => {
      offered = [];
      if (id) keeping.open(id);
    });
  }
}

/** Lets the browser do what waits, between two long pieces of work. */
function breath() {
  return new Promise((done) => { setTimeout(done); });
}

if (globalThis.customElements && !customElements.get('jixiao-form')) customElements.define('jixiao-form', JixiaoForm);
