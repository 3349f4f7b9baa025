/**
 * Rows of a form: inserted, removed, copied, moved by keys, menu and mouse, and their groups split
 * and joined.
 *
 * The actions for a cell's row are a list from which menu, keys and tools are made.
 */
import { createDrag } from './drag.js';
import { h } from './dom.js';
import { blankLike, innerGroup, isSameGroup, listItemOf, newItem, runOf } from './lists.js';
import { showMenu } from './menu.js';
import { join, last } from './pointer.js';

export function createRows(store, { root, paper, cells, words, readonly, template, focus, say }) {
  const done = (path, message) => {
    focus(path);
    say(message);
  };

  const rows = {
    /** The actions for the row of the cell at a pointer; none if it is not in a row. */
    actions(pointer) {
      const item = !readonly() && listItemOf(pointer);
      return item ? actionsOf(item, pointer) : [];
    },

    /** Opens the menu for a cell's row. */
    menu(cell, anchor) {
      const actions = cell ? rows.actions(cell.path) : [];
      if (actions.length) showMenu(root, actions, anchor || cell.frame, words().rows.menu);
      return actions.length > 0;
    },

    /** Appends a row to a list and moves to it. */
    add(list) {
      if (readonly()) return;
      const { length } = store.at(list) || [];
      const path = `${list}/${length}`;
      store.insert(path, newItem(store.filing, list, template()), { focus: path });
      done(path, words().rows.added);
    },

    /**
     * Keeps a group separate although it now reads like its neighbour, until the two are joined.
     */
    keepApart({ paths }, value) {
      const { list, index, groups } = listItemOf(paths[0]) || {};
      const key = last(paths[0]);
      if (!groups?.includes(key)) return;
      const reads = (at) => value !== '' && store.at(`${list}/${at}/${key}`) === value;
      const end = index + paths.length;
      if (index > 0 && reads(index - 1))
        store.setBreak([`${list}/${index}/${key}`], true, { isDrawn: true });
      if (reads(end)) store.setBreak([`${list}/${end}/${key}`], true, { isDrawn: true });
    },

    /** Gives each drawn row a handle, in the first cell that is its own. */
    handle(drawn) {
      if (readonly()) return;
      const seen = new Set();
      for (const cell of drawn) {
        const item = listItemOf(cell.path);
        if (!item || seen.has(item.path) || item.groups.includes(last(cell.path))) continue;
        seen.add(item.path);
        cell.frame.append(
          h('span', {
            class: 'handle',
            draggable: 'true',
            'aria-hidden': 'true',
            title: words().rows.handle,
          }),
        );
      }
    },
  };

  paper.addEventListener('contextmenu', (event) => {
    const frame = event.target.closest('.frame, .handle');
    const cell = frame && cellIn(frame);
    if (
      cell &&
      rows.menu(
        cell,
        event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : undefined,
      )
    )
      event.preventDefault();
  });

  paper.addEventListener(
    'keydown',
    (event) => {
      const cell = cells.of(event.target);
      if (!cell || event.isComposing || !(event.ctrlKey || event.metaKey || event.altKey)) return;
      const keys = [
        (event.ctrlKey || event.metaKey) && 'Ctrl',
        event.altKey && 'Alt',
        event.shiftKey && 'Shift',
        event.key.length === 1 ? event.key.toUpperCase() : event.key,
      ]
        .filter(Boolean)
        .join('+');
      const action = rows.actions(cell.path).find((each) => each && each.keys === keys);
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      if (!action.disabled) action.run();
    },
    true,
  );

  paper.addEventListener('click', (event) => {
    const add = event.target.closest('[data-add]');
    const handle = event.target.closest('.handle');
    if (add) rows.add(add.dataset.add);
    else if (handle) rows.menu(cellIn(handle), handle);
  });

  createDrag(paper, { itemOf: (input) => listItemOf(cells.of(input)?.path || ''), onDrop: drop });
  return rows;

  function cellIn(element) {
    const input = element.closest('td, .frame, tr, .pair, section').querySelector('textarea');
    return input && cells.of(input);
  }

  function actionsOf(item, pointer) {
    const { list, index, path, word, groups, nested } = item;
    const items = store.at(list);
    const row = items[index];
    const key = last(pointer) === String(index) ? undefined : pointer.slice(path.length);
    const cellOf = (at) => `${list}/${at}${key || ''}`;
    const text = words().rows;
    const insert = (at, value, message) => () => {
      store.insert(`${list}/${at}`, value, { focus: cellOf(at) });
      done(cellOf(at), message);
    };
    const isGroup = groups.includes(last(pointer));
    const [first, end] = isGroup
      ? runOf(items, index, last(pointer), groups, isBreak(list))
      : [index, index + 1];
    return [
      {
        label: text.above(word),
        keys: 'Ctrl+Shift+Enter',
        run: insert(first, blankLike(row, groups), text.added),
      },
      {
        label: text.below(word),
        keys: 'Ctrl+Enter',
        run: insert(end, blankLike(items[end - 1], groups), text.added),
      },
      { label: text.copy(word), keys: 'Ctrl+Shift+D', run: insert(index + 1, row, text.copied) },
      nested && { label: text.inside(item), run: () => rows.add(`${path}/${nested}`) },
      null,
      {
        label: text.up,
        keys: 'Alt+Shift+ArrowUp',
        disabled: index === 0 && !groups.length,
        run: () => step(item, -1, key),
      },
      {
        label: text.down,
        keys: 'Alt+Shift+ArrowDown',
        disabled: index === items.length - 1 && !groups.length,
        run: () => step(item, 1, key),
      },
      ...(groups.length ? grouping(item) : []),
      null,
      {
        label: text.remove(word, end - first),
        keys: 'Ctrl+Shift+Delete',
        run: () => take(item, first, end),
      },
    ].filter((action) => action !== undefined && action !== false);
  }

  /** Removes rows; the focus moves to the row that takes their place. */
  function take({ list }, first, end) {
    store.step(
      () => {
        for (let at = end - 1; at >= first; at -= 1) store.remove(`${list}/${at}`);
      },
      { focus: list },
    );
    const { length } = store.at(list);
    done(
      length ? `${list}/${Math.min(first, length - 1)}` : list,
      words().rows.removed(end - first),
    );
  }

  /** Moves a row by one: within its group, or at the group's edge into the next group. */
  function step({ list, index, path, groups }, by, key = '') {
    const items = store.at(list);
    const other = items[index + by];
    if (!other) return;
    const target = `${list}/${index + by}`;
    if (isSameGroup(items[index], other, groups)) {
      store.move(path, `${list}/${by > 0 ? index + 2 : index - 1}`, { focus: target + key });
      done(target + key, words().rows.moved);
    } else {
      regroup(path, other, groups);
      done(path + key, words().rows.moved);
    }
  }

  /** Moves a row into the groups of another. */
  function regroup(path, other, groups) {
    store.write(
      groups
        .filter((key) => other[key] !== undefined)
        .map((key) => ({ path: join(path, key), value: other[key] })),
      { focus: path },
    );
  }

  /** Splits a group before a row, or joins it with the one above. */
  function grouping({ list, index, path, groups }) {
    const items = store.at(list);
    const key = innerGroup(items, groups);
    if (!key) return [];
    const [first, end] = runOf(items, index, key, groups, isBreak(list));
    const text = words().rows;
    const head = (at) => `${list}/${at}/${key}`;
    return [
      null,
      {
        label: text.split,
        disabled: index === first,
        run: () => {
          store.setBreak([head(index)], true, { focus: head(index) });
          done(head(index), text.isSplit);
        },
      },
      {
        label: text.join,
        disabled: first === 0,
        run: () => {
          store.step(
            () => {
              const above = items[first - 1];
              const changes = groups
                .filter((each) => above[each] !== undefined)
                .flatMap((each) =>
                  Array.from({ length: end - first }, (_, at) => ({
                    path: `${list}/${first + at}/${each}`,
                    value: above[each],
                  })),
                );
              store.setBreak(
                groups.map((each) => `${list}/${first}/${each}`),
                false,
              );
              store.write(changes);
            },
            { focus: path },
          );
          done(path, text.isJoined);
        },
      },
    ];
  }

  function isBreak(list) {
    return (index, key) => store.breaks.has(`${list}/${index}/${key}`);
  }

  function drop({ list, index, path, groups }, to, beside) {
    const neighbour = store.at(beside.path);
    const end = to > index ? to - 1 : to;
    if (end === index && isSameGroup(store.at(path), neighbour, groups)) return;
    store.step(
      () => {
        if (beside.index !== index) regroup(path, neighbour, groups);
        if (end !== index) store.move(path, `${list}/${to}`);
      },
      { focus: `${list}/${end}` },
    );
    done(`${list}/${end}`, words().rows.moved);
  }
}
