/** Draws one finding of the list: where it is, what is wrong, what to do about it. */
import { fill, h, part } from './dom.js';
import { isAnswerable, rewritten, standing } from './worklist.js';

/** `on` holds what its buttons do: fix(id), answer(finding, button), takeBack(id), go(finding). */
export function drawFinding(finding, { words, places, on }) {
  const { where, source } = places.where(finding.path);
  const quote = finding.span && places.quote(finding.path, finding.span);
  const reason = finding.acknowledged;
  const answered = reason !== undefined;
  const side = h(
    'div',
    { class: 'side' },
    h('code', {}, finding.code),
    !answered && finding.fix && fixButton(finding.fix, words, () => on.fix(finding.id)),
    answered &&
      h(
        'button',
        { type: 'button', class: 'quiet', on: { click: () => on.takeBack(finding.id) } },
        words.takeBack,
        h('span', { class: 'sr' }, ` ${where}`),
      ),
    isAnswerable(finding) &&
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'aria-expanded': 'false',
          on: { click: (event) => on.answer(finding, event.currentTarget) },
        },
        words.acknowledge,
        h('span', { class: 'sr' }, ` ${where}`),
      ),
  );
  return h(
    'li',
    {
      class: 'finding',
      part: 'finding',
      'data-severity': standing(finding),
      'data-code': finding.code,
      'data-path': finding.path,
    },
    h('span', { class: 'severity' }, words.severity[standing(finding)]),
    h(
      'div',
      { class: 'body' },
      h(
        'button',
        { type: 'button', class: 'go', title: words.go, on: { click: () => on.go(finding) } },
        h(
          'span',
          { class: 'where', lang: 'zh-CN' },
          where,
          source && h('span', { class: 'source' }, ` ${source}`),
        ),
        quote && h('q', { lang: 'zh-CN' }, quote),
        h('span', { class: 'message' }, finding.message),
      ),
      answered && h('p', { class: 'reason' }, h('span', { class: 'term' }, words.reason), reason),
      figures(finding, words),
      finding.advice && h('p', { class: 'advice' }, finding.advice),
      grounds(finding, words, places),
    ),
    side,
  );
}

/** Draws a finding that is gone: struck through, with a link to where it was. */
export function drawFixed(finding, { words, places, on }) {
  return h(
    'li',
    { class: 'mended', 'data-code': finding.code, 'data-path': finding.path },
    h('span', { class: 'state' }, words.fixed),
    ' ',
    h(
      'button',
      { type: 'button', class: 'link', lang: 'zh-CN', on: { click: () => on.go(finding) } },
      places.where(finding.path).where,
    ),
    ' ',
    h('del', {}, finding.message),
  );
}

/** A button that names its change beforehand; one that changes what a figure means is marked. */
export function fixButton(fix, words, click, label) {
  const { before, after } = rewritten(fix);
  const change = `${fix.title}${before || after ? words.change(before, after) : ''}`;
  return h(
    'button',
    { type: 'button', class: 'fix', part: 'fix', title: change, on: { click } },
    words.fix,
    label ? [' ', h('span', {}, label)] : h('span', { class: 'sr' }, ` ${change}`),
    !fix.safe && [' ', h('small', { class: 'unsafe' }, words.changesValue)],
  );
}

/** A box for the department's reason for leaving something as it is. */
export function answerForm({ label, words, onKeep, onClose }) {
  const input = h('textarea', { rows: '2', required: true });
  const submit = (event) => {
    event.preventDefault();
    if (input.value.trim()) onKeep(input.value.trim());
    else input.focus();
  };
  const keydown = (event) => {
    if (event.key === 'Escape') onClose();
  };
  return h(
    'form',
    { class: 'answer', on: { submit, keydown } },
    h('label', {}, label, input),
    h('button', { type: 'submit', class: 'fix' }, words.keep),
    ' ',
    h('button', { type: 'button', class: 'quiet', on: { click: onClose } }, words.cancel),
  );
}

/** Claimed → expected, and the working. */
function figures({ claimed, expected, difference, formula }, words) {
  if (expected === undefined && formula === undefined) return null;
  return h(
    'dl',
    { class: 'figures' },
    claimed !== undefined &&
      expected !== undefined &&
      h('div', {}, h('dt', {}, words.claimed), h('dd', { class: 'claimed' }, claimed)),
    expected !== undefined &&
      h('div', {}, h('dt', {}, words.expected), h('dd', { class: 'expected' }, expected)),
    difference !== undefined &&
      h('div', {}, h('dt', {}, words.difference), h('dd', {}, difference)),
    formula !== undefined &&
      h('div', {}, h('dt', {}, words.formula), h('dd', { class: 'formula' }, formula)),
  );
}

function grounds({ basis, related = [] }, words, places) {
  if (!basis && !related.length) return null;
  return h(
    'div',
    { class: 'more' },
    basis && h('p', {}, h('span', { class: 'term' }, words.basis), ' ', basis),
    related.length > 0 && relatedCells(related, words, places),
  );
}

/**
 * The cells involved; many of them are drawn only on request. Not <details>: browsers number its
 * marker, so that each one added or removed makes them renumber the whole form.
 */
function relatedCells(related, words, places) {
  const links = () =>
    related.map(({ path, span, note }, index) => [
      index > 0 && '、',
      h(
        'button',
        {
          type: 'button',
          class: 'link',
          lang: 'zh-CN',
          on: { click: () => places.go(path, span) },
        },
        places.where(path).where,
        span && h('q', {}, places.quote(path, span)),
      ),
      note && `（${note}）`,
    ]);
  const unfold = () => {
    fill(inside, h('span', { class: 'term' }, words.related), ' ', links());
    part(inside, '.link').focus();
  };
  const inside = h(
    'p',
    {},
    h(
      'button',
      { type: 'button', class: 'link', on: { click: unfold } },
      words.relatedCells(related.length),
    ),
  );
  if (related.length <= 3) fill(inside, h('span', { class: 'term' }, words.related), ' ', links());
  return inside;
}
