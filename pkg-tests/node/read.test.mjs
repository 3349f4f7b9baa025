/** Reading text and files through the package, whose second module comes when it is first needed. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { script } from "./install.mjs";

const pasted = readFileSync(new URL("../rust/reading/hunan.txt", import.meta.url), "utf8");

test("pasted text becomes documents, without init", () => {
  const reading = script(`
    import { read } from "jixiao";
    console.log(JSON.stringify(await read(${JSON.stringify(pasted)})));
  `);
  assert.deepEqual(reading.documents.map(({ kind }) => kind), ["departmentEvaluation", "baseData", "fundAccounts"]);
  assert.equal(reading.documents[0].funds.total.budget, "1000.50");
  assert.equal(reading.locations["/documents/0/funds/total/budget"], "行7 列4");
  assert.deepEqual(reading.unread, [{ location: "行47 列2", text: "压缩会议。" }]);
});

test("bytes are told apart by what they hold", () => {
  const read = script(`
    import { read } from "jixiao";
    const told = (bytes) => read(bytes).then(({ documents }) => documents[0].kind, ({ name, message }) => name + " " + message);
    const old = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    const pasted = new TextEncoder().encode(${JSON.stringify(pasted)});
    console.log(JSON.stringify([await told(pasted), await told(old), await told(7)]));
  `);
  assert.equal(read[0], "departmentEvaluation");
  assert.match(read[1], /^JixiaoError 旧版 \.xls/);
  assert.match(read[2], /^JixiaoError .*Uint8Array/);
});
