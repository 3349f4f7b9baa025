/**
 * The findings of a filing as a list to work through: what is listed, in which order, and how much
 * of it is done. No DOM.
 *
 * An entry is { finding, form, place }: the index of its document (-1 for the filing as a whole),
 * and the position of its cell on the form as drawn (-1 if it is not drawn).
 */
import { isWithin, last, shifted } from './pointer.js';

const RANK = { error: 0, warning: 1, info: 2, acknowledged: 3 };

const byName = new Intl.Collator('zh-CN', { numeric: true }).compare;

/**
 * No filter: '' means every severity and every rule, `isWhole` all forms instead of the one shown.
 */
export const NO_FILTER = { severity: '', code: '', isWhole: false };

/** How a finding is shown: by its severity, or as acknowledged. */
export function standing({ severity, acknowledged }) {
  return acknowledged === undefined ? severity : 'acknowledged';
}

/** Whether the department may leave it as it is and say why. */
export function isAnswerable({ severity, acknowledged }) {
  return acknowledged === undefined && severity !== 'info';
}

/** Whether its fix keeps the meaning of every figure. */
export function isSafelyFixed({ fix, acknowledged }) {
  return Boolean(fix?.safe) && acknowledged === undefined;
}

/** Adds to `n` the number of findings of each severity, and of those that are acknowledged. */
export function count(findings, n = { error: 0, warning: 0, info: 0, acknowledged: 0 }) {
  for (const finding of findings) n[standing(finding)] += 1;
  return n;
}

/** The effect of a fix: { before, after } of the first cell it changes. */
export function rewritten({ patch }) {
  const change = patch.find(({ op }) => op !== 'test') || {};
  const test = patch.find(({ op, path }) => op === 'test' && path === change.path) || {};
  const shown = ({ value }) => (value === undefined || value === null ? '' : String(value));
  return { before: shown(test), after: shown(change) };
}

/** Whether a finding passes the filter. */
export function passes(finding, { severity, code }) {
  return (!severity || standing(finding) === severity) && (!code || finding.code === code);
}

/**
 * Whether an entry is in scope: it belongs to the form shown or to the filing as a whole, or all
 * forms are listed.
 */
export function isInScope({ form }, { isWhole }, active) {
  return isWhole || form < 0 || form === active;
}

/**
 * Whether a walk through the list stops at it. At an acknowledged one only if the filter asks for
 * those.
 */
export function isStop(finding, filter) {
  return (
    passes(finding, filter) &&
    (finding.acknowledged === undefined) === (filter.severity !== 'acknowledged')
  );
}

/** Order of the list: most severe first, acknowledged last, then as on the forms. */
export function byGravity(a, b) {
  return RANK[standing(a.finding)] - RANK[standing(b.finding)] || byPlace(a, b);
}

/** Order of a walk: as on the forms. */
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

/** Groups entries in order by rule; rules come in the order of their first entry. */
export function grouped(entries) {
  const groups = new Map();
  for (const entry of entries) {
    const { code } = entry.finding;
    if (!groups.has(code)) groups.set(code, { code, entries: [] });
    groups.get(code).entries.push(entry);
  }
  return [...groups.values()];
}

/**
 * The position of a walk through `entries`: { index, of }, counted from 1; index 0 if it is at none
 * of them.
 */
export function position(entries, filter, id) {
  const stops = entries.filter(({ finding }) => isStop(finding, filter)).sort(byPlace);
  return { index: stops.findIndex(({ finding }) => finding.id === id) + 1, of: stops.length };
}

/** Remembers the findings when the list was opened, to tell which of them have been fixed since. */
export function createProgress() {
  /** @type {Map<string, any> | null} */
  let opened = null;

  return {
    get isStarted() {
      return opened !== null;
    },

    /** Starts again; without findings, at the next display. */
    start(findings) {
      opened = findings ? new Map(findings.map((finding) => [finding.id, finding])) : null;
    },

    /**
     * Follows rows and forms that are inserted, removed or moved. A finding whose row is gone has
     * not been fixed.
     */
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

    /** The findings that are gone; `findings` are all current ones, by id. */
    fixed(findings) {
      return opened ? [...opened.values()].filter(({ id }) => !findings.has(id)) : [];
    },
  };
}

/** Where a structural operation moves a pointer; nothing for one that writes a cell. */
function structural({ op, path, from, value }) {
  if (op === 'replace' && value !== null && typeof value === 'object')
    return (pointer) => (isWithin(pointer, path) ? undefined : pointer);
  if (!/^\d+$/.test(last(path))) return undefined;
  if (op === 'add') return (pointer) => shifted(pointer, { insert: path });
  if (op === 'remove')
    return (pointer) => (pointer === path ? undefined : shifted(pointer, { remove: path }));
  return op === 'move' ? (pointer) => shifted(pointer, { move: from, to: path }) : undefined;
}
