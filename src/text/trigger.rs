//! How a trigger stands, in a few words behind a name.

use chrono::NaiveDate;

use super::{Style, calendar, plural};
use crate::analysis::trigger::{TriggerState, states};
use crate::model::{Granularity, Plan, ScenarioId, Trigger, TriggerRule};

/// "fires", "close: down 6%, fires at 8% two months running". `measured` is what the last finished period came to, in the rule's own
/// measure; `style` writes amounts of the series that is watched, whose periods have this length.
#[must_use]
pub fn light(
    state: TriggerState,
    trigger: &Trigger,
    measured: Option<f64>,
    style: &Style,
    granularity: Granularity,
) -> String {
    match state {
        TriggerState::Lit => "fires".to_owned(),
        TriggerState::Close => format!("close: {}", near(trigger, measured, style, granularity)),
        TriggerState::Quiet => "quiet".to_owned(),
        TriggerState::Unknown => "can’t be told yet".to_owned(),
    }
}

/// What a change of the plan did to its triggers: "It fires the trigger of “Marlow tender”". The gravest is named, others are counted;
/// `None` where none came closer.
#[must_use]
pub fn news(before: &Plan, after: &Plan, today: NaiveDate) -> Option<String> {
    let (then, now) = (states(before, today), states(after, today));
    let was = |id: ScenarioId| then.iter().find(|(other, _)| *other == id).map(|(_, state)| *state);
    let came = |wanted: TriggerState| {
        let new = |(id, state): &&(ScenarioId, TriggerState)| {
            let before = was(*id);
            // One that fired and only comes close now has moved away.
            *state == wanted && before != Some(wanted) && before != Some(TriggerState::Lit)
        };
        now.iter().filter(new).filter_map(|(id, _)| Some(after.worksheets.scenario(*id)?.title.as_str())).collect()
    };
    let (fired, close): (Vec<&str>, Vec<&str>) = (came(TriggerState::Lit), came(TriggerState::Close));
    let more = |others: usize| match others {
        0 => String::new(),
        _ => format!(" and {}", plural::count(others, "other")),
    };
    match (&fired[..], &close[..]) {
        ([first, others @ ..], _) => Some(format!("It fires the trigger of “{first}”{}", more(others.len()))),
        ([], [first, others @ ..]) => Some(format!("It brings the trigger of “{first}”{} close", more(others.len()))),
        ([], []) => None,
    }
}

fn near(trigger: &Trigger, measured: Option<f64>, style: &Style, granularity: Granularity) -> String {
    let running = match trigger.running {
        0 | 1 => String::new(),
        running => {
            format!(" {} running", plural::count_in_words(usize::from(running), calendar::period_word(granularity)))
        }
    };
    let percent = |percent: f64| style.percent(percent.abs());
    let (now, fires) = match trigger.rule {
        TriggerRule::Below(level) => {
            (measured.map(|it| style.in_sentence(it)), format!("below {}", style.in_sentence(level)))
        }
        TriggerRule::Above(level) => {
            (measured.map(|it| style.in_sentence(it)), format!("above {}", style.in_sentence(level)))
        }
        TriggerRule::DownOnLastYear(at) => {
            (measured.map(|it| format!("down {}", percent(it))), format!("at {}", percent(f64::from(at))))
        }
        TriggerRule::UpOnLastYear(at) => {
            (measured.map(|it| format!("up {}", percent(it))), format!("at {}", percent(f64::from(at))))
        }
        TriggerRule::SignalLow | TriggerRule::SignalHigh => (None, "with a signal".to_owned()),
    };
    match now {
        Some(now) => format!("{now}, fires {fires}{running}"),
        None => format!("fires {fires}{running}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Amount, Unit};
    use crate::text::Numbers;

    #[test]
    fn a_trigger_that_is_close_says_how_close_and_when_it_fires() {
        let style = Style { numbers: Numbers::ENGLISH, currency: "GBP".parse().ok(), unit: Unit::Money };
        let told = |rule, running, measured| {
            let trigger = Trigger { running, ..Trigger::new(rule) };
            light(TriggerState::Close, &trigger, measured, &style, Granularity::Month)
        };
        assert_eq!(
            told(TriggerRule::DownOnLastYear(8), 2, Some(-6.3)),
            "close: down 6%, fires at 8% two months running"
        );
        assert_eq!(told(TriggerRule::UpOnLastYear(20), 1, Some(17.0)), "close: up 17%, fires at 20%");
        assert_eq!(told(TriggerRule::Below(Amount::whole(90_000)), 1, Some(92_400.0)), "close: £92k, fires below £90k");
        let trigger = Trigger::new(TriggerRule::SignalLow);
        assert_eq!(light(TriggerState::Lit, &trigger, None, &style, Granularity::Month), "fires");
    }

    #[test]
    fn a_trigger_that_came_closer_is_news_and_one_that_moved_away_is_none() {
        use crate::model::{EpisodeKind, Period, Scenario};
        let plan = |last: i64| {
            let mut plan = Plan::new("Coast");
            let first: Period = "2026-09".parse().unwrap();
            plan.type_figure(0, first, Some(Amount::whole(100)));
            plan.type_figure(0, first.next(), Some(Amount::whole(last)));
            for title in ["Tender", "Slump"] {
                let mut scenario = Scenario::new(title, EpisodeKind::Customer);
                scenario.trigger = Some(Trigger::new(TriggerRule::Below(Amount::whole(90))));
                plan.add_scenario(scenario);
            }
            plan
        };
        let told = |before: i64, after: i64| news(&plan(before), &plan(after), "2026-11-19".parse().unwrap());
        assert_eq!(told(100, 80).as_deref(), Some("It fires the trigger of “Tender” and 1 other"));
        assert_eq!(told(100, 92).as_deref(), Some("It brings the trigger of “Tender” and 1 other close"));
        assert_eq!(told(92, 80).as_deref(), Some("It fires the trigger of “Tender” and 1 other"));
        for (before, after) in [(80, 92), (80, 80), (92, 92), (80, 100)] {
            assert_eq!(told(before, after), None, "{before} {after}");
        }
    }
}
