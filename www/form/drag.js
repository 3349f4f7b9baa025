import { h } from './dom.js';

/**
 * Rows are dragged by their handles and dropped before or after another row of the same list.
 * `itemOf(input)` is the list item that an input belongs to; `onDrop(from, index, beside)` moves
 * the item `from` before that index, where `beside` is the row it was dropped on.
 */
export function createDrag(paper, { itemOf, onDrop }) {
  let from; // the item being dragged
  let line; // where it would be dropped

  paper.addEventListener('dragstart', (event) => {
    const handle = event.target.closest?.('.handle');
    from = handle ? itemOf(handle.closest('.frame').querySelector('textarea')) : undefined;
    if (!from) return;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('application/x-jixiao-row', from.path);
  });

  paper.addEventListener('dragover', (event) => {
    const over = target(event);
    if (!over) return;
    event.preventDefault();
    event.stopPropagation();
    show(over);
  });

  paper.addEventListener('drop', (event) => {
    const over = target(event);
    const dragged = from;
    end();
    if (!over) return;
    event.preventDefault();
    event.stopPropagation();
    onDrop(dragged, over.item.index + Number(over.isAfter), over.item);
  });

  paper.addEventListener('dragend', end);

  /**
   * The row under the pointer if it is in the same list, and whether the pointer is in its lower
   * half.
   */
  function target(event) {
    const element = from && event.target.closest('tr, .pair, section.passage, .item');
    // With merged cells, only the row's last cell is certainly its own.
    const inputs = element ? element.querySelectorAll('textarea') : [];
    const item = inputs.length ? itemOf(inputs[inputs.length - 1]) : undefined;
    if (!item || item.list !== from.list) return undefined;
    const { top, height } = element.getBoundingClientRect();
    return { element, item, isAfter: event.clientY > top + height / 2 };
  }

  function show({ element, isAfter }) {
    const [row, whole] = [element, paper].map((each) => each.getBoundingClientRect());
    line = line || h('div', { class: 'dropline' });
    line.style.top = `${(isAfter ? row.bottom : row.top) - whole.top}px`;
    line.style.left = `${row.left - whole.left}px`;
    line.style.width = `${row.width}px`;
    paper.append(line);
  }

  function end() {
    from = undefined;
    if (line) line.remove();
    line = undefined;
  }
}
