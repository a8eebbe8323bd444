//! A million rows of sales from a file to series by month, against what the csv crate needs to read the same bytes and what
//! pandas needs for the same answer; and a workbook of 200,000 rows against openpyxl. Aims: faster than pandas, at most twice
//! the plain reader, less than 250 MB at the peak.
//!
//! Python is `UPTURN_PYTHON`, or else `python3`; without pandas or openpyxl their lines are left out.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use upturn::import::{self, Preview, Wanted, Watch};
use upturn::model::FiscalStart;

const ROWS: usize = 1_000_000 - 1;
const WORKBOOK_ROWS: u32 = 200_000;
const RUNS: usize = 5;
/// The word by which this program starts itself, to read one file and say how much memory that took.
const PEAK: &str = "peak-of";

const PANDAS: &str = "
import sys, time, pandas
def run():
    frame = pandas.read_csv(sys.argv[1], parse_dates=['Date'])
    return frame.groupby(frame['Date'].dt.to_period('M'))['Amount'].sum()
best = 1e9
for _ in range(5):
    start = time.perf_counter(); run(); best = min(best, time.perf_counter() - start)
print(best)";

const OPENPYXL: &str = "
import sys, time, collections, openpyxl
start = time.perf_counter()
sums = collections.Counter()
rows = openpyxl.load_workbook(sys.argv[1], read_only=True).active.iter_rows(values_only=True)
next(rows)
for row in rows:
    sums[row[1][:7]] += row[7]
print(time.perf_counter() - start)";

#[expect(clippy::print_stderr, clippy::print_stdout, reason = "the ratios are the measure")]
fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == PEAK) {
        let series = read(Path::new(arguments.get(at + 1).map_or("", String::as_str))).map_or(0, |p| p.series.len());
        println!("{} {series}", peak());
        return;
    }
    let Ok(folder) = tempfile::tempdir() else { return };
    let table = folder.path().join("sales.csv");
    let bytes = write_table(&table);
    let ours = fastest(|| drop(read(&table)));
    let plain = fastest(|| drop(plain(&table)));
    let times = |other: Duration| ours.as_secs_f64() / other.as_secs_f64();
    eprintln!("{} rows, {} MB: {ours:.2?}", ROWS, bytes >> 20);
    eprintln!("  csv crate {plain:.2?}: {:.2} times that (aim: 2.00)", times(plain));
    match python(PANDAS, &table) {
        Some(pandas) => eprintln!("  pandas {pandas:.2?}: {:.2} times that (aim: below 1.00)", times(pandas)),
        None => eprintln!("  pandas is not there"),
    }
    eprintln!("  peak memory {} MB (aim: 250)", peak_of(&table) >> 10);
    let workbook = folder.path().join("sales.xlsx");
    if write_workbook(&workbook).is_none() {
        return;
    }
    let ours = fastest(|| drop(read(&workbook)));
    eprintln!("{WORKBOOK_ROWS} rows of a workbook: {ours:.2?}, peak memory {} MB", peak_of(&workbook) >> 10);
    match python(OPENPYXL, &workbook) {
        Some(other) => eprintln!("  openpyxl {other:.2?}: {:.2} times that", ours.as_secs_f64() / other.as_secs_f64()),
        None => eprintln!("  openpyxl is not there"),
    }
}

fn read(path: &Path) -> Option<Preview> {
    let wanted = Wanted::new(chrono::NaiveDate::from_ymd_opt(2026, 11, 19)?, FiscalStart::JANUARY);
    let watch = Watch::default();
    let preview = import::open(path, &wanted, &watch).ok()?.preview(&wanted, &watch).ok()?;
    preview.is_settled().then_some(preview)
}

/// All cells once, as bytes: what any reader has to do at least.
fn plain(path: &Path) -> csv::Result<usize> {
    let mut reader = csv::Reader::from_path(path)?;
    let mut record = csv::ByteRecord::new();
    let mut length = 0;
    while reader.read_byte_record(&mut record)? {
        length += record.iter().map(<[u8]>::len).sum::<usize>();
    }
    Ok(std::hint::black_box(length))
}

fn fastest(run: impl Fn()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..RUNS).map(time).min().unwrap_or_default()
}

/// One row: date, names, quantity, price and amount, about a hundred bytes.
fn cells(row: usize) -> [String; 8] {
    let (year, month, day) = (2021 + row % 5, 1 + row / 7 % 12, 1 + row / 11 % 28);
    let cents = 100 + row * 7919 % 900_000;
    [
        format!("ORD-{row:08}"),
        format!("{year}-{month:02}-{day:02}"),
        format!("Customer number {:05} Ltd", row * 31 % 4000),
        format!("Product line {:03}", row % 300),
        format!("Region {:02}", row % 12),
        (1 + row % 9).to_string(),
        format!("{}.{:02}", cents / 100, cents % 100),
        format!("{}.{:02}", cents / 50, cents * 2 % 100),
    ]
}

const HEADINGS: [&str; 8] = ["Order ID", "Date", "Customer", "Product", "Region", "Qty", "Price", "Amount"];

#[expect(clippy::disallowed_methods, reason = "a table to read, not a plan to keep")]
fn write_table(path: &Path) -> usize {
    let mut text = HEADINGS.join(",") + "\n";
    for row in 0..ROWS {
        let _ = writeln!(text, "{}", cells(row).join(","));
    }
    let _ = std::fs::write(path, &text);
    text.len()
}

fn write_workbook(path: &Path) -> Option<()> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write(0, column, heading).ok()?;
    }
    for row in 0..WORKBOOK_ROWS {
        for (column, cell) in (0..).zip(cells(row as usize)) {
            match cell.parse::<f64>() {
                Ok(number) if column > 4 => sheet.write(row + 1, column, number).ok()?,
                _ => sheet.write(row + 1, column, cell).ok()?,
            };
        }
    }
    book.save(path).ok()
}

fn python(program: &str, path: &Path) -> Option<Duration> {
    let python = std::env::var("UPTURN_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let output = Command::new(python).arg("-c").arg(program).arg(path).output().ok()?;
    let seconds = String::from_utf8(output.stdout).ok()?.trim().parse().ok()?;
    Some(Duration::from_secs_f64(seconds))
}

/// The peak of a process of its own that reads this file, in KB.
fn peak_of(path: &Path) -> usize {
    let program = std::env::current_exe().unwrap_or_default();
    let output = Command::new(program).arg(PEAK).arg(path).output();
    let said = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    said.split_whitespace().next().and_then(|peak| peak.parse().ok()).unwrap_or(0)
}

/// The most memory that this process ever held, in KB, where the system tells.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
