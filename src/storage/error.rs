//! What can go wrong with a file, in words for the person whose file it is. Every message is whole sentences: what
//! failed, where, and what to do.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::{LARGEST_FILE, version};

/// Why a file could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    #[error("{} is not there. Check its name and folder, and whether its drive is connected.", path.display())]
    Missing { path: PathBuf },
    #[error("{} is a folder. Choose a plan in it.", path.display())]
    Folder { path: PathBuf },
    #[error("{} is not a file that holds data. Choose a plan: its name ends in .ron.", path.display())]
    NotAFile { path: PathBuf },
    #[error("{} can't be read: {reason}. Nothing was changed.", path.display())]
    Read { path: PathBuf, reason: String },
    #[error("{} was not opened: that was stopped.", path.display())]
    Stopped { path: PathBuf },
    #[error("{} can't be opened. {error}", path.display())]
    Parse { path: PathBuf, error: ParseError },
}

/// Why a text is no plan that this program reads.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    #[error("It has {} MB, and Upturn reads plans of up to {} MB.", bytes.div_ceil(1 << 20), LARGEST_FILE >> 20)]
    TooLarge { bytes: u64 },
    #[error("It is empty. Look for an earlier copy.")]
    Empty,
    #[error("It holds only empty bytes, as a power cut can leave them. Look for an earlier copy.")]
    Blank,
    #[error("It is not text, so it is no plan. Tables are brought in with \"Import\".")]
    NotText,
    #[error("It is UTF-16 text. Open it in a text editor and save it as UTF-8.")]
    Utf16,
    #[error(
        "Line {line}, column {column}: here is a byte that is not UTF-8 text. Open the file in a text editor and save it \
         as UTF-8; or, if nobody edited it, look for an earlier copy."
    )]
    NotUtf8 { line: usize, column: usize },
    #[error("It looks like JSON. A plan is RON: it has ( ) around fields, and field names without quotes.")]
    Json,
    #[error(
        "It has no format_version that Upturn knows, so it is no plan. A plan starts with (format_version: {},",
        version::CURRENT
    )]
    NoVersion,
    #[error(
        "It has format {found}, and this Upturn reads formats up to {}. Open it with a newer Upturn; the file is left as \
         it is.",
        version::CURRENT
    )]
    Newer { found: u32 },
    #[error("{0}")]
    Wrong(Box<Wrong>),
}

/// A place in a file, and what is wrong there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    /// Line and column, from 1, in characters.
    pub at: Option<(usize, usize)>,
    /// `series[0].figures["2026-07"].value`; empty for the plan itself.
    pub field: String,
    /// What is wrong and what belongs here, without a full stop.
    pub message: String,
    /// The line itself, shortened; empty if there is none.
    pub excerpt: String,
    /// How many characters of it stand before the column.
    pub caret: usize,
    /// How many more faults the plan has.
    pub others: usize,
    /// Whether the text is a plan's, and only what it says is impossible.
    pub is_value: bool,
}

impl LoadError {
    /// The message without the line that it is about, for where that is shown below it.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Parse { path, error: ParseError::Wrong(wrong) } => {
                format!("{} can't be opened. {}", path.display(), wrong.words())
            }
            _ => self.to_string(),
        }
    }

    /// The line that it is about, and how many characters of it stand before the place.
    #[must_use]
    pub fn line(&self) -> Option<(&str, usize)> {
        match self {
            Self::Parse { error: ParseError::Wrong(wrong), .. } if !wrong.excerpt.is_empty() => {
                Some((&wrong.excerpt, wrong.caret))
            }
            _ => None,
        }
    }
}

impl Wrong {
    fn words(&self) -> String {
        Self { excerpt: String::new(), ..self.clone() }.to_string()
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.at, self.field.as_str()) {
            (Some((line, column)), "") => write!(f, "Line {line}, column {column}: ")?,
            (Some((line, column)), field) => write!(f, "Line {line}, column {column}, {field}: ")?,
            (None, "") => {}
            (None, field) => write!(f, "{field}: ")?,
        }
        write!(f, "{}.", self.message)?;
        match self.others {
            0 => {}
            1 => f.write_str(" One more place is wrong.")?,
            others => write!(f, " {others} more places are wrong.")?,
        }
        f.write_str(" Correct it in a text editor; or, if nobody edited the file, look for an earlier copy.")?;
        if self.excerpt.is_empty() { Ok(()) } else { write!(f, " The line reads: {}", self.excerpt) }
    }
}

/// What to know about a plan that did open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    #[error(
        "The file was edited outside Upturn, or is damaged. Look over the figures before you rely on them. Comments of \
         your own are lost when the plan is saved."
    )]
    Changed,
    #[error(
        "The file has no checksum, so damage would not show. Saving the plan adds one; comments of your own are then lost."
    )]
    NoChecksum,
    #[error("Upturn doesn't know {}. What is there is lost when the plan is saved.", listed(fields))]
    UnknownFields {
        /// Paths, in the order of the file.
        fields: Vec<String>,
    },
    #[error(
        "The plan has format {found}, and this Upturn writes formats up to {}. It is shown as far as it is understood and can't \
         be saved over; a newer Upturn opens all of it.",
        version::CURRENT
    )]
    Newer { found: u32 },
    #[error("Of this plan {} can't be shown.", plain_list(what))]
    NotShown {
        /// Paths of fields, and words in place of which a general one shows.
        what: Vec<String>,
    },
}

fn listed(fields: &[String]) -> String {
    match fields {
        [] => "some fields".into(),
        [one] => format!("the field {one}"),
        several => format!("the fields {}", plain_list(several)),
    }
}

fn plain_list(items: &[String]) -> String {
    const SHOWN: usize = 4;
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [some @ .., last] if some.len() < SHOWN => format!("{} and {last}", some.join(", ")),
        _ => format!("{} and {} more", items[..SHOWN].join(", "), items.len() - SHOWN),
    }
}

/// Why a file is not saved. But for [`SaveError::Unconfirmed`], the file on disk is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    #[error("Not saved: {} is a folder. Give the file a name of its own.", path.display())]
    Folder { path: PathBuf },
    #[error("Not saved: {} is not a file that can hold data. Save under another name.", path.display())]
    NotAFile { path: PathBuf },
    #[error("Not saved: {:?} is not a name for a file. Choose a folder and a name.", path.display().to_string())]
    NoName { path: PathBuf },
    #[error("Not saved: {} is read-only. Save under another name, or allow changes in the file's properties.", path.display())]
    ReadOnly { path: PathBuf },
    #[error(
        "Not saved: {} is a plan of format {found}, which this Upturn can't write, so it is left as it is. Save under another name.",
        path.display()
    )]
    Newer { path: PathBuf, found: u32 },
    #[error("Not saved: {field}: {message}.")]
    Faulty { field: String, message: String },
    #[error("Not saved: what would be written could not be read again ({message}). What is on the disk is as it was.")]
    Unfaithful { message: String },
    #[error("{} is not saved: {reason}. What is on the disk is as it was.{}", path.display(), left_behind(left.as_ref()))]
    Write {
        path: PathBuf,
        /// In plain words, with what to do.
        reason: String,
        /// A temporary file that could not be removed either.
        left: Option<PathBuf>,
    },
    #[error(
        "{} is saved, but the disk did not confirm it: {reason}. Save it once more, or under another name on another disk.",
        path.display()
    )]
    Unconfirmed { path: PathBuf, reason: String },
    #[error("{} is not saved: somebody else changed it since it was opened here. Compare the two before one replaces the other.", path.display())]
    Changed { path: PathBuf },
    #[error("{} is not saved: it is no longer there. The plan is still open here; save it there again, or elsewhere.", path.display())]
    Gone { path: PathBuf },
    #[error(
        "{} is not saved: its place does not allow safe saving ({reason}). What is on the disk is as it was. Save elsewhere, \
         or allow the file to be overwritten.",
        path.display()
    )]
    NeedsConsent { path: PathBuf, reason: String },
    #[error("{} is not saved: the version before could not be kept first: {reason}. What is on the disk is as it was.", path.display())]
    NotKept { path: PathBuf, reason: String },
    #[error(
        "{} may be half written: {reason}. The whole plan is safe in {}; save it elsewhere.",
        path.display(),
        copy.display()
    )]
    Torn { path: PathBuf, reason: String, copy: PathBuf },
}

impl SaveError {
    /// Whether the new content may be in place all the same.
    #[must_use]
    pub const fn may_be_in_place(&self) -> bool {
        matches!(self, Self::Unconfirmed { .. } | Self::Torn { .. })
    }
}

fn left_behind(left: Option<&PathBuf>) -> String {
    left.map(|path| format!(" The unfinished {} could not be removed; delete it.", path.display())).unwrap_or_default()
}

/// Why a file can't be read.
pub fn reason_of_reading(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "you may not read it".into(),
        _ => common_reason(error),
    }
}

/// Why a file can't be written, and what to do.
pub fn reason_of_writing(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full; free some space or save elsewhere".into(),
        io::ErrorKind::QuotaExceeded => "your share of the disk is used up; free some space or save elsewhere".into(),
        io::ErrorKind::PermissionDenied => "you may not write in this folder; save elsewhere".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only; save elsewhere".into(),
        io::ErrorKind::FileTooLarge => "the disk takes no file of this size; save elsewhere".into(),
        io::ErrorKind::NotFound => "its folder is not there; save elsewhere".into(),
        io::ErrorKind::InvalidFilename => "the disk doesn't take this name; choose a shorter or plainer one".into(),
        io::ErrorKind::WriteZero => "the disk takes no more; save elsewhere".into(),
        _ => common_reason(error),
    }
}

fn common_reason(error: &io::Error) -> String {
    match (error.kind(), error.raw_os_error()) {
        (io::ErrorKind::NotADirectory, _) => "a part of its path is a file and no folder".into(),
        (io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy, _) => "another program holds it".into(),
        (io::ErrorKind::WouldBlock, _) => "another window is writing it; try again".into(),
        (io::ErrorKind::TimedOut | io::ErrorKind::StaleNetworkFileHandle, _) => "its drive doesn't answer".into(),
        (_, Some(5)) if cfg!(unix) => "the disk reports a fault; save elsewhere".into(),
        (_, Some(40)) if cfg!(target_os = "linux") => "it is a link that leads back to itself".into(),
        (_, Some(62)) if cfg!(target_os = "macos") => "it is a link that leads back to itself".into(),
        (_, Some(32 | 33)) if cfg!(windows) => "another program holds it open; close it there and try again".into(),
        _ => format!("the system says \"{error}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_fields_are_listed_as_people_would() {
        let fields = |n: usize| (0..n).map(|i| format!("f{i}")).collect::<Vec<_>>();
        assert_eq!(listed(&fields(1)), "the field f0");
        assert_eq!(listed(&fields(3)), "the fields f0, f1 and f2");
        assert_eq!(listed(&fields(9)), "the fields f0, f1, f2, f3 and 5 more");
    }

    #[test]
    fn a_full_disk_is_said_in_plain_words() {
        let reason = reason_of_writing(&io::ErrorKind::StorageFull.into());
        let error = SaveError::Write { path: "Coast.upturn.ron".into(), reason, left: None };
        assert_eq!(
            error.to_string(),
            "Coast.upturn.ron is not saved: the disk is full; free some space or save elsewhere. What is on the disk is as it was."
        );
    }
}
