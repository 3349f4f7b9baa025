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
import init, * as core from './pkg/index.js';
import { askToOverwrite } from './form/ask.js';
import { createCells } from './form/cells.js';
import { createDraft } from './form/draft.js';
import { fill, h } from './form/dom.js';
import { copied, csv, sarif, save } from './form/export.js';
import { createHistory } from './form/history.js';
import { brought, createIntake, located } from './form/intake.js';
import { KINDS } from './form/labels.js';
import { createMarks } from './form/marks.js';
import { createNotices } from './form/notices.js';
import { at, documentOf, join, parent, put } from './form/pointer.js';
import { createScorecard } from './form/scorecard.js';
import { drawn, drawSheet } from './form/sheet.js';
import { count, createSummary } from './form/summary.js';
import { createTabs } from './form/tabs.js';
import { text } from './form/text.js';
import { createTools } from './form/tools.js';
import { listen } from './form/typing.js';
import { nextStop } from './form/walk.js';

const WIDE = 1100; // px from which the score card stands beside the form
const NARROW = 720; // px below which rows are drawn as cards
const ANNOUNCE_AFTER = 700; // ms without a keystroke
const SAVE_AFTER = 400; // ms
const AT_A_TIME = 8; // ms of drawing, half a frame

let loading;

/** Loads the core once, for all forms of the page. Rejects where WebAssembly cannot run. */
export function load() {
  loading = loading || init();
  return loading;
}

export class JixiaoForm extends HTMLElement {
  static get observedAttributes() {
    return ['filing', 'locale', 'profile', 'readonly'];
  }

  constructor() {
    super();
    this._filing = null; // as the session has it
    this._profile = undefined;
    this._session = null;
    this._findings = new Map(); // by id, all of the filing
    this._shown = new Map(); // those that are not held back
    this._scorecards = new Map(); // by document
    this._cells = createCells();
    this._filled = []; // cells that complete() filled in
    this._touched = new Set(); // pointers of cells that have been left
    this._fresh = false;
    this._active = 0;
    this._history = createHistory();
    this._locations = {}; // where in its source each cell was read
    this._locationsOf = new WeakMap(); // the same, by list of documents, for undo
    this._restored = false;
    this._later = []; // what is still to be drawn
    this._build();
  }

  // ── What a page can ask ────────────────────────────────────────────────────────────────────────

  get filing() {
    return this._session ? this._session.filing() : this._filing;
  }

  /** A filing that reads as the present one changes nothing, so that a framework may give back what it got. */
  set filing(filing) {
    if (this._session && JSON.stringify(filing) === JSON.stringify(this.filing)) return;
    // Work that another filing takes the place of is offered back.
    this._save();
    if (this._draft && !this._found && this._isOwn) this._found = this._draft.found();
    this._close();
    this._filing = filing;
    this._active = 0;
    this._fresh = false;
    this._restored = false;
    this._locations = {};
    this._touched.clear();
    this._history.clear();
    this._notices.leftOver([]);
    this._open();
  }

  /** What the core says of the filing as it stands; null before it is loaded. */
  get report() {
    return this._session && this._session.report();
  }

  /** A form just begun: a cell's findings wait until it has been left, or until check(). */
  get fresh() {
    return this._fresh;
  }

  set fresh(fresh) {
    this._fresh = Boolean(fresh);
    if (!this._session) return;
    this._drawAll();
    this._show();
  }

  get locale() {
    return this.getAttribute('locale') === 'en' ? 'en' : 'zh-CN';
  }

  set locale(locale) {
    this.setAttribute('locale', locale);
  }

  /**
   * The rules of which place apply: the id of a built-in profile, or a profile. A filing that names its own brings it along;
   * set while the filing is open, it changes the filing's.
   */
  get profile() {
    return (this._filing && this._filing.profile) || this._profile;
  }

  set profile(profile) {
    this._profile = profile; // for filings that name none
    if (!this._session) return;
    const before = this._filing.profile;
    if (JSON.stringify(before) === JSON.stringify(profile)) return;
    this._history.record([{ path: '/profile', before, after: profile }]);
    this._write([{ path: '/profile', value: profile }]);
    this._drawDocument();
  }

  /** To be read and not to be changed. */
  get readonly() {
    return this.hasAttribute('readonly');
  }

  set readonly(readonly) {
    this.toggleAttribute('readonly', Boolean(readonly));
  }

  get active() {
    return this._active;
  }

  set active(index) {
    if (index === this._active || !this._filing || !this._filing.documents[index]) return;
    this._active = index;
    if (this._session) this._drawDocument();
  }

  get findings() {
    return [...this._findings.values()];
  }

  /** Writes a cell, as if it had been typed; false where there is nothing to write or nothing changes. */
  set(pointer, value) {
    const before = this._session && at(this._filing, pointer);
    if (!this._session || this.readonly || before === value) return false;
    this._history.record([{ path: pointer, before, after: value }]);
    this._write([{ path: pointer, value }]);
    const cell = this._cells.at(pointer);
    if (cell) cell.show(value);
    return true;
  }

  /** Moves the focus to the cell at a pointer, or to the nearest one; `span` selects a part of its text. */
  focusCell(pointer, span) {
    const index = documentOf(pointer);
    if (index >= 0) this.active = index;
    this._drawAll();
    const cell = this._cells.nearest(pointer);
    if (!cell) return false;
    cell.frame.classList.remove('dismissed');
    cell.input.focus({ preventScroll: true });
    cell.select(span);
    cell.reveal(span);
    return true;
  }

  /** Moves the focus to the next finding after it, in the order of the form and on through the documents; by -1 to the one before. */
  focusNext(by = 1) {
    if (!this._session) return false;
    this._drawAll();
    const open = [...this._shown.values()].filter(({ acknowledged }) => acknowledged === undefined);
    const next = nextStop(open, this._cells, this._cells.of(this.shadowRoot.activeElement), by);
    if (next) return this.focusCell(next.path, next.span);

    // On to the next document that has any, and round to this one again.
    const { length } = this._filing.documents;
    const others = Array.from({ length }, (_, step) => (this._active + by * (step + 1) + length * 2) % length);
    const document = others.find((index) => open.some(({ path }) => documentOf(path) === index));
    if (document === undefined) {
      this._notices.say(text(this.locale).clean);
      return false;
    }
    this.active = document;
    this._drawAll();
    const first = nextStop(open, this._cells, undefined, by);
    return Boolean(first) && this.focusCell(first.path, first.span);
  }

  /** Applies the fix of a finding and moves to the cell it repaired. */
  applyFix(id) {
    const finding = this._findings.get(id);
    if (!finding || !finding.fix || this.readonly) return false;
    if (!this._apply(finding.fix.patch)) return false;
    this.focusCell(finding.path);
    this._notices.say(text(this.locale).fixed);
    return true;
  }

  /** Fills in every cell that follows from others, as one step; returns their pointers. */
  complete() {
    if (!this._session || this.readonly) return [];
    const patch = core.complete(this._session.filing(), { locale: this.locale });
    const filled = changed(patch);
    if (filled.length && !this._apply(patch)) return [];
    this._showFilled(filled);
    return filled;
  }

  /**
   * Reads a pasted table, a page or the bytes of a file, and opens the forms found in it. They take the place of a form nobody has worked on
   * yet, and stand beside the others otherwise; undo takes them away again. Resolves to what was read, or null where it could not be.
   */
  async read(source, { name } = {}) {
    const words = text(this.locale);
    if (this.readonly) return null;
    this._notices.tell(words.reading);
    let reading;
    try {
      reading = await core.read(source, { name });
    } catch (error) {
      this._notices.tell(words.notRead(name || '', error.message || String(error)), { problem: true });
      return null;
    }
    this._notices.leftOver(reading.unread);
    if (reading.documents.length) await this._takeIn(reading, name);
    else this._notices.tell(words.noForm, { problem: true });
    return reading;
  }

  /** Reads what a clipboard or a drop holds; false where it holds nothing to read. */
  take(transfer) {
    const found = brought(transfer);
    if (!found || this.readonly) return false;
    found.source().then((source) => this.read(source, found));
    return true;
  }

  /** Keeps a finding with the department's reason for it; with no reason, takes that back. */
  acknowledge(id, reason) {
    const finding = this._findings.get(id);
    if (!finding || this.readonly) return false;
    const { code, path } = finding;
    const before = this._filing.acknowledged;
    const others = (before || []).filter((entry) => entry.code !== code || entry.path !== path);
    const after = reason ? [...others, { code, path, reason }] : others;
    const value = after.length ? after : undefined;
    this._history.record([{ path: '/acknowledged', before, after: value }]);
    this._write([{ path: '/acknowledged', value }]);
    this._notices.say(reason ? text(this.locale).acknowledged : text(this.locale).takenBack);
    this._summary.focus(code, path);
    return true;
  }

  /** Hands the filing or its findings out: "filing", "csv" or "sarif" as a file, "table" on the clipboard. */
  async export(what) {
    if (!this._session) return;
    const words = text(this.locale);
    const where = (path) => {
      const { where: place, elsewhere, source } = this._where(path);
      return [place, elsewhere && path, source && `(${source})`].filter(Boolean).join(' ');
    };
    if (what === 'table') {
      const table = await core.write(this.filing);
      if (await copied(table)) this._notices.tell(words.copied);
      else save(words.files.table, 'text/plain;charset=utf-8', table);
    } else if (what === 'csv') save(words.files.csv, 'text/csv;charset=utf-8', csv(this.report.findings, where, words));
    else if (what === 'sarif') {
      const log = sarif(this.report, core.rules({ locale: this.locale }), where, this.locale);
      save(words.files.sarif, 'application/sarif+json', JSON.stringify(log, null, 2));
    } else save(words.files.filing, 'application/json', JSON.stringify(this.filing, null, 2));
  }

  undo() {
    this._travel(this._history.undo(), text(this.locale).undone);
  }

  redo() {
    this._travel(this._history.redo(), text(this.locale).redone);
  }

  /** Shows every finding of a fresh form. */
  check() {
    this.fresh = false;
    this._summary.heading.focus();
  }

  // ── Life ───────────────────────────────────────────────────────────────────────────────────────

  connectedCallback() {
    // What a page or a framework has set before this script was there.
    for (const name of ['filing', 'profile', 'locale', 'readonly', 'fresh', 'active']) {
      if (!Object.prototype.hasOwnProperty.call(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this._watch.observe(this);
    this._intake.start();
    window.addEventListener('pagehide', this._onPageHide);
    const key = this.getAttribute('autosave');
    this._draft = key === null ? null : createDraft(key);
    this._found = this._draft && this._draft.found();
    this._open();
  }

  disconnectedCallback() {
    this._watch.disconnect();
    this._intake.stop();
    window.removeEventListener('pagehide', this._onPageHide);
    this._save();
    this._ticket = null;
    this._close();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === 'profile' && after !== null) this.profile = after;
    else if (name !== 'filing') this._open();
    else if (after !== null) {
      try {
        this.filing = JSON.parse(after);
      } catch (error) {
        this._fail(error);
      }
    }
  }

  _build() {
    const go = (path, span) => this.focusCell(path, span);
    go.where = (path) => this._where(path);
    go.quote = (path, span) => String(at(this._filing, path) || '').slice(span[0], span[1]);
    this._summary = createSummary({
      onGo: go,
      onFix: (id) => this.applyFix(id),
      onCheck: () => this.check(),
      onAcknowledge: (id, reason) => this.acknowledge(id, reason),
      place: (path) => { const cell = this._cells.nearest(path); return cell ? cell.order : -1; },
    });
    this._scorecard = createScorecard({ onGo: go });
    this._marks = createMarks({ cells: this._cells, onFix: (id) => this.applyFix(id), onAnswer: (id) => this._summary.answer(id) });
    this._notices = createNotices({ words: () => text(this.locale) });
    this._tools = createTools({
      complete: () => this._askToComplete(),
      read: () => this._intake.choose(),
      undo: () => this.undo(),
      redo: () => this.redo(),
      walk: (by) => this.focusNext(by),
      print: () => window.print(),
      export: (what) => this.export(what),
      profile: (id) => { this.profile = id; },
    });
    this._paper = h('div', { class: 'paper' });
    this._panel = h('div', { class: 'panel', id: 'panel' },
      h('div', { class: 'main' }, this._summary.element, h('div', { class: 'desk' },
        h('div', { class: 'toolbar' }, this._tools.element, this._notices.notice), this._notices.unread, this._paper)), this._scorecard.element);
    this._tabs = createTabs({ panel: this._panel, onChoose: (index) => { this.active = index; } });

    const look = h('link', {
      rel: 'stylesheet', href: new URL('./jixiao-form.css', import.meta.url).href, on: { load: () => { this._root.hidden = false; } },
    });
    this._root = h('div', { class: 'root', part: 'root', hidden: true }, look, this._notices.above, this._tabs.element, this._panel, this._notices.status);
    this.attachShadow({ mode: 'open' }).append(this._root);
    this._intake = createIntake(this._root, {
      isClosed: () => this.readonly,
      onTransfer: (transfer) => this.take(transfer),
      onFile: (bytes, name) => this.read(bytes, { name }),
    });

    listen(this._paper, {
      cells: this._cells,
      onInput: (cell, inputType) => this._onInput(cell, inputType),
      onUndo: () => this.undo(),
      onRedo: () => this.redo(),
      onTable: (transfer) => this.take(transfer),
      onFocus: () => this._history.pause(),
      onLeave: (cell) => this._onLeave(cell),
    });
    this._root.addEventListener('keydown', (event) => {
      if (event.key !== 'F8' || !this._session) return;
      event.preventDefault();
      this.focusNext(event.shiftKey ? -1 : 1);
    });
    this._onPageHide = () => this._save();

    this._watch = new ResizeObserver(([{ contentRect }]) => {
      this._root.classList.toggle('wide', contentRect.width >= WIDE);
      this._root.classList.toggle('narrow', contentRect.width < NARROW);
    });
  }

  /** A new Session for the filing as it stands: on setting it, and when the language changes. */
  _open() {
    if (!this._filing || !this.isConnected) return;
    const filing = this.filing;
    const ticket = {};
    this._ticket = ticket;
    this._opened = load().then(async () => {
      if (this._ticket !== ticket) return;
      this._close();
      const own = filing.profile === undefined && this._profile !== undefined;
      this._session = new core.Session(own ? { ...filing, profile: this._profile } : filing, { locale: this.locale });
      this._filing = this._session.filing();
      const { findings, scorecards } = this._session.report();
      this._findings = new Map(findings.map((finding) => [finding.id, finding]));
      this._scorecards = new Map(scorecards.map((card) => [card.document, card]));
      await breath();
      if (this._ticket !== ticket) return;
      this._drawDocument();
      this._drawOffer();
      if (this._restored) this._notices.tell(text(this.locale).restored);
      this._tell();
    }).catch((error) => {
      if (this._ticket === ticket) this._fail(error);
    });
  }

  _close() {
    clearTimeout(this._drawingOn);
    this._later = [];
    if (this._session) {
      this._filing = this._session.filing();
      this._session.free();
    }
    this._session = null;
  }

  /** Says that there is nothing to show, and why. */
  _fail(error) {
    this._tabs.clear();
    this._panel.hidden = true;
    this._notices.fail(`${text(this.locale).failed}：${error.message || error}${error.path ? ` (${error.path})` : ''}`);
    this.dispatchEvent(new CustomEvent('failure', { detail: { error } }));
  }

  // ── Drawing ────────────────────────────────────────────────────────────────────────────────────

  _drawDocument() {
    const words = text(this.locale);
    const document = this._filing.documents[this._active];
    this._panel.hidden = false;
    this._notices.fail('');
    this._root.lang = this.locale;
    this._root.classList.toggle('readonly', this.readonly);
    this._shape = shape(this._filing.documents);
    this._filled = [];
    this._notices.clear();
    this._tools.draw({ words, readonly: this.readonly, profile: this._filing.profile, profiles: core.profiles() });
    const sheet = document && drawn(document) ? drawSheet(document, join('/documents', this._active), { readonly: this.readonly }) : null;
    this._cells.take(join('/documents', this._active), sheet ? sheet.cells : []);
    fill(this._paper, sheet ? sheet.element : h('p', { class: 'undrawn' }, words.undrawn));
    this._later = sheet ? sheet.later : [];
    this._drawOn(AT_A_TIME);
  }

  /** Draws the rest of a long table, for at most so many ms at a time, and then shows what is found in it. */
  _drawOn(most) {
    clearTimeout(this._drawingOn);
    for (const start = performance.now(); this._later.length && performance.now() - start < most;) this._cells.add(this._later.shift()());
    if (this._later.length) this._drawingOn = setTimeout(() => this._drawOn(AT_A_TIME));
    else this._show();
  }

  /** The whole form is there, which whoever asks for a cell relies on. */
  _drawAll() {
    if (this._later.length) this._drawOn(Infinity);
  }

  /** Shows all findings and scores anew. */
  _show() {
    const words = text(this.locale);
    this._shown = new Map([...this._findings].filter(([, finding]) => !this._isHeld(finding)));
    const here = [...this._shown.values()].filter((finding) => this._isHere(finding));
    this._summary.draw(here, this._held, words);
    this._marks.draw(here, words);
    this._showRest();
    this._tellVerified();
  }

  /** Shows what a keystroke changed: `gone` are ids of findings, `come` findings. */
  _showChange(gone, come) {
    const stale = [...gone, ...come.map(({ id }) => id)];
    const fresh = come.filter((finding) => !this._isHeld(finding));
    for (const id of stale) this._shown.delete(id);
    for (const finding of fresh) this._shown.set(finding.id, finding);
    const here = fresh.filter((finding) => this._isHere(finding));
    this._summary.change(stale, here, this._held);
    this._marks.change(stale, here);
    this._showRest();
  }

  _showRest() {
    const words = text(this.locale);
    const { documents } = this._filing;
    const card = this._scorecards.get(this._active);
    this._root.classList.toggle('scored', Boolean(card));
    this._scorecard.draw(card, words);
    const tallies = documents.map(() => count([]));
    for (const finding of this._shown.values()) {
      const index = documentOf(finding.path);
      if (tallies[index]) count([finding], tallies[index]);
    }
    this._tabs.draw(documents, this._active, tallies, words, this._fresh);
    this._tools.tell(this._history);
  }

  /** The work of an earlier visit, to be taken up or left. */
  _drawOffer() {
    const draft = this._found;
    this._notices.offer(draft, this.locale, (taken) => {
      this._found = null;
      this._draft.settle();
      if (!taken) return;
      this.filing = draft.filing;
      this._restored = true;
    });
  }

  /** Fills in what follows from other cells; asks first where a cell that somebody filled would be written over. */
  async _askToComplete() {
    const words = text(this.locale);
    const patch = core.complete(this._session.filing(), { locale: this.locale });
    const over = patch.filter(({ op, path }) => op !== 'test' && ![undefined, null, ''].includes(at(this._filing, path)))
      .map(({ path, value }) => ({ where: this._where(path).where, before: String(at(this._filing, path)), after: String(value) }));
    if (!over.length || await askToOverwrite(this._root, over, words)) this.complete();
  }

  /** Says which cells were filled in, and marks them until they are changed. */
  _showFilled(paths) {
    const words = text(this.locale);
    for (const cell of this._filled) cell.frame.removeAttribute('data-filled');
    this._filled = [...new Set(paths.map((path) => this._cells.at(path)).filter(Boolean))];
    for (const cell of this._filled) cell.frame.setAttribute('data-filled', '');
    const elsewhere = paths.filter((path) => documentOf(path) !== this._active);
    const more = [...this._filled.map(({ path }) => path), ...elsewhere].map((path, index) => [
      index > 0 && '、',
      h('button', { type: 'button', class: 'link', lang: 'zh-CN', on: { click: () => this.focusCell(path) } }, this._where(path).where),
    ]);
    if (paths.length) this._notices.tell(words.completed(paths.length), { more });
    else this._notices.tell(words.completedNone);
  }

  /** How many checks held; asked for when typing has stopped, as it takes the whole report. */
  _tellVerified() {
    if (this._session) this._summary.tellVerified(this._fresh ? {} : this._session.report().verified);
  }

  /** A finding of the document shown, or of the filing as a whole. */
  _isHere(finding) {
    const index = documentOf(finding.path);
    return index < 0 || index === this._active;
  }

  _isHeld(finding) {
    return this._fresh && !this._touched.has(finding.path);
  }

  /** How many findings are held back. */
  get _held() {
    return this._findings.size - this._shown.size;
  }

  // ── Editing ────────────────────────────────────────────────────────────────────────────────────

  _onInput(cell, inputType) {
    if (inputType === 'insertFromPaste') this._history.pause();
    cell.typed();
    cell.frame.removeAttribute('data-filled');
    const { value } = cell;
    const changes = cell.paths.map((path) => ({ path, before: at(this._filing, path), after: value }));
    if (changes.every(({ before, after }) => before === after)) return;
    for (const part of this._cells.partsOf(cell)) part.show(value);
    this._history.record(changes, `${cell.path} ${inputType === 'deleteContentBackward' ? 'delete' : 'type'}`);
    this._write(changes.map(({ path }) => ({ path, value })));
  }

  /** The findings of a cell of a fresh form wait until it has been left. */
  _onLeave(cell) {
    cell.align();
    if (!this._fresh || cell.paths.every((path) => this._touched.has(path))) return;
    for (const path of cell.paths) this._touched.add(path);
    this._showChange([], this.findings.filter(({ path }) => cell.paths.includes(path)));
  }

  /** Takes in the documents of a reading. */
  async _takeIn(reading, name) {
    const words = text(this.locale);
    if (!this._session) {
      this.filing = { documents: [] };
      await this._opened;
      if (!this._session) return;
    }
    const before = this._filing.documents;
    const kept = this._isOwn ? before : [];
    const documents = [...kept, ...reading.documents];
    this._locationsOf.set(before, this._locations);
    this._locationsOf.set(documents, { ...(this._isOwn ? this._locations : {}), ...located(reading.locations, kept.length) });
    const changes = [{ path: '/documents', before, after: documents }];
    // What was answered for in forms that are gone.
    if (!this._isOwn && this._filing.acknowledged) changes.push({ path: '/acknowledged', before: this._filing.acknowledged, after: undefined });
    this._history.record(changes);
    this._fresh = false;
    this._write(changes.map(({ path, after }) => ({ path, value: after })));
    this._active = kept.length;
    this._drawDocument();
    this._notices.tell(words.taken(reading.documents.length, Object.keys(reading.locations).length, name));
    this._summary.heading.focus();
  }

  /** Keeps the work in this browser. */
  _save() {
    clearTimeout(this._savingSoon);
    if (!this._draft || !this._session || !this._isDirty) return;
    this._isDirty = false;
    if (!this._draft.save(this._session.filing())) this._notices.say(text(this.locale).notSaved);
  }

  /** Writes cells, and shows what that changed; undefined takes a key away. */
  _write(changes) {
    this._drawAll();
    const cells = changes.filter(({ path }) => this._cells.at(path));
    const answer = changes.length === 1 && cells.length === 1 && changes[0].value !== undefined
      ? this._session.set(changes[0].path, changes[0].value)
      : this._session.apply(changes.map(({ path, value }) => {
        const op = value === undefined ? 'remove' : at(this._filing, path) === undefined ? 'add' : 'replace';
        return op === 'remove' ? { op, path } : { op, path, value };
      }));
    for (const { path, value } of changes) put(this._filing, path, value);
    const anew = changes.find(({ path }) => path === '/documents');
    if (anew) {
      this._active = Math.min(this._active, anew.value.length - 1);
      this._locations = this._locationsOf.get(anew.value) || {};
      this._scorecards.clear();
    }
    this._answer(answer);
    for (const { path } of changes) if (/\/name$/.test(path)) for (const cell of this._cells.within(parent(path))) cell.relabel();
    this._tell(changes);
  }

  /** Applies a patch of the core's as one step; false where the filing has moved on since. */
  _apply(patch) {
    this._drawAll();
    const before = this._session.filing();
    let answer;
    try {
      answer = this._session.apply(patch);
    } catch (error) {
      this._notices.say(text(this.locale).stale);
      return false;
    }
    const after = this._session.filing();
    this._history.record(changed(patch).map((path) => ({ path, before: at(before, path), after: at(after, path) })));
    this._adopt(after);
    this._answer(answer);
    this._tell(changed(patch).map((path) => ({ path, value: at(after, path) })));
    return true;
  }

  /** Takes in what the core answers to a change: first what is gone, then what is new. */
  _answer(change) {
    for (const id of change.removed) this._findings.delete(id);
    for (const finding of change.added) this._findings.set(finding.id, finding);
    for (const card of change.scorecards) this._scorecards.set(card.document, card);
    this._isDirty = true;
    clearTimeout(this._savingSoon);
    this._savingSoon = setTimeout(() => this._save(), SAVE_AFTER);
    this._showChange(change.removed, change.added);
    this._sayLater();
  }

  /** Shows cells as they are in `filing`; draws the form anew where its shape has changed. */
  _adopt(filing) {
    const moved = shape(filing.documents) !== this._shape;
    this._filing = filing;
    if (moved) {
      this._drawDocument();
      return;
    }
    for (const cell of this._cells.all) {
      cell.show(at(filing, cell.path));
      cell.relabel();
    }
  }

  _travel(step, said) {
    if (!step || this.readonly) return;
    this._write(step);
    const { path } = step[0];
    const index = documentOf(path);
    for (const cell of this._filled) cell.frame.removeAttribute('data-filled');
    this._notices.clear();
    if (path === '/documents' || path === '/profile') this._drawDocument();
    if (path === '/documents') this._notices.leftOver([]);
    if (index === this._active) this._adopt(this._session.filing());
    const cell = index >= 0 && this.focusCell(path) && this._cells.nearest(path);
    if (cell) cell.input.setSelectionRange(cell.value.length, cell.value.length);
    this._notices.say(said);
  }

  /** Somebody's work, and not only what the page opened with. */
  get _isOwn() {
    return this._restored || this._history.canUndo;
  }

  // ── Telling ────────────────────────────────────────────────────────────────────────────────────

  /** What a reader calls the place at a pointer. */
  _where(pointer) {
    const source = this._locations[pointer];
    const index = documentOf(pointer);
    if (index === this._active) {
      const cell = this._cells.nearest(pointer);
      return { where: cell ? cell.label() : '', elsewhere: false, source };
    }
    const document = this._filing.documents[index];
    const where = document ? String(document.project || document.title || KINDS[document.kind] || '') : '';
    return { where, elsewhere: Boolean(document), source };
  }

  /** To the page: what was changed, and then what is found; a framework that takes in the values clears the errors it had shown at them. */
  _tell(changes = []) {
    for (const { path, value } of changes) this.dispatchEvent(new CustomEvent('change', { detail: { path, value } }));
    const counts = count(this._findings.values());
    this.dispatchEvent(new CustomEvent('report', {
      detail: { ok: counts.error === 0, findings: this.findings, counts, scorecards: [...this._scorecards.values()] },
    }));
  }

  _sayLater() {
    clearTimeout(this._saying);
    this._saying = setTimeout(() => {
      this._tellVerified();
      const focused = this._cells.of(this.shadowRoot.activeElement);
      const here = [...this._shown.values()].filter((finding) => this._isHere(finding));
      this._notices.say([focused && focused.said, text(this.locale).counts(count(here))].filter(Boolean).join(' '));
    }, ANNOUNCE_AFTER);
  }
}

/** Lets the browser do what waits, between two long pieces of work. */
function breath() {
  return new Promise((done) => { setTimeout(done); });
}

/** Which rows and cells there are, whatever they hold. */
function shape(value) {
  return JSON.stringify(value, (key, part) => (part !== null && typeof part === 'object' ? part : 0));
}

/** The cells that a patch writes, `test` and double mentions left out. */
function changed(patch) {
  return [...new Set(patch.filter(({ op }) => op !== 'test').map(({ path }) => path))];
}

if (!customElements.get('jixiao-form')) customElements.define('jixiao-form', JixiaoForm);
