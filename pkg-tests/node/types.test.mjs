/** The package's types: the contract is kept, and they compile in a strict project that has neither DOM nor Node types. */
import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { project, run, tool } from "./install.mjs";

for (const moduleResolution of ["nodenext", "bundler"]) {
  test(`the types keep the contract (module resolution "${moduleResolution}")`, () => {
    for (const name of ["contract.d.ts", "types.ts"]) copyFileSync(new URL(name, import.meta.url), join(project, name));
    const compilerOptions = {
      strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: false, target: "es2020", lib: ["es2020"], types: [],
      module: moduleResolution === "bundler" ? "esnext" : moduleResolution, moduleResolution,
    };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["types.ts"] }));
    run(tool("tsc"), "--project", "tsconfig.json");
  });
}

test("a classic script knows the global", () => {
  writeFileSync(join(project, "classic.ts"), `
    /// <reference types="jixiao/jixiao.classic.js" />
    jixiao.init().then(() => {
      const report: jixiao.Report = jixiao.validate({ documents: [] }, { locale: "en" });
      return report.ok;
    });
  `);
  const compilerOptions = { strict: true, noEmit: true, target: "es2020", lib: ["es2020"], types: [], module: "esnext", moduleResolution: "bundler", moduleDetection: "auto" };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["classic.ts"] }));
  run(tool("tsc"), "--project", "tsconfig.json");
});

test("what the functions return is what the types say, field by field", async () => {
  const { default: init, ...jixiao } = await import(pathToFileURL(join(project, "node_modules/jixiao/node.js")));
  await init();
  const filing = JSON.parse(readFileSync(new URL("../../www/samples/hunan-2025-filing.json", import.meta.url), "utf8"));
  const first = jixiao.validate(filing).findings[0];
  filing.acknowledged = [{ code: first.code, path: first.path, reason: "已说明" }];
  const session = new jixiao.Session(filing);
  const answers = {
    filing: ["Filing", session.filing()],
    report: ["Report", session.report()],
    change: ["Change", session.set("/documents/0/indicators/0/score", "99")],
    moved: ["Change", session.insert("/documents/0", { kind: "narrative", sections: [] })],
    scorecards: ["Scorecard[]", jixiao.score(filing)],
    patch: ["PatchOp[]", jixiao.complete(filing)],
    rules: ["RuleInfo[]", jixiao.rules()],
    templates: ["TemplateInfo[]", jixiao.templates("cn-hunan")],
    blank: ["Document", jixiao.blank("scoreSheet", { profile: "cn-guangdong", year: "2025" })],
    recognised: ["Recognised | null", jixiao.recognise(filing)],
    profiles: ["{ id: string; name: string }[]", jixiao.profiles()],
    reading: ["Reading", await jixiao.read(await jixiao.write(filing))],
  };
  // Written out as literals, in which TypeScript lets pass neither a field that is missing nor one it does not know.
  const literals = Object.entries(answers).map(([name, [type, value]]) => {
    assert.notDeepEqual(value, []);
    return `export const ${name}: ${type.replace(/^[A-Z]/, "jixiao.$&")} = ${JSON.stringify(value)};`;
  });
  writeFileSync(join(project, "answers.ts"), `import type * as jixiao from "jixiao";\n${literals.join("\n")}\n`);
  const compilerOptions = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, target: "es2020", lib: ["es2020"], types: [], module: "nodenext" };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["answers.ts"] }));
  run(tool("tsc"), "--project", "tsconfig.json");
});

test("<jixiao-form> and the adapters have types, beside TypeScript's DOM", () => {
  writeFileSync(join(project, "form.ts"), `
    import type { Filing, Finding } from "jixiao";
    import { load, type JixiaoForm, type ReportDetail } from "jixiao/form";
    import { antDesign, elementPlus } from "jixiao/adapters";
    export async function begin(filing: Filing): Promise<Finding[]> {
      await load();
      const form: JixiaoForm = document.createElement("jixiao-form");
      form.filing = filing;
      const errors: Record<string, string> = {};
      const show = elementPlus(errors, { name: (pointer) => pointer.slice(1) });
      form.addEventListener("report", (event) => show((event as CustomEvent<ReportDetail>).detail));
      antDesign({ setFields: (fields: { name: (string | number)[]; errors?: string[] }[]) => void fields })({ findings: form.findings });
      return form.focusCell("/documents/0/year") ? form.findings : [];
    }
  `);
  const compilerOptions = { strict: true, noEmit: true, skipLibCheck: false, target: "es2020", lib: ["es2020", "dom"], types: [], module: "esnext", moduleResolution: "bundler" };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["form.ts"] }));
  run(tool("tsc"), "--project", "tsconfig.json");
});
