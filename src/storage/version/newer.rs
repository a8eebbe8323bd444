//! A plan of a later format, read as far as today's shape goes: to be looked at, never to be saved.

use ron::error::{Error, SpannedError};

use super::v1;
use crate::model;
use crate::storage::read::{Read, Text};

/// Words of a later format that are stepped over before reading is given up.
const MOST_WORDS: usize = 100;

/// The plan as today's shape has it, and the paths of what has no place there; `None` where the later format is another
/// one altogether. A word that is not known counts as the most general one that is.
pub(in crate::storage) fn read(text: &str) -> Option<Read<model::Plan>> {
    let mut known = text.to_owned();
    let mut words = Vec::new();
    while words.len() <= MOST_WORDS {
        match Text::of(&known).with_unknown::<v1::Plan>() {
            Ok(mut read) => {
                read.unknown.splice(0..0, words);
                return Some(read.map(model::Plan::from));
            }
            Err(error) => words.push(replace_word(&mut known, &error)?),
        }
    }
    None
}

/// Puts a known word in the place of the one that `error` is about; answers that one.
fn replace_word(text: &mut String, error: &SpannedError) -> Option<String> {
    let Error::NoSuchEnumVariant { expected, found, .. } = &error.code else { return None };
    let general = expected.iter().find(|word| **word == "Other").or(expected.first())?;
    // ron says where it stopped, which is behind the word.
    let end = offset(text, error.span.end.line, error.span.end.col)?;
    let at = text[..end].rfind(found.as_str())?;
    let after = at + found.len();
    let rest = text[after..].trim_start();
    let content = if rest.starts_with('(') { bracketed(rest)? + (text.len() - after - rest.len()) } else { 0 };
    text.replace_range(at..after + content, general);
    Some(found.clone())
}

fn offset(text: &str, line: usize, column: usize) -> Option<usize> {
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let rest = text.get(start..)?;
    let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    Some(start + within)
}

/// Bytes from an opening bracket to its closing one.
fn bracketed(text: &str) -> Option<usize> {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_text => escaped = true,
            '"' => in_text = !in_text,
            '(' | '[' | '{' if !in_text => depth += 1,
            ')' | ']' | '}' if !in_text => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_words_of_a_later_format_are_stepped_over_and_named() {
        let text = "(format_version: 9, title: \"Coast\", mood: Sunny(1), subject: (kind: Planet(\"x)\", [1]), name: \"a\"),\n\
                    series: [(name: \"Sales\", unit: Weight(\"kg\"), figures: {\"2026-07\": (value: \"5\")})])";
        let read = read(text).unwrap();
        assert_eq!((read.value.title.as_str(), read.value.subject.name.as_str()), ("Coast", "a"));
        assert_eq!(read.value.series[0].figures.len(), 1);
        assert_eq!(read.unknown, ["Planet", "Weight", "mood"]);
    }

    #[test]
    fn another_format_altogether_is_not_guessed_at() {
        for text in
            ["(format_version: 9, title: 7)", "<plan/>", "", "(format_version: 9, title: \"x\", series: [(name: Y)])"]
        {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
