//! How a trigger stands, in a few words behind a name.

use super::{Style, calendar, plural};
use crate::analysis::trigger::TriggerState;
use crate::model::{Granularity, Trigger, TriggerRule};

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
}
