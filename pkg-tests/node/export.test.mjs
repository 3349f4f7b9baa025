/** What the page exports for CI is what `jixiao check --format sarif` writes, which the snapshot of its own test holds. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { project } from "./install.mjs";

const text = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const { default: init, ...jixiao } = await import(pathToFileURL(join(project, "node_modules/jixiao/node.js")));
// A script of the page, which no package.json beside it calls a module.
const { sarif } = await import(`data:text/javascript,${encodeURIComponent(text("www/form/export.js"))}`);
await init();

test("SARIF is the same from the page and from the command line", () => {
  const acknowledged = [{ code: "DAT001", path: "/documents/0/filedOn", reason: "原件如此" }];
  const filing = { ...JSON.parse(text("www/samples/hunan-2025.json")), acknowledged };
  const log = sarif(jixiao.validate(filing), jixiao.rules(), (path) => path, "zh-CN");
  const [, , snapshot] = text("pkg-tests/rust/snapshots/rust__cli__sarif.snap").split(/^---\n/m);
  assert.deepEqual(JSON.parse(JSON.stringify(log)), JSON.parse(snapshot));
});
