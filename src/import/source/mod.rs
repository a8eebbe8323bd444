//! A file's bytes become tables: what kind of file it is, its encoding, its rows. Nothing is understood here.

mod container;
mod delimiter;
mod encoding;
mod ods;
mod parts;
mod row;
mod text;
mod workbook;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::table::Table;
use super::{Answers, Choice, Decision, ImportError, LARGEST_FILE, Reading, Wanted, Watch};
use crate::text::number::shortened;
use crate::text::written::trimmed;
use text::Trouble;

/// One table of a file; a text file has one, a workbook one a sheet.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Empty for a text.
    pub name: String,
    pub table: Table,
}

/// A file with its tables.
#[derive(Debug)]
pub(super) struct Tables {
    /// At least one.
    pub sheets: Vec<Sheet>,
    /// "UTF-8", "windows-1252"; `None` for a workbook.
    pub encoding: Option<&'static str>,
    pub delimiter: Option<u8>,
    pub decisions: Vec<Decision>,
    /// The answers that the rows were read by.
    pub form: Asked,
}

/// What a person may say of a text before its rows are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    encoding: Option<String>,
    delimiter: Option<String>,
}

/// The words by which they are asked.
const ENCODING: &str = "encoding";
const DELIMITER: &str = "delimiter";

/// What `answers` say of how rows are read.
pub(super) fn asked(answers: &Answers) -> Asked {
    let given = |id: &str| answers.get(id).map(|answer| answer.trim().to_owned());
    Asked { encoding: given(ENCODING), delimiter: given(DELIMITER) }
}

/// Drops what was answered for another file and would spoil the letters of this one, whose bytes tell by themselves.
pub(super) fn drop_needless(answers: &mut Answers, tables: &Tables) {
    if tables.encoding.is_none_or(|name| name.starts_with("UTF")) {
        answers.remove(ENCODING);
    }
}

/// Where the bytes come from. They may be read twice, the second time in another encoding.
pub(super) enum Bytes<'a> {
    File(&'a Path),
    Memory(&'a [u8]),
}

/// What is looked at before the rest is read.
const HEAD: usize = 1 << 18;

impl<'a> Bytes<'a> {
    /// How many there are.
    fn len(&self) -> io::Result<u64> {
        Ok(match self {
            Self::File(path) => std::fs::metadata(path)?.len(),
            Self::Memory(bytes) => bytes.len() as u64,
        })
    }

    /// Those from `start` on, up to `end`.
    fn part(&self, start: u64, end: u64) -> io::Result<Box<dyn Read + 'a>> {
        Ok(match self {
            Self::File(path) => {
                let mut file = File::open(path)?;
                file.seek(SeekFrom::Start(start))?;
                Box::new(file.take(end.saturating_sub(start)))
            }
            Self::Memory(bytes) => {
                let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
                Box::new(bytes.get(place(start)..place(end)).unwrap_or_default())
            }
        })
    }

    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(match self {
            // One byte more than allowed, so that a file without end is refused and not cut.
            Self::File(path) => Box::new(File::open(path)?.take(LARGEST_FILE as u64 + 1)),
            Self::Memory(bytes) => Box::new(*bytes),
        })
    }

    fn all(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open()?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// Reads the tables of a file on the disk.
pub(super) fn of_file(path: &Path, wanted: &Wanted, watch: &Watch) -> Result<Tables, ImportError> {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let failed = |error: &io::Error| unreadable(path, error);
    let size = std::fs::metadata(path).map_err(|error| failed(&error))?;
    if size.is_dir() {
        return Err(ImportError::Folder { file: path.display().to_string() });
    }
    if size.len() > LARGEST_FILE as u64 {
        return Err(ImportError::TooLarge { file: shortened(&name) });
    }
    if size.is_file() {
        return of_bytes(&Bytes::File(path), &name, wanted, watch).map_err(|e| e.unwrap_or_else(failed));
    }
    // A pipe or a device gives its bytes once.
    let bytes = Bytes::File(path).all().map_err(|error| failed(&error))?;
    of_memory(&bytes, &name, wanted, watch)
}

/// Reads the tables of a file that is in memory.
pub(super) fn of_memory(bytes: &[u8], name: &str, wanted: &Wanted, watch: &Watch) -> Result<Tables, ImportError> {
    if bytes.len() > LARGEST_FILE {
        return Err(ImportError::TooLarge { file: shortened(name) });
    }
    let unreadable = |error: &io::Error| ImportError::Unreadable { file: name.to_owned(), reason: error.to_string() };
    of_bytes(&Bytes::Memory(bytes), name, wanted, watch).map_err(|error| error.unwrap_or_else(unreadable))
}

/// Either the table is at fault, or the disk.
enum Failed {
    Import(ImportError),
    Io(io::Error),
}

impl Failed {
    fn unwrap_or_else(self, told: impl FnOnce(&io::Error) -> ImportError) -> ImportError {
        match self {
            Self::Import(error) => error,
            Self::Io(error) => told(&error),
        }
    }
}

impl From<ImportError> for Failed {
    fn from(error: ImportError) -> Self {
        Self::Import(error)
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn of_bytes(bytes: &Bytes<'_>, name: &str, wanted: &Wanted, watch: &Watch) -> Result<Tables, Failed> {
    let (asked, sheet) = (asked(&wanted.answers), wanted.sheet.as_deref());
    let file = shortened(name);
    let mut head = Vec::with_capacity(HEAD);
    bytes.open()?.take(HEAD as u64).read_to_end(&mut head)?;
    let whole = head.len() < HEAD;
    if let Some(kind) = kind_of_other_file(&head) {
        return Err(ImportError::NotText { file, kind }.into());
    }
    if head.starts_with(b"PK\x03\x04") {
        let tables = packed(&bytes.all()?, &file, sheet, watch).map_err(Failed::Import)?;
        return Ok(Tables { form: asked, ..tables });
    }
    let mut found = encoding::of_head(&head, whole);
    if let Some(name) = &asked.encoding {
        found = encoding::asked(name, found)?;
    }
    let sign = asked.delimiter.as_deref().map(delimiter::sign_by_name).transpose()?;
    encoding::refuse_binary(&head, found, &file)?;
    let text = found.encoding.decode_with_bom_removal(&head).0;
    if trimmed(&text).is_empty() {
        return Err(ImportError::Empty { file }.into());
    }
    if trimmed(&text).starts_with('<') {
        let kind = if name.to_lowercase().ends_with(".xls") {
            "a web page that is named like an Excel workbook"
        } else {
            "a web page or XML, not a table"
        };
        return Err(ImportError::NotText { file, kind }.into());
    }
    drop(text);
    let mut form = text::form(&head, found, sign)?;
    let table = match parts::table(bytes, form, watch) {
        Err(Trouble::NotUtf8) => {
            found = encoding::of_eight_bits(bytes.all()?.chunks(1 << 16));
            form = text::form(&head, found, sign)?;
            text::table(&mut bytes.open()?, form, watch)
        }
        done => done,
    };
    let table = table.map_err(|trouble| match trouble {
        Trouble::Import(error) => Failed::Import(error),
        Trouble::Io(error) => Failed::Io(error),
        Trouble::NotUtf8 => Failed::Import(ImportError::NotText { file, kind: "not a text file" }),
    })?;
    if table.len() == 0 {
        return Err(ImportError::HeaderOnly.into());
    }
    let decisions = tell(form, &table, &head);
    let sheets = vec![Sheet { name: String::new(), table }];
    let (encoding, delimiter) = (Some(found.encoding.name()), Some(form.delimiter.sign));
    Ok(Tables { sheets, encoding, delimiter, decisions, form: asked })
}

/// A workbook's sheets.
fn packed(bytes: &[u8], file: &str, sheet: Option<&str>, watch: &Watch) -> Result<Tables, ImportError> {
    let (mut archive, kind) = container::open(bytes, file)?;
    let sheets = match kind {
        container::Kind::Xlsx => workbook::sheets(bytes, file, sheet, watch)?,
        container::Kind::Ods => ods::sheets(&mut archive, file, sheet, watch)?,
    };
    if sheets.iter().all(|sheet| sheet.table.len() == 0) {
        return Err(ImportError::Empty { file: file.to_owned() });
    }
    Ok(Tables { sheets, encoding: None, delimiter: None, decisions: Vec::new(), form: Asked::default() })
}

/// How the text was read, and how else it could be.
fn tell(form: text::Form, table: &Table, head: &[u8]) -> Vec<Decision> {
    let mut decisions = Vec::new();
    let sample = table
        .rows_beyond_ascii()
        .find_map(|row| row.cells().find_map(encoding::sample).map(|word| (row.number(), word)));
    let name = form.found.encoding.name();
    // Plain letters are the same in all of them.
    if sample.is_some() || form.found.mark > 0 || form.found.encoding != encoding_rs::UTF_8 {
        let why = match &sample {
            Some((row, word)) => format!("{}; row {row} then reads \"{word}\"", form.found.why),
            None => form.found.why.to_owned(),
        };
        let row = sample.map(|(row, _)| row);
        let readings = if form.found.mark > 0 { Vec::new() } else { encoding::readings(head, form.found.encoding) };
        let options = readings.into_iter().map(|(other, word)| Reading::new(other, format!("{other}: \"{word}\"")));
        let mut decision = Decision::new(format!("The letters are in {name}"), why).behind(row);
        decision.choice = choice(ENCODING, options.collect(), name);
        decisions.push(decision);
    }
    let sign = form.delimiter.sign;
    let mut decision =
        Decision::new(format!("Cells are parted by {}", delimiter::sign_in_words(sign)), form.delimiter.why);
    let others = delimiter::signs(head, form).into_iter();
    let options = others.map(|sign| Reading::new(delimiter::sign_id(sign), delimiter::sign_in_words(sign))).collect();
    decision.choice = choice(DELIMITER, options, delimiter::sign_id(sign));
    decisions.push(decision);
    decisions
}

/// The ways to read it with the one that holds, where there are several.
fn choice(id: &'static str, options: Vec<Reading>, holds: &str) -> Option<Choice> {
    let chosen = options.iter().position(|option| option.value == holds)?;
    (options.len() > 1).then_some(Choice { id, options, chosen })
}

/// What a file is that is no table, by its first bytes.
fn kind_of_other_file(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 8] = [
        (b"PK\x05\x06", "an empty packed file"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls), or one that is protected by a password"),
        (b"%PDF", "a PDF"),
        (b"\x1f\x8b", "a packed file"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"SQLite format 3", "a database"),
    ];
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

fn unreadable(path: &Path, error: &io::Error) -> ImportError {
    let file = path.display().to_string();
    match error.kind() {
        _ if path.is_dir() => ImportError::Folder { file },
        io::ErrorKind::NotFound => ImportError::Missing { file },
        io::ErrorKind::PermissionDenied => ImportError::Unreadable { file, reason: "you may not read it".into() },
        io::ErrorKind::NotADirectory => {
            ImportError::Unreadable { file, reason: "a part of its path is a file and no folder".into() }
        }
        _ => ImportError::Unreadable { file, reason: format!("the system says \"{error}\"") },
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "a table to read, not a plan to keep")]
mod tests {
    use super::*;

    fn wanted() -> Wanted {
        Wanted::new("2026-11-19".parse().unwrap(), crate::model::FiscalStart::JANUARY)
    }

    #[test]
    fn what_is_no_table_file_is_refused_in_plain_words() {
        let folder = tempfile::tempdir().unwrap();
        let said = |path: &Path| {
            let error = of_file(path, &wanted(), &Watch::default()).unwrap_err();
            error.to_string().replace(&folder.path().display().to_string(), "F")
        };
        assert_eq!(said(folder.path()), "F is a folder; choose a table in it");
        assert_eq!(said(&folder.path().join("a.csv")), "F/a.csv is not there; check its name and folder");
        std::fs::write(folder.path().join("b"), "1").unwrap();
        let below = said(&folder.path().join("b").join("c.csv"));
        assert_eq!(below, "F/b/c.csv can't be read: a part of its path is a file and no folder");
    }

    #[test]
    #[cfg(unix)]
    fn a_file_without_end_is_not_read_to_the_end() {
        assert_eq!(Bytes::File(Path::new("/dev/zero")).all().unwrap().len(), LARGEST_FILE + 1);
    }

    #[test]
    fn files_that_are_no_text_are_told_what_they_are() {
        let told =
            |bytes: &[u8], name: &str| of_memory(bytes, name, &wanted(), &Watch::default()).unwrap_err().to_string();
        assert!(told(b"\xd0\xcf\x11\xe0rest", "a.xls").starts_with("a.xls is an old Excel workbook"));
        assert!(told(b"<html><table>", "a.xls").contains("named like an Excel workbook"));
        assert!(told(b"\x89PNG\r\n\x1a\n", "a.csv").contains("a picture"));
        assert!(told(b"\xef\xbb\xbf \r\n", "a.csv").contains("is empty"));
        assert!(told(b"a,b\x00\x01\x02\n", "a.csv").contains("not a text file"));
    }
}
