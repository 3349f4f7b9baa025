/** Every version has an entry in the changelog. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entryOf, version } from '../setup/changelog.mjs';

test('the version of Cargo.toml has an entry in the changelog', () => {
  const entry = entryOf(version());
  assert.ok(entry, `CHANGELOG.md has no "## [${version()}] - unreleased"`);
  assert.match(entry.date, /^(unreleased|\d{4}-\d\d-\d\d)$/);
  assert.match(entry.text, /^### (Added|Changed|Deprecated|Removed|Fixed|Security)$/m);
});

test('an entry ends where the next version begins', () => {
  const changelog =
    '# Changes\n\n## [1.1.0] - unreleased\n\n### Fixed\n\n- b\n\n## [1.0.0] - 2026-01-02\n\n- a\n';
  assert.deepEqual(entryOf('1.1.0', changelog), { date: 'unreleased', text: '### Fixed\n\n- b' });
  assert.deepEqual(entryOf('1.0.0', changelog), { date: '2026-01-02', text: '- a' });
  assert.equal(entryOf('1.0', changelog), undefined);
});
