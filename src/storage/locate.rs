//! The line of a field that was found wrong only after reading, when the plan no longer knows its lines.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::read::options;

/// Line and column, from 1, of a field such as `series[1].name` or `series[0].figures["2026-07"]`, or of the deepest
/// part of its path that the text has.
pub fn field(text: &str, path: &str) -> Option<(usize, usize)> {
    let steps = steps(path);
    (1..=steps.len()).rev().find_map(|depth| position(text, &steps[..depth]))
}

fn position(text: &str, steps: &[Step]) -> Option<(usize, usize)> {
    let error = options().from_str_seed(text, Walk(steps)).err()?;
    let arrived = matches!(&error.code, ron::Error::Message(message) if message == ARRIVED);
    arrived.then_some((error.span.end.line, error.span.end.col))
}

const ARRIVED: &str = "arrived";

#[derive(Debug, PartialEq, Eq)]
enum Step<'a> {
    Field(&'a str),
    Key(&'a str),
    Index(usize),
}

fn steps(path: &str) -> Vec<Step<'_>> {
    let parts = path.split(['.', '[']).filter(|part| !part.is_empty());
    parts
        .map(|part| match part.strip_suffix(']') {
            Some(inner) => match inner.parse() {
                Ok(index) => Step::Index(index),
                Err(_) => Step::Key(inner.trim_matches('"')),
            },
            None => Step::Field(part),
        })
        .collect()
}

/// Goes down the steps and stops, with an error that carries the place, at the value they lead to.
struct Walk<'a>(&'a [Step<'a>]);

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.0.first() {
            None => Err(D::Error::custom(ARRIVED)),
            Some(Step::Field(_)) => deserializer.deserialize_struct("", &[], self),
            Some(Step::Key(_)) => deserializer.deserialize_map(self),
            Some(Step::Index(_)) => deserializer.deserialize_seq(self),
        }
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a way to the field")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Some((step, rest)) = self.0.split_first() else { return Ok(()) };
        while let Some(is_here) = entries.next_key_seed(IsName(step))? {
            if is_here {
                return entries.next_value_seed(Walk(rest));
            }
            entries.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Some((Step::Index(index), rest)) = self.0.split_first() else { return Ok(()) };
        for _ in 0..*index {
            items.next_element::<IgnoredAny>()?;
        }
        items.next_element_seed(Walk(rest)).map(|_| ())
    }
}

/// Whether a name or key is the one of the step.
struct IsName<'a>(&'a Step<'a>);

impl<'de> DeserializeSeed<'de> for IsName<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        match self.0 {
            Step::Field(_) => deserializer.deserialize_identifier(self),
            _ => deserializer.deserialize_str(self),
        }
    }
}

impl Visitor<'_> for IsName<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<bool, E> {
        Ok(matches!(self.0, Step::Field(wanted) | Step::Key(wanted) if *wanted == name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "(\n  title: \"x\",\n  series: [\n    (name: \"a\"),\n    (\n      figures: {\"2026-07\": 1,\n        \"2026-08\": 2},\n    ),\n  ],\n)";

    #[test]
    fn a_field_is_found_by_its_path() {
        assert_eq!(field(TEXT, "title"), Some((2, 10)));
        assert_eq!(field(TEXT, "series[0].name"), Some((4, 12)));
        assert_eq!(field(TEXT, "series[1].figures[\"2026-08\"]"), Some((7, 20)));
    }

    #[test]
    fn a_field_that_is_not_there_is_looked_for_in_what_holds_it() {
        assert_eq!(field(TEXT, "series[1].name"), Some((5, 5)));
        assert_eq!(field(TEXT, "forecast.window"), None);
        assert_eq!(field(TEXT, ""), None);
        assert_eq!(field("((((", "series[0]"), None);
    }
}
