import { fill, h, timeOf } from './dom.js';

const OFFERED = 5; // drafts at most; the latest are enough to find one's own

/** What the form has to tell besides findings: that work was found, what was read or filled in, what was left over. */
export function createNotices({ words }) {
  const trouble = h('p', { class: 'trouble', part: 'notice', hidden: true });
  const offer = h('div', { class: 'offer', part: 'notice', hidden: true });
  const notice = h('div', { class: 'notice', part: 'notice', hidden: true });
  const unread = h('div', { hidden: true });
  const status = h('p', { class: 'sr', role: 'status', 'aria-live': 'polite' });

  const notices = {
    above: [trouble, offer],
    notice,
    unread,
    status,

    /** To those who cannot see, when they are done listening to something else. */
    say(said) {
      if (status.textContent !== said) status.textContent = said;
    },

    /**
     * To everybody, until it is closed or something else happens. `said` is text, `more` elements after it.
     * @param {string} said
     * @param {{ more?: any, problem?: boolean }} [options]
     */
    tell(said, { more, problem } = {}) {
      const { close } = words();
      const onClose = () => {
        notices.clear();
        notice.parentElement?.querySelector('button')?.focus();
      };
      fill(
        notice,
        h('p', {}, said, more),
        h(
          'button',
          {
            type: 'button',
            class: 'close',
            'aria-label': close,
            title: close,
            on: { click: onClose },
          },
          '×',
        ),
      );
      notice.classList.toggle('problem', Boolean(problem));
      notice.hidden = false;
      notices.say(said);
    },

    clear() {
      notice.hidden = true;
    },

    /** That there is nothing to show, and why; '' when there is. `detail` is for those who run the site. */
    fail(said, detail) {
      fill(
        trouble,
        said,
        detail && h('small', {}, words().forDevelopers, h('span', { lang: 'en' }, detail)),
      );
      trouble.hidden = !said;
      if (said) notices.say(said);
    },

    /** Drafts to go on with, or not now. `onAnswer` is told the id of the one to open, if any. */
    offer(drafts, locale, onAnswer) {
      offer.hidden = !drafts.length;
      if (!drafts.length) return;
      const answer = (id) => () => {
        offer.hidden = true;
        onAnswer(id);
      };
      const { kept } = words();
      fill(
        offer,
        h('p', {}, kept.offer(drafts.length)),
        h(
          'div',
          { class: 'answers' },
          drafts
            .slice(0, OFFERED)
            .map(({ id, name, savedAt }) =>
              h(
                'button',
                { type: 'button', class: 'quiet', on: { click: answer(id) } },
                kept.goOn,
                ' ',
                h('b', { lang: 'zh-CN' }, name),
                ` ${timeOf(savedAt, locale)}`,
              ),
            ),
          h('button', { type: 'button', class: 'quiet', on: { click: answer() } }, kept.later),
        ),
      );
    },

    /**
     * What was in a source and is in no form: nothing is lost silently. `reveal` brings the list into sight.
     * @param {{ location: string, text: string }[]} parts
     * @param {{ reveal?: boolean }} [options]
     */
    leftOver(parts, { reveal } = {}) {
      const said = words().unread(parts.length);
      unread.hidden = !parts.length;
      fill(
        unread,
        parts.length > 0 &&
          h(
            'details',
            { class: 'unread', part: 'unread' },
            h('summary', {}, said),
            h(
              'ul',
              { lang: 'zh-CN', tabindex: '0', 'aria-label': said },
              parts.map(({ location, text }) =>
                h('li', {}, h('span', { class: 'place' }, location), ' ', text),
              ),
            ),
          ),
      );
      if (reveal) unread.scrollIntoView({ block: 'nearest' });
    },
  };
  return notices;
}
