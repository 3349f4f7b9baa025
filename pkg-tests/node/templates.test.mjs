/** Blank forms and what is made of them, as a portal's developer calls them. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { project } from './install.mjs';

const { default: init, ...jixiao } = await import(
  pathToFileURL(join(project, 'node_modules/jixiao/node.js'))
);
await init();

test('every profile has a blank form of every kind, which opens and can be filled in', () => {
  for (const { id } of jixiao.profiles()) {
    const listed = jixiao.templates(id);
    assert.equal(new Set(listed.map(({ kind }) => kind)).size, 9);
    for (const { kind, title, notes } of listed) {
      const document = jixiao.blank(kind, {
        profile: id,
        year: '2025',
        department: '某市民政局',
        project: '甲项目',
      });
      assert.equal(document.kind, kind);
      assert.ok(document.title.includes('2025') && title.length > 3 && notes.length > 0);
      const session = new jixiao.Session({ profile: id, documents: [document] });
      assert.deepEqual(
        session.report().findings.filter(({ code }) => !code.startsWith('REQ')),
        [],
        `${id} ${kind}`,
      );
      session.free();
    }
  }
  assert.deepEqual(jixiao.templates(), jixiao.templates('cn'));
  assert.deepEqual(jixiao.blank('narrative'), jixiao.blank('narrative', { profile: 'cn' }));
});

test("a portal's own form, and an invalid one", () => {
  const form = { kind: 'projectEvaluation', title: '{project}自评表', indicators: [] };
  const own = (templates) => ({ id: 'own', name: '某市', extends: 'cn-hunan', templates });
  assert.deepEqual(
    jixiao.blank('projectEvaluation', { profile: own([{ document: form }]), project: '甲' }),
    { ...form, title: '甲自评表' },
  );
  const path = (path) => (error) => error.name === 'JixiaoError' && error.path === path;
  assert.throws(
    () => jixiao.templates(own([{ document: form }, { document: { kind: 'poem' } }])),
    path('/profile/templates/1/document/kind'),
  );
  assert.throws(() => jixiao.templates('cn-mars'), path('/profile'));
  for (const kind of ['poem', undefined, 7]) assert.throws(() => jixiao.blank(kind), path('/kind'));
  assert.throws(() => jixiao.blank('narrative', { jear: '2025' }), path('/options/jear'));
});

test('target tables become evaluations, and a year the next', () => {
  const targets = {
    kind: 'projectTargets',
    title: '2025年绩效目标申报表',
    project: '甲',
    amount: '24',
    indicators: [
      { level1: '产出指标', level2: '数量指标', name: '场次', target: '≥12', weight: '50' },
    ],
  };
  const [evaluation] = jixiao.evaluationOf([targets], { profile: 'cn-guangdong' });
  assert.deepEqual(
    [evaluation.kind, evaluation.year, evaluation.project, evaluation.funds.total.budget],
    ['projectEvaluation', '2025', '甲', '24'],
  );
  assert.deepEqual(evaluation.indicators, [
    {
      level1: '产出指标',
      level2: '数量指标',
      name: '场次',
      target: '≥12',
      actual: '',
      weight: '50',
      score: '',
      reason: '',
    },
  ]);
  const next = jixiao.nextYear({
    profile: 'cn-guangdong',
    documents: [targets, evaluation],
    acknowledged: [],
  });
  assert.deepEqual(
    next.documents.map(({ title }) => title),
    ['2026年绩效目标申报表', '2026年度项目支出绩效自评表'],
  );
  assert.deepEqual(
    [next.documents[0].amount, next.documents[1].indicators[0].target, 'acknowledged' in next],
    ['', '≥12', false],
  );
  for (const [use, path] of [
    [() => jixiao.evaluationOf([targets, evaluation]), '/1/kind'],
    [() => jixiao.evaluationOf(), ''],
    [() => jixiao.nextYear({}), '/documents'],
    [() => jixiao.nextYear(), ''],
  ])
    assert.throws(use, (error) => error.name === 'JixiaoError' && error.path === path);
});

test("a document takes another province's form, and a filing says where it is from", () => {
  const form = jixiao.blank('projectEvaluation', { year: '2025', department: '益阳市医疗保障局' });
  assert.deepEqual(jixiao.recognise({ documents: [form] }), {
    profile: 'cn-hunan',
    place: '益阳市',
  });
  assert.equal(jixiao.recognise({ documents: [] }), null);
  const adapted = jixiao.adapt(form, { profile: 'cn-hunan' });
  assert.deepEqual(
    adapted,
    jixiao.blank('projectEvaluation', {
      profile: 'cn-hunan',
      year: '2025',
      department: '益阳市医疗保障局',
    }),
  );
  const path = (path) => (error) => error.name === 'JixiaoError' && error.path === path;
  assert.throws(() => jixiao.adapt({ kind: 'poem' }), path('/kind'));
  assert.throws(() => jixiao.adapt(form, { profil: 'cn' }), path('/options/profil'));
});
