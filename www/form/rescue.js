/**
 * Records in localStorage that are to become drafts: copies left by closing pages, because
 * IndexedDB may not finish a write while a page closes, and the two slots (`now`, `before`) in
 * which the page kept its work before there were drafts.
 */

const prefix = (namespace) => `jixiao:${namespace}:rescue:`;

// Storage may be off or full; callers then get `undefined`.
function attempt(work) {
  try {
    return work(globalThis.localStorage);
  } catch {
    return undefined;
  }
}

/**
 * Stores a record synchronously, before the page is gone. Returns the place, for `forget`;
 * undefined on failure.
 */
export const rescue = (namespace, record, base) =>
  attempt((storage) => {
    const place = { key: prefix(namespace) + record.id, text: JSON.stringify({ base, record }) };
    storage.setItem(place.key, place.text);
    return place;
  });

/** Call once the record is safe elsewhere. Leaves alone what another tab has put there since. */
export const forget = ({ key, text }) =>
  attempt((storage) => {
    if (storage.getItem(key) === text) storage.removeItem(key);
  });

/**
 * All waiting records: `{ place, record, base }`, where `base` is the revision that the record is
 * based on. What cannot be parsed as a record becomes one that consists of its text. Removes
 * nothing: see `forget`.
 */
export function waitingIn(namespace) {
  const places = attempt((storage) => {
    const slots = ['now', 'before'].map((slot) => `jixiao:${namespace}:${slot}`);
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
    // Copies first: they are newer than a slot's record of the same draft.
    return [...keys.filter((key) => key.startsWith(prefix(namespace))), ...slots]
      .map((key) => ({ key, text: storage.getItem(key) }))
      .filter(({ text }) => text !== null);
  });
  return (places || []).map((place) => ({ place, ...understood(place.text) }));
}

function understood(text) {
  // The id depends on the text alone, so that two tabs that find it do not make two drafts.
  const id = `old-${fingerprint(text)}`;
  const found = parsed(text);
  if (isObject(found) && isObject(found.record) && typeof found.record.id === 'string')
    return found;
  const savedAt =
    isObject(found) && typeof found.savedAt === 'string' ? found.savedAt : new Date().toISOString();
  const content =
    isObject(found) && isObject(found.filing) ? { filing: found.filing } : { raw: text };
  return {
    record: { id, revision: id, savedAt, createdAt: savedAt, active: 0, ...content },
    base: undefined,
  };
}

const isObject = (value) => typeof value === 'object' && value !== null;

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** FNV-1a, plus the length. */
function fingerprint(text) {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return `${text.length}-${(hash >>> 0).toString(16)}`;
}
