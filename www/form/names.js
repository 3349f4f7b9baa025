/** Names cells by their pointer alone, for forms that are not drawn. */
import { FORMS, FUNDS, HEAD, INDICATORS, TOTAL } from './forms.js';
import { KINDS } from './labels.js';
import { at, documentOf, has, split } from './pointer.js';

const ACCOUNT = '金额';

/** What distinguishes a document from the others of its filing. */
export function formName({ kind, project, fund, title }) {
  return String(project || fund || title || KINDS[kind] || '');
}

/** "定点医药机构监督检查覆盖率 年度指标值", "第3行 得分", "填报日期". */
export function cellName(document, pointer) {
  const keys = split(pointer).slice(2);
  if (!keys.length || !has(FORMS, document.kind)) return '';
  const value = at(document, `/${keys.join('/')}`);
  if (value !== null && typeof value === 'object' && keys.length > 1)
    return rowNames(document, [...keys, '']).join(' ');
  return [...rowNames(document, keys), labelOf(document.kind, keys)].filter(Boolean).join(' ');
}

/** A name for a pointer into the filing, the form's before the cell's. */
export function placeName(documents, pointer) {
  const document = documents[documentOf(pointer)];
  return document
    ? [formName(document), cellName(document, pointer)].filter(Boolean).join(' · ')
    : '';
}

/** The names of the records along a pointer; the row number if one has no name or shares it. */
function rowNames(document, keys) {
  const isName = keys[keys.length - 1] === 'name';
  return keys.slice(0, -1).flatMap((key, depth) => {
    const list = at(document, depth ? `/${keys.slice(0, depth).join('/')}` : '');
    const record = has(list, key) ? list[key] : undefined;
    if (keys.length === 2 && key === 'total') return [TOTAL.name];
    const name = record && String(record.name || record.heading || '');
    if (!Array.isArray(list)) return name ? [name] : [];
    const number = `第${Number(key) + 1}行`;
    if (!name || (isName && depth === keys.length - 2)) return [number];
    const isShared = list.some(
      (other, index) =>
        index !== Number(key) &&
        other &&
        (other.name || other.heading) === (record.name || record.heading),
    );
    return [isShared ? `${number} ${name}` : name];
  });
}

/** The label printed over or beside a cell. */
function labelOf(kind, keys) {
  const key = keys[keys.length - 1];
  const own = (label) => (typeof label === 'object' ? label[kind] || label.other : label);
  if (keys.length === 1 && HEAD[key]) return own(HEAD[key]);
  if (keys[0] === 'total') return TOTAL[key];
  if (keys[0] === 'funds')
    return key === 'name'
      ? FUNDS.name
      : FUNDS.columns[keys.includes('breakdowns') ? '' : key] || FUNDS.amount;
  if (keys[0] === 'indicators')
    return keys.length === 1 ? INDICATORS.caption : INDICATORS.columns[key];
  const inside = keys.join('/');
  for (const spec of FORMS[kind]) {
    const labelled = [...(spec.fields || []).flat(), ...(spec.texts || [])].find(
      ([path]) => path === inside,
    );
    if (labelled) return labelled[1];
    const list = spec.rows || spec.tasks || spec.list || spec.passages;
    const isOfTree = spec.tree?.includes(keys[0]);
    if (list !== keys[0] && !isOfTree) continue;
    if (spec.list) return `${spec.side} ${Number(key) + 1}`;
    if (spec.passages) return '';
    return (keys.includes('indicators') && spec.of ? spec.of : spec.columns)[key] || ACCOUNT;
  }
  return '';
}
