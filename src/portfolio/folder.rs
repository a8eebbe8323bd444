//! A folder as it is known: which files, what was read of them, and what they say together.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::summary::{Days, Outcome, Standing, Summary};
use crate::storage::PlanFile;
use crate::text::folder::{self, Furthest};
use crate::text::{Numbers, Said, plural};

/// A file of the folder.
#[derive(Clone, Debug)]
pub struct Row {
    pub file: PlanFile,
    /// What was last read; shown until what is newer is read.
    pub state: State,
    /// It is to be read, or read again.
    pub waiting: bool,
    /// Another one whenever the row says something else.
    pub version: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Never read so far.
    Unread,
    Read(Box<Summary>),
    /// With the reason, in whole sentences.
    Unreadable(String),
    /// RON of some other program; never shown.
    NotAPlan,
}

impl Row {
    #[must_use]
    pub fn summary(&self) -> Option<&Summary> {
        match &self.state {
            State::Read(summary) => Some(summary),
            _ => None,
        }
    }

    /// The plan's title, or the file's name as long as there is none.
    #[must_use]
    pub fn title(&self) -> &str {
        match &self.state {
            State::Read(summary) if !summary.title.trim().is_empty() => &summary.title,
            State::Read(_) | State::Unread => self.file.stem(),
            State::Unreadable(_) | State::NotAPlan => &self.file.name,
        }
    }

    /// A file whose name doesn't say that it is a plan is shown once it turned out to be one.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        match self.state {
            State::Read(_) | State::Unreadable(_) => true,
            State::Unread => self.file.is_named_as_plan(),
            State::NotAPlan => false,
        }
    }
}

/// The plans of one folder, in the order of their files' names.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
    rows: Vec<Row>,
    days: Days,
    /// Of the whole: changes with any of its rows.
    version: u64,
    /// How often it was listed.
    listing: u64,
}

impl Folder {
    /// The folder with the files that were found in it, none of them read.
    #[must_use]
    pub fn new(path: PathBuf, files: Vec<PlanFile>, days: Days) -> Self {
        let mut folder = Self { path, rows: Vec::new(), days, version: 0, listing: 0 };
        folder.list(files, days);
        folder
    }

    /// Takes in what the folder holds now. What was read of files that have not changed stays.
    pub fn list(&mut self, mut files: Vec<PlanFile>, days: Days) {
        files.sort_by(|a, b| super::order::natural(&a.name, &b.name).then_with(|| a.name.cmp(&b.name)));
        let same_day = days == self.days;
        let mut known: HashMap<PathBuf, Row> = self.rows.drain(..).map(|row| (row.file.path.clone(), row)).collect();
        (self.version, self.listing) = (self.version + 1, self.listing + 1);
        let version = self.version;
        let row = |file: PlanFile| match known.remove(&file.path) {
            Some(row) if row.file == file && same_day => row,
            Some(row) => Row { file, state: row.state, waiting: true, version },
            None => Row { file, state: State::Unread, waiting: true, version },
        };
        self.rows = files.into_iter().map(row).collect();
        self.days = days;
    }

    /// Takes in what was read of the row at `index`.
    pub fn take(&mut self, index: usize, outcome: Outcome) {
        let Some(row) = self.rows.get_mut(index) else { return };
        self.version += 1;
        (row.version, row.waiting) = (self.version, false);
        row.state = match outcome {
            Outcome::Plan(summary) => State::Read(summary),
            Outcome::Unreadable(reason) => State::Unreadable(reason),
            Outcome::NotAPlan => State::NotAPlan,
        };
    }

    /// Reads whatever is not read yet, here and now.
    pub fn read_all(&mut self) {
        for (index, file) in self.waiting() {
            self.take(index, super::read(&file.path, file.is_named_as_plan(), self.days));
        }
    }

    /// What is not read yet.
    #[must_use]
    pub fn waiting(&self) -> Vec<(usize, PlanFile)> {
        let waiting = self.rows.iter().enumerate().filter(|(_, row)| row.waiting);
        waiting.map(|(index, row)| (index, row.file.clone())).collect()
    }

    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder's name without what is above it.
    #[must_use]
    pub fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        name.to_string_lossy().into_owned()
    }

    #[must_use]
    pub fn days(&self) -> Days {
        self.days
    }

    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Another one whenever the folder was listed again.
    #[must_use]
    pub fn listing(&self) -> u64 {
        self.listing
    }

    /// Whether every plan was read at least once, so that the whole can be spoken of.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.rows.iter().all(|row| row.state != State::Unread)
    }

    /// Every row, also those that are not shown.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How many rows are read, of how many.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let read = self.rows.iter().filter(|row| !row.waiting).count();
        (read, self.rows.len())
    }

    #[must_use]
    pub fn is_read(&self) -> bool {
        !self.rows.iter().any(|row| row.waiting)
    }

    fn summaries(&self) -> impl Iterator<Item = &Summary> {
        self.rows.iter().filter_map(Row::summary)
    }

    #[must_use]
    pub fn unreadable(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row.state, State::Unreadable(_))).count()
    }

    /// Whether amounts of its plans can't be compared with each other.
    #[must_use]
    pub fn is_mixed(&self) -> bool {
        let mut units = self.summaries().map(|s| (&s.unit, s.currency));
        let first = units.next();
        units.any(|unit| Some(unit) != first)
    }

    /// "6 plans in this folder", "5 plans in this folder, 1 file can’t be read".
    #[must_use]
    pub fn counted(&self, numbers: Numbers) -> String {
        let unreadable = self.unreadable();
        let shown = self.rows.iter().filter(|row| row.is_shown()).count();
        let plans = format!("{} in this folder", plural::count_grouped(shown - unreadable, "plan", numbers));
        match unreadable {
            0 => plans,
            _ => format!("{plans}, {} can’t be read", plural::count_grouped(unreadable, "file", numbers)),
        }
    }

    /// The sentence over the folder; of what is read so far.
    #[must_use]
    pub fn finding(&self, numbers: Numbers) -> Said {
        let count = |standing| self.summaries().filter(|s| s.standing == standing).count();
        let short: Vec<&Summary> = self.summaries().filter(|s| s.standing == Standing::Short).collect();
        let comparable = short.windows(2).all(|two| (&two[0].unit, two[0].currency) == (&two[1].unit, two[1].currency));
        let lack = |s: &Summary| s.progress().map_or(0.0, |share| 1.0 - share);
        let furthest = if comparable {
            // The first of equals, in the order of the list.
            short.iter().rev().max_by_key(|s| s.gap)
        } else {
            short.iter().rev().max_by(|a, b| lack(a).total_cmp(&lack(b)))
        };
        let size = |s: &Summary| {
            let style = s.style(numbers);
            if comparable { style.in_sentence(s.gap.unwrap_or_default()) } else { style.percent(lack(s) * 100.0) }
        };
        // Of several that read alike none is short by the most.
        let alone = |by: &String| short.iter().filter(|s| size(s) == *by).count() == 1;
        let by = furthest.map(|s| size(s)).filter(alone);
        folder::Folder {
            plans: self.summaries().count(),
            short: short.len(),
            without_target: count(Standing::NoTarget),
            without_forecast: count(Standing::NoForecast),
            unreadable: self.unreadable(),
            lit: self.summaries().filter(|summary| summary.check.lit > 0).count(),
            furthest: furthest.zip(by.as_deref()).map(|(s, by)| Furthest { name: &s.name, by, is_share: !comparable }),
        }
        .finding(numbers)
    }
}

#[cfg(test)]
mod tests {
    use super::super::summary::tests_support::plan;
    use super::*;
    use crate::storage::{self, plan_files};
    use std::fs;
    use tempfile::TempDir;

    fn days(today: &str) -> Days {
        Days { given: None, today: today.parse().unwrap() }
    }

    const TODAY: &str = "2026-11-19";

    fn disk(plans: &[(&str, Option<i64>)]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (title, target) in plans {
            let path = folder.path().join(format!("{title}.upturn.ron"));
            storage::save(&storage::RealFs, &path, &plan(title, *target)).unwrap();
        }
        folder
    }

    fn read(disk: &TempDir) -> Folder {
        let mut folder = Folder::new(disk.path().to_owned(), plan_files(disk.path()).unwrap(), days(TODAY));
        folder.read_all();
        folder
    }

    #[test]
    fn the_finding_speaks_of_the_whole_folder() {
        let disk =
            disk(&[("Coast", Some(1_300_000)), ("City", Some(1_210_000)), ("Web", Some(900_000)), ("New", None)]);
        let folder = read(&disk);
        assert_eq!(
            folder.finding(Numbers::ENGLISH).plain(),
            "Two of four plans are heading short of target. Coast is short by the most, £100k. One has no target."
        );
        assert_eq!((folder.progress(), folder.is_mixed()), ((4, 4), false));
        assert_eq!(folder.counted(Numbers::ENGLISH), "4 plans in this folder");
    }

    #[test]
    fn nobody_is_named_as_the_furthest_where_two_are_short_by_the_same() {
        let disk = disk(&[("Coast", Some(1_300_000)), ("North", Some(1_300_000))]);
        assert_eq!(read(&disk).finding(Numbers::ENGLISH).plain(), "Both plans are heading short of target.");
    }

    #[test]
    fn amounts_of_different_currencies_are_compared_as_shares() {
        let disk = disk(&[("Coast", Some(1_300_000))]);
        let mut yen = plan("Osaka", Some(1_250_000));
        yen.currency = "JPY".parse().ok();
        storage::save(&storage::RealFs, &disk.path().join("osaka.upturn.ron"), &yen).unwrap();
        let folder = read(&disk);
        assert!(folder.is_mixed());
        assert!(folder.finding(Numbers::ENGLISH).plain().ends_with("Coast lacks the largest share of it, 8%."));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_a_row_with_its_reason_and_other_rons_are_none() {
        let disk = disk(&[("Coast", None)]);
        fs::write(disk.path().join("bad.upturn.ron"), "(format_version: 1, title: ").unwrap();
        fs::write(disk.path().join("settings.ron"), "(theme: Dark)").unwrap();
        let folder = read(&disk);
        let shown: Vec<&str> = folder.rows().iter().filter(|r| r.is_shown()).map(Row::title).collect();
        assert_eq!(shown, ["bad.upturn.ron", "Coast"]);
        assert_eq!(folder.counted(Numbers::ENGLISH), "1 plan in this folder, 1 file can’t be read");
        assert!(matches!(&folder.rows()[0].state, State::Unreadable(reason) if reason.contains("Line 1")));
    }

    #[test]
    fn only_what_changed_is_read_again_when_the_folder_is_listed_again() {
        let disk = disk(&[("Coast", None), ("North", None)]);
        let mut folder = read(&disk);
        let again = |folder: &mut Folder, today| {
            folder.list(plan_files(disk.path()).unwrap(), days(today));
            folder.waiting().into_iter().map(|(_, file)| file.name).collect::<Vec<_>>()
        };
        assert_eq!(again(&mut folder, TODAY), [""; 0]);
        fs::write(disk.path().join("North.upturn.ron"), "shorter").unwrap();
        assert_eq!(again(&mut folder, TODAY), ["North.upturn.ron"]);
        assert!(folder.rows()[1].summary().is_some(), "what was known of it shows until the new is read");
        fs::remove_file(disk.path().join("North.upturn.ron")).unwrap();
        assert_eq!(again(&mut folder, TODAY), [""; 0]);
        assert_eq!(folder.rows().len(), 1);
        assert_eq!(again(&mut folder, "2026-11-20"), ["Coast.upturn.ron"], "another day gives other answers");
    }

    #[test]
    fn rows_stand_in_the_order_in_which_people_number_things() {
        let disk = disk(&[("Plan 10", None), ("plan 9", None), ("Area", None)]);
        assert_eq!(read(&disk).rows().iter().map(Row::title).collect::<Vec<_>>(), ["Area", "plan 9", "Plan 10"]);
    }
}
