/**
 * Loads the WebAssembly module; every other function needs it to have loaded. Calling it again changes nothing.
 *
 * Without an argument it takes the file beside the script, in browsers and in Node alike. Otherwise: a URL to fetch
 * (in Node also a `file:` URL), the module's bytes, a `Response`, a `WebAssembly.Module`, or a promise of one of these.
 * Rejects with a plain sentence where the browser is too old.
 */
export default function init(module?: unknown): Promise<unknown>;

/**
 * Tables and reports as officers have them → documents. `source`: pasted text or HTML, or the bytes of an .xlsx, .xls,
 * .ods, .docx, web or text file; `name`: the file's, which tells the kind and the year of a table that does not. Needs no `init`: its module,
 * the second of the package, is fetched when something is first read. Rejects with a JixiaoError where a file is encrypted, broken, beyond the
 * limits or of another kind, and says so in the language of `locale`.
 */
export function read(source: string | Uint8Array, options?: { name?: string; locale?: "zh-CN" | "en" }): Promise<Reading>;

export interface Reading {
  documents: Document[];
  /** Where in the source each cell came from: pointer into `{ documents }` → "表1 行14 列3", "Sheet1!C14". */
  locations: Record<Pointer, string>;
  /** Anything that was in the source and is in no document, so that nothing is lost silently. */
  unread: { location: string; text: string }[];
}

/**
 * The documents of a filing as tab-separated text: pasted into a worksheet it stands there as tables, copied from there
 * `read` makes the same documents of it. Rejects with a JixiaoError where the filing has no list of documents.
 */
export function write(filing: Filing, options?: { as?: "text" }): Promise<string>;

/**
 * The documents of a filing as the bytes of a file to hand in, in the layout of the official forms: an .xlsx with a worksheet for each
 * document, or a .docx with a section for each. `read` makes the same documents of it. Rejects with a JixiaoError where there is no document,
 * or a text (its cell is the error's `path`) is longer than a cell of a worksheet can be.
 */
export function write(filing: Filing, options: { as: "docx" | "xlsx" }): Promise<Uint8Array>;

/**
 * The findings of a report as a log in SARIF 2.1.0, which code hosts and editors show beside the file; the command line
 * writes the same. Its module is the one of `read`; the core must have been loaded (`init`), which has the rules.
 */
export function sarif(report: Report, options?: SarifOptions): Promise<object>;

export interface SarifOptions {
  /** The language of what is said of rules. The report has its own. */
  locale?: "zh-CN" | "en";
  /** The path or URL of what was checked; "filing.json" unless it is given. */
  uri?: string;
  /** What cells are called in it, such as `locations` of a Reading. */
  locations?: Record<Pointer, string>;
  /** `acknowledged` of the filing, which has the times of explanations. */
  acknowledged?: Acknowledged[] | null;
}
