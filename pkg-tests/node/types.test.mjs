/** The package's types: the contract is kept, and they compile in a strict project that has neither DOM nor Node types. */
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
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
