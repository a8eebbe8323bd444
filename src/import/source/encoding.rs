//! Which encoding a text is in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
};

use crate::import::ImportError;

/// How a text's bytes become letters, and why so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    pub encoding: &'static Encoding,
    /// Bytes of the mark at the start.
    pub mark: usize,
    pub why: &'static str,
}

/// Judges by the first bytes of a file; `whole` if they are all of it.
pub(super) fn of_head(head: &[u8], whole: bool) -> Found {
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        return Found { encoding, mark, why: "a mark at its start says so" };
    }
    if let Some(encoding) = utf16_without_mark(head) {
        return Found { encoding, mark: 0, why: "every other byte of plain letters is zero" };
    }
    match std::str::from_utf8(head) {
        Ok(_) => Found { encoding: UTF_8, mark: 0, why: "all its bytes are valid" },
        // Cut in the middle of a letter.
        Err(error) if !whole && error.error_len().is_none() => {
            Found { encoding: UTF_8, mark: 0, why: "all its bytes are valid" }
        }
        Err(_) => of_eight_bits([head].into_iter()),
    }
}

/// Judges a text that is no UTF-8 by all of it.
pub(super) fn of_eight_bits<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Found {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut only_signs = true;
    for piece in pieces {
        detector.feed(piece, false);
        only_signs &= piece.iter().all(|byte| byte.is_ascii() || SIGNS_OF_1252.contains(byte));
    }
    detector.feed(&[], true);
    if only_signs {
        let why = "it is not in UTF-8, and all its special signs are £, €, quotes or dashes there";
        return Found { encoding: WINDOWS_1252, mark: 0, why };
    }
    let encoding = detector.guess(None, Utf8Detection::Deny);
    Found { encoding, mark: 0, why: "it is not in UTF-8, and its letters make words in this one" }
}

/// € ‚ … ‘ ’ “ ” • – — no-break space £ § ´ ·: signs that no word holds.
const SIGNS_OF_1252: [u8; 15] =
    [0x80, 0x82, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0xa0, 0xa3, 0xa7, 0xb4, 0xb7];

fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let sample = head.get(..head.len().min(400) & !1).unwrap_or_default();
    let zeroes = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeroes(0), zeroes(1));
    let most = sample.len() / 2;
    match (even, odd) {
        _ if most < 4 => None,
        (0, odd) if odd * 3 > most * 2 => Some(UTF_16LE),
        (even, 0) if even * 3 > most * 2 => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that a person named. A mark at the start of the text is none of its letters in that one either.
pub(super) fn asked(name: &str, found: Found) -> Result<Found, ImportError> {
    let encoding = Encoding::for_label(name.as_bytes()).ok_or_else(|| ImportError::BadAnswer {
        id: "encoding".to_owned(),
        value: name.to_owned(),
        options: USUAL.map(Encoding::name).join(", "),
    })?;
    let mark = if encoding == found.encoding { found.mark } else { 0 };
    Ok(Found { encoding, mark, why: "you said so" })
}

/// What the first letters with an accent read in this encoding and in the usual others, where that is not the same.
pub(super) fn readings(head: &[u8], holds: &'static Encoding) -> Vec<(&'static str, String)> {
    let mut readings: Vec<(&'static str, String)> = Vec::new();
    for encoding in std::iter::once(holds).chain(USUAL.into_iter().filter(|usual| *usual != holds)) {
        let text = encoding.decode_without_bom_handling(head).0;
        // A head that is cut in the middle of a letter ends in a sign for what can't be read.
        let broken = text.trim_end_matches('\u{fffd}').contains('\u{fffd}');
        let Some(word) = sample(&text).filter(|_| !broken || encoding == holds) else { continue };
        if readings.iter().all(|(_, other)| *other != word) {
            readings.push((encoding.name(), word));
        }
    }
    readings
}

/// What tables are written in that don't tell themselves, as UTF-16 does. Those of East Asia would turn any accent into a rare
/// sign, and are taken only where a table is plainly in one.
const USUAL: [&Encoding; 6] = [UTF_8, WINDOWS_1252, WINDOWS_1250, WINDOWS_1251, WINDOWS_1253, WINDOWS_1254];

/// What a first word with an accent reads, to be looked at: "Müller".
pub(super) fn sample(text: &str) -> Option<String> {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    let at = text.char_indices().find(|(_, c)| !c.is_ascii() && c.is_alphabetic())?.0;
    let start = text.get(..at)?.char_indices().rev().take_while(|(_, c)| word(*c)).last().map_or(at, |(at, _)| at);
    Some(text.get(start..)?.chars().take_while(|c| word(*c)).take(30).collect())
}

/// No text in any encoding has these.
pub(super) fn refuse_binary(head: &[u8], found: Found, file: &str) -> Result<(), ImportError> {
    let wide = found.encoding == UTF_16LE || found.encoding == UTF_16BE;
    let control = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31);
    let controls = head.iter().filter(control).count();
    if !wide && (head.contains(&0) || controls * 20 > head.len()) {
        return Err(ImportError::NotText { file: file.to_owned(), kind: "not a text file" });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8]) -> &'static str {
        of_head(bytes, true).encoding.name()
    }

    #[test]
    fn marks_zeroes_and_letters_tell_the_encoding() {
        assert_eq!(name("Müller,5".as_bytes()), "UTF-8");
        assert_eq!(name(b"\xef\xbb\xbfa,b"), "UTF-8");
        assert_eq!(name(b"\xff\xfea\0,\0"), "UTF-16LE");
        assert_eq!(name(b"M\0o\0n\0t\0h\0,\0"), "UTF-16LE");
        assert_eq!(name(b"\0M\0o\0n\0t\0h\0,"), "UTF-16BE");
        assert_eq!(name(b"Month,Sales\nJan 2026,\xa35\n"), "windows-1252");
        assert_eq!(name(b"Kunde;Umsatz\nM\xfcller;5\nGr\xf6\xdfe;6\n"), "windows-1252");
        let russian = WINDOWS_1251.encode("Месяц;Продажи;Клиент\nянварь;5;Иванов\nфевраль;6;Петров\n").0;
        assert_eq!(name(&russian), "windows-1251");
        let polish = WINDOWS_1250.encode("Miesiąc;Sprzedaż;Źródło;Część\n2026-01;5;Łódź;żółć\n").0;
        assert_eq!(name(&polish), "windows-1250");
    }

    #[test]
    fn a_letter_cut_in_two_is_no_other_encoding() {
        assert_eq!(of_head("Umsatz ü".as_bytes().split_last().unwrap().1, false).encoding, UTF_8);
    }

    #[test]
    fn other_encodings_are_offered_by_what_the_first_accent_reads_in_them() {
        let bytes = b"Kunde;Umsatz\nM\xfcller;5\nSoci\xe9t\xe9;6\n";
        let offered = readings(bytes, WINDOWS_1252);
        assert_eq!(offered.first(), Some(&("windows-1252", "Müller".to_owned())));
        assert!(offered.contains(&("windows-1251", "Mьller".to_owned())), "{offered:?}");
        // Not UTF-8, and the same word in the one for Turkish.
        assert!(offered.iter().all(|(name, _)| !["UTF-8", "windows-1254"].contains(name)), "{offered:?}");
        assert_eq!(readings(b"Month,Sales\n2026-01,5\n", UTF_8), []);
    }

    #[test]
    fn the_first_word_with_an_accent_is_the_sample() {
        assert_eq!(sample("a,\"Müller, Söhne\""), Some("Müller".into()));
        assert_eq!(sample("£5,–"), None);
    }
}
