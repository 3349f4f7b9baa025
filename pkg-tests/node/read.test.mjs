/** Reading text and files through the package, whose second module is loaded on first use. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { script } from './install.mjs';

const pasted = readFileSync(new URL('../rust/reading/hunan.txt', import.meta.url), 'utf8');

test('pasted text becomes documents, without init', () => {
  const reading = script(`
    import { read } from "jixiao";
    console.log(JSON.stringify(await read(${JSON.stringify(pasted)})));
  `);
  assert.deepEqual(
    reading.documents.map(({ kind }) => kind),
    ['departmentEvaluation', 'baseData', 'fundAccounts'],
  );
  assert.equal(reading.documents[0].funds.total.budget, '1000.50');
  assert.equal(reading.locations['/documents/0/funds/total/budget'], '行7 列4');
  assert.deepEqual(reading.unread, [{ location: '行47 列2', text: '压缩会议。' }]);
});

test('the format of bytes is recognised by their content', () => {
  const read = script(`
    import { read } from "jixiao";
    const told = (bytes) => read(bytes).then(({ documents }) => documents[0].kind, ({ name, message }) => name + " " + message);
    const old = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    const pasted = new TextEncoder().encode(${JSON.stringify(pasted)});
    console.log(JSON.stringify([await told(pasted), await told(old), await told(7)]));
  `);
  assert.equal(read[0], 'departmentEvaluation');
  assert.match(read[1], /^JixiaoError 文件已损坏/);
  assert.match(read[2], /^JixiaoError .*Uint8Array/);
});

test('text of before Unicode is decoded by the host, and a workbook of before 2007 is read', () => {
  const workbook = readFileSync(new URL('../rust/reading/project.xls', import.meta.url)).toString(
    'base64',
  );
  // "项目名称\t修渠\n一级指标\t三级指标\t年度指标值\n产出指标\t修渠\t≥12公里" in GBK.
  const gbk =
    'z+7Ev8P7s8YJ0N7H/grSu7y21rix6gnI/by21rix6gnE6rbI1rix6ta1CrL6s/bWuLHqCdDex/4Jod0xMrmrwO8=';
  const [old, country] = script(`
    import { read } from "jixiao";
    const bytes = (base64) => new Uint8Array(Buffer.from(base64, "base64"));
    const [old, country] = [await read(bytes(${JSON.stringify(workbook)})), await read(bytes(${JSON.stringify(gbk)}))];
    console.log(JSON.stringify([[old.documents[0].project, old.locations["/documents/0/project"]], [country.documents[0].project, country.documents[0].indicators[0].target]]));
  `);
  assert.deepEqual(old, ['县级公路养护补助', 'national!C3']);
  assert.deepEqual(country, ['修渠', '≥12公里']);
});

test("what is written out is read again, and a file's name tells what its table does not", () => {
  const [again, error, year] = script(`
    import { read, write } from "jixiao";
    const { documents } = await read(${JSON.stringify(pasted)});
    const again = await read(await write({ documents }));
    const table = "资金名称\\t修渠\\n一级指标\\t三级指标\\t年度指标值\\t实际完成值\\n产出指标\\t修渠\\t≥12公里\\t13公里\\n";
    const named = await read(table, { name: "2025年转移支付绩效自评表.txt" });
    console.log(JSON.stringify([
      JSON.stringify(again.documents.map(sorted)) === JSON.stringify(documents.map(sorted)) && again.unread.length === 0,
      await write([]).catch(({ name, path }) => name + " " + path),
      [named.documents[0].kind, named.documents[0].year, named.locations["/documents/0/year"]],
    ]));
    function sorted(value) {
      if (Array.isArray(value)) return value.map(sorted);
      return value && typeof value === "object" ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])) : value;
    }
  `);
  assert.equal(again, true);
  assert.equal(error, 'JixiaoError /documents');
  assert.deepEqual(year, ['transferEvaluation', '2025', '文件名']);
});
