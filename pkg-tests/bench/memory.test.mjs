/** Sessions give back what they took; a large filing needs little. `make bench` repeats it with 100,000 sessions. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('memory.mjs', import.meta.url));
const SESSIONS = 3000;
const MOST = 64 * 2 ** 20;

test('the memory of freed sessions is used again, and 10,000 rows need less than 64 MiB', () => {
  const { early, late, edited } = JSON.parse(
    execFileSync(process.execPath, [program, String(SESSIONS)], { encoding: 'utf8' }),
  );
  assert.equal(late, early);
  assert.ok(edited < MOST, `${edited} bytes`);
});
