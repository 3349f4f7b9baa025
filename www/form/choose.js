import { h, part } from './dom.js';

/**
 * Asks for one of several answers, `{ key: label }`, the most likely first. Resolves to its key, or
 * to undefined if the dialog is dismissed. The dialog is a child of `root`; the focus returns to
 * where it was.
 *
 * @template {string} Key
 * @param {HTMLElement} root
 * @param {{ heading: string, more?: string | false, answers: Partial<Record<Key, string>>, cancel: string }} question
 * @returns {Promise<Key | undefined>}
 */
export function choose(root, { heading, more, answers, cancel }) {
  const keys = /** @type {Key[]} */ (Object.keys(answers));
  const [first] = keys;
  // Firefox 79 and Safari 15.1 have no dialogs.
  if (!window.HTMLDialogElement)
    return Promise.resolve(
      window.confirm([heading, more].filter(Boolean).join('\n')) ? first : undefined,
    );
  return new Promise((resolve) => {
    /** @type {(label?: string, key?: Key) => HTMLElement} */
    const answer = (label, key) =>
      h(
        'button',
        {
          type: 'button',
          class: key === first ? 'fix' : 'quiet',
          on: {
            click: () => {
              resolve(key);
              dialog.close();
            },
          },
        },
        label,
      );
    const dialog = h(
      'dialog',
      {
        class: 'ask choose',
        part: 'dialog',
        'aria-labelledby': 'choose-heading',
        on: {
          close: () => {
            resolve(undefined);
            dialog.remove();
          },
        },
      },
      h('h2', { id: 'choose-heading' }, heading),
      more && h('p', {}, more),
      h(
        'div',
        { class: 'answers' },
        keys.map((key) => answer(answers[key], key)),
        answer(cancel),
      ),
    );
    root.append(dialog);
    dialog.showModal();
    part(dialog, '.fix').focus();
  });
}
