//! Sentences of the overview: what the gap means, what changed, what to do next.

use chrono::{Datelike, NaiveDate};

use super::finding::Voice;
use super::said::{Origin, Said};
use super::{calendar, plural};
use crate::analysis::bridge::BarKind;
use crate::analysis::change::Change;
use crate::analysis::closing::Closing;
use crate::analysis::next::Step;
use crate::model::{Amount, Series, Standing};

impl Voice<'_> {
    /// The sentence over the overview: the gap, and what it takes.
    #[must_use]
    pub fn overview(&self) -> Said {
        let total = &self.answer.total;
        let (Some(landing), Some(target)) = (total.landing, total.target) else { return self.forecast() };
        let gap = target - landing;
        let amount = |amount: Amount| self.style.in_sentence(amount);
        let Some(words) = self.short_or_over(gap).filter(|_| !self.is_over()) else { return self.forecast() };
        let name = self.name;
        if gap.is_negative() {
            return Said::new(format!("{name} is heading for "))
                .number(amount(landing), Origin::Landing)
                .and(", ")
                .number(words, Origin::Target)
                .and(".");
        }
        let said = Said::new(format!("{name} needs ")).number(amount(gap), Origin::Target);
        let said = said.and(" more than it is heading for");
        match self.needed_each(gap) {
            Some((each, word, _)) => {
                said.and(": ").number(amount(each), Origin::Landing).and(format!(" more a {word}."))
            }
            None => said.and("."),
        }
    }

    /// The same with what the strategies and risks of the plan come to, where it has a strategy or falls short by its risks: "Coast needs
    /// £28k more than it is heading for. With three strategies and four risks, £17k of it has no answer yet."
    #[must_use]
    pub fn overview_with(&self, closing: &Closing) -> Said {
        let unknown =
            closing.bridge.as_ref().and_then(|bridge| bridge.bars.iter().find(|bar| bar.kind == BarKind::Unknown));
        let (Some(gap), Some(unknown)) = (self.answer.total.gap, unknown.map(|bar| bar.expected)) else {
            return self.overview();
        };
        let count = |kind| {
            let bars = closing.bridge.iter().flat_map(|bridge| &bridge.bars);
            bars.filter(|bar| bar.kind == kind && !bar.expected.is_zero()).count()
        };
        let (strategies, risks) = (count(BarKind::Strategy), count(BarKind::Risk));
        let in_sentence = |amount: Amount| self.style.in_sentence(amount);
        let missing = in_sentence(unknown.abs());
        let is_missing = unknown > Amount::ZERO && missing != in_sentence(Amount::ZERO);
        let of = |number: usize, thing: &str| plural::count_in_words(number, thing);
        if self.is_over()
            || self.short_or_over(gap).is_none()
            || (strategies == 0 && !(gap.is_negative() && is_missing))
        {
            return self.overview();
        }
        if gap.is_negative() {
            let said = self.overview();
            if !is_missing {
                return said;
            }
            let said = said.and(" With ").number(of(risks, "risk"), Origin::Risks).and(" counted in, ");
            return said.number(missing, Origin::Target).and(" is missing.");
        }
        let said = Said::new(format!("{} needs ", self.name)).number(in_sentence(gap), Origin::Target);
        let said = said.and(" more than it is heading for. With ");
        let said = said.number(of(strategies, "strategy"), Origin::Strategies);
        let said = match risks {
            0 => said,
            _ => said.and(" and ").number(of(risks, "risk"), Origin::Risks),
        };
        if is_missing {
            said.and(", ").number(missing, Origin::Target).and(" has no answer yet.")
        } else {
            said.and(" counted in, all of it has an answer.")
        }
    }

    /// What each period that is still to come would have to bring on top, the word for a period, and how many there are.
    #[must_use]
    pub fn needed_each(&self, gap: Amount) -> Option<(Amount, &'static str, usize)> {
        let to_come = self.answer.plan_rows().filter(|row| row.standing != Standing::Finished).count();
        let each = gap.split(&vec![1.0; to_come], self.answer.decimals)?.first().copied()?;
        Some((each, calendar::period_word(self.answer.granularity), to_come))
    }

    /// "October 2026 came in at £50.9k, £2.1k under what was expected; no surprise."
    #[must_use]
    pub fn change(&self, change: &Change) -> Said {
        let amount = |amount: Amount| self.style.in_sentence(amount);
        let name = plural::capitalised(&calendar::period_long(change.period, self.fiscal));
        let said =
            Said::new(format!("{name} came in at ")).number(amount(change.actual), Origin::Period(change.period));
        let (Some(surprise), Some(expected)) = (change.surprise(), change.expected) else {
            return said.and("; there was too little before it to expect anything.");
        };
        let difference = amount(surprise.abs());
        let said = if difference == amount(Amount::ZERO) {
            said.and(", as was expected")
        } else {
            let side = if surprise.is_negative() { "under" } else { "over" };
            said.and(", ")
                .number(difference, Origin::Period(change.period))
                .and(format!(" {side} the "))
                .number(amount(expected.mid), Origin::Landing)
                .and(" that was expected")
        };
        let range = format!("{} to {}", amount(expected.band80.lo), amount(expected.band80.hi));
        match change.within_band() {
            Some(true) => {
                said.and(". Anything from ").number(range, Origin::Landing).and(" would have been no surprise.")
            }
            _ => {
                said.and(". That is outside ").number(range, Origin::Landing).and(", where 8 in 10 would have come in.")
            }
        }
    }

    /// "The forecast moved from £675k to £671k." `None` where it was not known then.
    #[must_use]
    pub fn forecast_moved(&self, change: &Change) -> Option<Said> {
        let (then, now) = (change.landing_then?, self.answer.total.landing?);
        let (from, to) = (self.style.in_sentence(then), self.style.in_sentence(now));
        let month = plural::capitalised(&calendar::period_long(change.period, self.fiscal));
        if from == to {
            return Some(Said::new(format!("{month} left the forecast at ")).number(to, Origin::Landing).and("."));
        }
        let verb = if now > then { "raised" } else { "lowered" };
        Some(Said::new(format!("{month} {verb} the forecast from {from} to ")).number(to, Origin::Landing).and("."))
    }

    /// "Sales to 16 Nov 2026, 3 days old."
    #[must_use]
    pub fn data_age(&self, series: &Series) -> Option<Said> {
        let last = self.answer.rows.get(self.answer.last_finished?)?.period.last_day(self.fiscal);
        let date = series.data_date.map_or(last, |date| date.max(last)).min(self.answer.today);
        let days = usize::try_from((self.answer.today - date).num_days()).unwrap_or(0);
        let age = match days {
            0 => "today".to_owned(),
            days => format!("{} old", plural::count(days, "day")),
        };
        let on = calendar::date(date, self.answer.today);
        Some(Said::new(format!("{} to {on}: ", series.name.trim())).number(age, Origin::Figures).and("."))
    }

    /// One step, as a sentence that leads to where it is done.
    #[must_use]
    pub fn step(&self, step: Step) -> Said {
        let word = calendar::period_word(self.answer.granularity);
        let long = |period| calendar::period_long(period, self.fiscal);
        match step {
            Step::AddFigures => Said::default()
                .number("Add what was sold", Origin::Figures)
                .and(format!(": type it, paste it or read a file. Four {} show a direction.", plural::plural(word))),
            Step::AddPeriods(span) if span.len() == 1 => Said::default()
                .number(format!("Add {}", long(span.first)), Origin::Period(span.first))
                .and(format!(": the {word} is over.")),
            Step::AddPeriods(span) => Said::default()
                .number(format!("Add {}", calendar::span(span, self.fiscal)), Origin::Period(span.first))
                .and(format!(": {} are over.", plural::count_in_words(span.len(), word))),
            Step::FillHole(period) => Said::default()
                .number(format!("Fill in {}", long(period)), Origin::Period(period))
                .and(": it has no figure, so averages and forecasts stop there."),
            Step::PlanNextYear => Said::default()
                .number("Plan the next year", Origin::Target)
                .and(format!(": {} is over.", self.plan_year())),
            Step::SetTarget => {
                Said::default().number("Set a target", Origin::Target).and(": one number is enough to see the gap.")
            }
            Step::MoreHistory { have, need } => {
                let missing = plural::count(need.saturating_sub(have), &format!("earlier {word}"));
                Said::default()
                    .number(format!("Add {missing}"), Origin::Figures)
                    .and(format!(", if you have them: {need} show the season, and there are {have}."))
            }
            Step::ExplainSignal { period, high } => {
                let side = if high { "higher" } else { "lower" };
                Said::default()
                    .number(format!("Note what was different in {}", long(period)), Origin::Period(period))
                    .and(format!(": it is {side} than chance makes likely."))
            }
            Step::NameOwner => Said::default()
                .number("Name who answers for the plan", Origin::Details)
                .and(", so that it is somebody’s."),
            Step::SetCurrency => {
                Said::default().number("Set the currency", Origin::Details).and(", so that amounts read as money.")
            }
        }
    }

    /// What is said where nothing is to be done: "Add November 2026 after the 30th."
    #[must_use]
    pub fn come_back(&self, period: crate::model::Period, last_day: NaiveDate) -> Said {
        let name = calendar::period_long(period, self.fiscal);
        let day = if last_day.month() == self.answer.today.month() && last_day.year() == self.answer.today.year() {
            format!("the {}", ordinal(last_day.day()))
        } else {
            calendar::date(last_day, self.answer.today)
        };
        Said::new("Everything is up to date. Add ").number(name, Origin::Period(period)).and(format!(" after {day}."))
    }
}

/// "1st", "22nd", "30th".
fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (1, teens) if teens != 11 => "st",
        (2, teens) if teens != 12 => "nd",
        (3, teens) if teens != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{analyse, change, next};
    use crate::model::plan::TargetTotal;
    use crate::model::{FiscalStart, Level, Period, Plan, Spread, Unit};
    use crate::text::Numbers;
    use crate::text::money::Style;

    fn with_voice<R>(plan: &Plan, today: &str, say: impl FnOnce(Voice<'_>, &crate::analysis::Answer) -> R) -> R {
        let answer = analyse(plan, 0, today.parse().unwrap()).unwrap();
        let style = Style { numbers: Numbers::ENGLISH, currency: None, unit: Unit::Money };
        say(Voice { name: "Coast", fiscal: FiscalStart::JANUARY, answer: &answer, style: &style }, &answer)
    }

    /// 100 a month in 2024 and 2025, and this year's figures; the target is for 2026.
    fn plan(this_year: &[i64], target: i64) -> Plan {
        let mut plan = Plan::new("Coast");
        let first: Period = "2024-01".parse().unwrap();
        for (row, value) in (0..).zip([100; 24].iter().chain(this_year)) {
            plan.type_figure(0, first.plus(row), Some(Amount::whole(*value)));
        }
        // A method that can be followed by hand.
        plan.forecast.method = Some("same-months-last-year".to_owned());
        let span = FiscalStart::JANUARY.months_of(2026);
        let wanted = TargetTotal { level: Level::Formal, total: Amount::whole(target), spread: Spread::Even, span };
        plan.set_target_total(0, wanted, "2026-04-10".parse().unwrap()).unwrap();
        plan
    }

    fn heading(plan: &Plan, today: &str) -> String {
        with_voice(plan, today, |voice, _| voice.overview().plain())
    }

    #[test]
    fn the_heading_says_the_gap_and_what_it_takes() {
        // By hand: 300 sold, 9 months of 100 to come, so 1,200; 90 short is 10 a month over nine months.
        let short = plan(&[100, 100, 100], 1_290);
        assert_eq!(heading(&short, "2026-04-10"), "Coast needs 90 more than it is heading for: 10 more a month.");
        let ahead = plan(&[100, 100, 100], 1_000);
        assert_eq!(heading(&ahead, "2026-04-10"), "Coast is heading for 1.2k, 200 over target.");
        let over = plan(&[100; 12], 1_300);
        assert_eq!(heading(&over, "2027-01-10"), "Coast ended 2026 at 1.2k, 100 short.");
        assert_eq!(heading(&Plan::new("Coast"), "2026-04-10"), "Start with what was sold.");
    }

    #[test]
    fn the_heading_counts_what_closes_the_gap_and_what_threatens_it() {
        use crate::analysis::closing::Closing;
        use crate::analysis::simulate::WhatIf;
        use crate::model::{Calculation, Cases, EpisodeKind, Estimate, Frequency, Scenario, Strategy};
        let told = |plan: &Plan| {
            with_voice(plan, "2026-04-10", |voice, answer| {
                let closing = Closing::of(plan, 0, answer, &WhatIf::default()).unwrap();
                voice.overview_with(&closing).plain()
            })
        };
        // 90 short, as above; nine months of 4 are 36.
        let mut plan = plan(&[100, 100, 100], 1_290);
        assert_eq!(told(&plan), "Coast needs 90 more than it is heading for: 10 more a month.");
        let mut strategy = Strategy { start: "2026-04".parse().ok(), ..Strategy::new("Bundle") };
        strategy.extra = Cases::all(Amount::whole(4));
        let id = plan.add_strategy(strategy);
        assert_eq!(told(&plan), "Coast needs 90 more than it is heading for. With one strategy, 54 has no answer yet.");
        plan.strategy_mut(id).unwrap().extra = Cases::all(Amount::whole(40));
        assert_eq!(
            told(&plan),
            "Coast needs 90 more than it is heading for. With one strategy counted in, all of it has an answer."
        );
        let mut scenario = Scenario::new("Shortage", EpisodeKind::Supply);
        scenario.frequency = Some(Frequency { years: 5, of_years: 10, counted: String::new() });
        let calculation = Calculation::Shortage { short: 50, lost: Cases::all(100) };
        scenario.add_estimate(Estimate::calculated(calculation, Cases::all(2), "2026-04-10".parse().unwrap()));
        plan.add_scenario(scenario);
        assert!(told(&plan).contains(" With one strategy and one risk counted in, "), "{}", told(&plan));
        plan.worksheets_mut().strategies.clear();
        let wanted = TargetTotal {
            level: Level::Formal,
            total: Amount::whole(1_190),
            spread: Spread::Even,
            span: FiscalStart::JANUARY.months_of(2026),
        };
        plan.set_target_total(0, wanted, "2026-04-10".parse().unwrap()).unwrap();
        let ahead = told(&plan);
        assert!(ahead.starts_with("Coast is heading for 1.2k, 10 over target. With one risk counted in, "), "{ahead}");
        assert!(ahead.ends_with(" is missing."), "{ahead}");
    }

    #[test]
    fn what_changed_is_said_against_what_was_expected() {
        with_voice(&plan(&[100, 100, 530], 1_200), "2026-04-10", |voice, answer| {
            let change = change::latest(&plan(&[100, 100, 530], 1_200), 0, answer).unwrap();
            assert_eq!(
                voice.change(&change).plain(),
                "March 2026 came in at 530, 430 over the 100 that was expected. That is outside 100 to 100, where 8 in 10 \
                 would have come in."
            );
            assert_eq!(
                voice.forecast_moved(&change).unwrap().plain(),
                "March 2026 raised the forecast from 1.2k to 1.6k."
            );
        });
    }

    #[test]
    fn every_step_is_a_sentence_that_leads_somewhere() {
        let month = |text: &str| text.parse::<Period>().unwrap();
        let span = crate::model::Span::new(month("2026-02"), month("2026-03")).unwrap();
        let steps = [
            Step::AddFigures,
            Step::AddPeriods(span),
            Step::AddPeriods(crate::model::Span { first: month("2026-02"), last: month("2026-02") }),
            Step::FillHole(month("2025-02")),
            Step::PlanNextYear,
            Step::SetTarget,
            Step::MoreHistory { have: 7, need: 13 },
            Step::ExplainSignal { period: month("2026-02"), high: false },
            Step::NameOwner,
            Step::SetCurrency,
        ];
        with_voice(&plan(&[100], 1_200), "2026-02-10", |voice, _| {
            for step in steps {
                let said = voice.step(step);
                assert!(said.plain().ends_with('.') && said.runs().iter().any(|run| run.origin.is_some()), "{said}");
            }
            assert_eq!(
                voice.step(Step::MoreHistory { have: 7, need: 13 }).plain(),
                "Add 6 earlier months, if you have them: 13 show the season, and there are 7."
            );
        });
    }

    #[test]
    fn a_plan_that_is_up_to_date_says_when_to_come_back() {
        let plan = plan(&[100, 100, 100], 1_200);
        with_voice(&plan, "2026-04-10", |voice, answer| {
            let (period, day) = next::come_back(&plan, answer);
            assert_eq!(
                voice.come_back(period, day).plain(),
                "Everything is up to date. Add April 2026 after the 30th."
            );
            assert_eq!(voice.data_age(&plan.series[0]).unwrap().plain(), "Sales to 31 Mar: 10 days old.");
        });
        assert_eq!([1, 2, 3, 11, 12, 13, 21, 22, 30].map(ordinal)[3..6], ["11th", "12th", "13th"]);
    }
}
