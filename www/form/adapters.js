/**
 * The findings of a report as the field errors of form libraries, for portals that draw their form themselves.
 *
 * Each takes what the library keeps its errors in and returns a function to call with every report (`validate`'s, a Session's, or the
 * `detail` of <jixiao-form>'s "report"): it sets the errors that there are and clears those it had set before. Fields are named after
 * the pointers of the filing; where a portal's fields have other names, `name(pointer)` says which, or nothing for what has no field.
 * Findings that the department answers for in writing are no errors of a field any more.
 */
import { split } from './pointer.js';

/**
 * Element Plus. `errors` is an object, a reactive one as a rule, that the items of the form look into:
 *
 *   const errors = reactive({});
 *   const show = elementPlus(errors);
 *   <el-form-item prop="documents.0.funds.total.rate" :error="errors['documents.0.funds.total.rate']">
 *
 * Element Plus knows errors only, so that is what is shown; `severities` may ask for more.
 */
export function elementPlus(errors, { name = dotted, severities = ['error'] } = {}) {
  let marked = [];
  return ({ findings }) => {
    const fields = byField(
      findings.filter(({ severity }) => severities.includes(severity)),
      name,
    );
    for (const prop of marked) if (!fields.has(prop)) delete errors[prop];
    for (const [prop, { found }] of fields)
      errors[prop] = found.map(({ message }) => message).join('\n');
    marked = [...fields.keys()];
  };
}

/**
 * Ant Design. `form` is what Form.useForm() returns:
 *
 *   const [form] = Form.useForm();
 *   const show = useMemo(() => antDesign(form), [form]);
 *   <Form.Item name={['documents', 0, 'funds', 'total', 'rate']}>
 */
export function antDesign(form, { name = keys } = {}) {
  let marked = new Map(); // field, as text → its name
  return ({ findings }) => {
    const fields = byField(findings, name);
    const cleared = [...marked]
      .filter(([field]) => !fields.has(field))
      .map(([, path]) => ({ name: path, errors: [], warnings: [] }));
    const set = [...fields.values()].map(({ path, found }) => ({
      name: path,
      errors: found.filter(({ severity }) => severity === 'error').map(({ message }) => message),
      warnings: found
        .filter(({ severity }) => severity === 'warning')
        .map(({ message }) => message),
    }));
    form.setFields([...cleared, ...set]);
    marked = new Map([...fields].map(([field, { path }]) => [field, path]));
  };
}

/** "/documents/0/funds/total/rate" → "documents.0.funds.total.rate" */
export function dotted(pointer) {
  return split(pointer).join('.');
}

/** "/documents/0/funds/total/rate" → ["documents", 0, "funds", "total", "rate"] */
export function keys(pointer) {
  return split(pointer).map((key) => (/^(0|[1-9]\d*)$/.test(key) ? Number(key) : key));
}

/** Findings by the field they are about, the report's order kept: field, as text → { path, found }. */
function byField(findings, name) {
  const fields = new Map();
  for (const finding of findings) {
    const path = finding.acknowledged === undefined ? name(finding.path) : undefined;
    if (path === undefined || path === null) continue;
    const field = String(path);
    if (!fields.has(field)) fields.set(field, { path, found: [] });
    fields.get(field).found.push(finding);
  }
  return fields;
}
