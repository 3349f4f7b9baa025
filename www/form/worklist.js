/**
 * The findings of a filing as a list to work through: what is listed, in which order, and how much of it is done. No page around it.
 *
 * An entry is { finding, form, place }: the index of its document, -1 for the filing as a whole, and where its cell is on the form
 * as drawn, -1 where it is not drawn.
 */
import { isWithin, last, shifted } from './pointer.js';

const RANK = { error: 0, warning: 1, info: 2, acknowledged: 3 };

const byName = new Intl.Collator('zh-CN', { numeric: true }).compare;

/** Nothing is left out: '' stands for every severity and every rule, `isWhole` for all forms and not only the one shown. */
export const NO_FILTER = { severity: '', code: '', isWhole: false };

/** How a finding is shown: by its severity, or as answered for. */
export function standing({ severity, acknowledged }) {
  return acknowledged === undefined ? severity : 'acknowledged';
}

/** May the department leave it as it is and say why? */
export function isAnswerable({ severity, acknowledged }) {
  return acknowledged === undefined && severity !== 'info';
}

/** Does its fix leave the meaning of every figure as it is? */
export function isSafelyFixed({ fix, acknowledged }) {
  return Boolean(fix?.safe) && acknowledged === undefined;
}

/** How many findings of each severity, and how many are answered for; added to `n`. */
export function count(findings, n = { error: 0, warning: 0, info: 0, acknowledged: 0 }) {
  for (const finding of findings) n[standing(finding)] += 1;
  return n;
}

/** What a fix writes: { before, after } of the first cell it changes. */
export function rewritten({ patch }) {
  const change = patch.find(({ op }) => op !== 'test') || {};
  const test = patch.find(({ op, path }) => op === 'test' && path === change.path) || {};
  const shown = ({ value }) => (value === undefined || value === null ? '' : String(value));
  return { before: shown(test), after: shown(change) };
}

/** Is a finding of the kind that is asked for? */
export function passes(finding, { severity, code }) {
  return (!severity || standing(finding) === severity) && (!code || finding.code === code);
}

/** Does it belong to the form shown, to the filing as a whole, or are all forms listed? */
export function isInScope({ form }, { isWhole }, active) {
  return isWhole || form < 0 || form === active;
}

/** Is it a stop of a walk through the list? One that is answered for only where those are asked for. */
export function isStop(finding, filter) {
  return (
    passes(finding, filter) &&
    (finding.acknowledged === undefined) === (filter.severity !== 'acknowledged')
  );
}

/** Gravest first, answered ones last, and then as the forms read. */
export function byGravity(a, b) {
  return RANK[standing(a.finding)] - RANK[standing(b.finding)] || byPlace(a, b);
}

/** As the forms read: the order of a walk. */
export function byPlace(a, b) {
  return (
    a.form - b.form ||
    a.place - b.place ||
    (a.finding.path === b.finding.path
      ? start(a) - start(b) || byName(a.finding.id, b.finding.id)
      : byName(a.finding.path, b.finding.path))
  );
}

function start({ finding: { span } }) {
  return span ? span[0] : -1;
}

/** Entries in order as one group a rule, in the order in which the rules come up. */
export function grouped(entries) {
  const groups = new Map();
  for (const entry of entries) {
    const { code } = entry.finding;
    if (!groups.has(code)) groups.set(code, { code, entries: [] });
    groups.get(code).entries.push(entry);
  }
  return [...groups.values()];
}

/** Where a walk through `entries` is: { index, of }, the index counted from 1, and 0 where it is at none of them. */
export function position(entries, filter, id) {
  const stops = entries.filter(({ finding }) => isStop(finding, filter)).sort(byPlace);
  return { index: stops.findIndex(({ finding }) => finding.id === id) + 1, of: stops.length };
}

/** Remembers which findings there were when the list was opened, and so knows which of them have been mended since. */
export function createProgress() {
  /** @type {Map<string, any> | null} */
  let opened = null;

  return {
    get isStarted() {
      return opened !== null;
    },

    /** Opens the list anew; with nothing, when it is next shown. */
    start(findings) {
      opened = findings ? new Map(findings.map((finding) => [finding.id, finding])) : null;
    },

    /** Follows rows and forms that are put in, taken out or moved. A finding whose row is gone has not been mended. */
    follow(ops) {
      if (!opened) return;
      for (const op of ops) {
        const edit = structural(op);
        if (!edit) continue;
        const before = [...opened.values()];
        opened = new Map();
        for (const finding of before) {
          const path = edit(finding.path);
          if (path === undefined) continue;
          const id = path === finding.path ? finding.id : finding.id.replace(finding.path, path);
          opened.set(id, path === finding.path ? finding : { ...finding, id, path });
        }
      }
    },

    /** Those that are there no longer; `findings` are all there are now, by id. */
    mended(findings) {
      return opened ? [...opened.values()].filter(({ id }) => !findings.has(id)) : [];
    },
  };
}

/** Where an operation on the structure of a filing leads a pointer; nothing for one that writes a cell. */
function structural({ op, path, from, value }) {
  if (op === 'replace' && value !== null && typeof value === 'object')
    return (pointer) => (isWithin(pointer, path) ? undefined : pointer);
  if (!/^\d+$/.test(last(path))) return undefined;
  if (op === 'add') return (pointer) => shifted(pointer, { insert: path });
  if (op === 'remove')
    return (pointer) => (pointer === path ? undefined : shifted(pointer, { remove: path }));
  return op === 'move' ? (pointer) => shifted(pointer, { move: from, to: path }) : undefined;
}
