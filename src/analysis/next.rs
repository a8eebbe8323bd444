//! What to do next: rules over the state of a plan, the most pressing first. None of them changes anything.

use chrono::NaiveDate;

use super::{Answer, Refusal, SignalKind};
use crate::model::{Level, Period, Plan, Span, Standing};

/// Something that is worth doing now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There is no figure yet.
    AddFigures,
    /// These periods have ended and have no finished figure.
    AddPeriods(Span),
    /// A period inside the history has no figure.
    FillHole(Period),
    /// The months that the plan is for are over.
    PlanNextYear,
    /// No formal target is set for the plan's periods.
    SetTarget,
    /// So many finished periods are there, so many show the season.
    MoreHistory {
        have: usize,
        need: usize,
    },
    /// The latest period is beyond its usual range, or ends a run.
    ExplainSignal {
        period: Period,
        high: bool,
    },
    /// Nobody answers for the plan.
    NameOwner,
    SetCurrency,
}

type Rule = fn(&Plan, usize, &Answer) -> Option<Step>;

/// Every rule, the most pressing first.
const RULES: [Rule; 9] = [figures, ended_periods, holes, plan_is_over, target, history, signal, currency, owner];

/// What is worth doing; empty where the plan is up to date.
#[must_use]
pub fn steps(plan: &Plan, series_index: usize, answer: &Answer) -> Vec<Step> {
    RULES.iter().filter_map(|rule| rule(plan, series_index, answer)).collect()
}

/// The day from which on the next figure can be added: after the first period that has not ended yet.
#[must_use]
pub fn come_back(plan: &Plan, answer: &Answer) -> (Period, NaiveDate) {
    let running = Period::containing(answer.today, answer.granularity, plan.fiscal_start);
    (running, running.last_day(plan.fiscal_start))
}

fn has_figures(answer: &Answer) -> bool {
    answer.rows.iter().any(|row| row.actual.is_some())
}

fn figures(_: &Plan, _: usize, answer: &Answer) -> Option<Step> {
    (!has_figures(answer)).then_some(Step::AddFigures)
}

fn ended_periods(plan: &Plan, _: usize, answer: &Answer) -> Option<Step> {
    let last = answer.rows.iter().rfind(|row| row.standing == Standing::Finished)?.period;
    let running = Period::containing(answer.today, answer.granularity, plan.fiscal_start);
    Span::new(last.next(), running.plus(-1)).map(Step::AddPeriods)
}

fn holes(_: &Plan, _: usize, answer: &Answer) -> Option<Step> {
    let first = answer.rows.iter().position(|row| row.actual.is_some())?;
    let known = answer.rows.get(first..answer.last_finished?)?;
    known.iter().rfind(|row| row.actual.is_none()).map(|row| Step::FillHole(row.period))
}

fn plan_is_over(plan: &Plan, _: usize, answer: &Answer) -> Option<Step> {
    let over = answer.span.last.last_day(plan.fiscal_start) < answer.today;
    (over && has_figures(answer)).then_some(Step::PlanNextYear)
}

fn target(plan: &Plan, series_index: usize, answer: &Answer) -> Option<Step> {
    let target = plan.series.get(series_index)?.target(Level::Formal);
    let set = target.is_some_and(|target| target.total(answer.span).is_some());
    (!set && has_figures(answer)).then_some(Step::SetTarget)
}

fn history(_: &Plan, _: usize, answer: &Answer) -> Option<Step> {
    match answer.season {
        Err(Refusal::TooFew { have, need }) if have > 0 => Some(Step::MoreHistory { have, need }),
        _ => None,
    }
}

fn signal(_: &Plan, _: usize, answer: &Answer) -> Option<Step> {
    let last = answer.rows.get(answer.last_finished?)?.period;
    let signals = &answer.variation.as_ref().ok()?.signals;
    let signal = signals.iter().rfind(|signal| signal.span.last == last)?;
    Some(Step::ExplainSignal { period: last, high: matches!(signal.kind, SignalKind::High | SignalKind::RunHigh) })
}

fn owner(plan: &Plan, _: usize, _: &Answer) -> Option<Step> {
    plan.owner.trim().is_empty().then_some(Step::NameOwner)
}

fn currency(plan: &Plan, series_index: usize, _: &Answer) -> Option<Step> {
    let money = plan.series.get(series_index)?.unit == crate::model::Unit::Money;
    (money && plan.currency.is_none()).then_some(Step::SetCurrency)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyse;
    use crate::model::plan::TargetTotal;
    use crate::model::{Amount, FiscalStart, Spread};

    fn plan(months: i32) -> Plan {
        let mut plan = Plan::new("Coast");
        plan.owner = "Tom".into();
        plan.currency = "GBP".parse().ok();
        let last: Period = "2026-10".parse().unwrap();
        for back in 0..months {
            plan.type_figure(0, last.plus(-back), Some(Amount::whole(100 + i64::from(back % 3))));
        }
        plan
    }

    fn with_target(mut plan: Plan) -> Plan {
        let span = FiscalStart::JANUARY.months_of(2026);
        let wanted = TargetTotal { level: Level::Formal, total: Amount::whole(1_200), spread: Spread::Even, span };
        plan.set_target_total(0, wanted, "2026-11-19".parse().unwrap()).unwrap();
        plan
    }

    fn steps_of(plan: &Plan, today: &str) -> Vec<Step> {
        steps(plan, 0, &analyse(plan, 0, today.parse().unwrap()).unwrap())
    }

    fn month(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn a_plan_that_is_up_to_date_has_nothing_to_do_until_the_month_ends() {
        let plan = with_target(plan(30));
        assert_eq!(steps_of(&plan, "2026-11-19"), []);
        let answer = analyse(&plan, 0, "2026-11-19".parse().unwrap()).unwrap();
        assert_eq!(come_back(&plan, &answer), (month("2026-11"), "2026-11-30".parse().unwrap()));
    }

    #[test]
    fn each_rule_finds_what_it_is_for() {
        assert_eq!(steps_of(&Plan::new("Coast"), "2026-11-19"), [Step::AddFigures, Step::SetCurrency, Step::NameOwner]);
        let ended = Span::new(month("2026-11"), month("2026-12")).unwrap();
        assert!(steps_of(&with_target(plan(30)), "2027-01-05").contains(&Step::AddPeriods(ended)));
        assert!(steps_of(&with_target(plan(30)), "2027-01-05").contains(&Step::PlanNextYear));
        assert_eq!(steps_of(&plan(30), "2026-11-19"), [Step::SetTarget]);
        let young = steps_of(&with_target(plan(7)), "2026-11-19");
        assert_eq!(young, [Step::MoreHistory { have: 7, need: 13 }]);
        let mut holed = with_target(plan(30));
        holed.type_figure(0, month("2026-03"), None);
        assert_eq!(steps_of(&holed, "2026-11-19"), [Step::FillHole(month("2026-03"))]);
        let mut high = with_target(plan(11));
        high.type_figure(0, month("2026-10"), Some(Amount::whole(200)));
        assert!(steps_of(&high, "2026-11-19").contains(&Step::ExplainSignal { period: month("2026-10"), high: true }));
    }
}
