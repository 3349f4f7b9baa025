/**
 * The controller of one <jixiao-form>: a store, its view, import and export, and the drafts in this
 * browser.
 */
import { stylesheet, load } from './assets.js';
import { createBringing } from './bring.js';
import { choose } from './choose.js';
import { askToComplete, writes } from './completing.js';
import { h, part } from './dom.js';
import { copied, csv, explanationTable, fileName, OFFICE, sarifOptions, save } from './export.js';
import { createIntake } from './intake.js';
import { createKeeping } from './keeping.js';
import { createMaking } from './making.js';
import { createPrint } from './print.js';
import { createSaving } from './saving.js';
import { createStore } from './store.js';
import { text } from './text.js';
import { createTheme } from './theme.js';
import { LoadError, whyNotRead, whyNotShown } from './trouble.js';
import { createView } from './view.js';
import { count, isSafelyFixed, rewritten } from './worklist.js';

/**
 * `host` is the element, `core` the npm package, `look` the address of the style sheet.
 *
 * @typedef {import('../pkg/index.js').Filing} Filing
 * @typedef {Omit<import('./drafts.js').Draft, 'id' | 'filing'>} Known what is known of a filing besides
 *   its cells
 *
 * @param {any} host
 * @param {typeof import('../pkg/index.js')} core
 * @param {URL} look
 */
export function createForm(host, core, look) {
  const words = () => text(host.locale);
  const store = createStore(core, { open: opened, change: changed, withheld: () => view.draw() });
  const view = createView(store, {
    locale: () => host.locale,
    readonly: isClosed,
    core,
    on: {
      fix: (id) => host.applyFix(id),
      fixAll: (ids) => host.applyFixes(ids),
      check: () => host.check(),
      acknowledge: (ids, reason) => host.acknowledge(ids, reason),
      complete,
      read: () => intake.choose(),
      take: (transfer) => bringing.take(transfer, { isPaste: true }),
      takeForm: (transfer, here) => bringing.take(transfer, { isPaste: true, here }),
      undo: () => host.undo(),
      redo: () => host.redo(),
      print: (options) => host.print(options),
      export: (what) => host.export(what),
      profile: (id) => making.chooseProfile(id),
      generate: (button) => making.chooseWhatToMake(button),
    },
  });
  const { root, notices, summary } = view;
  const bringing = createBringing(store, {
    core,
    view,
    words,
    locale: () => host.locale,
    isClosed,
    isOwn,
    ensureOpen,
    current: () => ticket,
    leaveSample() {
      const was = isSample;
      isSample = false;
      return was;
    },
  });
  const making = createMaking(store, {
    core,
    view,
    words,
    begin: (next, options) => form.begin(next, options),
    setProfile: (id) => {
      host.profile = id;
    },
  });
  const theme = createTheme(root, () => host.theme);
  const printer = createPrint(store, { beside: root, words, active: () => view.active });
  const saving = createSaving({
    words,
    locale: () => host.locale,
    say: notices.say,
    on: {
      export: () => host.export('filing'),
      again: () => keeping?.page.flush(),
      here: () => keeping?.open(keeping.id, 'here'),
      async copy() {
        const id = await keeping?.page.copy(keeping.id);
        if (id) keeping?.open(id);
      },
    },
  });
  part(root, '.toolbar').append(saving.element);
  /** @type {Filing | null} */
  let filing = null; // until it is opened
  let profile; // for filings that name none
  let isFresh = false;
  let ticket; // of the latest filing to be opened: results for earlier ones are dropped
  let opening;
  /** @type {Known} */
  let known = {}; // of the filing, until it is opened
  let isWork = false; // somebody has worked on it before it was opened
  let isSample = false;
  /** @type {ReturnType<typeof createKeeping> | null} */
  let keeping = null;
  /** @type {import('./drafts.js').Summary[]} */
  let offered = []; // existing drafts, when the page has opened something else
  /** @type {string | undefined} */
  let left; // the draft that was open when the element was removed from its page
  let endingSoon;
  /** @type {LoadError | undefined} */
  let bare; // why the form is unstyled, if the style sheet did not load

  const sheet = h('link', {
    rel: 'stylesheet',
    on: {
      load: () => {
        root.hidden = false;
      },
      error: () => {
        root.hidden = false;
        bare = new LoadError(
          `cannot load ${sheet.href}; say where it is: load(url) of "jixiao/form"`,
        );
        fail(bare, words().notFound);
      },
    },
  });
  stylesheet(look).then((href) => {
    sheet.href = href;
  });
  root.prepend(sheet);
  host.attachShadow({ mode: 'open' }).append(root);
  const intake = createIntake(root, {
    isClosed,
    onTransfer: (transfer) => host.take(transfer),
    onPaste: (transfer) => bringing.take(transfer, { isPaste: true }),
    onFiles: bringing.files,
  });

  const form = {
    store,
    view,
    read: bringing.read,
    take: bringing.take,
    printer,

    get filing() {
      return store.isOpen ? store.filing : filing;
    },

    set filing(next) {
      if (store.isOpen && JSON.stringify(next) === JSON.stringify(store.filing)) return;
      put(next);
      open();
    },

    get drafts() {
      return keeping ? keeping.page : null;
    },

    get draft() {
      return keeping ? keeping.id : undefined;
    },

    /**
     * @param {Filing} next
     * @param {import('../jixiao-form.js').BeginOptions & { breaks?: string[] }} [options]
     */
    async begin(
      next,
      { fresh = false, locations, breaks, unread = [], said, isSample: isOne = false } = {},
    ) {
      put(next, { locations, breaks, fresh });
      isSample = isOne;
      isWork = !isOne && !fresh;
      const begun = open();
      const mine = ticket;
      await begun;
      if (!store.isOpen || ticket !== mine) return;
      if (keeping && !isOne) keeping.begin();
      notices.leftOver(unread);
      if (said) notices.tell(said);
    },

    openDraft(id) {
      return keeping ? keeping.open(id) : Promise.resolve(false);
    },

    close() {
      const saved = put(null);
      view.fail('');
      return saved;
    },

    get fresh() {
      return store.isOpen ? store.fresh : isFresh;
    },

    set fresh(fresh) {
      isFresh = fresh;
      if (store.isOpen) store.fresh = fresh;
    },

    get profile() {
      return form.filing?.profile || profile;
    },

    set profile(next) {
      profile = next;
      if (!store.isOpen || JSON.stringify(store.filing.profile) === JSON.stringify(next)) return;
      store.write([{ path: '/profile', value: next }]);
    },

    set(path, value) {
      return store.isOpen && !isClosed() && store.write([{ path, value }]);
    },

    applyFix(id) {
      const finding = store.findings.get(id);
      if (!finding?.fix || isClosed() || !patch(finding.fix.patch, 'fix')) return false;
      view.focusCell(finding.path);
      const { before, after } = rewritten(finding.fix);
      notices.tell(words().fixedTo(before, after));
      return true;
    },

    applyFixes(ids) {
      if (!store.isOpen || isClosed()) return 0;
      const fixes = ids
        .map((id) => store.findings.get(id))
        .filter((finding) => finding && isSafelyFixed(finding))
        .map(({ fix }) => fix);
      let n = 0;
      // One fix may have made another obsolete: fixes that no longer apply are skipped.
      store.step(
        () => {
          for (const { patch: ops } of fixes) n += Number(store.patch(ops));
        },
        { origin: 'fix' },
      );
      notices.tell(words().fixedAll(n, ids.length - n));
      summary.heading.focus();
      return n;
    },

    complete() {
      if (!store.isOpen || isClosed()) return [];
      return fillIn(core.complete(store.filing, { locale: host.locale }));
    },

    acknowledge(ids, reason) {
      const found = ids.map((id) => store.findings.get(id)).filter(Boolean);
      if (!found.length || isClosed()) return false;
      store.acknowledge(found, reason);
      if (found.length > 1 && reason) notices.tell(words().answeredAll(found.length));
      else notices.say(reason ? words().acknowledged : words().takenBack);
      summary.focus(found[0].code, found[0].path);
      return true;
    },

    async export(what) {
      const report = store.report();
      if (!report) return;
      const { files } = words();
      const where = (path) => {
        const { where: place, elsewhere, source } = view.where(path);
        return [place, elsewhere && path, source && `(${source})`].filter(Boolean).join(' ');
      };
      if (what === 'table') {
        const table = (await core.write(store.filing)) + explanationTable(store.filing);
        if (await copied(table)) notices.tell(words().copied);
        else save(files.table, 'text/plain;charset=utf-8', table);
      } else if (what === 'csv')
        save(
          files.csv,
          'text/csv;charset=utf-8',
          csv(store.filing, report.findings, where, words()),
        );
      else if (what === 'docx' || what === 'xlsx') {
        try {
          const bytes = await core.write(store.filing, { as: what });
          save(fileName(store.filing, what), OFFICE[what], bytes);
        } catch (/** @type {any} */ error) {
          // The one cell that is in the way is named as everywhere else.
          notices.tell(
            error.kind === 'tooLarge' && error.path
              ? words().tooLong(where(error.path))
              : whyNotRead(error, words()),
          );
        }
      } else if (what === 'sarif') {
        const log = await core.sarif(
          report,
          sarifOptions(report, where, host.locale, store.filing),
        );
        save(files.sarif, 'application/sarif+json', JSON.stringify(log, null, 2));
      } else save(files.filing, 'application/json', JSON.stringify(store.filing, null, 2));
    },

    /** Undoes or redoes a step. */
    travel(way) {
      if (!store.isOpen || isClosed()) return;
      const path = store[way]();
      if (path === undefined) return;
      view.focusEnd(path);
      notices.say(way === 'undo' ? words().undone : words().redone);
    },

    check() {
      form.fresh = false;
      summary.heading.focus();
    },

    connect() {
      view.start(host);
      theme.start();
      intake.start();
      printer.start();
      clearTimeout(endingSoon);
      const namespace = host.getAttribute('autosave');
      if (namespace !== null && !keeping) startKeeping(namespace);
      open();
    },

    disconnect() {
      view.stop();
      theme.stop();
      intake.stop();
      printer.stop();
      if (store.isOpen) [filing, known, isFresh] = [store.filing, now(), store.fresh];
      if (keeping) keeping.save();
      ticket = null;
      store.close();
      // An element that is only moved within its page is reconnected at once.
      endingSoon = setTimeout(stopKeeping);
    },

    attributeChanged(name, value) {
      if (name === 'profile' && value !== null) form.profile = value;
      else if (name === 'locale' && store.isOpen) {
        store.speak(host.locale);
        saving.speak();
      } else if (name === 'readonly' && store.isOpen) view.draw();
      else if (name === 'theme') theme.apply();
      else if (name === 'filing' && value !== null) {
        try {
          form.filing = JSON.parse(value);
        } catch (error) {
          fail(error);
        }
      }
    },
  };
  return form;

  // ── Opening ────────────────────────────────────────────────────────────────────────────────────

  /**
   * Replaces the open filing, whose work is saved first; resolves when the new one is open.
   * @param {Filing | null} next
   * @param {Known} [more]
   */
  function put(next, more = {}) {
    const saved = keeping?.leave();
    show(next, more);
    return Promise.resolve(saved);
  }

  /**
   * @param {Filing | null} next
   * @param {Known} more
   */
  function show(next, more) {
    store.close();
    filing = next;
    known = more;
    isFresh = Boolean(more.fresh);
    isWork = false;
    isSample = false;
    ticket = null;
    saving.clear();
    notices.leftOver([]);
  }

  /** Opens the filing that was set, once the core is loaded. */
  function open() {
    if (!filing || !host.isConnected) return opening;
    const next = filing;
    const mine = {};
    ticket = mine;
    const loaded = load().catch((error) => {
      throw new LoadError(error);
    });
    opening = loaded
      .then(async () => {
        if (ticket !== mine) return;
        const wanted =
          next.profile === undefined && profile !== undefined ? { ...next, profile } : next;
        await breath();
        if (ticket !== mine) return;
        store.open(wanted, { ...known, locale: host.locale, isFresh });
        if (known.active !== undefined) view.active = known.active;
      })
      .catch((error) => {
        if (ticket === mine) fail(error);
      });
    return opening;
  }

  function opened({ isNew }) {
    if (isNew) view.restart();
    view.draw();
    if (bare) notices.fail(words().notFound, bare.message);
    drawOffer();
    notifyPage([]);
  }

  function changed(change) {
    view.change(change);
    if (keeping) keeping.change();
    notifyPage(change.ops);
  }

  /** Shows that there is nothing to display, and why. */
  function fail(error, sentence = whyNotShown(error, words())) {
    console.warn(error);
    view.fail(sentence, error instanceof LoadError ? error.message : undefined);
    host.dispatchEvent(new CustomEvent('failure', { detail: { error } }));
  }

  /**
   * Tells the page first what was changed and then what was found: a framework that takes in the
   * values clears the errors it had shown at them.
   */
  function notifyPage(ops) {
    for (const { path, value } of ops)
      host.dispatchEvent(new CustomEvent('change', { detail: { path, value } }));
    const findings = host.findings;
    const counts = count(findings);
    host.dispatchEvent(
      new CustomEvent('report', {
        detail: {
          ok: counts.error === 0,
          findings,
          counts,
          scorecards: [...store.scorecards.values()],
        },
      }),
    );
  }

  // ── Editing ────────────────────────────────────────────────────────────────────────────────────

  function patch(ops, origin) {
    if (store.patch(ops, { origin })) return true;
    notices.say(words().stale);
    return false;
  }

  /** Fills in computed cells; asks first if that would overwrite a filled one. */
  async function complete() {
    const computed = await askToComplete(root, {
      propose: (keep) => core.complete(store.filing, { locale: host.locale, keep }),
      where: (path) => view.where(path).where,
      at: store.at,
      words: words(),
    });
    if (computed) fillIn(computed);
  }

  function fillIn(computed) {
    const paths = [...new Set(writes(computed).map(({ path }) => path))];
    if (paths.length && !patch(computed, 'complete')) return [];
    view.showFilled(paths);
    return paths;
  }

  /**
   * Opens an empty form if none is open, so that there is one to read into and to show notices in.
   */
  async function ensureOpen() {
    if (!store.isOpen && !filing) form.filing = { documents: [] };
    await opening;
    return store.isOpen;
  }

  /** Whether the form holds somebody's work, and not only what the page opened. */
  function isOwn() {
    return isWork || store.canUndo;
  }

  // ── Keeping ────────────────────────────────────────────────────────────────────────────────────

  function isClosed() {
    return host.readonly || Boolean(keeping?.isElsewhere);
  }

  /**
   * The draft of the open filing. If it is still to be opened, or could not be, that is what was
   * passed in: store and view then still have the previous filing.
   */
  function now() {
    if (!store.isOpen) return { ...known, filing: /** @type {Filing} */ (filing), fresh: isFresh };
    const { filing: open, locations, breaks, blanks, fresh } = store;
    return {
      filing: open,
      active: view.active,
      fresh,
      locations,
      breaks: [...breaks],
      blanks: [...blanks],
    };
  }

  function startKeeping(namespace) {
    keeping = createKeeping(namespace, {
      now,
      show(record) {
        show(record.filing, record);
        isWork = true;
        open();
      },
      ask: (code) =>
        choose(root, {
          heading: words().kept.elsewhere,
          more: code && words().kept.notHandedOver(words().kept.reasons[code]),
          answers: { here: words().kept.here, there: words().kept.there, copy: words().kept.copy },
          cancel: words().cancel,
        }),
      onSaved(detail) {
        saving.show(detail);
        host.dispatchEvent(new CustomEvent('saved', { detail }));
      },
      onElsewhere() {
        saving.elsewhere();
        if (store.isOpen) view.draw();
      },
      onAttention() {
        notices.tell(words().kept.attention);
        host.dispatchEvent(new CustomEvent('attention'));
      },
      onDrafts: () => host.dispatchEvent(new CustomEvent('drafts')),
    });
    if (left) keeping.open(left);
    else if (!host.hasAttribute('no-offer')) offerDrafts();
  }

  function stopKeeping() {
    if (!keeping) return;
    left = keeping.id;
    keeping.close();
    keeping = null;
  }

  /**
   * Continues with this tab's draft if the page opens nothing itself; otherwise offers the drafts.
   */
  async function offerDrafts() {
    const mine = keeping;
    if (!mine) return;
    const drafts = (await mine.page.list()).filter(({ damaged }) => !damaged);
    const last = drafts.find(({ tab }) => tab === mine.page.tab);
    if (keeping !== mine || mine.id) return;
    if (!filing && last) {
      mine.open(last.id);
      return;
    }
    offered = drafts;
    drawOffer();
  }

  function drawOffer() {
    if (keeping?.id) offered = [];
    notices.offer(offered, host.locale, (id) => {
      offered = [];
      if (id) keeping?.open(id);
    });
  }
}

/** Lets the browser handle events between two long pieces of work. */
function breath() {
  return new Promise((done) => {
    setTimeout(done);
  });
}
