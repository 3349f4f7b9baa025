/**
 * Places the values of a block: into which cells of a grid, into which new rows, and which have no
 * place.
 */
import { pathAt, slotsIn, widthOf } from './grid.js';
import { blankLike, listItemOf } from './lists.js';
import { at } from './pointer.js';
import { replaced } from './tree.js';

const SUM = /^(总分|合计|总计)$/;
const ONE_BY_ONE = 300; // changes; more are written as whole lists, which is faster

/**
 * For each column of a block, the grid column of that title; undefined if the block's first row is
 * not a row of titles.
 */
export function matchTitles({ titles }, [first]) {
  const bare = (text) => (text || '').replace(/[\s（）()：:]/g, '');
  const find = (text) => {
    const word = bare(text);
    if (word.length < 2) return -1;
    const exact = titles.findIndex((title) => bare(title) === word);
    if (exact >= 0) return exact;
    const alike = titles.flatMap((title, column) =>
      title && (bare(title).includes(word) || word.includes(bare(title))) ? [column] : [],
    );
    return alike.length === 1 ? alike[0] : -1;
  };
  const found = first.map(find);
  const given = first.filter(Boolean).length;
  const matched = found.filter((column) => column >= 0).length;
  return matched && matched * 2 > given && (matched > 1 || given === 1) ? found : undefined;
}

/**
 * Places a block from the upper left corner of an area of the grid. `filing` supplies the present
 * content.
 *
 * Returns { changes: [{ path, value }], added: { list, items } or null, whole: [{ cell, value }] of merged cells,
 * left: [{ row, column, title, text }], end: the last position written,
 * regroups: whether cells that were merged may no longer be, or the reverse }.
 * `left` names rows and columns of the block, from 0.
 */
export function placed(grid, block, area, filing) {
  const { slots } = grid;
  const heads = block.rows.length > 1 ? matchTitles(grid, block.rows) : undefined;
  const skipped = heads ? 1 : 0;
  const rows = block.rows.slice(skipped);
  const size = [rows.length, rows[0] ? rows[0].length : 0];
  const room = [area.bottom - area.top + 1, area.right - area.left + 1];
  const isOne = !heads && size[0] === 1 && size[1] === 1;
  // A block is repeated in an area that is a multiple of it.
  const isTiled =
    !heads &&
    size.every((length, side) => room[side] % length === 0) &&
    (room[0] > size[0] || room[1] > size[1]) &&
    slotsIn(grid, area).filter(({ cell }) => cell).length > 1;
  const [height, width] = isTiled ? room : size;

  const columnOf = Array.from({ length: width }, (_, column) =>
    heads ? heads[column] : area.left + column,
  );
  const sum = grid.isSum.lastIndexOf(true);
  const flow = rowsFrom(grid, area.top);
  const isSumRow = (row) => sum > area.top && SUM.test(rows[row % size[0]].find(Boolean) || '');
  const growth = growthAfter(grid, flow[flow.length - 1], filing);

  const changes = new Map();
  const written = new Map();
  const added = [];
  const left = [];
  const above = []; // per column of the block, the value with which a merged cell continues
  const whole = new Set(); // merged cells that get a single value
  let regroups = false;
  let end = { row: area.top, column: area.left };
  let lastRow = height - 1;
  while (lastRow > 0 && !rows[lastRow % size[0]].some(Boolean)) lastRow -= 1; // empty rows at the end do not add rows

  const leave = (row, column, text) => {
    if (text)
      left.push({
        row: row + skipped,
        column,
        title: heads ? block.rows[0][column] : undefined,
        text,
        isColumn: !(columnOf[column] >= 0 && columnOf[column] < widthOf(grid)),
      });
  };

  for (let row = 0; row < height; row += 1) {
    const isSum = !isTiled && height > 1 && row === lastRow && isSumRow(row);
    const goal = isTiled ? area.top + row : isSum ? sum : flow[row];
    const model = goal === undefined ? growth?.row : goal;
    let item = goal === undefined && growth && row <= lastRow ? growth.blank : undefined;
    for (let column = 0; column < width; column += 1) {
      const text = rows[row % size[0]][column % size[1]];
      const slot =
        model === undefined || !(columnOf[column] >= 0)
          ? undefined
          : slots[model][columnOf[column]];
      const value = slot?.isMerging ? carried(above, column, text, block.isMarked) : text || '';
      if (!slot?.cell) {
        if (!slot || slot.text.replace(/\s/g, '') !== (text || '').replace(/\s/g, ''))
          leave(row, column, text);
      } else if (goal === undefined) {
        const path = pathAt(slot, Math.min(model, slot.row + slot.rowSpan - 1));
        const isInside = growth && (path === growth.path || path.startsWith(`${growth.path}/`));
        if (item === undefined || !isInside) leave(row, column, text);
        else if (value !== undefined)
          item =
            path === growth.path ? value : replaced(item, path.slice(growth.path.length), value);
      } else if (value !== undefined) {
        write(slot, goal, row, column, value);
      }
    }
    if (item !== undefined) added.push(item);
  }
  return {
    changes: [...changes]
      .filter(([path, value]) => at(filing, path) !== value)
      .map(([path, value]) => ({ path, value })),
    added: growth && added.length ? { list: growth.list, items: added } : null,
    whole: [...whole].map((cell) => ({ cell, value: rows[0][0] })),
    left,
    end,
    regroups: regroups || added.length > 0,
  };

  function write(slot, goal, row, column, value) {
    end = { row: Math.max(end.row, goal), column: Math.max(end.column, columnOf[column]) };
    if (isOne) {
      // A single value is for the whole cell, however many rows it spans.
      for (const path of slot.cell.paths) changes.set(path, value);
      if (slot.isMerging) whole.add(slot.cell);
      return;
    }
    const path = pathAt(slot, goal);
    if (written.has(path)) {
      if (value !== changes.get(path)) leave(row, column, value);
      return;
    }
    written.set(path, true);
    if (slot.isMerging && at(filing, path) !== value) regroups = true;
    changes.set(path, value);
  }
}

/** The value for a place in a column of merged cells; undefined if the block leaves it open. */
function carried(above, column, text, isMarked) {
  if (text) {
    // Text has no merged cells: an empty one continues the one above, until a group to its left
    // ends.
    if (!isMarked && text !== above[column]) above.fill('', column + 1);
    above[column] = text;
    return text;
  }
  if (text === null || !isMarked) return above[column];
  above[column] = '';
  return '';
}

/**
 * The cell rows from this one on, without the total at the end, unless the first one is the total.
 */
function rowsFrom({ slots, isSum }, top) {
  const rows = [];
  for (let row = top; row < slots.length && isSum[row] === isSum[top]; row += 1) rows.push(row);
  while (rows.length > 1 && !slots[rows[rows.length - 1]].some((slot) => slot?.cell)) rows.pop();
  return rows;
}

/**
 * How the list that ends at this row can grow: { list, path of the last item, row, blank }, or
 * undefined.
 */
function growthAfter({ slots }, row, filing) {
  const paths = slots[row].filter((slot) => slot?.cell).map((slot) => pathAt(slot, row));
  const item = paths.length ? listItemOf(paths[paths.length - 1]) : undefined;
  const items = item && at(filing, item.list);
  if (!items || item.index !== items.length - 1) return undefined;
  return {
    list: item.list,
    path: item.path,
    row,
    blank: blankLike(items[item.index], item.groups),
  };
}

/**
 * Combines changes and new rows into few writes: lists that grow, change groups or change much are
 * written as a whole.
 */
export function writes({ changes, added, regroups }, filing) {
  if (!regroups && changes.length <= ONE_BY_ONE) return changes;
  const wholes = new Map(); // pointer of a list or record of a document → its new value
  const edit = (path, change) => {
    const [, whole = path, key, inner] =
      /^(\/documents\/\d+\/[^/]+)\/([^/]+)(\/.*)?$/.exec(path) || [];
    if (!wholes.has(whole)) wholes.set(whole, copied(at(filing, whole)));
    const value = wholes.get(whole);
    if (key === undefined) wholes.set(whole, change(value));
    else
      value[key] =
        inner === undefined
          ? change(value[key])
          : replaced(value[key], inner, change(at(value[key], inner)));
  };
  for (const { path, value } of changes) edit(path, () => value);
  if (added) edit(added.list, (items) => [...items, ...added.items]);
  return [...wholes].map(([path, value]) => ({ path, value }));
}

function copied(value) {
  if (value === null || typeof value !== 'object') return value;
  return Array.isArray(value) ? [...value] : { ...value };
}

/** Fills the rest of an area by repeating the values of `source`. */
export function filled({ slots }, source, area) {
  const changes = new Map();
  const isDown = area.bottom > source.bottom || area.top < source.top;
  const wrap = (place, from, to) =>
    from + ((((place - from) % (to - from + 1)) + to - from + 1) % (to - from + 1));
  for (let row = area.top; row <= area.bottom; row += 1) {
    for (let column = area.left; column <= area.right; column += 1) {
      const isSource =
        row >= source.top &&
        row <= source.bottom &&
        column >= source.left &&
        column <= source.right;
      const from =
        slots[isDown ? wrap(row, source.top, source.bottom) : row][
          isDown ? column : wrap(column, source.left, source.right)
        ];
      const to = slots[row][column];
      if (!isSource && to && to.cell && from?.cell && to !== from)
        changes.set(pathAt(to, row), from.cell.value);
    }
  }
  return [...changes].map(([path, value]) => ({ path, value }));
}
