/**
 * Builds elements. Text enters the page only as text nodes, and attributes are never scripts or
 * styles.
 *
 * h('button', { class: 'go', type: 'button', on: { click } }, 'text', child)
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes]
 * @param {any[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value))
        element.addEventListener(event, listener);
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  append(element, children);
  return element;
}

/** Replaces the content of an element. */
export function fill(element, ...children) {
  element.textContent = '';
  append(element, children);
  return element;
}

/**
 * Fills an element as `fill` does, but keeps the elements and texts already there and changes only
 * what differs, to save layout work. Kept elements keep their listeners, so their listeners must
 * not depend on the content.
 */
export function refill(element, ...children) {
  liken(element, append(document.createDocumentFragment(), children));
}

function liken(element, model) {
  let old = element.firstChild;
  for (const next of [...model.childNodes]) {
    const following = old?.nextSibling;
    if (!old) element.append(next);
    else if (old.nodeName !== next.nodeName) old.replaceWith(next);
    else if (old.nodeType !== Node.TEXT_NODE) {
      for (const name of old.getAttributeNames())
        if (!next.hasAttribute(name)) old.removeAttribute(name);
      for (const name of next.getAttributeNames())
        if (old.getAttribute(name) !== next.getAttribute(name))
          old.setAttribute(name, next.getAttribute(name));
      liken(old, next);
    } else if (old.data !== next.data) old.data = next.data;
    old = following;
  }
  while (old) {
    const following = old.nextSibling;
    old.remove();
    old = following;
  }
}

/**
 * Makes `wanted` the children of an element, touching only what is new, gone or moved, so that
 * focus and open details survive.
 */
export function settle(element, wanted) {
  const keep = new Set(wanted);
  for (const child of [...element.children]) if (!keep.has(child)) child.remove();
  let next = element.firstElementChild;
  for (const child of wanted) {
    if (child === next) next = next.nextElementSibling;
    else element.insertBefore(child, next);
  }
}

/** A time as displayed; '' if there is none. */
export function timeOf(time, locale) {
  const date = new Date(time);
  return Number.isNaN(date.getTime())
    ? ''
    : date.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}

/**
 * Calls a function when the browser has nothing else to do; returns how to call that off.
 * @param {() => void} work
 * @returns {() => void}
 */
export function whenIdle(work) {
  // Safari has no idle callbacks.
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(work);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: 2000 });
  return () => cancelIdleCallback(handle);
}

/**
 * The first element in `within` that a selector names; it must exist.
 * @param {ParentNode} within
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function part(within, selector) {
  return /** @type {HTMLElement} */ (within.querySelector(selector));
}

/**
 * The element that has the focus, in the tree that `within` is in.
 * @param {Node} within
 * @returns {HTMLElement | null}
 */
export function focusedIn(within) {
  return /** @type {any} */ (within.getRootNode()).activeElement;
}

/**
 * Sets or removes an attribute; an unchanged one is not written again, which would cost style
 * recalculation.
 */
export function attribute(element, name, value) {
  const next =
    value === undefined || value === null || value === false
      ? null
      : value === true
        ? ''
        : String(value);
  if (element.getAttribute(name) === next) return;
  if (next === null) element.removeAttribute(name);
  else element.setAttribute(name, next);
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false || child === '') continue;
    element.append(child);
  }
  return element;
}
