//! The first line: `// Upturn plan, format 1, checksum 1a2b3c4d`.
//!
//! The checksum is the CRC-32 of the whole text but its own eight digits, so that a change in the first line shows as
//! well. It is there because a damaged file can still be a valid plan with another number in it. A byte-order mark and
//! Windows line ends, which editors and version control add on their own, don't count as changes.

use crc32fast::Hasher;

const DIGITS: usize = 8;
const CHECKSUM: &str = ", checksum ";
const FORMAT: &str = "// Upturn plan, format ";

/// What the first line says of the text that it stands over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integrity {
    /// The text is as Upturn wrote it.
    Whole,
    /// Edited by hand, or damaged.
    Changed,
    /// No checksum: written by hand.
    Unknown,
}

/// The first line for a text of format `version`, with zeros for the checksum.
pub fn start(version: u32) -> String {
    format!("{FORMAT}{version}{CHECKSUM}{:0DIGITS$}\n", 0)
}

/// Fills in the checksum of a text that begins with [`start`].
pub fn seal(text: &mut String) {
    if let Some(at) = digits_at(text) {
        let checksum = format!("{:0DIGITS$x}", checksum(text.as_bytes(), at));
        text.replace_range(at..at + DIGITS, &checksum);
    }
}

/// Compares a text (without byte-order mark) with the checksum in its first line.
pub fn integrity(text: &str) -> Integrity {
    let Some(at) = digits_at(text) else {
        // A spoilt first line is a change; a file that never had one was written by hand.
        return if text.starts_with("// Upturn") { Integrity::Changed } else { Integrity::Unknown };
    };
    let digits = &text[at..at + DIGITS];
    let fits = |bytes: &[u8]| format!("{:0DIGITS$x}", checksum(bytes, at)) == digits;
    if fits(text.as_bytes()) || (text.contains("\r\n") && fits(text.replace("\r\n", "\n").as_bytes())) {
        Integrity::Whole
    } else {
        Integrity::Changed
    }
}

/// The format that the first line names, for a text whose rest can't be read.
pub fn format(text: &str) -> Option<u32> {
    let rest = text.lines().next()?.strip_prefix(FORMAT)?;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// Where the digits of the checksum start, if the first line is one of ours.
fn digits_at(text: &str) -> Option<usize> {
    let line = text.lines().next()?;
    let rest = line.strip_prefix(FORMAT)?;
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(CHECKSUM)?;
    let hex = digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_hexdigit());
    hex.then(|| line.len() - DIGITS)
}

fn checksum(text: &[u8], digits_at: usize) -> u32 {
    let mut hasher = Hasher::new();
    hasher.update(&text[..digits_at]);
    hasher.update(&text[digits_at + DIGITS..]);
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed() -> String {
        let mut text = start(1) + "(\n    format_version: 1,\n)\n";
        seal(&mut text);
        text
    }

    #[test]
    fn a_text_as_it_was_written_is_whole_with_either_line_end() {
        assert_eq!(integrity(&sealed()), Integrity::Whole);
        assert_eq!(integrity(&sealed().replace('\n', "\r\n")), Integrity::Whole);
    }

    #[test]
    fn any_changed_byte_shows_also_in_the_first_line() {
        let text = sealed();
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            let changed = String::from_utf8(bytes).unwrap();
            assert_ne!(integrity(&changed), Integrity::Whole, "byte {at}: {changed}");
        }
    }

    #[test]
    fn a_text_without_the_line_has_no_checksum() {
        assert_eq!(integrity("(format_version: 1)"), Integrity::Unknown);
        assert_eq!(integrity(""), Integrity::Unknown);
        assert_eq!(integrity("// Upturn plan, format 1, checksum 12é45678\n()"), Integrity::Changed);
    }

    #[test]
    fn the_format_is_known_even_where_the_rest_is_unreadable() {
        assert_eq!(format("// Upturn plan, format 12, checksum 00000000\n???"), Some(12));
        assert_eq!(format("(format_version: 1)"), None);
    }
}
