//! What a row says of a plan. A plan of several series is told by its first.

use std::path::Path;

use chrono::NaiveDate;

use crate::analysis::trigger::TriggerState;
use crate::analysis::{self, Answer};
use crate::model::meeting::Due;
use crate::model::{Amount, Clock, Currency, Granularity, Plan, Series, Span, SubjectKind, Unit};
use crate::storage::{self, LoadError, ParseError};
use crate::text::checked::Checked;
use crate::text::finding::{self, Voice};
use crate::text::{Numbers, Style, plural};

/// The days that plans are read as of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// Wins over an example's own day.
    pub given: Option<NaiveDate>,
    pub today: NaiveDate,
}

impl Days {
    fn of(self, plan: &Plan) -> NaiveDate {
        self.given.or(plan.as_of).unwrap_or(self.today)
    }
}

/// What came of reading a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Plan(Box<Summary>),
    /// With the reason, in whole sentences.
    Unreadable(String),
    /// RON of some other program.
    NotAPlan,
}

/// Where a plan stands against its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Short,
    Ahead,
    OnTarget,
    NoTarget,
    /// There is a target, but too few figures to look ahead.
    NoForecast,
}

/// What a plan's row shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    pub title: String,
    /// What sentences call it.
    pub name: String,
    pub kind: SubjectKind,
    pub owner: String,
    /// The day that it was read as of.
    pub as_of: NaiveDate,
    pub series: String,
    pub unit: Unit,
    pub currency: Option<Currency>,
    pub granularity: Granularity,
    /// Periods of the rolling average that the plan shows first.
    pub window: usize,
    /// That average for the last two years up to the last finished period; a hole where a window is not full.
    pub averages: Vec<Option<f64>>,
    /// The plan period.
    pub span: Span,
    pub landing: Option<Amount>,
    pub target: Option<Amount>,
    /// Positive = short.
    pub gap: Option<Amount>,
    pub standing: Standing,
    pub check: Check,
    /// Which of its clocks strikes first, and when; `None` where none runs yet.
    pub review: Option<Due>,
}

/// What the plan check says of a plan, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// Triggers that fire, and those that are close.
    pub lit: usize,
    pub close: usize,
    /// Tactics whose day is past.
    pub late: usize,
    /// Findings that nobody has accepted.
    pub findings: usize,
}

impl Summary {
    /// What `plan` says on `today`.
    #[must_use]
    pub fn of(plan: &Plan, today: NaiveDate) -> Self {
        let series = plan.series.first().cloned().unwrap_or_else(|| Series::new("", Granularity::Month).into());
        let answer = analysis::analyse(plan, 0, today);
        let total = answer.as_ref().map(|answer| answer.total).unwrap_or_default();
        let window = plan.window(series.granularity);
        let mut summary = Self {
            title: plan.title.clone(),
            name: finding::name(plan).to_owned(),
            kind: plan.subject.kind,
            owner: plan.owner.trim().to_owned(),
            as_of: today,
            series: series.name.clone(),
            unit: series.unit.clone(),
            currency: plan.currency,
            granularity: series.granularity,
            window,
            averages: answer.as_ref().map(|answer| averages(answer, window)).unwrap_or_default(),
            span: answer.as_ref().map_or_else(|| plan.period_or_default(None, today), |answer| answer.span),
            landing: total.landing,
            target: total.target,
            gap: total.gap,
            standing: Standing::NoTarget,
            check: Check::default(),
            review: Clock::ALL.into_iter().filter_map(|clock| plan.due(clock, today)).min_by_key(|due| due.day),
        };
        summary.check = Check::of(plan, answer.as_ref(), &summary.style(Numbers::ENGLISH), today);
        summary.standing = answer.map_or(Standing::NoTarget, |answer| summary.standing(plan, &answer));
        summary
    }

    fn standing(&self, plan: &Plan, answer: &Answer) -> Standing {
        let Some(gap) = self.gap else {
            return if self.target.is_some() { Standing::NoForecast } else { Standing::NoTarget };
        };
        let style = self.style(Numbers::ENGLISH);
        let voice = Voice { name: &self.name, fiscal: plan.fiscal_start, answer, style: &style };
        // The same rounding as in the plan's own finding, so that the two can't differ.
        match voice.short_or_over(gap) {
            None => Standing::OnTarget,
            Some(_) if gap.is_negative() => Standing::Ahead,
            Some(_) => Standing::Short,
        }
    }

    /// How its amounts are written.
    #[must_use]
    pub fn style(&self, numbers: Numbers) -> Style {
        Style { numbers, currency: self.currency, unit: self.unit.clone() }
    }

    /// "Territory · Tom Achterberg".
    #[must_use]
    pub fn subtitle(&self) -> String {
        let mut words = vec![self.kind.label()];
        words.extend(
            [self.name.as_str(), self.owner.as_str()].into_iter().filter(|w| !w.is_empty() && *w != self.title),
        );
        words.dedup();
        words.join(" · ")
    }

    /// Landing as a share of the target: 0.95 is 5 % short. `None` without a target that one can have a share of.
    #[must_use]
    pub fn progress(&self) -> Option<f64> {
        let (landing, target) = (self.landing?.to_f64(), self.target?.to_f64());
        (target > 0.0).then(|| landing / target)
    }

    /// How much the average that is drawn has changed, as a share of where it began.
    #[must_use]
    pub fn change(&self) -> Option<f64> {
        let mut known = self.averages.iter().flatten();
        let first = *known.next()?;
        let last = *known.next_back()?;
        (first > 0.0).then(|| last / first - 1.0)
    }
}

impl Check {
    fn of(plan: &Plan, answer: Option<&Answer>, style: &Style, today: NaiveDate) -> Self {
        let checked = Checked::of(plan, answer, style, today);
        Self {
            lit: checked.with_trigger(TriggerState::Lit).count(),
            close: checked.with_trigger(TriggerState::Close).count(),
            late: checked.late,
            findings: checked.open().count(),
        }
    }

    /// The more urgent, the greater: what fires before what is late, that before what is close, that before mere findings.
    #[must_use]
    pub const fn urgency(self) -> (usize, usize, usize, usize) {
        (self.lit, self.late, self.close, self.findings)
    }

    /// What is most urgent in a few words: "trigger fires", "2 late", "trigger close"; `None` where nothing is.
    #[must_use]
    pub fn urgent(self) -> Option<String> {
        match self {
            Self { lit: 1, .. } => Some("trigger fires".to_owned()),
            Self { lit: 2.., .. } => Some(format!("{} triggers fire", self.lit)),
            Self { late: 1.., .. } => Some(format!("{} late", self.late)),
            Self { close: 1, .. } => Some("trigger close".to_owned()),
            Self { close: 2.., .. } => Some(format!("{} triggers close", self.close)),
            _ => None,
        }
    }

    /// "5 findings".
    #[must_use]
    pub fn counted(self) -> String {
        if self.findings == 0 { "nothing to fix".to_owned() } else { plural::count(self.findings, "finding") }
    }
}

/// Averages from the first full window of the last two years on.
fn averages(answer: &Answer, window: usize) -> Vec<Option<f64>> {
    let (Some(rolling), Some(last)) = (answer.rolling(window), answer.last_finished) else { return Vec::new() };
    let shown = (2 * answer.granularity.per_year()).max(8);
    let all = rolling.averages.get(..=last).unwrap_or_default();
    let recent = &all[all.len().saturating_sub(shown)..];
    let first = recent.iter().position(Option::is_some).unwrap_or(recent.len());
    recent[first..].to_vec()
}

/// Reads and analyses a file. `named_as_plan`: then it is told of even if it is nothing of the kind.
#[must_use]
pub fn read(path: &Path, named_as_plan: bool, days: Days) -> Outcome {
    match storage::load(path) {
        Ok(loaded) => Outcome::Plan(Box::new(Summary::of(&loaded.plan, days.of(&loaded.plan)))),
        Err(LoadError::Parse { error: ParseError::NoVersion, .. }) if !named_as_plan => Outcome::NotAPlan,
        Err(error) => Outcome::Unreadable(reason(&error)),
    }
}

/// The reason without the path, which the row shows already.
fn reason(error: &LoadError) -> String {
    match error {
        LoadError::Parse { error, .. } => error.to_string(),
        LoadError::Read { reason, .. } => format!("The system does not give it: {reason}."),
        LoadError::Stopped { .. } => "Reading it was stopped.".to_owned(),
        LoadError::Missing { .. } => "It is not there any more, or is a link that leads nowhere.".to_owned(),
        LoadError::Folder { .. } | LoadError::NotAFile { .. } => "It is not a file that holds data.".to_owned(),
    }
}

#[cfg(test)]
pub(super) mod tests_support {
    use crate::model::plan::TargetTotal;
    use crate::model::{Amount, FiscalStart, Level, Period, Plan, Spread};

    /// Sells 100,000 a month up to October 2026; the target is for 2026.
    pub fn plan(title: &str, target: Option<i64>) -> Plan {
        let mut plan = Plan::new(title);
        plan.currency = "GBP".parse().ok();
        for index in 0..34 {
            plan.type_figure(0, Period::month(2024, 1).plus(index), Some(Amount::whole(100_000)));
        }
        if let Some(total) = target {
            let span = FiscalStart::JANUARY.months_of(2026);
            let wanted = TargetTotal { level: Level::Formal, total: Amount::whole(total), spread: Spread::Even, span };
            plan.set_target_total(0, wanted, "2026-11-19".parse().unwrap()).unwrap();
        }
        plan
    }
}

#[cfg(test)]
mod tests {
    use super::tests_support::plan;
    use super::*;
    use std::fs;

    fn days() -> Days {
        Days { given: None, today: "2026-11-19".parse().unwrap() }
    }

    #[test]
    fn a_plan_stands_short_ahead_or_on_its_target() {
        let of = |target| Summary::of(&plan("Coast", target), days().today);
        let short = of(Some(1_300_000));
        assert_eq!((short.landing, short.gap), (Some(Amount::whole(1_200_000)), Some(Amount::whole(100_000))));
        assert_eq!(short.standing, Standing::Short);
        assert!((short.progress().unwrap() - 12.0 / 13.0).abs() < 1e-9);
        assert_eq!(of(Some(1_100_000)).standing, Standing::Ahead);
        assert_eq!(of(Some(1_200_000)).standing, Standing::OnTarget);
        let none = of(None);
        assert_eq!((none.standing, none.gap, none.progress()), (Standing::NoTarget, None, None));
    }

    #[test]
    fn a_plan_with_a_target_but_hardly_a_figure_has_no_forecast() {
        let mut plan = plan("Coast", Some(1_200));
        plan.series_mut(0).unwrap().figures.clear();
        let summary = Summary::of(&plan, days().today);
        assert_eq!((summary.standing, summary.landing, summary.averages.len()), (Standing::NoForecast, None, 0));
    }

    #[test]
    fn the_check_is_counted_and_the_most_urgent_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("coast.upturn.ron");
        fs::write(&path, storage::EXAMPLES[0].text).unwrap();
        let Outcome::Plan(coast) = read(&path, true, days()) else { panic!("no plan") };
        assert_eq!(coast.check, Check { lit: 0, close: 1, late: 1, findings: 5 });
        assert_eq!(coast.check.urgent().as_deref(), Some("1 late"));
        assert_eq!(coast.check.counted(), "5 findings");
        let told = |check: Check| check.urgent().unwrap_or_default();
        assert_eq!(told(Check { lit: 1, ..coast.check }), "trigger fires");
        assert_eq!(told(Check { late: 0, ..coast.check }), "trigger close");
        assert_eq!(told(Check { findings: 3, ..Check::default() }), "");
        assert_eq!(Check::default().counted(), "nothing to fix");
        assert!(Check { lit: 1, ..Check::default() }.urgency() > coast.check.urgency());
    }

    #[test]
    fn a_plan_without_a_series_has_a_row_all_the_same() {
        let mut plan = plan("Coast", None);
        plan.series.clear();
        assert_eq!(Summary::of(&plan, days().today).standing, Standing::NoTarget);
    }

    #[test]
    fn the_average_is_that_of_the_last_two_years() {
        let summary = Summary::of(&plan("Coast", None), days().today);
        assert_eq!((summary.window, summary.averages.len()), (6, 24));
        assert_eq!(summary.change(), Some(0.0));
    }

    #[test]
    fn the_subtitle_leaves_out_what_the_title_says() {
        let mut plan = plan("Coast", None);
        "Coast".clone_into(&mut plan.subject.name);
        "Tom Achterberg".clone_into(&mut plan.owner);
        assert_eq!(Summary::of(&plan, days().today).subtitle(), "Whole business · Tom Achterberg");
    }

    #[test]
    fn an_example_is_read_as_of_its_own_day_unless_another_is_given() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("coast.upturn.ron");
        fs::write(&path, storage::EXAMPLES[0].text).unwrap();
        let as_of = |days| match read(&path, true, days) {
            Outcome::Plan(summary) => summary.as_of.to_string(),
            other => panic!("{other:?}"),
        };
        assert_eq!(as_of(Days { today: "2030-01-01".parse().unwrap(), ..days() }), "2026-11-19");
        assert_eq!(as_of(Days { given: "2026-09-01".parse().ok(), ..days() }), "2026-09-01");
    }

    #[test]
    fn other_rons_are_no_plans_but_a_file_that_calls_itself_one_says_what_is_wrong() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.ron");
        fs::write(&path, "(theme: Dark)").unwrap();
        assert_eq!(read(&path, false, days()), Outcome::NotAPlan);
        let Outcome::Unreadable(reason) = read(&path, true, days()) else { panic!("no plan") };
        assert!(reason.contains("no plan") && !reason.contains("settings.ron"), "{reason}");
        fs::write(&path, "(format_version: 1, title: 7)").unwrap();
        let Outcome::Unreadable(reason) = read(&path, false, days()) else { panic!("damaged") };
        assert!(reason.starts_with("Line 1"), "{reason}");
        let Outcome::Unreadable(reason) = read(&folder.path().join("gone"), true, days()) else { panic!("gone") };
        assert!(reason.starts_with("It is not there"), "{reason}");
    }
}
