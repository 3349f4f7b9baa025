/**
 * A filing being edited, independent of any page: the core's session, the current findings, undo
 * and redo.
 *
 * All changes to the filing go through here, and everything displayed follows from the callbacks in
 * `on`:
 *   open({ isNew })                     another filing, or the same in another language: draw everything
 *   change({ ops, gone, come, origin }) what was written (as a patch), the ids of findings that no longer apply, those that are new or
 *                                       different, and what brought it about: "edit", "fix", "undo", "redo"
 *   withheld                            findings were held back or released; nothing was written
 *
 * Nothing is checked, worded or computed here: the core does that (`core`, the npm package).
 */
import { createHistory } from './history.js';
import { at, documentOf, join, parent, shifted } from './pointer.js';
import { difference, inserted, moved, patched, removed, replaced } from './tree.js';

const CELL = /^\/documents\/\d+\/./;

/**
 * @typedef {typeof import('../pkg/index.js')} Core
 * @typedef {import('../pkg/index.js').Finding} Finding
 * @typedef {import('../pkg/index.js').PatchOp | { op: 'regroup' | 'move', path: string, from?: string, value?: unknown }} Op
 *   what is written, as in a patch; "regroup" writes nothing, but divides merged cells differently
 *
 * What undo returns to; never modified, only replaced. `filing` is set once one was opened.
 * @typedef {object} State
 * @property {any} filing
 * @property {Record<string, string>} locations
 * @property {Set<string>} breaks
 * @property {Set<string>} blanks
 *
 * @typedef {{ run?: string, origin?: string, focus?: string }} StepOptions
 *   `run`: typing that joins the step of earlier typing; `focus`: where undo leads, by default the
 * first cell written
 *
 * @param {Pick<Core, 'Session'>} core
 */
export function createStore(core, on) {
  /** @type {import('../pkg/index.js').Session | null} */
  let session = null;
  /** @type {State} */
  let state = { filing: null, locations: {}, breaks: new Set(), blanks: new Set() };
  /** @type {Map<string, Finding>} */
  let findings = new Map(); // by id
  /** @type {Map<number, import('../pkg/index.js').Scorecard>} */
  let scorecards = new Map(); // by document
  let fresh = false;
  let touched = new Set();
  /** @type {{ before: State, ops: Op[], gone: Set<string>, come: Map<string, Finding> } | null} */
  let step = null; // the step being made
  const history = createHistory();

  // Editing requires an open filing, and every edit is part of a step.
  const editing = () => /** @type {import('../pkg/index.js').Session} */ (session);
  const making = () => /** @type {NonNullable<typeof step>} */ (step);

  const store = {
    // ── State ────────────────────────────────────────────────────────────────────────────────────

    get isOpen() {
      return session !== null;
    },

    /** The filing as it is now; must not be modified. */
    get filing() {
      return state.filing;
    },

    get documents() {
      return state.filing ? state.filing.documents : [];
    },

    /** Where in its source each cell was read, by pointer. */
    get locations() {
      return state.locations;
    },

    /** Pointers of merged cells that begin a new group although they read like the one above. */
    get breaks() {
      return state.breaks;
    },

    /** Pointers of forms created blank, whose findings are not shown yet. */
    get blanks() {
      return state.blanks;
    },

    /** All findings, by id. */
    get findings() {
      return findings;
    },

    get scorecards() {
      return scorecards;
    },

    get canUndo() {
      return history.canUndo;
    },

    get canRedo() {
      return history.canRedo;
    },

    at(pointer) {
      return at(state.filing, pointer);
    },

    report() {
      return session ? session.report() : null;
    },

    /** The relations that hold in the texts. Worked out anew: for when nobody is typing. */
    relations() {
      return session ? session.relations() : [];
    },

    /**
     * Whether the form is new: findings of a cell are not shown until it has been left, or until
     * they are asked for.
     */
    get fresh() {
      return fresh;
    },

    set fresh(value) {
      fresh = Boolean(value);
      if (!fresh) state = { ...state, blanks: new Set() };
      on.withheld();
    },

    isHeld({ path }) {
      return store.isBlank(documentOf(path)) && !touched.has(path);
    },

    /** Whether a form was created blank and its findings are not shown yet. */
    isBlank(index) {
      return fresh || state.blanks.has(`/documents/${index}`);
    },

    /** The findings that are not held back. */
    get shown() {
      return [...findings.values()].filter((finding) => !store.isHeld(finding));
    },

    /** Marks cells as left; returns the findings that are shown from now on. */
    touch(paths) {
      const here = new Set(paths);
      if ((!fresh && !state.blanks.size) || paths.every((path) => touched.has(path))) return [];
      for (const path of here) touched.add(path);
      return [...findings.values()].filter(({ path }) => here.has(path));
    },

    // ── Opening ──────────────────────────────────────────────────────────────────────────────────

    /**
     * Opens a filing, with the state it was left in where known. Throws a JixiaoError if it is not
     * a filing.
     * @param {any} filing
     * @param {{ locale?: 'zh-CN' | 'en', locations?: Record<string, string>, breaks?: string[], blanks?: string[], isFresh?: boolean }} [options]
     */
    open(filing, { locale, locations = {}, breaks = [], blanks = [], isFresh = false } = {}) {
      start(filing, locale);
      state = { filing, locations, breaks: new Set(breaks), blanks: new Set(blanks) };
      history.clear();
      touched = new Set();
      fresh = isFresh;
      on.open({ isNew: true });
    },

    /** Opens the same filing in another language. */
    speak(locale) {
      start(state.filing, locale);
      on.open({ isNew: false });
    },

    close() {
      if (session) session.free();
      session = null;
    },

    // ── Editing ──────────────────────────────────────────────────────────────────────────────────

    /**
     * Makes several edits as one step. If one of them is refused, none is made.
     * @param {() => any} work
     * @param {StepOptions} [options]
     */
    step(work, { run, origin = 'edit', focus } = {}) {
      if (step) return work();
      step = { before: state, ops: [], gone: new Set(), come: new Map() };
      const { before, ops, gone, come } = making();
      let result;
      try {
        result = work();
      } catch (error) {
        restore(before);
        step = null;
        on.open({ isNew: false });
        throw error;
      }
      step = null;
      if (state === before) return result;
      if (origin !== 'undo' && origin !== 'redo')
        history.record({ before, after: state, focus: focus || whereOf(ops) }, run);
      // What was pasted, filled in or fixed is shown at once; what is typed waits until its cell is
      // left.
      if (!run) for (const finding of store.touch(filled(ops))) come.set(finding.id, finding);
      on.change({ ops, gone: [...gone], come: [...come.values()], origin, focus });
      return result;
    },

    /**
     * Writes values, [{ path, value }]; undefined removes a key. Returns false if that changes
     * nothing.
     */
    write(changes, options) {
      const ops = changes.flatMap(({ path, value }) => operation(path, value));
      if (ops.length) store.step(() => apply(ops), options);
      return ops.length > 0;
    },

    /** Applies a patch of the core's; false if it no longer applies. */
    patch(patch, options) {
      try {
        store.step(() => carryOut(patch, editing().apply(patch)), options);
        return true;
      } catch {
        return false;
      }
    },

    /** Inserts a list item before the one at `path`; one past the last appends. */
    insert(path, value, options) {
      store.step(() => {
        if (store.at(parent(path)) === undefined)
          apply([{ op: 'add', path: parent(path), value: [] }]);
        restructure(
          { insert: path },
          editing().insert(path, value),
          (filing) => inserted(filing, path, value),
          { op: 'add', path, value },
        );
      }, options);
    },

    /** Removes a list item. */
    remove(path, options) {
      store.step(
        () =>
          restructure({ remove: path }, editing().remove(path), (filing) => removed(filing, path), {
            op: 'remove',
            path,
          }),
        options,
      );
    },

    /** Moves a list item before the one at `to`, within its list. */
    move(from, to, options) {
      store.step(() => {
        restructure(
          { move: from, to },
          editing().move(from, to),
          (filing) => moved(filing, from, to),
          { op: 'move', from, path: to },
        );
      }, options);
    },

    /** Adds a blank form, whose findings are held back as those of a new filing. */
    insertBlank(path, document, options) {
      store.step(() => {
        store.insert(path, document);
        state = { ...state, blanks: new Set([...state.blanks, path]) };
      }, options);
    },

    /**
     * Replaces the filing in one step. `locations` are where new cells were read; `follow` maps the
     * pointers of existing cells if they moved; `blanks` are the pointers of forms created blank.
     *
     * @param {any} filing
     * @param {StepOptions & {
     *   locations?: Record<string, string>, follow?: (pointer: string) => string | undefined, blanks?: string[],
     * }} [options]
     */
    replace(filing, { locations, follow, blanks = [], ...options } = {}) {
      store.step(() => {
        apply(difference(state.filing, filing));
        if (follow) state = { ...state, ...placesAfter(follow) };
        state = { ...state, blanks: new Set([...state.blanks, ...blanks]) };
        if (locations) state = { ...state, locations: { ...state.locations, ...locations } };
      }, options);
    },

    /**
     * Makes the merged cells at these pointers begin groups of their own whatever they read, or
     * ends that. `isDrawn`: the form shows them that way already.
     * @param {string[]} paths
     * @param {boolean} isBreak
     * @param {StepOptions & { isDrawn?: boolean }} [options]
     */
    setBreak(paths, isBreak, { isDrawn, ...options } = {}) {
      store.step(() => {
        const breaks = new Set(state.breaks);
        for (const path of paths) {
          if (isBreak) breaks.add(path);
          else breaks.delete(path);
        }
        state = { ...state, breaks };
        if (!isDrawn) for (const path of paths) making().ops.push({ op: 'regroup', path });
      }, options);
    },

    /**
     * Acknowledges findings with the department's reason and its time; without a reason, takes that
     * back.
     */
    acknowledge(answered, reason, at = now()) {
      const key = ({ code, path }) => `${code} ${path}`;
      const answers = new Map(
        answered.map((finding) => [
          key(finding),
          { code: finding.code, path: finding.path, reason, at },
        ]),
      );
      const before = state.filing.acknowledged || [];
      const after = [
        ...before.filter((entry) => !answers.has(key(entry))),
        ...(reason ? answers.values() : []),
      ];
      return store.write([{ path: '/acknowledged', value: after.length ? after : undefined }]);
    },

    /** Ends a run of typing: what follows is another step. */
    pause() {
      history.pause();
    },

    /** Undoes the last step; returns where it took place, or undefined if there is none. */
    undo() {
      return travel(history.undo(), 'before', 'undo');
    },

    redo() {
      return travel(history.redo(), 'after', 'redo');
    },
  };
  return store;

  function start(filing, locale) {
    const next = new core.Session(filing, { locale });
    store.close();
    session = next;
    const report = next.report();
    findings = new Map(report.findings.map((finding) => [finding.id, finding]));
    scorecards = new Map(report.scorecards.map((card) => [card.document, card]));
  }

  function travel(made, to, origin) {
    if (!made) return undefined;
    store.step(() => restore(made[to]), { origin, focus: made.focus });
    return made.focus;
  }

  function restore(wanted) {
    const ops = difference(state.filing, wanted.filing);
    apply(ops);
    if (!ops.length) making().ops.push({ op: 'regroup', path: '/documents' }); // only the groups differ
    state = wanted;
  }

  function operation(path, value) {
    const before = store.at(path);
    if (before === value) return [];
    if (value === undefined) return [{ op: 'remove', path }];
    return [{ op: before === undefined ? 'add' : 'replace', path, value }];
  }

  function apply(ops) {
    if (!ops.length) return;
    const [{ op, path, value }] = ops;
    const isCell =
      ops.length === 1 &&
      op !== 'remove' &&
      CELL.test(path) &&
      (value === null || typeof value !== 'object') &&
      !(op === 'add' && Array.isArray(store.at(parent(path))));
    carryOut(ops, isCell ? editing().set(path, value) : editing().apply(ops));
  }

  function carryOut(patch, change) {
    state = { ...state, filing: patched(state.filing, patch) };
    take(
      patch.filter(({ op }) => op !== 'test'),
      change,
    );
  }

  function restructure(edit, change, edited, op) {
    const follow = (pointer) => shifted(pointer, edit);
    const filing = edited(state.filing);
    const { acknowledged } = change;
    state = {
      filing: acknowledged ? replaced(filing, '/acknowledged', acknowledged) : filing,
      ...placesAfter(follow),
    };
    touched = new Set([...touched].map(follow).filter((pointer) => pointer !== undefined));
    take([op], change);
  }

  /** Moves what is known of cells by pointer to where `follow` leads, and drops what is gone. */
  function placesAfter(follow) {
    const locations = Object.entries(state.locations).map(([path, place]) => [follow(path), place]);
    return {
      locations: Object.fromEntries(locations.filter(([path]) => path !== undefined)),
      breaks: new Set([...state.breaks].map(follow).filter((path) => path !== undefined)),
      blanks: new Set([...state.blanks].map(follow).filter((path) => path !== undefined)),
    };
  }

  /** Takes in the core's answer to a change: first what is gone, then what is new. */
  function take(ops, { removed: gone, added, scorecards: cards, unscored = [] }) {
    for (const id of gone) {
      findings.delete(id);
      making().come.delete(id);
      making().gone.add(id);
    }
    for (const finding of added) {
      findings.set(finding.id, finding);
      making().come.set(finding.id, finding);
    }
    for (const document of unscored) scorecards.delete(document);
    for (const card of cards) scorecards.set(card.document, card);
    making().ops.push(...ops);
  }
}

/** The local time with its offset: "2026-04-24T10:20:30+08:00". */
function now() {
  const date = new Date();
  const minutes = -date.getTimezoneOffset();
  const offset = new Date(Math.abs(minutes) * 60000).toISOString().slice(11, 16);
  return `${new Date(date.getTime() + minutes * 60000).toISOString().slice(0, 19)}${minutes < 0 ? '-' : '+'}${offset}`;
}

/** The pointers of the cells that a patch fills, in existing forms. */
function filled(ops) {
  const leaves = (path, value) => {
    if (value === undefined || value === null || value === '') return [];
    if (typeof value !== 'object') return [path];
    return Object.entries(value).flatMap(([key, inner]) => leaves(join(path, key), inner));
  };
  return ops
    .filter(({ path }) => CELL.test(path))
    .flatMap(({ path, value }) => leaves(path, value));
}

/** Where a step took place: at the first cell it wrote. */
function whereOf(ops) {
  const op = ops.find(({ path }) => documentOf(path) >= 0) || ops[0];
  return op?.path;
}

/** Whether a change altered which cells there are, not only their content. */
export function isStructural(ops) {
  return ops.some(({ op, path, value }) =>
    documentOf(path) >= 0 || path === '/documents'
      ? op !== 'replace' || (value !== null && typeof value === 'object')
      : false,
  );
}
