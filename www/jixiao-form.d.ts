/** <jixiao-form>: importing this defines the element. */
import type { Cell, Filing, Finding, Pointer, Profile, Reading, Report, Scorecard } from "./pkg/index.js";

/** Loads the core once, for all forms of the page; the element does so by itself. */
export function load(): Promise<unknown>;

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
