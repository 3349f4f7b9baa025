/** Findings as the field errors of form libraries. The examples' tests show them in Element Plus and in React. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { antDesign, elementPlus } from '../../pkg/form/adapters.js';

const finding = (path, severity, message, acknowledged) => ({
  path,
  severity,
  message,
  ...(acknowledged && { acknowledged }),
});
const rate = finding('/documents/0/funds/total/rate', 'error', '执行率应为 92%。');
const late = finding('/documents/0/filedOn', 'error', '早于年底。', '按通知预填。');
const score = finding('/documents/0/indicators/3/score', 'error', '得分应为 8。');
const doubt = finding('/documents/0/indicators/3/score', 'warning', '偏低。');
const note = finding('/documents/0/indicators/3/target', 'info', '可量化。');

test('Element Plus: errors by prop, and none that is fixed or acknowledged', () => {
  const errors = {};
  const show = elementPlus(errors);
  show({ findings: [rate, late, score, doubt, note] });
  assert.deepEqual(errors, {
    'documents.0.funds.total.rate': '执行率应为 92%。',
    'documents.0.indicators.3.score': '得分应为 8。',
  });
  show({ findings: [doubt] });
  assert.deepEqual(errors, {});
});

test('Element Plus: fields of other names, and queries on request', () => {
  const errors = { mine: '另一处的错误' };
  const show = elementPlus(errors, {
    name: (pointer) => (pointer.endsWith('/score') ? 'score' : undefined),
    severities: ['error', 'warning'],
  });
  show({ findings: [rate, score, doubt] });
  assert.deepEqual(errors, { mine: '另一处的错误', score: '得分应为 8。\n偏低。' });
  show({ findings: [] });
  assert.deepEqual(errors, { mine: '另一处的错误' }, 'only what it has set is cleared');
});

test('Ant Design: errors and warnings by name path, cleared when fixed', () => {
  const calls = [];
  const show = antDesign({ setFields: (fields) => calls.push(fields) });
  show({ findings: [rate, late, score, doubt] });
  show({ findings: [doubt] });
  const at = ['documents', 0, 'indicators', 3, 'score'];
  assert.deepEqual(calls, [
    [
      {
        name: ['documents', 0, 'funds', 'total', 'rate'],
        errors: ['执行率应为 92%。'],
        warnings: [],
      },
      { name: at, errors: ['得分应为 8。'], warnings: ['偏低。'] },
    ],
    [
      { name: ['documents', 0, 'funds', 'total', 'rate'], errors: [], warnings: [] },
      { name: at, errors: [], warnings: ['偏低。'] },
    ],
  ]);
});
