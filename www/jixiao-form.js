/**
 * <jixiao-form>: a filing as forms to fill in, checked with every keystroke.
 *
 *   import './jixiao-form.js';
 *   const form = document.querySelector('jixiao-form');
 *   form.filing = { profile: 'cn-hunan', documents: [ … ] };
 *
 * Properties: filing, locale ("zh-CN" or "en"; an attribute too), fresh (hold findings back until a cell has been left), active (the document shown).
 * Methods: focusCell(pointer), applyFix(id), undo(), redo(), check().
 * Events: "change" { path, value }, "report" { findings, counts, scorecards }, "failure" { error }.
 *
 * Nothing is checked, worded or computed here: what is shown comes from the core, a Session per filing.
 */
import init, { Session } from './pkg/index.js';
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
    this._order = [];
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
    if (this._session) this._showFindings([]);
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
    cell.frame.scrollIntoView({ block: 'center', inline: 'nearest' });
    cell.input.focus({ preventScroll: true });
    if (span) cell.input.setSelectionRange(span[0], span[1]);
    else cell.input.select();
    return true;
  }

  /** Applies the fix of a finding and moves to the cell it repaired. */
  applyFix(id) {
    const finding = this._findings.get(id);
    if (!finding || !finding.fix) return false;
    const { patch } = finding.fix;
    const before = this._session.filing();
    try {
      this._answer(this._session.apply(patch));
    } catch (error) {
      this._say(text(this.locale).stale);
      return false;
    }
    const after = this._session.filing();
    const cells = patch.filter(({ op }) => op !== 'test').map(({ path }) => path);
    this._history.record(cells.map((path) => ({ path, before: at(before, path), after: at(after, path) })));
    this._adopt(after);
    this.focusCell(finding.path);
    this._say(text(this.locale).fixed);
    return true;
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
    this._summary = createSummary({
      onGo: go,
      onFix: (id) => this.applyFix(id),
      onCheck: () => this.check(),
      place: (path) => this._place(path),
    });
    this._scorecard = createScorecard({ onGo: go });
    this._tabs = h('div', { class: 'tabs', part: 'tabs', role: 'tablist', on: { keydown: (event) => this._onTabKey(event) } });
    this._paper = h('div', { class: 'paper' });
    this._status = h('p', { class: 'sr', role: 'status', 'aria-live': 'polite' });
    this._panel = h('div', { class: 'panel', id: 'panel' },
      h('div', { class: 'main' }, this._summary.element, this._paper), this._scorecard.element);
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
      this._session = new Session(filing, { locale: this.locale });
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
    this._cells.clear();
    this._order = [];
    if (document && drawn(document)) {
      const { element, cells } = drawSheet(document, base, {});
      this._order = cells;
      for (const cell of cells) for (const path of cell.paths) this._cells.set(path, cell);
      fill(this._paper, element);
    } else {
      fill(this._paper, h('p', { class: 'undrawn' }, words.undrawn));
    }
    this._summary.draw([], 0, words);
    this._showFindings([]);
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
    for (const cell of this._order) {
      const findings = (marks.get(cell) || []).sort((a, b) => rank(a) - rank(b));
      const key = findings.map(({ id, message, fix }) => `${id} ${message} ${fix ? fix.title : ''}`).join('\n');
      if (cell.marked !== key) {
        cell.marked = key;
        cell.mark(findings, words, (id) => this.applyFix(id));
        if (cell.input === this.shadowRoot.activeElement) cell.keepNoteInside();
      }
    }
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
        h('small', {}, String(document.project || document.department || ''))),
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
    cell.fit();
    const { value } = cell;
    const changes = cell.paths.map((path) => ({ path, before: at(this._filing, path), after: value }));
    if (changes.every(({ before, after }) => before === after)) return;
    this._history.record(changes, `${cell.path} ${inputType === 'deleteContentBackward' ? 'delete' : 'type'}`);
    this._write(changes.map(({ path }) => ({ path, value })));
  }

  /** Writes cells, and shows what that changed. */
  _write(changes) {
    for (const { path, value } of changes) put(this._filing, path, value);
    this._answer(changes.length === 1
      ? this._session.set(changes[0].path, changes[0].value)
      : this._session.apply(changes.map(({ path, value }) => ({ op: 'replace', path, value }))));
    for (const { path, value } of changes) {
      if (/\/name$/.test(path)) this._relabel(parent(path));
      this.dispatchEvent(new CustomEvent('change', { detail: { path, value } }));
    }
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
    const shape = (value) => JSON.stringify(value, (key, part) => (part !== null && typeof part === 'object' ? part : 0));
    const changed = shape(filing) !== shape(this._filing);
    if (changed) {
      this._filing = filing;
      this._drawDocument();
      return;
    }
    for (const cell of this._order) {
      const value = at(filing, cell.path);
      for (const path of cell.paths) put(this._filing, path, value);
      cell.show(value);
      cell.relabel();
    }
  }

  _travel(step, said) {
    if (!step) return;
    this._write(step.filter(({ value }) => value !== undefined));
    const { path } = step[0];
    const index = documentOf(path);
    if (index === this._active) this._adopt(this._session.filing());
    this.focusCell(path);
    const cell = this._nearest(path);
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
    return this._order.find((cell) => cell.input === input);
  }

  /** The cell at a pointer; else one inside it; else one beside or above it. */
  _nearest(pointer) {
    for (let path = pointer; path && path !== join('/documents', this._active) && path !== '/documents'; path = parent(path)) {
      if (this._cells.has(path)) return this._cells.get(path);
      const inside = this._order.find((cell) => cell.paths.some((other) => other.startsWith(`${path}/`)));
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

function rank({ severity }) {
  return ['error', 'warning', 'info'].indexOf(severity);
}

customElements.define('jixiao-form', JixiaoForm);
