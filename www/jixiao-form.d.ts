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
 * @attr {boolean} readonly - to be read and not to be changed
 * @attr {string} autosave - the name under which this browser keeps the work
 * @fires {CustomEvent<ChangeDetail>} change - a cell, or what else a pointer names, has been changed
 * @fires {CustomEvent<ReportDetail>} report - what is found now, after every change
 * @fires {CustomEvent<FailureDetail>} failure - the filing cannot be shown, and why
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
 * @csspart unread - what of a file is in no form
 * @csspart sheet - the form as on paper
 * @csspart input - a cell
 * @csspart note - what is found in a cell
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
  readonly: boolean;
  /** A form just begun: a cell's findings wait until it has been left, or until `check()`. */
  fresh: boolean;
  /** The index of the document that is shown. */
  active: number;
  readonly findings: Finding[];
  /** What the core says of the filing; null before it is loaded. */
  readonly report: Report | null;

  /** Writes a cell, as if it had been typed. */
  set(pointer: Pointer, value: Cell): boolean;
  /** Moves the focus to the cell at a pointer, or to the nearest one. */
  focusCell(pointer: Pointer, span?: [number, number]): boolean;
  /** Moves the focus to the next finding, or by -1 to the one before. */
  focusNext(by?: 1 | -1): boolean;
  applyFix(id: string): boolean;
  /** Fills in every cell that follows from others, as one step; returns their pointers. */
  complete(): Pointer[];
  /** Keeps a finding with the department's reason; null takes it back. */
  acknowledge(id: string, reason: string | null): boolean;
  /** Shows every finding of a fresh form. */
  check(): void;
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
}

/** `value` is what stands at `path` now: a cell's text, or a row, a list, a profile; undefined where it is gone. */
export interface ChangeDetail { path: Pointer; value: unknown }

/** `path` where the filing is to blame, as JixiaoError has it. */
export interface FailureDetail { error: Error & { path?: Pointer } }

export interface ReportDetail {
  ok: boolean;
  findings: Finding[];
  counts: Report["counts"] & { acknowledged: number };
  scorecards: Scorecard[];
}

declare global {
  interface HTMLElementTagNameMap { "jixiao-form": JixiaoForm }
}
