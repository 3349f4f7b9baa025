/** Exports a form as files. This only arranges the core's wording in rows and computes nothing. */

import { nameOf } from './draft-name.js';
import { standing } from './worklist.js';

/**
 * The acknowledgements of a filing in order: { code, severity, path, where, message, reason, at }
 * each. `message` is that of the finding, '' if it is no longer found; `at` reads "2026-04-24
 * 10:20".
 */
export function explanations({ acknowledged = [] }, findings, where) {
  const found = new Map(findings.map((finding) => [key(finding), finding]));
  return (acknowledged || []).map((entry) => {
    const { severity = '', message = '' } = found.get(key(entry)) || {};
    return {
      code: entry.code,
      severity,
      path: entry.path,
      where: where(entry.path),
      message,
      reason: entry.reason,
      at: clock(entry.at),
    };
  });
}

function key({ code, path }) {
  return `${code} ${path}`;
}

/** A time as displayed. */
function clock(at) {
  return typeof at === 'string' ? at.slice(0, 16).replace('T', ' ') : '';
}

/**
 * Findings for a spreadsheet; the mark at the start makes Excel read UTF-8. `where` names the cell
 * at a pointer.
 */
export function csv(filing, findings, where, words) {
  const explained = explanations(filing, findings, where);
  const answers = new Map(explained.map((answer) => [key(answer), answer]));
  const rows = findings.map((finding) => {
    const { reason, at } = (finding.acknowledged !== undefined && answers.get(key(finding))) || {};
    return [
      finding.code,
      words.severity[standing(finding)],
      where(finding.path),
      finding.claimed,
      finding.expected,
      finding.formula,
      finding.message,
      finding.basis,
      reason,
      at,
    ];
  });
  // An explanation stays in the filing even if its finding is gone.
  const left = explained
    .filter(({ message }) => !message)
    .map((answer) => [
      answer.code,
      words.severity.acknowledged,
      answer.where,
      '',
      '',
      '',
      '',
      '',
      answer.reason,
      answer.at,
    ]);
  rows.push(...left);
  return `\ufeff${[words.csv, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
}

/**
 * A field in quotes. A spreadsheet would execute what begins like a formula, so that gets an
 * apostrophe; a plain figure does not.
 */
function quoted(value) {
  const text = value === undefined || value === null ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[-+]?[\d.,]+%?$/.test(text) ? `'${text}` : text;
  return `"${safe.replace(/"/g, '""')}"`;
}

/**
 * The options of the package's `sarif`: the names of the cells of the findings, and when these were
 * acknowledged.
 */
export function sarifOptions(report, where, locale, { acknowledged }) {
  const cells = report.findings.flatMap(({ path, related = [] }) => [
    path,
    ...related.map((cell) => cell.path),
  ]);
  const locations = Object.fromEntries(cells.map((path) => [path, where(path)]));
  return { locale, locations, acknowledged };
}

// ── Explanations beside the tables ───────────────────────────────────────────────────────────────

/**
 * The explanations of a filing as one more table after the core's text of its documents. The core
 * reads that table as a list of the last document, because lists are written that way;
 * `withExplanations` takes it out of there again.
 */
export function explanationTable({ acknowledged }) {
  if (!acknowledged?.length) return '';
  const rows = acknowledged.map((entry, index) => [
    '',
    String(index + 1),
    ...COLUMNS.map(([name]) => entry[name] || ''),
  ]);
  return [[TABLE, '序号', ...COLUMNS.map(([, label]) => label)], ...rows]
    .map((row) => `${row.map(pasteable).join('\t')}\n`)
    .join('');
}

/** Separates the explanations from the documents of a reading, which gets `acknowledged`. */
export function withExplanations(reading) {
  const acknowledged = [];
  const documents = reading.documents.map((document) => {
    const { [TABLE]: table, ...rest } = document;
    if (!Array.isArray(table)) return document;
    for (const row of table) {
      const entry = Object.fromEntries(
        COLUMNS.map(([name, label]) => [name, row[label]]).filter(([, value]) => value),
      );
      if (entry.code && entry.path && entry.reason) acknowledged.push(entry);
    }
    return rest;
  });
  const locations = Object.entries(reading.locations).filter(
    (entry) => !entry[0].includes(`/${TABLE}/`),
  );
  return { ...reading, documents, acknowledged, locations: Object.fromEntries(locations) };
}

const TABLE = '书面说明';
const COLUMNS = [
  ['code', '编码'],
  ['path', '位置'],
  ['reason', '说明'],
  ['at', '说明时间'],
];

/** A cell as a worksheet takes it, like the core's: no formula, several lines in quotes. */
function pasteable(cell) {
  const text = String(cell).trim().replace(/\t/g, ' ').replace(/\r\n?/g, '\n');
  const guarded = /^(?:[=+@']|-[^\d])/.test(text) ? `'${text}` : text;
  return guarded.includes('\n') ? `"${guarded.replace(/"/g, '""')}"` : guarded;
}

/** The types of office files. */
export const OFFICE = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** "益阳市医疗保障局 2025年 3张表.docx" */
export function fileName(filing, ending) {
  const name = nameOf(filing)
    .replace(/[\\/:*?"<>|]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return `${name.slice(0, 80)}.${ending}`;
}

/** Offers a text or bytes as a file to save. */
export function save(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/**
 * Copies text to the clipboard; false if the browser does not let a page do that, as over plain
 * http.
 */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
