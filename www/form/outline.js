/** The sections of a report as links, each with the number of its findings. */
import { h, refill } from './dom.js';
import { join } from './pointer.js';

const DEPTHS = [/^[一二三四五六七八九十]+、/, /^[（(][一二三四五六七八九十]+[）)]/, /^\d+[.、．]/];

/** `go(pointer)` moves to a section. */
export function createOutline({ go }) {
  const list = h('ol');
  const element = h('nav', { class: 'outline', part: 'outline', hidden: true }, list);

  // One listener for all: links are reused, with the listeners they were created with.
  list.addEventListener('click', (event) => {
    const link = /** @type {Element} */ (event.target).closest('button');
    if (link) go(link.dataset.path);
  });

  return {
    element,

    /**
     * Shows the sections of a document at `base` if it has several; `findings` are those that are
     * shown.
     */
    draw(document, base, findings, words) {
      const sections = (document && document.kind === 'narrative' && document.sections) || [];
      element.hidden = sections.length < 2;
      element.parentElement?.classList.toggle('outlined', !element.hidden);
      if (element.hidden) return;
      element.setAttribute('aria-label', words.outline);
      refill(
        list,
        sections.map((section, index) => {
          const path = join(base, 'sections', index);
          const counts = count(findings.filter((finding) => finding.path.startsWith(`${path}/`)));
          const heading = String(section.heading || '').trim() || words.section(index + 1);
          return h(
            'li',
            {
              'data-depth': String(
                Math.max(
                  0,
                  DEPTHS.findIndex((depth) => depth.test(heading)),
                ),
              ),
            },
            h(
              'button',
              { type: 'button', class: 'link', lang: 'zh-CN', 'data-path': path },
              heading,
            ),
            ['error', 'warning']
              .filter((severity) => counts[severity])
              .map((severity) =>
                h(
                  'span',
                  { class: 'badge', 'data-severity': severity },
                  String(counts[severity]),
                  h('span', { class: 'sr' }, ` ${words.count[severity](counts[severity])}`),
                ),
              ),
          );
        }),
      );
    },
  };
}

function count(findings) {
  const counts = { error: 0, warning: 0 };
  for (const { severity, acknowledged } of findings)
    if (acknowledged === undefined && severity in counts) counts[severity] += 1;
  return counts;
}
