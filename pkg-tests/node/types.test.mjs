/**
 * The package's types must keep the contract and compile in a strict project with neither DOM nor
 * Node types.
 */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { project, run, tool } from './install.mjs';

for (const moduleResolution of ['nodenext', 'bundler']) {
  test(`the types keep the contract (module resolution "${moduleResolution}")`, () => {
    for (const name of ['contract.d.ts', 'types.ts'])
      copyFileSync(new URL(name, import.meta.url), join(project, name));
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      skipLibCheck: false,
      target: 'es2020',
      lib: ['es2020'],
      types: [],
      module: moduleResolution === 'bundler' ? 'esnext' : moduleResolution,
      moduleResolution,
    };
    writeFileSync(
      join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['types.ts'] }),
    );
    run(tool('tsc'), '--project', 'tsconfig.json');
  });
}

test('a classic script knows the global', () => {
  writeFileSync(
    join(project, 'classic.ts'),
    `
    /// <reference types="jixiao/jixiao.classic.js" />
    jixiao.init().then(() => {
      const report: jixiao.Report = jixiao.validate({ documents: [] }, { locale: "en" });
      return report.ok;
    });
  `,
  );
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'es2020',
    lib: ['es2020'],
    types: [],
    module: 'esnext',
    moduleResolution: 'bundler',
    moduleDetection: 'auto',
  };
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['classic.ts'] }),
  );
  run(tool('tsc'), '--project', 'tsconfig.json');
});

test('what the functions return is what the types say, field by field', async () => {
  const { default: init, ...jixiao } = await import(
    pathToFileURL(join(project, 'node_modules/jixiao/node.js'))
  );
  await init();
  const filing = JSON.parse(
    readFileSync(new URL('../../www/samples/hunan-2025-filing.json', import.meta.url), 'utf8'),
  );
  const first = jixiao.validate(filing).findings[0];
  filing.acknowledged = [
    { code: first.code, path: first.path, reason: '已说明', at: '2026-04-24T10:20:30+08:00' },
  ];
  const session = new jixiao.Session(filing);
  const answers = {
    filing: ['Filing', session.filing()],
    report: ['Report', session.report()],
    change: ['Change', session.set('/documents/0/indicators/0/score', '99')],
    moved: ['Change', session.insert('/documents/0', { kind: 'narrative', sections: [] })],
    scorecards: ['Scorecard[]', jixiao.score(filing)],
    patch: ['PatchOp[]', jixiao.complete(filing)],
    rules: ['RuleInfo[]', jixiao.rules()],
    templates: ['TemplateInfo[]', jixiao.templates('cn-hunan')],
    blank: ['Document', jixiao.blank('scoreSheet', { profile: 'cn-guangdong', year: '2025' })],
    recognised: ['Recognised | null', jixiao.recognise(filing)],
    profiles: ['{ id: string; name: string }[]', jixiao.profiles()],
    reading: ['Reading', await jixiao.read(await jixiao.write(filing))],
  };
  // As literals, for which TypeScript accepts neither missing nor unknown fields.
  const literals = Object.entries(answers).map(([name, [type, value]]) => {
    assert.notDeepEqual(value, []);
    return `export const ${name}: ${type.replace(/^[A-Z]/, 'jixiao.$&')} = ${JSON.stringify(value)};`;
  });
  writeFileSync(
    join(project, 'answers.ts'),
    `import type * as jixiao from "jixiao";\n${literals.join('\n')}\n`,
  );
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    target: 'es2020',
    lib: ['es2020'],
    types: [],
    module: 'nodenext',
  };
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['answers.ts'] }),
  );
  run(tool('tsc'), '--project', 'tsconfig.json');
});

test("<jixiao-form> and the adapters have types, beside TypeScript's DOM", () => {
  writeFileSync(
    join(project, 'form.ts'),
    `
    import type { Filing, Finding } from "jixiao";
    import { load, type ChangeDetail, type JixiaoForm } from "jixiao/form";
    import { antDesign, elementPlus } from "jixiao/adapters";
    export async function begin(filing: Filing): Promise<Finding[]> {
      await load();
      await load("/jixiao/jixiao_bg.wasm");
      const form: JixiaoForm = document.createElement("jixiao-form");
      form.filing = filing;
      const errors: Record<string, string> = {};
      const show = elementPlus(errors, { name: (pointer) => pointer.slice(1) });
      form.addEventListener("report", ({ detail }) => show(detail));
      form.addEventListener("failure", function ({ detail: { error } }) { alert(this.tagName + error.message + error.path); });
      const onChange = (event: CustomEvent<ChangeDetail>): string => event.detail.path;
      form.addEventListener("change", onChange);
      form.removeEventListener("change", onChange);
      form.addEventListener("click", (event) => event.clientX, { passive: true });
      form.addEventListener("of-the-portal", (event) => event.type);
      // @ts-expect-error: a report has no path
      form.addEventListener("report", ({ detail }) => detail.path);
      antDesign({ setFields: (fields: { name: (string | number)[]; errors?: string[] }[]) => void fields })({ findings: form.findings });
      return form.focusCell("/documents/0/year") ? form.findings : [];
    }
  `,
  );
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    target: 'es2020',
    lib: ['es2020', 'dom'],
    types: [],
    module: 'esnext',
    moduleResolution: 'bundler',
  };
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['form.ts'] }),
  );
  run(tool('tsc'), '--project', 'tsconfig.json');
});

const installed = fileURLToPath(new URL('../node_modules', import.meta.url));

/** Checks sources beside packages of this repository's tools: `links` are names in node_modules and what they are there. */
function check(files, links, options) {
  const modules = Object.keys(links).map((name) => join(project, 'node_modules', name));
  mkdirSync(join(project, 'node_modules/@types'), { recursive: true });
  for (const [name, to] of Object.entries(links))
    symlinkSync(join(installed, to), join(project, 'node_modules', name));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: 'es2020',
    lib: ['es2020', 'dom'],
    types: [],
    module: 'esnext',
    moduleResolution: 'bundler',
    preserveSymlinks: true,
    ...options,
  };
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: Object.keys(files) }),
  );
  try {
    run(tool('tsc'), '--project', 'tsconfig.json');
  } finally {
    for (const name of modules) rmSync(name);
  }
}

const JSX = `
  import { useRef } from "react";
  import type {} from "jixiao/react";
  import type { JixiaoForm } from "jixiao/form";
  import type { Filing } from "jixiao";
  export function Form({ filing }: { filing: Filing }) {
    const form = useRef<JixiaoForm>(null);
    return <jixiao-form
      ref={form} key="form" className="form" filing={filing} profile="cn-hunan" locale="en" readonly autosave="evaluation"
      onreport={({ detail }) => detail.findings.length} onchange={({ detail }) => detail.path} onfailure={({ detail }) => detail.error.path}
    />;
  }
  // @ts-expect-error: no such language
  export const french = <jixiao-form locale="fr" />;
  // @ts-expect-error: a filing has documents
  export const empty = <jixiao-form filing={{}} />;
`;

for (const [version, types] of [
  [18, '@types/react-18'],
  [19, '@types/react'],
]) {
  for (const jsx of ['react', 'react-jsx']) {
    test(`<jixiao-form> is known in the JSX of React ${version} ("jsx": "${jsx}")`, () => {
      const source =
        jsx === 'react'
          ? JSX.replace('import {', 'import * as React from "react";\n  import {')
          : JSX;
      const links = {
        '@types/react': types,
        csstype: 'csstype',
        ...(version === 18 ? { '@types/prop-types': '@types/prop-types' } : {}),
      };
      check({ 'form.tsx': source }, links, { jsx });
    });
  }
}

test('<jixiao-form> is known in the templates of Vue', () => {
  check(
    {
      'form-vue.ts': `
      import type { GlobalComponents } from "vue";
      import type { JixiaoFormProps } from "jixiao/vue";
      type Element = InstanceType<GlobalComponents["jixiao-form"]>;
      export const props: Element["$props"] & JixiaoFormProps = {
        class: "form", filing: { documents: [] }, profile: "cn", locale: "en", readonly: true, autosave: "evaluation",
        onReport: ({ detail }) => detail.counts.error, onChange: ({ detail }) => detail.path, onFailure: ({ detail }) => detail.error.message,
      };
      export const complete = (element: Element): string[] => element.complete();
      // @ts-expect-error: no such language
      export const french: Element["$props"] = { locale: "fr" };
    `,
    },
    { vue: 'vue', '@vue': '@vue', csstype: 'csstype' },
    {},
  );
});

test('types of frameworks ask nothing of those who use none', () => {
  // All entries but the frameworks' own, in a project without React and Vue, with library files
  // checked.
  check(
    {
      'none.ts': `export type { Filing } from "jixiao"; export type { JixiaoForm } from "jixiao/form"; export * from "jixiao/adapters";`,
    },
    {},
    { skipLibCheck: false },
  );
});
