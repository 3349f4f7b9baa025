/** A session that is used wrongly must throw a sentence, never break the module. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { project } from './install.mjs';

const {
  default: init,
  Session,
  validate,
} = await import(pathToFileURL(join(project, 'node_modules/jixiao/node.js')));
await init();

const RATE = '/documents/0/funds/total/rate';
const SCORE = '/documents/0/indicators/0/score';

function filing(rate = '92%', score = '10') {
  const total = {
    name: '年度资金总额',
    budget: '652',
    executed: '601.5',
    weight: '10',
    rate,
    score: '9.23',
  };
  const row = {
    level1: '产出指标',
    level2: '数量指标',
    name: '培训人次',
    target: '≥300人次',
    actual: '310人次',
    weight: '10',
    score,
    reason: '',
  };
  return {
    profile: 'cn',
    documents: [{ kind: 'projectEvaluation', year: '2025', funds: { total }, indicators: [row] }],
  };
}

/** Asserts that two reports are the same, with a short message. */
const agrees = (session, expected) => {
  assert.deepEqual(session.filing(), expected);
  assert.deepEqual(session.report(), validate(expected));
};

test('a session that was freed throws, and the next one works', () => {
  const session = new Session(filing());
  session.free();
  for (const use of [
    () => session.set(RATE, '92%'),
    () => session.apply([]),
    () => session.report(),
    () => session.filing(),
    () => session.free(),
  ]) {
    assert.throws(use, { name: 'JixiaoError', path: '', message: 'the session has been freed' });
  }
  const next = new Session(filing());
  next.set(RATE, '93%');
  agrees(next, filing('93%'));
  next.free();
});

test('two sessions do not see each other', () => {
  const [one, other] = [new Session(filing()), new Session(filing('90%'))];
  for (let i = 0; i < 10; i += 1) {
    one.set(SCORE, String(i));
    other.set(RATE, `${i}%`);
  }
  agrees(one, filing('92%', '9'));
  one.free();
  agrees(other, filing('9%'));
  other.free();
});

test('a patch whose test fails changes nothing and says which operation it was', () => {
  const session = new Session(filing());
  const patch = [
    { op: 'replace', path: SCORE, value: '1' },
    { op: 'test', path: RATE, value: 'no such rate' },
    { op: 'replace', path: RATE, value: '1%' },
  ];
  assert.throws(
    () => session.apply(patch),
    ({ name, path, message }) => name === 'JixiaoError' && path === RATE && /test/.test(message),
  );
  agrees(session, filing());
  for (const wrong of [
    { op: 'move', path: RATE, from: SCORE },
    { op: 'replace', path: '/nowhere/at/all', value: '1' },
    { op: 'add' },
    7,
    null,
  ]) {
    assert.throws(
      () => session.apply([{ op: 'replace', path: SCORE, value: '1' }, wrong]),
      { name: 'JixiaoError' },
      JSON.stringify(wrong),
    );
    agrees(session, filing());
  }
  assert.throws(() => session.apply('patch'), { name: 'JixiaoError' });
  session.free();
});

test("what is no cell's value is refused, and what can be typed is not", () => {
  const session = new Session(filing());
  for (const value of [{}, [], ['92%'], true, () => 1, Symbol('92%'), 10n]) {
    assert.throws(() => session.set(RATE, value), { name: 'JixiaoError' }, typeof value);
    agrees(session, filing());
  }
  for (const path of [
    '',
    '/',
    'rate',
    '/documents',
    '/documents/0',
    '/documents/9/title',
    '/documents/0/funds',
    '/documents/0/indicators/7/score',
    '/profile',
  ]) {
    assert.throws(() => session.set(path, '1'), { name: 'JixiaoError' }, path);
    agrees(session, filing());
  }
  for (const value of [
    '',
    ' ',
    null,
    0,
    -0.5,
    1e21,
    '\u0000',
    '\ud800',
    '9'.repeat(5000),
    '＝９２％',
  ])
    session.set(RATE, value);
  session.set(RATE, '92%');
  agrees(session, filing());
  session.free();
});

test('ten thousand edits without a look at the report', () => {
  const session = new Session(filing());
  for (let i = 0; i < 10_000; i += 1)
    session.set(i % 2 ? RATE : SCORE, i % 2 ? `${i % 100}%` : String(i % 11));
  session.set(RATE, '92%');
  session.set(SCORE, '10');
  agrees(session, filing());
  session.free();
});
