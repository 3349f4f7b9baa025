import type { Finding, Pointer, Severity } from "../pkg/index.js";

type Show = (report: { findings: Finding[] }) => void;

/** Sets the errors of Element Plus: `errors[prop]` for the items of a form, `prop` being the pointer with dots unless `name` says otherwise. */
export function elementPlus(
  errors: Record<string, string>,
  options?: { name?: (pointer: Pointer) => string | null | undefined; severities?: Severity[] },
): Show;

type NamePath = (string | number)[];

/** Sets errors and warnings of Ant Design's fields: `form` is what `Form.useForm()` returns. */
export function antDesign(
  form: { setFields(fields: { name: any; errors?: string[]; warnings?: string[] }[]): void },
  options?: { name?: (pointer: Pointer) => string | number | NamePath | null | undefined },
): Show;

/** "/documents/0/year" → "documents.0.year" */
export function dotted(pointer: Pointer): string;
/** "/documents/0/year" → ["documents", 0, "year"] */
export function keys(pointer: Pointer): NamePath;
