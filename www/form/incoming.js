/**
 * Forms that are brought again: which of them are in the filing already, and what taking them in their place would change.
 * No DOM; the findings are the core's.
 */
import { followed } from './follow.js';
import { at, documentOf, isWithin, join } from './pointer.js';

/** For each form that is brought, the index of the form it is a new version of, or -1. A form has one new version. */
export function matches(documents, brought) {
  const taken = new Set();
  return brought.map((document) => {
    const index = documents.findIndex(
      (known, place) => !taken.has(place) && isSameForm(known, document),
    );
    if (index >= 0) taken.add(index);
    return index;
  });
}

/** The same form of the same unit: what one of the two leaves blank does not tell them apart. */
function isSameForm(known, document) {
  if (known.kind !== document.kind) return false;
  const isAlike = (key, of = plain) => {
    const [one, other] = [of(known[key]), of(document[key])];
    return one === other || !one || !other;
  };
  // A filing may hold many projects: these are known by their names alone.
  const isNamed = (key) => plain(known[key]) === plain(document[key]);
  return isNamed('project') && isNamed('fund') && isAlike('department') && isAlike('year', yearOf);
}

const plain = (cell) =>
  cell === undefined || cell === null ? '' : String(cell).replace(/[\s　]/g, '');

const yearOf = (cell) => (/\d{4}/.exec(plain(cell)) || [''])[0];

/** The filing with the form at `index` replaced by a new version of it. Explanations go along where their cells are still there. */
export function withVersion(filing, index, document) {
  const base = join('/documents', index);
  const old = at(filing, base);
  const documents = filing.documents.map((known, place) => (place === index ? document : known));
  const acknowledged = (filing.acknowledged || []).flatMap((entry) => {
    if (documentOf(entry.path) !== index) return [entry];
    const path = followed(entry.path.slice(base.length), old, document);
    return path === undefined ? [] : [{ ...entry, path: base + path }];
  });
  const next = { ...filing, documents, acknowledged };
  if (!acknowledged.length) delete next.acknowledged;
  return next;
}

/**
 * The filing with the forms that are brought, and the index of each in it: "alone" in the place of all others, "beside" them, "instead"
 * of the one shown (`active`), or as the new "versions" of those at given indices (-1: beside).
 *
 * @param {any} filing
 * @param {any[]} brought
 * @param {string} where
 * @param {{ active?: number, versions?: number[] }} [options]
 */
export function arranged(filing, brought, where, { active = 0, versions = [] } = {}) {
  let next = where === 'alone' ? without(filing, () => true, []) : filing;
  const at = brought.map((document, index) => {
    const place =
      where === 'versions' ? versions[index] : where === 'instead' && index === 0 ? active : -1;
    if (place < 0) {
      next = { ...next, documents: [...next.documents, document] };
      return next.documents.length - 1;
    }
    if (where === 'versions') next = withVersion(next, place, document);
    else
      next = without(
        next,
        (of) => of === place,
        next.documents.map((known, of) => (of === place ? document : known)),
      );
    return place;
  });
  return { filing: next, at };
}

/** The filing with other documents, and without what was answered for in those that are gone. */
function without(filing, isGone, documents) {
  const acknowledged = (filing.acknowledged || []).filter(({ path }) => !isGone(documentOf(path)));
  const next = { ...filing, documents, acknowledged };
  if (!acknowledged.length) delete next.acknowledged;
  return next;
}

/**
 * What new versions change in the findings: how many are mended, how many are still there, how many are new. A finding is the same one
 * where the same rule speaks of the same cell, wherever its row is now, or says the same of another: some are about a group of rows.
 */
export function compared(before, after, validate) {
  const open = (filing) =>
    validate(filing).findings.filter(({ acknowledged }) => acknowledged === undefined);
  const left = open(after);
  let still = 0;
  const take = (isSame) => (finding) => {
    const place = left.findIndex((other) => other.code === finding.code && isSame(finding, other));
    if (place < 0) return true;
    left.splice(place, 1);
    still += 1;
    return false;
  };
  const mended = open(before)
    .filter(take((finding, other) => pathAfter(finding.path) === other.path))
    .filter(
      take(
        (finding, other) =>
          documentOf(finding.path) === documentOf(other.path) && finding.message === other.message,
      ),
    );
  return { mended: mended.length, still, added: left.length };

  function pathAfter(path) {
    const base = join('/documents', documentOf(path));
    const [old, now] = [before, after].map((filing) => at(filing, base));
    if (!isWithin(path, base) || old === now) return path;
    const inside = followed(path.slice(base.length), old, now);
    return inside === undefined ? undefined : base + inside;
  }
}
