/**
 * A filing as an immutable value: every edit gives a new tree that shares all unchanged parts with
 * the old one. Undo then only keeps old trees, and the difference between two trees is cheap to
 * find.
 */
import { at, has, last, parent, split } from './pointer.js';

/**
 * The tree with `value` at `pointer`; undefined removes the key. Unchanged if the pointer leads
 * nowhere.
 */
export function replaced(root, pointer, value) {
  return changed(root, split(pointer), (holder, key) => {
    if (Array.isArray(holder))
      return holder.map((item, index) => (index === Number(key) ? value : item));
    const copy = { ...holder };
    if (value === undefined) delete copy[key];
    else copy[key] = value;
    return copy;
  });
}

/** The tree with an item inserted before the one at `pointer`; a missing list is created. */
export function inserted(root, pointer, value) {
  const list = parent(pointer);
  const items = at(root, list) || [];
  const index = Number(last(pointer));
  return replaced(root, list, [...items.slice(0, index), value, ...items.slice(index)]);
}

/** The tree without the item, or the member, at `pointer`. */
export function removed(root, pointer) {
  const list = parent(pointer);
  const items = at(root, list);
  if (!Array.isArray(items)) return replaced(root, pointer, undefined);
  const place = Number(last(pointer));
  return replaced(
    root,
    list,
    items.filter((_, index) => index !== place),
  );
}

/** The tree with the item at `from` moved before the one at `to`, within one list. */
export function moved(root, from, to) {
  const item = at(root, from);
  const [start, end] = [from, to].map((pointer) => Number(last(pointer)));
  return inserted(removed(root, from), `${parent(from)}/${end > start ? end - 1 : end}`, item);
}

/** The tree after a patch (RFC 6902) that must apply. */
export function patched(root, patch) {
  return patch.reduce((tree, { op, path, value }) => {
    if (op === 'test') return tree;
    if (op === 'remove') return removed(tree, path);
    return op === 'add' && Array.isArray(at(tree, parent(path)))
      ? inserted(tree, path, value)
      : replaced(tree, path, value);
  }, root);
}

/** The patch from `before` to `after`. Shared parts are not looked into. */
export function difference(before, after, path = '') {
  if (before === after) return [];
  if (Array.isArray(before) && Array.isArray(after)) return listDifference(before, after, path);
  if (!isObject(before) || !isObject(after)) return [{ op: 'replace', path, value: after }];
  const inside = (key) => `${path}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
  return [
    ...Object.keys(before)
      .filter((key) => !has(after, key))
      .map((key) => ({ op: 'remove', path: inside(key) })),
    ...Object.keys(after).flatMap((key) =>
      has(before, key)
        ? difference(before[key], after[key], inside(key))
        : [{ op: 'add', path: inside(key), value: after[key] }],
    ),
  ];
}

function listDifference(before, after, path) {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start])
    start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const gone = before.slice(start, before.length - end);
  const come = after.slice(start, after.length - end);
  if (gone.length === come.length)
    return gone.flatMap((item, index) => difference(item, come[index], `${path}/${start + index}`));
  if (!gone.length)
    return come.map((value, index) => ({ op: 'add', path: `${path}/${start + index}`, value }));
  if (!come.length)
    return gone.map((_, index) => ({
      op: 'remove',
      path: `${path}/${start + gone.length - 1 - index}`,
    }));
  return [{ op: 'replace', path, value: after }];
}

function changed(root, keys, change) {
  const [key, ...rest] = keys;
  if (!isObject(root) && !Array.isArray(root)) return root;
  if (!rest.length) return change(root, key);
  if (!has(root, key)) return root;
  const inner = changed(root[key], rest, change);
  if (inner === root[key]) return root;
  if (Array.isArray(root)) return root.map((item, index) => (index === Number(key) ? inner : item));
  return { ...root, [key]: inner };
}

function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
