/**
 * What waits in localStorage to become a draft: copies that a closing page left there because IndexedDB may not finish a write
 * while a page closes, and the two slots (`now`, `before`) in which the page kept its work before there were drafts.
 */

const prefix = (namespace) => `jixiao:${namespace}:rescue:`;

// Storage may be switched off or full; the caller learns it from `undefined`.
function attempt(work) {
  try {
    return work(globalThis.localStorage);
  } catch {
    return undefined;
  }
}

/** Keeps a record at once, before the page is gone. Returns the place, for `forget`; undefined where it could not be kept. */
export const rescue = (namespace, record, base) =>
  attempt((storage) => {
    const place = { key: prefix(namespace) + record.id, text: JSON.stringify({ base, record }) };
    storage.setItem(place.key, place.text);
    return place;
  });

/** To be called once the record is safe elsewhere. Leaves alone what another tab has put there since. */
export const forget = ({ key, text }) =>
  attempt((storage) => {
    if (storage.getItem(key) === text) storage.removeItem(key);
  });

/**
 * All that waits: `{ place, record, base }` each, `base` being the revision that the record was made from. What cannot be read
 * as a record becomes one whose only content is its text. Nothing is removed here: see `forget`.
 */
export function waitingIn(namespace) {
  const places = attempt((storage) => {
    const slots = ['now', 'before'].map((slot) => `jixiao:${namespace}:${slot}`);
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
    // Copies first: they are newer than what a slot has of the same draft.
    return [...keys.filter((key) => key.startsWith(prefix(namespace))), ...slots]
      .map((key) => ({ key, text: storage.getItem(key) }))
      .filter(({ text }) => text !== null);
  });
  return (places || []).map((place) => ({ place, ...understood(place.text) }));
}

function understood(text) {
  // The same text makes the same record in every tab that finds it, so that two of them do not make two drafts of it.
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

/** FNV-1a, with the length beside it. */
function fingerprint(text) {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return `${text.length}-${(hash >>> 0).toString(16)}`;
}
