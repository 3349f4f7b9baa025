/**
 * The structure of a filing for the two structural peers, compiled to modules ahead of time (a portal's policy forbids
 * `eval`): `node structure.mjs FOLDER` writes ajv.mjs and typebox.mjs there, each with a default export (filing) => boolean.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import Type from 'typebox';
import { Code } from 'typebox/compile';

const cell = Type.Union([Type.String(), Type.Number(), Type.Null()]);
const record = (cells, rest = {}) =>
  Type.Object({
    ...Object.fromEntries(
      cells
        .split(' ')
        .filter(Boolean)
        .map((name) => [name, Type.Optional(cell)]),
    ),
    ...rest,
  });
const optional = Type.Optional;
const list = (type) => optional(Type.Array(type));

const HEAD = 'title year department filedOn unit';

/** `shared` is how a type that is used more than once is spelled: in place, or by reference. */
function filing(shared, union) {
  const line = shared(
    'line',
    record('name initial budget received executed balance weight rate score reason'),
  );
  const breakdown = record('name total of', { parts: Type.Array(record('name amount')) });
  const funds = shared(
    'funds',
    Type.Object({ total: line, parts: list(line), breakdowns: list(breakdown) }),
  );
  const indicator = shared(
    'indicator',
    record(
      'heading level1 level2 name sign target periodTarget unit actual weight coefficient score reason',
    ),
  );
  const part = (depth) =>
    shared(
      `part${depth}`,
      record('name previous budget actual', {
        partial: optional(Type.Boolean()),
        ...(depth > 0 && { parts: list(part(depth - 1)) }),
      }),
    );
  const account = part(3);
  const building = record('name approvedArea actualArea areaRate budget actual costRate');
  const kind = (name, cells, rest) =>
    record(`${HEAD} ${cells}`, { kind: Type.Literal(name), ...rest });
  const evaluation = (name) =>
    kind(name, 'project implementer start end reason conclusion problems measures', {
      funds: optional(funds),
      goals: optional(record('expected achieved')),
      indicators: Type.Array(indicator),
      total: optional(record('weight score grade')),
    });
  return Type.Object({
    profile: optional(Type.String()),
    documents: Type.Array(
      union([
        evaluation('departmentEvaluation'),
        evaluation('projectEvaluation'),
        kind('baseData', '', {
          staffing: optional(record('quota actual rate')),
          lines: Type.Array(account),
          buildings: list(building),
        }),
        kind('fundAccounts', 'fund', {
          opening: optional(account),
          income: optional(account),
          expenditure: optional(account),
          surplus: optional(account),
          closing: optional(account),
        }),
        kind('narrative', '', {
          sections: Type.Array(Type.Object({ heading: optional(cell), text: Type.String() })),
        }),
      ]),
    ),
  });
}

const folder = process.argv[2];

// By reference and told apart by their kind: in place, ajv's functions grow too large for V8 to optimise.
const $defs = {};
function byReference(name, type) {
  $defs[name] = type;
  return Type.Unsafe({ $ref: `#/$defs/${name}` });
}
const discriminated = (oneOf) =>
  Type.Unsafe({
    type: 'object',
    required: ['kind'],
    discriminator: { propertyName: 'kind' },
    oneOf,
  });
const ajv = new Ajv({
  code: { source: true, esm: true },
  discriminator: true,
  strict: false,
  inlineRefs: false,
});
const schema = JSON.parse(JSON.stringify({ ...filing(byReference, discriminated), $defs }));
writeFileSync(join(folder, 'ajv.mjs'), standalone(ajv, ajv.compile(schema)));

const { Code: code, External: external } = Code(filing((_, type) => type, Type.Union));
if (external.variables?.length)
  throw new Error("typebox's module needs variables of its own now: adapt structure.mjs");
writeFileSync(join(folder, 'typebox.mjs'), code);
