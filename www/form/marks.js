import { standing } from './worklist.js';

const GRAVITY = ['error', 'warning', 'info', 'acknowledged'];

/** Shows findings at their cells. A keystroke updates only the cells whose findings it changed. */
export function createMarks({ cells, ...on }) {
  let words;
  let byCell = new Map(); // cell → Map of finding id → finding
  let cellOf = new Map(); // finding id → cell

  function add(finding, stale) {
    const cell = cells.nearest(finding.path);
    if (!cell) return;
    if (!byCell.has(cell)) byCell.set(cell, new Map());
    byCell.get(cell).set(finding.id, finding);
    cellOf.set(finding.id, cell);
    stale.add(cell);
  }

  function redraw(stale) {
    for (const cell of stale) {
      const findings = [...(byCell.get(cell) || new Map()).values()].sort(
        (a, b) => gravity(a) - gravity(b),
      );
      const key = findings.length
        ? JSON.stringify(
            findings.map(({ id, message, fix, span, acknowledged }) => [
              id,
              message,
              fix?.title,
              span,
              acknowledged,
            ]),
          )
        : '';
      if (cell.marked === key) continue;
      cell.marked = key;
      cell.mark(findings, words, on);
    }
  }

  return {
    /** Draws all marks again. */
    draw(findings, nextWords) {
      words = nextWords;
      const stale = new Set(byCell.keys());
      byCell = new Map();
      cellOf = new Map();
      for (const finding of findings) add(finding, stale);
      redraw(stale);
    },

    change(gone, come) {
      const stale = new Set();
      for (const id of gone) {
        const cell = cellOf.get(id);
        if (!cell) continue;
        cellOf.delete(id);
        byCell.get(cell).delete(id);
        if (!byCell.get(cell).size) byCell.delete(cell);
        stale.add(cell);
      }
      for (const finding of come) add(finding, stale);
      redraw(stale);
    },
  };
}

function gravity(finding) {
  return GRAVITY.indexOf(standing(finding));
}
