//! What has changed since the last meeting, a sentence each: the page, the minutes and the room read the same.

use chrono::NaiveDate;

use super::{Numbers, Style, calendar, odds, plural};
use crate::analysis::snapshot::Changed;
use crate::model::{Amount, Plan, Snapshot};

/// How a change is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Better,
    Worse,
    /// Near to something that needs an answer.
    Caution,
    /// Neither good nor bad.
    Plain,
}

/// A change, told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// In a word or two what stands before the sentence: "−£9k", "fires", "new".
    pub lead: String,
    pub tone: Tone,
    /// "The forecast fell to £656k; it was £665k."
    pub sentence: String,
}

/// Each change as a sentence. Amounts are written as those of their series in `plan`.
#[must_use]
pub fn all(changes: &[Changed], plan: &Plan, numbers: Numbers) -> Vec<News> {
    changes.iter().map(|change| news(change, plan, numbers)).collect()
}

/// What is said where nothing has changed.
#[must_use]
pub fn nothing(since: NaiveDate, today: NaiveDate) -> String {
    format!("Nothing has changed since {}.", calendar::date(since, today))
}

/// One change as a sentence.
#[must_use]
pub fn news(change: &Changed, plan: &Plan, numbers: Numbers) -> News {
    let style_of = |name: Option<&str>| style(plan, name, numbers);
    // Where there is but one series, everybody knows which.
    let of = |name: &str| if plan.series.len() > 1 { format!(" of {name}") } else { String::new() };
    match change {
        Changed::Target { series, before, now } => {
            let style = style_of(Some(series));
            let of = of(series);
            match (before, now) {
                (Some(before), Some(now)) => {
                    let (was, is) = pair(*before, *now, &style);
                    let verb = rose(now > before);
                    let lead = style.in_sentence_signed(*now - *before);
                    told(lead, Tone::Plain, format!("The target{of} {verb} to {is}; it was {was}."))
                }
                (None, Some(now)) => {
                    told("new", Tone::Plain, format!("The target{of} is set: {}.", style.in_sentence(*now)))
                }
                (Some(before), None) => {
                    let was = style.in_sentence(*before);
                    told("gone", Tone::Plain, format!("There is no target{of} any more; it was {was}."))
                }
                (None, None) => told("", Tone::Plain, format!("There is no target{of}.")),
            }
        }
        Changed::Landing { series, before, now } => {
            let style = style_of(Some(series));
            let (was, is) = pair(*before, *now, &style);
            let (verb, tone) = (rose(now > before), direction(now > before));
            let lead = style.in_sentence_signed(*now - *before);
            told(lead, tone, format!("The forecast{} {verb} to {is}; it was {was}.", of(series)))
        }
        Changed::Odds { series, before, now } => {
            let style = style_of(Some(series));
            let chance = |hundredths: u16| f64::from(hundredths) / 10_000.0;
            let (was, is) = (odds::figure(chance(*before), &style), odds::figure(chance(*now), &style));
            let words = odds::words(chance(*now));
            let of = of(series);
            if was == is {
                return told("odds", Tone::Plain, format!("The odds of the target{of} are still {is}, {words}."));
            }
            let verb = rose(now > before);
            let sentence = format!("The odds of the target{of} {verb} from {was} to {is}, {words}.");
            told("odds", direction(now > before), sentence)
        }
        Changed::SeriesNew(name) => told("new", Tone::Plain, format!("{name} is looked at now as well.")),
        Changed::SeriesGone(name) => told("gone", Tone::Plain, format!("{name} is not looked at any more.")),
        Changed::StrategyNew { title, expected } => {
            let style = style_of(series_of(plan, title));
            let brings = if expected.is_zero() {
                "it counts for nothing yet".to_owned()
            } else {
                format!("it should bring {}", style.in_sentence(*expected))
            };
            told("new", Tone::Better, format!("“{title}” is a new strategy; {brings}."))
        }
        Changed::StrategyGone(title) => {
            told("gone", Tone::Plain, format!("“{title}” is no longer among the strategies."))
        }
        Changed::StrategyTested { title, obvious: true } => {
            told("obvious", Tone::Better, format!("“{title}” makes it obvious now who does what."))
        }
        Changed::StrategyTested { title, obvious: false } => {
            told("not obvious", Tone::Caution, format!("“{title}” no longer passes its test."))
        }
        Changed::StrategyWorth { title, before, now } => {
            let style = style_of(series_of(plan, title));
            let (was, is) = pair(*before, *now, &style);
            let lead = style.in_sentence_signed(*now - *before);
            told(lead, direction(now > before), format!("“{title}” should bring {is} now; it was {was}."))
        }
        Changed::Trigger { title, before, now } => trigger(title, before, now),
        Changed::Late { before, now } => late(*before, *now),
    }
}

fn told(lead: impl Into<String>, tone: Tone, sentence: String) -> News {
    News { lead: lead.into(), tone, sentence }
}

const fn rose(up: bool) -> &'static str {
    if up { "rose" } else { "fell" }
}

const fn direction(up: bool) -> Tone {
    if up { Tone::Better } else { Tone::Worse }
}

/// Both amounts as they are read; exactly where they would read the same.
fn pair(before: Amount, now: Amount, style: &Style) -> (String, String) {
    let (was, is) = (style.in_sentence(before), style.in_sentence(now));
    if was == is { (style.exact(before), style.exact(now)) } else { (was, is) }
}

fn trigger(title: &str, before: &str, now: &str) -> News {
    let was = match before {
        "lit" => "; it fired before",
        "close" => "; it was close before",
        "unknown" => "; it could not be told before",
        _ => "",
    };
    match now {
        "lit" => told("fires", Tone::Worse, format!("The trigger of “{title}” fires{was}.")),
        "close" => told("close", Tone::Caution, format!("The trigger of “{title}” is close{was}.")),
        "unknown" => told("unknown", Tone::Plain, format!("The trigger of “{title}” can’t be told now{was}.")),
        _ => told("quiet", Tone::Better, format!("The trigger of “{title}” is quiet{was}.")),
    }
}

fn late(before: u32, now: u32) -> News {
    let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let tactics = |number: u32| plural::count_in_words(count(number), "tactic");
    let (is, was) = (if now == 1 { "is" } else { "are" }, if before == 1 { "was" } else { "were" });
    let lead = if now == 0 { "none late".to_owned() } else { format!("{now} late") };
    if now == 0 {
        return told(
            lead,
            Tone::Better,
            format!("No tactic is late any more; {} {was}.", plural::in_words(count(before))),
        );
    }
    let before_words = if before == 0 { "none".to_owned() } else { plural::in_words(count(before)) };
    let sentence = format!("{} {is} late; {before_words} {was}.", plural::capitalised(&tactics(now)));
    told(lead, if now > before { Tone::Worse } else { Tone::Better }, sentence)
}

fn series_of<'a>(plan: &'a Plan, title: &str) -> Option<&'a str> {
    plan.worksheets.strategies.iter().find(|strategy| strategy.title == title)?.series.as_deref()
}

/// How amounts of a series are written; the plan's first one where there is none of that name any more.
fn style(plan: &Plan, name: Option<&str>, numbers: Numbers) -> Style {
    let series = plan.meant_series(name).or_else(|| plan.meant_series(None));
    let unit = series.map(|(_, series)| series.unit.clone()).unwrap_or_default();
    Style { numbers, currency: plan.currency, unit }
}

/// What was shown, in sentences: for each series what is sold, where it is heading and its odds, then strategies, triggers and what is
/// late. It reads the snapshot alone, so that it stays true whatever is edited later; `plan` only says how amounts are written.
#[must_use]
pub fn shown(snapshot: &Snapshot, plan: &Plan, numbers: Numbers) -> Vec<String> {
    let mut said = Vec::new();
    for shot in &snapshot.series {
        let style = style(plan, Some(&shot.name), numbers);
        let amount = |amount: Amount| style.in_sentence(amount);
        let mut sentence = format!("{}: {} sold so far", shot.name, amount(shot.sold));
        match (shot.landing, shot.target) {
            (Some(landing), Some(target)) => {
                sentence.push_str(&format!(", heading for {} of {}", amount(landing), amount(target)));
            }
            (Some(landing), None) => {
                sentence.push_str(&format!(", heading for {}; no target was set", amount(landing)));
            }
            (None, Some(target)) => sentence.push_str(&format!(", of a target of {}", amount(target))),
            (None, None) => {}
        }
        sentence.push('.');
        said.push(sentence);
        for chance in &shot.odds {
            let of = |hundredths: u16| odds::figure(f64::from(hundredths) / 10_000.0, &style);
            let (default, with) = (of(chance.default), of(chance.with_risks));
            let level = chance.level.label().to_lowercase();
            said.push(format!(
                "{}, {level}: odds of {default} if nothing changes, {with} with strategies and risks.",
                shot.name
            ));
        }
    }
    for shot in &snapshot.strategies {
        let style = style(plan, series_of(plan, &shot.title), numbers);
        let test = if shot.obvious { "obvious who does what" } else { "not obvious yet who does what" };
        said.push(format!("“{}” was to bring {}; {test}.", shot.title, style.in_sentence(shot.expected)));
    }
    said.extend(snapshot.triggers.iter().map(|shot| {
        let state = match shot.state.as_str() {
            "lit" => "fired",
            "close" => "was close",
            "unknown" => "could not be told",
            _ => "was quiet",
        };
        format!("The trigger of “{}” {state}.", shot.title)
    }));
    let late = usize::try_from(snapshot.late).unwrap_or(usize::MAX);
    if late > 0 {
        let verb = if late == 1 { "was" } else { "were" };
        said.push(format!("{} {verb} late.", plural::capitalised(&plural::count_in_words(late, "tactic"))));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Level, OddsShot, SeriesShot, StrategyShot, TriggerShot};

    fn pounds() -> Plan {
        Plan { currency: "GBP".parse().ok(), ..Plan::new("Coast") }
    }

    fn say(change: &Changed, plan: &Plan) -> (String, Tone, String) {
        let News { lead, tone, sentence } = news(change, plan, Numbers::ENGLISH);
        (lead, tone, sentence)
    }

    fn thousand(amount: i64) -> Amount {
        Amount::whole(amount * 1_000)
    }

    #[test]
    fn a_forecast_that_fell_says_to_what_and_from_what() {
        let mut plan = pounds();
        let fell = Changed::Landing { series: "Sales".into(), before: thousand(665), now: thousand(656) };
        let told = ("−£9k".into(), Tone::Worse, "The forecast fell to £656k; it was £665k.".into());
        assert_eq!(say(&fell, &plan), told);
        let little =
            Changed::Landing { series: "Sales".into(), before: Amount::whole(656_100), now: Amount::whole(656_200) };
        assert_eq!(say(&little, &plan).2, "The forecast rose to £656,200; it was £656,100.");
        plan.series.push(plan.series[0].clone());
        assert_eq!(say(&fell, &plan).2, "The forecast of Sales fell to £656k; it was £665k.");
    }

    #[test]
    fn every_change_is_a_sentence_with_its_number() {
        let plan = pounds();
        let title = || "Bundle".to_owned();
        let state =
            |before: &str, now: &str| Changed::Trigger { title: title(), before: before.into(), now: now.into() };
        let odds = |before, now| Changed::Odds { series: "Sales".into(), before, now };
        let target = |before: Option<i64>, now: Option<i64>| Changed::Target {
            series: "Sales".into(),
            before: before.map(thousand),
            now: now.map(thousand),
        };
        for (change, tone, sentence) in [
            (target(Some(690), Some(700)), Tone::Plain, "The target rose to £700k; it was £690k."),
            (target(None, Some(700)), Tone::Plain, "The target is set: £700k."),
            (target(Some(690), None), Tone::Plain, "There is no target any more; it was £690k."),
            (odds(3_100, 2_537), Tone::Worse, "The odds of the target fell from 31% to 25%, about one in four."),
            (odds(2_530, 2_537), Tone::Plain, "The odds of the target are still 25%, about one in four."),
            (Changed::SeriesNew("Margin".into()), Tone::Plain, "Margin is looked at now as well."),
            (Changed::SeriesGone("Margin".into()), Tone::Plain, "Margin is not looked at any more."),
            (
                Changed::StrategyNew { title: title(), expected: thousand(11) },
                Tone::Better,
                "“Bundle” is a new strategy; it should bring £11k.",
            ),
            (
                Changed::StrategyNew { title: title(), expected: Amount::ZERO },
                Tone::Better,
                "“Bundle” is a new strategy; it counts for nothing yet.",
            ),
            (Changed::StrategyGone(title()), Tone::Plain, "“Bundle” is no longer among the strategies."),
            (
                Changed::StrategyTested { title: title(), obvious: true },
                Tone::Better,
                "“Bundle” makes it obvious now who does what.",
            ),
            (
                Changed::StrategyTested { title: title(), obvious: false },
                Tone::Caution,
                "“Bundle” no longer passes its test.",
            ),
            (
                Changed::StrategyWorth { title: title(), before: thousand(11), now: thousand(8) },
                Tone::Worse,
                "“Bundle” should bring £8k now; it was £11k.",
            ),
            (state("quiet", "lit"), Tone::Worse, "The trigger of “Bundle” fires."),
            (state("close", "lit"), Tone::Worse, "The trigger of “Bundle” fires; it was close before."),
            (state("lit", "quiet"), Tone::Better, "The trigger of “Bundle” is quiet; it fired before."),
            (
                state("unknown", "close"),
                Tone::Caution,
                "The trigger of “Bundle” is close; it could not be told before.",
            ),
            (Changed::Late { before: 0, now: 1 }, Tone::Worse, "One tactic is late; none were."),
            (Changed::Late { before: 1, now: 3 }, Tone::Worse, "Three tactics are late; one was."),
            (Changed::Late { before: 2, now: 0 }, Tone::Better, "No tactic is late any more; two were."),
        ] {
            let (_, is, said) = say(&change, &plan);
            assert_eq!((is, said.as_str()), (tone, sentence));
        }
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(nothing(day("2026-10-22"), day("2026-11-24")), "Nothing has changed since 22 Oct.");
    }

    #[test]
    fn what_was_shown_is_told_from_the_snapshot_alone() {
        let snapshot = Snapshot {
            day: "2026-10-22".parse().unwrap(),
            series: vec![SeriesShot {
                name: "Sales".into(),
                sold: thousand(201),
                landing: Some(thousand(665)),
                target: Some(thousand(690)),
                odds: vec![OddsShot { level: Level::Formal, default: 2_000, with_risks: 3_100 }],
            }],
            strategies: vec![StrategyShot {
                id: "s1".into(),
                title: "Bundle".into(),
                expected: thousand(11),
                obvious: false,
            }],
            triggers: vec![TriggerShot { id: "r1".into(), title: "Tender".into(), state: "close".into() }],
            late: 2,
        };
        assert_eq!(
            shown(&snapshot, &pounds(), Numbers::ENGLISH),
            [
                "Sales: £201k sold so far, heading for £665k of £690k.",
                "Sales, formal target: odds of 20% if nothing changes, 31% with strategies and risks.",
                "“Bundle” was to bring £11k; not obvious yet who does what.",
                "The trigger of “Tender” was close.",
                "Two tactics were late.",
            ]
        );
    }
}
