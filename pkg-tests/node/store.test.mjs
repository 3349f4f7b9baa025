/**
 * The form's store: its copy of the filing, its findings and its score cards must equal those of a
 * fresh check, also after undo.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createStore } from '../../www/form/store.js';
import sample from '../../www/samples/hunan-2025-filing.json' with { type: 'json' };
import { project } from './install.mjs';

const { default: init, ...core } = await import(
  pathToFileURL(join(project, 'node_modules/jixiao/node.js'))
);
await init();

const ROWS = '/documents/1/indicators';

const byId = (findings) => [...findings].sort((a, b) => (a.id < b.id ? -1 : 1));

function agrees(store, edit) {
  const fresh = core.validate(store.filing);
  assert.deepEqual(store.report(), fresh, String(edit));
  assert.deepEqual(byId(store.findings.values()), byId(fresh.findings), String(edit));
  assert.deepEqual(
    [...store.scorecards.values()].sort((a, b) => a.document - b.document),
    fresh.scorecards,
    String(edit),
  );
}

test('a store shows what a fresh check would, whatever comes, goes or moves, and undo brings it back', () => {
  const store = createStore(core, { open() {}, change() {}, withheld() {} });
  const filing = structuredClone(sample);
  filing.documents[1].funds.total.rate = '1%';
  store.open(filing);
  const answer = [...store.findings.values()].find(({ path }) => path.startsWith('/documents/1/'));
  const row = { ...filing.documents[1].indicators[0], score: '1' };
  const steps = [
    () => store.acknowledge([answer], '已说明'),
    () => store.insert(`${ROWS}/2`, row),
    () => store.move(`${ROWS}/0`, `${ROWS}/5`),
    () =>
      store.write([
        { path: `${ROWS}/0/score`, value: '3' },
        { path: '/documents/0/total/score', value: '2' },
      ]),
    () => store.insert('/documents/0/funds/parts/0', { name: '其中：当年财政拨款', budget: '1' }),
    () =>
      store.insert('/documents/1', {
        kind: 'narrative',
        sections: [{ heading: '一、概况', text: '预算100万元，支出90万元，执行率95%。' }],
      }),
    () => store.move('/documents/0', '/documents/3'),
    () => store.move('/documents/1', '/documents/6'),
    () => store.remove('/documents/0'),
    () => store.remove('/documents/4'),
    () => store.replace({ documents: filing.documents.slice(2) }),
  ];
  const seen = [];
  for (const edit of steps) {
    seen.push(store.filing);
    edit();
    assert.notDeepEqual(store.filing, seen[seen.length - 1], String(edit));
    agrees(store, edit);
  }
  for (const before of seen.reverse()) {
    store.undo();
    assert.deepEqual(store.filing, before);
    agrees(store, 'undo');
  }
  for (const edit of steps) {
    store.redo();
    agrees(store, `redo ${edit}`);
  }
  store.close();
});
