/** Blank forms and what is made of them, as a portal's developer calls them. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { project } from "./install.mjs";

const { default: init, ...jixiao } = await import(pathToFileURL(join(project, "node_modules/jixiao/node.js")));
await init();

test("every profile has a blank form of every kind, which opens and can be filled in", () => {
  for (const { id } of jixiao.profiles()) {
    const listed = jixiao.templates(id);
    assert.equal(new Set(listed.map(({ kind }) => kind)).size, 9);
    for (const { kind, title, notes } of listed) {
      const document = jixiao.blank(kind, { profile: id, year: "2025", department: "某市民政局", project: "甲项目" });
      assert.equal(document.kind, kind);
      assert.ok(document.title.includes("2025") && title.length > 3 && notes.length > 0);
      const session = new jixiao.Session({ profile: id, documents: [document] });
      assert.deepEqual(session.report().findings.filter(({ code }) => !code.startsWith("REQ")), [], `${id} ${kind}`);
      session.free();
    }
  }
  assert.deepEqual(jixiao.templates(), jixiao.templates("cn"));
  assert.deepEqual(jixiao.blank("narrative"), jixiao.blank("narrative", { profile: "cn" }));
});

test("a portal's own form, and what is none", () => {
  const form = { kind: "projectEvaluation", title: "{project}自评表", indicators: [] };
  const own = (templates) => ({ id: "own", name: "某市", extends: "cn-hunan", templates });
  assert.deepEqual(jixiao.blank("projectEvaluation", { profile: own([{ document: form }]), project: "甲" }), { ...form, title: "甲自评表" });
  const path = (path) => (error) => error.name === "JixiaoError" && error.path === path;
  assert.throws(() => jixiao.templates(own([{ document: form }, { document: { kind: "poem" } }])), path("/profile/templates/1/document/kind"));
  assert.throws(() => jixiao.templates("cn-mars"), path("/profile"));
  for (const kind of ["poem", undefined, 7]) assert.throws(() => jixiao.blank(kind), path("/kind"));
  assert.throws(() => jixiao.blank("narrative", { jear: "2025" }), path("/options/jear"));
});
