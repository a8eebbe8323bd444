//! Mistakes in a text, told with line, column, field and what belongs there, in words that need no knowledge of RON.

use ron::error::{Error, SpannedError};
use serde::Deserialize;
use serde_path_to_error::Segment;

use super::error::{ParseError, Wrong};
use super::locate;
use super::read::options;

/// Characters of a line that are shown with a mistake in it.
const EXCERPT: usize = 80;

/// Longest path or message that is shown.
const MESSAGE: usize = 200;

/// Reads a text that failed as a `T` once more, to know the field as well as the line.
pub fn failure<'a, T: Deserialize<'a>>(text: &'a str, known: &SpannedError) -> ParseError {
    let Ok(mut deserializer) = ron::Deserializer::from_str_with_options(text, &options()) else {
        return spanned(text, known, String::new());
    };
    match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
        Ok(_) => spanned(text, known, String::new()),
        Err(error) => {
            let field = error_path(error.path());
            spanned(text, &deserializer.span_error(error.into_inner()), field)
        }
    }
}

/// A mistake that ron found.
pub fn spanned(text: &str, error: &SpannedError, field: String) -> ParseError {
    // ron knows where its last step started and ended. What is left over starts where the last step ended.
    let place = if error.code == Error::TrailingCharacters { error.span.end } else { error.span.start };
    let at = (place.line, place.col);
    let message = if error.code == Error::ExpectedComma && is_fraction(text, at) {
        "a whole number belongs here, without decimals".into()
    } else {
        words(&error.code)
    };
    let is_value = matches!(
        error.code,
        Error::Message(_)
            | Error::IntegerOutOfBounds
            | Error::InvalidValueForType { .. }
            | Error::NoSuchEnumVariant { .. }
            | Error::DuplicateStructField { .. }
    );
    // A value that was read and refused: ron stands behind it by then, and the eye looks for its start.
    let start = matches!(error.code, Error::Message(_)).then(|| locate::field(text, &field)).flatten();
    let at = start.filter(|start| start.0 == at.0 && start.1 < at.1).unwrap_or(at);
    wrong(text, at, field, message, is_value)
}

/// A mistake that was found at a byte of the text.
pub fn at_offset(text: &str, offset: usize, message: &str) -> ParseError {
    wrong(text, position(text, offset), String::new(), message.to_owned(), true)
}

fn wrong(text: &str, (line, column): (usize, usize), field: String, message: String, is_value: bool) -> ParseError {
    let (excerpt, caret) = pointed(text, line, column);
    let (field, message) = (shortened(field), shortened(message));
    ParseError::Wrong(Box::new(Wrong { at: Some((line, column)), field, message, excerpt, caret, others: 0, is_value }))
}

/// A spoilt file can hold a name or a value of any length; a message has to be read.
fn shortened(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(MESSAGE) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// Whether ron stopped reading a whole number at its decimal point, which it takes for a missing comma.
fn is_fraction(text: &str, (line, column): (usize, usize)) -> bool {
    let line = text.lines().nth(line - 1).unwrap_or_default();
    let mut rest = line.chars().skip(column.saturating_sub(2)).skip_while(char::is_ascii_digit);
    rest.next() == Some('.') && rest.next().is_some_and(|c| c.is_ascii_digit())
}

/// Line and column, from 1, of a byte.
pub fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// The line, or of a long one the part around the column; and how many characters of it stand before the column.
pub fn pointed(text: &str, line: usize, column: usize) -> (String, usize) {
    let whole = text.lines().nth(line - 1).unwrap_or_default();
    let indent = whole.chars().take_while(|c| c.is_whitespace()).count();
    let skipped = column.saturating_sub(1 + EXCERPT / 2).max(indent);
    let mut rest = whole.chars().skip(skipped);
    let shown: String = rest.by_ref().take(EXCERPT).filter(|c| !c.is_control()).collect();
    let (before, after) = (if skipped > indent { "…" } else { "" }, if rest.next().is_some() { "…" } else { "" });
    let caret = column.saturating_sub(1 + skipped) + before.chars().count();
    let shown = format!("{before}{}{after}", shown.trim_end());
    let caret = caret.min(shown.chars().count());
    (shown, caret)
}

/// What ron says, for people: "Expected comma" is no help to who typed `1.5` for a whole number.
fn words(error: &Error) -> String {
    match error {
        Error::Message(message) => message.clone(),
        Error::Eof => "the file ends in the middle; the rest is missing".into(),
        Error::ExpectedStringEnd => "a text that starts here has no closing quote".into(),
        Error::UnclosedBlockComment => "a comment that starts with /* has no closing */".into(),
        Error::ExpectedComma => "a comma is missing here, or the value before it has a form that doesn't belong".into(),
        Error::ExpectedNamedStructLike("Figure") => "a figure belongs here, such as (value: \"62500.25\")".into(),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => "an opening ( belongs here".into(),
        Error::ExpectedDifferentStructName { found, .. } => format!("an opening ( belongs here, without {found}"),
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => "a closing ) belongs here".into(),
        Error::ExpectedArray => "an opening [ belongs here".into(),
        Error::ExpectedArrayEnd => "a closing ] belongs here".into(),
        Error::ExpectedMap => "an opening { belongs here".into(),
        Error::ExpectedMapEnd => "a closing } belongs here".into(),
        Error::ExpectedMapColon => "a colon : belongs here, between the name and its value".into(),
        Error::ExpectedString => "a text in double quotes belongs here".into(),
        Error::ExpectedBoolean => "true or false belongs here".into(),
        Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } => "a whole number belongs here".into(),
        Error::ExpectedIdentifier | Error::InvalidIdentifier(_) | Error::SuggestRawIdentifier(_) => {
            "a name without quotes belongs here".into()
        }
        Error::IntegerOutOfBounds => "this number is outside the range that belongs here".into(),
        Error::InvalidEscape(_) => {
            "in a text, \\ is followed by something that has no meaning; write \\\\ for one \\".into()
        }
        Error::UnexpectedChar(c) => format!("{c:?} doesn't belong here"),
        Error::TrailingCharacters => "here is more after the end of the plan".into(),
        Error::InvalidValueForType { expected, .. } | Error::ExpectedDifferentLength { expected, .. } => {
            format!("{expected} belongs here")
        }
        Error::NoSuchEnumVariant { expected, found, .. } => format!("{found} is not one of {}", expected.join(", ")),
        Error::MissingStructField { field, .. } => format!("the field {field} is missing"),
        Error::DuplicateStructField { field, .. } => format!("the field {field} stands twice; keep one"),
        Error::ExceededRecursionLimit => "here are far more brackets in brackets than a plan has".into(),
        Error::ExpectedAttribute | Error::ExpectedAttributeEnd | Error::NoSuchExtension(_) => {
            "a line that starts with #! doesn't belong in a plan".into()
        }
        other => format!("this is not as a plan has it ({other})"),
    }
}

fn error_path(path: &serde_path_to_error::Path) -> String {
    let mut text = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => push_index(&mut text, *index),
            Segment::Map { key } => push_name(&mut text, key),
            // The variant stands on the line that is shown.
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    text
}

/// The path of a field that has no place in the shape.
pub fn unknown_field(path: &serde_ignored::Path) -> String {
    shortened(ignored_path(path))
}

fn ignored_path(path: &serde_ignored::Path) -> String {
    use serde_ignored::Path;
    match path {
        Path::Root => String::new(),
        Path::Seq { parent, index } => {
            let mut text = ignored_path(parent);
            push_index(&mut text, *index);
            text
        }
        Path::Map { parent, key } => {
            let mut text = ignored_path(parent);
            push_name(&mut text, key);
            text
        }
        Path::Some { parent } | Path::NewtypeStruct { parent } | Path::NewtypeVariant { parent } => {
            ignored_path(parent)
        }
    }
}

fn push_index(path: &mut String, index: usize) {
    path.push_str(&format!("[{index}]"));
}

/// `.name` for a field, `["2026-07"]` for a key.
fn push_name(path: &mut String, name: &str) {
    let is_field = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !is_field {
        path.push_str(&format!("[{name:?}]"));
    } else if path.is_empty() {
        path.push_str(name);
    } else {
        path.push('.');
        path.push_str(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_lines_from_one() {
        assert_eq!(position("ab\ncé\nd", 0), (1, 1));
        assert_eq!(position("ab\ncé\nd", 6), (2, 3));
        assert_eq!(position("ab\ncé\nd", 7), (3, 1));
        assert_eq!(position("ab", 99), (1, 3));
    }

    #[test]
    fn a_long_line_is_shown_around_its_mistake() {
        let text = format!("    {}X{}", "a".repeat(200), "b".repeat(200));
        let shown = pointed(&text, 1, 205).0;
        assert!(shown.starts_with('…') && shown.ends_with('…') && shown.contains('X'), "{shown}");
        assert_eq!(pointed("  short  ", 1, 3), ("short".to_owned(), 0));
        assert_eq!(pointed("", 1, 1).0, "");
    }

    #[test]
    fn keys_are_quoted_in_paths_and_fields_are_not() {
        let mut path = String::new();
        push_name(&mut path, "series");
        push_index(&mut path, 0);
        push_name(&mut path, "figures");
        push_name(&mut path, "2026-07");
        push_name(&mut path, "value");
        assert_eq!(path, "series[0].figures[\"2026-07\"].value");
    }
}
