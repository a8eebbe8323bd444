//! The words of KPIs: what is asked for, what it came to, whether that is more than chance, and whether it comes before sales.

mod page;

pub use page::{caption, changes, finding, group, ratio, shared_rhythm};

use chrono::{Datelike, Days, NaiveDate};

use super::money::{Quantity, Scale, Style};
use super::number::Numbers;
use super::{calendar, plural};
use crate::analysis::kpi::{Against, Lead, Reading, Verdict};
use crate::model::{Amount, Goal, Granularity, Kpi, KpiKind, Plan, Rhythm, Unit};

/// How a KPI's values are written.
#[must_use]
pub fn style(plan: &Plan, kpi: &Kpi, numbers: Numbers) -> Style {
    Style { numbers, currency: plan.currency, unit: kpi.unit.clone() }
}

fn is_percent(style: &Style) -> bool {
    matches!(&style.unit, Unit::Count(name) if name.trim() == "%")
}

/// Short, for a table: "9", "38%", "£204".
#[must_use]
pub fn value(style: &Style, value: impl Quantity) -> String {
    let value = value.quantity();
    if is_percent(style) && value.abs() < 9.95 {
        return style.percent_fine(value).replace(&format!("{}0%", style.numbers.decimal), "%");
    }
    if is_percent(style) {
        return style.percent_fine(value.round()).replace(&format!("{}0%", style.numbers.decimal), "%");
    }
    match style.unit {
        Unit::Money => style.in_sentence(value),
        Unit::Count(_) => Style { unit: Unit::Count(String::new()), ..style.clone() }.in_sentence(value),
    }
}

/// An end of what is usual: with a decimal more than a value has, so that 11.7 never reads as the goal of 12 that it doesn't reach.
#[must_use]
pub fn bound(style: &Style, value: f64) -> String {
    let exact = Amount::from_f64(value, 1).filter(|_| value.abs() < 100.0 && style.unit != Unit::Money);
    match exact {
        Some(amount) if is_percent(style) => {
            format!("{}%", style.numbers.format(amount, 1, true)).replace(&format!("{}0%", style.numbers.decimal), "%")
        }
        Some(amount) => Style { unit: Unit::Count(String::new()), ..style.clone() }.exact(amount),
        None => self::value(style, value),
    }
}

/// With what is counted, for a sentence: "9 talks", "38%", "£204".
#[must_use]
pub fn counted(style: &Style, amount: impl Quantity) -> String {
    if is_percent(style) { value(style, amount) } else { style.in_sentence(amount) }
}

/// The unit as it is typed: "talks", "%", "£"; "money" where the plan has no currency.
#[must_use]
pub fn unit(style: &Style) -> String {
    match &style.unit {
        Unit::Count(name) => name.clone(),
        Unit::Money if style.symbol().is_empty() => "money".to_owned(),
        Unit::Money => style.symbol().to_owned(),
    }
}

/// Reads a unit: the plan's currency, its code or "money" is money, anything else is counted.
#[must_use]
pub fn read_unit(text: &str, plan: &Plan, numbers: Numbers) -> Unit {
    let money = Style { numbers, currency: plan.currency, unit: Unit::Money };
    let text = text.trim();
    let code = plan.currency.is_some_and(|currency| currency.code().eq_ignore_ascii_case(text));
    if code || text.eq_ignore_ascii_case("money") || !text.is_empty() && text == money.symbol() {
        Unit::Money
    } else {
        Unit::Count(text.to_owned())
    }
}

/// "week", "two weeks": one period, for sentences.
#[must_use]
pub const fn period_word(rhythm: Rhythm) -> &'static str {
    match rhythm {
        Rhythm::Day => "day",
        Rhythm::Week => "week",
        Rhythm::TwoWeeks => "two weeks",
        Rhythm::Month => "month",
    }
}

/// "every week", "every two weeks".
#[must_use]
pub fn every(rhythm: Rhythm) -> String {
    format!("every {}", period_word(rhythm))
}

/// "13 weeks", "13 times two weeks".
#[must_use]
pub fn periods(count: usize, rhythm: Rhythm) -> String {
    match rhythm {
        Rhythm::TwoWeeks if count == 1 => "two weeks".to_owned(),
        Rhythm::TwoWeeks => format!("{count} times two weeks"),
        _ => plural::count(count, period_word(rhythm)),
    }
}

/// The period that begins on `first`: "week 46", "weeks 45–46", "16 Nov", "November".
#[must_use]
pub fn period(rhythm: Rhythm, first: NaiveDate, today: NaiveDate) -> String {
    let week = |day: NaiveDate| day.iso_week().week();
    match rhythm {
        Rhythm::Day => calendar::date(first, today),
        Rhythm::Week => format!("week {}", week(first)),
        Rhythm::TwoWeeks => {
            let second = first.checked_add_days(Days::new(7)).unwrap_or(first);
            format!("weeks {}–{}", week(first), week(second))
        }
        Rhythm::Month if first.year() == today.year() => calendar::month_name(first.month()).to_owned(),
        Rhythm::Month => format!("{} {}", calendar::month_name(first.month()), first.year()),
    }
}

/// The same in the head of a column: "W46", "16 Nov", "Nov".
#[must_use]
pub fn column(rhythm: Rhythm, first: NaiveDate) -> String {
    let day = || format!("{} {}", first.day(), calendar::month_short(first.month()));
    match rhythm {
        Rhythm::Day | Rhythm::TwoWeeks => day(),
        Rhythm::Week => format!("W{:02}", first.iso_week().week()),
        Rhythm::Month => format!("{} {:02}", calendar::month_short(first.month()), first.year().rem_euclid(100)),
    }
}

/// The month of a day, with its year where that is another one than today's: "October", "October 2025".
#[must_use]
pub fn month(day: NaiveDate, today: NaiveDate) -> String {
    period(Rhythm::Month, day, today)
}

/// The goal in words: "at least 12", "at most 14 days", "60 to 100", "up to 45% by Jun 2027"; "no goal" without one.
#[must_use]
pub fn goal(goal: Option<Goal>, style: &Style) -> String {
    let value = |amount: Amount| value(style, amount);
    match goal {
        None => "no goal".to_owned(),
        Some(Goal::AtLeast(least)) => format!("at least {}", value(least)),
        Some(Goal::AtMost(most)) => format!("at most {}", value(most)),
        Some(Goal::Between(least, most)) => format!("{} to {}", value(least), value(most)),
        Some(Goal::Move { from, to, by, .. }) => {
            let way = if to >= from { "up" } else { "down" };
            format!("{way} to {} by {} {}", value(to), calendar::month_short(by.month()), by.year())
        }
    }
}

/// The same where there is little room: of a goal that moves, where it ends.
#[must_use]
pub fn goal_in_brief(goal: Option<Goal>, style: &Style) -> String {
    match goal {
        Some(Goal::Move { to, .. }) => format!("to {}", value(style, to)),
        goal => self::goal(goal, style),
    }
}

/// What the period that begins on `first` has to come to, in words: of a goal that moves, its part of the way.
#[must_use]
pub fn goal_then(goal: Goal, first: NaiveDate, style: &Style) -> String {
    let now = match goal.bounds(first) {
        (Some(least), Some(most)) => Goal::Between(least, most),
        (Some(least), None) => Goal::AtLeast(least),
        (None, Some(most)) => Goal::AtMost(most),
        (None, None) => return String::new(),
    };
    self::goal(Some(now), style)
}

/// The shape beside a reading; the word says the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Up,
    Down,
    Level,
    Check,
    None,
}

/// What colours a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Signal,
    Good,
    Bad,
    Plain,
}

/// A reading in a word or two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub word: &'static str,
    pub shape: Shape,
    pub tone: Tone,
}

/// What a KPI's last value says. A miss that chance explains is no alarm: only a signal is one, or a goal that lies beyond what is usual.
#[must_use]
pub fn told(reading: &Reading) -> Told {
    let told = |word, shape, tone| Told { word, shape, tone };
    if let Some(signal) = reading.signal.filter(|_| reading.latest().is_some()) {
        let high = signal.is_high();
        let shape = if high { Shape::Up } else { Shape::Down };
        let missed = matches!(reading.against, Against::Under | Against::Over);
        return match (reading.is_better(), high) {
            (Some(true), _) => told("Signal: better", shape, Tone::Signal),
            (Some(false), _) if missed => told("Signal: worse", shape, Tone::Bad),
            (Some(false), true) => told("Signal: rising", shape, Tone::Bad),
            (Some(false), false) => told("Signal: falling", shape, Tone::Bad),
            (None, true) => told("Signal: higher", shape, Tone::Signal),
            (None, false) => told("Signal: lower", shape, Tone::Signal),
        };
    }
    match (reading.against, reading.usual.is_some(), reading.is_out_of_reach()) {
        (Against::NoValue, ..) => told("Not counted yet", Shape::None, Tone::Plain),
        (Against::NoGoal, true, _) => told("Normal", Shape::Level, Tone::Plain),
        (Against::NoGoal, false, _) => told("Too early to tell", Shape::None, Tone::Plain),
        (Against::Met, ..) => told("On target", Shape::Check, Tone::Good),
        (Against::Under, _, true) => told("Under target", Shape::Down, Tone::Bad),
        (Against::Over, _, true) => told("Over limit", Shape::Up, Tone::Bad),
        (Against::Under, true, false) => told("Normal, under", Shape::Level, Tone::Plain),
        (Against::Over, true, false) => told("Normal, over", Shape::Level, Tone::Plain),
        (Against::Under, false, _) => told("Under, too early", Shape::Level, Tone::Plain),
        (Against::Over, false, _) => told("Over, too early", Shape::Level, Tone::Plain),
    }
}

/// Whether a KPI comes before sales, in a few words.
#[must_use]
pub fn leads(kpi: &Kpi, lead: &Lead, granularity: Granularity) -> String {
    if kpi.kind == KpiKind::Result {
        return "result".to_owned();
    }
    match lead.verdict {
        Verdict::Leads(lag) => format!("Leads sales by {}", plural::count(lag, calendar::period_word(granularity))),
        Verdict::Together => "Moves with sales".to_owned(),
        Verdict::DoesNotLead => "Doesn’t lead sales".to_owned(),
        Verdict::TooLittle { .. } => "Too little data to tell".to_owned(),
    }
}

/// The sentence under the bars: a claim and its reason.
#[must_use]
pub fn lead_sentence(lead: &Lead, granularity: Granularity, style: &Style) -> (String, String) {
    let word = calendar::period_word(granularity);
    let number = |value: f64| style.scaled(value, Scale::Ones, 2);
    let at = |lag: usize| lead.correlations.get(lag).copied().flatten().unwrap_or_default();
    let later = |lag: usize| match lag {
        0 => format!("in the same {word}"),
        lag => format!("{} later", plural::count_in_words(lag, word)),
    };
    let from = plural::count(lead.pairs, word);
    match lead.verdict {
        Verdict::Leads(lag) => (
            format!("Strongest {}.", later(lag)),
            format!("The correlation is {} over {from}. Enough to watch it, not to promise on it.", number(at(lag))),
        ),
        Verdict::Together => (
            format!("Strongest {}.", later(0)),
            format!("The correlation is {} over {from}: it moves with sales, not before them.", number(at(0))),
        ),
        Verdict::DoesNotLead => (
            "No sign that sales follow it.".to_owned(),
            format!("Over {from}, no bar is higher than chance alone may make one, {}.", number(lead.by_chance)),
        ),
        Verdict::TooLittle { have, need } => (
            "Too little data to tell.".to_owned(),
            format!("{} counted beside sales; it takes {need}.", there(have, word)),
        ),
    }
}

fn there(count: usize, thing: &str) -> String {
    let is = if count == 1 { "is" } else { "are" };
    plural::capitalised(&format!("{} {is}", plural::count_in_words(count, thing)))
}

/// The sentence under a KPI's chart: a claim and its reason. A change for the better names whom to thank; nobody is ever blamed.
#[must_use]
pub fn sentence(kpi: &Kpi, reading: &Reading, style: &Style, today: NaiveDate) -> (String, String) {
    let value = |amount: f64| value(style, amount);
    let have = reading.all.iter().filter(|(_, value)| value.is_some()).count();
    let Some((middle, half)) = reading.usual else {
        let counted = there(have, "value");
        return match have {
            0 => ("Nothing is counted yet.".to_owned(), "Eight values show what is usual.".to_owned()),
            _ => ("Too little data to tell.".to_owned(), format!("{counted} there; eight show what is usual.")),
        };
    };
    if let Some(since) = reading.since {
        let month = month(since.first, today);
        let claim = match (reading.is_better(), kpi.owner.split_whitespace().next()) {
            (Some(true), Some(first)) => format!("A real change, worth a thank-you to {first}."),
            (Some(true), None) => "A real change for the better.".to_owned(),
            (Some(false), _) => format!("A real change: look for what was different in {month}."),
            (None, _) => "A real change.".to_owned(),
        };
        let before = since.before.map(|before| format!("; before, it was only chance around {}", value(before)));
        let now = format!("It came to {} on average since {month}{}.", value(since.now), before.unwrap_or_default());
        return (claim, now);
    }
    let all_positive = reading.all.iter().all(|(_, value)| value.is_none_or(|value| !value.is_negative()));
    let low = if all_positive { (middle - half).max(0.0) } else { middle - half };
    let usual = format!("Between {} and {} is usual.", bound(style, low), bound(style, middle + half));
    let goal = reading.goal.zip(reading.row.last()).map(|(goal, (first, _))| {
        let wanted = goal_then(goal, *first, style);
        let (least, most) = goal.bounds(*first);
        let safe =
            least.is_none_or(|least| least.to_f64() <= low) && most.is_none_or(|most| most.to_f64() >= middle + half);
        if reading.is_out_of_reach() {
            format!(" The goal, {wanted}, lies beyond that: it is missed until something changes.")
        } else if safe {
            format!(" The goal, {wanted}, is met whatever chance does.")
        } else {
            format!(" The goal, {wanted}, lies within that, so chance alone misses it now and then.")
        }
    });
    ("Nothing but chance so far.".to_owned(), format!("{usual}{}", goal.unwrap_or_default()))
}

/// "per week since June": what the chart shows.
#[must_use]
pub fn about_chart(kpi: &Kpi, reading: &Reading, today: NaiveDate) -> String {
    let since = reading.all.first().map(|(first, _)| format!(" since {}", month(*first, today)));
    format!("per {}{}", period_word(kpi.rhythm), since.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::kpi::read;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn today() -> NaiveDate {
        day("2026-11-19")
    }

    /// Weeks up to week 46 that came to these, at least `least` being wanted.
    fn plan(name: &str, values: &[i64], least: i64) -> Plan {
        let mut plan = Plan { currency: "GBP".parse().ok(), ..Plan::new("Coast") };
        let mut kpi = Kpi::new(name, Unit::Count("talks".into()), Rhythm::Week);
        kpi.goal = Some(Goal::AtLeast(Amount::whole(least)));
        kpi.owner = "Tom Achterberg".into();
        for (first, value) in Rhythm::Week.last(values.len(), today()).into_iter().zip(values) {
            kpi.enter(first, Some(Amount::whole(*value)));
        }
        plan.add_kpi(kpi);
        plan
    }

    fn said(plan: &Plan) -> (&'static str, String, String) {
        let kpi = &plan.kpis[0];
        let reading = read(&plan.kpis, kpi, today());
        let (claim, reason) = sentence(kpi, &reading, &style(plan, kpi, Numbers::ENGLISH), today());
        let finding = finding(plan, std::slice::from_ref(&reading), Numbers::ENGLISH, today());
        (told(&reading).word, format!("{claim} {reason}"), finding)
    }

    #[test]
    fn a_single_miss_is_chance_and_a_goal_out_of_reach_is_told() {
        let (word, sentence, finding) = said(&plan("First talks", &[12, 14, 11, 13, 12, 14, 12, 13, 11], 12));
        assert_eq!(word, "Normal, under");
        assert_eq!(
            sentence,
            "Nothing but chance so far. Between 7.5 and 17.4 is usual. The goal, at least 12, lies within that, so chance \
             alone misses it now and then."
        );
        assert_eq!(finding, "No KPI moved by more than chance; 1 of 1 missed the goal, as chance alone may.");
        let (word, sentence, finding) = said(&plan("First talks", &[8, 9, 8, 9, 8, 9, 8, 9, 8], 12));
        assert_eq!(word, "Under target");
        assert!(sentence.ends_with("The goal, at least 12, lies beyond that: it is missed until something changes."));
        assert_eq!(finding, "First talks stayed under the goal at 8; nothing moved by more than chance.");
    }

    #[test]
    fn a_change_for_the_better_names_whom_to_thank_and_one_for_the_worse_nobody() {
        let values = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 6];
        let better = plan("Tastings", &values, 4);
        let (word, sentence, finding) = said(&better);
        assert_eq!(word, "Signal: better");
        assert_eq!(
            sentence,
            "A real change, worth a thank-you to Tom. It came to 6 on average since November; before, it was only chance \
             around 1.5."
        );
        assert_eq!(finding, "Tastings truly rose in November, from 1.5 to 6.");
        let mut worse = better.clone();
        worse.kpis_mut()[0].goal = Some(Goal::AtMost(Amount::whole(4)));
        let (word, sentence, _) = said(&worse);
        assert_eq!(word, "Signal: worse");
        assert!(
            sentence.starts_with("A real change: look for what was different in November.")
                && !sentence.contains("Tom")
        );
    }

    #[test]
    fn too_little_is_said_so() {
        let (word, sentence, finding) = said(&plan("Talks", &[3, 4, 3], 4));
        assert_eq!(word, "Under, too early");
        assert_eq!(sentence, "Too little data to tell. Three values are there; eight show what is usual.");
        assert_eq!(finding, "It is too early to tell a signal from chance: that takes eight values of a KPI.");
        let (word, _, finding) = said(&plan("Talks", &[], 4));
        assert_eq!(
            (word, finding.as_str()),
            ("Not counted yet", "One KPI is written down, and nothing is counted yet.")
        );
    }

    #[test]
    fn goals_units_and_periods_read_as_people_say_them() {
        let plan = plan("Talks", &[], 4);
        let of = |unit: &str| Style {
            unit: read_unit(unit, &plan, Numbers::ENGLISH),
            ..style(&plan, &plan.kpis[0], Numbers::ENGLISH)
        };
        let whole = Amount::whole;
        assert_eq!(goal(Some(Goal::AtLeast(whole(200))), &of("£")), "at least £200");
        assert_eq!(goal(Some(Goal::Between(whole(60), whole(100))), &of("offers")), "60 to 100");
        let by = Goal::Move { from: whole(25), to: whole(45), start: day("2026-07-01"), by: day("2027-06-30") };
        assert_eq!(goal(Some(by), &of("%")), "up to 45% by Jun 2027");
        assert_eq!(goal_in_brief(Some(by), &of("%")), "to 45%");
        assert_eq!(goal_then(by, day("2027-07-05"), &of("%")), "at least 45%");
        assert_eq!((value(&of("%"), 38.46), value(&of("%"), 3.46)), ("38%".into(), "3.5%".into()));
        assert_eq!(
            (counted(&of("talks"), whole(1)), unit(&of("GBP")), unit(&of(" talks"))),
            ("1 talk".into(), "£".into(), "talks".into())
        );
        let ends =
            [("talks", 11.66), ("talks", 5.0), ("%", 40.04), ("£", 199.7)].map(|(unit, end)| bound(&of(unit), end));
        assert_eq!(ends, ["11.7", "5", "40%", "£200"], "no end within the goal reads as the goal itself");
        let first = day("2026-11-02");
        let named = Rhythm::ALL.map(|rhythm| period(rhythm, first, today()));
        assert_eq!(named, ["2 Nov", "week 45", "weeks 45–46", "November"]);
        assert_eq!(caption(&plan.kpis, today()), "KPIs · 13 weeks to 15 November");
        assert_eq!(group(&plan.kpis, KpiKind::Leading), "What Tom controls, every week");
    }

    #[test]
    fn whether_it_leads_is_told_with_how_much_that_rests_on() {
        let style = style(&plan("Talks", &[], 4), &Kpi::default(), Numbers::ENGLISH);
        let mut lead =
            Lead { correlations: vec![Some(0.06), Some(0.46)], by_chance: 0.4, pairs: 33, verdict: Verdict::Leads(1) };
        let kpi = Kpi::default();
        assert_eq!(leads(&kpi, &lead, Granularity::Month), "Leads sales by 1 month");
        let (claim, reason) = lead_sentence(&lead, Granularity::Month, &style);
        assert_eq!(claim, "Strongest one month later.");
        assert_eq!(reason, "The correlation is 0.46 over 33 months. Enough to watch it, not to promise on it.");
        lead.verdict = Verdict::TooLittle { have: 1, need: 24 };
        assert_eq!(leads(&kpi, &lead, Granularity::Month), "Too little data to tell");
        let (_, reason) = lead_sentence(&lead, Granularity::Month, &style);
        assert_eq!(reason, "One month is counted beside sales; it takes 24.");
        assert_eq!(leads(&Kpi { kind: KpiKind::Result, ..kpi }, &lead, Granularity::Month), "result");
    }
}
