/** The lists of a form, and what a new item of each looks like. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blankLike, listAt, listItemOf, newItem, runOf } from '../../www/form/lists.js';

test('a list is known by where it is', () => {
  for (const [pointer, word] of [
    ['/documents/0/indicators', '指标'],
    ['/documents/12/funds/parts', '资金'],
    ['/documents/0/funds/breakdowns/1/parts', '明细'],
    ['/documents/0/tasks/3/indicators', '关键性指标'],
    ['/documents/0/lines', '行'],
    ['/documents/0/lines/1/parts/0/parts', '行'],
    ['/documents/0/income/parts', '行'],
    ['/documents/0/income/parts/2/parts', '行'],
    ['/documents/0/sections', '章节'],
    ['/documents', undefined],
    ['/documents/0/year', undefined],
    ['/acknowledged', undefined],
  ])
    assert.equal(listAt(pointer)?.word, word, pointer);
  assert.deepEqual(listItemOf('/documents/0/tasks/1/name'), {
    groups: [],
    word: '任务',
    nested: 'indicators',
    list: '/documents/0/tasks',
    index: 1,
    path: '/documents/0/tasks/1',
  });
  assert.equal(listItemOf('/documents/0/total/score'), undefined);
});

test('a new item has the cells of its neighbour, blank, and its groups', () => {
  for (const [item, groups, expected] of [
    [
      { level1: '产出指标', level2: '数量指标', name: '里程', weight: 10, score: null },
      ['level1', 'level2'],
      { level1: '产出指标', level2: '数量指标', name: '', weight: '', score: '' },
    ],
    ['一、建好公路。', undefined, ''],
    [
      {
        name: '任务',
        content: '内容',
        indicators: [
          { name: '甲', target: '1' },
          { name: '乙', target: '2' },
        ],
      },
      [],
      { name: '', content: '', indicators: [{ name: '', target: '' }] },
    ],
    [
      { name: '三公经费', actual: '1', partial: true, parts: [{ name: '接待' }] },
      [],
      { name: '', actual: '', partial: true },
    ],
    [
      { name: '按收入性质分', total: '1', of: 'budget', parts: [{ name: '甲', amount: '1' }] },
      ['of'],
      { name: '', total: '', of: 'budget', parts: [{ name: '', amount: '' }] },
    ],
  ])
    assert.deepEqual(blankLike(item, groups), expected);
});

test('the first item of a list is made as the blank form has it, or like the line it is within', () => {
  const filing = (document) => ({ documents: [document] });
  const template = { funds: { parts: [{ name: '其中：财政拨款', budget: '', executed: '' }] } };
  for (const [document, list, model, expected] of [
    [{ funds: { total: {} } }, 'funds/parts', template, { name: '', budget: '', executed: '' }],
    [
      { lines: [{ name: '三公经费', previous: '1', actual: '2' }] },
      'lines/0/parts',
      undefined,
      { name: '', previous: '', actual: '' },
    ],
    [{}, 'sections', undefined, { heading: '', text: '' }],
    [{}, 'goals', undefined, ''],
    [{ goals: ['一'] }, 'goals', undefined, ''],
    [{}, 'bonus', { bonus: [] }, { name: '', score: '' }],
    [{}, 'parts', undefined, { name: '', amount: '' }],
  ])
    assert.deepEqual(newItem(filing(document), `/documents/0/${list}`, model), expected, list);
});

test('a merged cell spans the rows that agree, up to a break', () => {
  const groups = ['level1', 'level2'];
  const rows = ['产数', '产数', '产质', '效质', '效质'].map(([level1, level2]) => ({
    level1,
    level2,
  }));
  const none = () => false;
  assert.deepEqual(runOf(rows, 1, 'level2', groups, none), [0, 2]);
  assert.deepEqual(runOf(rows, 1, 'level1', groups, none), [0, 3]);
  assert.deepEqual(
    runOf(rows, 2, 'level2', groups, none),
    [2, 3],
    'of another level 1 it is another group',
  );
  assert.deepEqual(
    runOf(rows, 4, 'level2', groups, (index) => index === 4),
    [4, 5],
  );
});
