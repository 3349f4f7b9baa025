/** From finding to finding, in the order of the form. */

/**
 * The next of `findings` beyond the cell `at`, by 1 or -1 places; from the start or the end where there is no cell.
 * Of several about the words of one cell each is a stop; one about a cell as a whole has been reached wherever the cursor stands in it.
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
