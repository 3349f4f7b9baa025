import { KINDS } from './labels.js';

const words = (cell) => (cell === null || cell === undefined ? '' : String(cell).trim());

/** The first filled cell of that name on any form. */
const first = (documents, key) =>
  documents.map((document) => words(document[key])).find(Boolean) || '';

/**
 * What distinguishes a draft from others: `{ department, year, project, kinds }`, each blank if the
 * forms leave it blank.
 */
export function about(filing) {
  const { documents } = filing;
  const year =
    /\d{4}/.exec(first(documents, 'year')) || /\d{4}(?=\s*年)/.exec(first(documents, 'title'));
  return {
    department: first(documents, 'department'),
    year: year ? year[0] : '',
    project: documents.length === 1 ? first(documents, 'project') || first(documents, 'fund') : '',
    kinds: documents.map(({ kind }) => words(kind)),
  };
}

/** The default name of a draft: "湛江市医疗保障局 2025年 3张表". */
export function nameOf(filing) {
  const { department, year, project, kinds } = about(filing);
  const forms = kinds.length === 1 ? KINDS[kinds[0]] || '1张表' : `${kinds.length}张表`;
  return [department || '未填单位', year && `${year}年`, project, forms].filter(Boolean).join(' ');
}
