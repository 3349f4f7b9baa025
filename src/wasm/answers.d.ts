/**
 * What an officer left in a cell: the text exactly as typed ("≥354.84万", "33, 241. 27", "不适用"), a number, or nothing.
 * A key that is absent says the form has no such cell; "" and null say the cell is there and blank.
 */
export type Cell = string | number | null;

/** RFC 6901 pointer into the Filing, e.g. "/documents/0/indicators/3/score". */
export type Pointer = string;

/** Everything one department hands in together. Rules look inside each document and across them. */
export interface Filing {
  /** Built-in profile id ("cn", "cn-hunan", …) or a profile of the portal's own. Default "cn". */
  profile?: string | Profile;
  documents: Document[];
  /** Findings the department answers for in writing; they stay in the report, marked, and no longer count. */
  acknowledged?: Acknowledged[];
}

/** A finding, known by its rule and cell, and why it stays; `at` is when that was written, in ISO 8601. */
export interface Acknowledged { code: string; path: Pointer; reason: string; at?: string }

/** "error": the filing is wrong as it stands; "warning": a reviewer will ask; "info": worth knowing. */
export type Severity = "error" | "warning" | "info";

export interface Finding {
  /** Stable across revalidation: code + pointer (+ ordinal where one cell breaks one rule twice). */
  id: string;
  /** Public and never reused: "RAT001". */
  code: string;
  severity: Severity;
  /** The cell to look at. */
  path: Pointer;
  /** UTF-16 offsets inside that cell's text, for prose. */
  span?: [number, number];
  /** What is wrong: one sentence in the asked locale, with the figures in it. */
  message: string;
  /** What to do about it. */
  advice?: string;
  /** The figures of the message, so that a portal can word it itself. */
  args: Record<string, string>;
  /** What the filing says. */
  claimed?: string;
  /** What it works out to, formatted as the cell is. */
  expected?: string;
  /** By how much it is off. */
  difference?: string;
  /** Filled in: "1997.21 ÷ 2092.71 × 100% = 95.44%". */
  formula?: string;
  /** The other cells involved; of figures in texts with their UTF-16 offsets. */
  related?: { path: Pointer; span?: [number, number]; note?: string }[];
  /** Document number the rule rests on, or "arithmetic". */
  basis?: string;
  /** Only where one repair is certain. */
  fix?: Fix;
  /** The reason given, if any. */
  acknowledged?: string;
}

/** RFC 6902 against the Filing, opening with a `test` so that a stale fix refuses to apply. Safe: the meaning of no figure changes. */
export interface Fix { title: string; safe: boolean; patch: PatchOp[] }
export interface PatchOp { op: "add" | "replace" | "remove" | "test"; path: Pointer; value?: unknown }

export interface ScoreLine {
  path: Pointer;
  name: string;
  weight: string;
  claimed?: string;
  /** Absent where only a person can judge (method "judged"). */
  computed?: string;
  method: "execution" | "ratio" | "inverse" | "met" | "graded" | "judged" | "notApplicable";
  formula?: string;
  /** Cells still missing before it can be computed. */
  needs?: Pointer[];
}

export interface Scorecard {
  /** Index of the document. */
  document: number;
  claimed?: string;
  /** So far: judged lines count as claimed. */
  computed?: string;
  grade?: string;
  claimedGrade?: string;
  groups: { name: string; weight: string; claimed?: string; computed?: string }[];
  lines: ScoreLine[];
}

/** Findings come in document order, a cause before what follows from it. `ok`: no unacknowledged error. */
export interface Report {
  ok: boolean;
  findings: Finding[];
  counts: { error: number; warning: number; info: number };
  scorecards: Scorecard[];
  profile: string;
  version: string;
  /** How many checks were made and held, per rule family: {"SUM": 41, "RAT": 12}. What was not checked is not counted. */
  verified: Record<string, number>;
  /** How much of the prose was understood: figures recognised, claims certain enough to check, and claims that work out. Absent where no figure stands in any. */
  prose?: { quantities: number; claims: number; verified: number };
  /** The relations that hold in the texts, in the order of the forms; with the option `proof` only. */
  relations?: ProvedRelation[];
}

/** A relation that holds: a figure of a text, and what it was checked against. */
export interface ProvedRelation {
  /** The cell with the text. */
  path: Pointer;
  /** UTF-16 offsets of the figure inside the text. */
  span: [number, number];
  /** The figure as printed: "1997.21万元". */
  figure: string;
  kind:
    | "sum" | "difference" | "progression" | "share" | "product" | "equality"
    | "comparison" | "formula" | "count" | "sample";
  /** What says that the figures belong together: a row of a table or a formula that is written out, the words around them, or only that they fit. */
  known: "form" | "words" | "arithmetic";
  /** What the figure equals: "1371.71万元 + 625.50万元", "基金决算表“收入合计”本年决算数". A comparison is whole: "65.29% < 70%". */
  formula: string;
  /** The figures that it was checked against, as far as their places are known; those in texts have a span. */
  others: { path: Pointer; span?: [number, number] }[];
}

/**
 * What one edit changed. A finding that stands differently than before is in both: drop `removed` first, then put in `added`.
 * Of score cards drop `unscored` first, then put in `scorecards`, each under its document's index: that is right after every edit, also where
 * documents have come, gone or moved. Answers of one session share the objects of groups and lines that stay the same: they can be told by
 * identity, and are not to be written into.
 */
export interface Change {
  added: Finding[];
  removed: string[];
  /** Every one that is not as it was at this index. */
  scorecards: Scorecard[];
  /** Indices of documents that had a score card and have none now, or are there no more. Absent where there are none. */
  unscored?: number[];
  counts: Report["counts"];
  /** `acknowledged` of the filing as it is now, where `insert`, `remove` or `move` took its entries along or dropped those of what is gone. */
  acknowledged?: Acknowledged[];
}

export interface Options {
  locale?: "zh-CN" | "en";
  /** Codes or prefixes to leave out, e.g. ["TGT", "SUM002"]. */
  ignore?: string[];
  /** The day of checking (ISO); rules that need one are silent without it. */
  today?: string;
  /**
   * `complete` only: cells to leave as they are; what follows from them is worked out from that. Without the cells an officer does not
   * want written over, the totals are those of the rest.
   */
  keep?: Pointer[];
  /** `validate` and `Session.report` only: list the relations that hold in the texts. */
  proof?: boolean;
}

export interface RuleInfo { code: string; name: string; severity: Severity; summary: string; basis?: string }

/** What differs from province to province; every built-in profile is one of these, and a portal can pass its own. */
export interface Profile {
  id: string;
  name: string;
  /** Id of the built-in profile it completes itself from; "cn" unless it says otherwise. */
  extends?: string;
  /** Points per level-1 group; a departure is advice (WGT001), a sum other than 100 an error (SUM003). */
  weights?: { execution?: string; [level1: string]: string | undefined };
  /** Shares of the weight for the qualitative grades: best grade 100–upper, middle upper–middle, worst middle–0. */
  qualitative?: { upper: string; middle: string };
  /** "1.3": above this share of the target an analysis is due. */
  overFulfilment?: string;
  /** "0.9": below this execution rate a reason is due. */
  reasonBelowRate?: string;
  /** Best first. */
  grades?: { name: string; from: string }[];
  /** ISO date. */
  evaluationDue?: string;
  /** In 万元, beyond what rounding explains. */
  moneyTolerance?: string;
  scoreDecimals?: number;
  /** Unused level-2 rows are marked 不适用 (REQ007). */
  marksNotApplicable?: boolean;
  /** A mid-year change of the budget needs a reason (DEV005). */
  reasonForBudgetChange?: boolean;
  severity?: Record<string, Severity | "off">;
  /** Names of the province and its prefectures in full: "湖南省", "益阳市". `recognise` goes by those of the built-in profiles. */
  places?: string[];
  /** Blank forms of its own; each replaces the one of its kind that the extended profile has, or adds a kind. */
  templates?: Template[];
}

/** A blank form of a profile. */
export interface Template {
  /** What the form is called in a list of forms; the document's title where it is left out. */
  title?: string;
  /** How to fill it in (填表说明). */
  notes?: string[];
  /** The document before anybody writes into it: `{year}`, `{department}` and `{project}` are filled in wherever they stand. */
  document: Document;
  /** Take the extended profile's form of this kind, with the members that `document` has instead of its own. */
  inherits?: boolean;
  /** Members of the form taken over that this one does not have: `["parts"]`. */
  without?: string[];
}

export interface TemplateInfo { kind: Document["kind"]; title: string; notes?: string[] }

/** Year and names go into the title and into the cells for them. */
export interface BlankOptions { profile?: string | Profile; year?: string; department?: string; project?: string }

/** The profile whose form the document is to take; `from`: the one whose form it is in, where that is a profile of the portal's own. */
export interface AdaptOptions { profile?: string | Profile; from?: string | Profile }

/** The built-in profile of a filing, and the place in its texts that says so. */
export interface Recognised { profile: string; place: string }

/** What every function throws where a value is no filing, no patch, or a pointer leads nowhere; never for what officers type. */
export interface JixiaoError extends Error {
  name: "JixiaoError";
  /** What is wrong; empty for the value itself. */
  path: Pointer;
  /** What kind of thing is wrong. More may come. */
  kind:
    | "notJson" | "notAFiling" | "noSuchPlace" | "notACell" | "badPatch" | "badProfile" | "badOption" | "noSuchForm"
    | "tooLarge" | "encrypted" | "active" | "broken" | "unsupported"
    // A function was called before `init`, or a session after `free`.
    | "notReady";
}

