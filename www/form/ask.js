import { h } from './dom.js';

/** Asks for a name; resolves to it, or to undefined if the dialog is cancelled. */
export function askName(root, words, before) {
  if (!window.HTMLDialogElement)
    return Promise.resolve(window.prompt(words.name, before) || undefined);
  return new Promise((resolve) => {
    const input = h('input', { class: 'line', value: before, required: true });
    const finish = (name) => {
      resolve(name);
      dialog.close();
    };
    const submit = (event) => {
      event.preventDefault();
      if (input.value.trim()) finish(input.value.trim());
    };
    const dialog = h(
      'dialog',
      {
        class: 'ask',
        part: 'dialog',
        'aria-label': words.rename,
        on: {
          close: () => {
            resolve(undefined);
            dialog.remove();
          },
        },
      },
      h(
        'form',
        { on: { submit } },
        h('label', {}, words.name, input),
        h(
          'div',
          { class: 'answers' },
          h('button', { type: 'submit', class: 'fix' }, words.ok),
          ' ',
          h(
            'button',
            { type: 'button', class: 'quiet', on: { click: () => finish(undefined) } },
            words.cancel,
          ),
        ),
      ),
    );
    root.append(dialog);
    dialog.showModal();
    input.select();
  });
}
