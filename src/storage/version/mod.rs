//! Every version of the file that Upturn ever wrote, each with its own frozen shape.
//!
//! # How to add version 2
//! 1. Copy the folder `v1` to `v2` and change the shape there. From now on `v1` changes in one place only: its
//!    `From<Plan> for model::Plan` becomes `From<v1::Plan> for v2::Plan`, the step up to the next version. A step calls
//!    no code outside `version`, so that later changes elsewhere can't bend old files.
//! 2. Add a line to [`VERSIONS`]: the new one reads its shape and converts it; version 1 now goes
//!    `v1::Plan` → `v2::Plan` → `model::Plan`.
//! 3. Raise [`CURRENT`], and write the new shape in `storage::layout`.
//! 4. Keep every `tests/fixtures/plan/v1-*.ron` as it is: they must open for ever. Add `v2-*.ron`, with the golden text
//!    of a full plan, and a line under "File format" in CHANGELOG.md.
//!
//! A new version is needed whenever a file of today's program would lose something in yesterday's: a new field, a new
//! variant, a new meaning. ron drops fields that it doesn't know without a word.

mod field;
pub(super) mod newer;
pub mod v1;

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::error::ParseError;
use super::read::{Read, Text};
use crate::model;

/// The version that is written.
pub const CURRENT: u32 = 1;

type Reader = fn(&Text) -> Result<Read<model::Plan>, ParseError>;

/// All versions that are read, oldest first: the number, and the way from the text up to today's plan.
const VERSIONS: [(u32, Reader); 1] = [(1, |text| Ok(text.shape::<v1::Plan>()?.map(model::Plan::from)))];

/// Reads a text through the shape of the version it says it has.
pub(super) fn read(text: &Text) -> Result<Read<model::Plan>, ParseError> {
    let version = of(text)?;
    match VERSIONS.iter().find(|(number, _)| *number == version) {
        Some((_, reader)) => reader(text),
        None if version > CURRENT => Err(ParseError::Newer { found: version }),
        None => Err(ParseError::NoVersion),
    }
}

pub(super) fn of(text: &Text) -> Result<u32, ParseError> {
    let mut found = None;
    let probed = text.probe(Probe(&mut found));
    match (found, super::header::format(text.as_str())) {
        (Some(version), _) => Ok(version),
        // A later format may not even be RON as we know it; its first line is.
        (None, Some(format)) if format > CURRENT => Ok(format),
        (None, _) => Err(probed.err().unwrap_or(ParseError::NoVersion)),
    }
}

/// Reads `format_version` and nothing else: where it is the first field, as Upturn writes it, this stops right there.
struct Probe<'a>(&'a mut Option<u32>);

impl<'de> DeserializeSeed<'de> for Probe<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_struct("Plan", &["format_version"], self)
    }
}

impl<'de> Visitor<'de> for Probe<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a plan")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while let Some(Name(name)) = fields.next_key()? {
            if name == "format_version" {
                *self.0 = Some(fields.next_value()?);
                // The one way to leave without reading on; the caller looks at what was found, not at this.
                return Err(A::Error::custom("found"));
            }
            fields.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

/// A field's name, which ron gives only to who asks for an identifier.
struct Name(String);

impl<'de> serde::Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl Visitor<'_> for NameVisitor {
            type Value = Name;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a field name")
            }
            fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
                Ok(Name(name.to_owned()))
            }
        }
        deserializer.deserialize_identifier(NameVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Result<u32, ParseError> {
        of(&Text::new(text.as_bytes()).unwrap())
    }

    #[test]
    fn the_version_is_found_wherever_it_stands() {
        assert_eq!(version("(format_version: 1, title: \"x\")"), Ok(1));
        assert_eq!(version("(title: \"x\", notes: \"\", format_version: 7)"), Ok(7));
    }

    #[test]
    fn the_rest_of_a_file_is_not_read_for_its_version() {
        assert_eq!(version("(format_version: 2, series: <<<"), Ok(2));
    }

    #[test]
    fn a_later_format_is_known_by_the_first_line_where_the_rest_is_strange() {
        assert_eq!(version("// Upturn plan, format 9, checksum 00000000\n<plan/>"), Ok(9));
    }

    #[test]
    fn a_file_without_a_version_is_no_plan() {
        assert_eq!(version("(title: \"x\")"), Err(ParseError::NoVersion));
        let zero = read(&Text::new(b"(format_version: 0)").unwrap()).map(|r| r.value);
        assert_eq!(zero, Err(ParseError::NoVersion));
    }

    #[test]
    fn the_list_of_versions_is_complete_and_ends_in_the_current_one() {
        let numbers: Vec<u32> = VERSIONS.iter().map(|v| v.0).collect();
        assert_eq!(numbers, (1..=CURRENT).collect::<Vec<_>>());
    }
}
