// Compiled by types.test.mjs, never run: what the package declares keeps every promise of the contract.
import * as jixiao from "jixiao";
import type * as contract from "./contract.js";

type Contract = typeof contract;

export const kept: Contract = jixiao;

// Types alone leave no value to compare: each must be usable where the contract's is expected…
export const given = (shipped: {
  report: jixiao.Report; finding: jixiao.Finding; fix: jixiao.Fix; patch: jixiao.PatchOp[]; change: jixiao.Change;
  scorecard: jixiao.Scorecard; line: jixiao.ScoreLine; rule: jixiao.RuleInfo; severity: jixiao.Severity;
}): {
  report: contract.Report; finding: contract.Finding; fix: contract.Fix; patch: contract.PatchOp[]; change: contract.Change;
  scorecard: contract.Scorecard; line: contract.ScoreLine; rule: contract.RuleInfo; severity: contract.Severity;
} => shipped;
// … and take what the contract says one may pass.
export const taken = (promised: {
  filing: contract.Filing; document: contract.Document; cell: contract.Cell; pointer: contract.Pointer; options: contract.Options;
  profile: contract.Profile; indicator: contract.Indicator; funds: contract.Funds; patch: contract.PatchOp[];
}): {
  filing: jixiao.Filing; document: jixiao.Document; cell: jixiao.Cell; pointer: jixiao.Pointer; options: jixiao.Options;
  profile: jixiao.Profile; indicator: jixiao.Indicator; funds: jixiao.Funds; patch: jixiao.PatchOp[];
} => promised;

// A portal's code, as its developer writes it.
export async function portal(filing: jixiao.Filing): Promise<string[]> {
  await jixiao.default();
  const session = new jixiao.Session(filing, { locale: "en", ignore: ["TGT"] });
  const { added, removed }: jixiao.Change = session.set("/documents/0/funds/total/executed", "1997.21");
  const { scorecards, unscored, acknowledged }: jixiao.Change = session.insert("/documents/0/indicators/0", { name: "培训人次" });
  session.move("/documents/0/indicators/0", "/documents/0/indicators/2");
  if (acknowledged && unscored?.length !== scorecards.length) session.remove("/documents/0/indicators/1");
  for (const { fix } of added) if (fix?.safe) session.apply(fix.patch);
  const { findings, ok } = session.report();
  session.free();
  return ok ? removed : findings.map(({ path, message, formula }) => `${path}: ${message} ${formula ?? ""}`);
}
// @ts-expect-error a filing without documents is none
jixiao.validate({});
// @ts-expect-error a misspelt locale
jixiao.validate({ documents: [] }, { locale: "zh_CN" });
