/** Files to hand in, from the package: what `read` makes of them, and what is refused. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fileName } from '../../pkg/form/export.js';
import { project } from './install.mjs';

const { default: init, ...jixiao } = await import(
  pathToFileURL(join(project, 'node_modules/jixiao/node.js'))
);
await init();

const sample = (name) =>
  JSON.parse(readFileSync(new URL(`../../www/samples/${name}.json`, import.meta.url), 'utf8'));
const LONG = {
  documents: [{ kind: 'projectEvaluation', measures: '字'.repeat(60_000), indicators: [] }],
};

for (const as of /** @type {const} */ (['docx', 'xlsx']))
  test(`a filing comes back from its .${as}, every cell of it`, async () => {
    for (const name of ['guangdong-targets-2025', 'hunan-2025', 'hunan-2025-filing']) {
      const filing = sample(name);
      const bytes = await jixiao.write(filing, { as });
      assert.ok(bytes instanceof Uint8Array);
      assert.deepEqual([...bytes.slice(0, 2)], [0x50, 0x4b]);
      const { documents, unread } = await jixiao.read(bytes, { name: `填报.${as}` });
      assert.deepEqual(documents, filing.documents);
      assert.deepEqual(unread, []);
    }
  });

test('without a format, or with "text", it is the text as before', async () => {
  const filing = sample('hunan-2025');
  const text = await jixiao.write(filing);
  assert.match(text, /^绩效表格（jixiao）/);
  assert.equal(await jixiao.write(filing, { as: 'text' }), text);
});

test('what cannot be written is named', async () => {
  const refused = (filing, as, kind, path) =>
    assert.rejects(jixiao.write(filing, { as }), { name: 'JixiaoError', kind, path });
  await refused(LONG, 'xlsx', 'tooLarge', '/documents/0/measures');
  await refused({ documents: [] }, 'docx', 'notAFiling', '/documents');
  await refused(sample('hunan-2025'), 'pdf', 'badOption', '/as');
  assert.ok((await jixiao.write(LONG, { as: 'docx' })).length > 0);
});

test('a file is called after its department, year and form', () => {
  assert.equal(fileName(sample('hunan-2025'), 'xlsx'), '益阳市医疗保障局 2025年 3张表.xlsx');
  const document = {
    kind: 'projectEvaluation',
    department: '甲/乙局',
    year: '2025',
    project: '河道',
  };
  assert.equal(
    fileName({ documents: [document] }, 'docx'),
    '甲乙局 2025年 河道 项目支出绩效自评表.docx',
  );
});
