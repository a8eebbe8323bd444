//! Names that stay: by them a strategy, a scenario or a tactic is known in files, on the command line and to each other, whatever it is
//! called and wherever it stands.

use std::fmt;
use std::str::FromStr;

/// Why a text is no such id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not an id such as {0}1")]
pub struct IdError(char);

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $letter:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $letter, self.0)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                read(text, $letter).map(Self)
            }
        }
    };
}

id!(
    /// `s3`. Numbers that Upturn gives are never given again.
    StrategyId,
    's'
);
id!(
    /// `r4`: a scenario is a risk.
    ScenarioId,
    'r'
);
id!(
    /// `t12`.
    TacticId,
    't'
);

id!(
    /// `k2`.
    KpiId,
    'k'
);
id!(
    /// `m7`: a review is a meeting.
    ReviewId,
    'm'
);

/// The number behind the letter, from 1 on and written as we write it.
fn read(text: &str, letter: char) -> Result<u32, IdError> {
    let digits = text.strip_prefix(letter).filter(|digits| digits.starts_with(|c: char| matches!(c, '1'..='9')));
    let digits = digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    digits.and_then(|digits| digits.parse().ok()).ok_or(IdError(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_and_one_of_another_kind_does_not() {
        assert_eq!("s12".parse(), Ok(StrategyId(12)));
        assert_eq!(ScenarioId(7).to_string().parse(), Ok(ScenarioId(7)));
        assert_eq!(TacticId(3).to_string(), "t3");
        for text in ["", "s", "s0", "s01", "s+1", "S1", "r1", "1", "s1 ", "s99999999999"] {
            assert!(text.parse::<StrategyId>().is_err(), "{text}");
        }
        assert_eq!("x".parse::<ScenarioId>().unwrap_err().to_string(), "is not an id such as r1");
    }
}
