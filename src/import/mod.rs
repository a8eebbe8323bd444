//! Outside tables become a [`Preview`]: series values, and every decision that led to them with its reason.
//!
//! Nothing is guessed in silence and nothing is half read: what could mean two things is asked, with both readings on a real
//! cell, and what means nothing is an error that names its row. The preview is what gets applied; nothing is decided again
//! afterwards. This room never writes and never prints.
//!
//! A file goes through one folder or file each: bytes to rows (`source`, `table`), where the table lies in its sheet
//! (`frame`), which program wrote it (`profile`), and then one of two ways. With periods down (`long`): which column tells
//! when (`clock`, `when`, `time`), which rows are what (`row`), which count (`rule`), how much (`amount`), the sums (`sum`).
//! With periods across: `wide`. What is decided and asked on the way goes to `told`.

mod amount;
mod arrival;
mod clock;
mod error;
mod frame;
mod kpi;
mod long;
pub mod many;
mod order;
mod preview;
mod profile;
mod reading;
mod role;
mod route;
mod row;
mod rule;
mod side;
mod source;
mod sum;
mod table;
mod time;
mod told;
mod watch;
mod when;
mod wide;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::model::{Currency, FiscalStart, Granularity};
use crate::text::Numbers;
use frame::Frame;
use source::{Sheet, Tables};
use told::Told;

pub use arrival::{Arrival, Change, Step, counted, listed};
pub use error::{ImportError, Place};
pub use kpi::{named as kpi_named, weekly};
pub use preview::{
    Choice, Column, Control, Decision, Found, HeadRow, Preview, Question, Reading, Role, RowKind, Rows, Skipped, Total,
};
pub use reading::{TableRead, understand};
pub use route::{Route, RouteError, Taking};
pub use watch::Watch;

/// Largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 100 << 20;
/// Most rows, and most cells of a row with something in them.
pub const MOST_ROWS: usize = 1_000_000;
pub const MOST_COLUMNS: usize = 256;
/// Longest cell, in bytes.
pub const LONGEST_CELL: usize = 32 << 10;
/// Most series that one table makes.
const MOST_SERIES: usize = 200;
/// Rows of the file that a preview shows.
const HEAD_ROWS: usize = 40;

/// Answers to questions, by their ids.
pub type Answers = BTreeMap<String, String>;

/// What the reader is told besides the table.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub today: NaiveDate,
    pub fiscal: FiscalStart,
    /// What the plan is in, which a sign stands for that several currencies share.
    pub currency: Option<Currency>,
    /// How the user writes numbers, where the table comes from the user's own spreadsheet.
    pub numbers: Option<Numbers>,
    /// Columns by their headings, where the user names them.
    pub date: Option<String>,
    pub value: Option<String>,
    pub by: Option<String>,
    pub sheet: Option<String>,
    /// What the plan counts by week: days of a table with such a heading are added up by week, not by month.
    pub weekly: Vec<String>,
    /// The whole table goes to something that is counted by week.
    pub by_week: bool,
    pub answers: Answers,
    file_name: String,
    sheet_name: String,
}

impl Wanted {
    /// Nothing but the day and the fiscal year.
    #[must_use]
    pub fn new(today: NaiveDate, fiscal: FiscalStart) -> Self {
        Self {
            today,
            fiscal,
            currency: None,
            numbers: None,
            date: None,
            value: None,
            by: None,
            sheet: None,
            weekly: Vec::new(),
            by_week: false,
            answers: Answers::new(),
            file_name: String::new(),
            sheet_name: String::new(),
        }
    }
}

/// A file whose rows are read, and that can be understood again and again under other answers.
#[derive(Debug)]
pub struct Opened {
    file_name: String,
    tables: Tables,
    origin: Origin,
}

/// Where the rows can be read once more, in other letters or parted by another sign.
#[derive(Debug)]
enum Origin {
    File(PathBuf),
    Memory(Vec<u8>),
}

/// Reads the rows of a file on the disk.
///
/// # Errors
/// [`ImportError`] if there is no such file, or it is none that holds a table.
pub fn open(path: &Path, wanted: &Wanted, watch: &Watch) -> Result<Opened, ImportError> {
    let file_name = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let tables = source::of_file(path, wanted, watch)?;
    Ok(Opened { file_name, tables, origin: Origin::File(path.to_owned()) })
}

/// Reads the rows of a file in memory.
///
/// # Errors
/// As [`open()`].
pub fn open_bytes(bytes: &[u8], file_name: &str, wanted: &Wanted, watch: &Watch) -> Result<Opened, ImportError> {
    let tables = source::of_memory(bytes, file_name, wanted, watch)?;
    Ok(Opened { file_name: file_name.to_owned(), tables, origin: Origin::Memory(bytes.to_owned()) })
}

/// Reads what was pasted: a header is optional, and numbers that could be read two ways are read as the user writes them
/// (`wanted.numbers`).
///
/// # Errors
/// As [`open()`].
pub fn open_pasted(text: &str, wanted: &Wanted) -> Result<Opened, ImportError> {
    open_bytes(text.as_bytes(), "The clipboard", wanted, &Watch::default())
}

/// Runs a reading so that a fault of the libraries that take files apart is told as one of the file, and ends nothing else.
///
/// # Errors
/// Those of `read`, and [`ImportError::NotText`] in place of a panic.
pub fn guarded<T>(
    read: impl FnOnce() -> Result<T, ImportError> + std::panic::UnwindSafe,
    path: &Path,
) -> Result<T, ImportError> {
    std::panic::catch_unwind(read).unwrap_or_else(|_| {
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Err(ImportError::NotText { file, kind: "damaged in a way that can't be read" })
    })
}

/// What a way of reading found; the preview adds what is known of the file.
struct Understood {
    /// What each column was taken for.
    roles: Vec<(usize, Role)>,
    series: Vec<Found>,
    control: Option<Control>,
    granularity: Granularity,
    first_day: NaiveDate,
    data_date: NaiveDate,
    /// Rows whose amounts were taken.
    used: usize,
    skipped: Vec<Skipped>,
}

impl Opened {
    /// The rows as these answers have them: read once more where another encoding or another sign between cells was chosen
    /// than they were read by, else `None`.
    ///
    /// # Errors
    /// As [`open()`].
    pub fn again(&self, wanted: &Wanted, watch: &Watch) -> Result<Option<Self>, ImportError> {
        if self.tables.form == source::asked(&wanted.answers) {
            return Ok(None);
        }
        match &self.origin {
            Origin::File(path) => open(path, wanted, watch),
            Origin::Memory(bytes) => open_bytes(bytes, &self.file_name, wanted, watch),
        }
        .map(Some)
    }

    /// Understands the table. Where something is open, the preview has questions and no series.
    ///
    /// # Errors
    /// [`ImportError`] if any of it can't be read; nothing may be imported then.
    pub fn preview(&self, wanted: &Wanted, watch: &Watch) -> Result<Preview, ImportError> {
        let mut told = Told::new(&wanted.answers);
        told.decisions.extend(self.tables.decisions.iter().cloned());
        let sheet = self.sheet(wanted, &mut told)?;
        let mut wanted = wanted.clone();
        self.file_name.clone_into(&mut wanted.file_name);
        sheet.name.clone_into(&mut wanted.sheet_name);
        let frame = Frame::of(&sheet.table);
        let read = if frame.across.is_empty() {
            long::read(&frame, &wanted, &mut told, watch)
        } else {
            wide::read(&frame, &wanted, &mut told, watch)
        };
        told.check()?;
        let understood = match read {
            Ok(understood) => Some(understood),
            // What was taken for the time being may be what went wrong; the answer comes first.
            Err(ImportError::Cancelled) => return Err(ImportError::Cancelled),
            Err(_) if !told.questions.is_empty() => None,
            Err(error) => return Err(error),
        };
        Ok(self.shown(sheet, &frame, understood, told, &wanted))
    }

    /// What tables of the same headings are known by, whatever else is wrong with this one.
    #[must_use]
    pub fn signature(&self, wanted: &Wanted) -> String {
        let mut told = Told::new(&wanted.answers);
        self.sheet(wanted, &mut told).map(|sheet| signature(&Frame::of(&sheet.table))).unwrap_or_default()
    }

    /// The sheet with the table: the one that is named, the only one that holds one, or else asked for.
    fn sheet(&self, wanted: &Wanted, told: &mut Told<'_>) -> Result<&Sheet, ImportError> {
        let sheets = &self.tables.sheets;
        let Some(first) = sheets.first() else { return Err(ImportError::HeaderOnly) };
        if let Some(name) = wanted.sheet.as_deref() {
            let same = |sheet: &&Sheet| sheet.name.trim().eq_ignore_ascii_case(name.trim());
            return sheets.iter().find(same).ok_or_else(|| ImportError::NoSheet {
                wanted: name.to_owned(),
                sheets: sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>().join(", "),
            });
        }
        let tables: Vec<&Sheet> = sheets.iter().filter(|sheet| frame::holds_table(&sheet.table)).collect();
        match tables.as_slice() {
            [] => Ok(first),
            [only] => {
                if sheets.len() > 1 {
                    told.decide(format!("The table is on the sheet \"{}\"", only.name), "no other sheet holds one");
                }
                Ok(only)
            }
            several => {
                let options = several.iter().map(|sheet| {
                    let rows = crate::text::plural::count(sheet.table.len(), "row");
                    Reading::new(sheet.name.clone(), format!("\"{}\", with {rows}", sheet.name))
                });
                let what = |reading: &Reading| format!("The table is on the sheet \"{}\"", reading.value);
                let text = "Several sheets hold tables. Which is it?";
                let chosen = told.ask("sheet", text, options.collect(), Vec::new(), what);
                Ok(several.get(chosen).copied().unwrap_or(first))
            }
        }
    }

    fn shown(
        &self,
        sheet: &Sheet,
        frame: &Frame<'_>,
        understood: Option<Understood>,
        told: Told<'_>,
        wanted: &Wanted,
    ) -> Preview {
        let open = !told.questions.is_empty();
        let mut understood = understood.unwrap_or_else(|| Understood {
            roles: Vec::new(),
            series: Vec::new(),
            control: None,
            granularity: Granularity::Month,
            first_day: wanted.today,
            data_date: wanted.today,
            used: 0,
            skipped: Vec::new(),
        });
        understood.skipped.sort_by_key(|skipped| skipped.row);
        if open {
            understood.series.clear();
            understood.control = None;
        }
        let role = |column: usize| {
            understood.roles.iter().find(|(other, _)| *other == column).map_or(Role::Ignored, |(_, role)| *role)
        };
        let columns = (0..frame.width).map(|column| Column { name: frame.name(column), role: role(column) }).collect();
        let currencies = || understood.series.iter().filter_map(|found| found.currency);
        let currency = currencies().next().filter(|first| currencies().all(|other| other == *first));
        let header_row = frame.header.map(table::Row::number);
        let head = head_rows(sheet, header_row, frame, &understood.skipped);
        Preview {
            source: frame.profile.map(|profile| profile.name),
            signature: signature(frame),
            encoding: self.tables.encoding,
            delimiter: self.tables.delimiter.map(char::from),
            sheet: (!sheet.name.is_empty()).then(|| sheet.name.clone()),
            header_row,
            columns,
            head,
            rows: Rows {
                total: understood.used + understood.skipped.len(),
                used: understood.used,
                skipped: understood.skipped,
            },
            decisions: told.decisions,
            questions: told.questions,
            series: understood.series,
            control: understood.control,
            currency,
            granularity: understood.granularity,
            first_day: understood.first_day,
            data_date: understood.data_date,
            notes: told.notes,
        }
    }
}

/// The first rows, and what became of each.
fn head_rows(sheet: &Sheet, header: Option<usize>, frame: &Frame<'_>, skipped: &[Skipped]) -> Vec<HeadRow> {
    let kind = |row: usize| {
        if header == Some(row) {
            RowKind::Header
        } else if skipped.binary_search_by_key(&row, |skipped| skipped.row).is_ok() {
            RowKind::Skipped
        } else {
            RowKind::Data
        }
    };
    let cells = |row: table::Row<'_>| {
        (0..frame.width.max(row.width()).min(MOST_COLUMNS)).map(|c| row.cell(c).to_owned()).collect()
    };
    let rows = sheet.table.rows().take(HEAD_ROWS);
    rows.map(|row| HeadRow { number: row.number(), cells: cells(row), kind: kind(row.number()) }).collect()
}

/// Names tables with the same headings, in whatever file. Periods across are one heading, since they go on.
fn signature(frame: &Frame<'_>) -> String {
    let mut hash = crc32fast::Hasher::new();
    let mut columns = 0_usize;
    for column in 0..frame.width {
        let heading = if frame.across.iter().any(|(other, _)| *other == column) {
            "period".to_owned()
        } else {
            frame.heading(column).map(profile::normal).unwrap_or_default()
        };
        if heading != "period" || columns == 0 || frame.across.is_empty() {
            hash.update(heading.as_bytes());
            hash.update(&[0]);
        }
        columns += usize::from(heading == "period");
    }
    format!("{:08x}", hash.finalize())
}
