/** Moves from finding to finding, in the order of the form. */

/**
 * The finding 1 or -1 places from the cell `at`; from the start or the end if there is no cell.
 * Several findings about words in one cell are separate stops; one about a whole cell counts as
 * reached wherever the cursor is in it.
 */
export function nextStop(findings, cells, at, by) {
  const here = at && [at.order, at.input.selectionStart];
  const isBeyond = ({ place, finding }) =>
    !here || by * (finding.span ? compare(place, here) : place[0] - here[0]) > 0;
  const next = stops(findings, cells)
    .sort((a, b) => by * compare(a.place, b.place))
    .find(isBeyond);
  return next?.finding;
}

function stops(findings, cells) {
  return findings
    .map((finding) => ({ finding, cell: cells.nearest(finding.path) }))
    .filter(({ cell }) => cell)
    .map(({ finding, cell }) => ({
      finding,
      place: [cell.order, finding.span ? finding.span[0] : -1],
    }));
}

function compare([cell, offset], [otherCell, otherOffset]) {
  return cell - otherCell || offset - otherOffset;
}
