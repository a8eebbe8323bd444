//! From bytes to a plan: encoding, first line, version, shape, rules.
//!
//! Fields that have no place in the shape are collected on the way, also where the checksum is right: that costs a few
//! per cent (`benches/storage.rs`). Only a text that failed is read a second time, to name the field.

use serde::Deserialize;
use serde::de::DeserializeSeed;

use super::error::{ParseError, Warning, Wrong};
use super::header::{self, Integrity};
use super::progress::{self, Progress};
use super::{LARGEST_FILE, explain, locate, number, version};
use crate::model::{Plan, check};

/// Reads the text of a plan in any version.
pub fn plan(bytes: &[u8]) -> Result<(Plan, Vec<Warning>), ParseError> {
    watched(bytes, &Progress::default())
}

/// The same, where somebody looks how far it is and may stop it, which is then an error of no meaning.
pub fn watched(bytes: &[u8], progress: &Progress) -> Result<(Plan, Vec<Warning>), ParseError> {
    let text = Text::new(bytes)?;
    let over = progress.over(text.text);
    let Read { value: plan, unknown } = version::read(&text)?;
    drop(over);
    progress.set(progress::BUILT);
    let faults = check::faults(&plan);
    if let Some(fault) = faults.first() {
        let at = locate::field(text.text, &fault.field);
        let (excerpt, caret) = at.map(|(line, column)| explain::pointed(text.text, line, column)).unwrap_or_default();
        let (field, message) = (fault.field.clone(), fault.message.clone());
        let others = faults.len() - 1;
        let wrong = Wrong { at, field, message, excerpt, caret, others, is_value: true };
        return Err(ParseError::Wrong(Box::new(wrong)));
    }
    let mut warnings: Vec<Warning> = text.doubt().into_iter().collect();
    if !unknown.is_empty() {
        warnings.push(Warning::UnknownFields { fields: unknown });
    }
    Ok((plan, warnings))
}

/// Reads a plan of a later format as far as it can be read; `None` if the text is none, or is another format altogether.
pub fn newer(bytes: &[u8]) -> Option<(Plan, Vec<Warning>)> {
    let text = Text::new(bytes).ok()?;
    let found = version::of(&text).ok().filter(|found| *found > version::CURRENT)?;
    let Read { value: plan, unknown } = version::newer::read(text.text)?;
    if !check::faults(&plan).is_empty() {
        return None;
    }
    let mut warnings = vec![Warning::Newer { found }];
    if !unknown.is_empty() {
        warnings.push(Warning::NotShown { what: unknown });
    }
    Some((plan, warnings))
}

/// How ron reads our files: an optional value needs no `Some(…)`, which is kind to hand edits.
#[must_use]
pub fn options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

/// A value, and the paths of what stood in the text but has no place in it.
#[derive(Debug)]
pub struct Read<T> {
    pub value: T,
    pub unknown: Vec<String>,
}

impl<T> Read<T> {
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Read<U> {
        Read { value: change(self.value), unknown: self.unknown }
    }
}

/// A text that may be a plan.
pub struct Text<'a> {
    /// Without byte-order mark.
    text: &'a str,
    integrity: Integrity,
}

impl<'a> Text<'a> {
    /// # Errors
    /// What can be said of a file before it is read as RON.
    pub fn new(bytes: &'a [u8]) -> Result<Self, ParseError> {
        let text = decoded(bytes)?;
        if text.trim().is_empty() {
            return Err(ParseError::Empty);
        }
        if text.trim_start().starts_with(['{', '[']) {
            return Err(ParseError::Json);
        }
        Ok(Self { text, integrity: header::integrity(text) })
    }

    /// A text that was looked at before.
    pub fn of(text: &'a str) -> Self {
        Self { text, integrity: header::integrity(text) }
    }

    /// What the first line says against the text.
    pub const fn doubt(&self) -> Option<Warning> {
        match self.integrity {
            Integrity::Whole => None,
            Integrity::Changed => Some(Warning::Changed),
            Integrity::Unknown => Some(Warning::NoChecksum),
        }
    }

    pub const fn as_str(&self) -> &'a str {
        self.text
    }

    /// Runs `seed` over the text, which may leave before its end.
    pub fn probe(&self, seed: impl DeserializeSeed<'a, Value = ()>) -> Result<(), ParseError> {
        options().from_str_seed(self.text, seed).map_err(|error| explain::spanned(self.text, &error, String::new()))
    }

    /// Reads the whole text as a `T`.
    pub fn shape<T: Deserialize<'a>>(&self) -> Result<Read<T>, ParseError> {
        let read = self.with_unknown().map_err(|error| explain::failure::<T>(self.text, &error))?;
        // Upturn writes no bare decimals, so only a text that somebody else had in hand is searched for long ones.
        let too_long = if self.integrity == Integrity::Whole { None } else { number::too_long(self.text) };
        match too_long {
            Some(at) => {
                Err(explain::at_offset(self.text, at, "this number has more than 15 digits; write it in quotes"))
            }
            None => Ok(read),
        }
    }

    pub fn with_unknown<T: Deserialize<'a>>(&self) -> ron::error::SpannedResult<Read<T>> {
        let mut unknown = Vec::new();
        let mut deserializer = ron::Deserializer::from_str_with_options(self.text, &options())?;
        let value = serde_ignored::deserialize(&mut deserializer, |path| unknown.push(explain::unknown_field(&path)))
            .map_err(|error| deserializer.span_error(error))?;
        deserializer.end().map_err(|error| deserializer.span_error(error))?;
        Ok(Read { value, unknown })
    }
}

fn decoded(bytes: &[u8]) -> Result<&str, ParseError> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(ParseError::TooLarge { bytes: bytes.len() as u64 });
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(ParseError::Utf16);
    }
    if !bytes.is_empty() && bytes.iter().all(|b| *b == 0) {
        return Err(ParseError::Blank);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) if !bytes.contains(&0) => {
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let (line, column) = explain::position(&before, before.len());
            Err(ParseError::NotUtf8 { line, column })
        }
        _ => Err(ParseError::NotText),
    }
}
