/**
 * <jixiao-form>: a filing as forms to fill in, checked on every keystroke.
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
 *              begin(filing, { fresh, … }), open(draft), close().
 * Events       "change" { path, value }, "report" { ok, findings, counts, scorecards }, "failure" { error },
 *              "saved" { state, id, code, at }, "drafts" (the list of drafts has changed), "attention" (another tab
 *              sends the officer to this one).
 * Style        the custom properties --jixiao-… at the top of jixiao-form.css; parts root, tabs, tab, summary, finding, tools, tool,
 *              notice, outline, sheet, input, note, fix, scorecard, dialog.
 *
 * Nothing is checked, worded or computed here: the core does that, in a Session per filing.
 */
import * as core from './pkg/index.js';
import { createForm } from './form/form.js';

export { load } from './form/assets.js';

// A server that renders pages imports this, too, and has no elements.
const Base = globalThis.HTMLElement ?? class {};

/** The private controller of each element: see form/form.js. */
const forms = new WeakMap();

export class JixiaoForm extends Base {
  static get observedAttributes() {
    return ['filing', 'locale', 'profile', 'readonly', 'theme'];
  }

  constructor() {
    super();
    forms.set(this, createForm(this, core, new URL('./jixiao-form.css', import.meta.url)));
  }

  // ── Public interface ──────────────────────────────────────────────────────────────────────────

  get filing() {
    return forms.get(this).filing;
  }

  /** Setting an equal filing changes nothing, so that a framework may pass back what it got. */
  set filing(filing) {
    forms.get(this).filing = filing;
  }

  /** The core's report on the filing; null before it is loaded. */
  get report() {
    return forms.get(this).store.report();
  }

  get findings() {
    return [...forms.get(this).store.findings.values()];
  }

  /**
   * Whether the form is new: a cell's findings are not shown until it has been left, or until
   * check().
   */
  get fresh() {
    return forms.get(this).fresh;
  }

  set fresh(fresh) {
    forms.get(this).fresh = Boolean(fresh);
  }

  get locale() {
    return this.getAttribute('locale') === 'en' ? 'en' : 'zh-CN';
  }

  set locale(locale) {
    this.setAttribute('locale', locale);
  }

  /**
   * The rules that apply: the id of a built-in profile, or a profile. A filing may bring its own;
   * setting this while a filing is open changes the filing's.
   */
  get profile() {
    return forms.get(this).profile;
  }

  set profile(profile) {
    forms.get(this).profile = profile;
  }

  /** Whether the form can only be read. */
  get readonly() {
    return this.hasAttribute('readonly');
  }

  set readonly(readonly) {
    this.toggleAttribute('readonly', Boolean(readonly));
  }

  /** "light", "dark", or "auto" for the system's setting. */
  get theme() {
    const theme = this.getAttribute('theme');
    return theme === 'light' || theme === 'dark' ? theme : 'auto';
  }

  set theme(theme) {
    this.setAttribute('theme', theme);
  }

  /** The index of the document shown. */
  get active() {
    return forms.get(this).view.active;
  }

  set active(index) {
    forms.get(this).view.active = index;
  }

  /**
   * Writes a cell as if it had been typed; false if there is nothing to write or nothing changes.
   */
  set(pointer, value) {
    return forms.get(this).set(pointer, value);
  }

  /** Moves the focus to the cell at a pointer, or to the nearest one; `span` selects a part of its text. */
  focusCell(pointer, span) {
    return forms.get(this).view.focusCell(pointer, span);
  }

  /**
   * Moves the focus to the next finding in the order of the form, and on through the documents; by
   * -1 to the previous one.
   */
  focusNext(by = 1) {
    return forms.get(this).view.focusNext(by);
  }

  /** Applies the fix of a finding and moves to the cell it repaired. */
  applyFix(id) {
    return forms.get(this).applyFix(id);
  }

  /**
   * Applies the fixes among these that change the meaning of no figure, as one step; returns how
   * many.
   */
  applyFixes(ids) {
    return forms.get(this).applyFixes(ids);
  }

  /** Fills in every computed cell, as one step; returns their pointers. */
  complete() {
    return forms.get(this).complete();
  }

  /**
   * Reads a pasted table, a page or the bytes of a file, and opens the forms found in it. They
   * replace a form nobody has worked on yet and otherwise come beside the others; undo takes them
   * away again. Resolves to what was read, or null if it could not be.
   */
  read(source, { name } = /** @type {{ name?: string }} */ ({})) {
    return forms.get(this).read(source, name);
  }

  /** Reads the content of a clipboard or a drop; false if there is nothing to read. */
  take(transfer) {
    return forms.get(this).take(transfer);
  }

  /**
   * Acknowledges a finding, or several, with the department's reason; without a reason, takes that
   * back.
   */
  acknowledge(ids, reason) {
    return forms.get(this).acknowledge([].concat(ids), reason);
  }

  /**
   * Exports the filing or its findings: "filing", "csv" or "sarif" as a file, "table" to the
   * clipboard.
   */
  export(what) {
    return forms.get(this).export(what);
  }

  /** Prints the form shown, or `all` of them; `annex` adds the findings and the reasons given. */
  print({ all = false, annex = false } = {}) {
    forms.get(this).printer.print({ all, annex });
  }

  undo() {
    forms.get(this).travel('undo');
  }

  redo() {
    forms.get(this).travel('redo');
  }

  /** Shows every finding of a fresh form. */
  check() {
    forms.get(this).check();
  }

  /**
   * The drafts in this browser: list, open, rename, copy, remove, restore, purge, raw. Null without
   * autosave.
   */
  get drafts() {
    return forms.get(this).drafts;
  }

  /** The id of the open draft; undefined if what the page opened is unchanged. */
  get draft() {
    return forms.get(this).draft;
  }

  /**
   * Opens a filing as a new draft, or with `isSample` as one that is saved only once it is changed.
   * `locations` and `unread` are those of a reading; `said` is shown to the officer.
   */
  begin(filing, options) {
    return forms.get(this).begin(filing, options);
  }

  /**
   * Continues with a draft; resolves to whether it is open here now. If another tab has it, the
   * officer is asked.
   */
  open(draft) {
    return forms.get(this).openDraft(draft);
  }

  /** Saves what is open and leaves the form empty. */
  close() {
    return forms.get(this).close();
  }

  // ── Life cycle
  // ───────────────────────────────────────────────────────────────────────────────────

  connectedCallback() {
    // Properties that a page or a framework set before this script was loaded.
    for (const name of ['filing', 'profile', 'locale', 'theme', 'readonly', 'fresh', 'active']) {
      if (!Object.prototype.hasOwnProperty.call(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    forms.get(this).connect();
  }

  disconnectedCallback() {
    forms.get(this).disconnect();
  }

  attributeChangedCallback(name, before, after) {
    if (before !== after) forms.get(this).attributeChanged(name, after);
  }
}

if (globalThis.customElements && !customElements.get('jixiao-form'))
  customElements.define('jixiao-form', JixiaoForm);
