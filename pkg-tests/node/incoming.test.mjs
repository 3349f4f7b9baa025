/**
 * Forms that are brought in again: recognised as new versions, with the changes they make, and
 * explanations carried along.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import init, { validate } from '../../pkg/node.js';
import { followed } from '../../www/form/follow.js';
import { compared, matches, withVersion } from '../../www/form/incoming.js';

await init();

const project = (name, more) => ({
  kind: 'projectEvaluation',
  project: name,
  department: '某县交通运输局',
  indicators: [],
  ...more,
});

test('a form is known again by its kind and whose it is', () => {
  const documents = [
    project('养护', { year: '2025' }),
    project('排水'),
    {
      kind: 'departmentEvaluation',
      department: '某县 交通运输局',
      year: '2025年度',
      indicators: [],
    },
  ];
  for (const [brought, expected] of [
    [[project('排水')], [1]],
    [[project(' 养 护')], [0]],
    [[project('养护', { year: '2024' })], [-1]],
    [[project('绿化')], [-1]],
    [[project('养护', { department: '某县水利局' })], [-1]],
    [[project('养护', { department: '' })], [0]],
    [[{ kind: 'departmentEvaluation', department: '某县交通运输局', year: '2025' }], [2]],
    [[{ kind: 'departmentEvaluation', year: '' }], [2]],
    [
      [project('排水'), project('排水')],
      [1, -1],
    ],
    [[project('')], [-1]],
  ])
    assert.deepEqual(matches(documents, brought), expected, JSON.stringify(brought));
});

test('a cell is found again in its row, wherever that is now', () => {
  const row = (name, level2 = '数量指标') => ({ level2, name, score: '1' });
  const before = { indicators: [row('甲'), row('乙'), row(''), row('甲')], year: '2025' };
  const after = { indicators: [row('丙'), row('乙'), row('甲'), row('甲')], year: '2025' };
  for (const [path, expected] of [
    ['/indicators/0/score', '/indicators/2/score'],
    ['/indicators/3/score', '/indicators/3/score'],
    ['/indicators/1/score', '/indicators/1/score'],
    ['/indicators/2/score', undefined],
    ['/year', '/year'],
    ['/filedOn', undefined],
  ])
    assert.equal(followed(path, before, after), expected, path);
  assert.equal(
    followed('/indicators/1/score', before, { indicators: [row('乙', '质量指标')] }),
    undefined,
    'a row of another group is another row',
  );
});

test('a new version takes the place of the old one, explanations and all', () => {
  const rows = (...names) =>
    names.map((name) => ({
      level1: '产出指标',
      level2: '数量指标',
      name,
      target: '≥100公里',
      actual: '90公里',
      weight: '45',
      score: '45',
      reason: '',
    }));
  const before = {
    documents: [project('养护', { indicators: rows('里程', '桥梁') })],
    acknowledged: [
      { code: 'SCO003', path: '/documents/0/indicators/1/score', reason: '按上级通知' },
      { code: 'DEV001', path: '/documents/0/indicators/0/reason', reason: '说明' },
    ],
  };
  const after = withVersion(before, 0, project('养护', { indicators: rows('桥梁') }));
  assert.deepEqual(after.acknowledged, [
    { code: 'SCO003', path: '/documents/0/indicators/0/score', reason: '按上级通知' },
  ]);
  assert.equal(before.acknowledged.length, 2);

  const corrected = withVersion(
    { documents: before.documents },
    0,
    project('养护', {
      indicators: rows('桥梁', '里程').map((row, index) =>
        index ? row : { ...row, actual: '100公里' },
      ),
    }),
  );
  const counts = (filing) =>
    validate(filing).findings.filter(({ code }) => ['SCO003', 'DEV001'].includes(code)).length;
  assert.deepEqual([counts({ documents: before.documents }), counts(corrected)], [4, 2]);
  const { fixed: n, added } = compared({ documents: before.documents }, corrected, validate);
  assert.deepEqual([n, added], [2, 0]);
});
