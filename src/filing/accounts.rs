//! 社会保险基金预决算收支情况表.

use super::Head;
use super::record::record;

record! {
    /// One line of the accounts, with its parts.
    AccountLine {
        name "name": cell(Words),
        /// 上年决算数
        previous "previous": cell(Money),
        /// 本年预算数
        budget "budget": cell(Money),
        /// 本年决算数
        actual "actual": cell(Money),
        parts "parts": many(AccountLine),
    }
}

record! {
    /// 社会保险基金预决算收支情况表
    FundAccounts {
        head "": flat(Head),
        fund "fund": cell(Words),
        /// 期初余额
        opening "opening": one(AccountLine),
        /// 收入合计
        income "income": one(AccountLine),
        /// 支出合计
        expenditure "expenditure": one(AccountLine),
        /// 当期收支结余
        surplus "surplus": one(AccountLine),
        /// 期末滚存结余
        closing "closing": one(AccountLine),
    }
}
