//! 社会保险基金预决算收支情况表.

use super::Head;
use super::record::record;

record! {
    /// One line of the accounts, with its parts.
    AccountLine {
        name "name" "项目": cell(Words),
        previous "previous" "上年决算数": cell(Money),
        budget "budget" "本年预算数": cell(Money),
        actual "actual" "本年决算数": cell(Money),
        parts "parts" "其中": many(AccountLine),
    }
}

record! {
    /// 社会保险基金预决算收支情况表
    FundAccounts extends Head {
        fund "fund" "基金名称": cell(Words),
        opening "opening" "期初余额": one(AccountLine),
        income "income" "收入合计": one(AccountLine),
        expenditure "expenditure" "支出合计": one(AccountLine),
        surplus "surplus" "当期收支结余": one(AccountLine),
        closing "closing" "期末滚存结余": one(AccountLine),
    }
}
