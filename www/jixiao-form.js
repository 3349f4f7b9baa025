/**
 * <jixiao-form>: a filing as forms to fill in, checked with every keystroke.
 *
 *   import './jixiao-form.js';
 *   const form = document.querySelector('jixiao-form');
 *   form.filing = { profile: 'cn-hunan', documents: [ … ] };
 *
 * Properties: filing, locale ("zh-CN" or "en"; an attribute too), fresh (hold findings back until a cell has been left), active (the document shown).
 * Methods: focusCell(pointer), applyFix(id), complete(), acknowledge(id, reason), undo(), redo(), check().
 * Events: "change" { path, value }, "report" { findings, counts, scorecards }, "failure" { error }.
 *
 * Nothing is checked, worded or computed here: what is shown comes from the core, a Session per filing.
 */
import init, * as core from './pkg/index.js';
import { csv, sarif, save } from './form/export.js';
import { standing } from './form/cell.js';
import { createHistory } from './form/history.js';
import { createScorecard } from './form/scorecard.js';
import { count, createSummary } from './form/summary.js';
import { fill, h } from './form/dom.js';
import { at, documentOf, join, parent, put } from './form/pointer.js';
import { drawn, drawSheet } from './form/sheet.js';
import { KINDS } from './form/labels.js';
import { text } from './form/text.js';

const WIDE = 1100; // px from which the score card stands beside the form
const NARROW = 720; // px below which rows are drawn as cards
const ANNOUNCE_AFTER = 700; // ms without a keystroke

let loading;

/** Loads the core once, for all forms of the page. Rejects where WebAssembly cannot run. */
export function load() {
  loading = loading || init();
  return loading;
}

export class JixiaoForm extends HTMLElement {
  static get observedAttributes() {
    return ['locale'];
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
    this._build();
  }

  // ── What a page can ask ────────────────────────────────────────────────────────────────────────

  get filing() {
    return this._session ? this._session.filing() : this._filing;
  }

  set filing(filing) {
    this._close();
    this._filing = filing;
    this._active = 0;
    this._fresh = false;
    this._touched.clear();
    this._history.clear();
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
    if (!finding || !finding.fix) return false;
    if (!this._apply(finding.fix.patch)) return false;
    this.focusCell(finding.path);
    this._say(text(this.locale).fixed);
    return true;
  }

  /** Fills in every cell that follows from others, as one step; returns their pointers. */
  complete() {
    if (!this._session || !core.complete) return [];
    const patch = core.complete(this._session.filing(), { locale: this.locale });
    const filled = changed(patch);
    if (filled.length && !this._apply(patch)) return [];
    this._showFilled(filled);
    return filled;
  }

  /** Keeps a finding with the department's reason for it; with no reason, takes that back. */
  acknowledge(id, reason) {
    const finding = this._findings.get(id);
    if (!finding) return false;
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

  /** Hands the filing or its findings out as a file: "filing", "csv" or "sarif". */
  export(what) {
    const words = text(this.locale);
    const where = (path) => {
      const { where: place, elsewhere } = this._where(path);
      return elsewhere ? `${place} ${path}` : place;
    };
    if (what === 'csv') save(words.files.csv, 'text/csv;charset=utf-8', csv(this.findings, where, words));
    else if (what === 'sarif') {
      const report = sarif(this._session.report(), core.rules({ locale: this.locale }), where);
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
    this._open();
  }

  disconnectedCallback() {
    this._watch.disconnect();
    this._close();
  }

  attributeChangedCallback(name, before, after) {
    if (name === 'locale' && before !== after) this._open();
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
    this._status = h('p', { class: 'sr', role: 'status', 'aria-live': 'polite' });
    this._panel = h('div', { class: 'panel', id: 'panel' },
      h('div', { class: 'main' }, this._summary.element, this._tools, this._notice, this._paper), this._scorecard.element);
    const look = h('link', {
      rel: 'stylesheet', href: new URL('./jixiao-form.css', import.meta.url).href, on: { load: () => { this._root.hidden = false; } },
    });
    this._root = h('div', { class: 'root', part: 'root', hidden: true }, look, this._tabs, this._panel, this._status);
    root.append(this._root);

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
      this._session = new core.Session(filing, { locale: this.locale });
      this._filing = this._session.filing();
      const report = this._session.report();
      this._findings = new Map(report.findings.map((finding) => [finding.id, finding]));
      this._scorecards = new Map(report.scorecards.map((card) => [card.document, card]));
      this._drawDocument();
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
      core.complete && h('button', { type: 'button', class: 'tool main', on: { click: () => this.complete() } }, words.complete),
      button(words.undo, () => this.undo()), button(words.redo, () => this.redo()),
      button(words.print, () => window.print()), menu);
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
      return { where: cell ? cell.label() : '', elsewhere: false };
    }
    const document = this._filing.documents[index];
    return { where: document ? String(document.project || document.title || KINDS[document.kind] || '') : '', elsewhere: Boolean(document) };
  }

  _relabel(row) {
    for (const cell of this._order) if (cell.path.startsWith(`${row}/`)) cell.relabel();
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
