//! The words of contingencies: how often, what it costs, what is ready and what a rule would have done.

use chrono::NaiveDate;

use super::{Said, Style, calendar, odds, plural};
use crate::analysis::bridge::Coverage;
use crate::analysis::simulate::Cost;
use crate::analysis::trigger::Backtest;
use crate::model::{
    Amount, Basis, Calculation, Cases, Depth, Drill, Estimate, FiscalStart, Frequency, Granularity, Scenario, Span,
    TriggerRule, Unready,
};

/// "3 years in 10"; "not counted" without a count.
#[must_use]
pub fn how_often(frequency: Option<&Frequency>) -> String {
    match frequency {
        None => "not counted".to_owned(),
        Some(frequency) => {
            format!("{} in {}", plural::count(usize::from(frequency.years), "year"), frequency.of_years)
        }
    }
}

/// "10% to 30% less for 2 to 6 months": what an estimate says.
#[must_use]
pub fn estimate(estimate: &Estimate, granularity: Granularity, style: &Style) -> String {
    let Cases { low, high, .. } = estimate.length_periods;
    let word = calendar::period_word(granularity);
    let length = if low == high {
        plural::count(usize::from(low), word)
    } else {
        format!("{low} to {}", plural::count(usize::from(high), word))
    };
    let depth = match estimate.depth {
        Depth::Percent(cases) => {
            let percent = |amount: Amount| style.percent(amount.to_f64());
            if cases.low == cases.high {
                percent(cases.low)
            } else {
                format!("{} to {}", percent(cases.low), percent(cases.high))
            }
        }
        Depth::Amount(cases) => format!("{} a {word}", style.range(cases.low, cases.high)),
    };
    format!("{depth} less for {length}")
}

/// Where an estimate comes from.
#[must_use]
pub fn basis(basis: &Basis) -> String {
    match basis {
        Basis::OwnHistory(name) => format!("own history: {name}"),
        Basis::OthersCase { source } => format!("somebody else’s case: {source}"),
        Basis::Calculation(Calculation::Vacancy { .. }) => "calculated: somebody is missing".to_owned(),
        Basis::Calculation(Calculation::LargestCustomer { .. }) => "calculated: a customer goes".to_owned(),
        Basis::Calculation(Calculation::PriceCut { .. }) => "calculated: a price cut".to_owned(),
        Basis::Calculation(Calculation::Shortage { .. }) => "calculated: a shortage".to_owned(),
    }
}

/// How a response stands, in two words at most; true where it is ready.
#[must_use]
pub fn response(scenario: &Scenario) -> (&'static str, bool) {
    if scenario.active().is_some() {
        ("Happening", false)
    } else if scenario.is_ready() {
        ("Ready", true)
    } else if scenario.response.tactics.is_empty() {
        ("Nobody yet", false)
    } else {
        ("Not ready", false)
    }
}

/// What a response lacks, as a list in a sentence; nothing for one that is ready.
#[must_use]
pub fn lacks(scenario: &Scenario) -> Option<String> {
    let mut words: Vec<&str> = scenario
        .unready()
        .iter()
        .map(|lack| match lack {
            Unready::Owner => "somebody who answers for it",
            Unready::Worth => "how much it saves",
            Unready::FirstDay => "a step for the first 24 hours",
            Unready::FirstWeek => "a step for the first week",
            Unready::Who(_) => "a person for each step",
        })
        .collect();
    words.dedup();
    (!words.is_empty()).then(|| format!("Not ready yet: it lacks {}.", plural::join(&words)))
}

/// The finding over the page: the likely ones without a response first.
#[must_use]
pub fn finding(scenarios: &[Scenario]) -> Said {
    if let Some(active) = scenarios.iter().find(|scenario| scenario.active().is_some()) {
        let open = active.response.tactics.iter().filter(|tactic| tactic.state.is_pending()).count();
        let left = match open {
            0 => "every step is done".to_owned(),
            open => format!("{} to do", plural::count(open, "step")),
        };
        return format!("It is happening: {}; {left}.", active.title).into();
    }
    let unready = || scenarios.iter().filter(|scenario| !scenario.is_ready());
    let likely = unready().find(|scenario| scenario.is_likely());
    match (scenarios.len(), unready().count(), likely) {
        (0, ..) => "Nothing is written down yet that could hurt sales.".into(),
        (1, 0, _) => "The one scenario has a response that is ready.".into(),
        (all, 0, _) => format!("All {all} scenarios have a response that is ready.").into(),
        (_, _, Some(likely)) => {
            format!("{}: {}, and no response is ready.", likely.title, how_often(likely.frequency.as_ref())).into()
        }
        (1, ..) => "The one scenario has no response that is ready.".into(),
        (all, open, None) => format!("{open} of {all} scenarios have no response that is ready.").into(),
    }
}

/// "2.9% of the plan is covered by responses that are ready. A common rule is 15%."
#[must_use]
pub fn coverage(coverage: &Coverage, style: &Style) -> String {
    let percent = |share: f64| style.percent(share * 100.0);
    let next = match &coverage.next {
        Some((title, with)) => format!("; a ready response to “{title}” would bring it to {}", percent(*with)),
        None => String::new(),
    };
    format!(
        "{} of the plan is covered by responses that are ready, of {} that the scenarios put at stake. A common rule is 15%{next}.",
        percent(coverage.ready),
        percent(coverage.at_stake)
    )
}

/// "Contingencies · to be looked at again by 3 Feb".
#[must_use]
pub fn caption(next: Option<NaiveDate>, today: NaiveDate) -> String {
    let Some(next) = next else { return "Contingencies".to_owned() };
    let day = calendar::date(next, today);
    if next < today {
        format!("Contingencies · should have been looked at by {day}")
    } else {
        format!("Contingencies · to be looked at again by {day}")
    }
}

/// "It is July 2027, and we missed by a third. What happened?": the question that brings up what nobody likes to say.
#[must_use]
pub fn looking_back(span: Span, fiscal: FiscalStart) -> String {
    let after = calendar::period_long(span.last.plus(1), fiscal);
    format!("It is {after}, and we missed by a third. What happened?")
}

/// "It saves about £10k of the £24k that it would cost."; nothing where nobody has said what it saves.
#[must_use]
pub fn worth(cost: &Cost, saves_percent: u8, style: &Style) -> Option<String> {
    if saves_percent == 0 || cost.lost.likely <= Amount::ZERO {
        return None;
    }
    let lost = style.in_sentence(cost.lost.likely);
    if cost.saved > Amount::ZERO {
        let saved = style.in_sentence(cost.saved);
        return Some(format!("It saves about {saved} of the {lost} that this would cost."));
    }
    let would = cost.lost.likely.ratio(Amount::whole(i64::from(saves_percent)), Amount::whole(100))?;
    Some(format!("Once ready, it saves about {} of the {lost} that this would cost.", style.in_sentence(would)))
}

/// "With it, the year comes to £612k; the chance of the target is about one in ten."
#[must_use]
pub fn with_event(landing: Option<Amount>, chance: Option<f64>, style: &Style) -> String {
    let Some(landing) = landing else { return "The steps below have their days.".to_owned() };
    let landing = style.in_sentence(landing);
    match chance {
        Some(chance) => {
            format!("With it, the plan comes to {landing}, with {} of reaching the target.", odds::phrase(chance))
        }
        None => format!("With it, the plan comes to {landing}."),
    }
}

/// "24 Nov: 12 minutes. Missing: the supplier’s number."
#[must_use]
pub fn drill(drill: &Drill, today: NaiveDate) -> String {
    let day = calendar::date(drill.day, today);
    let took = plural::count(usize::from(drill.minutes), "minute");
    if drill.missing.trim().is_empty() {
        return format!("{day}: {took}. Nothing was missing.");
    }
    format!("{day}: {took}. Missing: {}.", drill.missing.trim().trim_end_matches('.'))
}

/// A rule as the choice names it.
#[must_use]
pub const fn rule(rule: TriggerRule) -> &'static str {
    match rule {
        TriggerRule::Below(_) => "fall below",
        TriggerRule::Above(_) => "rise above",
        TriggerRule::DownOnLastYear(_) => "are down on last year by",
        TriggerRule::UpOnLastYear(_) => "are up on last year by",
        TriggerRule::SignalLow => "give a low signal",
        TriggerRule::SignalHigh => "give a high signal",
    }
}

/// What a rule would have done in the past.
#[must_use]
pub fn backtest(backtest: &Backtest, fiscal: FiscalStart) -> String {
    let fired = backtest.fired.len();
    if backtest.judged == 0 {
        return "The figures are too few to say when it would have fired.".to_owned();
    }
    let said = match fired {
        0 => return format!("It would never have fired in {}.", plural::count(backtest.judged, "period")),
        1 => "It would have fired once".to_owned(),
        many => format!("It would have fired {many} times"),
    };
    let last = backtest.fired.last().map(|firing| calendar::period(firing.at, fiscal)).unwrap_or_default();
    let nothing = match backtest.for_nothing() {
        0 => String::new(),
        1 => ", once for nothing".to_owned(),
        many => format!(", {many} times for nothing"),
    };
    let caught: Vec<String> = backtest
        .caught()
        .filter_map(|firing| {
            let event = firing.event.as_ref()?;
            Some(match firing.early_periods {
                early if early > 0 => {
                    let periods = plural::count(usize::try_from(early).unwrap_or(0), "period");
                    format!("{periods} before {event}")
                }
                _ => format!("with {event}"),
            })
        })
        .collect();
    let caught = if caught.is_empty() { String::new() } else { format!(": {}", plural::join(&caught)) };
    let missed = match backtest.missed.as_slice() {
        [] => String::new(),
        missed => format!(" It would have missed {}.", plural::join(missed)),
    };
    format!("{said}{caught}{nothing}, the last time in {last}.{missed}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::trigger::Firing;
    use crate::model::{Amount, EpisodeKind, Haste, Tactic, Unit};
    use crate::text::Numbers;

    fn style() -> Style {
        Style { numbers: Numbers::ENGLISH, currency: "GBP".parse().ok(), unit: Unit::Money }
    }

    #[test]
    fn estimates_are_told_by_depth_and_length() {
        let of = |depth, length_periods| {
            let basis = Basis::OthersCase { source: "Trade journal".into() };
            let made = "2026-11-19".parse().unwrap();
            estimate(&Estimate { basis, depth, length_periods, made }, Granularity::Month, &style())
        };
        let percent = Depth::Percent(Cases::new(10, 20, 30).map(Amount::whole));
        assert_eq!(of(percent, Cases::new(2, 3, 6)), "10% to 30% less for 2 to 6 months");
        let amount = Depth::Amount(Cases::new(4_000, 5_000, 8_000).map(Amount::whole));
        assert_eq!(of(amount, Cases::all(1)), "£4k–£8k a month less for 1 month");
    }

    #[test]
    fn the_finding_names_what_is_likely_and_unready_first() {
        let mut scenario = Scenario::new("Tender", EpisodeKind::Customer);
        assert_eq!(finding(&[]), "Nothing is written down yet that could hurt sales.");
        assert_eq!(finding(std::slice::from_ref(&scenario)), "The one scenario has no response that is ready.");
        scenario.frequency = Some(Frequency { years: 3, of_years: 10, counted: String::new() });
        assert_eq!(finding(std::slice::from_ref(&scenario)), "Tender: 3 years in 10, and no response is ready.");
        assert_eq!(response(&scenario), ("Nobody yet", false));
        let said = lacks(&scenario).unwrap();
        assert!(said.starts_with("Not ready yet: it lacks somebody who answers for it, how much it saves"), "{said}");
        scenario.response.owner = "Ruth".into();
        scenario.response.saves_percent = 40;
        let day = "2026-11-19".parse().unwrap();
        scenario.response.tactics = vec![
            Tactic { haste: Haste::FirstDay, ..Tactic::new("Ring", "Ruth", day) },
            Tactic { haste: Haste::FirstWeek, ..Tactic::new("Visit", "Tom", day) },
        ];
        assert_eq!((response(&scenario), lacks(&scenario)), (("Ready", true), None));
        assert_eq!(finding(std::slice::from_ref(&scenario)), "The one scenario has a response that is ready.");
        scenario.activate(day, "");
        assert_eq!(finding(&[scenario]), "It is happening: Tender; 2 steps to do.");
    }

    #[test]
    fn a_backtest_says_when_how_early_and_how_often_for_nothing() {
        let firing = |at: &str, event: Option<&str>, early_periods| Firing {
            at: at.parse().unwrap(),
            event: event.map(str::to_owned),
            early_periods,
        };
        let mut test = Backtest { judged: 40, ..Backtest::default() };
        assert_eq!(backtest(&test, FiscalStart::JANUARY), "It would never have fired in 40 periods.");
        test.fired = vec![firing("2025-01", Some("No rep"), 2), firing("2026-04", None, 0)];
        assert_eq!(
            backtest(&test, FiscalStart::JANUARY),
            "It would have fired 2 times: 2 periods before No rep, once for nothing, the last time in Apr 2026."
        );
    }
}
