/**
 * The findings as a list to work through: what is listed, in which order, the current position,
 * what is done. No DOM.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  NO_FILTER,
  byGravity,
  byPlace,
  count,
  createProgress,
  grouped,
  isAnswerable,
  isInScope,
  isSafelyFixed,
  isStop,
  passes,
  position,
  rewritten,
} from '../../pkg/form/worklist.js';

const finding = (code, path, severity, more) => ({
  id: `${code}:${path}`,
  code,
  path,
  severity,
  ...more,
});
const entry = (found, form, place) => ({ finding: found, form, place });

const rate = finding('RAT001', '/documents/0/funds/total/rate', 'error', {
  fix: { safe: true, patch: [] },
});
const score = finding('SCO004', '/documents/0/indicators/9/score', 'warning');
const other = finding('SCO004', '/documents/0/indicators/10/score', 'warning');
const note = finding('TGT001', '/documents/0/indicators/2/target', 'info');
const answered = finding('RAT001', '/documents/0/indicators/1/actual', 'error', {
  acknowledged: '按上级口径',
});
const next = finding('REQ001', '/documents/1/purpose', 'error');
const whole = finding('XDC007', '/documents', 'warning');
const ENTRIES = [
  entry(note, 0, 31),
  entry(other, 0, 90),
  entry(answered, 0, 20),
  entry(next, 1, -1),
  entry(score, 0, 80),
  entry(rate, 0, 5),
  entry(whole, -1, -1),
];
const codes = (entries) =>
  entries.map(({ finding: { code, path } }) => `${code} ${path.replace('/documents', '')}`);

test('gravest first, then as the forms read, answered ones last', () => {
  assert.deepEqual(codes([...ENTRIES].sort(byGravity)), [
    'RAT001 /0/funds/total/rate',
    'REQ001 /1/purpose',
    'XDC007 ',
    'SCO004 /0/indicators/9/score',
    'SCO004 /0/indicators/10/score',
    'TGT001 /0/indicators/2/target',
    'RAT001 /0/indicators/1/actual',
  ]);
});

test('a walk goes as the forms read, by rows where they are not drawn and by words within a cell', () => {
  const row = (number) =>
    entry(finding('REQ007', `/documents/2/indicators/${number}/name`, 'warning'), 2, -1);
  const words = (from) =>
    entry(
      {
        ...finding('NAR001', '/documents/2/sections/0/text', 'error'),
        id: `NAR001:${from}`,
        span: [from, from + 2],
      },
      2,
      4,
    );
  assert.deepEqual(
    [row(10), row(9), row(2)].sort(byPlace).map(({ finding: { path } }) => path.split('/')[4]),
    ['2', '9', '10'],
  );
  assert.deepEqual(
    [words(40), words(7)].sort(byPlace).map(({ finding: { span } }) => span[0]),
    [7, 40],
  );
});

test('filters by severity, by rule and by form', () => {
  const listed = (filter, active = 0) =>
    ENTRIES.filter((one) => isInScope(one, filter, active) && passes(one.finding, filter)).length;
  const cases = [
    [{}, 6], // all of the first form, and findings about the whole filing
    [{ isWhole: true }, 7],
    [{ severity: 'error' }, 1], // the acknowledged one no longer counts as an error
    [{ severity: 'acknowledged' }, 1],
    [{ severity: 'error', isWhole: true }, 2],
    [{ code: 'SCO004' }, 2],
    [{ code: 'RAT001' }, 2],
    [{ code: 'RAT001', severity: 'error' }, 1],
    [{ code: 'NUM001' }, 0],
  ];
  for (const [filter, expected] of cases)
    assert.equal(listed({ ...NO_FILTER, ...filter }), expected, JSON.stringify(filter));
  assert.equal(listed(NO_FILTER, 1), 2);
});

test('says where she is among those that are left', () => {
  const at = (id, filter = {}, entries = ENTRIES) =>
    position(entries, { ...NO_FILTER, ...filter }, id);
  assert.deepEqual(
    at(rate.id),
    { index: 2, of: 6 },
    'after what is said of the whole filing; the answered one is no stop',
  );
  assert.deepEqual(at(other.id), { index: 5, of: 6 });
  assert.deepEqual(at(undefined), { index: 0, of: 6 });
  assert.deepEqual(at(answered.id), { index: 0, of: 6 });
  assert.deepEqual(
    at(
      answered.id,
      { severity: 'acknowledged' },
      ENTRIES.filter(({ finding: { acknowledged } }) => acknowledged),
    ),
    { index: 1, of: 1 },
  );
  assert.deepEqual(at(rate.id, {}, []), { index: 0, of: 0 });
  assert.equal(isStop(score, { ...NO_FILTER, severity: 'error' }), false);
});

test('groups by rule, in the order in which the rules come up', () => {
  const groups = grouped([...ENTRIES].sort(byGravity));
  assert.deepEqual(
    groups.map(({ code, entries }) => [code, entries.length]),
    [
      ['RAT001', 2],
      ['REQ001', 1],
      ['XDC007', 1],
      ['SCO004', 2],
      ['TGT001', 1],
    ],
  );
  const [{ entries }] = groups;
  assert.deepEqual(
    entries.map(({ finding: one }) => [isSafelyFixed(one), isAnswerable(one)]),
    [
      [true, true],
      [false, false],
    ],
  );
  assert.equal(isSafelyFixed({ ...rate, fix: { safe: false, patch: [] } }), false);
  assert.equal(isSafelyFixed({ ...rate, acknowledged: '' }), false);
});

test('counts answered ones apart', () => {
  assert.deepEqual(count(ENTRIES.map(({ finding: one }) => one)), {
    error: 2,
    warning: 3,
    info: 1,
    acknowledged: 1,
  });
});

test('says what a fix writes', () => {
  const path = '/documents/0/total/score';
  assert.deepEqual(
    rewritten({
      patch: [
        { op: 'test', path, value: '99' },
        { op: 'replace', path, value: '98.5' },
      ],
    }),
    { before: '99', after: '98.5' },
  );
  assert.deepEqual(
    rewritten({
      patch: [
        { op: 'test', path: '/documents/0/year', value: '2025' },
        { op: 'add', path, value: 98 },
      ],
    }),
    { before: '', after: '98' },
  );
  assert.deepEqual(rewritten({ patch: [] }), { before: '', after: '' });
});

const present = (...findings) => new Map(findings.map((one) => [one.id, one]));

test('knows what has been fixed since the list was opened', () => {
  const progress = createProgress();
  assert.deepEqual(progress.fixed(present(rate)), [], 'it is not open yet');
  progress.start([rate, score]);
  assert.deepEqual(progress.fixed(present(score)), [rate]);
  assert.deepEqual(
    progress.fixed(present(rate, score, note)),
    [],
    'what has come up since is no work done',
  );
  assert.deepEqual(
    progress.fixed(present({ ...rate, acknowledged: '按上级口径' }, score)),
    [],
    'an acknowledged one is not fixed',
  );
  progress.start([score]);
  assert.deepEqual(progress.fixed(present(score)), []);
  progress.start(null);
  assert.equal(progress.isStarted, false);
});

test('follows rows that move: neither a finding elsewhere nor one whose row is gone is fixed', () => {
  const rows = '/documents/0/indicators';
  const movedTo = (path) => finding('SCO004', path, 'warning');
  const cases = [
    [[{ op: 'add', path: `${rows}/0`, value: {} }], [movedTo(`${rows}/10/score`)]],
    [[{ op: 'remove', path: `${rows}/3` }], [movedTo(`${rows}/8/score`)]],
    [[{ op: 'remove', path: `${rows}/9` }], []],
    [[{ op: 'move', from: `${rows}/9`, path: `${rows}/1` }], [movedTo(`${rows}/1/score`)]],
    [
      [{ op: 'add', path: '/documents/0', value: {} }],
      [movedTo('/documents/1/indicators/9/score')],
    ],
    [[{ op: 'replace', path: rows, value: [] }], []],
    [[{ op: 'replace', path: '/documents/0', value: {} }], []],
    [[{ op: 'remove', path: '/documents/0' }], []],
    [
      [
        { op: 'replace', path: `${rows}/3/score`, value: '8' },
        { op: 'add', path: '/acknowledged', value: [] },
      ],
      [score],
    ],
  ];
  for (const [ops, now] of cases) {
    const progress = createProgress();
    progress.start([score]);
    progress.follow(ops);
    assert.deepEqual(progress.fixed(present(...now)), [], JSON.stringify(ops));
  }
});
