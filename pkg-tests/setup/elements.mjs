/**
 * custom-elements.json: the description of <jixiao-form> for editors and catalogues, from its
 * types, whose comment names what TypeScript cannot express (attributes, events, parts, custom
 * properties).
 */
import { create, ts } from '@custom-elements-manifest/analyzer';

/** Members that the element only redeclares. */
const INHERITED = ['addEventListener', 'removeEventListener'];

export function manifestOf(types) {
  const source = ts.createSourceFile('jixiao-form.d.ts', types, ts.ScriptTarget.ES2020, true);
  const manifest = create({ modules: [source] });
  const [module] = manifest.modules;
  module.path = 'jixiao-form.js';
  for (const declaration of module.declarations.filter(({ customElement }) => customElement)) {
    declaration.members = declaration.members.filter(({ name }) => !INHERITED.includes(name));
  }
  for (const { declaration } of module.exports) declaration.module = module.path;
  const { declarations, exports } = module;
  const tags = declarations
    .filter(({ tagName }) => tagName)
    .map(({ name, tagName }) => ({
      kind: 'custom-element-definition',
      name: tagName,
      declaration: { name, module: module.path },
    }));
  return { ...manifest, modules: [{ ...module, exports: [...exports, ...tags] }] };
}
