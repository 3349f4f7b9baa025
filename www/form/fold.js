import { attribute, h, refill } from './dom.js';

/**
 * A button that collapses an element to its heading and expands it again.
 *
 * @param {HTMLElement} element
 * @param {(isOpen: boolean) => void} [onChange]
 */
export function createFold(element, onChange) {
  const sign = h('span', { 'aria-hidden': 'true' });
  const name = h('span', { class: 'sr' });
  const button = h(
    'button',
    { type: 'button', class: 'fold', part: 'tool', on: { click: () => fold.set(!isOpen) } },
    sign,
    name,
  );
  let isOpen = true;
  /** @type {any} */
  let words;

  const fold = {
    button,
    get isOpen() {
      return isOpen;
    },

    set(open) {
      isOpen = open;
      fold.draw(words);
      onChange?.(open);
    },

    draw(nextWords) {
      words = nextWords;
      element.classList.toggle('folded', !isOpen);
      attribute(button, 'aria-expanded', String(isOpen));
      refill(sign, isOpen ? '▾' : '▴');
      if (words) refill(name, isOpen ? words.fold : words.unfold);
    },
  };
  return fold;
}
