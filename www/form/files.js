/** Collects the files an officer brings, one or several or in folders, and reads them. */
import { withExplanations } from './export.js';
import { FILES, located } from './intake.js';

const MOST = 20; // files at a time; more cannot be checked by eye
const MOST_SEEN = 2000; // most files looked at in folders

/**
 * @typedef {{ name: string, bytes: () => Promise<Uint8Array | string> }} Source
 * @typedef {{ name: string, why: 'kind' | 'many' | string }} Left what was not taken or not read; `why` is a key or a sentence
 */

const isKnown = (name) => FILES.split(',').some((ending) => name.toLowerCase().endsWith(ending));

/** @returns {Source} */
const sourceOf = (file, name = file.name) => ({
  name,
  bytes: async () => new Uint8Array(await file.arrayBuffer()),
});

/**
 * Splits files into those to take and those to leave: `{ taken, left }`.
 * @param {Source[]} sources
 * @param {Left[]} [left]
 */
function limited(sources, left = []) {
  const beyond = sources.slice(MOST).map(({ name }) => ({ name, why: 'many' }));
  return { taken: sources.slice(0, MOST), left: [...beyond, ...left] };
}

const entriesOf = ({ items }) =>
  Array.from(items || [], (item) => item.webkitGetAsEntry?.()).filter(Boolean);

/** Takes chosen files. */
export const chosen = (files) => limited(Array.from(files, (file) => sourceOf(file)));

/**
 * The files of a drop or a clipboard, including those in folders. Must be called during the event.
 */
export async function dropped(transfer) {
  const entries = entriesOf(transfer);
  if (!entries.some((entry) => entry.isDirectory)) return chosen(transfer.files);
  const found = [];
  await gather(entries, found);
  // A folder brings everything in it: files that cannot be forms are not even tried.
  const forms = found.filter(({ name }) => isKnown(name));
  const others = found
    .filter((source) => !forms.includes(source))
    .map(({ name }) => ({ name, why: 'kind' }));
  return limited(forms, others);
}

/** The files of a drop of several files or a folder; undefined if it is one file or none. */
export function several(transfer) {
  if (!transfer) return undefined;
  const isFolder = entriesOf(transfer).some((entry) => entry.isDirectory);
  return isFolder || transfer.files.length > 1 ? dropped(transfer) : undefined;
}

async function gather(entries, found, folder = '') {
  for (const entry of entries) {
    if (found.length >= MOST_SEEN) return;
    const name = folder + entry.name;
    if (entry.isDirectory) await gather(await listed(entry), found, `${name}/`);
    else {
      const file = () =>
        new Promise((resolve, reject) => {
          entry.file(resolve, reject);
        });
      found.push({ name, bytes: async () => sourceOf(await file()).bytes() });
    }
  }
}

/** Lists a folder, which comes in portions; an unreadable one counts as empty. */
async function listed(folder) {
  const reader = folder.createReader();
  const entries = [];
  for (;;) {
    const some = await new Promise((resolve) => {
      reader.readEntries(resolve, () => resolve([]));
    });
    if (!some.length || entries.length >= MOST_SEEN) return entries;
    entries.push(...some);
  }
}

/**
 * Reads one source: anything that `core.read` takes, or the form's own export, which is opened as
 * it is. Throws if it cannot be read.
 * @returns {Promise<import('../pkg/index.js').Filing & import('../pkg/index.js').Reading>}
 */
export async function readOne(core, source, { name, locale }) {
  const filing = exported(source);
  if (!filing) return withExplanations(await core.read(source, { name, locale }));
  core.validate(filing, { locale }); // throws if it is not a filing
  return { ...filing, locations: {}, unread: [] };
}

/** A filing written as JSON, by an export or as a draft. */
function exported(source) {
  const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
  if (!/^\ufeff?\s*\{/.test(text)) return undefined;
  try {
    const value = JSON.parse(text.replace(/^\ufeff/, ''));
    return [value, value.filing].find((filing) => filing && Array.isArray(filing.documents));
  } catch {
    return undefined;
  }
}

/**
 * Reads several sources into one filing, in order. `noForm` is the reason for a source without
 * forms, `why(error)` that for one that cannot be read; `onNext(name, index)` is called before
 * each. `sources` counts those with forms.
 *
 * @typedef {import('../pkg/index.js').Filing} Filing
 * @typedef {Pick<import('../pkg/index.js').Reading, 'locations' | 'unread'>} Places
 * @typedef {Places & { filing: Filing, failed: Left[], sources: number }} ReadAll
 *
 * @param {Source[]} sources
 * @returns {Promise<ReadAll>}
 */
export async function readAll(core, sources, { noForm, onNext, locale, why }) {
  /** @type {ReadAll} */
  const read = { filing: { documents: [] }, locations: {}, unread: [], failed: [], sources: 0 };
  /** @type {import('../pkg/index.js').Acknowledged[]} */
  const acknowledged = [];
  const profiles = new Set();
  for (const [index, { name, bytes }] of sources.entries()) {
    onNext(name, index);
    const label = (location) => (sources.length > 1 ? `${name} ${location}` : location);
    try {
      const one = await readOne(core, await bytes(), { name, locale });
      if (!one.documents.length) {
        read.failed.push({ name, why: noForm });
        continue;
      }
      const offset = read.filing.documents.length;
      const places = Object.entries(one.locations).map(([path, location]) => [
        path,
        label(location),
      ]);
      Object.assign(
        read.locations,
        located(Object.fromEntries(places), (index) => index + offset),
      );
      acknowledged.push(...answersAt(one.acknowledged || [], (index) => index + offset));
      read.unread.push(...one.unread.map((part) => ({ ...part, location: label(part.location) })));
      read.filing.documents.push(...one.documents);
      if (one.profile !== undefined) profiles.add(JSON.stringify(one.profile));
      read.sources += 1;
    } catch (/** @type {any} */ error) {
      read.failed.push({ name, why: why(error) });
    }
  }
  if (acknowledged.length) read.filing.acknowledged = acknowledged;
  if (profiles.size === 1) read.filing.profile = JSON.parse([...profiles][0]);
  return read;
}

/**
 * The acknowledgements of a reading, moved to a filing where `indexOf` gives the index of each of
 * its documents.
 */
export function answersAt(acknowledged, indexOf) {
  const shifted = (path) => Object.keys(located({ [path]: '' }, indexOf))[0];
  return acknowledged.map((entry) => ({ ...entry, path: shifted(entry.path) }));
}

/** Describes sources that were not taken or not read in the format of unread parts. */
export function partsOf(left, words) {
  return left.map(({ name, why }) => ({
    location: name,
    text: words.left[why] || words.notRead('', why),
  }));
}
