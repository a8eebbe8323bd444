//! Clipboard: a block of cells as lines and tabs, and where a pasted block goes.

use super::model::{Change, Model, Numbers, Place};

/// A rectangle of places; both corners belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) first: Place,
    pub(super) last: Place,
}

impl Range {
    pub(super) fn between(a: Place, b: Place) -> Self {
        Self {
            first: Place::new(a.row.min(b.row), a.column.min(b.column)),
            last: Place::new(a.row.max(b.row), a.column.max(b.column)),
        }
    }

    pub(super) fn contains(self, place: Place) -> bool {
        (self.first.row..=self.last.row).contains(&place.row)
            && (self.first.column..=self.last.column).contains(&place.column)
    }

    pub(super) fn is_single(self) -> bool {
        self.first == self.last
    }

    fn rows(self) -> usize {
        self.last.row - self.first.row + 1
    }

    fn columns(self) -> usize {
        self.last.column - self.first.column + 1
    }

    pub(super) fn places(self) -> impl Iterator<Item = Place> {
        (self.first.row..=self.last.row)
            .flat_map(move |row| (self.first.column..=self.last.column).map(move |column| Place::new(row, column)))
    }
}

/// The exact figures of `range`: a line a row, tabs between columns.
pub(super) fn copy(model: &Model, range: Range) -> String {
    let line = |row: usize| {
        let cell = |column: usize| model.cell(Place::new(row, column)).map_or("", |cell| cell.edit.as_str());
        (range.first.column..=range.last.column).map(cell).collect::<Vec<_>>().join("\t")
    };
    (range.first.row..=range.last.row).map(line).collect::<Vec<_>>().join("\n")
}

/// The same under the headers of its columns, each row behind its own.
pub(super) fn copy_with_headers(model: &Model, range: Range) -> String {
    let columns = (range.first.column..=range.last.column).filter_map(|column| model.columns.get(column));
    let head = std::iter::once(&model.lead).chain(columns).map(String::as_str).collect::<Vec<_>>().join("\t");
    let figures = copy(model, range);
    let rows = (range.first.row..=range.last.row).filter_map(|row| model.rows.get(row));
    let lines = rows.zip(figures.split('\n')).map(|(row, line)| format!("{}\t{line}", row.lead));
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}

/// The changes that pasting `text` into `range` makes, without those that change nothing.
///
/// One figure fills the range. A block of the range's shape fills it. One line or one column runs on along the
/// periods from the range's first cell. Any other block keeps its shape.
///
/// # Errors
/// A sentence that names the first text that is no figure, or says how many figures find no cell.
pub(super) fn paste(model: &Model, range: Range, text: &str, numbers: &Numbers) -> Result<Vec<Change>, String> {
    let block = Block::read(text);
    if block.texts.iter().all(|(_, text)| text.is_empty()) {
        return Err("There are no figures on the clipboard. Nothing was pasted.".to_owned());
    }
    let figures = block.figures(numbers)?;
    let targets = if figures.len() == 1 {
        range.places().filter(|place| model.cell(*place).is_some()).map(|place| (place, figures[0].1)).collect()
    } else {
        block.targets(model, range, &figures)?
    };
    let differs = |(place, value): &(Place, _)| model.value(*place, numbers).as_ref() != Ok(value);
    let change = |(place, value): (Place, _)| Change { row: place.row, column: place.column, value };
    Ok(targets.into_iter().filter(differs).map(change).collect())
}

type Figure = (Place, Option<crate::model::Amount>);

struct Block {
    /// Each text and its place within the block.
    texts: Vec<(Place, String)>,
    rows: usize,
    columns: usize,
}

impl Block {
    fn read(text: &str) -> Self {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        // Spreadsheets end the last line too, and people select a few empty rows more.
        let text = text.trim_end_matches(['\n', '\t', ' ', '\u{a0}']);
        let mut texts = Vec::new();
        let (mut rows, mut columns) = (0, 0);
        for (row, line) in text.split('\n').enumerate() {
            rows = row + 1;
            for (column, text) in line.split('\t').enumerate() {
                columns = columns.max(column + 1);
                texts.push((Place::new(row, column), bare(text).to_owned()));
            }
        }
        Self { texts, rows, columns }
    }

    fn figures(&self, numbers: &Numbers) -> Result<Vec<Figure>, String> {
        let read = |(at, text): &(Place, String)| {
            let value =
                numbers(text).map_err(|error| format!("{}{error}. Nothing was pasted.", self.place_in_words(*at)))?;
            Ok((*at, value))
        };
        self.texts.iter().map(read).collect()
    }

    fn place_in_words(&self, at: Place) -> String {
        match (self.rows > 1, self.columns > 1) {
            (true, true) => format!("Row {}, column {}, ", at.row + 1, at.column + 1),
            (true, false) => format!("Row {}, ", at.row + 1),
            (false, true) => format!("Column {}, ", at.column + 1),
            (false, false) => String::new(),
        }
    }

    fn targets(&self, model: &Model, range: Range, figures: &[Figure]) -> Result<Vec<Figure>, String> {
        let shape_of_range = !range.is_single() && (range.rows(), range.columns()) == (self.rows, self.columns);
        let run = !shape_of_range && (self.rows == 1 || self.columns == 1);
        let mut periods = model.places().skip_while(|place| *place != range.first);
        let mut targets = Vec::with_capacity(figures.len());
        let mut homeless = 0;
        for (at, value) in figures {
            let place = if run {
                periods.next()
            } else {
                let place = Place::new(range.first.row + at.row, range.first.column + at.column);
                model.cell(place).map(|_| place)
            };
            match place {
                Some(place) => targets.push((place, *value)),
                None => homeless += usize::from(value.is_some()),
            }
        }
        if homeless == 0 {
            return Ok(targets);
        }
        let all = figures.iter().filter(|(_, value)| value.is_some()).count();
        let verb = if homeless == 1 { "does" } else { "do" };
        let last = model.places().next_back().and_then(|place| model.cell(place));
        let last = last.map(|cell| format!("; the last cell is {}", cell.name)).unwrap_or_default();
        Err(format!("{homeless} of {all} figures {verb} not fit from here{last}. Nothing was pasted."))
    }
}

/// Without the blanks and the quotes that some programs put round a text.
fn bare(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).map_or(text, str::trim)
}
