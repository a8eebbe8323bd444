//! `=+5%` and its like: a change to the figures that are there, in the notation in which figures are typed.

use super::model::Numbers;
use crate::model::Amount;

/// What is done to each figure, exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Formula {
    Plus(Amount),
    Ratio { numerator: Amount, denominator: Amount },
}

const ONE: Amount = Amount::whole(1);
const HUNDRED: Amount = Amount::whole(100);

impl Formula {
    /// `None` where `text` is no formula: it does not begin with "=", or a plain figure follows, which is typed as it is.
    /// An error is a sentence without its full stop.
    pub(super) fn read(text: &str, numbers: &Numbers) -> Option<Result<Self, String>> {
        let body = body(text)?;
        let Some(sign) = body.chars().next() else { return Some(Err(no_number(body))) };
        let rest = body[sign.len_utf8()..].trim();
        let known = matches!(sign, '+' | '-' | '−' | '*' | '×' | '/' | '÷');
        if !known {
            let is_share = body.ends_with('%');
            return is_share
                .then(|| Err(format!("\"={body}\" has no sign; type =+{body} to raise, =-{body} to lower")));
        }
        Some(Self::of(sign, rest, numbers).map_err(|error| error.unwrap_or_else(|| no_number(body))))
    }

    fn of(sign: char, rest: &str, numbers: &Numbers) -> Result<Self, Option<String>> {
        let (text, is_share) = rest.strip_suffix('%').map_or((rest, false), |text| (text.trim_end(), true));
        let number = numbers(text).map_err(Some)?.ok_or(None)?;
        let lowers = matches!(sign, '-' | '−');
        let signed = if lowers { -number } else { number };
        let ratio = |numerator, denominator| Ok(Self::Ratio { numerator, denominator });
        match (sign, is_share) {
            ('+' | '-' | '−', false) => Ok(Self::Plus(signed)),
            ('+' | '-' | '−', true) => ratio(HUNDRED + signed, HUNDRED),
            ('*' | '×', false) => ratio(number, ONE),
            ('*' | '×', true) => ratio(number, HUNDRED),
            _ if number.is_zero() => Err(Some("Nothing can be divided by zero".to_owned())),
            (_, false) => ratio(ONE, number),
            (_, true) => ratio(HUNDRED, number),
        }
    }

    /// The figure that `figure` becomes, to `decimals`; `None` where it is too large to be one.
    pub(super) fn apply(self, figure: Amount, decimals: u32) -> Option<Amount> {
        let exact = match self {
            Self::Plus(more) => figure.plus(more),
            Self::Ratio { numerator, denominator } => figure.ratio(numerator, denominator),
        };
        exact.map(|amount| amount.rounded(decimals))
    }
}

fn no_number(body: &str) -> String {
    format!("\"={body}\" has no number; type it like =+5%, =-200 or =*2")
}

/// What follows the "=", or `None` where there is none.
pub(super) fn body(text: &str) -> Option<&str> {
    text.trim().strip_prefix('=').map(str::trim)
}

/// The formula as a step is named by it: "+5%", "−200", "×2".
pub(super) fn printed(text: &str) -> String {
    body(text).unwrap_or_default().replace('-', "−").replace('*', "×").replace('/', "÷")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{amount, numbers};
    use super::*;

    fn becomes(text: &str, figure: &str) -> Option<String> {
        let formula = Formula::read(text, &numbers)?.unwrap_or_else(|error| panic!("{text}: {error}"));
        formula.apply(amount(figure), 2).map(|amount| amount.to_string())
    }

    #[test]
    fn each_kind_of_change_is_read_and_applied_exactly() {
        for (text, figure, wanted) in [
            ("=+5%", "50.91", "53.46"),
            ("=-5%", "200", "190"),
            ("=−5 %", "200", "190"),
            ("= + 100", "50.91", "150.91"),
            ("=-200", "50", "-150"),
            ("=*1.05", "62500.25", "65625.26"),
            ("=×2", "50", "100"),
            ("=*50%", "80", "40"),
            ("=/4", "10", "2.50"),
            ("=+10%", "-100", "-110"),
        ] {
            assert_eq!(becomes(text, figure).as_deref(), Some(wanted), "{text} on {figure}");
        }
    }

    #[test]
    fn what_is_no_formula_is_left_to_the_reader_of_figures() {
        for text in ["5", "+5", "=500", "= 62500.25"] {
            assert!(Formula::read(text, &numbers).is_none(), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_done_is_said_with_what_to_type() {
        for (text, said) in [
            ("=5%", "\"=5%\" has no sign; type =+5% to raise, =-5% to lower"),
            ("=", "\"=\" has no number; type it like =+5%, =-200 or =*2"),
            ("=+", "\"=+\" has no number; type it like =+5%, =-200 or =*2"),
            ("=/0", "Nothing can be divided by zero"),
            ("=+abc", "\"abc\" is not a number; type it like 62500.25"),
        ] {
            assert_eq!(Formula::read(text, &numbers), Some(Err(said.to_owned())), "{text}");
        }
        assert_eq!(becomes("=*1000000", "1000000000000000"), None);
    }
}
