//! The sign between the cells of a text.

use std::borrow::Cow;

use super::text::{Form, MOST_CELLS, Trouble, split};
use crate::import::ImportError;

/// The sign between cells, and why it is that one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Delimiter {
    pub sign: u8,
    pub why: &'static str,
    /// A first line such as `sep=;`, which is no row of the table.
    pub announced: bool,
}

impl Delimiter {
    /// The one that was asked for, else the one that the text names, else the one that makes most rows alike.
    pub fn of(text: &str, returns: bool, asked: Option<u8>) -> Result<Self, ImportError> {
        let announcement = announced(text.split(['\n', '\r']).next().unwrap_or_default());
        Ok(match (asked, announcement) {
            (Some(sign), _) => Self { sign, why: "you said so", announced: announcement.is_some() },
            (None, Some(sign)) => Self { sign, why: "its first line says so", announced: true },
            (None, None) => {
                let sign = even(text, returns).first().copied().ok_or(ImportError::OneColumn)?;
                Self { sign, why: "most rows then have as many cells", announced: false }
            }
        })
    }
}

/// The sign that a form has, and the others that part rows.
pub(super) fn signs(head: &[u8], form: Form) -> Vec<u8> {
    let mut signs = even(&form.found.encoding.decode_with_bom_removal(head).0, form.returns);
    if !signs.contains(&form.delimiter.sign) {
        signs.insert(0, form.delimiter.sign);
    }
    signs
}

const SIGNS: [(u8, &str, &str); 4] = [
    (b'\t', "tab", "tabs"),
    (b';', "semicolon", "semicolons"),
    (b'|', "bar", "vertical bars"),
    (b',', "comma", "commas"),
];

/// The word for `--answer delimiter=…`.
pub(super) fn sign_id(sign: u8) -> &'static str {
    SIGNS.iter().find(|(known, ..)| *known == sign).map_or("own", |(_, id, _)| id)
}

pub(super) fn sign_in_words(sign: u8) -> String {
    let known = SIGNS.iter().find(|(known, ..)| *known == sign);
    known.map_or_else(|| format!("\"{}\"", char::from(sign)), |(.., words)| (*words).to_owned())
}

/// The sign that a person named, or typed.
pub(super) fn sign_by_name(name: &str) -> Result<u8, ImportError> {
    let known = SIGNS.iter().find(|(sign, id, words)| {
        id.eq_ignore_ascii_case(name) || words.eq_ignore_ascii_case(name) || name.as_bytes() == [*sign]
    });
    known.map(|(sign, ..)| *sign).ok_or_else(|| ImportError::BadAnswer {
        id: "delimiter".to_owned(),
        value: name.to_owned(),
        options: SIGNS.map(|(_, id, _)| id).join(", "),
    })
}

/// Excel's first line `sep=;`.
fn announced(line: &str) -> Option<u8> {
    let line = line.trim_start_matches('\u{feff}');
    let sign = line.trim_matches('"').strip_prefix("sep=").or_else(|| line.strip_prefix("SEP="))?;
    match sign.as_bytes() {
        [sign] if sign.is_ascii() && !sign.is_ascii_alphanumeric() => Some(*sign),
        _ => None,
    }
}

/// The signs that part rows into two cells or more; first the one by which most rows have the same number of them. Where two
/// do equally well, the comma comes last, since it also stands inside numbers.
fn even(text: &str, returns: bool) -> Vec<u8> {
    const SAMPLE: usize = 200;
    let text = if returns { Cow::Owned(text.replace('\r', "\n")) } else { Cow::Borrowed(text) };
    let mut found: Vec<(usize, u8)> = Vec::new();
    for (sign, ..) in SIGNS {
        let mut widths = Vec::with_capacity(SAMPLE);
        // What a cut head or a broken quote does to the last rows doesn't matter here.
        let ended = split(&mut text.as_bytes(), sign, true, |record| {
            let width = record.ends.len();
            if width > 1 && record.cells().flatten().any(|byte| !byte.is_ascii_whitespace()) {
                widths.push(width);
            }
            if widths.len() < SAMPLE { Ok(()) } else { Err(Trouble::NotUtf8) }
        });
        if matches!(ended, Err(Trouble::Import(ImportError::TooManyColumns { .. }))) {
            widths.push(MOST_CELLS);
        }
        widths.sort_unstable();
        let most = widths.chunk_by(|a, b| a == b).map(<[usize]>::len).max().unwrap_or(0);
        if most > 0 {
            found.push((most, sign));
        }
    }
    found.sort_by_key(|(most, _)| std::cmp::Reverse(*most));
    found.into_iter().map(|(_, sign)| sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_makes_even_rows() {
        let found = |text: &str| even(text, false).first().copied().map(char::from);
        assert_eq!(found("Monat;Umsatz\n2026-01;1.234,50\n2026-02;2.234,50\n"), Some(';'));
        assert_eq!(found("2026-01;1,5\n2026-02;2,5\n"), Some(';'));
        assert_eq!(found("Month,Sales,Note\n2026-01,5,a;b\n2026-02,6,\n"), Some(','));
        assert_eq!(found("Month\tSales\n2026-01\t5,5\n"), Some('\t'));
        assert_eq!(found("Month|Sales\n2026-01|5,5\n"), Some('|'));
        assert_eq!(found("Month\n2026-01\n"), None);
    }
}
