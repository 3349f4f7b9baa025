/** custom-elements.json must describe all of <jixiao-form>'s interface, and nothing else. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { project } from './install.mjs';

const installed = join(project, 'node_modules/jixiao');
const read = (name) => readFileSync(join(installed, name), 'utf8');
const manifest = JSON.parse(read('custom-elements.json'));
const element = manifest.modules[0].declarations.find(({ tagName }) => tagName === 'jixiao-form');
const { JixiaoForm } = await import(pathToFileURL(join(installed, 'jixiao-form.js')));

const scripts = [
  'jixiao-form.js',
  ...readdirSync(join(installed, 'form'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => `form/${name}`),
];
const code = scripts.map(read).join('\n');

const sorted = (names) => [...new Set(names)].sort();
const names = (list, kind) =>
  sorted(list.filter((item) => !kind || item.kind === kind).map(({ name }) => name));
const found = (text, ...patterns) =>
  sorted(patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name]) => name)));

test('package.json names it, and it names the module and the tag', () => {
  assert.equal(JSON.parse(read('package.json')).customElements, './custom-elements.json');
  assert.match(manifest.schemaVersion, /^[12]\./);
  const [module] = manifest.modules;
  assert.equal(module.path, 'jixiao-form.js');
  assert.deepEqual(module.exports.at(-1), {
    kind: 'custom-element-definition',
    name: 'jixiao-form',
    declaration: { name: 'JixiaoForm', module: 'jixiao-form.js' },
  });
});

test('attributes: those that are watched, and those that are read', () => {
  const read = found(code, /\b(?:host|this)\.(?:get|has|toggle)Attribute\('([a-z-]+)'/g);
  assert.deepEqual(names(element.attributes), sorted([...JixiaoForm.observedAttributes, ...read]));
});

test('events: those that are dispatched', () => {
  assert.deepEqual(names(element.events), found(code, /new CustomEvent\('([a-z]+)'/g));
});

test('parts: those that are drawn', () => {
  assert.deepEqual(
    names(element.cssParts),
    found(code, /\bpart: '([a-z-]+)'/g, /\('part', '([a-z-]+)'\)/g),
  );
});

test('custom properties: those that the style sheet asks for', () => {
  assert.deepEqual(
    names(element.cssProperties),
    found(read('jixiao-form.css'), /var\((--jixiao-[a-z-]+)/g),
  );
});

test('properties and methods: those of the class', () => {
  const lifecycle = [
    'constructor',
    'connectedCallback',
    'disconnectedCallback',
    'attributeChangedCallback',
  ];
  const own = Object.entries(Object.getOwnPropertyDescriptors(JixiaoForm.prototype)).filter(
    ([name]) => !name.startsWith('_') && !lifecycle.includes(name),
  );
  assert.deepEqual(
    names(element.members, 'method'),
    sorted(own.filter(([, { value }]) => typeof value === 'function').map(([name]) => name)),
  );
  assert.deepEqual(
    names(element.members, 'field'),
    sorted(own.filter(([, { get }]) => get).map(([name]) => name)),
  );
});
