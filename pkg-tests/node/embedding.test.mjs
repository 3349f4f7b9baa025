/**
 * Runs what docs/embedding.md shows for servers: its snippets, and the server of
 * www/examples/server.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { project, script } from './install.mjs';

const { default: init, validate } = await import(
  pathToFileURL(join(project, 'node_modules/jixiao/node.js'))
);
await init();

/** A self-evaluation with the execution rate `rate`; 92.25 % is right. */
function filing(rate) {
  const total = {
    name: '年度资金总额',
    budget: '652',
    executed: '601.5',
    weight: '10',
    rate,
    score: '9.23',
  };
  return {
    documents: [{ kind: 'projectEvaluation', year: '2025', funds: { total }, indicators: [] }],
  };
}

test('the snippets for Node print what they say', () => {
  const text = readFileSync(new URL('../../docs/embedding.md', import.meta.url), 'utf8');
  const snippets = [...text.matchAll(/^```js\n([^]*?)^```/gm)]
    .map(([, code]) => code)
    .filter((code) => /^\/\/ prints /m.test(code));
  assert.ok(snippets.length >= 3, 'the document has lost its snippets');
  for (const code of snippets) {
    const expected = [...code.matchAll(/^\/\/ prints (.*)$/gm)].map(([, line]) => line);
    // Everything a snippet prints, as one JSON value.
    const printed = script(
      `const printed = []; const console = { log: (line) => printed.push(String(line)) };\n${code.replace(/^import .*$/gm, '')}
      globalThis.console.log(JSON.stringify(printed));`.replace(
        /^/,
        `${code.match(/^import .*$/gm).join('\n')}\n`,
      ),
    );
    assert.deepEqual(printed, expected, code);
  }
});

test('the server checks again what a page sends', async () => {
  copyFileSync(
    new URL('../../www/examples/server/server.mjs', import.meta.url),
    join(project, 'server.mjs'),
  );
  const server = spawn(process.execPath, ['server.mjs'], {
    cwd: project,
    env: { ...process.env, PORT: '0', PROFILE: 'cn-hunan' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  after(() => server.kill());
  const [line] = await once(server.stdout.setEncoding('utf8'), 'data');
  const url = line.trim();
  const post = async (body, to = url) => {
    const response = await fetch(to, { method: 'POST', body });
    return [response.status, await response.json()];
  };
  const sent = (value) => post(JSON.stringify(value));

  const [status, report] = await sent(filing('90%'));
  const { ok, findings, profile } = validate({ ...filing('90%'), profile: 'cn-hunan' });
  assert.deepEqual([status, report.ok, report.profile], [422, ok, profile]);
  assert.deepEqual(
    report.findings.map(({ id }) => id),
    findings.map(({ id }) => id),
  );
  assert.ok(
    report.findings.some(
      ({ code, expected }) => (code === 'RAT001' && expected === '92.25%') || expected === '92%',
    ),
    JSON.stringify(report.findings),
  );
  assert.equal((await sent(filing('92.25%')))[0], 200);

  // Attempts to make a wrong filing pass.
  const lenient = { id: 'own', name: 'own', severity: { RAT001: 'off' } };
  const acknowledged = findings.map(({ code, path }) => ({ code, path, reason: '无' }));
  assert.equal((await sent({ ...filing('90%'), profile: lenient, acknowledged }))[0], 422);

  for (const [body, expected, path] of [
    ['', 400, ''],
    ['{', 400, ''],
    ['null', 400, '/documents'],
    ['[]', 400, '/documents'],
    ['{"documents":[{"kind":"poem"}]}', 400, '/documents/0/kind'],
    [`{"documents":"${'9'.repeat(5 << 20)}"}`, 413, undefined],
  ]) {
    const [status, answer] = await post(body);
    assert.deepEqual([status, answer.path], [expected, path], body.slice(0, 40));
    assert.ok(answer.message.length > 5);
  }
  assert.equal((await post('{}', url.replace('/filings', '/')))[0], 404);
  assert.equal((await fetch(url)).status, 405);
  assert.equal((await sent(filing('92.25%')))[0], 200); // and the server still answers
});
