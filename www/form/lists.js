/**
 * The lists of a form (rows, fund lines, tasks, report sections and so on), to which items can be
 * added and from which they can be removed. A list is named by its keys from the document down, `#`
 * for any index: "tasks/#/indicators".
 *
 * `word` is the name of an item. `groups` are the columns whose runs of equal values are merged
 * cells: a new row takes them from its neighbour. `nested` lists are lines within lines. `cells`
 * are those of a first item if no form has any.
 */
import { at, has, itemOf, last, parent, split } from './pointer.js';

const INDICATORS = { word: '指标', groups: ['heading', 'level1', 'level2'] };
const LINES = { word: '行', nested: 'parts' };

const LISTS = {
  indicators: INDICATORS,
  'funds/parts': { word: '资金' },
  'funds/breakdowns': { word: '分类', nested: 'parts' },
  'funds/breakdowns/#/parts': { word: '明细' },
  management: { word: '管理环节' },
  goals: { word: '目标' },
  tasks: { word: '任务', nested: 'indicators' },
  'tasks/#/indicators': { word: '关键性指标' },
  parts: { word: '资金' },
  items: { word: '评分项目', groups: ['group', 'groupWeight', 'subgroup'] },
  bonus: { word: '加减分项', cells: ['name', 'score'] },
  buildings: { word: '楼堂馆所' },
  lines: LINES,
  'lines/#/parts': LINES,
  sections: { word: '章节' },
};

/** The properties of the list at a pointer, or undefined if it is not a list. */
export function listAt(pointer) {
  const keys = split(pointer)
    .slice(2)
    .map((key) => (/^\d+$/.test(key) ? '#' : key));
  // Covers lines within lines at any depth, and the lines of an account.
  const name = keys
    .join('/')
    .replace(
      /^(lines\/#|income|expenditure|opening|surplus|closing)\/parts(\/#\/parts)*$/,
      'lines/#/parts',
    );
  return LISTS[name];
}

/** The item of a list that a pointer leads into: `{ list, index, path, word, groups, nested }`, or undefined. */
export function listItemOf(pointer) {
  const item = itemOf(pointer);
  const known = item && listAt(item.list);
  return known && { groups: [], ...known, ...item };
}

/** Whether a pointer leads to a group's cell, merged over the rows of the group. */
export function isGroupCell(pointer) {
  const item = listItemOf(pointer);
  return Boolean(item) && item.groups.includes(last(pointer));
}

/** An item with the same cells but blank; its groups stay. */
export function blankLike(item, groups = []) {
  if (item === null || typeof item !== 'object') return '';
  return Object.fromEntries(
    Object.entries(item)
      .map(([key, value]) => {
        if (groups.includes(key) || typeof value === 'boolean') return [key, value];
        // A new task has one blank indicator; a new line has no lines within it, a new breakdown
        // has the same parts.
        if (Array.isArray(value))
          return [
            key,
            (key === 'indicators' ? value.slice(0, 1) : value).map((inner) => blankLike(inner)),
          ];
        return [key, blankLike(value)];
      })
      .filter(([key]) => !(key === 'parts' && isLine(item)) && item[key] !== undefined),
  );
}

/**
 * A blank item for the list at a pointer, modelled on its last item; else on the blank form of this
 * kind; else, for a line within a line, on that line.
 */
export function newItem(filing, list, template) {
  const items = at(filing, list) || [];
  const { groups, cells = ['name', 'amount'] } = listAt(list) || {};
  if (items.length) return blankLike(items[items.length - 1], groups);
  const [, , ...inside] = split(list);
  const [model] = (template && at(template, `/${inside.join('/')}`)) || [];
  if (model !== undefined) return blankLike(model, groups);
  if (last(list) === 'goals') return '';
  if (last(list) === 'sections') return { heading: '', text: '' };
  const holder = last(list) === 'parts' && at(filing, parent(list));
  return holder && has(holder, 'name') && !has(holder, 'total')
    ? blankLike({ ...holder, parts: undefined })
    : Object.fromEntries(cells.map((key) => [key, '']));
}

/** Whether two rows belong to the same merged cells. */
export function isSameGroup(row, other, groups) {
  return groups.every((key) => row[key] === other[key]);
}

/** The run of rows that share a merged cell with the row at `index`: [first, one past the last]. */
export function runOf(rows, index, key, groups, isBreak) {
  const keys = groups.slice(0, groups.indexOf(key) + 1);
  const isJoined = (lower) =>
    isSameGroup(rows[lower - 1], rows[lower], keys) && !keys.some((each) => isBreak(lower, each));
  let [first, end] = [index, index + 1];
  while (first > 0 && isJoined(first)) first -= 1;
  while (end < rows.length && isJoined(end)) end += 1;
  return [first, end];
}

/** The innermost group column that rows of a list have. */
export function innerGroup(rows, groups) {
  return [...groups]
    .reverse()
    .find((key) => rows.some((row) => row[key] !== undefined && row[key] !== ''));
}

/**
 * Whether an item is a line of accounts or base data; a breakdown has parts, too, but also a total.
 */
function isLine(item) {
  return !has(item, 'total');
}
