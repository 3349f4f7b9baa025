import { parent } from './pointer.js';

/** The cells of the document shown: by pointer, by input, and in the order of the form. */
export function createCells() {
  let base = '';
  let order = [];
  const byPath = new Map();
  const firstInside = new Map(); // pointer of a row or table → its first cell
  const byInput = new Map();

  const cells = {
    /** Sets the cells of a newly drawn document, whose pointer is `at`. */
    take(at, drawn) {
      base = at;
      order = [];
      byPath.clear();
      firstInside.clear();
      byInput.clear();
      cells.add(drawn);
    },

    /** Adds cells of the same document that were drawn later. */
    add(drawn) {
      const isNext =
        !order.length || !drawn.length || order[order.length - 1].order < drawn[0].order;
      order = [...order, ...drawn];
      if (!isNext) order.sort((a, b) => a.order - b.order);
      for (const cell of drawn) {
        byInput.set(cell.input, cell);
        for (const path of cell.beside) {
          byPath.set(path, cell);
          for (
            let over = parent(path);
            over.length > base.length && !firstInside.has(over);
            over = parent(over)
          )
            firstInside.set(over, cell);
        }
      }
    },

    get all() {
      return order;
    },
    get paths() {
      return [...byPath.keys()];
    },

    at(pointer) {
      return byPath.get(pointer);
    },

    of(input) {
      return byInput.get(input);
    },

    /** Whether a pointer leads into the document shown. */
    covers(pointer) {
      return pointer === base || pointer.startsWith(`${base}/`);
    },

    /**
     * The cell at a pointer; else one inside it (for a row, its name); else one beside or above it.
     */
    nearest(pointer) {
      if (!cells.covers(pointer)) return undefined;
      for (let path = pointer; path.length > base.length; path = parent(path)) {
        const found =
          byPath.get(path) ||
          (firstInside.has(path) && (byPath.get(`${path}/name`) || firstInside.get(path)));
        if (found) return found;
      }
      return order[0];
    },

    /** The same column `by` rows further, or else the next cell. */
    beyond(cell, by) {
      const [, rows, row, key] = /^(.*\/)(\d+)(\/[^/]+)$/.exec(cell.path) || [];
      const below =
        rows && byPath.get(`${rows}${Number(row) + by * (by > 0 ? cell.beside.length : 1)}${key}`);
      return below || order[order.indexOf(cell) + by];
    },

    /** The other parts of a merged cell that a long table divides. */
    partsOf(cell) {
      if (cell.paths.length === cell.beside.length) return [];
      return [...new Set(cell.paths.map((path) => byPath.get(path)))].filter(
        (part) => part !== cell,
      );
    },

    /** The cells of a row. */
    within(row) {
      return order.filter(({ path }) => path.startsWith(`${row}/`));
    },
  };
  return cells;
}
