//! Valid base data, fund accounts and target tables.

#![allow(clippy::inconsistent_digit_grouping)] // 90_00 is ninety, in cents

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::{Derived, Mutation, found_above_info, missed};

/// One figure in three columns, in cents: last year's accounts, this year's budget, this year's
/// accounts.
type Triple = [i64; 3];

#[derive(Clone, Debug)]
pub struct Plan {
    /// 编制数, 在职人数
    staff: (i64, i64),
    /// 公车购置, 公车运行维护, 出国经费, 公务接待
    public: [Triple; 4],
    /// 业务经费, 运行维护经费
    projects: [Triple; 2],
    /// 公用经费, of which only a share is itemised.
    office: Triple,
    /// 批复规模 and 预算投资 of a building, and how much of each was used, in per cent.
    building: (i64, i64, i64),
    /// 期初余额 of last year.
    opening: i64,
    income: [Triple; 3],
    expenditure: [Triple; 2],
    /// Planned 基本支出 and 项目支出; the rest of the former is the department's other income.
    planned: (i64, i64, i64),
    /// 中央, 地方 of the project's amount in the year, and the years after it.
    project: (i64, i64, u32),
    /// The target shared by department and project, and the department's own.
    targets: (i64, i64),
}

fn cents(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", value.abs() / 100, value.abs() % 100)
}

/// a ÷ b in per cent with two decimals, rounded half up.
fn percent(a: i64, b: i64) -> String {
    let (a, b) = (i128::from(a), i128::from(b));
    format!("{}%", cents(i64::try_from((2 * a * 100_00 + b) / (2 * b)).unwrap()))
}

fn sum(lines: &[Triple]) -> Triple {
    [0, 1, 2].map(|column| lines.iter().map(|line| line[column]).sum())
}

fn line(name: &str, [previous, budget, actual]: Triple) -> Json {
    json!({"name": name, "previous": cents(previous), "budget": cents(budget), "actual": cents(actual)})
}

fn with_parts(name: &str, total: Triple, parts: Vec<Json>) -> Json {
    let mut tree = line(name, total);
    tree["parts"] = Json::Array(parts);
    tree
}

impl Plan {
    fn vehicles(&self) -> Triple {
        sum(&self.public[..2])
    }

    fn three_public(&self) -> Triple {
        sum(&self.public)
    }

    fn area_used(&self) -> i64 {
        self.building.0 * self.building.2 / 100
    }

    fn cost(&self) -> i64 {
        self.building.1 * self.building.2 / 100
    }

    fn base_data(&self) -> Json {
        let [buying, running, abroad, guests] = self.public;
        let vehicles = with_parts(
            "1、公务用车购置和维护经费",
            self.vehicles(),
            vec![line("其中：公车购置", buying), line("公车运行维护", running)],
        );
        let mut office = with_parts(
            "公用经费",
            self.office,
            vec![
                line("其中：办公费", self.office.map(|amount| amount / 4)),
                line("差旅费", self.office.map(|amount| amount / 5)),
            ],
        );
        office["partial"] = json!(true);
        let [business, upkeep] = self.projects;
        json!({"kind": "baseData", "title": "2025年度部门整体支出绩效评价基础数据表", "department": "某市水利局", "filedOn": "2026-03-20",
            "staffing": {"quota": self.staff.0.to_string(), "actual": self.staff.1.to_string(), "rate": percent(self.staff.1, self.staff.0)},
            "lines": [
                with_parts("三公经费", self.three_public(), vec![vehicles, line("2、出国经费", abroad), line("3、公务接待", guests)]),
                with_parts("项目支出", sum(&self.projects), vec![line("1、业务经费", business), line("2、运行维护经费", upkeep)]),
                office,
            ],
            "buildings": [{"name": "防汛物资仓库", "approvedArea": cents(self.building.0), "actualArea": cents(self.area_used()),
                "areaRate": percent(self.area_used(), self.building.0), "budget": cents(self.building.1), "actual": cents(self.cost()),
                "costRate": percent(self.cost(), self.building.1)}]})
    }

    /// 期初余额, 收支结余 and 期末余额: last year's closing balance is this year's opening balance.
    fn balances(&self) -> [Triple; 3] {
        let (income, expenditure) = (sum(&self.income), sum(&self.expenditure));
        let surplus = [0, 1, 2].map(|column| income[column] - expenditure[column]);
        let carried = self.opening + surplus[0];
        let opening = [self.opening, carried, carried];
        [opening, surplus, [0, 1, 2].map(|column| opening[column] + surplus[column])]
    }

    fn accounts(&self) -> Json {
        let [opening, surplus, closing] = self.balances();
        let subtotal = |names: &[&str], lines: &[Triple]| {
            names.iter().zip(lines).map(|(name, part)| line(name, *part)).collect::<Vec<_>>()
        };
        let income = subtotal(&["1. 缴费收入", "2. 利息收入", "3. 财政补贴收入"], &self.income);
        let expenditure = subtotal(&["1. 待遇支出", "2. 其他支出"], &self.expenditure);
        let group = |name: &str, first: &str, second: &str, total: Triple, parts: Vec<Json>| {
            with_parts(name, total, vec![with_parts(first, total, parts), line(second, [0; 3])])
        };
        json!({"kind": "fundAccounts", "title": "2025年度某市失业保险基金预决算收支情况表", "fund": "失业保险", "department": "某市水利局", "unit": "万元",
            "labels": ["2024年决算数", "2025年预算数", "2025年决算数"],
            "opening": line("一、期初余额", opening),
            "income": group("二、收入合计", "（一）收入小计", "（二）上级补助收入", sum(&self.income), income),
            "expenditure": group("三、支出合计", "（一）支出小计", "（二）补助下级支出", sum(&self.expenditure), expenditure),
            "surplus": line("四、当期收支结余", surplus), "closing": line("五、期末滚存结余", closing), "filedOn": "2026-03-20"})
    }

    fn department_targets(&self) -> Json {
        let (basic, project, other) = self.expenditure_planned();
        json!({"kind": "departmentTargets", "title": "2025年部门整体预算绩效目标表", "department": "某市水利局", "staff": self.staff.1.to_string(), "units": "3",
            "expenditure": {"total": cents(basic + project), "basic": cents(basic), "project": cents(project)},
            "income": {"total": cents(basic + project), "fiscal": cents(basic + project - other), "other": cents(other)},
            "goals": ["1、完成年度水利建设任务。"],
            "tasks": [{"name": "农村饮水工程维修养护资金", "content": "维修养护农村供水工程。", "indicators": [{"name": "水质达标率(%)", "target": format!("≥{}", cents(self.targets.0))}]}],
            "indicators": []})
    }

    fn period_amount(&self) -> i64 {
        (self.project.0 + self.project.1) * (1 + i64::from(self.project.2))
    }

    /// 基本支出, 项目支出, 其他资金: the project is part of the second.
    fn expenditure_planned(&self) -> (i64, i64, i64) {
        let (basic, projects, other) = self.planned;
        (basic, projects + self.project.0 + self.project.1, other)
    }

    fn project_targets(&self) -> Json {
        let row = |level1: &str, level2: &str, name: &str, target: String| json!({"level1": level1, "level2": level2, "name": name, "periodTarget": target, "target": target});
        let (central, local, more) = self.project;
        json!({"kind": "projectTargets", "title": "2025年项目绩效目标表", "department": "某市水利局", "project": "农村饮水工程维修养护项目",
            "start": "2025年", "end": format!("{}年", 2025 + more), "amount": cents(central + local), "periodAmount": cents(self.period_amount()),
            "parts": [{"name": "中央财政", "amount": cents(central)}, {"name": "地方财政", "amount": cents(local)}],
            "purpose": "维修养护农村供水工程。", "basis": "按年度计划安排。",
            "indicators": [
                row("产出指标", "数量指标", "维修供水工程数量", "≥12处".to_owned()),
                row("产出指标", "质量指标", "水质达标率（%）", format!("≥{}%", cents(self.targets.0))),
                row("效益指标", "社会效益指标", "受益人口数", "≥3.5万人".to_owned()),
                row("满意度指标", "服务对象满意度指标", "受益群众满意度", format!("≥{}%", cents(self.targets.1)))]})
    }

    pub fn filing(&self) -> Json {
        json!({"documents": [self.base_data(), self.accounts(), self.department_targets(), self.project_targets()]})
    }

    /// Every computed cell.
    pub fn derived(&self) -> Vec<Derived> {
        const WRONG: &str = "1234567.89";
        let mut cells: Vec<Derived> =
            ["staffing/rate", "buildings/0/areaRate", "buildings/0/costRate"]
                .map(|path| Derived::new(format!("/documents/0/{path}"), "7.77%"))
                .into();
        let base = ["0", "0/parts/0", "1"].map(|line| format!("/documents/0/lines/{line}"));
        let accounts = [
            "income", "income/parts/0", "expenditure", "expenditure/parts/0", "surplus", "closing",
        ];
        for line in base.into_iter().chain(accounts.map(|line| format!("/documents/1/{line}"))) {
            cells.extend(
                ["previous", "budget", "actual"]
                    .map(|column| Derived::new(format!("{line}/{column}"), WRONG)),
            );
        }
        cells.push(Derived::new("/documents/1/opening/actual", WRONG));
        // A budget may be an estimate.
        cells.push(Derived::only_if_blank("/documents/1/opening/budget"));
        cells.extend(
            ["/documents/2/expenditure/total", "/documents/2/income/total", "/documents/3/amount"]
                .map(|path| Derived::new(path, WRONG)),
        );
        if self.project.2 == 0 {
            cells.push(Derived::new("/documents/3/periodAmount", WRONG));
        }
        cells
    }
}

fn triple() -> impl Strategy<Value = Triple> {
    [100_00i64..=90_000_00, 100_00i64..=90_000_00, 100_00i64..=90_000_00]
}

pub fn plan() -> impl Strategy<Value = Plan> {
    let base = (
        (20i64..=400, 60i64..=100),
        [triple(), triple(), triple(), triple()],
        [triple(), triple()],
        triple(),
        (500_00i64..=9000_00, 100_00i64..=9000_00, 50i64..=100),
    );
    let accounts = (0i64..=900_000_00, [triple(), triple(), triple()], [triple(), triple()]);
    let targets = (
        (500_00i64..=90_000_00, 500_00i64..=90_000_00, 1_00i64..=400_00),
        (100_00i64..=9000_00, 100_00i64..=9000_00, 0u32..=4),
        (80_00i64..=99_00, 80_00i64..=99_00),
    );
    (base, accounts, targets).prop_map(
        |(
            (staff, public, projects, office, building),
            (opening, income, expenditure),
            (planned, project, targets),
        )| Plan {
            staff: (staff.0, staff.0 * staff.1 / 100),
            public,
            projects,
            office,
            building,
            opening,
            income,
            expenditure,
            planned,
            project,
            targets,
        },
    )
}

pub fn mutations(plan: &Plan) -> Vec<Mutation> {
    const SUMS: &[&str] = &["SUM001", "NUM006"];
    const BALANCES: &[&str] = &["SUM006", "SUM001", "NUM006"];
    let mut list = Vec::new();
    let mut add = |codes: &'static [&'static str], path: String, value: String| {
        list.push(Mutation {
            code: codes[0],
            or: &codes[1..],
            edits: vec![(path, Json::String(value))],
        });
    };
    let off = |amount: i64| cents(amount * 7 / 5 + 3_33);
    let columns = ["previous", "budget", "actual"];
    let [opening, surplus, closing] = plan.balances();
    for (column, key) in columns.into_iter().enumerate() {
        let base = |path: &str| format!("/documents/0/lines/{path}/{key}");
        add(SUMS, base("0"), off(plan.three_public()[column]));
        add(SUMS, base("0/parts/0"), off(plan.vehicles()[column]));
        add(SUMS, base("0/parts/0/parts/1"), off(plan.public[1][column]));
        add(SUMS, base("0/parts/2"), off(plan.public[3][column]));
        add(SUMS, base("1"), off(sum(&plan.projects)[column]));
        add(SUMS, base("1/parts/0"), off(plan.projects[0][column]));
        // Examples need not add up, but none may exceed the whole.
        add(SUMS, base("2/parts/1"), cents(plan.office[column] + 1_00));
        let account = |path: &str| format!("/documents/1/{path}/{key}");
        add(SUMS, account("income/parts/0/parts/1"), off(plan.income[1][column]));
        add(SUMS, account("expenditure/parts/0/parts/0"), off(plan.expenditure[0][column]));
        add(SUMS, account("income/parts/1"), "250.00".to_owned());
        add(BALANCES, account("income"), off(sum(&plan.income)[column]));
        add(BALANCES, account("surplus"), cents(surplus[column] + 777_77));
        add(BALANCES, account("closing"), cents(closing[column] - 777_77));
        add(BALANCES, account("opening"), cents(opening[column] + 777_77));
        add(&["REQ001"], account("closing"), String::new());
        add(&["REQ001"], account("expenditure"), String::new());
        add(&["NUM001"], account("income/parts/0/parts/0"), "1,2,34.5.6".to_owned());
        add(&["NUM002"], base("0"), format!("{0}万{0}万", cents(plan.three_public()[column])));
    }
    add(&["RAT001"], "/documents/0/staffing/rate".to_owned(), "47.11%".to_owned());
    add(&["RAT002"], "/documents/0/staffing/quota".to_owned(), "0".to_owned());
    add(&["RAT004"], "/documents/0/staffing/actual".to_owned(), (plan.staff.0 + 3).to_string());
    add(&["RAT001"], "/documents/0/buildings/0/areaRate".to_owned(), "47.11%".to_owned());
    add(&["RAT001"], "/documents/0/buildings/0/costRate".to_owned(), "47.11%".to_owned());
    add(&["RAT004"], "/documents/0/buildings/0/actual".to_owned(), cents(plan.building.1 + 1));
    add(&["XDC004"], "/documents/2/staff".to_owned(), (plan.staff.0 + 7).to_string());
    let (basic, project, other) = plan.expenditure_planned();
    add(SUMS, "/documents/2/expenditure/basic".to_owned(), off(basic));
    add(SUMS, "/documents/2/expenditure/total".to_owned(), off(basic + project));
    add(SUMS, "/documents/2/income/fiscal".to_owned(), off(basic + project - other));
    add(SUMS, "/documents/2/income/other".to_owned(), off(other));
    add(&["XDC006"], "/documents/2/tasks/0/indicators/0/target".to_owned(), "≥71.5".to_owned());
    add(&["XDC006"], "/documents/3/indicators/1/target".to_owned(), "≥71.5%".to_owned());
    add(&["XDC005"], "/documents/3/title".to_owned(), "2024年项目绩效目标表".to_owned());
    add(&["DAT014"], "/documents/2/goals/0".to_owned(), "1、做好2021年水利建设。".to_owned());
    add(&["DAT010"], "/documents/1/labels/0".to_owned(), "2023年决算数".to_owned());
    add(&["XDC005"], "/documents/1/department".to_owned(), "某市林业局".to_owned());
    add(SUMS, "/documents/3/parts/0/amount".to_owned(), off(plan.project.0));
    add(SUMS, "/documents/3/amount".to_owned(), cents(plan.period_amount() + 99_99));
    add(&["XDC008"], "/documents/3/amount".to_owned(), cents(project + 100_00));
    add(&["TGT005"], "/documents/3/indicators/2/target".to_owned(), "9*24小时".to_owned());
    add(&["NUM003"], "/documents/3/indicators/3/target".to_owned(), "≥105%".to_owned());
    add(&["REQ003"], "/documents/3/indicators/2/name".to_owned(), String::new());
    add(&["REQ001"], "/documents/3/purpose".to_owned(), String::new());
    add(&["DAT005"], "/documents/3/end".to_owned(), "2023年".to_owned());
    // A cent is rounding; an additional digit is a slip, unless it is also a slip of another part.
    for (path, amount) in [
        ("/documents/0/lines/1/actual", sum(&plan.projects)[2]),
        ("/documents/1/income/actual", sum(&plan.income)[2]),
        ("/documents/2/expenditure/total", basic + project),
        ("/documents/3/amount", plan.project.0 + plan.project.1),
    ] {
        let (printed, is_of_one_year) = (cents(amount), plan.project.2 == 0);
        add(
            &["NUM006", "SUM001", "SUM006"],
            path.to_owned(),
            format!("{}0{}", &printed[..1], &printed[1..]),
        );
        // The amount of one year may be part of a longer project.
        if is_of_one_year || !path.starts_with("/documents/3") {
            add(&["SUM002", "SUM001", "SUM006"], path.to_owned(), cents(amount + 1));
        }
    }
    list
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_out_comes_back(plan in plan()) {
        crate::reading::assert_comes_back(&plan.filing());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn valid_tables_are_left_alone(plan in plan()) {
        let filing = plan.filing();
        prop_assert_eq!(found_above_info(&filing), vec![], "{}", filing);
    }

    #[test]
    fn any_one_broken_cell_is_found(plan in plan()) {
        let filing = plan.filing();
        let missed = missed(&filing, &mutations(&plan));
        prop_assert!(missed.is_empty(), "{}", missed.join("\n"));
    }
}
