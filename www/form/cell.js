import { attribute, fill, h } from './dom.js';

/** A short figure: set to the right, in tabular numerals. Only how a cell looks depends on this. */
const FIGURE = /^[≥≤＞＜><=＝]{0,2}\s*[-−(（]?[\d０-９][\d０-９.,，．\s]*(%|％|万?元?人?|万元|亿元|分)?[)）]?$/;

const NOTE_MARGIN = 8; // px between a note and the edge of the window

let serial = 0;

/**
 * One editable cell: a textarea that grows with its text, the frame it stands in, and the notes on it.
 *
 * A merged cell stands for several places of the filing and writes all of them: `paths`.
 */
export function createCell({ paths, value, label, figure, single, order, readonly }) {
  const id = `c${(serial += 1)}`;
  const input = h('textarea', {
    id, class: 'input', part: 'input', rows: '1', spellcheck: 'false', autocomplete: 'off', 'aria-label': label(), readonly,
  });
  const note = h('div', { class: 'note', part: 'note', hidden: true });
  const box = h('div', { class: 'cell' }, input);
  let frame = box;

  const cell = {
    paths,
    path: paths[0],
    order,
    single: single || figure,
    box,
    input,
    note,
    label,
    get frame() { return frame; },
    get value() { return input.value; },

    /** Says which element is drawn as the cell, a table cell as a rule. */
    standIn(element) {
      frame = element;
      frame.classList.add('frame');
      frame.append(box, note);
      return frame;
    },

    /** Shows a value that did not come from the keyboard. */
    show(next) {
      const shown = next === null || next === undefined ? '' : String(next);
      if (input.value !== shown) input.value = shown;
      cell.fit();
      cell.align();
    },

    /** Keeps the box as high as its text: the twin in ::after holds the same words. */
    fit() {
      box.dataset.text = input.value;
    },

    align() {
      input.classList.toggle('figure', Boolean(figure) || FIGURE.test(input.value.trim()));
    },

    /** Moves the note sideways where it would stand out of the window. */
    keepNoteInside() {
      note.style.transform = '';
      const { left, right, width } = note.getBoundingClientRect();
      const over = Math.max(0, right - document.documentElement.clientWidth + NOTE_MARGIN);
      const shift = Math.max(NOTE_MARGIN - left, -over);
      if (width && (left < NOTE_MARGIN || over)) note.style.transform = `translateX(${shift}px)`;
    },

    relabel() {
      input.setAttribute('aria-label', label());
    },

    /** Marks the cell with its findings, the gravest first, or clears it. */
    mark(findings, words, onFix) {
      const worst = findings.length ? findings[0].severity : null;
      attribute(frame, 'data-mark', worst);
      attribute(input, 'aria-invalid', worst && worst !== 'info' ? 'true' : null);
      attribute(input, 'aria-describedby', findings.length ? findings.map((_, index) => `${id}-${index}`).join(' ') : null);
      note.hidden = findings.length === 0;
      fill(note, findings.map((finding, index) => h('div', { class: 'remark', 'data-severity': finding.severity },
        h('p', { id: `${id}-${index}` }, h('b', { class: 'severity' }, words.severity[finding.severity]), ' ', finding.message),
        finding.fix && h('button', { type: 'button', class: 'fix', part: 'fix', on: { click: () => onFix(finding.id) } },
          words.fix, ' ', h('span', {}, finding.fix.title)))));
    },
  };

  cell.show(value);
  return cell;
}
