//! How far a forecast can be trusted, in words: the chance of the target, what the method would have missed by before,
//! why it is this method.

use super::finding::Voice;
use super::{calendar, odds, plural};
use crate::analysis::{Choice, MethodAnswer, Odds};
use crate::model::{Amount, Level, Period, Standing};

/// What is held against the chosen method, since everybody has it at hand.
pub const PLAIN_RIVAL: &str = "same-months-last-year";

/// What the card says of the chance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChanceWords {
    /// "Chance of £690k".
    pub title: String,
    /// "25%".
    pub figure: String,
    /// "about one in four".
    pub words: &'static str,
    /// "if nothing changes".
    pub condition: String,
}

impl Voice<'_> {
    /// The chance that the page speaks of: that of the formal target, or of the lowest one that is set.
    #[must_use]
    pub fn chance(&self) -> Option<Odds> {
        let odds = &self.answer.odds;
        odds.iter().find(|odds| odds.level == Level::Formal).or(odds.first()).copied()
    }

    /// Whether every period of the plan is finished, so that nothing is left to chance.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.answer.plan_rows().next().is_some()
            && self.answer.plan_rows().all(|row| row.standing == Standing::Finished)
    }

    /// `None` without a target or a forecast, and where the plan is over.
    #[must_use]
    pub fn chance_words(&self) -> Option<ChanceWords> {
        let Odds { target, chance, .. } = self.chance().filter(|_| !self.is_over())?;
        let adjusted = self.answer.total.adjustments.is_some();
        Some(ChanceWords {
            title: format!("Chance of {}", self.style.in_sentence(target)),
            figure: odds::figure(chance, self.style),
            words: odds::words(chance),
            condition: if adjusted { "with your adjustments" } else { "if nothing changes" }.to_owned(),
        })
    }

    /// What stands in the table for one level: "25%"; once the plan is over, what came of it.
    #[must_use]
    pub fn chance_of_level(&self, level: Level) -> Option<String> {
        let odds = self.answer.odds.iter().find(|odds| odds.level == level)?;
        Some(match self.is_over() {
            true if odds.chance > 0.5 => "reached".to_owned(),
            true => "missed".to_owned(),
            false => odds::figure(odds.chance, self.style),
        })
    }

    /// "Each dot is one of 20 equally likely years. 5 reach the target."
    #[must_use]
    pub fn dots(&self) -> String {
        let dots = &self.answer.dots;
        let year = self.answer.span.len() == self.answer.granularity.per_year();
        let each =
            format!("Each dot is one of {} equally likely {}.", dots.len(), if year { "years" } else { "outcomes" });
        let Some(Odds { target, .. }) = self.chance() else { return each };
        let reached = dots.iter().filter(|dot| **dot >= target).count();
        let reached = match reached {
            0 => "None reaches the target.".to_owned(),
            1 => "1 reaches the target.".to_owned(),
            all if all == dots.len() => "All reach the target.".to_owned(),
            some => format!("{some} reach the target."),
        };
        format!("{each} {reached}")
    }

    /// The method that the forecast is made by.
    #[must_use]
    pub fn method(&self) -> Option<&MethodAnswer> {
        self.answer.methods.get(self.answer.chosen?)
    }

    /// "4.7%": a share of what came.
    #[must_use]
    pub fn miss(&self, share: f64) -> String {
        self.style.percent_fine(share * 100.0)
    }

    /// "Over 10 earlier eight-month forecasts this method missed by ", "4.7%", " on average. Its 8-in-10 band held 51 of 60 months.":
    /// the number apart, to be set bold. Empty parts where there is nothing to tell from.
    #[must_use]
    pub fn record(&self) -> [String; 3] {
        let word = calendar::period_word(self.answer.granularity);
        let card = self.method().and_then(|method| method.card.as_ref());
        let Some(card) = card else {
            let few = format!(
                "Too few {} are finished to try this method out on the past. Take it as a direction, and the band as a guess.",
                plural::plural(word)
            );
            return [few, String::new(), String::new()];
        };
        let (held, count) = card.held;
        let band = format!("Its 8-in-10 band held {held} of {}.", plural::count(count, word));
        let length = format!("{}-{word}", plural::in_words(card.horizon));
        let Some(miss) = card.average_miss else {
            return [
                format!("What came in the past adds up to nothing, so no share of it can be told. {band}"),
                String::new(),
                String::new(),
            ];
        };
        let (before, after) = match card.origins {
            1 => (format!("In one earlier {length} forecast this method missed by "), "."),
            many => (format!("Over {many} earlier {length} forecasts this method missed by "), " on average."),
        };
        [before, self.miss(miss), format!("{after} {band}")]
    }

    /// Why the forecast is made by this method.
    #[must_use]
    pub fn choice(&self) -> Option<String> {
        let method = self.method()?;
        let miss = |method: &MethodAnswer| method.card.as_ref()?.average_miss;
        Some(match self.answer.choice {
            Choice::Own => "You chose this method.".to_owned(),
            Choice::Default if method.card.is_none() => {
                "It is Upturn’s usual method; there is too little history to try others against it.".to_owned()
            }
            Choice::Default => {
                "It is Upturn’s usual method: no plainer one did clearly better on these figures.".to_owned()
            }
            Choice::Better { than } => {
                let usual = self.answer.methods.get(than);
                match miss(method).zip(usual.and_then(miss)) {
                    Some((own, other)) => format!(
                        "On these figures it missed clearly less than Upturn’s usual method: {} against {}.",
                        self.miss(own),
                        self.miss(other)
                    ),
                    None => "On these figures it missed clearly less than Upturn’s usual method.".to_owned(),
                }
            }
        })
    }

    /// Said plainly where the chosen method did worse than what everybody has at hand.
    #[must_use]
    pub fn worse_than_plain(&self) -> Option<String> {
        let own = self.method().filter(|method| method.id != PLAIN_RIVAL)?;
        let rival = self.answer.methods.iter().find(|method| method.id == PLAIN_RIVAL)?;
        let miss = |method: &MethodAnswer| method.card.as_ref()?.average_miss;
        let (own, other) = (miss(own)?, miss(rival)?);
        // What reads the same is the same.
        (own > other && self.miss(own) != self.miss(other)).then(|| {
            format!(
                "The same months of last year missed by {} only. On these figures, they would have been the better guess.",
                self.miss(other)
            )
        })
    }

    /// "The straight line ignores the season: … Once it missed by 33%. Shown, not used."
    #[must_use]
    pub fn warning(&self, method: &MethodAnswer) -> Option<String> {
        let mut said = method.warning.clone()?;
        if let Some(worst) = method.card.as_ref().and_then(|card| card.worst_miss) {
            said += &format!(" Once it missed by {}.", self.style.percent(worst * 100.0));
        }
        if self.method().is_none_or(|chosen| chosen.id != method.id) {
            said += " Shown, not used.";
        }
        Some(said)
    }

    /// "Aug 2025 lies so far from its neighbours that the forecast counts it only in part."
    #[must_use]
    pub fn tamed(&self) -> Option<String> {
        const MOST_NAMED: usize = 4;
        let tamed = &self.answer.tamed;
        let name = |period: &Period| calendar::period(*period, self.fiscal);
        match tamed.as_slice() {
            [] => None,
            [only] => Some(format!(
                "{} lies so far from its neighbours that the forecast counts it only in part.",
                name(only)
            )),
            many => {
                let mut names: Vec<String> = many.iter().take(MOST_NAMED).map(name).collect();
                if many.len() > MOST_NAMED {
                    names.push(plural::count(many.len() - MOST_NAMED, "other"));
                }
                Some(format!(
                    "{} lie so far from their neighbours that the forecast counts them only in part.",
                    plural::join(&names)
                ))
            }
        }
    }

    /// ", of which −£10k by judgement": what adjustments do to the landing; nothing without any.
    #[must_use]
    pub fn by_judgement(&self) -> String {
        let words = |sum: Amount| format!(", of which {} by judgement", self.style.in_sentence_signed(sum));
        self.answer.total.adjustments.map(words).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::forecast::card::Card;
    use crate::analysis::{Answer, analyse};
    use crate::model::{Currency, FiscalStart, Plan, Unit};
    use crate::text::Numbers;
    use crate::text::money::Style;

    fn card(miss: f64) -> Card {
        Card {
            horizon: 8,
            origins: 10,
            average_miss: Some(miss),
            worst_miss: Some(0.33),
            held: (51, 60),
            leads: Vec::new(),
        }
    }

    /// An answer of three flat years with these cards of the combination and of the same months last year.
    fn answer(own: Option<f64>, rival: Option<f64>) -> Answer {
        let mut plan = Plan::new("Coast");
        for row in 0..36 {
            plan.type_figure(0, "2023-07".parse::<Period>().unwrap().plus(row), Some(Amount::whole(1_000)));
        }
        let mut answer = analyse(&plan, 0, "2026-07-10".parse().unwrap()).unwrap();
        for method in &mut answer.methods {
            method.card = match method.id {
                "combination" => own.map(card),
                PLAIN_RIVAL => rival.map(card),
                _ => None,
            };
        }
        answer.chosen = answer.methods.iter().position(|method| method.id == "combination");
        answer.choice = Choice::Default;
        answer
    }

    fn said<R>(answer: &Answer, say: impl FnOnce(Voice<'_>) -> R) -> R {
        let style = Style { numbers: Numbers::ENGLISH, currency: "GBP".parse::<Currency>().ok(), unit: Unit::Money };
        say(Voice { name: "Coast", fiscal: FiscalStart::JANUARY, answer, style: &style })
    }

    #[test]
    fn the_record_is_told_with_its_counts() {
        let told = said(&answer(Some(0.047), None), |voice| voice.record().concat());
        assert_eq!(
            told,
            "Over 10 earlier eight-month forecasts this method missed by 4.7% on average. Its 8-in-10 band held 51 of 60 months."
        );
        let none = said(&answer(None, None), |voice| voice.record().concat());
        assert!(none.starts_with("Too few months are finished to try this method out"), "{none}");
    }

    #[test]
    fn a_method_that_did_worse_than_last_year_says_so() {
        let worse = said(&answer(Some(0.047), Some(0.031)), |voice| voice.worse_than_plain());
        assert_eq!(
            worse.as_deref(),
            Some(
                "The same months of last year missed by 3.1% only. On these figures, they would have been the better guess."
            )
        );
        for rival in [Some(0.05), Some(0.0471), None] {
            let worse = said(&answer(Some(0.0472), rival), |voice| voice.worse_than_plain());
            assert_eq!(worse, None, "{rival:?}");
        }
    }

    #[test]
    fn the_choice_has_its_reason() {
        let mut chosen = answer(Some(0.021), Some(0.063));
        let choice = |answer: &Answer| said(answer, |voice| voice.choice()).unwrap();
        assert!(choice(&chosen).starts_with("It is Upturn’s usual method: no plainer one"));
        chosen.choice = Choice::Own;
        assert_eq!(choice(&chosen), "You chose this method.");
        let than = chosen.methods.iter().position(|method| method.id == PLAIN_RIVAL).unwrap();
        chosen.choice = Choice::Better { than };
        assert_eq!(
            choice(&chosen),
            "On these figures it missed clearly less than Upturn’s usual method: 2.1% against 6.3%."
        );
        assert!(choice(&answer(None, None)).contains("too little history"));
    }

    #[test]
    fn the_warning_of_a_method_ends_in_its_worst_miss() {
        let answer = answer(Some(0.047), None);
        let straight = MethodAnswer {
            warning: Some("The straight line ignores the season: July is 30% above.".into()),
            card: Some(card(0.131)),
            ..answer.methods.iter().find(|method| method.id == "line-through-rolling-average").unwrap().clone()
        };
        assert_eq!(
            said(&answer, |voice| voice.warning(&straight)).as_deref(),
            Some("The straight line ignores the season: July is 30% above. Once it missed by 33%. Shown, not used.")
        );
    }

    #[test]
    fn months_that_count_in_part_are_named() {
        let mut answer = answer(None, None);
        let tamed = |answer: &Answer| said(answer, |voice| voice.tamed());
        assert_eq!(tamed(&answer), None);
        let month = |text: &str| text.parse::<Period>().unwrap();
        answer.tamed = vec![month("2025-08")];
        assert!(tamed(&answer).unwrap().starts_with("Aug 2025 lies so far from its neighbours"));
        answer.tamed = (1..=6).map(|number| Period::month(2025, number)).collect();
        assert!(tamed(&answer).unwrap().starts_with("Jan 2025, Feb 2025, Mar 2025, Apr 2025 and 2 others lie"));
    }

    #[test]
    fn the_dots_that_reach_the_target_are_counted() {
        let mut answer = answer(None, None);
        answer.dots = (0..20).map(|dot| Amount::whole(600 + dot * 6)).collect();
        let dots = |answer: &Answer| said(answer, |voice| voice.dots());
        let with_target = |answer: &mut Answer, target: i64| {
            answer.odds = vec![Odds { level: Level::Formal, target: Amount::whole(target), chance: 0.25 }];
        };
        assert_eq!(dots(&answer), "Each dot is one of 20 equally likely years.");
        with_target(&mut answer, 690);
        assert_eq!(dots(&answer), "Each dot is one of 20 equally likely years. 5 reach the target.");
        with_target(&mut answer, 714);
        assert!(dots(&answer).ends_with("1 reaches the target."));
        with_target(&mut answer, 900);
        assert!(dots(&answer).ends_with("None reaches the target."));
        with_target(&mut answer, 1);
        assert!(dots(&answer).ends_with("All reach the target."));
    }

    #[test]
    fn the_headline_chance_is_that_of_the_formal_target() {
        let mut answer = answer(None, None);
        let odds = |level, target, chance| Odds { level, target: Amount::whole(target), chance };
        answer.odds = vec![odds(Level::Minimum, 640_000, 0.79), odds(Level::Formal, 690_000, 0.25)];
        let words = said(&answer, |voice| voice.chance_words()).unwrap();
        assert_eq!(
            (words.title.as_str(), words.figure.as_str(), words.words),
            ("Chance of £690k", "25%", "about one in four")
        );
        assert_eq!(said(&answer, |voice| voice.chance_of_level(Level::Minimum)).as_deref(), Some("79%"));
        assert_eq!(said(&answer, |voice| voice.chance_of_level(Level::Stretch)), None);
    }
}
