//! What an earlier forecast said, as it was kept, against what came; and whether adjusting it helped.

use super::finding::Voice;
use super::{calendar, plural};
use crate::analysis::ThenAndNow;
use crate::analysis::then::{Judgement, Outcome};
use crate::model::{Adjustment, Amount};

impl Voice<'_> {
    /// One sentence each: what was expected and what came, where the plan was heading, how often the band held, what judgement did.
    #[must_use]
    pub fn then_and_now(&self, then: &ThenAndNow) -> Vec<String> {
        let mut said = vec![self.outcomes(then)];
        if let (Some(before), Some(now)) = (then.landing_then, self.answer.total.landing) {
            let (before, now) = (self.style.in_sentence(before), self.style.in_sentence(now));
            said.push(if before == now {
                format!("The plan was heading for {before} then, and still is.")
            } else {
                format!("The plan was heading for {before} then; now it is {now}.")
            });
        }
        if then.counted > then.outcomes.len() {
            let periods = plural::count(then.counted, calendar::period_word(self.answer.granularity));
            said.push(format!("Of all {periods} forecast so far, {} came inside the band; 8 in 10 should.", then.held));
        }
        said.extend(then.judgement.as_ref().map(|judgement| self.judged(judgement)));
        said
    }

    fn outcomes(&self, then: &ThenAndNow) -> String {
        let day = calendar::date(then.made, self.answer.today);
        let amount = |amount: Amount| self.style.in_sentence(amount);
        if let [only] = then.outcomes.as_slice() {
            let Outcome { period, expected, actual } = only;
            let period = calendar::period_long(*period, self.fiscal);
            let (low, high) = (amount(expected.lo), amount(expected.hi));
            let side = if only.held() { "inside" } else { "outside" };
            return format!(
                "On {day} the forecast for {period} was {}; {} came, {side} its band of {low} to {high}.",
                amount(expected.mid),
                amount(*actual)
            );
        }
        let sum = |of: fn(&Outcome) -> Amount| amount(then.outcomes.iter().map(of).sum());
        let held = then.outcomes.iter().filter(|outcome| outcome.held()).count();
        let count = then.outcomes.len();
        let periods = plural::count(count, calendar::period_word(self.answer.granularity));
        format!(
            "On {day} the forecast for the {periods} that are over by now was {} in all; {} came. {held} of {count} lay inside the band.",
            sum(|outcome| outcome.expected.mid),
            sum(|outcome| outcome.actual)
        )
    }

    fn judged(&self, judgement: &Judgement) -> String {
        let Judgement { periods, untouched_off, adjusted_off } = *judgement;
        let periods = plural::count(periods, &format!("adjusted {}", calendar::period_word(self.answer.granularity)));
        let (own, other) = (self.style.in_sentence(adjusted_off), self.style.in_sentence(untouched_off));
        let told = match adjusted_off.cmp(&untouched_off) {
            std::cmp::Ordering::Less => "Adjusting helped.",
            std::cmp::Ordering::Equal => "Adjusting made no difference.",
            std::cmp::Ordering::Greater => "Without adjusting it would have been closer.",
        };
        format!("Over {periods} the forecast was off by {own} with your adjustments and by {other} without. {told}")
    }

    /// "−£2k a month from Mar 2027", "+£500 a month, Dec 2026 – Jan 2027".
    #[must_use]
    pub fn adjustment(&self, adjustment: &Adjustment) -> String {
        let word = calendar::period_word(self.answer.granularity);
        let amount = self.style.in_sentence_signed(adjustment.amount);
        let when = match adjustment.last {
            None => format!(" from {}", calendar::period(adjustment.first, self.fiscal)),
            Some(last) if last == adjustment.first => format!(" in {}", calendar::period(last, self.fiscal)),
            Some(last) => {
                let span = crate::model::Span { first: adjustment.first, last };
                format!(", {}", calendar::span(span, self.fiscal))
            }
        };
        let each = if adjustment.last == Some(adjustment.first) { String::new() } else { format!(" a {word}") };
        format!("{amount}{each}{when}")
    }

    /// "Together they take £10k off: £656k without them, £646k with them." `None` where they change nothing of the plan.
    #[must_use]
    pub fn adjusted_by(&self) -> Option<String> {
        let (sum, landing) = (self.answer.total.adjustments?, self.answer.total.landing?);
        let amount = |amount: Amount| self.style.in_sentence(amount);
        let does =
            if sum.is_negative() { format!("take {} off", amount(-sum)) } else { format!("add {}", amount(sum)) };
        Some(format!("Together they {does}: {} without them, {} with them.", amount(landing - sum), amount(landing)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Answer, analyse};
    use crate::model::{Currency, FiscalStart, KeptPoint, Period, Plan, Unit};
    use crate::text::Numbers;
    use crate::text::money::Style;

    fn answer() -> Answer {
        analyse(&Plan::new("Coast"), 0, "2026-11-19".parse().unwrap()).unwrap()
    }

    fn said<R>(answer: &Answer, say: impl FnOnce(Voice<'_>) -> R) -> R {
        let style = Style { numbers: Numbers::ENGLISH, currency: "GBP".parse::<Currency>().ok(), unit: Unit::Money };
        say(Voice { name: "Coast", fiscal: FiscalStart::JANUARY, answer, style: &style })
    }

    fn month(text: &str) -> Period {
        text.parse().unwrap()
    }

    fn outcome(period: &str, [mid, lo, hi, actual]: [i64; 4]) -> Outcome {
        let [mid, lo, hi, actual] = [mid, lo, hi, actual].map(Amount::whole);
        Outcome { period: month(period), expected: KeptPoint { mid, lo, hi, adjusted: None }, actual }
    }

    fn then(outcomes: Vec<Outcome>) -> ThenAndNow {
        ThenAndNow {
            made: "2026-10-03".parse().unwrap(),
            method: "combination".into(),
            kept: 1,
            counted: outcomes.len(),
            held: outcomes.iter().filter(|outcome| outcome.held()).count(),
            outcomes,
            landing_then: None,
            judgement: None,
        }
    }

    #[test]
    fn one_month_is_told_with_its_band_and_several_with_their_count() {
        let one = then(vec![outcome("2026-10", [50_000, 45_000, 56_000, 44_000])]);
        assert_eq!(
            said(&answer(), |voice| voice.then_and_now(&one)),
            ["On 3 Oct the forecast for October 2026 was £50k; £44k came, outside its band of £45k to £56k."]
        );
        let mut two = then(vec![one.outcomes[0], outcome("2026-11", [50_000, 45_000, 56_000, 51_000])]);
        (two.counted, two.held) = (12, 9);
        assert_eq!(
            said(&answer(), |voice| voice.then_and_now(&two)),
            [
                "On 3 Oct the forecast for the 2 months that are over by now was £100k in all; £95k came. 1 of 2 lay inside the band.",
                "Of all 12 months forecast so far, 9 came inside the band; 8 in 10 should."
            ]
        );
    }

    #[test]
    fn judgement_is_told_against_the_untouched_forecast() {
        let mut then = then(vec![outcome("2026-10", [1, 1, 1, 1])]);
        for (adjusted, told) in
            [(4_000, "Adjusting helped."), (6_000, "no difference."), (8_000, "would have been closer.")]
        {
            then.judgement = Some(Judgement {
                periods: 3,
                untouched_off: Amount::whole(6_000),
                adjusted_off: Amount::whole(adjusted),
            });
            let last = said(&answer(), |voice| voice.then_and_now(&then)).pop().unwrap();
            assert!(
                last.starts_with("Over 3 adjusted months the forecast was off by £") && last.ends_with(told),
                "{last}"
            );
        }
    }

    #[test]
    fn an_adjustment_reads_as_so_much_a_month_and_from_when() {
        let adjustment = |last: Option<&str>| Adjustment {
            reason: "Lost Marlow".into(),
            author: "Tom".into(),
            made: "2026-11-19".parse().unwrap(),
            first: month("2027-03"),
            last: last.map(month),
            amount: Amount::whole(-2_000),
        };
        let told = |last| said(&answer(), |voice| voice.adjustment(&adjustment(last)));
        assert_eq!(told(None), "−£2k a month from Mar 2027");
        assert_eq!(told(Some("2027-06")), "−£2k a month, Mar – Jun 2027");
        assert_eq!(told(Some("2027-03")), "−£2k in Mar 2027");
    }
}
