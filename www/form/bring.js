/**
 * Brings material into an open form: pasted tables, dropped and chosen files are read by the core
 * and put in their places.
 */
import { choose } from './choose.js';
import { answersAt, chosen, partsOf, readAll, readOne, several } from './files.js';
import { arranged, compared, matches } from './incoming.js';
import { brought, located } from './intake.js';
import { documentOf } from './pointer.js';
import { placeOf } from './stages.js';
import { whyNotRead } from './trouble.js';

/**
 * `ensureOpen()` resolves to whether there is a form to bring things into; `current()` stays the
 * same while that form stays open; `isOwn()`: the form holds somebody's work; `leaveSample()` makes
 * a sample a normal form, and returns whether it was a sample.
 *
 * @typedef {{ isPaste?: boolean, here?: () => void }} PlacingOptions
 */
export function createBringing(
  store,
  { core, view, words, locale, isClosed, isOwn, ensureOpen, current, leaveSample },
) {
  const { root, notices, summary } = view;

  const bringing = {
    /**
     * `isPaste`: existing work must not be replaced without asking; `here()` pastes into the cells
     * instead.
     * @param {string | Uint8Array} source
     * @param {string} [name]
     * @param {PlacingOptions} [options]
     */
    async read(source, name, { isPaste, here } = {}) {
      if (isClosed() || !(await ensureOpen())) return null;
      notices.tell(words().reading);
      const into = current();
      let reading;
      try {
        reading = await readOne(core, source, { name, locale: locale() });
      } catch (error) {
        if (current() !== into) return null;
        notices.tell(words().notRead(name || '', whyNotRead(error, words())), { problem: true });
        return null;
      }
      if (current() !== into) return reading; // another filing was opened meanwhile, or this one closed
      if (reading.documents.length)
        await takeIn(reading, (cells) => words().taken(reading.documents.length, cells, name), {
          isPaste,
          here,
        });
      else if (here) here();
      else notices.tell(words().noForm, { problem: true });
      if (!reading.documents.length) notices.leftOver(reading.unread);
      return reading;
    },

    /**
     * Reads the content of a clipboard or a drop; false if there is nothing to read.
     * @param {DataTransfer} transfer
     * @param {PlacingOptions} [options]
     */
    take(transfer, options) {
      const files = isClosed() ? undefined : several(transfer);
      if (files) {
        files.then(bringing.readSeveral);
        return true;
      }
      const something = brought(transfer);
      if (!something || isClosed()) return false;
      something.source().then(
        (source) => bringing.read(source, something.name, options),
        (error) =>
          notices.tell(words().notRead(something.name || '', whyNotRead(error, words())), {
            problem: true,
          }),
      );
      return true;
    },

    /** Reads chosen files. */
    async files(files) {
      const { taken, left } = chosen(files);
      const [one] = taken;
      if (files.length === 1) await bringing.read(await one.bytes(), one.name);
      else await bringing.readSeveral({ taken, left });
    },

    /** Reads several files into one filing. */
    async readSeveral({ taken, left: notTaken }) {
      if (!(await ensureOpen())) return;
      const into = current();
      const reading = await readAll(core, taken, {
        noForm: words().noForm,
        locale: locale(),
        why: (error) => whyNotRead(error, words()),
        onNext: (name, index) => notices.tell(words().readingOf(name, index + 1, taken.length)),
      });
      if (current() !== into) return;
      const { documents } = reading.filing;
      const failed = [...reading.failed, ...notTaken];
      const unread = [...partsOf(failed, words()), ...reading.unread];
      const message = (cells) =>
        words().takenAll(reading.sources, documents.length, cells, failed.length);
      if (documents.length) await takeIn({ ...reading, ...reading.filing, unread }, message);
      else {
        notices.leftOver(unread, { reveal: true });
        notices.tell(words().noneTaken(failed.length), { problem: true });
      }
    },
  };
  return bringing;

  /**
   * Where to put forms: "alone" if there is no work yet, as "versions" of forms in the filing,
   * "beside" them, "instead" of the one shown, or "here", into the cells where they were pasted.
   * Asks if that is not obvious.
   * @param {any[]} documents
   * @param {number[]} versions
   * @param {PlacingOptions} options
   */
  async function askForPlace(documents, versions, { isPaste, here }) {
    if (!isOwn()) return 'alone';
    const { where, cancel } = words();
    const known = versions.filter((index) => index >= 0).length;
    const isKnown = known > 0;
    if (!isKnown && !isPaste) return 'beside';
    const change =
      isKnown &&
      compared(
        store.filing,
        arranged(store.filing, documents, 'versions', { versions }).filing,
        (one) => core.validate(one),
      );
    /** @type {Record<string, string>} */
    const answers = isKnown
      ? { versions: where.versions, beside: where.beside }
      : { beside: where.beside, instead: where.instead };
    return choose(root, {
      heading: isKnown ? where.known(documents.length, known) : where.heading(documents.length),
      more: change && where.change(change),
      answers: here ? { ...answers, here: where.here } : answers,
      cancel,
    });
  }

  /**
   * Takes the documents of a reading into the filing; `message` words the result for a number of
   * cells read.
   * @param {import('../pkg/index.js').Filing & import('../pkg/index.js').Reading} reading
   * @param {(cells: number) => string} message
   * @param {PlacingOptions} [options]
   */
  async function takeIn(reading, message, options = {}) {
    const { documents, locations, unread, acknowledged = [], profile: ofReading } = reading;
    const before = store.filing;
    const versions = matches(store.documents, documents);
    const where = await askForPlace(documents, versions, options);
    notices.clear();
    if (where === 'here') options.here?.();
    if (where === undefined || where === 'here' || store.filing !== before) return;
    const isAlone = where === 'alone';
    const { filing: next, at } = arranged(before, documents, where, {
      active: view.active,
      versions,
    });
    const answers = [
      ...(next.acknowledged || []),
      ...answersAt(acknowledged, (index) => at[index]),
    ];
    if (answers.length) next.acknowledged = answers;
    // The profile of a sample does not apply to other material.
    if (leaveSample() && isAlone) delete next.profile;
    if (isAlone && ofReading !== undefined) next.profile = ofReading;
    const place = next.profile === undefined ? placeOf(core, next) : undefined;
    if (place) next.profile = place.profile;
    view.show();
    if (store.fresh) store.fresh = false;
    view.restart();
    const isGone = (path) => isAlone || at.includes(documentOf(path));
    store.replace(next, {
      locations: located(locations, (index) => at[index]),
      follow: (path) => (isGone(path) ? undefined : path),
    });
    [view.active] = at;
    notices.leftOver(unread);
    notices.tell(
      [message(Object.keys(locations).length), place !== undefined && words().placed(place)]
        .filter(Boolean)
        .join(' '),
    );
    summary.heading.focus();
  }
}
