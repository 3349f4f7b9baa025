/** RFC 6901 pointers into a filing. */

export function join(base, ...keys) {
  return keys.reduce(
    (path, key) => `${path}/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`,
    base,
  );
}

export function split(pointer) {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
}

export function parent(pointer) {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
}

export function last(pointer) {
  return pointer.slice(pointer.lastIndexOf('/') + 1);
}

/** The value at a pointer, or undefined. */
export function at(root, pointer) {
  let value = root;
  for (const key of split(pointer)) {
    if (!has(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

export function has(value, key) {
  return (
    value !== null && typeof value === 'object' && Object.prototype.hasOwnProperty.call(value, key)
  );
}

/** Whether `pointer` leads to `base` or into it. */
export function isWithin(pointer, base) {
  return pointer === base || pointer.startsWith(`${base}/`);
}

/** The index of the document a pointer leads into, or -1. */
export function documentOf(pointer) {
  const [, index] = /^\/documents\/(\d+)(\/|$)/.exec(pointer) || [];
  return index === undefined ? -1 : Number(index);
}

/**
 * The innermost list item that a pointer leads into: `{ list, index, path }`, such as row 3 of
 * `/documents/0/indicators`. For a cell beside all rows there is none: documents do not count as
 * items of it.
 */
export function itemOf(pointer) {
  const [, list, index] = /^(\/documents\/\d+\/.+)\/(\d+)(?:\/[^/]*\D[^/]*)*$/.exec(pointer) || [];
  return list === undefined ? undefined : { list, index: Number(index), path: `${list}/${index}` };
}

/**
 * Where a pointer leads after one structural edit of list items: `{ insert: path }`, `{ remove:
 * path }` or `{ move: from, to }`. Undefined if its target is gone.
 */
export function shifted(pointer, edit) {
  if (edit.move !== undefined) {
    const list = parent(edit.move);
    const [from, to] = [edit.move, edit.to].map((path) => Number(last(path)));
    const end = to > from ? to - 1 : to; // its index once the item has left its old place
    return atIndex(pointer, list, (index) => {
      if (index === from) return end;
      const left = index > from ? index - 1 : index;
      return left >= end ? left + 1 : left;
    });
  }
  const path = edit.insert !== undefined ? edit.insert : edit.remove;
  const place = Number(last(path));
  return atIndex(pointer, parent(path), (index) => {
    if (edit.insert !== undefined) return index >= place ? index + 1 : index;
    if (index === place) return undefined;
    return index > place ? index - 1 : index;
  });
}

/**
 * The pointer with its index into `list` mapped by `change`; unchanged if it does not lead into
 * that list.
 */
function atIndex(pointer, list, change) {
  if (!pointer.startsWith(`${list}/`)) return pointer;
  const rest = pointer.slice(list.length + 1);
  const [key] = rest.split('/');
  if (!/^\d+$/.test(key)) return pointer;
  const index = change(Number(key));
  return index === undefined ? undefined : `${list}/${index}${rest.slice(key.length)}`;
}
