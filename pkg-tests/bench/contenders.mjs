/**
 * The contenders on each workload, the same in Node and in Chromium; `engines` has what each of the
 * two loads in its own way.
 */
import { byDecimalJs } from './peers/by-decimal-js.mjs';
import { byScaledIntegers } from './peers/by-scaled-integers.mjs';
import { many, project, rows, whole } from './workloads.mjs';

const WORKLOADS = {
  'one project table': project,
  'a whole filing': whole,
  '300 rows': () => rows(300),
  '1,000 rows': () => rows(1000),
  '10,000 rows': () => rows(10_000),
  '1,000 filings': () => many(1000),
};

export const workloads = Object.keys(WORKLOADS);

/** Reads an answer, so that lazy ones do their work: what is wrong, where, in words. */
function read(findings) {
  let length = 0;
  for (const { code, path, message } of findings)
    length += code.length + path.length + message.length;
  return length;
}

/** The contenders on one workload; a call always handles one filing, or one edit. */
export function contenders(workload, { jixiao, ajv, typebox }) {
  const made = WORKLOADS[workload]();
  const filings = Array.isArray(made) ? made : [made];
  const each = (run) => {
    let next = 0;
    return () => {
      next = (next + 1) % filings.length;
      return run(filings[next]);
    };
  };
  for (const filing of filings.slice(0, 1)) {
    if (!ajv(filing) || !typebox(filing)) throw new Error('a structural peer refuses the filing');
  }
  const found = {
    'JSON both ways': each((filing) => JSON.parse(JSON.stringify(filing))),
    'ajv (structure only)': each(ajv),
    'typebox (structure only)': each(typebox),
    'by hand, scaled integers': each((filing) => read(byScaledIntegers(filing))),
    'by hand, decimal.js': each((filing) => read(byDecimalJs(filing))),
    'jixiao validate': each((filing) => read(jixiao.validate(filing).findings)),
    'jixiao score': each((filing) => jixiao.score(filing).length),
  };
  if (Array.isArray(made)) return found;
  const session = new jixiao.Session(made);
  const row = made.documents[0].indicators.findIndex(({ score }) => score);
  const path = `/documents/0/indicators/${row}/score`;
  const scores = [made.documents[0].indicators[row].score, '0.01'];
  let edits = 0;
  const edit = (run) => () => {
    edits += 1;
    return run(session.set(path, scores[edits % 2]));
  };
  return {
    ...found,
    'jixiao Session.set': edit(({ added, removed }) => read(added) + removed.length),
    '… and all of its score cards': edit(
      ({ added, removed, scorecards, counts }) =>
        read(added) + removed.length + scorecards.length + counts.error,
    ),
  };
}
