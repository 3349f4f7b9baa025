/**
 * The view of a filing: its forms as tabs, one of them drawn with its findings in place, the list
 * of findings, the score card, the tools and the notices. Drawn from a store (see store.js) and
 * kept up to date with it.
 *
 * `on` holds the actions handled elsewhere: complete, read, take, print, export, acknowledge and
 * the like (see form.js).
 */
import { createBlocks } from './blocks.js';
import { createCells } from './cells.js';
import { createDocuments } from './documents.js';
import { fill, focusedIn, h, whenIdle } from './dom.js';
import { isGroupCell } from './lists.js';
import { createMarks } from './marks.js';
import { placeName } from './names.js';
import { createNotices } from './notices.js';
import { createOutline } from './outline.js';
import { documentOf, join, parent } from './pointer.js';
import { figuresOf, spansIn } from './proved.js';
import { createRows } from './rows.js';
import { createScorecard } from './scorecard.js';
import { createSelection } from './selection.js';
import { drawn, drawSheet } from './sheet.js';
import { isStructural } from './store.js';
import { createSummary } from './summary.js';
import { createTabs } from './tabs.js';
import { text } from './text.js';
import { createTools } from './tools.js';
import { listen } from './typing.js';
import { nextStop } from './walk.js';
import { count, createProgress } from './worklist.js';

const WIDE = 1100; // px from which findings and score card are beside the form
const NARROW = 720; // px below which rows are drawn as cards
const ANNOUNCE_AFTER = 700; // ms without a keystroke
const AT_A_TIME = 8; // ms of drawing, half a frame

export function createView(store, { locale, readonly, core, on }) {
  const cells = createCells();
  const words = () => text(locale());
  let active = 0;
  let shown = new Map(); // findings that are not held back, by id
  let wasFresh = false;
  let filled = []; // cells just filled in
  let later = []; // functions that draw the rest
  let drawingOn;
  let lastFocused; // the cell that the tools act on
  let saying;
  let writtenInto; // the cell being typed into
  let proveLater = () => {}; // calls off working out what holds
  let provedAt = []; // the cells that show figures that were checked
  let litAt = []; // those that show where one is

  // How to get to a finding: `go` moves there, `where` names the place, `quote` gives the words it
  // is about.
  const places = {
    go: (path, span) => view.focusCell(path, span),
    where: (path) => view.where(path),
    quote: (path, [from, to]) => String(store.at(path) || '').slice(from, to),
  };
  const progress = createProgress();
  const summary = createSummary({
    places,
    place: (path) => {
      const cell = cells.nearest(path);
      return cell ? cell.order : -1;
    },
    rules: () => core.rules({ locale: locale() }),
    on: {
      fix: on.fix,
      fixAll: on.fixAll,
      check: on.check,
      acknowledge: on.acknowledge,
      walk: (by) => view.focusNext(by),
      pull: (isPulled, finding) => {
        root.classList.toggle('pulled', isPulled);
        const cell = isPulled && finding && cells.nearest(finding.path);
        if (cell) cell.reveal(finding.span); // the list now covers what was in view
      },
      restart: () => {
        progress.start([...shown.values()]);
        summary.change([], [], listState());
      },
      light,
    },
  });
  const scorecard = createScorecard({ places });
  const marks = createMarks({ cells, onFix: on.fix, onAnswer: (id) => summary.answer(id) });
  const notices = createNotices({ words });
  const tools = createTools({
    complete: on.complete,
    read: on.read,
    undo: on.undo,
    redo: on.redo,
    print: on.print,
    export: on.export,
    profile: on.profile,
    generate: on.generate,
    row: (button) => {
      if (!rows.menu(lastFocused, button)) notices.say(words().rowHint);
    },
  });
  const outline = createOutline({ go: (path) => view.focusCell(path) });
  const paper = h('div', { class: 'paper' });
  const panel = h(
    'div',
    { class: 'panel', id: 'panel', hidden: true },
    h(
      'div',
      { class: 'desk' },
      h('div', { class: 'toolbar' }, tools.element, notices.notice),
      notices.unread,
      outline.element,
      paper,
    ),
    h('div', { class: 'aside' }, summary.element, scorecard.element),
  );
  const tabs = createTabs({
    panel,
    onChoose: (index) => {
      view.active = index;
    },
    onAdd: (button) => forms.add(button),
    onMenu: (index, button) => forms.menu(index, button),
    onMove: (from, to) => forms.move(from, to),
  });
  const skips = h('div', { class: 'skips', role: 'group' });
  const root = h(
    'div',
    { class: 'root', part: 'root', hidden: true },
    skips,
    notices.above,
    tabs.element,
    panel,
    notices.status,
  );

  const forms = createDocuments(store, {
    root,
    words,
    readonly,
    core,
    active: () => active,
    choose: (index) => {
      view.active = index;
    },
    say: notices.say,
  });
  const rows = createRows(store, {
    root,
    paper,
    cells,
    words,
    readonly,
    template: forms.template,
    focus: (path) => view.focusCell(path),
    say: notices.say,
  });
  const selection = createSelection(paper, {
    cells,
    isReadonly: readonly,
    on: {
      say: ({ rows, columns, cells: n }) => {
        if (n > 1) notices.say(words().selected(rows, columns));
      },
      clear: (range) => blocks.clear(range),
      fill: (range, area) => blocks.fill(range, area),
      fillFrom: (range, direction) => blocks.fillFrom(range, direction),
      restore,
      whole: drawAll,
    },
  });
  const blocks = createBlocks({
    store,
    selection,
    notices,
    words,
    isReadonly: readonly,
    show: selectCells,
    whole: drawAll,
    keepApart: rows.keepApart,
    onForm: on.takeForm,
    onTable: on.take,
  });
  listen(paper, {
    cells,
    selection,
    blocks,
    onInput: typed,
    onUndo: on.undo,
    onRedo: on.redo,
    onFocus(cell) {
      lastFocused = cell;
      store.pause();
      summary.visitCell(cell.paths);
    },
    onLeave: left,
  });
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'F8' || !store.isOpen) return;
    event.preventDefault();
    view.focusNext(event.shiftKey ? -1 : 1);
  });
  const watch = new ResizeObserver(([{ contentRect }]) => {
    root.classList.toggle('wide', contentRect.width >= WIDE);
    root.classList.toggle('narrow', contentRect.width < NARROW);
    summary.dock(contentRect.width < WIDE);
  });

  const view = {
    root,
    notices,
    summary,
    cells,

    start(host) {
      watch.observe(host);
    },

    stop() {
      watch.disconnect();
      clearTimeout(drawingOn);
      clearTimeout(saying);
      proveLater();
      later = [];
    },

    /** The index of the document shown. */
    get active() {
      return active;
    },

    set active(index) {
      if (index === active || !store.documents[index]) return;
      active = index;
      if (store.isOpen) view.draw();
    },

    /** Draws everything. */
    draw() {
      active = Math.max(0, Math.min(active, store.documents.length - 1));
      const document = store.documents[active];
      panel.hidden = false;
      notices.fail('');
      drawSkips();
      root.lang = locale();
      root.classList.toggle('readonly', readonly());
      filled = [];
      notices.clear();
      view.drawTools();
      drawPaper(document);
      drawOn(AT_A_TIME);
    },

    drawTools() {
      tools.draw({
        words: words(),
        readonly: readonly(),
        profile: store.filing.profile,
        profiles: core.profiles(),
      });
      tools.tell(store);
    },

    /** Starts the list of findings again, and with it the count of fixed ones. */
    restart() {
      progress.start(null);
    },

    /** Shows a change of the store. */
    change({ ops, gone, come, origin }) {
      const structural = isStructural(ops) || ops.some(isRegrouping);
      progress.follow(ops);
      if (ops.some(({ path }) => path === '/profile')) view.restart(); // with other rules, findings that are gone have not been fixed
      if (structural) {
        view.draw();
      } else {
        // The rest of a long form is drawn from its old values, so it must be drawn before one of
        // them changes.
        if (ops.some(({ path }) => !cells.at(path))) drawAll();
        for (const { path } of ops) {
          const cell = cells.at(path);
          if (cell) {
            cell.show(store.at(path));
            cell.frame.removeAttribute('data-filled');
          }
          if (/\/(name|heading)$/.test(path))
            for (const other of cells.within(parent(path))) other.relabel();
        }
        showChange(gone, come);
        if (ops.some(({ path }) => path === '/profile')) view.drawTools();
        tools.tell(store);
      }
      if (origin === 'undo' || origin === 'redo') {
        notices.clear();
        if (structural) notices.leftOver([]);
      }
      sayLater();
    },

    /** Shows all findings and scores again. */
    show,

    /** Shows that there is nothing to display, and why. */
    fail(text, detail) {
      tabs.clear();
      panel.hidden = true;
      notices.fail(text, detail);
    },

    /** Moves the focus to the cell at a pointer, or to the nearest one; `span` selects a part of its text. */
    focusCell(pointer, span) {
      const index = documentOf(pointer);
      if (index >= 0) view.active = index;
      drawTo(pointer);
      const cell = cells.nearest(pointer);
      if (!cell) return false;
      cell.frame.classList.remove('dismissed');
      if (span || !selection.select(cell)) {
        cell.input.focus({ preventScroll: true });
        selection.edit();
        cell.select(span);
      }
      cell.reveal(span);
      return true;
    },

    /**
     * Moves the focus to the next finding in the order of the form, and on through the documents;
     * by -1 to the previous one.
     */
    focusNext(by = 1) {
      if (!store.isOpen) return false;
      drawAll();
      const open = [...shown.values()].filter(summary.isStop);
      const go = (finding) => {
        if (!finding || !view.focusCell(finding.path, finding.span)) return false;
        summary.visit(finding);
        return true;
      };
      const from = view.focused || (lastFocused && cells.at(lastFocused.path)); // the buttons for it take the focus away
      const next = nextStop(open, cells, from, by);
      if (next) return go(next);

      // Continues with the next document that has any, and finally with this one again.
      const { length } = store.documents;
      const others = Array.from(
        { length },
        (_, step) => (active + by * (step + 1) + length * 2) % length,
      );
      const document = others.find((index) => open.some(({ path }) => documentOf(path) === index));
      if (document === undefined) {
        notices.say(open.length === shown.size ? words().clean : words().nothingListed);
        return false;
      }
      view.active = document;
      drawAll();
      return go(nextStop(open, cells, undefined, by));
    },

    /** The cell that has the focus. */
    get focused() {
      return cells.of(focusedIn(root));
    },

    /**
     * Moves the focus to where a step was undone or redone: to the end of a cell, or to the cells
     * `{ from, to }`.
     */
    focusEnd(place) {
      if (place.from) {
        view.active = documentOf(place.from);
        selectCells(place.from, place.to);
        return;
      }
      const cell = documentOf(place) >= 0 && view.focusCell(place) && cells.nearest(place);
      if (!cell) return;
      selection.edit();
      cell.input.setSelectionRange(cell.value.length, cell.value.length);
    },

    /** The display name of the place at a pointer. */
    where(pointer) {
      const source = store.locations[pointer];
      const index = documentOf(pointer);
      if (index === active) {
        const cell = cells.nearest(pointer);
        return { where: cell ? cell.label() : '', elsewhere: false, source };
      }
      return {
        where: placeName(store.documents, pointer),
        elsewhere: Boolean(store.documents[index]),
        source,
      };
    },

    /** Shows which cells were filled in, and marks them until they are changed. */
    showFilled(paths) {
      const texts = words();
      for (const cell of filled) cell.frame.removeAttribute('data-filled');
      filled = [...new Set(paths.map((path) => cells.at(path)).filter(Boolean))];
      for (const cell of filled) cell.frame.setAttribute('data-filled', '');
      const elsewhere = paths.filter((path) => documentOf(path) !== active);
      const more = [...filled.map(({ path }) => path), ...elsewhere].map((path, index) => [
        index > 0 && '、',
        h(
          'button',
          {
            type: 'button',
            class: 'link',
            lang: 'zh-CN',
            on: { click: () => view.focusCell(path) },
          },
          view.where(path).where,
        ),
      ]);
      if (paths.length) notices.tell(texts.completed(paths.length), { more });
      else notices.tell(texts.completedNone);
    },
  };
  return view;

  // ── Drawing ────────────────────────────────────────────────────────────────────────────────────

  /** Skip links for the keyboard: past the tools to the findings, past these to the form. */
  function drawSkips() {
    const { skip, skipToFindings, skipToForm } = words();
    const go = {
      [skipToFindings]: () => summary.enter(),
      [skipToForm]: () => cells.all.length && view.focusCell(cells.all[0].path),
    };
    fill(
      skips,
      Object.entries(go).map(([label, click]) =>
        h('button', { type: 'button', class: 'skip', on: { click } }, label),
      ),
    );
    skips.setAttribute('aria-label', skip);
  }

  function drawPaper(document) {
    const base = join('/documents', active);
    const sheet =
      document && drawn(document)
        ? drawSheet(document, base, { readonly: readonly(), read: store.at, breaks: store.breaks })
        : null;
    cells.take(base, sheet ? sheet.cells : []);
    [provedAt, litAt] = [[], []];
    lastFocused = undefined;
    if (sheet) rows.handle(sheet.cells);
    fill(paper, sheet ? sheet.element : h('p', { class: 'undrawn' }, words().undrawn));
    later = sheet ? sheet.later : [];
  }

  /**
   * Draws the rest of a long table, for at most so many ms at a time, and then shows its findings.
   */
  function drawOn(most) {
    clearTimeout(drawingOn);
    for (const start = performance.now(); later.length && performance.now() - start < most; ) {
      const more = later.shift()();
      cells.add(more);
      rows.handle(more);
    }
    if (later.length) drawingOn = setTimeout(() => drawOn(AT_A_TIME));
    else show();
  }

  /** Draws the whole form, for callers that need a cell of it. */
  function drawAll() {
    if (later.length) drawOn(Infinity);
  }

  /** Draws the rest up to the cell at a pointer. */
  function drawTo(pointer) {
    while (later.length && !cells.at(pointer)) cells.add(later.shift()());
  }

  function show() {
    shown = new Map(store.shown.map((finding) => [finding.id, finding]));
    if (store.fresh !== wasFresh) view.restart(); // the list of a new form is opened on request
    wasFresh = store.fresh;
    summary.draw([...shown.values()], listState(), words());
    marks.draw([...shown.values()].filter(isHere), words());
    showRest();
    showVerified();
    prove();
  }

  /** Shows the effect of a keystroke: `gone` are ids of findings, `come` findings. */
  function showChange(gone, come) {
    if (later.length) return; // findings come with the rest of the form
    const stale = [...gone, ...come.map(({ id }) => id)];
    const fresh = come.filter((finding) => !store.isHeld(finding));
    for (const id of stale) shown.delete(id);
    for (const finding of fresh) shown.set(finding.id, finding);
    summary.change(stale, fresh, listState());
    marks.change(stale, fresh.filter(isHere));
    showRest();
  }

  function showRest() {
    const card = store.scorecards.get(active);
    root.classList.toggle('scored', Boolean(card));
    scorecard.draw(card, words());
    outline.draw(store.documents[active], join('/documents', active), [...shown.values()], words());
    const tallies = store.documents.map(() => count([]));
    for (const finding of shown.values()) {
      const index = documentOf(finding.path);
      if (tallies[index]) count([finding], tallies[index]);
    }
    tabs.draw(store.documents, active, tallies, words(), {
      isBlank: store.isBlank,
      readonly: readonly(),
    });
    tools.tell(store);
  }

  /**
   * Shows how many checks passed; called when typing has stopped, since it needs the whole report.
   */
  function showVerified() {
    if (store.isOpen) summary.showVerified(store.fresh ? {} : store.report().verified);
  }

  /**
   * Shows which figures of the texts were checked and found right, when the browser has nothing
   * else to do.
   */
  function prove() {
    proveLater();
    proveLater = whenIdle(() => {
      if (!store.isOpen || later.length) return;
      const figures = figuresOf(store.fresh ? [] : store.relations());
      /** @type {Map<any, any[]>} */
      const byCell = new Map(provedAt.map((cell) => [cell, []]));
      for (const figure of figures) {
        const cell = cells.at(figure.path);
        if (cell) byCell.set(cell, [...(byCell.get(cell) || []), figure]);
      }
      for (const [cell, own] of byCell) cell.prove(own, words(), { go: places.go, light });
      provedAt = [...byCell.keys()];
      summary.showProved(figures);
    });
  }

  /** Shows where a figure that was checked is, and the others of its text; nothing for none. */
  function light(figure) {
    for (const cell of litAt) cell.light([]);
    const cell = figure && cells.at(figure.path);
    if (cell) cell.light(spansIn(figure, cell.path));
    litAt = cell ? [cell] : [];
  }

  /** Whether a finding is in the document shown, or about the filing as a whole. */
  function isHere({ path }) {
    const index = documentOf(path);
    return index < 0 || index === active;
  }

  /**
   * What the list needs besides the findings: the form shown, how many are held back, which have
   * been fixed.
   */
  function listState() {
    if (!progress.isStarted) progress.start([...shown.values()]);
    return {
      active,
      withheld: store.findings.size - shown.size,
      fixed: progress.fixed(store.findings),
    };
  }

  /**
   * Whether an operation puts a row into another group. A merged cell that is typed into, or
   * cleared for that, stays one cell.
   */
  function isRegrouping({ path, value }) {
    return value !== '' && isGroupCell(path) && !writtenInto?.paths.includes(path);
  }

  // ── Typing ─────────────────────────────────────────────────────────────────────────────────────

  function typed(cell, inputType) {
    if (inputType === 'insertFromPaste') store.pause();
    cell.typed();
    cell.frame.removeAttribute('data-filled');
    const { value } = cell;
    for (const part of cells.partsOf(cell)) part.show(value);
    const run = `${cell.path} ${inputType === 'deleteContentBackward' ? 'delete' : 'type'}`;
    writtenInto = cell;
    store.step(
      () => {
        rows.keepApart(cell, value);
        store.write(cell.paths.map((path) => ({ path, value })));
      },
      { run },
    );
    writtenInto = undefined;
  }

  /**
   * Restores the text that a cell had before it was edited; a separate step, so that the typing can
   * be redone.
   */
  function restore(cell, text) {
    store.pause();
    cell.show(text);
    typed(cell, 'historyUndo');
    store.pause();
  }

  /** Selects the cells from one pointer to another, as far as they are drawn. */
  function selectCells(from, to) {
    drawTo(from);
    const cell = cells.nearest(from);
    if (cell && !selection.select(cell, cells.at(to))) cell.input.focus();
  }

  /** Shows the findings of a cell of a new form once it has been left. */
  function left(cell) {
    const found = store.touch(cell.paths);
    if (found.length) showChange([], found);
  }

  function sayLater() {
    clearTimeout(saying);
    saying = setTimeout(() => {
      showVerified();
      prove();
      const { focused } = view;
      const here = [...shown.values()].filter(isHere);
      notices.say([focused?.announcement, words().counts(count(here))].filter(Boolean).join(' '));
    }, ANNOUNCE_AFTER);
  }
}
