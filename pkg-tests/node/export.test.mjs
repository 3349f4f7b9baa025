/**
 * The exports of the package and the page: SARIF as `jixiao check --format sarif` writes it, and
 * the department's explanations in all of them.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  csv,
  explanationTable,
  explanations,
  sarifOptions,
  withExplanations,
} from '../../pkg/form/export.js';
import { project } from './install.mjs';

const text = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const { default: init, ...jixiao } = await import(
  pathToFileURL(join(project, 'node_modules/jixiao/node.js'))
);
await init();

const sample = JSON.parse(text('www/samples/hunan-2025.json'));
const ANSWER = { code: 'DAT001', path: '/documents/0/filedOn', reason: '原件如此' };
const AT = '2026-04-24T10:20:30+08:00';
const WORDS = {
  csv: ['编码'],
  severity: { error: '错误', warning: '疑问', info: '提示', acknowledged: '已说明' },
};
const where = (path) => `<${path}>`;

test('SARIF is the same from the package and from the command line, which adds lines', async () => {
  const filing = { ...sample, acknowledged: [{ ...ANSWER, at: AT }] };
  const log = await jixiao.sarif(jixiao.validate(filing), filing);
  const [, , snapshot] = text('pkg-tests/rust/snapshots/rust__cli__sarif.snap').split(/^---\n/m);
  const withoutLines = JSON.parse(snapshot, (key, value) => (key === 'region' ? undefined : value));
  assert.deepEqual(log, withoutLines);
});

test('SARIF names its source and the cells in it, in the requested language', async () => {
  const path = '/documents/0/filedOn';
  const log = await jixiao.sarif(jixiao.validate(sample), {
    locale: 'en',
    uri: '表 1.xlsx',
    locations: { [path]: 'Sheet1!C14' },
  });
  const [run] = log.runs;
  assert.equal(run.language, 'en');
  assert.equal(run.artifacts[0].location.uri, '%E8%A1%A8%201.xlsx');
  assert.deepEqual(
    run.tool.driver.rules.map(({ shortDescription }) => shortDescription.text),
    jixiao
      .rules({ locale: 'en' })
      .filter(({ code }) => run.results.some(({ ruleId }) => ruleId === code))
      .map(({ summary }) => summary),
  );
  const { locations } = run.results.find(({ ruleId }) => ruleId === 'DAT001');
  assert.deepEqual(locations[0].logicalLocations, [
    { fullyQualifiedName: path, name: 'Sheet1!C14' },
  ]);
  await assert.rejects(jixiao.sarif({}), { name: 'JixiaoError', path: '/findings' });
});

test("the core takes an explanation's time, keeps it and judges as without it", () => {
  const [plain, timed] = [ANSWER, { ...ANSWER, at: AT }].map((answer) => ({
    ...sample,
    acknowledged: [answer],
  }));
  assert.deepEqual(jixiao.validate(timed), jixiao.validate(plain));
  const session = new jixiao.Session(timed);
  session.set('/documents/0/year', '2024');
  assert.deepEqual(session.filing().acknowledged, timed.acknowledged);
  session.free();
});

test('explanations say what is answered, when, and where', () => {
  const filing = {
    ...sample,
    acknowledged: [
      { ...ANSWER, at: AT },
      { code: 'SUM005', path: '/documents/0/total/score', reason: '按整数计' },
    ],
  };
  const { findings } = jixiao.validate(filing);
  const { message } = findings.find(({ code }) => code === 'DAT001');
  assert.deepEqual(explanations(filing, findings, where), [
    {
      ...ANSWER,
      severity: 'error',
      where: '</documents/0/filedOn>',
      message,
      at: '2026-04-24 10:20',
    },
    {
      code: 'SUM005',
      severity: '',
      path: '/documents/0/total/score',
      where: '</documents/0/total/score>',
      message: '',
      reason: '按整数计',
      at: '',
    },
  ]);
  for (const none of [{}, { acknowledged: null }, { acknowledged: [] }])
    assert.deepEqual(explanations(none, findings, where), []);
});

test('the CSV has all explanations, even if their finding is gone', () => {
  const filing = {
    ...sample,
    acknowledged: [
      { ...ANSWER, at: AT },
      { code: 'SUM005', path: '/documents/0/total/score', reason: '=按整数计' },
    ],
  };
  const { findings } = jixiao.validate(filing);
  const rows = csv(filing, findings, where, WORDS).trim().split('\r\n');
  assert.equal(rows.length, findings.length + 2);
  assert.match(
    rows.find((row) => row.startsWith('"DAT001"')),
    /^"DAT001","已说明",.*"日期先后","原件如此","2026-04-24 10:20"$/,
  );
  assert.match(
    rows.find((row) => row.startsWith('"NUM006"')),
    /,"",""$/,
  );
  assert.equal(
    rows.at(-1),
    `"SUM005","已说明","</documents/0/total/score>","","","","","","'=按整数计",""`,
  );
});

test('the page calls every cell of its SARIF as it shows it', async () => {
  const filing = { ...sample, acknowledged: [{ ...ANSWER, at: AT }] };
  const report = jixiao.validate(filing);
  const log = await jixiao.sarif(report, sarifOptions(report, where, 'zh-CN', filing));
  for (const { locations, relatedLocations } of log.runs[0].results)
    for (const { logicalLocations } of [...locations, ...relatedLocations])
      for (const { fullyQualifiedName, name } of logicalLocations)
        assert.equal(name, where(fullyQualifiedName));
  const { suppressions } = log.runs[0].results.find(({ ruleId }) => ruleId === 'DAT001');
  assert.deepEqual(suppressions, [
    { kind: 'external', justification: '原件如此', properties: { at: AT } },
  ]);
});

test('the tables copied for a worksheet come back with the explanations', async () => {
  const acknowledged = [
    { ...ANSWER, at: AT },
    {
      code: 'NUM006',
      path: '/documents/0/funds/breakdowns/0/total',
      reason: '=一、按"原件"填写；\n二、=不改',
      at: AT,
    },
    { code: 'NUM005', path: '/documents/0/indicators/2/actual', reason: '-无法量化' },
  ];
  const filing = { ...sample, acknowledged };
  const written = (await jixiao.write(filing)) + explanationTable(filing);
  const reading = await jixiao.read(written);
  assert.deepEqual(reading.unread, []);
  const back = withExplanations(reading);
  assert.deepEqual(back.documents, filing.documents);
  assert.deepEqual(back.acknowledged, acknowledged);
  assert.deepEqual(
    Object.keys(back.locations).filter((path) => path.includes('书面说明')),
    [],
  );

  // Without explanations nothing is added, and nothing is found.
  assert.equal(explanationTable(sample), '');
  assert.deepEqual(
    withExplanations(await jixiao.read(await jixiao.write(sample))).acknowledged,
    [],
  );
});
