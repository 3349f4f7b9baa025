/**
 * Finds where a cell has moved between two versions of a form. Rows are matched by their texts, not
 * by position.
 */
import { has, join, split } from './pointer.js';

/** The cells that identify a row. */
const NAMES = ['level1', 'level2', 'group', 'subgroup', 'name', 'heading'];

/** The pointer in `after` of the cell that is at `pointer` in `before`; undefined if it is gone. */
export function followed(pointer, before, after) {
  let [from, to] = [before, after];
  const path = [];
  for (const key of split(pointer)) {
    const next = Array.isArray(from) && Array.isArray(to) ? placeOf(from, Number(key), to) : key;
    if (next === undefined || !has(from, key) || !has(to, next)) return undefined;
    path.push(next);
    [from, to] = [from[key], to[next]];
  }
  return join('', ...path);
}

/**
 * The index in `to` of the row at `index` in `from`: the same one among those with the same names;
 * for a row without names, the same position.
 */
function placeOf(from, index, to) {
  const name = nameOf(from[index]);
  if (name === '')
    return to[index] !== undefined && nameOf(to[index]) === '' ? String(index) : undefined;
  const nth = from.slice(0, index).filter((row) => nameOf(row) === name).length;
  const places = to.map((_, place) => place).filter((place) => nameOf(to[place]) === name);
  return places[nth] === undefined ? undefined : String(places[nth]);
}

function nameOf(row) {
  if (row === null || typeof row !== 'object') return '';
  const names = NAMES.map((key) =>
    row[key] === undefined || row[key] === null ? '' : String(row[key]).replace(/\s/g, ''),
  );
  return names.some(Boolean) ? names.join('/') : '';
}
