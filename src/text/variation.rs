//! Sentences on normal variation: is this period different, or noise? Praise and alarm come from signals only.

use super::finding::Voice;
use super::said::{Origin, Said};
use super::{calendar, plural};
use crate::analysis::{Direction, Refusal, Signal, SignalKind, Usual, Variation};
use crate::model::{Amount, Period};

impl Voice<'_> {
    /// The finished period that a person asks about first: the latest of those that have a range.
    #[must_use]
    pub fn latest_usual(&self, variation: &Variation) -> Option<(Period, Amount, Usual)> {
        self.answer.rows.iter().zip(&variation.usual).rev().find_map(|(row, usual)| {
            let usual = (*usual)?;
            usual.adjusted?;
            Some((row.period, row.actual?, usual))
        })
    }

    /// "£46.1k – £60.2k": what would be usual for a period.
    #[must_use]
    pub fn usual_range(&self, usual: &Usual) -> String {
        let amount = |amount: Amount| self.style.in_sentence(amount);
        format!("{} – {}", amount(usual.band.lo), amount(usual.band.hi))
    }

    /// What the latest period and the signals say, as sentences.
    #[must_use]
    pub fn variation(&self) -> Said {
        let variation = match &self.answer.variation {
            Ok(variation) => variation,
            Err(refusal) => return self.too_little_to_tell(*refusal),
        };
        self.latest_said(variation, true).then(self.signals_said(variation))
    }

    /// The same beside the range, which is then not said again.
    #[must_use]
    pub fn variation_beside_range(&self) -> Said {
        match &self.answer.variation {
            Ok(variation) => self.latest_said(variation, false).then(self.signals_said(variation)),
            Err(refusal) => self.too_little_to_tell(*refusal),
        }
    }

    fn too_little_to_tell(&self, refusal: Refusal) -> Said {
        let word = calendar::period_word(self.answer.granularity);
        match refusal {
            Refusal::TooFew { have, need } => {
                let needed = plural::count_in_words(need, word);
                let have = if have == 0 { "there are none".to_owned() } else { format!("there are {have}") };
                Said::new(format!(
                    "Too little data to tell a signal from noise: it takes {needed} in a row without a hole; {have}."
                ))
            }
            _ => Said::new("The figures add up to nothing, so nothing can be told of the usual."),
        }
    }

    fn latest_said(&self, variation: &Variation, with_range: bool) -> Said {
        let Some((period, actual, usual)) = self.latest_usual(variation) else { return Said::default() };
        let name = plural::capitalised(&calendar::period_long(period, self.fiscal));
        let said = Said::new(format!("{name}’s ")).number(self.style.in_sentence(actual), Origin::Period(period));
        let inside = (usual.adjusted.unwrap_or(usual.middle) - usual.middle).abs() <= usual.half;
        let range = |said: Said| {
            if with_range { said.and(", ").number(self.usual_range(&usual), Origin::Variation) } else { said }
        };
        if inside {
            let slope = match &self.answer.trend {
                Ok(trend) if variation.along_trend => match trend.direction {
                    Direction::Up => "; look at the climb, not at the month",
                    Direction::Down => "; look at the slope, not at the month",
                    Direction::Flat => "",
                },
                _ => "",
            };
            let word = calendar::period_word(self.answer.granularity);
            let slope = slope.replace("month", word);
            range(said.and(" is within its usual range")).and(format!(": noise{slope}."))
        } else {
            range(said.and(" is beyond its usual range")).and(": ask what was different.")
        }
    }

    fn signals_said(&self, variation: &Variation) -> Said {
        let word = calendar::period_word(self.answer.granularity);
        let since = calendar::period_long(variation.span.first, self.fiscal);
        let latest = self.latest_usual(variation).map(|(period, ..)| period);
        // What the sentence before has said of the latest period isn't said again.
        let told = |signal: &&Signal| signal.kind.is_run() || Some(signal.span.first) != latest;
        let signals: Vec<&Signal> = variation.signals.iter().filter(told).collect();
        match signals[..] {
            [] if variation.signals.is_empty() => Said::new(format!("No single {word} since {since} stands out.")),
            [] => Said::new(format!("No other {word} since {since} stands out.")),
            [signal] => self.signal(signal),
            [.., last] => {
                let count = plural::count_in_words(signals.len(), "signal");
                Said::new(format!("{} since {since}; the latest: ", plural::capitalised(&count)))
                    .then_lower(&self.signal(last))
            }
        }
    }

    /// "July 2025 stood out: higher than is usual.", "Feb – Oct 2025 all lay below the middle: something had changed."
    #[must_use]
    pub fn signal(&self, signal: &Signal) -> Said {
        let side = if signal.kind.is_high() { "above" } else { "below" };
        match signal.kind {
            SignalKind::High | SignalKind::Low => {
                let name = plural::capitalised(&calendar::period_long(signal.span.first, self.fiscal));
                Said::default()
                    .number(name, Origin::Period(signal.span.first))
                    .and(format!(" stood out, {side} its usual range."))
            }
            SignalKind::RunHigh | SignalKind::RunLow => {
                let word = calendar::period_word(self.answer.granularity);
                let count = plural::count(signal.span.len(), word);
                Said::default()
                    .number(calendar::span(signal.span, self.fiscal), Origin::Period(signal.span.last))
                    .and(format!(", {count} in a row, lay {side} the middle: something had changed."))
            }
        }
    }
}

impl Said {
    /// As [`Said::and`] for another sentence that goes on after a colon.
    fn then_lower(self, other: &Self) -> Self {
        other.runs().iter().fold(self, |said, run| match run.origin {
            Some(origin) => said.number(run.text.clone(), origin),
            None => said.and(run.text.clone()),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::analyse;
    use crate::model::{Amount, FiscalStart, Plan, Unit};
    use crate::text::Numbers;
    use crate::text::finding::Voice;
    use crate::text::money::Style;

    fn said(values: &[i64]) -> String {
        let mut plan = Plan::new("Coast");
        let first: crate::model::Period = "2025-01".parse().unwrap();
        for (row, value) in (0..).zip(values) {
            plan.type_figure(0, first.plus(row), Some(Amount::whole(*value)));
        }
        let answer = analyse(&plan, 0, "2027-11-19".parse().unwrap()).unwrap();
        let style = Style { numbers: Numbers::ENGLISH, currency: None, unit: Unit::Money };
        Voice { name: "Coast", fiscal: FiscalStart::JANUARY, answer: &answer, style: &style }.variation().plain()
    }

    #[test]
    fn a_month_like_the_others_is_said_to_be_noise() {
        assert_eq!(
            said(&[100, 104, 98, 103, 97, 101, 99, 102, 100]),
            "September 2025’s 100 is within its usual range, 90 – 111: noise. No single month since January 2025 stands out."
        );
    }

    #[test]
    fn a_month_that_is_different_is_asked_about_and_told_once() {
        let told = said(&[100, 101, 100, 99, 100, 101, 100, 99, 100, 101, 100, 140]);
        assert!(told.contains("December 2025’s 140 is beyond its usual range"), "{told}");
        assert!(told.ends_with("ask what was different. No other month since January 2025 stands out."), "{told}");
    }

    #[test]
    fn a_shift_is_told_as_a_run() {
        let usual = [100, 106, 95, 104, 96, 105, 97, 103];
        let shifted = usual.map(|value| value + 12);
        let told = said(&[&usual[..6], &shifted, &usual[..6]].concat());
        assert!(told.contains("8 months in a row, lay above the middle: something had changed."), "{told}");
    }

    #[test]
    fn too_little_data_is_an_answer() {
        assert_eq!(
            said(&[1, 2, 3]),
            "Too little data to tell a signal from noise: it takes eight months in a row without a hole; there are 3."
        );
    }
}
