/**
 * Selection of cells as in a spreadsheet.
 *
 * A focused cell is either *edited*, with a cursor in its text, or *selected*, alone or with others
 * around it. In a selected cell the browser's text selection covers everything, so that typing
 * replaces it, also with an input method. Only tables have selection. The title, the date and the
 * sections of a report are always edited, and so is a long text in a table once it is clicked into.
 */
import { h } from './dom.js';
import {
  areaOf,
  cornerCell,
  edgeCell,
  extentOf,
  findSlot,
  nextCell,
  readGrid,
  slotsIn,
  widthOf,
} from './grid.js';

const PROSE = ['prose', 'reason', 'explanation', 'account', 'problems', 'content', 'item'];
const ARROWS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

/**
 * `on`: say(extent), clear(range), fill(range, area), fillFrom(range, [down, right]), restore(cell, text), pause(), whole().
 * A range is `{ grid, area }`.
 */
export function createSelection(paper, { cells, isReadonly, on }) {
  /** @type {any} */
  let focused = null; // the cell that has the focus
  let before = ''; // the text of the cell when it was selected
  /** @type {any} */
  let range = null; // { at, to }: position of the focused cell and of the opposite corner; null while it is edited
  let picked = new Set();
  let grids = new Map(); // cached grids, until cells are added or removed
  let drawn;
  let isTabbing = false;
  let isMouse = true;
  const handle = h('span', { class: 'fill-handle', 'aria-hidden': 'true' });

  const selection = {
    /** The selected cells; null while one is edited. */
    get range() {
      return range && cells.of(focused.input) === focused ? current() : null;
    },

    /** The range of one cell, edited or selected; null outside tables. */
    around(cell) {
      return selection.range || rangeOf(cell);
    },

    /** Selects a cell, or all cells up to another. False if it is not in a table. */
    select(cell, to) {
      if (!rangeOf(cell)) return false;
      take(cell);
      const last = to && findSlot(gridOf(cell), to);
      if (last) extend({ row: last.row + last.rowSpan - 1, column: last.column });
      return true;
    },

    /** Ends a selection because the cell is being edited. */
    edit,

    keydown,
    mousedown,
  };

  paper.addEventListener('compositionstart', edit);
  paper.addEventListener(
    'pointerdown',
    ({ pointerType }) => {
      isMouse = pointerType !== 'touch';
    },
    true,
  );
  paper.addEventListener(
    'keydown',
    ({ key }) => {
      isTabbing = key === 'Tab';
    },
    true,
  );

  paper.addEventListener('focusin', ({ target }) => {
    const cell = cells.of(target);
    if (!cell || cell === focused) return; // back in the window, with the selection unchanged
    reset(cell);
    if (isTabbing && !isProse(cell)) selection.select(cell);
    isTabbing = false;
  });

  paper.addEventListener('focusout', ({ target }) => {
    const cell = cells.of(target);
    if (cell && cell === focused && document.hasFocus()) reset(null);
  });

  return selection;

  // ── What is selected ───────────────────────────────────────────────────────────────────────────

  function reset(cell) {
    focused = cell;
    before = cell ? cell.value : '';
    edit();
  }

  function edit() {
    if (!range) return;
    range = null;
    show();
  }

  /** Selects this cell, and remembers which of its rows was meant. */
  function take(cell, position) {
    focused = cell;
    before = cell.value;
    range = { at: position || findSlot(gridOf(cell), cell), to: undefined };
    const { input } = cell;
    input.focus({ preventScroll: true });
    input.select();
    input.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    show();
  }

  function extend(to) {
    range.to = to;
    show();
    const { grid, area } = current();
    grid.slots[to.row][to.column].cell.frame.scrollIntoView({
      block: 'nearest',
      inline: 'nearest',
    });
    on.say(extentOf(grid, area));
  }

  function current() {
    const { at, to = at } = range;
    const grid = gridOf(focused);
    return { grid, area: areaOf(grid, at, to) };
  }

  function rangeOf(cell) {
    const grid = gridOf(cell);
    const slot = grid && findSlot(grid, cell);
    return slot ? { grid, area: areaOf(grid, slot) } : null;
  }

  /** The grid of a cell, cached until cells are added or removed. */
  function gridOf(cell) {
    if (drawn !== cells.all) grids = new Map();
    drawn = cells.all;
    const holder = cell.frame.closest('.breakdown, table');
    if (!holder) return null;
    if (!grids.has(holder)) grids.set(holder, readGrid(holder, cells.of));
    return grids.get(holder);
  }

  function isProse(cell) {
    return PROSE.some((name) => cell.frame.classList.contains(name));
  }

  /** Shows the selection. Costs nothing while a cell is edited. */
  function show(shown = range ? current().area : undefined) {
    const slots = shown ? slotsIn(gridOf(focused), shown).filter(({ cell }) => cell) : [];
    const wanted = new Set(slots.length > 1 ? slots.map(({ cell }) => cell.frame) : []);
    for (const frame of picked) if (!wanted.has(frame)) frame.classList.remove('picked');
    for (const frame of wanted) if (!picked.has(frame)) frame.classList.add('picked');
    picked = wanted;
    paper.classList.toggle('selecting', Boolean(range));
    handle.remove();
    if (slots.length && !isReadonly()) slots[slots.length - 1].cell.frame.append(handle);
  }

  // ── Keys ───────────────────────────────────────────────────────────────────────────────────────

  /** Handles a key in a table; false if it has only its usual meaning. */
  function keydown(event, cell) {
    const { key, shiftKey } = event;
    if (event.keyCode === 229 || !gridOf(cell)) return false; // 229: the key goes to the input method
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    return selection.range
      ? selected(cell, key, shiftKey, command, event.altKey)
      : edited(cell, key, event, command);
  }

  function edited(cell, key, { shiftKey, altKey }, command) {
    if (key === 'Enter' && !command && altKey && !cell.single && !isReadonly()) {
      const { input } = cell;
      input.setRangeText('\n', input.selectionStart, input.selectionEnd, 'end');
      input.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertLineBreak' }));
      return true;
    }
    if (key === 'Enter' && !command && !altKey && !isProse(cell)) {
      go(cell, findSlot(gridOf(cell), cell), shiftKey ? [-1, 0] : [1, 0]);
      return true;
    }
    if (key !== 'Escape') return false;
    // A long text must not be lost by a single key.
    if (cell.value !== before && !isProse(cell)) on.restore(cell, before);
    take(cell);
    return false; // the cell's note is hidden as well
  }

  function selected(cell, key, isExtending, command, isAlt) {
    if (isAlt) return false;
    const { at, to = at } = range;
    const target = targetOf(key, isExtending ? to : at, command);
    if (target === null) return true;
    if (target) {
      if (isExtending && !target.isBeyond) extend(target);
      else if (isExtending) return true;
      else move(cell, target, ARROWS[key]);
      return true;
    }
    if (key === 'Enter' && !command) go(cell, at, isExtending ? [-1, 0] : [1, 0]);
    else if (key === 'F2') {
      edit();
      cell.input.setSelectionRange(cell.value.length, cell.value.length);
    } else if (!command && (key === 'Delete' || (key === 'Backspace' && picked.size > 1))) {
      if (!isReadonly()) on.clear(current());
    } else if (key === 'Escape' && range.to) take(cell, at);
    else if (command && key.toLowerCase() === 'a') all(cell);
    else if (command && (key.toLowerCase() === 'd' || key.toLowerCase() === 'r')) {
      if (!isReadonly()) on.fillFrom(current(), key.toLowerCase() === 'd' ? [1, 0] : [0, 1]);
    } else return false;
    return true;
  }

  /** Where a key leads from a position; null if nowhere, undefined if it is not such a key. */
  function targetOf(key, from, command) {
    if (!ARROWS[key] && key !== 'Home' && key !== 'End') return undefined;
    const isLast = key === 'End';
    if (command) on.whole();
    const grid = gridOf(focused);
    if (ARROWS[key]) {
      if (command) return edgeCell(grid, from, ARROWS[key]);
      return (
        next(from, ARROWS[key]) ||
        (key === 'ArrowUp' || key === 'ArrowDown' ? { isBeyond: true } : null)
      );
    }
    return command ? cornerCell(grid, isLast) : edgeCell(grid, from, isLast ? [0, 1] : [0, -1]);
  }

  /** The next cell in a direction, including parts of a long table that are not drawn yet. */
  function next(from, direction) {
    const found = nextCell(gridOf(focused), from, direction);
    if (found) return found;
    on.whole();
    return nextCell(gridOf(focused), from, direction);
  }

  function move(cell, target, direction) {
    if (target.isBeyond) leave(cell, direction[0]);
    else take(gridOf(cell).slots[target.row][target.column].cell, target);
  }

  function go(cell, from, direction) {
    const target = next(from, direction);
    if (target) take(gridOf(cell).slots[target.row][target.column].cell, target);
    else leave(cell, direction[0]);
  }

  /** Moves to the table below or above. */
  function leave(cell, by) {
    const { all: order } = cells;
    const grid = gridOf(cell);
    let index = order.indexOf(cell);
    while (order[index] && gridOf(order[index]) === grid) index += by;
    const other = order[index];
    if (other && !selection.select(other)) other.input.focus();
  }

  function all(cell) {
    on.whole();
    const grid = gridOf(cell);
    const first = cornerCell(grid, false);
    take(grid.slots[first.row][first.column].cell, first);
    range.to = { row: cornerCell(grid, true).row, column: widthOf(grid) - 1 };
    show();
    on.say(extentOf(grid, current().area));
  }

  // ── Mouse ──────────────────────────────────────────────────────────────────────────────────────

  /** Handles a mouse press in a table; false if the browser, or the form, should handle it. */
  function mousedown(event) {
    if (event.button || !isMouse) return false;
    if (event.target === handle) {
      startFilling();
      event.preventDefault();
      return true;
    }
    const cell = cellUnder(event.target);
    if (!cell || !gridOf(cell)) return false;
    if (event.shiftKey && focused && cell !== focused && gridOf(focused) === gridOf(cell)) {
      if (!range) take(focused);
      extend(findSlot(gridOf(cell), cell));
    } else if (cell === focused && !range) return false;
    else if (event.detail > 1 || isProse(cell)) {
      if (cell === focused) edit();
      follow(startSelecting(cell));
      return false;
    } else take(cell);
    follow(startSelecting(focused));
    event.preventDefault();
    return true;
  }

  function cellUnder(target) {
    if (target.closest('button, .note, .proved, .handle')) return undefined;
    const frame = target.closest('.frame');
    return frame ? cells.of(frame.querySelector('textarea')) : undefined;
  }

  function startSelecting(from) {
    return {
      over(cell) {
        if (!focused || focused !== from) return;
        if (!range && cell === from) return; // text is being selected within a cell
        if (!range) take(from);
        const slot = findSlot(gridOf(from), cell);
        if (slot && slot !== range.to) extend(slot);
      },
      end() {
        if (range && focused) focused.input.select();
      },
    };
  }

  function startFilling() {
    const source = current();
    let area = source.area;
    follow({
      over(cell) {
        const slot = findSlot(source.grid, cell);
        if (!slot) return;
        // Fills either vertically or horizontally, never both.
        const { top, bottom, left, right } = source.area;
        const reach = areaOf(source.grid, slot);
        const isBeside = slot.row >= top && slot.row <= bottom;
        area = isBeside
          ? {
              ...source.area,
              left: Math.min(left, reach.left),
              right: Math.max(right, reach.right),
            }
          : {
              ...source.area,
              top: Math.min(top, reach.top),
              bottom: Math.max(bottom, reach.bottom),
            };
        show(area);
      },
      end() {
        if (area === source.area) show();
        else on.fill(source, area);
      },
    });
  }

  /** Follows the mouse until the button is released. */
  function follow(drag) {
    let last;
    const over = ({ target, buttons }) => {
      if (!(buttons & 1)) {
        end();
        return;
      }
      const cell = target.closest && cellUnder(target);
      if (!cell || cell === last) return;
      last = cell;
      paper.classList.add('dragging');
      drag.over(cell);
    };
    const end = () => {
      paper.removeEventListener('mousemove', over);
      window.removeEventListener('mouseup', end, true);
      paper.classList.remove('dragging');
      drag.end();
    };
    paper.addEventListener('mousemove', over);
    window.addEventListener('mouseup', end, true);
  }
}
