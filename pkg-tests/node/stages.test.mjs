/** What follows cells from one form into another. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followedIn, inFormsOf } from '../../www/form/stages.js';

const row = (level2, name) => ({ level1: '产出指标', level2, name, score: '' });
const filing = (...indicators) => ({
  documents: [{ kind: 'narrative' }, { kind: 'projectEvaluation', title: '表', indicators }],
});

test('cells are followed by the texts of their rows', () => {
  const before = filing(row('数量指标', '甲'), row('质量指标', '乙'), row('质量指标', '丙'));
  const after = filing(row('数量指标', ''), row('质量指标', '丙'), row('数量指标', '甲'));
  for (const [from, to] of [
    ['/documents/1/indicators/0/score', '/documents/1/indicators/2/score'],
    ['/documents/1/indicators/2/name', '/documents/1/indicators/1/name'],
    ['/documents/1/indicators/1/score', undefined],
    ['/documents/1/title', '/documents/1/title'],
    ['/documents/0', '/documents/0'],
    ['/profile', '/profile'],
    ['/documents/1/indicators/9/score', undefined],
  ])
    assert.equal(followedIn(before, after, from), to, from);
});

test("explanations go with their cells into another province's form, or are gone with them", () => {
  const core = {
    adapt: (document) => ({ ...document, indicators: (document.indicators || []).slice(1) }),
  };
  const answer = (path) => ({ code: 'NUM005', path, reason: '如此' });
  const acknowledged = [
    answer('/documents/1/indicators/1/score'),
    answer('/documents/1/indicators/0/score'),
  ];
  const adapted = inFormsOf(
    core,
    { ...filing(row('数量指标', '甲'), row('质量指标', '乙')), profile: 'cn', acknowledged },
    'cn-hubei',
  );
  assert.equal(adapted.profile, 'cn-hubei');
  assert.deepEqual(adapted.acknowledged, [answer('/documents/1/indicators/0/score')]);
});
