/** RFC 6901 pointers into a filing. */

export function join(base, ...keys) {
  return keys.reduce((path, key) => `${path}/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`, base);
}

export function split(pointer) {
  return pointer.split('/').slice(1).map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
}

export function parent(pointer) {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
}

/** What stands at a pointer, or undefined where nothing does. */
export function at(root, pointer) {
  let value = root;
  for (const key of split(pointer)) {
    if (!has(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** Puts a value into an object or over an item of a list; undefined takes a key away. */
export function put(root, pointer, value) {
  const keys = split(pointer);
  const last = keys.pop();
  const holder = keys.reduce((place, key) => (has(place, key) ? place[key] : undefined), root);
  if (holder === null || typeof holder !== 'object') return;
  if (value === undefined) delete holder[last];
  else holder[last] = value;
}

export function has(value, key) {
  return value !== null && typeof value === 'object' && Object.prototype.hasOwnProperty.call(value, key);
}

/** The index of the document a pointer leads into, or -1. */
export function documentOf(pointer) {
  const [, index] = /^\/documents\/(\d+)(\/|$)/.exec(pointer) || [];
  return index === undefined ? -1 : Number(index);
}
