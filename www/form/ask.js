import { h } from './dom.js';

/** Asks for a name; resolves to it, or to undefined where she thinks better of it. */
export function askName(root, words, before) {
  if (!window.HTMLDialogElement) return Promise.resolve(window.prompt(words.name, before) || undefined);
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
    const dialog = h('dialog', { class: 'ask', part: 'dialog', 'aria-label': words.rename, on: { close: () => { resolve(undefined); dialog.remove(); } } },
      h('form', { on: { submit } },
        h('label', {}, words.name, input),
        h('div', { class: 'answers' },
          h('button', { type: 'submit', class: 'fix' }, words.ok), ' ',
          h('button', { type: 'button', class: 'quiet', on: { click: () => finish(undefined) } }, words.cancel))));
    root.append(dialog);
    dialog.showModal();
    input.select();
  });
}

/** Asks for a name; resolves to it, or to undefined where she thinks better of it. */
export function askName(root, words, before) {
  if (!window.HTMLDialogElement) return Promise.resolve(window.prompt(words.name, before) || undefined);
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
    const dialog = h('dialog', { class: 'ask', part: 'dialog', 'aria-label': words.rename, on: { close: () => { resolve(undefined); dialog.remove(); } } },
      h('form', { on: { submit } },
        h('label', {}, words.name, input),
        h('div', { class: 'answers' },
          h('button', { type: 'submit', class: 'fix' }, words.ok), ' ',
          h('button', { type: 'button', class: 'quiet', on: { click: () => finish(undefined) } }, words.cancel))));
    root.append(dialog);
    dialog.showModal();
    input.select();
  });
}

/**
 * Asks what becomes of a form that was pasted where work is: `choices` are pairs of a name and a text, the first of them proposed.
 * Resolves to the name chosen, or undefined.
 */
export function askWhere(root, heading, choices, words) {
  if (!window.HTMLDialogElement) return Promise.resolve(window.confirm(`${heading}\n${choices[0][1]}`) ? choices[0][0] : undefined); // Firefox 79
  return new Promise((resolve) => {
    const button = (name, label, look) => h('button', {
      type: 'button', class: look, on: { click: () => { dialog.close(); resolve(name); } },
    }, label);
    const dialog = h('dialog', {
      class: 'ask', part: 'dialog', 'aria-labelledby': 'where-heading', on: { cancel: () => resolve(undefined), close: () => dialog.remove() },
    },
    h('h2', { id: 'where-heading' }, heading),
    h('div', { class: 'answers' },
      choices.map(([name, label], index) => [button(name, label, index ? 'quiet' : 'fix'), ' ']), button(undefined, words.cancel, 'quiet')));
    root.append(dialog);
    dialog.showModal();
    dialog.querySelector('.answers .fix').focus();
  });
}
