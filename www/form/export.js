/** What the form hands out as files. Only the wording of the core is set into rows here; nothing is computed. */

/** Findings for a spreadsheet; the mark at the start tells Excel that this is UTF-8. `where` names the cell at a pointer. */
export function csv(findings, where, words) {
  const rows = findings.map((finding) => [
    finding.code, words.severity[finding.acknowledged === undefined ? finding.severity : 'acknowledged'], where(finding.path), finding.claimed, finding.expected,
    finding.formula, finding.message, finding.basis,
  ]);
  return `\ufeff${[words.csv, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
}

/** A field between quotes. A spreadsheet would run what begins like a formula, so that gets an apostrophe; a plain figure does not. */
function quoted(value) {
  const text = value === undefined || value === null ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[-+]?[\d.,]+%?$/.test(text) ? `'${text}` : text;
  return `"${safe.replace(/"/g, '""')}"`;
}

/** Findings as SARIF 2.1.0, for the tools that CI has for it; the command line writes the same (src/report/sarif.rs). */
export function sarif(report, rules, where, locale) {
  const used = rules.filter(({ code }) => report.findings.some((finding) => finding.code === code));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'jixiao',
          version: report.version,
          rules: used.map(({ code, name, summary, severity }) => ({
            id: code, name, shortDescription: { text: summary }, defaultConfiguration: { level: LEVEL[severity] },
          })),
        },
      },
      language: locale,
      columnKind: 'utf16CodeUnits',
      artifacts: [{ location: { uri: 'filing.json' } }],
      results: report.findings.map((finding) => ({
        ruleId: finding.code,
        level: LEVEL[finding.severity],
        message: { text: [finding.message, finding.advice].filter(Boolean).join(' ') },
        locations: [location(finding, where)],
        relatedLocations: (finding.related || []).map((related) => location(related, where)),
        partialFingerprints: { 'id/v1': finding.id },
        suppressions: finding.acknowledged === undefined ? undefined : [{ kind: 'external', justification: finding.acknowledged }],
      })),
    }],
  };
}

const LEVEL = { error: 'error', warning: 'warning', info: 'note' };

function location({ path, span, note }, where) {
  return {
    physicalLocation: {
      artifactLocation: { uri: 'filing.json' },
    },
    logicalLocations: [{ fullyQualifiedName: path, name: where(path) }],
    message: note ? { text: note } : undefined,
    properties: span ? { span } : undefined, // inside the cell's text, not inside the file
  };
}

/** Hands a text to the browser as a file to save. */
export function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** Puts text on the clipboard; false where the browser does not let a page do that, as on plain http. */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    return false;
  }
}
