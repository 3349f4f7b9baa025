/**
 * The hand-written peers are honest: over the sample filing and every change of one figure in it they find what jixiao
 * finds in the families they implement, and nothing that jixiao does not name at least as a consequence.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import init, { validate } from '../../pkg/node.js';
import { mutants } from './workloads.mjs';
import { byDecimalJs } from './peers/by-decimal-js.mjs';
import { byScaledIntegers } from './peers/by-scaled-integers.mjs';

await init();

const FAMILIES = /^(SUM|RAT|SCO|DEV|DAT)/;
/** Dates that cannot be, and words that are repeated: no arithmetic, so the peers do without. */
const LEFT_OUT = /^(DAT00[6-9]|DEV00[78])/;
const key = ({ code, path }) => `${code} ${path}`;

/**
 * Whether both find the same relations broken. jixiao blames one cell and names the others as
 * related; the peers blame the total.
 */
function disagreement(filing, check) {
  const { findings } = validate(filing);
  const own = new Set(check(filing).map(key));
  const cells = ({ path, related = [] }) => [path, ...related.map((other) => other.path)];
  const judged = findings.filter(({ code }) => FAMILIES.test(code) && !LEFT_OUT.test(code));
  const missed = judged.filter(
    (finding) => !cells(finding).some((path) => own.has(key({ ...finding, path }))),
  );
  const named = new Set(findings.flatMap(cells));
  const invented = [...own].filter((found) => !named.has(found.split(' ')[1]));
  return { missed: missed.map(key), invented };
}

for (const [name, check] of Object.entries({ byScaledIntegers, byDecimalJs })) {
  test(`${name} agrees with jixiao on the sample and its mutants`, () => {
    const wrong = [];
    let count = 0;
    for (const { what, filing } of mutants()) {
      count += 1;
      const { missed, invented } = disagreement(filing, check);
      if (missed.length + invented.length > 0) wrong.push({ what, missed, invented });
    }
    assert.deepEqual(wrong.slice(0, 12), [], `${wrong.length} of ${count}`);
  });
}

test('both peers say the same', () => {
  for (const { what, filing } of mutants())
    assert.deepEqual(byScaledIntegers(filing), byDecimalJs(filing), what);
});
