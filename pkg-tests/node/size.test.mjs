/** Whatever a browser fetches must not grow or shrink unintentionally. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changed } from '../setup/size.mjs';
import { parsed, written } from '../setup/snapshot.mjs';

test('the package and the page weigh what the snapshot says', () => {
  const differences = changed();
  assert.deepEqual(differences, [], differences.join('\n'));
});

test("growth, shrinkage and new parts are reported beyond two percent, or ten for another compiler's modules", () => {
  const then = { rustc: '1.85.0', figures: { 'core wasm': 100_000, 'core glue': 5000 } };
  assert.deepEqual(parsed(written(then, 'Bytes')), then);
  const reported = (rustc, figures) =>
    changed({ rustc, figures }, then).map(
      (sentence) => /^.*? (has grown|has shrunk|is new|is gone)/.exec(sentence)[0],
    );
  const both = (wasm, glue) => ({ 'core wasm': wasm, 'core glue': glue });
  assert.deepEqual(reported('1.85.0', both(102_000, 4900)), []);
  assert.deepEqual(reported('1.85.0', both(102_001, 5000)), ['core wasm has grown']);
  assert.deepEqual(reported('1.85.0', both(97_999, 5101)), [
    'core wasm has shrunk',
    'core glue has grown',
  ]);
  assert.deepEqual(reported('1.95.0', both(90_000, 5101)), ['core glue has grown']);
  assert.deepEqual(reported('1.95.0', both(110_001, 5000)), ['core wasm has grown']);
  assert.deepEqual(reported('1.85.0', { 'core wasm': 100_000, 'page scripts': 1 }), [
    'page scripts is new',
    'core glue is gone',
  ]);
});
