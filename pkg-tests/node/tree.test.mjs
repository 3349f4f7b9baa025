/**
 * Filings as immutable values: the result of an edit, the patch between two of them, and where
 * pointers lead afterwards.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemOf, shifted } from '../../www/form/pointer.js';
import { difference, inserted, moved, patched, removed, replaced } from '../../www/form/tree.js';

const filing = () => ({
  documents: [
    {
      kind: 'projectEvaluation',
      'a/b': 1,
      indicators: [{ name: '甲' }, { name: '乙' }, { name: '丙' }],
    },
    { kind: 'narrative', sections: [{ text: '文' }] },
  ],
});
const names = (tree) => tree.documents[0].indicators.map(({ name }) => name).join('');

test('an edit makes a new tree that shares the rest with the old one', () => {
  const before = filing();
  const after = replaced(before, '/documents/0/indicators/1/name', '丁');
  assert.equal(names(before), '甲乙丙');
  assert.equal(names(after), '甲丁丙');
  assert.equal(after.documents[1], before.documents[1]);
  assert.equal(after.documents[0].indicators[0], before.documents[0].indicators[0]);
  assert.equal('a/b' in replaced(before, '/documents/0/a~1b', undefined).documents[0], false);
  assert.equal(
    replaced(before, '/documents/7/year', '2025'),
    before,
    'a pointer to nowhere changes nothing',
  );
});

test('items are put in, taken out and moved', () => {
  const list = '/documents/0/indicators';
  for (const [edited, expected] of [
    [inserted(filing(), `${list}/0`, { name: '丁' }), '丁甲乙丙'],
    [inserted(filing(), `${list}/3`, { name: '丁' }), '甲乙丙丁'],
    [removed(filing(), `${list}/1`), '甲丙'],
    [moved(filing(), `${list}/0`, `${list}/2`), '乙甲丙'],
    [moved(filing(), `${list}/0`, `${list}/3`), '乙丙甲'],
    [moved(filing(), `${list}/2`, `${list}/0`), '丙甲乙'],
  ])
    assert.equal(names(edited), expected);
  assert.deepEqual(inserted({ documents: [{}] }, '/documents/0/parts/0', { name: '甲' }), {
    documents: [{ parts: [{ name: '甲' }] }],
  });
});

test('the difference between two trees makes one of the other', () => {
  const before = filing();
  const rows = before.documents[0].indicators;
  const put = (documents) => ({ ...before, documents });
  const one = (indicators) => put([{ ...before.documents[0], indicators }, before.documents[1]]);
  for (const [after, ops] of [
    [before, []],
    [
      replaced(before, '/documents/0/indicators/1/name', '丁'),
      ['replace /documents/0/indicators/1/name'],
    ],
    [
      one([...rows, { name: '丁' }, { name: '戊' }]),
      ['add /documents/0/indicators/3', 'add /documents/0/indicators/4'],
    ],
    [one([rows[2]]), ['remove /documents/0/indicators/1', 'remove /documents/0/indicators/0']],
    [one([{ name: '丁' }, rows[2]]), ['replace /documents/0/indicators']],
    [put([]), ['remove /documents/1', 'remove /documents/0']],
    [replaced(before, '/acknowledged', []), ['add /acknowledged']],
    [replaced(before, '/documents/0/a~1b', undefined), ['remove /documents/0/a~1b']],
  ]) {
    const patch = difference(before, after);
    assert.deepEqual(
      patch.map(({ op, path }) => `${op} ${path}`),
      ops,
    );
    assert.deepEqual(patched(before, patch), after);
    assert.deepEqual(patched(after, difference(after, before)), before, 'and back');
  }
});

test('pointers follow what they lead to', () => {
  const at = (index) => `/documents/0/indicators/${index}/score`;
  for (const [edit, indices] of [
    [{ insert: '/documents/0/indicators/1' }, [0, 2, 3]],
    [{ insert: '/documents/0/indicators/3' }, [0, 1, 2]],
    [{ remove: '/documents/0/indicators/1' }, [0, undefined, 1]],
    [{ move: '/documents/0/indicators/0', to: '/documents/0/indicators/3' }, [2, 0, 1]],
    [{ move: '/documents/0/indicators/2', to: '/documents/0/indicators/0' }, [1, 2, 0]],
    [{ move: '/documents/0/indicators/0', to: '/documents/0/indicators/2' }, [1, 0, 2]],
    [{ move: '/documents/0/indicators/1', to: '/documents/0/indicators/1' }, [0, 1, 2]],
  ]) {
    assert.deepEqual(
      [0, 1, 2].map((index) => shifted(at(index), edit)),
      indices.map((index) => (index === undefined ? undefined : at(index))),
      JSON.stringify(edit),
    );
    assert.equal(
      shifted('/documents/1/indicators/1/score', edit),
      '/documents/1/indicators/1/score',
    );
    assert.equal(shifted('/documents/0/year', edit), '/documents/0/year');
  }
  assert.equal(shifted('/documents/2/year', { remove: '/documents/0' }), '/documents/1/year');
  assert.equal(shifted('/acknowledged', { remove: '/documents/0' }), '/acknowledged');
});

test('a pointer into an item names the innermost one', () => {
  assert.deepEqual(itemOf('/documents/0/indicators/3/score'), {
    list: '/documents/0/indicators',
    index: 3,
    path: '/documents/0/indicators/3',
  });
  assert.equal(
    itemOf('/documents/0/tasks/1/indicators/2/name').path,
    '/documents/0/tasks/1/indicators/2',
  );
  assert.equal(itemOf('/documents/0/funds/parts/0').path, '/documents/0/funds/parts/0');
  assert.equal(itemOf('/documents/0/goals/2').path, '/documents/0/goals/2');
  assert.equal(itemOf('/documents/0/year'), undefined);
  assert.equal(itemOf('/documents/0'), undefined);
});
