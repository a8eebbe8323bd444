//! How the user writes numbers: the decimal sign and the sign between thousands.

use crate::model::Amount;

use super::written::{Cell, Fault, Written, take_apart, trimmed};

/// The signs of a notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// '.' or ','.
    pub decimal: char,
    /// ',', '.', '’' or a narrow space; never the same as `decimal`.
    pub group: char,
}

/// Why what was typed is no amount, and what to type instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    #[error("\"{text}\" is not a number; type it like {example}")]
    NotANumber { text: String, example: String },
    #[error("\"{text}\" has a separator in an odd place; type it like {example}, with \"{decimal}\" for decimals only")]
    Separators { text: String, example: String, decimal: char },
    #[error("\"{text}\" is a percentage; type an amount like {example}")]
    Percent { text: String, example: String },
    #[error("\"{text}\" has more than six decimals; type {rounded}")]
    TooFine { text: String, rounded: String },
    #[error("\"{text}\" is too large; the limit is a million million million")]
    TooLarge { text: String },
}

const NARROW_SPACE: char = '\u{202f}';

/// Languages, the regions in which they have another notation than elsewhere, and that notation.
const BY_REGION: [(&str, &str, Numbers); 6] = [
    ("de it rm gsw en", "CH", Numbers::SWISS),
    ("de", "LI", Numbers::SWISS),
    ("en", "DE NL BE DK SI", Numbers::CONTINENTAL),
    ("en", "AT FI SE ZA", Numbers::SPACED),
    ("de pt es", "AT PT CR", Numbers::SPACED),
    ("es", "MX US PR GT HN NI PA PE SV DO CU", Numbers::ENGLISH),
];

const BY_LANGUAGE: [(&str, Numbers); 2] = [
    ("de es it nl pt da el tr id ro hr sl sr bs mk is ca gl eu vi az fo lb", Numbers::CONTINENTAL),
    ("fr sv nb nn no fi pl cs sk hu ru uk be bg et lv lt sq hy ka kk af eo", Numbers::SPACED),
];

impl Numbers {
    /// 1,234.50
    pub const ENGLISH: Self = Self { decimal: '.', group: ',' };
    /// 1.234,50
    pub const CONTINENTAL: Self = Self { decimal: ',', group: '.' };
    /// 1 234,50
    pub const SPACED: Self = Self { decimal: ',', group: NARROW_SPACE };
    /// 1’234.50
    pub const SWISS: Self = Self { decimal: '.', group: '’' };

    /// The notation of a locale such as `de-CH`, `fr_FR.UTF-8` or `en`; the English one where the tag is not known.
    /// By the Unicode CLDR's number symbols, with spaces narrow.
    #[must_use]
    pub fn for_locale(tag: &str) -> Self {
        let tag = tag.split(['.', '@']).next().unwrap_or_default();
        let mut parts = tag.split(['-', '_']);
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        let region = parts.find(|p| p.len() == 2).unwrap_or_default().to_ascii_uppercase();
        let has = |list: &str, word: &str| !word.is_empty() && list.split(' ').any(|w| w == word);
        let in_region =
            BY_REGION.iter().find(|(languages, regions, _)| has(languages, &language) && has(regions, &region));
        in_region
            .map(|(_, _, numbers)| *numbers)
            .or_else(|| {
                BY_LANGUAGE.iter().find(|(languages, _)| has(languages, &language)).map(|(_, numbers)| *numbers)
            })
            .unwrap_or(Self::ENGLISH)
    }

    /// Reads what people type into a cell; `None` is missing: nothing, "-", "n/a", "TBD".
    ///
    /// A currency, thousands in plausible places, brackets or a minus on either side and "45k" are understood.
    ///
    /// # Errors
    /// [`NumberError`] says what to type instead; nothing is guessed from a separator in the wrong place.
    pub fn parse(&self, text: &str) -> Result<Option<Amount>, NumberError> {
        let told = |fault| self.error(text, fault);
        let written = match take_apart(text).map_err(told)? {
            Cell::Missing => return Ok(None),
            Cell::Number(written) => written,
        };
        let reading = self.read(&written).map_err(told)?;
        if reading.rounded {
            return Err(NumberError::TooFine { text: shortened(text), rounded: self.edit(reading.amount) });
        }
        Ok(Some(reading.amount))
    }

    fn read(self, written: &Written<'_>) -> Result<super::written::Reading, Fault> {
        // Spaces and apostrophes part thousands in any notation; a point or comma only in the notation that has it.
        written.read(self.decimal, |c| c == self.group || !matches!(c, '.' | ','))
    }

    fn error(self, text: &str, fault: Fault) -> NumberError {
        let text = shortened(text);
        let example = format!("62500{}25", self.decimal);
        match fault {
            Fault::NotANumber => NumberError::NotANumber { text, example },
            Fault::Separators => NumberError::Separators { text, example, decimal: self.decimal },
            Fault::Percent => NumberError::Percent { text, example },
            Fault::TooLarge => NumberError::TooLarge { text },
        }
    }

    /// With `decimals` decimals and a true minus: "−1,234.50".
    #[must_use]
    pub fn format(&self, amount: Amount, decimals: u32, grouped: bool) -> String {
        let rounded = amount.rounded(decimals);
        let stored = rounded.abs().to_string();
        let (whole, part) = stored.split_once('.').unwrap_or((&stored, ""));
        let mut text = String::with_capacity(stored.len() + 8);
        if rounded.is_negative() {
            text.push('−');
        }
        if grouped {
            self.push_grouped(&mut text, whole);
        } else {
            text.push_str(whole);
        }
        if decimals > 0 {
            text.push(self.decimal);
            text.extend(part.chars().chain(std::iter::repeat('0')).take(decimals as usize));
        }
        text
    }

    fn push_grouped(self, text: &mut String, whole: &str) {
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push(self.group);
            }
            text.push(digit);
        }
    }

    /// What a cell editor starts with: all decimals, no grouping, a minus from the keyboard. `parse` reads it back.
    #[must_use]
    pub fn edit(&self, amount: Amount) -> String {
        amount.to_string().replace('.', self.decimal.encode_utf8(&mut [0; 4]))
    }
}

/// A cell's text for a message: short, on one line.
#[must_use]
pub fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    let one_line: String =
        trimmed(text).chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST + 1).collect();
    if one_line.chars().count() > LONGEST {
        one_line.chars().take(LONGEST - 1).chain(['…']).collect()
    } else {
        one_line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOTATIONS: [Numbers; 4] = [Numbers::ENGLISH, Numbers::CONTINENTAL, Numbers::SPACED, Numbers::SWISS];

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    #[test]
    fn the_notation_follows_language_and_region() {
        for (tag, notation) in [
            ("en-GB", Numbers::ENGLISH),
            ("de-DE", Numbers::CONTINENTAL),
            ("de_CH.UTF-8", Numbers::SWISS),
            ("fr", Numbers::SPACED),
            ("fr-CH", Numbers::SPACED),
            ("es-MX", Numbers::ENGLISH),
            ("sr-Latn-RS", Numbers::CONTINENTAL),
            ("en-ZA", Numbers::SPACED),
            ("C", Numbers::ENGLISH),
            ("", Numbers::ENGLISH),
        ] {
            assert_eq!(Numbers::for_locale(tag), notation, "{tag}");
        }
    }

    #[test]
    fn a_typed_number_is_read_in_the_users_notation() {
        let read = |numbers: Numbers, text: &str| numbers.parse(text).unwrap().map(|a| a.to_string());
        assert_eq!(read(Numbers::ENGLISH, "1,234"), Some("1234".into()));
        assert_eq!(read(Numbers::CONTINENTAL, "1.234"), Some("1234".into()));
        assert_eq!(read(Numbers::CONTINENTAL, "€ 1.234,5"), Some("1234.50".into()));
        assert_eq!(read(Numbers::SWISS, "1'234.5"), Some("1234.50".into()));
        assert_eq!(read(Numbers::ENGLISH, "45k"), Some("45000".into()));
        assert_eq!(read(Numbers::ENGLISH, "n/a"), None);
    }

    #[test]
    fn a_separator_in_an_odd_place_is_never_guessed_at() {
        let told = |numbers: Numbers, text: &str| numbers.parse(text).unwrap_err().to_string();
        assert_eq!(
            told(Numbers::ENGLISH, "1,23"),
            "\"1,23\" has a separator in an odd place; type it like 62500.25, with \".\" for decimals only"
        );
        assert!(Numbers::SPACED.parse("1.234").is_err(), "a point is neither decimal nor group in French");
        assert!(Numbers::SWISS.parse("1,234").is_err());
        assert_eq!(told(Numbers::ENGLISH, "5%"), "\"5%\" is a percentage; type an amount like 62500.25");
        assert_eq!(
            told(Numbers::CONTINENTAL, "0,12345678"),
            "\"0,12345678\" has more than six decimals; type 0,123457"
        );
        assert_eq!(told(Numbers::ENGLISH, "lots"), "\"lots\" is not a number; type it like 62500.25");
    }

    #[test]
    fn amounts_are_written_with_a_true_minus_and_never_as_minus_zero() {
        let english = Numbers::ENGLISH;
        assert_eq!(english.format(amount("-1234567.891"), 2, true), "−1,234,567.89");
        assert_eq!(english.format(amount("-0.4"), 0, true), "0");
        assert_eq!(english.format(amount("950"), 1, true), "950.0");
        assert_eq!(Numbers::SPACED.format(amount("1234.5"), 1, true), "1\u{202f}234,5");
        assert_eq!(Numbers::CONTINENTAL.format(amount("1234.5"), 0, false), "1235");
    }

    proptest! {
        #[test]
        fn every_notation_reads_back_what_it_writes(millionths in any::<i64>(), which in 0_usize..4, grouped: bool) {
            let numbers = NOTATIONS[which];
            let sign = if millionths < 0 { "-" } else { "" };
            let size = millionths.unsigned_abs();
            let exact = amount(&format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000));
            prop_assert_eq!(numbers.parse(&numbers.format(exact, 6, grouped)), Ok(Some(exact)));
            prop_assert_eq!(numbers.parse(&numbers.edit(exact)), Ok(Some(exact)));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*", near in "[-+(£€$ ]{0,3}[0-9.,' ]{0,9}[-)%kM€, ]{0,3}") {
            for numbers in NOTATIONS {
                let _ = numbers.parse(&text);
                let _ = numbers.parse(&near);
            }
        }
    }
}
