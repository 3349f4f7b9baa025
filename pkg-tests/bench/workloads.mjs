/** The filings that are measured, made from the sample of the page. */
import sample from '../../www/samples/hunan-2025-filing.json' with { type: 'json' };

const copy = (value) => JSON.parse(JSON.stringify(value));

/** One self-evaluation of a project. */
export const project = () => ({ ...sample, documents: [copy(sample.documents[1])] });

/** Everything one department hands in. */
export const whole = () => copy(sample);

/** A table of `count` rows whose points come to 100 with the 10 for execution, and each fifth of which misses its target. */
export function rows(count) {
  const table = copy(sample.documents[1]);
  const weight = (90 / count).toFixed(4);
  table.indicators = Array.from({ length: count }, (_, i) => {
    const isMissed = i % 5 === 4;
    return {
      level1: i % 2 ? '产出指标' : '效益指标',
      level2: i % 2 ? '数量指标' : '社会效益指标',
      name: `指标${i + 1}`,
      target: `≥${100 + (i % 50)}人次`,
      actual: `${(isMissed ? 90 : 100) + (i % 50)}人次`,
      weight,
      score: isMissed ? '' : weight,
      reason: isMissed ? '年中调整计划，下年补足' : '',
    };
  });
  for (const row of table.indicators.filter(({ score }) => score === '')) {
    const [target, actual] = [row.target, row.actual].map((text) => Number(/\d+/.exec(text)[0]));
    row.score = ((Number(weight) * actual) / target).toFixed(4);
  }
  return { profile: sample.profile, documents: [table] };
}

/** `count` filings of the sample's size, each with one figure of its own. */
export function many(count) {
  return Array.from({ length: count }, (_, i) => {
    const filing = whole();
    filing.documents[0].indicators[0].actual = `${355 + (i % 40)}.${10 + (i % 90)}万人`;
    return filing;
  });
}

/** How many cells a filing has. */
export function cellsOf(value) {
  if (value === null || typeof value !== 'object') return 1;
  return Object.values(value).reduce((count, inner) => count + cellsOf(inner), 0);
}

/** Every change of one cell that holds a figure: its first digit, its last digit, nothing there. And the filing itself. */
export function* mutants() {
  yield { what: 'the sample', filing: whole() };
  for (const [path, text] of figures(sample.documents, '/documents')) {
    const first = text.search(/\d/);
    const last = text.search(/\d(?=\D*$)/);
    const turned = (at) => text.slice(0, at) + ((Number(text[at]) + 1) % 10) + text.slice(at + 1);
    for (const changed of new Set([turned(first), turned(last), ''])) {
      const filing = whole();
      put(filing, path, changed);
      yield { what: `${path} = ${JSON.stringify(changed)}`, filing };
    }
  }
}

function* figures(value, path) {
  if (typeof value === 'string') {
    if (/\d/.test(value) && value.length < 30) yield [path, value];
  } else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) yield* figures(inner, `${path}/${key}`);
  }
}

export function put(filing, path, value) {
  const keys = path.split('/').slice(1);
  const last = keys.pop();
  keys.reduce((inner, key) => inner[key], filing)[last] = value;
}
