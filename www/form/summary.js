import { fill, h } from './dom.js';

const RANK = { error: 0, warning: 1, info: 2 };

/** The findings of a form, gravest first and then as the form reads, each leading to its cell. */
export function createSummary({ onGo, onFix, onCheck, place }) {
  const heading = h('h2', { id: 'summary-heading', tabindex: '-1' });
  const counts = h('p', { class: 'counts' });
  const list = h('ol', { class: 'findings' });
  const element = h('section', { class: 'summary', part: 'summary', 'aria-labelledby': 'summary-heading' },
    h('header', {}, heading, counts), list);
  const items = new Map(); // finding id → its <li>
  let words;

  return {
    element,
    heading,

    /** Everything anew, as on opening a document or changing the language. */
    draw(findings, held, nextWords) {
      words = nextWords;
      items.clear();
      this.update(findings, held, []);
    },

    /** Shows `findings`; those of `changed` are worded anew, the others stay as they are. */
    update(findings, held, changed) {
      for (const id of changed) items.delete(id);
      const places = new Map(findings.map((finding) => [finding, place(finding.path)]));
      const shown = [...findings].sort((a, b) =>
        RANK[a.severity] - RANK[b.severity] || places.get(a) - places.get(b));
      const ids = new Set(shown.map(({ id }) => id));
      for (const id of [...items.keys()]) if (!ids.has(id)) items.delete(id);
      const wanted = shown.map((finding) => {
        if (!items.has(finding.id)) items.set(finding.id, item(finding));
        return items.get(finding.id);
      });
      // Only what moved is touched, so that focus and open details stay.
      wanted.forEach((li, index) => {
        if (list.children[index] !== li) list.insertBefore(li, list.children[index] || null);
      });
      while (list.children.length > wanted.length) list.lastChild.remove();

      element.dataset.state = shown.length ? shown[0].severity : held ? 'open' : 'verified';
      heading.textContent = shown.length || held ? words.summary : words.clean;
      fill(counts, shown.length ? tally(shown, words) : !held && words.cleanMore,
        held > 0 && [' ', words.held, ' ', h('button', { type: 'button', class: 'check', on: { click: onCheck } }, words.check)]);
    },
  };

  function item(finding) {
    const { where, elsewhere } = onGo.where(finding.path);
    return h('li', { class: 'finding', part: 'finding', 'data-severity': finding.severity, 'data-code': finding.code, 'data-path': finding.path },
      h('span', { class: 'severity' }, words.severity[finding.severity]),
      h('div', { class: 'body' },
        h('button', { type: 'button', class: 'go', title: words.go, on: { click: () => onGo(finding.path, finding.span) } },
          h('span', { class: 'where', lang: 'zh-CN' }, where, elsewhere && ` · ${words.elsewhere}`),
          h('span', { class: 'message' }, finding.message)),
        figures(finding),
        finding.advice && h('p', { class: 'advice' }, finding.advice),
        grounds(finding)),
      h('div', { class: 'side' },
        h('code', {}, finding.code),
        finding.fix && h('button', { type: 'button', class: 'fix', part: 'fix', title: finding.fix.title, on: { click: () => onFix(finding.id) } },
          words.fix, h('span', { class: 'sr' }, ` ${finding.fix.title}`))));
  }

  /** Claimed → expected, and the working. */
  function figures(finding) {
    const { claimed, expected, difference, formula } = finding;
    if (expected === undefined && formula === undefined) return null;
    return h('dl', { class: 'figures' },
      claimed !== undefined && expected !== undefined && h('div', {}, h('dt', {}, words.claimed), h('dd', { class: 'claimed' }, claimed)),
      expected !== undefined && h('div', {}, h('dt', {}, words.expected), h('dd', { class: 'expected' }, expected)),
      difference !== undefined && h('div', {}, h('dt', {}, words.difference), h('dd', {}, difference)),
      formula !== undefined && h('div', {}, h('dt', {}, words.formula), h('dd', { class: 'formula' }, formula)));
  }

  function grounds({ basis, related }) {
    if (!basis && !(related && related.length)) return null;
    return h('div', { class: 'more' },
      basis && h('p', {}, h('span', { class: 'term' }, words.basis), ' ', basis),
      related && related.length > 0 && places(related));
  }

  /** The cells that take part, folded where there are many. */
  function places(related) {
    const links = related.map(({ path, note }, index) => [
      index > 0 && '、',
      h('button', { type: 'button', class: 'link', lang: 'zh-CN', on: { click: () => onGo(path) } }, onGo.where(path).where),
      note && `（${note}）`,
    ]);
    if (related.length <= 3) return h('p', {}, h('span', { class: 'term' }, words.related), ' ', links);
    return h('details', {}, h('summary', {}, words.relatedCells(related.length)), h('p', {}, links));
  }
}

/** How many findings of each severity. */
export function count(findings) {
  const n = { error: 0, warning: 0, info: 0 };
  for (const finding of findings) n[finding.severity] += 1;
  return n;
}

function tally(findings, words) {
  const n = count(findings);
  return Object.keys(n).filter((severity) => n[severity]).map((severity) =>
    h('span', { class: 'count', 'data-severity': severity }, h('b', {}, String(n[severity])), ` ${words.count[severity](n[severity])}`));
}
