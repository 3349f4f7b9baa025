import { attribute, fill, h } from './dom.js';
import { fixButton } from './finding.js';
import { createProved, spansIn } from './proved.js';
import { isAnswerable, standing } from './worklist.js';

const NOTE_MARGIN = 8; // px between a note and the edge of the window

let serial = 0;

/**
 * One editable cell: a textarea that grows with its text, its frame, and the notes on it.
 *
 * A merged cell represents several places of the filing and writes all of them: `paths`. If a long
 * table divides it, each part is beside some of them: `beside`. A `figure` is right-aligned,
 * decided by column and not by content, so that columns line up. A `passage` is a long text:
 * findings underline the words concerned, in a twin of the text behind it. There figures that were
 * checked get a tick, while their list is open or if the text cannot be edited.
 *
 * @param {{
 *   paths: string[], beside?: string[], value: any, label: () => string, order: number, readonly: boolean,
 *   figure?: boolean, single?: boolean, passage?: boolean,
 * }} options
 */
export function createCell({
  paths,
  beside = paths,
  value,
  label,
  figure,
  single,
  passage,
  order,
  readonly,
}) {
  serial += 1;
  const id = `c${serial}`;
  let raw = value === null || value === undefined ? '' : String(value); // the text as in the filing; a textarea drops \r
  const input = h(
    'textarea',
    {
      id,
      class: 'input',
      part: 'input',
      rows: '1',
      spellcheck: 'false',
      autocomplete: 'off',
      'aria-label': label(),
      readonly,
    },
    raw,
  );
  let note; // created when first needed
  const twin = passage && h('div', { class: 'twin', 'aria-hidden': 'true' });
  const box = h('div', { class: figure ? 'cell figure' : 'cell' }, twin, input);
  let frame = box;
  let marked = []; // findings about part of the text
  /** @type {ReturnType<typeof createProved> | undefined} */
  let proved; // created when first needed
  let held = []; // spans of the figures that were checked, until the text changes
  let lit = []; // spans of those that are pointed at

  const cell = {
    paths,
    beside,
    path: beside[0],
    order,
    single: single || figure,
    box,
    input,
    label,
    get frame() {
      return frame;
    },
    get value() {
      return input.value;
    },

    /** Sets the element that represents the cell, usually a table cell. */
    standIn(element) {
      frame = element;
      frame.classList.add('frame');
      frame.append(box);
      return frame;
    },

    /** Shows a value that was not typed. */
    show(next) {
      raw = next === null || next === undefined ? '' : String(next);
      if (input.value !== raw) input.value = raw;
      held = [];
      cell.fit();
    },

    /** Keeps the box as high as its text, of which the twin or ::after holds a copy. */
    fit() {
      if (twin) drawTwin();
      else box.dataset.text = input.value;
    },

    /** Updates the value after typing. */
    typed() {
      raw = input.value;
      held = [];
      cell.fit();
    },

    /** Selects the words that a finding is about, or everything. */
    select(span) {
      if (span) input.setSelectionRange(shownAt(span[0]), shownAt(span[1]));
      else if (passage) input.setSelectionRange(0, 0);
      else input.select();
    },

    /** Scrolls the cell, or the words that a finding is about, into view. */
    reveal(span) {
      const words =
        twin &&
        span &&
        [...twin.children].find((mark) => Number(mark.getAttribute('data-end')) > shownAt(span[0]));
      (words || frame).scrollIntoView({
        block: passage && !words ? 'nearest' : 'center',
        inline: 'nearest',
      });
    },

    /**
     * Moves the note sideways into the window; measured when the browser lays out the page anyway.
     */
    keepNoteInside() {
      if (!note) return;
      requestAnimationFrame(() => {
        note.style.transform = '';
        const { left, right, width } = note.getBoundingClientRect();
        const over = Math.max(0, right - document.documentElement.clientWidth + NOTE_MARGIN);
        const shift = Math.max(NOTE_MARGIN - left, -over);
        if (width && (left < NOTE_MARGIN || over)) note.style.transform = `translateX(${shift}px)`;
      });
    },

    relabel() {
      input.setAttribute('aria-label', label());
    },

    /** Marks the cell with its findings, the gravest first, or clears it. */
    mark(findings, words, { onFix, onAnswer }) {
      const worst = findings.length
        ? (
            findings.find(({ acknowledged }) => acknowledged === undefined) || {
              severity: 'acknowledged',
            }
          ).severity
        : null;
      attribute(frame, 'data-mark', worst);
      attribute(input, 'aria-invalid', worst === 'error' || worst === 'warning' ? 'true' : null);
      attribute(
        input,
        'aria-describedby',
        findings.length ? findings.map((_, index) => `${id}-${index}`).join(' ') : null,
      );
      if (!note) {
        note = h('div', { class: 'note', part: 'note' });
        if (proved) proved.element.before(note);
        else frame.append(note);
      }
      note.hidden = findings.length === 0;
      fill(
        note,
        findings.map((finding, index) =>
          h(
            'div',
            { class: 'remark', 'data-severity': standing(finding) },
            h(
              'p',
              { id: `${id}-${index}` },
              h('b', { class: 'severity' }, words.severity[standing(finding)]),
              ' ',
              passage && finding.span && [h('q', {}, cell.quote(finding.span)), ' '],
              finding.message,
              finding.acknowledged !== undefined &&
                h('span', { class: 'reason' }, ` ${words.reason}${finding.acknowledged}`),
            ),
            h(
              'div',
              { class: 'answers' },
              finding.fix &&
                fixButton(finding.fix, words, () => onFix(finding.id), finding.fix.title),
              isAnswerable(finding) &&
                h(
                  'button',
                  { type: 'button', class: 'quiet', on: { click: () => onAnswer(finding.id) } },
                  words.acknowledge,
                ),
            ),
          ),
        ),
      );
      if (twin) {
        marked = findings.filter(({ span }) => span);
        drawTwin();
      }
      if (frame.matches(':focus-within')) cell.keepNoteInside();
    },

    /**
     * Shows which figures of the text were checked and found right (see proved.js). `on.go` moves
     * to a figure, `on.light` shows where one is.
     */
    prove(figures, words, on) {
      if (!proved && figures.length) {
        proved = createProved({ on: { ...on, open: drawHeld } });
        frame.append(proved.element);
      }
      proved?.draw(figures, words);
      held = figures.flatMap((figure) => spansIn(figure, cell.path));
      lit = [];
      drawHeld();
    },

    /** Shows where figures are while they are pointed at. */
    light(spans) {
      if (!spans.length && !lit.length) return;
      lit = spans;
      drawHeld();
    },

    /** The cell's first message, if any. */
    get announcement() {
      return note && !note.hidden ? note.querySelector('p').textContent : '';
    },

    /** The words that a finding is about. */
    quote(span) {
      return raw.slice(span[0], span[1]);
    },
  };

  function shownAt(offset) {
    return offset - (raw.slice(0, offset).match(/\r\n/g) || []).length;
  }

  function drawHeld() {
    if (!twin) return;
    twin.classList.toggle('ticked', readonly || Boolean(proved?.isOpen));
    drawTwin();
  }

  /**
   * Draws the text again, with the words that findings are about in <mark>s, and the figures that
   * were checked. Where two overlap, a finding comes before a figure, and otherwise the first wins.
   */
  function drawTwin() {
    const text = input.value;
    const found = marked.map(({ span, ...finding }) => ({
      span,
      attributes: { 'data-severity': standing(finding) },
    }));
    const isFree = ([from, to]) => !found.some(({ span }) => span[0] < to && from < span[1]);
    const isLit = ([from, to]) => lit.some((span) => span[0] === from && span[1] === to);
    const right = [...held, ...lit].filter(isFree).map((span) => ({
      span,
      attributes: { 'data-held': '', class: isLit(span) ? 'lit' : null },
    }));
    let at = 0;
    const parts = [];
    for (const { span, attributes } of [...found, ...right].sort((a, b) => a.span[0] - b.span[0])) {
      const [from, to] = span.map((offset) => Math.min(text.length, shownAt(offset)));
      if (from < at || to <= from) continue;
      parts.push(
        text.slice(at, from),
        h('mark', { ...attributes, 'data-end': String(to) }, text.slice(from, to)),
      );
      at = to;
    }
    fill(twin, parts, text.slice(at), '\u200b');
  }

  cell.fit();
  return cell;
}
