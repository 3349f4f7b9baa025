/**
 * A table as a grid: the cell at each row and column, including cells that span several.
 *
 * A grid is `{ slots, titles, isSum }`. Each place `slots[row][column]` holds the slot that covers
 * it: `{ row, column, rowSpan, colSpan, cell, text, isMerging }`, where `cell` is absent for a
 * title or for a cell that the form does not have. A position is `{ row, column }`; an area is `{
 * top, left, bottom, right }`, all inclusive.
 */

/**
 * Lays out cells with spans as HTML does: rows of slots, with the same slot in every place that a
 * cell covers.
 */
export function layOut(rows) {
  const slots = rows.map(() => []);
  rows.forEach((cells, row) => {
    let column = 0;
    for (const cell of cells) {
      while (slots[row][column]) column += 1;
      const rowSpan = Math.min(cell.rowSpan || Infinity, rows.length - row); // rowspan="0" is all rows that follow
      const slot = { ...cell, row, column, rowSpan };
      for (let down = row; down < row + rowSpan; down += 1) {
        for (let right = column; right < column + cell.colSpan; right += 1)
          if (!slots[down][right]) slots[down][right] = slot;
      }
      column += cell.colSpan;
    }
  });
  return slots;
}

/**
 * The grid around an element of the form: its table, including the other pieces of a long one, or a
 * breakdown.
 */
export function readGrid(element, cellOf) {
  const holder = element.closest('.breakdown, table');
  if (!holder) return null;
  const rows = holder.matches('table') ? tablesOf(holder).flatMap(rowsOf) : [...holder.children];
  const titles = [];
  const slots = layOut(
    rows.map((row) =>
      boxesOf(row).map((box) => ({
        rowSpan: box.rowSpan === undefined ? 1 : box.rowSpan,
        colSpan: box.colSpan || 1,
        cell: box.classList.contains('frame') ? cellOf(box.querySelector('textarea')) : undefined,
        text: box.tagName === 'TH' ? box.textContent : '',
        isMerging: box.classList.contains('level'),
        isTitle: box.scope === 'col' && row.className === 'columns',
      })),
    ),
  );
  for (const row of slots)
    for (const slot of row)
      if (slot?.isTitle && !titles[slot.column]) titles[slot.column] = slot.text;
  return { slots, titles, isSum: rows.map((row) => row.classList.contains('sum')) };
}

function tablesOf(table) {
  const piece = table.closest('.piece');
  if (!piece) return [table];
  const pieces = [...piece.parentNode.children];
  let from = pieces.indexOf(piece);
  while (from > 0 && isPieceOfSame(pieces[from])) from -= 1;
  let to = from + 1;
  while (to < pieces.length && isPieceOfSame(pieces[to])) to += 1;
  return pieces
    .slice(from, to)
    .map(({ firstElementChild }) => firstElementChild)
    .filter(Boolean);
}

/**
 * Whether this element continues the table that the one before began. A piece out of sight may not
 * be drawn yet.
 */
function isPieceOfSame(element) {
  return (
    element.matches('.piece') &&
    (!element.firstElementChild || element.firstElementChild.matches('.further'))
  );
}

/** The rows of a table. Further pieces repeat the titles invisibly. */
function rowsOf(table) {
  return [...table.rows].filter(
    ({ parentNode }) => parentNode.tagName !== 'THEAD' || !table.matches('.further'),
  );
}

function boxesOf(row) {
  return row.cells ? [...row.cells] : [...row.querySelectorAll('.frame')];
}

/** The slot of a cell, or undefined. */
export function findSlot({ slots }, cell) {
  for (const row of slots) for (const slot of row) if (slot && slot.cell === cell) return slot;
  return undefined;
}

/** The pointer that a slot's cell writes for one of its rows. */
export function pathAt({ row: first, cell: { beside } }, row) {
  return beside.length > 1 ? beside[row - first] : beside[0];
}

/** The smallest area with these positions and all of the merged cells that it touches. */
export function areaOf({ slots }, ...positions) {
  const area = { top: Infinity, left: Infinity, bottom: -1, right: -1 };
  const take = ({ row, column, rowSpan, colSpan }) => {
    area.top = Math.min(area.top, row);
    area.left = Math.min(area.left, column);
    area.bottom = Math.max(area.bottom, row + rowSpan - 1);
    area.right = Math.max(area.right, column + colSpan - 1);
  };
  for (const { row, column } of positions)
    take(slots[row][column] || { row, column, rowSpan: 1, colSpan: 1 });
  for (let size = -1; size !== sizeOf(area); ) {
    size = sizeOf(area);
    for (const slot of slotsIn({ slots }, area)) take(slot);
  }
  return area;
}

function sizeOf({ top, left, bottom, right }) {
  return (bottom - top + 1) * (right - left + 1);
}

/** The slots in an area, each once. */
export function slotsIn({ slots }, { top, left, bottom, right }) {
  const found = new Set();
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1)
      if (slots[row][column]) found.add(slots[row][column]);
  }
  return [...found];
}

/** The number of rows and columns of cells in an area. */
export function extentOf(grid, area) {
  const cells = slotsIn(grid, area).filter(({ cell }) => cell);
  const count = (of, span) => {
    const counted = new Set();
    for (const slot of cells)
      for (let step = 0; step < slot[span]; step += 1) counted.add(slot[of] + step);
    return counted.size;
  };
  // A cell over several columns of the grid counts as one column.
  return {
    rows: count('row', 'rowSpan'),
    columns: new Set(cells.map(({ column }) => column)).size,
    cells: cells.length,
  };
}

/** The next cell in a direction, skipping titles and gaps; undefined at the edge. */
export function nextCell({ slots }, { row, column }, [down, right]) {
  let place = { row, column };
  for (;;) {
    const slot = slots[place.row] && slots[place.row][place.column];
    place = {
      row:
        place.row +
        (down > 0 && slot
          ? slot.row + slot.rowSpan - place.row
          : down < 0 && slot
            ? slot.row - 1 - place.row
            : down),
      column:
        place.column +
        (right > 0 && slot
          ? slot.column + slot.colSpan - place.column
          : right < 0 && slot
            ? slot.column - 1 - place.column
            : right),
    };
    if (
      place.row < 0 ||
      place.row >= slots.length ||
      place.column < 0 ||
      place.column >= widthOf({ slots })
    )
      return undefined;
    const next = slots[place.row][place.column];
    if (next?.cell) return place;
  }
}

/** The last cell in a direction; the position itself if there is none. */
export function edgeCell(grid, position, direction) {
  let place = position;
  for (let next = place; next; next = nextCell(grid, place, direction)) place = next;
  return place;
}

/** The first or the last cell of a grid. */
export function cornerCell({ slots }, isLast) {
  const cells = slots
    .flatMap((row, index) => row.map((slot, column) => slot?.cell && { row: index, column }))
    .filter(Boolean);
  return cells[isLast ? cells.length - 1 : 0];
}

export function widthOf({ slots }) {
  return Math.max(0, ...slots.slice(0, 50).map(({ length }) => length));
}
