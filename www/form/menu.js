import { focusedIn, h } from './dom.js';

/** @type {{ close: (isDone?: boolean) => void } | null} */
let open = null; // the open menu; there is at most one

/**
 * Shows a menu: `choices` are { label, keys, run, disabled }, or null for a separator. It opens
 * below `anchor`, an element, or at a point { x, y }. Arrows, Home, End and first letters move in
 * it, Escape closes it; the focus then returns to where it was.
 */
export function showMenu(root, choices, anchor, label) {
  if (open) open.close();
  const activeElement = focusedIn(root);
  const element = h(
    'div',
    { class: 'popup', part: 'menu', role: 'menu', 'aria-label': label, on: { keydown, focusout } },
    choices.map((choice) =>
      choice
        ? h(
            'button',
            {
              type: 'button',
              role: 'menuitem',
              tabindex: '-1',
              class: 'choice',
              'aria-disabled': choice.disabled ? 'true' : null,
              'aria-keyshortcuts': choice.keys ? choice.keys.replace(/Ctrl/g, 'Control') : null,
              on: { click: () => pick(choice) },
            },
            h('span', {}, choice.label),
            choice.keys &&
              h(
                'kbd',
                { 'aria-hidden': 'true' },
                choice.keys.replace(/Arrow/g, '').replace('Up', '↑').replace('Down', '↓'),
              ),
          )
        : h('hr', { role: 'separator' }),
    ),
  );
  const items = [...element.querySelectorAll('button')];
  const menu = { close };
  open = menu;
  root.append(element);
  place();
  items[0].focus();
  document.addEventListener('pointerdown', outside, true);

  function place() {
    const box = root.getBoundingClientRect();
    const { width, height } = element.getBoundingClientRect();
    const below = anchor.getBoundingClientRect
      ? anchor.getBoundingClientRect()
      : { left: anchor.x, bottom: anchor.y, top: anchor.y };
    const left = Math.max(
      4,
      Math.min(below.left, document.documentElement.clientWidth - width - 8),
    );
    const fits =
      below.bottom + height < document.documentElement.clientHeight || below.top < height;
    element.style.left = `${left - box.left}px`;
    element.style.top = `${(fits ? below.bottom + 2 : below.top - height - 2) - box.top}px`;
  }

  function pick(choice) {
    if (choice.disabled) return;
    close();
    choice.run();
  }

  function close(isDone = true) {
    if (open !== menu) return;
    open = null;
    document.removeEventListener('pointerdown', outside, true);
    const hadFocus = element.contains(focusedIn(root));
    element.remove();
    if (isDone && hadFocus && activeElement?.isConnected)
      activeElement.focus({ preventScroll: true });
  }

  function outside(event) {
    if (!event.composedPath().includes(element)) close(false);
  }

  function focusout({ relatedTarget }) {
    if (!element.contains(relatedTarget)) close(false);
  }

  function keydown(event) {
    const at = items.indexOf(/** @type {HTMLButtonElement} */ (focusedIn(root)));
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1 + items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (to !== undefined) items[to % items.length].focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
