//! Plans by the week, the quarter and the year, as of the tests' day.

use upturn::model::plan::TargetTotal;
use upturn::model::{Amount, FiscalStart, Granularity, Level, Period, Plan, Series, Span, Spread, SubjectKind, Unit};

/// Whom a plan is for, and its one series.
struct Kind<'a> {
    name: &'a str,
    granularity: Granularity,
    fiscal_month: u8,
    /// First and last figure.
    span: [&'a str; 2],
    /// An average figure.
    level: i64,
    /// First and last month of the target, and its total.
    target: ([&'a str; 2], i64),
}

impl Kind<'_> {
    /// Figures around the level, a little up from year to year, with a season and some noise; all to the penny.
    fn plan(&self) -> Plan {
        let mut plan = Plan { series: Vec::new(), ..Plan::new(self.name) };
        plan.subject.kind = SubjectKind::Business;
        self.name.clone_into(&mut plan.subject.name);
        "Ada Nowak".clone_into(&mut plan.owner);
        plan.currency = "GBP".parse().ok();
        plan.fiscal_start = FiscalStart::new(self.fiscal_month).unwrap();
        plan.add_series("Sales", Unit::Money, self.granularity);
        let period = |text: &str| text.parse::<Period>().unwrap();
        let span = Span::new(period(self.span[0]), period(self.span[1])).unwrap();
        let per_year = self.granularity.per_year();
        for (row, period) in (0_u32..).zip(span.iter()) {
            let place = f64::from(u32::try_from(period.season_index()).unwrap());
            let season = (place / f64::from(u32::try_from(per_year).unwrap()) * std::f64::consts::TAU).cos();
            let season = if per_year == 1 { 0.0 } else { -0.22 * season };
            let noise = f64::from((row * 7919 + 131) % 97) / 97.0 - 0.5;
            let years = f64::from(row) / f64::from(u32::try_from(per_year).unwrap());
            #[expect(clippy::cast_precision_loss, reason = "a level of a test")]
            let value = self.level as f64 * (1.0 + season + 0.12 * noise + 0.04 * years);
            plan.type_figure(0, period, Amount::from_f64(value, 2));
        }
        let ([first, last], total) = self.target;
        let span = Span::new(period(first), period(last)).unwrap();
        let wanted = TargetTotal { level: Level::Formal, total: Amount::whole(total), spread: Spread::Even, span };
        plan.set_target_total(0, wanted, super::support::today()).unwrap();
        plan
    }
}

/// A shop that counts by the week; its plan is for 2026, which has 53.
#[must_use]
pub fn weekly() -> Plan {
    Kind {
        name: "Corner shop",
        granularity: Granularity::Week,
        fiscal_month: 1,
        span: ["2024-W20", "2026-W46"],
        level: 11_400,
        target: (["2026-01", "2026-12"], 690_000),
    }
    .plan()
}

/// A service firm that counts by the quarter; its year starts in April.
#[must_use]
pub fn quarterly() -> Plan {
    Kind {
        name: "Harbour Survey",
        granularity: Granularity::Quarter,
        fiscal_month: 4,
        span: ["2021-Q1", "2026-Q2"],
        level: 212_000,
        target: (["2026-04", "2027-03"], 1_050_000),
    }
    .plan()
}

/// A firm that knows its years alone.
#[must_use]
pub fn yearly() -> Plan {
    Kind {
        name: "Old Mill",
        granularity: Granularity::Year,
        fiscal_month: 1,
        span: ["2017", "2025"],
        level: 1_240_000,
        target: (["2026-01", "2028-12"], 5_400_000),
    }
    .plan()
}

/// The same plan with a second series of the same periods, and a target of its own.
#[must_use]
pub fn with_profit(mut plan: Plan, share_percent: i64, target: i64) -> Plan {
    let profit = plan.add_series("Profit", Unit::Money, plan.series[0].granularity);
    let sales: Series = Series::clone(&plan.series[0]);
    for (period, figure) in &sales.figures {
        let value = figure.value.map(|value| value.to_f64() * f64::from(i32::try_from(share_percent).unwrap()) / 100.0);
        plan.type_figure(profit, *period, value.and_then(|value| Amount::from_f64(value, 2)));
    }
    let span = plan.period.unwrap();
    let wanted = TargetTotal { level: Level::Formal, total: Amount::whole(target), spread: Spread::Even, span };
    plan.set_target_total(profit, wanted, super::support::today()).unwrap();
    plan
}
