//! The words of the board: its question, its phases, and how ideas are read out.

use super::{Style, plural};
use crate::model::{Amount, Hands, Idea, IdeaState};

/// The question on the wall for the gap; positive is short.
#[must_use]
pub fn question_of_gap(gap: Option<Amount>, style: &Style) -> String {
    match gap {
        Some(gap) if gap > Amount::ZERO => format!("What could close the gap of {}?", style.in_sentence(gap)),
        _ => "What could we do to sell more?".to_owned(),
    }
}

/// The question on the wall for a scenario's response.
#[must_use]
pub fn question_of_response(title: &str) -> String {
    format!("What do we do when it happens: {}?", title.trim().trim_end_matches(['.', '?']))
}

/// "works 3.5 (2 to 5), can do 4": as far as both were judged.
#[must_use]
pub fn judged(idea: &Idea) -> String {
    let part = |name: &str, hands: &Hands| hands.mean().map(|_| format!("{name} {}", hands_words(hands)));
    let parts: Vec<String> = [part("works", &idea.works), part("can do", &idea.can_do)].into_iter().flatten().collect();
    if parts.is_empty() { "not judged yet".to_owned() } else { parts.join(", ") }
}

/// "3.5 (2 to 5)": the mean, and how far the hands lie apart where they do.
#[must_use]
pub fn hands_words(hands: &Hands) -> String {
    let (Some(mean), Some((low, high))) = (hands.mean(), hands.spread()) else { return "–".to_owned() };
    let rounded = (mean * 10.0).round() / 10.0;
    let mean = if rounded.fract() == 0.0 { format!("{rounded:.0}") } else { format!("{rounded:.1}") };
    if low == high { mean } else { format!("{mean} ({low} to {high})") }
}

/// How an idea is read out: its text, who said it, its group, points and judgement.
#[must_use]
pub fn spoken(idea: &Idea) -> String {
    let mut said = idea.text.clone();
    if !idea.by.is_empty() {
        said = format!("{said}, by {}", idea.by);
    }
    if !idea.group.is_empty() {
        said = format!("{said}, in {}", idea.group);
    }
    if idea.dots > 0 {
        said = format!("{said}, {}", plural::count(usize::try_from(idea.dots).unwrap_or(usize::MAX), "point"));
    }
    if idea.is_rated() {
        said = format!("{said}, {}", judged(idea));
    }
    match &idea.state {
        IdeaState::Open => said,
        IdeaState::Adopted(_) => format!("{said}, in the plan"),
        IdeaState::Aside(reason) => format!("{said}, kept aside: {reason}"),
    }
}

/// "4:10" left on the clock.
#[must_use]
pub fn clock(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// Hands as they are typed, a digit a person: "4 4 5 2"; `None` with anything but 1 to 5 in it.
#[must_use]
pub fn parse_hands(text: &str) -> Option<Hands> {
    let digits = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | ';'));
    let hands: Option<Vec<u8>> = digits.map(|c| c.to_digit(10).and_then(|digit| u8::try_from(digit).ok())).collect();
    Hands::new(hands?).ok()
}

/// "5 hands": how many are in, without saying which.
#[must_use]
pub fn hands_in(text: &str) -> String {
    match parse_hands(text) {
        Some(hands) => plural::count(hands.all().len(), "hand"),
        None => "a digit from 1 to 5 each".to_owned(),
    }
}

/// Words for a mean from 1 to 5: "hardly", "partly", "mostly".
#[must_use]
pub fn verdict(mean: f64) -> &'static str {
    match mean {
        mean if mean < 1.8 => "no",
        mean if mean < 2.6 => "hardly",
        mean if mean < 3.4 => "partly",
        mean if mean < 4.2 => "mostly",
        _ => "yes",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Unit;
    use crate::text::Numbers;

    #[test]
    fn the_question_names_the_gap_or_what_happened() {
        let style = Style { numbers: Numbers::ENGLISH, currency: "GBP".parse().ok(), unit: Unit::Money };
        assert_eq!(question_of_gap(Some(Amount::whole(28_400)), &style), "What could close the gap of £28k?");
        assert_eq!(question_of_gap(Some(Amount::whole(-5)), &style), "What could we do to sell more?");
        assert_eq!(question_of_response("Marlow tender. "), "What do we do when it happens: Marlow tender?");
    }

    #[test]
    fn hands_are_told_with_their_spread() {
        let hands = |text: &str| parse_hands(text).unwrap();
        assert_eq!(hands_words(&hands("4 4 5 2")), "3.8 (2 to 5)");
        assert_eq!((hands_words(&hands("3,3")), hands_words(&Hands::default())), ("3".into(), "–".into()));
        assert_eq!((parse_hands("4 6"), parse_hands("4x")), (None, None));
        assert_eq!((hands_in("44 5"), hands_in("9")), ("3 hands".into(), "a digit from 1 to 5 each".into()));
        let mut idea = Idea::new("Bundle", "Ana");
        assert_eq!(judged(&idea), "not judged yet");
        (idea.works, idea.can_do, idea.dots) = (hands("44"), hands("25"), 1);
        assert_eq!(spoken(&idea), "Bundle, by Ana, 1 point, works 4, can do 3.5 (2 to 5)");
        assert_eq!([1.0, 2.0, 3.0, 4.0, 5.0].map(verdict), ["no", "hardly", "partly", "mostly", "yes"]);
    }

    #[test]
    fn the_clock_counts_in_minutes() {
        assert_eq!([0, 9, 250].map(clock), ["0:00", "0:09", "4:10"]);
    }
}
