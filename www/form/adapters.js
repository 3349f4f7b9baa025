/**
 * The findings of a report as field errors of form libraries, for portals that draw their own form.
 *
 * Each adapter takes the object in which the library keeps its errors and returns a function to
 * call with every report (`validate`'s, a Session's, or the `detail` of <jixiao-form>'s "report"):
 * it sets the current errors and clears those it had set before. Fields are named by the pointers
 * of the filing; if a portal names them differently, `name(pointer)` gives the name, or nothing for
 * what has no field. Acknowledged findings are not shown as errors.
 */
import { split } from './pointer.js';

/**
 * Element Plus. `errors` is an object, a reactive one as a rule, that the items of the form look into:
 *
 *   const errors = reactive({});
 *   const show = elementPlus(errors);
 *   <el-form-item prop="documents.0.funds.total.rate" :error="errors['documents.0.funds.total.rate']">
 *
 * Element Plus knows errors only, so only errors are shown by default; `severities` can add others.
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

/** Groups findings by their field in the report's order: field, as text → { path, found }. */
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
