/** <jixiao-form>: importing this defines the element. */
import type { Cell, Filing, Finding, Pointer, Profile, Reading, Report, Scorecard } from "./pkg/index.js";

/**
 * Loads the core once, for all forms of the page; a form does so by itself.
 *
 * `module` is what `init` of "jixiao" takes. Given the URL of a `jixiao_bg.wasm`, the style sheet and
 * `reader_bg.wasm` are looked for beside it as well. Call it right after the import.
 */
export function load(module?: unknown): Promise<unknown>;

/**
 * A filing as forms to fill in, checked with every keystroke.
 *
 * @tag jixiao-form
 * @attr {string} filing - the filing, as JSON
 * @attr {string} profile - id of a built-in profile, where the filing names none
 * @attr {"zh-CN" | "en"} locale - language of messages and labels
 * @attr {"light" | "dark" | "auto"} theme - light or dark; otherwise as the system has it
 * @attr {boolean} readonly - to be read and not to be changed
 * @attr {string} autosave - the name under which this browser keeps the work: every filing as a draft of its own
 * @attr {boolean} no-offer - the page lists the drafts itself; the form neither offers nor reopens any
 * @fires {CustomEvent<ChangeDetail>} change - a cell, or what else a pointer names, has been changed
 * @fires {CustomEvent<ReportDetail>} report - what is found now, after every change
 * @fires {CustomEvent<FailureDetail>} failure - the filing cannot be shown, and why
 * @fires {CustomEvent<SavedDetail>} saved - what has become of the work: saving, saved, or unsaved and why
 * @fires {CustomEvent} drafts - the list of drafts may be another
 * @fires {CustomEvent} attention - another tab sends the officer to this one
 * @cssprop --jixiao-paper - the ground
 * @cssprop --jixiao-ink - text
 * @cssprop --jixiao-quiet - text of less weight
 * @cssprop --jixiao-line - fine lines
 * @cssprop --jixiao-rule - lines of tables
 * @cssprop --jixiao-tint - the ground of heads and labels
 * @cssprop --jixiao-accent - buttons, links, the focus
 * @cssprop --jixiao-accent-ink - text on the accent
 * @cssprop --jixiao-accent-tint - a ground of the accent
 * @cssprop --jixiao-error - errors
 * @cssprop --jixiao-error-tint - the ground of errors
 * @cssprop --jixiao-warning - warnings
 * @cssprop --jixiao-warning-tint - the ground of warnings
 * @cssprop --jixiao-info - advice
 * @cssprop --jixiao-info-tint - the ground of advice
 * @cssprop --jixiao-picked - over the cells that are selected
 * @cssprop --jixiao-verified - what was checked and holds
 * @cssprop --jixiao-verified-tint - its ground
 * @cssprop --jixiao-on-mark - text on the colours of findings
 * @cssprop --jixiao-shadow - the shadow of what lies above the form
 * @cssprop --jixiao-top - the height of a bar of the page that stays above the form
 * @csspart root - all of it
 * @csspart tabs - the row of tabs
 * @csspart tab - one of the forms of the filing
 * @csspart summary - the list of findings
 * @csspart finding - one finding
 * @csspart tools - the row of tools
 * @csspart tool - one tool
 * @csspart menu - what can be done with a row or a form
 * @csspart notice - what was done, and offers
 * @csspart saving - whether the work is saved, and what to do where it is not
 * @csspart unread - what of a file is in no form
 * @csspart outline - the sections of a report
 * @csspart sheet - the form as on paper
 * @csspart input - a cell
 * @csspart note - what is found in a cell
 * @csspart proved - the figures of a text that were checked and found right
 * @csspart fix - the button that mends a cell
 * @csspart scorecard - the computed scores
 * @csspart dialog - a question
 */
export class JixiaoForm extends HTMLElement {
  /** The filing as it stands. One that reads as the present one changes nothing when it is set. */
  filing: Filing | null;
  /** The rules of which place apply, where the filing does not say; set while one is open, it changes the filing's. */
  profile: string | Profile | undefined;
  locale: "zh-CN" | "en";
  /** "auto", unless it is set: as the system has it. */
  theme: "light" | "dark" | "auto";
  readonly: boolean;
  /** A form just begun: a cell's findings wait until it has been left, or until `check()`. */
  fresh: boolean;
  /** The index of the document that is shown. */
  active: number;
  readonly findings: Finding[];
  /** What the core says of the filing; null before it is loaded. */
  readonly report: Report | null;

  /** What this browser keeps under the name in `autosave`; null without that attribute. */
  readonly drafts: Drafts | null;
  /** The id of the draft that is open; undefined where nobody has changed what the page opened. */
  readonly draft: string | undefined;

  /** Begins a filing as a draft of its own. */
  begin(filing: Filing, options?: BeginOptions): Promise<void>;
  /** Goes on with a draft; false where it could not be opened, or is left to another tab. */
  open(draft: string): Promise<boolean>;
  /** Saves what is open and leaves the form empty. */
  close(): Promise<void>;
  /** Writes a cell, as if it had been typed. */
  set(pointer: Pointer, value: Cell): boolean;
  /** Moves the focus to the cell at a pointer, or to the nearest one. */
  focusCell(pointer: Pointer, span?: [number, number]): boolean;
  /** Moves the focus to the next finding, or by -1 to the one before. */
  focusNext(by?: 1 | -1): boolean;
  applyFix(id: string): boolean;
  /** Applies the safe fixes of findings, as one step; returns how many were applied. */
  applyFixes(ids: string[]): number;
  /** Fills in every cell that follows from others, as one step; returns their pointers. */
  complete(): Pointer[];
  /** Keeps findings with the department's reason, as one step; null takes it back. */
  acknowledge(ids: string | string[], reason: string | null): boolean;
  /** Shows every finding of a fresh form. */
  check(): void;
  /** Prints the form shown, or all of them; `annex` adds the findings and the reasons given. */
  print(options?: { all?: boolean; annex?: boolean }): void;
  undo(): void;
  redo(): void;
  read(source: string | Uint8Array, options?: { name?: string }): Promise<Reading | null>;
  take(transfer: DataTransfer): boolean;
  export(what: "filing" | "csv" | "sarif" | "table"): Promise<void>;

  addEventListener<K extends keyof JixiaoFormEventMap>(
    type: K,
    listener: (this: JixiaoForm, event: JixiaoFormEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof JixiaoFormEventMap>(
    type: K,
    listener: (this: JixiaoForm, event: JixiaoFormEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions,
  ): void;
}

/** The events of the element; of the same name as one of HTML, its own. */
export interface JixiaoFormEventMap extends Omit<HTMLElementEventMap, "change"> {
  change: CustomEvent<ChangeDetail>;
  report: CustomEvent<ReportDetail>;
  failure: CustomEvent<FailureDetail>;
  saved: CustomEvent<SavedDetail>;
  drafts: CustomEvent<null>;
  attention: CustomEvent<null>;
}

/** `value` is what stands at `path` now: a cell's text, or a row, a list, a profile; undefined where it is gone. */
export interface ChangeDetail { path: Pointer; value: unknown }

/** `path` where the filing is to blame, as JixiaoError has it. */
export interface FailureDetail { error: Error & { path?: Pointer } }

export interface BeginOptions {
  /** Findings wait until a cell has been left: for a blank form. */
  fresh?: boolean;
  /** Where in its source each cell was read, and what is in no form: as a Reading has them. */
  locations?: Reading["locations"];
  unread?: Reading["unread"];
  /** What the officer is told when it is open. */
  said?: string;
  /** Kept only once it is changed. */
  isSample?: boolean;
}

/** Why the browser does not keep the work: it may store nothing, is full, has a newer version of the page, or has lost its database. */
export type NotKept = "denied" | "full" | "newer" | "corrupt";

export type Kept = { ok: true; id: string } | { ok: false; id?: string; code: NotKept };

/** A draft in a list. `damaged` says why it cannot be opened; `raw` still gives its content. */
export interface DraftSummary {
  id: string;
  name: string;
  /** ISO times. */
  savedAt: string;
  createdAt: string;
  removedAt?: string;
  /** The browser tab that saved it last; see `Drafts.tab`. */
  tab?: string;
  about?: { department: string; year: string; project: string; kinds: string[] };
  damaged?: "older" | "newer" | "corrupt";
}

/** No method throws, and no promise rejects. */
export interface Drafts {
  readonly tab: string;
  /** Why the last write or read failed; undefined when it did not. */
  readonly problem: NotKept | undefined;
  list(options?: { removed?: boolean }): Promise<DraftSummary[]>;
  open(id: string): Promise<boolean>;
  /** The id of a new draft with the same content. */
  copy(id: string): Promise<string | undefined>;
  /** A blank name gives back the one worked out. */
  rename(id: string, name: string): Promise<Kept>;
  /** Can be restored for 30 days. */
  remove(id: string): Promise<Kept>;
  restore(id: string): Promise<Kept>;
  /** Deletes it for good, at once. */
  purge(id: string): Promise<Kept>;
  /** The content as JSON, or as the text it is where it is damaged. */
  raw(id: string): Promise<string | undefined>;
  /** Saves all that is unsaved. */
  flush(): Promise<Kept[]>;
}

export interface SavedDetail {
  state: "saving" | "saved" | "unsaved";
  /** Of the draft. */
  id: string;
  code?: NotKept;
  /** ISO time. */
  at?: string;
}

export interface ReportDetail {
  ok: boolean;
  findings: Finding[];
  counts: Report["counts"] & { acknowledged: number };
  scorecards: Scorecard[];
}

declare global {
  interface HTMLElementTagNameMap { "jixiao-form": JixiaoForm }
}
