/**
 * Handles forms that are brought in again: finds which of them are in the filing already, and how
 * replacing those would change the findings, which come from the core. No DOM.
 */
import { followed } from './follow.js';
import { at, documentOf, isWithin, join } from './pointer.js';

/**
 * For each form brought in, the index of the form it is a new version of, or -1. A form gets at
 * most one new version.
 */
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

/**
 * Whether two are the same form of the same unit; what one of them leaves blank does not
 * distinguish them.
 */
function isSameForm(known, document) {
  if (known.kind !== document.kind) return false;
  const isAlike = (key, of = plain) => {
    const [one, other] = [of(known[key]), of(document[key])];
    return one === other || !one || !other;
  };
  // A filing may have many projects, which only their names distinguish.
  const isNamed = (key) => plain(known[key]) === plain(document[key]);
  return isNamed('project') && isNamed('fund') && isAlike('department') && isAlike('year', yearOf);
}

const plain = (cell) =>
  cell === undefined || cell === null ? '' : String(cell).replace(/[\s　]/g, '');

const yearOf = (cell) => (/\d{4}/.exec(plain(cell)) || [''])[0];

/**
 * The filing with the form at `index` replaced by a new version. Explanations move along if their
 * cells still exist.
 */
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
 * The filing with the forms brought in, and the index of each in it: "alone" replacing all others,
 * "beside" them, "instead" of the one shown (`active`), or as new "versions" of those at the given
 * indices (-1: beside).
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

/** The filing with other documents, and without the acknowledgements of those that are gone. */
function without(filing, isGone, documents) {
  const acknowledged = (filing.acknowledged || []).filter(({ path }) => !isGone(documentOf(path)));
  const next = { ...filing, documents, acknowledged };
  if (!acknowledged.length) delete next.acknowledged;
  return next;
}

/**
 * How new versions change the findings: how many are fixed, remain, or are new. A finding remains
 * if the same rule finds the same cell, wherever its row is now, or says the same of another cell:
 * some findings are about a group of rows.
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
  const fixed = open(before)
    .filter(take((finding, other) => pathAfter(finding.path) === other.path))
    .filter(
      take(
        (finding, other) =>
          documentOf(finding.path) === documentOf(other.path) && finding.message === other.message,
      ),
    );
  return { fixed: fixed.length, still, added: left.length };

  function pathAfter(path) {
    const base = join('/documents', documentOf(path));
    const [old, now] = [before, after].map((filing) => at(filing, base));
    if (!isWithin(path, base) || old === now) return path;
    const inside = followed(path.slice(base.length), old, now);
    return inside === undefined ? undefined : base + inside;
  }
}
