/**
 * <jixiao-form>: a filing as forms to fill in, checked with every keystroke.
 *
 *   import './jixiao-form.js';
 *   const form = document.querySelector('jixiao-form');
 *   form.filing = { profile: 'cn-hunan', documents: [ … ] };
 *
 * Properties: filing, profile, fresh (hold findings back until a cell has been left), active (the document shown); attributes too: locale
 * ("zh-CN" or "en"), readonly, and autosave (the name under which this browser keeps the work, offered again after a reload).
 * Methods: focusCell(pointer), applyFix(id), complete(), read(source, { name }), take(dataTransfer), acknowledge(id, reason), undo(), redo(), check().
 * Events: "change" { path, value }, "report" { findings, counts, scorecards }, "failure" { error }.
 *
 * Nothing is checked, worded or computed here: what is shown comes from the core, a Session per filing.
 */
import init, * as core from './pkg/index.js';
import { copied, csv, sarif, save } from './form/export.js';
import { standing } from './form/cell.js';
import { createDraft } from './form/draft.js';
import { createHistory } from './form/history.js';
import { createScorecard } from './form/scorecard.js';
import { count, createSummary } from './form/summary.js';
import { fill, h } from './form/dom.js';
import { brought, FILES, isReadable, isTable, leftOver, located } from './form/intake.js';
import { at, documentOf, join, parent, put } from './form/pointer.js';
import { drawn, drawSheet } from './form/sheet.js';
import { KINDS } from './form/labels.js';
import { text } from './form/text.js';

const WIDE = 1100; // px from which the score card stands beside the form
const NARROW = 720; // px below which rows are drawn as cards
const ANNOUNCE_AFTER = 700; // ms without a keystroke
const SAVE_AFTER = 400; // ms

let loading;

/** Loads the core once, for all forms of the page. Rejects where WebAssembly cannot run. */
export function load() {
  loading = loading || init();
  return loading;
}

export class JixiaoForm extends HTMLElement {
  static get observedAttributes() {
    return ['locale', 'profile', 'readonly'];
  }

  constructor() {
    super();
    this._filing = null;
    this._session = null;
    this._findings = new Map();
    this._scorecards = new Map();
    this._cells = new Map(); // pointer → cell of the document shown
    this._inside = new Map(); // pointer → first cell inside it
    this._inputs = new Map(); // textarea → cell
    this._order = [];
    this._marked = new Set(); // cells with findings
    this._filled = []; // cells that complete() filled in
    this._touched = new Set();
    this._fresh = false;
    this._active = 0;
    this._history = createHistory();
    this._locations = {}; // where in its source each cell was read
    this._locationsOf = new WeakMap(); // the same, by list of documents, for undo
    this._restored = false;
    this._build();
  }

  // ── What a page can ask ────────────────────────────────────────────────────────────────────────

  get filing() {
    return this._session ? this._session.filing() : this._filing;
  }

  set filing(filing) {
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
    fill(this._unread);
    this._open();
  }

  /** A form just begun: a cell's findings wait until it has been left, or until check(). */
  get fresh() {
    return this._fresh;
  }

  set fresh(fresh) {
    this._fresh = Boolean(fresh);
    if (this._session) {
      this._showFindings([]);
      this._tellVerified();
    }
  }

  get locale() {
    return this.getAttribute('locale') === 'en' ? 'en' : 'zh-CN';
  }

  set locale(locale) {
    this.setAttribute('locale', locale);
  }

  /** The rules of which place apply: the id of a built-in profile, or a profile. */
  get profile() {
    return (this._filing && this._filing.profile) || this.getAttribute('profile') || undefined;
  }

  set profile(profile) {
    if (!this._session) {
      if (this._filing) this._filing = { ...this._filing, profile };
      return;
    }
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
    this._drawDocument();
  }

  get findings() {
    return [...this._findings.values()];
  }

  /** Moves the focus to the cell at a pointer, or to the nearest one; `span` selects a part of its text. */
  focusCell(pointer, span) {
    const index = documentOf(pointer);
    if (index >= 0) this.active = index;
    const cell = this._nearest(pointer);
    if (!cell) return false;
    cell.frame.classList.remove('dismissed');
    cell.input.focus({ preventScroll: true });
    cell.select(span);
    cell.reveal(span);
    return true;
  }

  /** Applies the fix of a finding and moves to the cell it repaired. */
  applyFix(id) {
    const finding = this._findings.get(id);
    if (!finding || !finding.fix || this.readonly) return false;
    if (!this._apply(finding.fix.patch)) return false;
    this.focusCell(finding.path);
    this._say(text(this.locale).fixed);
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
    this._notify(words.reading);
    let reading;
    try {
      reading = await core.read(source, { name });
    } catch (error) {
      this._notify(words.notRead(name || '', error.message || String(error)), 'problem');
      return null;
    }
    fill(this._unread, reading.unread.length > 0 && leftOver(reading.unread, words));
    if (reading.documents.length) await this._takeIn(reading, name);
    else this._notify(words.noForm, 'problem');
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
    this._say(reason ? text(this.locale).acknowledged : text(this.locale).takenBack);
    const button = this._summary.element.querySelector(`.finding[data-code="${code}"][data-path="${CSS.escape(path)}"] .quiet`);
    (button || this._summary.heading).focus();
    return true;
  }

  /** Hands the filing or its findings out: "filing", "csv" or "sarif" as a file, "table" on the clipboard. */
  async export(what) {
    const words = text(this.locale);
    const where = (path) => {
      const { where: place, elsewhere, source } = this._where(path);
      return [place, elsewhere && path, source && `(${source})`].filter(Boolean).join(' ');
    };
    if (what === 'table') {
      const table = await core.write(this.filing);
      if (await copied(table)) this._notify(words.copied);
      else save(words.files.table, 'text/plain;charset=utf-8', table);
    } else if (what === 'csv') save(words.files.csv, 'text/csv;charset=utf-8', csv(this.findings, where, words));
    else if (what === 'sarif') {
      const report = sarif(this._session.report(), core.rules({ locale: this.locale }), where, this.locale);
      save(words.files.sarif, 'application/sarif+json', JSON.stringify(report, null, 2));
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
    this._watch.observe(this);
    document.addEventListener('paste', this._onPagePaste);
    window.addEventListener('pagehide', this._onPageHide);
    const key = this.getAttribute('autosave');
    this._draft = key === null ? null : createDraft(key);
    this._found = this._draft && this._draft.found();
    this._open();
  }

  disconnectedCallback() {
    this._watch.disconnect();
    document.removeEventListener('paste', this._onPagePaste);
    window.removeEventListener('pagehide', this._onPageHide);
    this._save();
    this._close();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === 'profile' && after !== null) this.profile = after;
    else this._open();
  }

  _build() {
    const root = this.attachShadow({ mode: 'open' });
    const go = (path, span) => this.focusCell(path, span);
    go.where = (path) => this._where(path);
    go.quote = (path, span) => String(at(this._filing, path) || '').slice(span[0], span[1]);
    this._summary = createSummary({
      onGo: go,
      onFix: (id) => this.applyFix(id),
      onCheck: () => this.check(),
      onAcknowledge: (id, reason) => this.acknowledge(id, reason),
      place: (path) => this._place(path),
    });
    this._scorecard = createScorecard({ onGo: go });
    this._tabs = h('div', { class: 'tabs', part: 'tabs', role: 'tablist', on: { keydown: (event) => this._onTabKey(event) } });
    this._paper = h('div', { class: 'paper' });
    this._tools = h('div', { class: 'tools', part: 'tools', role: 'group' });
    this._notice = h('p', { class: 'notice', hidden: true });
    this._unread = h('div', {});
    this._offer = h('p', { class: 'offer', hidden: true });
    this._file = h('input', {
      type: 'file', accept: FILES, class: 'sr', tabindex: '-1', 'aria-hidden': 'true',
      on: { change: (event) => this._onFile(event.target) },
    });
    this._status = h('p', { class: 'sr', role: 'status', 'aria-live': 'polite' });
    this._panel = h('div', { class: 'panel', id: 'panel' },
      h('div', { class: 'main' }, this._offer, this._summary.element, this._tools, this._notice, this._unread, this._paper), this._scorecard.element);
    const look = h('link', {
      rel: 'stylesheet', href: new URL('./jixiao-form.css', import.meta.url).href, on: { load: () => { this._root.hidden = false; } },
    });
    this._root = h('div', { class: 'root', part: 'root', hidden: true }, look, this._tabs, this._panel, this._file, this._status);
    root.append(this._root);
    this._root.addEventListener('dragover', (event) => {
      if (this.readonly || !isReadable(event.dataTransfer)) return;
      event.preventDefault();
      this._root.classList.add('dropping');
    });
    this._root.addEventListener('dragleave', (event) => {
      if (!this._root.contains(event.relatedTarget)) this._root.classList.remove('dropping');
    });
    this._root.addEventListener('drop', (event) => {
      this._root.classList.remove('dropping');
      if (!this.readonly && this.take(event.dataTransfer)) event.preventDefault();
    });

    const paper = this._paper;
    paper.addEventListener('input', (event) => {
      if (!event.isComposing) this._onInput(event.target, event.inputType);
    });
    paper.addEventListener('compositionend', (event) => this._onInput(event.target, 'insertCompositionText'));
    paper.addEventListener('beforeinput', (event) => {
      if (event.inputType === 'historyUndo' || event.inputType === 'historyRedo') {
        event.preventDefault();
        if (event.inputType === 'historyUndo') this.undo();
        else this.redo();
      }
    });
    paper.addEventListener('keydown', (event) => this._onKey(event));
    paper.addEventListener('paste', (event) => this._onPaste(event));
    paper.addEventListener('focusin', (event) => this._onFocus(event.target));
    paper.addEventListener('focusout', (event) => this._onLeave(event.target));
    paper.addEventListener('mousedown', (event) => this._onPress(event));

    // What is pasted where nothing can be typed is meant for the form as a whole.
    this._onPagePaste = (event) => {
      const [target] = event.composedPath();
      const typing = target instanceof Element && target.closest('input, textarea, select, [contenteditable]');
      if (!typing && !event.defaultPrevented && this.take(event.clipboardData)) event.preventDefault();
    };
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
    load().then(() => {
      if (this._ticket !== ticket) return;
      this._close();
      const profile = filing.profile === undefined && this.getAttribute('profile');
      this._session = new core.Session(profile ? { ...filing, profile } : filing, { locale: this.locale });
      this._filing = this._session.filing();
      const report = this._session.report();
      this._findings = new Map(report.findings.map((finding) => [finding.id, finding]));
      this._scorecards = new Map(report.scorecards.map((card) => [card.document, card]));
      this._drawDocument();
      this._drawOffer();
      if (this._restored) this._notify(text(this.locale).restored);
      this._tell();
    }).catch((error) => {
      if (this._ticket !== ticket) return;
      fill(this._tabs);
      this._panel.hidden = true;
      this._status.classList.remove('sr');
      this._status.textContent = `${text(this.locale).failed}：${error.message || error}${error.path ? ` (${error.path})` : ''}`;
      this.dispatchEvent(new CustomEvent('failure', { detail: { error } }));
    });
  }

  _close() {
    if (this._session) {
      this._filing = this._session.filing();
      this._session.free();
    }
    this._session = null;
  }

  // ── Drawing ────────────────────────────────────────────────────────────────────────────────────

  _drawDocument() {
    const words = text(this.locale);
    const base = join('/documents', this._active);
    const document = this._filing.documents[this._active];
    this._panel.hidden = false;
    this._status.classList.add('sr');
    this._root.lang = this.locale;
    this._root.classList.toggle('readonly', this.readonly);
    this._shape = shape(this._filing.documents);
    this._cells.clear();
    this._inside.clear();
    this._inputs.clear();
    this._order = [];
    this._marked = new Set();
    this._filled = [];
    this._notice.hidden = true;
    this._drawTools(words);
    if (document && drawn(document)) {
      const { element, cells } = drawSheet(document, base, {});
      this._order = cells;
      for (const cell of cells) {
        this._inputs.set(cell.input, cell);
        if (this.readonly) cell.input.readOnly = true;
        for (const path of cell.paths) {
          this._cells.set(path, cell);
          for (let over = parent(path); over && !this._inside.has(over); over = parent(over)) this._inside.set(over, cell);
        }
      }
      fill(this._paper, element);
    } else {
      fill(this._paper, h('p', { class: 'undrawn' }, words.undrawn));
    }
    this._summary.draw([], 0, words);
    this._showFindings([]);
    this._tellVerified();
  }

  _drawTools(words) {
    this._tools.setAttribute('aria-label', words.tools);
    const button = (label, click) => h('button', { type: 'button', class: 'tool', on: { click } }, label);
    const menu = h('details', {
      class: 'menu',
      on: {
        keydown: (event) => {
          if (event.key !== 'Escape') return;
          menu.open = false;
          menu.querySelector('summary').focus();
        },
        focusout: (event) => { if (!menu.contains(event.relatedTarget)) menu.open = false; },
      },
    },
    h('summary', { class: 'tool' }, words.exporting),
    h('div', { class: 'choices' }, Object.keys(words.exports).map((what) => button(words.exports[what], () => {
      menu.open = false;
      this.export(what);
    }))));
    fill(this._tools,
      !this.readonly && [
        h('button', { type: 'button', class: 'tool main', on: { click: () => this._askToComplete() } }, words.complete),
        this._drawProfiles(words),
        h('button', { type: 'button', class: 'tool', title: words.readHint, on: { click: () => this._file.click() } }, words.read),
        button(words.undo, () => this.undo()), button(words.redo, () => this.redo()),
      ],
      button(words.print, () => window.print()), menu);
  }

  /** Whose rules apply. A profile of the portal's own is one more to choose. */
  _drawProfiles(words) {
    const { profile } = this._filing;
    const own = profile !== null && typeof profile === 'object' ? [{ id: '', name: profile.name || profile.id }] : [];
    const chosen = own.length ? '' : profile || 'cn';
    const choose = (event) => { if (event.target.value) this.profile = event.target.value; };
    return h('label', { class: 'profiles' }, h('span', {}, words.profile),
      h('select', { class: 'tool', on: { change: choose } }, [...own, ...core.profiles()].map(({ id, name }) =>
        h('option', { value: id, lang: 'zh-CN', selected: id === chosen }, name))));
  }

  /** Fills in what follows from other cells; asks first where a cell that somebody filled would be written over. */
  _askToComplete() {
    const words = text(this.locale);
    const patch = core.complete(this._session.filing(), { locale: this.locale });
    const over = patch.filter(({ op, path }) => op !== 'test' && ![undefined, null, ''].includes(at(this._filing, path)));
    if (!over.length) {
      this.complete();
      return;
    }
    const close = () => dialog.close();
    const go = () => {
      close();
      this.complete();
    };
    const dialog = h('dialog', { class: 'ask', 'aria-labelledby': 'ask-heading', on: { close: () => dialog.remove() } },
      h('h2', { id: 'ask-heading' }, words.overwrite(over.length)),
      h('ul', { lang: 'zh-CN' }, over.map(({ path, value }) => h('li', {},
        h('span', { class: 'where' }, this._where(path).where), ' ',
        h('del', {}, String(at(this._filing, path))), ' → ', h('ins', {}, String(value))))),
      h('div', { class: 'answers' },
        h('button', { type: 'button', class: 'fix', on: { click: go } }, words.overwriteAll), ' ',
        h('button', { type: 'button', class: 'quiet', on: { click: close } }, words.cancel)));
    this._root.append(dialog);
    dialog.showModal();
  }

  /** The work of an earlier visit, to be taken up or left. */
  _drawOffer() {
    const words = text(this.locale);
    const draft = this._found;
    this._offer.hidden = !draft;
    if (!draft) return;
    const done = (taken) => {
      this._found = null;
      this._draft.settle();
      this._offer.hidden = true;
      if (!taken) return;
      this.filing = draft.filing;
      this._restored = true;
    };
    const saved = new Date(draft.savedAt).toLocaleString(this.locale, { dateStyle: 'medium', timeStyle: 'short' });
    fill(this._offer, words.offer(saved, draft.filing.documents.length), ' ',
      h('button', { type: 'button', class: 'fix', on: { click: () => done(true) } }, words.restore), ' ',
      h('button', { type: 'button', class: 'quiet', on: { click: () => done(false) } }, words.discard));
  }

  /** Says which cells were filled in, and marks them until they are changed. */
  _showFilled(paths) {
    const words = text(this.locale);
    for (const cell of this._filled) cell.frame.removeAttribute('data-filled');
    this._filled = [...new Set(paths.map((path) => this._cells.get(path)).filter(Boolean))];
    for (const cell of this._filled) cell.frame.setAttribute('data-filled', '');
    const elsewhere = paths.filter((path) => documentOf(path) !== this._active);
    const links = [...this._filled.map(({ path }) => path), ...elsewhere].map((path, index) => [
      index > 0 && '、',
      h('button', { type: 'button', class: 'link', lang: 'zh-CN', on: { click: () => this.focusCell(path) } },
        this._where(path).where),
    ]);
    this._notice.classList.remove('problem');
    fill(this._notice, paths.length ? [words.completed(paths.length), links] : words.completedNone);
    this._notice.hidden = false;
    this._say(paths.length ? words.completed(paths.length) : words.completedNone);
  }

  /** How many checks held; asked for when typing has stopped, as it takes the whole report. */
  _tellVerified() {
    if (this._session) this._summary.tellVerified(this._fresh ? {} : this._session.report().verified);
  }

  /** Shows the findings and scores as they stand; `changed` are the ids of findings that are new or gone. */
  _showFindings(changed) {
    const words = text(this.locale);
    const shown = this.findings.filter((finding) => !this._held(finding));
    const held = this._findings.size - shown.length;
    this._summary.update(shown.filter((finding) => this._isHere(finding)), held, changed);

    const marks = new Map();
    for (const finding of shown) {
      const cell = documentOf(finding.path) === this._active && this._nearest(finding.path);
      if (cell) marks.set(cell, [...(marks.get(cell) || []), finding]);
    }
    for (const cell of new Set([...this._marked, ...marks.keys()])) {
      const findings = (marks.get(cell) || []).sort((a, b) => rank(a) - rank(b));
      const key = findings.length ? JSON.stringify(findings.map(({ id, message, fix, span, acknowledged }) => [id, message, fix && fix.title, span, acknowledged])) : '';
      if (cell.marked !== key) {
        cell.marked = key;
        cell.mark(findings, words, (id) => this.applyFix(id));
        if (cell.input === this.shadowRoot.activeElement) cell.keepNoteInside();
      }
    }
    this._marked = new Set(marks.keys());
    this._root.classList.toggle('scored', this._scorecards.has(this._active));
    this._scorecard.draw(this._scorecards.get(this._active), words);
    this._drawTabs(shown, words);
  }

  _drawTabs(shown, words) {
    const { documents } = this._filing;
    this._tabs.hidden = documents.length < 2;
    this._tabs.setAttribute('aria-label', words.tabs);
    const focused = this._tabs.contains(this.shadowRoot.activeElement);
    fill(this._tabs, documents.map((document, index) => {
      const n = count(shown.filter((finding) => documentOf(finding.path) === index));
      const active = index === this._active;
      return h('button', {
        type: 'button', role: 'tab', id: `tab-${index}`, class: 'tab', 'aria-selected': String(active), 'aria-controls': 'panel', tabindex: active ? '0' : '-1',
        on: { click: () => { this.active = index; } },
      },
      h('span', { class: 'name', lang: 'zh-CN' }, h('b', {}, KINDS[document.kind] || document.kind),
        h('small', {}, String(document.project || document.fund || document.department || ''))),
      h('span', { class: 'badges' },
        h('span', { class: 'sr' }, ` ${words.tabCounts(n)}`),
        n.error + n.warning === 0 && !this._fresh && h('span', { class: 'badge', 'data-severity': 'verified', 'aria-hidden': 'true' }, '✓'),
        ['error', 'warning'].filter((severity) => n[severity]).map((severity) =>
          h('span', { class: 'badge', 'data-severity': severity, 'aria-hidden': 'true' }, String(n[severity])))));
    }));
    if (documents.length > 1) {
      this._panel.setAttribute('role', 'tabpanel');
      this._panel.setAttribute('aria-labelledby', `tab-${this._active}`);
    } else {
      this._panel.removeAttribute('role');
      this._panel.removeAttribute('aria-labelledby');
    }
    if (focused) this._tabs.children[this._active].focus();
  }

  /** A finding of the document shown, or of the filing as a whole. */
  _isHere(finding) {
    const index = documentOf(finding.path);
    return index < 0 || index === this._active;
  }

  _held(finding) {
    return this._fresh && !this._touched.has(finding.path);
  }

  // ── Editing ────────────────────────────────────────────────────────────────────────────────────

  _onInput(input, inputType) {
    const cell = this._cellOf(input);
    if (!cell) return;
    cell.typed();
    cell.frame.removeAttribute('data-filled');
    const { value } = cell;
    const changes = cell.paths.map((path) => ({ path, before: at(this._filing, path), after: value }));
    if (changes.every(({ before, after }) => before === after)) return;
    this._history.record(changes, `${cell.path} ${inputType === 'deleteContentBackward' ? 'delete' : 'type'}`);
    this._write(changes.map(({ path }) => ({ path, value })));
  }

  /** Takes in the documents of a reading. */
  async _takeIn(reading, name) {
    const words = text(this.locale);
    if (!this._session) {
      this.filing = { documents: [] };
      await load();
      await null;
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
    this._notify(words.taken(reading.documents.length, Object.keys(reading.locations).length, name));
    this._summary.heading.focus();
  }

  /** Keeps the work in this browser. */
  _save() {
    clearTimeout(this._savingSoon);
    if (!this._draft || !this._session || !this._isDirty) return;
    this._isDirty = false;
    if (!this._draft.save(this._session.filing())) this._say(text(this.locale).notSaved);
  }

  _onFile(input) {
    const [file] = input.files;
    if (file) file.arrayBuffer().then((bytes) => this.read(new Uint8Array(bytes), { name: file.name }));
    input.value = ''; // so that the same file can be chosen again
  }

  /** Writes cells, and shows what that changed; undefined takes a key away. */
  _write(changes) {
    const cells = changes.filter(({ path }) => this._cells.has(path));
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
    for (const { path, value } of changes) {
      if (/\/name$/.test(path)) this._relabel(parent(path));
      this.dispatchEvent(new CustomEvent('change', { detail: { path, value } }));
    }
  }

  /** Applies a patch of the core's as one step; false where the filing has moved on since. */
  _apply(patch) {
    const before = this._session.filing();
    let answer;
    try {
      answer = this._session.apply(patch);
    } catch (error) {
      this._say(text(this.locale).stale);
      return false;
    }
    const after = this._session.filing();
    this._history.record(changed(patch).map((path) => ({ path, before: at(before, path), after: at(after, path) })));
    this._adopt(after);
    this._answer(answer);
    for (const path of changed(patch)) this.dispatchEvent(new CustomEvent('change', { detail: { path, value: at(after, path) } }));
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
    this._showFindings([...change.removed, ...change.added.map(({ id }) => id)]);
    this._tell();
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
    for (const cell of this._order) {
      cell.show(at(filing, cell.path));
      cell.relabel();
    }
  }

  _travel(step, said) {
    if (!step) return;
    this._write(step);
    const { path } = step[0];
    const index = documentOf(path);
    this._showFilled([]);
    this._notice.hidden = true;
    if (path === '/documents' || path === '/profile') this._drawDocument();
    if (path === '/documents') fill(this._unread);
    if (index === this._active) this._adopt(this._session.filing());
    const cell = index >= 0 && this.focusCell(path) && this._nearest(path);
    if (cell) cell.input.setSelectionRange(cell.value.length, cell.value.length);
    this._say(said);
  }

  _onKey(event) {
    const cell = this._cellOf(event.target);
    if (!cell || event.isComposing) return;
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    if (command && key === 'z') {
      event.preventDefault();
      if (event.shiftKey) this.redo();
      else this.undo();
    } else if (command && key === 'y') {
      event.preventDefault();
      this.redo();
    } else if (event.key === 'Escape') {
      cell.frame.classList.add('dismissed');
    } else if (event.key === 'Enter' && cell.single && !command && !event.altKey) {
      // A figure has one line; Enter goes on, as in a spreadsheet.
      event.preventDefault();
      this._step(cell, event.shiftKey ? -1 : 1);
    }
  }

  /** To the same column one row further, or else to the next cell. */
  _step(cell, by) {
    const [, rows, row, key] = /^(.*\/)(\d+)(\/[^/]+)$/.exec(cell.path) || [];
    const below = rows && this._cells.get(`${rows}${Number(row) + by * (by > 0 ? cell.paths.length : 1)}${key}`);
    const next = below || this._order[cell.order + by];
    if (next) {
      next.input.focus();
      next.input.select();
    }
  }

  /** One cell copied from a spreadsheet ends with a line break that is no part of it. */
  _onPaste(event) {
    const cell = this._cellOf(event.target);
    if (event.clipboardData && isTable(event.clipboardData) && this.take(event.clipboardData)) {
      event.preventDefault();
      return;
    }
    const pasted = event.clipboardData && event.clipboardData.getData('text/plain');
    if (!cell || !cell.single || !pasted || !/\r?\n$/.test(pasted)) return;
    event.preventDefault();
    const { input } = cell;
    input.setRangeText(pasted.replace(/[\r\n]+$/, ''), input.selectionStart, input.selectionEnd, 'end');
    this._history.pause();
    this._onInput(input, 'insertFromPaste');
  }

  _onFocus(input) {
    const cell = this._cellOf(input);
    this._history.pause();
    if (!cell) return;
    cell.frame.classList.remove('dismissed');
    cell.keepNoteInside();
  }

  _onLeave(input) {
    const cell = this._cellOf(input);
    if (!cell) return;
    cell.align();
    if (!this._fresh) return;
    for (const path of cell.paths) this._touched.add(path);
    this._showFindings([]);
  }

  /** A press anywhere in a cell's frame puts the cursor into the cell. */
  _onPress(event) {
    const frame = event.target.closest('.frame');
    if (!frame || event.target.closest('textarea, button, .note')) return;
    event.preventDefault();
    frame.querySelector('textarea').focus();
  }

  _onTabKey(event) {
    const { length } = this._filing.documents;
    const to = {
      ArrowRight: (this._active + 1) % length, ArrowLeft: (this._active + length - 1) % length, Home: 0, End: length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.active = to;
  }

  // ── Cells and places ───────────────────────────────────────────────────────────────────────────

  _cellOf(input) {
    return this._inputs.get(input);
  }

  /** The cell at a pointer; else one inside it; else one beside or above it. */
  _nearest(pointer) {
    for (let path = pointer; path && path !== join('/documents', this._active) && path !== '/documents'; path = parent(path)) {
      if (this._cells.has(path)) return this._cells.get(path);
      const inside = this._inside.get(path);
      if (inside) return this._byRow(path) || inside;
    }
    return documentOf(pointer) === this._active ? this._order[0] : undefined;
  }

  /** For a row as a whole its name stands. */
  _byRow(path) {
    return this._cells.get(`${path}/name`);
  }

  _place(pointer) {
    const cell = documentOf(pointer) === this._active && this._nearest(pointer);
    return cell ? cell.order : -1;
  }

  /** What a reader calls the place at a pointer. */
  _where(pointer) {
    const index = documentOf(pointer);
    if (index === this._active) {
      const cell = this._nearest(pointer);
      return { where: cell ? cell.label() : '', elsewhere: false, source: this._locations[pointer] };
    }
    const document = this._filing.documents[index];
    return {
      source: this._locations[pointer], where: document ? String(document.project || document.title || KINDS[document.kind] || '') : '', elsewhere: Boolean(document) };
  }

  _relabel(row) {
    for (const cell of this._order) if (cell.path.startsWith(`${row}/`)) cell.relabel();
  }

  /** Somebody's work, and not only what the page opened with. */
  get _isOwn() {
    return this._restored || !this._history.isEmpty;
  }

  // ── Telling ────────────────────────────────────────────────────────────────────────────────────

  _tell() {
    this.dispatchEvent(new CustomEvent('report', {
      detail: { findings: this.findings, counts: count(this.findings), scorecards: [...this._scorecards.values()] },
    }));
  }

  _sayLater() {
    clearTimeout(this._saying);
    this._saying = setTimeout(() => {
      this._tellVerified();
      const focused = this._cellOf(this.shadowRoot.activeElement);
      const about = focused && focused.marked && focused.note.querySelector('p');
      const here = this.findings.filter((finding) => this._isHere(finding) && !this._held(finding));
      this._say([about && about.textContent, text(this.locale).counts(count(here))].filter(Boolean).join(' '));
    }, ANNOUNCE_AFTER);
  }

  /** Says it in the notice above the form and to those who cannot see it. */
  _notify(said, state) {
    fill(this._notice, said);
    this._notice.classList.toggle('problem', state === 'problem');
    this._notice.hidden = false;
    this._say(said);
  }

  _say(said) {
    if (this._status.textContent !== said) this._status.textContent = said;
  }
}

function rank(finding) {
  return ['error', 'warning', 'info', 'acknowledged'].indexOf(standing(finding));
}

/** Which rows and cells there are, whatever they hold. */
function shape(value) {
  return JSON.stringify(value, (key, part) => (part !== null && typeof part === 'object' ? part : 0));
}

/** The cells that a patch writes, `test` and double mentions left out. */
function changed(patch) {
  return [...new Set(patch.filter(({ op }) => op !== 'test').map(({ path }) => path))];
}

customElements.define('jixiao-form', JixiaoForm);
