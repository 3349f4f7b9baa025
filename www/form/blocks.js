/** Copies, pastes, fills and clears blocks of cells, each as one step of the store. */
import { blockOf, looksLikeForm, printHtml, printText, shownIn } from './clipboard.js';
import { pathAt, slotsIn } from './grid.js';
import { filled, matchTitles, placed, writes } from './placing.js';

const LISTED = 200; // most values listed that found no cell

/**
 * `show(from, to)` selects what was written; `whole()` makes sure that all of a long table is
 * drawn; `keepApart(cell, value)` keeps a merged cell separate although it now reads like its
 * neighbour; `onForm(transfer, here)` opens a whole form pasted into a table, where `here()` pastes
 * it into the cells after all.
 */
export function createBlocks({
  store,
  selection,
  notices,
  words,
  isReadonly,
  show,
  whole,
  keepApart,
  onForm,
  onTable,
}) {
  const blocks = {
    /**
     * Copies the selected cells to the clipboard; false if the browser should copy text within a
     * cell.
     */
    copy(transfer) {
      const { range } = selection;
      if (!range) return false;
      const {
        grid: { slots },
        area,
      } = range;
      transfer.setData('text/plain', printText(textsOf(slots, area)));
      transfer.setData('text/html', printHtml(slots, area));
      return true;
    },

    cut(transfer) {
      if (isReadonly() || !blocks.copy(transfer)) return false;
      blocks.clear(selection.range);
      return true;
    },

    clear({ grid, area }) {
      const slots = slotsIn(grid, area).filter(({ cell }) => cell);
      const changes = slots.flatMap(({ cell }) => cell.paths.map((path) => ({ path, value: '' })));
      commit(
        { changes: changes.filter(({ path }) => store.at(path)), regroups: false },
        { grid, area },
      );
    },

    /** Fills an area by repeating the part of it that was selected. */
    fill({ grid, area: source }, area, shown = area) {
      const changes = filled(grid, source, area).filter(
        ({ path, value }) => store.at(path) !== value,
      );
      const isMerged = slotsIn(grid, area).some(({ isMerging }) => isMerging);
      commit({ changes, regroups: isMerged && changes.length > 0 }, { grid, area: shown });
    },

    /** Fills the selected cells from the first row or column of them, down or to the right. */
    fillFrom({ grid, area }, [down]) {
      const [first, last] = down ? ['top', 'bottom'] : ['left', 'right'];
      const isOne = slotsIn(grid, area).every(
        (slot) => slot[down ? 'row' : 'column'] === area[first],
      );
      const start = isOne ? area[first] - 1 : area[first];
      if (start >= 0)
        blocks.fill(
          { grid, area: { ...area, [first]: start, [last]: start } },
          { ...area, [first]: start },
          area,
        );
    },

    /** Pastes into a cell; false if the browser, or the form, should handle the paste. */
    paste(transfer, cell) {
      if (!cell || isReadonly()) return Boolean(cell);
      const isEditing = !selection.range;
      const block = blockOf(transfer);
      if (!block) return false;
      const { rows } = block;
      const isOne = rows.length === 1 && rows[0].length === 1;
      // Without tabs, lines are the rows of one column; in a long text they are just lines.
      const isText =
        !block.isMarked && rows[0].length === 1 && (isLong(cell) || (isEditing && !cell.single));
      if (isText || (isOne && isEditing)) return false;
      if (!selection.around(cell))
        return !isOne && (cell.single || looksLikeForm(block)) && onTable(transfer);
      whole();
      const range = selection.around(cell);
      const here = () => blocks.put(block, range);
      if (looksLikeForm(block, matchTitles(range.grid, rows)) && onForm(transfer, here))
        return true;
      here();
      return true;
    },

    /** Writes a block into the cells of a range, and reports which values found no cell. */
    put(block, { grid, area }) {
      const plan = placed(grid, block, area, store.filing);
      const { row, column } = plan.end;
      commit(plan, {
        grid,
        area: { ...area, bottom: Math.max(area.top, row), right: Math.max(area.left, column) },
      });
      const left = unplaced(plan.left, block);
      notices.leftOver(left);
      const { changes, added } = plan;
      const { pasted } = words();
      if (added || left.length)
        notices.tell(pasted(changes.length, added ? added.items.length : 0, left.length), {
          problem: left.length > 0,
        });
      else notices.say(pasted(changes.length, 0, 0));
    },
  };
  return blocks;

  function isLong(cell) {
    const { classList } = cell.frame;
    return ['prose', 'reason', 'explanation', 'text'].some((name) => classList.contains(name));
  }

  /** Writes everything as one step for undo and redo. */
  function commit(plan, { grid, area }) {
    const [from, to] = cornersOf(grid, area);
    const changes = writes(plan, store.filing);
    store.pause();
    if (changes.length) {
      store.step(
        () => {
          for (const { cell, value } of plan.whole || []) keepApart(cell, value);
          store.write(changes);
        },
        { focus: { from, to } },
      );
    }
    show(from, to);
  }

  /** The pointers of the first and the last cell of an area. */
  function cornersOf({ slots }, area) {
    const cellSlots = slotsIn({ slots }, area).filter(({ cell }) => cell);
    const [first, last] = [cellSlots[0], cellSlots[cellSlots.length - 1]];
    return [
      pathAt(first, Math.max(first.row, area.top)),
      pathAt(last, Math.min(last.row + last.rowSpan - 1, area.bottom)),
    ];
  }

  function textsOf(slots, { top, left, bottom, right }) {
    return Array.from({ length: bottom - top + 1 }, (_, down) =>
      Array.from({ length: right - left + 1 }, (__, beside) => {
        const slot = slots[top + down][left + beside];
        return slot && slot.row === top + down && slot.column === left + beside
          ? shownIn(slot)
          : '';
      }),
    );
  }

  /** Lists the values that found no cell; a whole missing row or column is one entry. */
  function unplaced(left, { beside, hidden }) {
    const { place } = words();
    const lines = new Map();
    for (const { row, column, title, text, isColumn } of left) {
      const location = isColumn ? place.column(title, column + 1) : place.row(row + 1);
      lines.set(location, [...(lines.get(location) || []), text]);
    }
    const all = [
      ...[...lines].map(([location, texts]) => ({ location, text: texts.join('　') })),
      ...hidden.map((texts) => ({ location: place.hidden, text: texts.join('　') })),
      ...(beside ? [{ location: place.beside, text: beside }] : []),
    ];
    if (all.length <= LISTED) return all;
    const more = all.slice(LISTED);
    return [
      ...all.slice(0, LISTED),
      { location: place.more(more.length), text: more.map(({ text }) => text).join('　') },
    ];
  }
}
