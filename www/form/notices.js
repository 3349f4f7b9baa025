import { fill, h, timeOf } from './dom.js';

const OFFERED = 5; // most drafts offered; the latest are enough to find one's own

/**
 * Messages of the form other than findings: drafts found, what was read or filled in, what was left
 * over.
 */
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

    /** Announces a text to screen readers when they have finished reading something else. */
    say(text) {
      if (status.textContent !== text) status.textContent = text;
    },

    /**
     * Shows a notice until it is closed or replaced. `text` is its text, `more` elements after it.
     * @param {string} text
     * @param {{ more?: any, problem?: boolean }} [options]
     */
    tell(text, { more, problem } = {}) {
      const { close } = words();
      const onClose = () => {
        notices.clear();
        notice.parentElement?.querySelector('button')?.focus();
      };
      fill(
        notice,
        h('p', {}, text, more),
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
      notices.say(text);
    },

    clear() {
      notice.hidden = true;
    },

    /**
     * Shows that there is nothing to display, and why; '' ends that. `detail` is for those who run
     * the site.
     */
    fail(text, detail) {
      fill(
        trouble,
        text,
        detail && h('small', {}, words().forDevelopers, h('span', { lang: 'en' }, detail)),
      );
      trouble.hidden = !text;
      if (text) notices.say(text);
    },

    /** Offers drafts to continue. `onAnswer` gets the id of the one to open, if any. */
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
     * Lists what was in a source and is in no form, so that nothing is lost silently. `reveal`
     * scrolls to the list.
     * @param {{ location: string, text: string }[]} parts
     * @param {{ reveal?: boolean }} [options]
     */
    leftOver(parts, { reveal } = {}) {
      const summary = words().unread(parts.length);
      unread.hidden = !parts.length;
      fill(
        unread,
        parts.length > 0 &&
          h(
            'details',
            { class: 'unread', part: 'unread' },
            h('summary', {}, summary),
            h(
              'ul',
              { lang: 'zh-CN', tabindex: '0', 'aria-label': summary },
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
