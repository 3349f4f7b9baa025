/**
 * What the contract promises of the functions, whatever the rules: shapes, errors, and a session
 * that agrees with validate.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import sample from '../../www/samples/hunan-2025-filing.json' with { type: 'json' };
import { project } from './install.mjs';

const { default: init, ...jixiao } = await import(
  pathToFileURL(join(project, 'node_modules/jixiao/node.js'))
);
await init();

const RATE = '/documents/0/funds/total/rate';

/** A self-evaluation with the execution rate `rate`; 1997.21 ÷ 2092.71 = 95.44 % is right. */
function filing(rate) {
  const total = {
    name: '年度资金总额',
    budget: '2092.71',
    executed: '1997.21',
    weight: '10',
    rate,
    score: '9.54',
  };
  return {
    profile: 'cn',
    documents: [{ kind: 'projectEvaluation', year: '2024', funds: { total }, indicators: [] }],
  };
}

/** The value at an RFC 6901 pointer. */
const at = (root, pointer) =>
  pointer
    .split('/')
    .slice(1)
    .reduce((value, key) => value?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], root);

test('a wrong rate is an error on its cell, with its working', () => {
  const report = jixiao.validate(filing('90%'));
  assert.equal(report.ok, false);
  const finding = report.findings.find(({ path }) => path === RATE);
  assert.equal(finding.severity, 'error');
  assert.equal(finding.claimed, '90%');
  assert.match(finding.formula, /1997\.21 ÷ 2092\.71/);
  assert.match(finding.message, /95/);
});

test('a right rate gives no finding', () => {
  assert.deepEqual(
    jixiao.validate(filing('95.44%')).findings.filter(({ path }) => path === RATE),
    [],
  );
});

test("a report's counts are those of its findings, and every path is a cell of the filing", () => {
  const given = filing('90%');
  const { findings, counts, ok, version } = jixiao.validate(given);
  for (const severity of ['error', 'warning', 'info']) {
    assert.equal(
      counts[severity],
      findings.filter((finding) => finding.severity === severity && !finding.acknowledged).length,
    );
  }
  assert.equal(ok, counts.error === 0);
  assert.equal(version, jixiao.version());
  assert.equal(new Set(findings.map(({ id }) => id)).size, findings.length);
  const rules = new Set(jixiao.rules().map(({ code }) => code));
  for (const { code, path, related = [] } of findings) {
    assert.ok(rules.has(code), code);
    for (const pointer of [path, ...related.map((other) => other.path)])
      assert.notEqual(at(given, pointer), undefined, pointer);
  }
});

test('the locale chooses the language, and ignored codes are left out', () => {
  const [chinese, english] = ['zh-CN', 'en'].map(
    (locale) => jixiao.validate(filing('90%'), { locale }).findings,
  );
  for (const { message } of chinese) assert.match(message, /\p{Script=Han}/u);
  // An English message may quote a Chinese name, but is not a Chinese sentence.
  for (const { message } of english) assert.match(message, /^[^，。；]*[A-Za-z]{3}[^，。；]*$/);
  assert.deepEqual(
    chinese.map(({ id }) => id),
    english.map(({ id }) => id),
  );
  assert.deepEqual(
    jixiao
      .validate(filing('90%'), { ignore: ['RAT'] })
      .findings.filter(({ code }) => code.startsWith('RAT')),
    [],
  );
});

test('an acknowledged finding stays, marked, and does not count', () => {
  const before = jixiao.validate(filing('90%'));
  const { id, code, path } = before.findings.find(({ severity }) => severity === 'error');
  const report = jixiao.validate({
    ...filing('90%'),
    acknowledged: [{ code, path, reason: '已说明' }],
  });
  assert.equal(report.findings.find((finding) => finding.id === id).acknowledged, '已说明');
  assert.equal(report.counts.error, before.counts.error - 1);
});

test('a value that is no filing is a JixiaoError with the path of what is wrong', () => {
  const wrong = [
    [undefined, ''],
    [null, ''],
    ['{}', ''],
    [{}, '/documents'],
    [{ documents: [{ kind: 'poem' }] }, '/documents/0/kind'],
    [
      { documents: [{ kind: 'projectEvaluation', indicators: [{ score: {} }] }] },
      '/documents/0/indicators/0/score',
    ],
    [{ documents: [{ kind: 'projectEvaluation', indicators: 1n }] }, ''],
  ];
  for (const [value, path] of wrong) {
    for (const use of [jixiao.validate, jixiao.score, (given) => new jixiao.Session(given)]) {
      assert.throws(
        () => use(value),
        (error) => error instanceof Error && error.name === 'JixiaoError' && error.path === path,
        String(value),
      );
    }
  }
});

test('nothing that officers type throws', () => {
  const typed = [
    '',
    ' ',
    null,
    0,
    -1,
    1e300,
    Number.MAX_SAFE_INTEGER,
    '9'.repeat(400),
    '1/0',
    '不适用',
    '≥354.84万',
    '33, 241. 27',
    '９５％',
    '\u0000',
    '🀄'.repeat(50),
    '\ud800',
  ];
  for (const cell of typed) {
    const total = Object.fromEntries(
      ['initial', 'budget', 'executed', 'weight', 'rate', 'score'].map((key) => [key, cell]),
    );
    const indicator = Object.fromEntries(
      ['level1', 'level2', 'name', 'target', 'actual', 'weight', 'score', 'reason'].map((key) => [
        key,
        cell,
      ]),
    );
    jixiao.validate({
      documents: [
        {
          kind: 'projectEvaluation',
          year: cell,
          unit: cell,
          funds: { total },
          indicators: [indicator],
          total: { weight: cell, score: cell },
        },
      ],
    });
  }
});

test('a session says of each change what validate would', () => {
  const session = new jixiao.Session(filing('90%'));
  let before = session.report();
  assert.deepEqual(before, jixiao.validate(filing('90%')));
  for (const rate of ['95.44%', null, '91%', '不适用', '90%']) {
    const { added, removed, counts } = session.set(RATE, rate);
    const now = session.report();
    assert.deepEqual(session.filing(), filing(rate));
    assert.deepEqual(now, jixiao.validate(filing(rate)));
    assert.deepEqual(counts, now.counts);
    // The findings before, less the removed, plus the added, are the findings now.
    const kept = before.findings.filter(({ id }) => !removed.includes(id));
    const ids = (findings) => findings.map(({ id }) => id).sort();
    assert.deepEqual(
      ids([...kept.filter(({ id }) => !ids(added).includes(id)), ...added]),
      ids(now.findings),
    );
    before = now;
  }
  session.free();
});

test('the changes of an edit after another add up to the report, score cards and all', () => {
  const shown = JSON.parse(JSON.stringify(sample));
  const session = new jixiao.Session(shown);
  const { findings, scorecards } = session.report();
  const found = new Map(findings.map((finding) => [finding.id, finding]));
  const cards = new Map(scorecards.map((card) => [card.document, card]));
  const given = [];
  const rows = shown.documents.flatMap(({ indicators = [] }, document) =>
    indicators.map((_, row) => `/documents/${document}/indicators/${row}`),
  );
  for (const [index, path] of [...rows, ...rows].entries()) {
    const key = ['score', 'actual', 'weight', 'name'][index % 4];
    const {
      added,
      removed,
      scorecards: changed,
    } = session.set(`${path}/${key}`, ['7', '', '90%', '12.5', '不适用'][index % 5]);
    for (const id of removed) found.delete(id);
    for (const finding of added) found.set(finding.id, finding);
    for (const card of changed) cards.set(card.document, card);
    given.push(...changed.map((card) => [card, JSON.stringify(card)]));
  }
  const fresh = jixiao.validate(session.filing());
  const byId = (all) => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
  assert.deepEqual(byId(found.values()), byId(fresh.findings));
  assert.deepEqual([...cards.values()], fresh.scorecards);
  // An acknowledgement stays, whatever is typed later.
  assert.ok(given.length > 20);
  for (const [card, text] of given) assert.equal(JSON.stringify(card), text);
  session.free();
});

test('rows and documents come, go and move, and what changed adds up to the report', () => {
  const shown = JSON.parse(JSON.stringify(sample));
  shown.documents[1].funds.total.rate = '1%';
  const session = new jixiao.Session(shown);
  const { findings, scorecards } = session.report();
  const found = new Map(findings.map((finding) => [finding.id, finding]));
  const cards = new Map(scorecards.map((card) => [card.document, card]));
  // The same edits by hand, as a page does that keeps its own copy.
  const answer = findings.find(({ path }) => path.startsWith('/documents/1/'));
  const entry = { code: answer.code, path: answer.path, reason: '已说明', by: '财务科' };
  shown.acknowledged = [entry];
  const { documents } = shown;
  const [row] = documents[1].indicators;
  const blank = { kind: 'projectEvaluation', indicators: [{ ...row, score: '1' }] };
  const steps = [
    [() => session.apply([{ op: 'add', path: '/acknowledged', value: [entry] }]), () => {}],
    [
      () => session.insert('/documents/1/indicators/3', row),
      () => documents[1].indicators.splice(3, 0, row),
    ],
    [
      () => session.move('/documents/1/indicators/0', '/documents/1/indicators/4'),
      () => documents[1].indicators.splice(3, 0, documents[1].indicators.shift()),
    ],
    [() => session.insert('/documents/0', blank), () => documents.unshift(blank)],
    [
      () => session.set('/documents/0/indicators/0/score', '2'),
      () => (documents[0].indicators[0] = { ...row, score: '2' }),
    ],
    [
      () => session.move('/documents/2', '/documents/-'),
      () => documents.push(...documents.splice(2, 1)),
    ],
    [() => session.remove('/documents/1'), () => documents.splice(1, 1)],
    [() => session.insert('/documents/-', blank), () => documents.push(blank)],
    [() => session.remove('/documents/0'), () => documents.shift()],
    [() => session.remove('/documents/0/funds'), () => delete documents[0].funds],
  ];
  const given = [];
  let acknowledged;
  for (const [edit, byHand] of steps) {
    const { added, removed, scorecards: changed, unscored = [], counts, ...rest } = edit();
    byHand();
    for (const id of removed) assert.ok(found.delete(id), id);
    for (const finding of added) found.set(finding.id, finding);
    for (const document of unscored) assert.ok(cards.delete(document), String(document));
    for (const card of changed) cards.set(card.document, card);
    given.push(...changed.map((card) => [card, JSON.stringify(card)]));
    if (rest.acknowledged) ({ acknowledged } = rest);
    const filing = session.filing();
    assert.deepEqual(filing.documents, documents, edit);
    if (acknowledged) assert.deepEqual(filing.acknowledged, acknowledged);
    const fresh = jixiao.validate(filing);
    const byId = (all) => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
    assert.deepEqual(session.report(), fresh);
    assert.deepEqual(counts, fresh.counts);
    assert.deepEqual(byId(found.values()), byId(fresh.findings));
    assert.deepEqual(
      [...cards.values()].sort((a, b) => a.document - b.document),
      fresh.scorecards,
    );
    // The document of the acknowledgement moved from 1 to 2, to the end, and up again.
    assert.deepEqual(
      fresh.findings.filter((finding) => finding.acknowledged).map(({ code }) => code),
      [answer.code],
      edit,
    );
  }
  assert.equal(acknowledged[0].by, '财务科');
  assert.match(acknowledged[0].path, /^\/documents\/4\//);
  for (const [card, text] of given) assert.equal(JSON.stringify(card), text);
  session.free();
});

test('what is no item of a list is a JixiaoError with its place, and changes nothing', () => {
  const session = new jixiao.Session(filing('90%'));
  const INDICATORS = '/documents/0/indicators';
  for (const [edit, path] of [
    [() => session.insert(`${INDICATORS}/1`, {}), `${INDICATORS}/1`],
    [() => session.insert(`${INDICATORS}/0`, '培训人次'), `${INDICATORS}/0`],
    [() => session.insert(`${INDICATORS}/0`, { score: [] }), `${INDICATORS}/0/score`],
    [() => session.insert('/documents/0', {}), '/documents/0/kind'],
    [() => session.insert(`${INDICATORS}/0`, undefined), ''],
    [() => session.remove(`${INDICATORS}/0`), `${INDICATORS}/0`],
    [() => session.remove('/documents/0/kind'), '/documents/0/kind'],
    [() => session.move('/documents/0', `${INDICATORS}/0`), `${INDICATORS}/0`],
    [() => session.move('/documents/0', '/documents/2'), '/documents/2'],
  ]) {
    assert.throws(
      edit,
      (error) => error.name === 'JixiaoError' && error.path === path,
      String(edit),
    );
    assert.deepEqual(session.filing(), filing('90%'));
    assert.deepEqual(session.report(), jixiao.validate(filing('90%')));
  }
  session.free();
  for (const use of [
    () => session.insert('/documents/0', {}),
    () => session.remove('/documents/0'),
    () => session.move('/documents/0', '/documents/0'),
  ]) {
    assert.throws(use, { name: 'JixiaoError', message: 'the session has been freed' });
  }
});

test('a session takes patches, all of one or nothing', () => {
  const session = new jixiao.Session(filing('90%'));
  session.apply([
    { op: 'test', path: RATE, value: '90%' },
    { op: 'replace', path: RATE, value: '95.44%' },
  ]);
  assert.deepEqual(session.filing(), filing('95.44%'));
  const stale = [
    { op: 'replace', path: RATE, value: '1%' },
    { op: 'test', path: RATE, value: '90%' },
  ];
  assert.throws(() => session.apply(stale), { name: 'JixiaoError' });
  assert.deepEqual(session.filing(), filing('95.44%'));
  assert.throws(() => session.set('/documents/7/title', 'x'), { name: 'JixiaoError' });
  session.free();
});

test('the relations that hold in texts are listed on demand', () => {
  const text = '支出1997.21万元，其中：基本支出1371.71万元，项目支出625.50万元。';
  const report = { documents: [{ kind: 'narrative', sections: [{ text }] }] };
  const path = '/documents/0/sections/0/text';
  const sum = {
    path,
    span: [2, 11],
    figure: '1997.21万元',
    kind: 'sum',
    known: 'words',
    formula: '1371.71万元 + 625.50万元',
    others: [
      { path, span: [19, 28] },
      { path, span: [33, 41] },
    ],
  };
  assert.equal(jixiao.validate(report).relations, undefined);
  assert.deepEqual(jixiao.validate(report, { proof: true }).relations, [sum]);
  assert.throws(() => jixiao.validate(report, { proof: 'yes' }), { path: '/options/proof' });

  const session = new jixiao.Session(report);
  assert.deepEqual(session.relations(), [sum]);
  assert.equal(session.report().relations, undefined);
  session.set(path, text.replace('625.50', '625.60'));
  assert.deepEqual(session.relations(), []);
  session.free();
});

test('rules and profiles are listed in both languages', () => {
  const [chinese, english] = ['zh-CN', 'en'].map((locale) => jixiao.rules({ locale }));
  assert.deepEqual(
    chinese.map(({ code }) => code),
    english.map(({ code }) => code),
  );
  assert.equal(new Set(chinese.map(({ code }) => code)).size, chinese.length);
  for (const { summary } of chinese) assert.match(summary, /\p{Script=Han}/u);
  const profiles = jixiao.profiles().map(({ id }) => id);
  assert.ok(profiles.includes('cn'));
  for (const profile of profiles)
    assert.equal(jixiao.validate({ ...filing('90%'), profile }).profile, profile);
});
