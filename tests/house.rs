//! Keeps the house in order: who may import whom, where each outside crate lives, how long a file may grow.
//!
//! The table is the one of ARCHITECTURE.md. Test code within a file may import what it likes.

mod support;

use std::fs;
use std::path::Path;

use support::source::{self, SourceFile};

/// Every room with the rooms that it may import. Most specific first: `app` and `cli` may use everything.
const ROOMS: [(&str, &[&str]); 14] = [
    ("model", &[]),
    ("text", &["model", "analysis"]),
    ("storage", &["model"]),
    ("import", &["model", "text"]),
    ("analysis", &["model"]),
    ("portfolio", &["model", "storage", "analysis", "text"]),
    ("chart", &["model", "analysis", "text"]),
    ("report", &["model", "analysis", "text", "chart"]),
    ("export", &["report", "chart", "text"]),
    ("document", &["model"]),
    ("command", &["model", "document"]),
    ("ui", &["model", "text", "import", "analysis", "portfolio", "chart", "report", "export", "document", "command"]),
    ("app", &ALL),
    ("cli", &ALL),
];
const ALL: [&str; 13] = [
    "model",
    "text",
    "storage",
    "import",
    "analysis",
    "portfolio",
    "chart",
    "report",
    "export",
    "document",
    "command",
    "ui",
    "app",
];

/// What pages see of `import`: what a file would bring, not how it is read.
const IMPORT_SEEN_BY_UI: &str = "preview";

/// Outside crates (or items of theirs) and the places, as starts of a path under `src`, where they may be named.
const HOMES: [(&str, &[&str]); 15] = [
    ("calamine", &["import/source"]),
    ("chardetng", &["import/source"]),
    ("chrono::Local", &["app", "cli"]),
    ("chrono::Utc", &["app", "cli"]),
    ("clap", &["cli", "main.rs"]),
    ("csv_core", &["import/source"]),
    ("eframe", &["ui", "app"]),
    ("egui", &["ui", "app"]),
    ("egui_plot", &["ui", "app"]),
    ("encoding_rs", &["import/source"]),
    ("open", &["app/files"]),
    ("quick_xml", &["import/source"]),
    ("rfd", &["app/files"]),
    ("ron", &["storage", "app/settings", "ui/theme"]),
    ("zip", &["import/source"]),
];

const LONGEST_FILE: usize = 500;

/// What in one file breaks the house's rules, as sentences.
fn complaints(file: &SourceFile) -> Vec<String> {
    let mut complaints = Vec::new();
    for import in source::imports_of_rooms(file) {
        if !may_import(file.room(), &import) {
            complaints.push(format!("{} uses {import}, which {} may not import", file.path, file.room()));
        }
    }
    for (item, homes) in HOMES {
        if source::names(file, item) && !homes.iter().any(|home| file.path.starts_with(home)) {
            complaints.push(format!("{} names {item}, which lives in {}", file.path, homes.join(", ")));
        }
    }
    if file.lines > LONGEST_FILE {
        complaints.push(format!("{} has {} lines; over {LONGEST_FILE} it wants to be two", file.path, file.lines));
    }
    complaints
}

/// `import` is a path below the crate, such as `model::Plan`.
fn may_import(room: &str, import: &str) -> bool {
    let mut path = import.split("::");
    let (wanted, item) = (path.next().unwrap_or_default(), path.next().unwrap_or_default());
    if wanted == room {
        return true;
    }
    match room {
        "lib.rs" => return true,
        "main.rs" => return matches!(wanted, "app" | "cli"),
        // A page shows a folder that was read; it reads none.
        "ui" if wanted == "portfolio" => return item.starts_with(|c: char| c.is_ascii_uppercase()),
        "ui" if wanted == "import" => {
            return item == IMPORT_SEEN_BY_UI || item.starts_with(|c: char| c.is_ascii_uppercase());
        }
        _ => {}
    }
    ROOMS.iter().any(|(name, may)| *name == room && may.contains(&wanted))
}

#[test]
fn every_file_imports_only_what_its_room_may_and_stays_readable() {
    let files = source::files(Path::new("src"));
    assert!(files.iter().any(|f| f.path == "model/plan.rs"), "the sources were not found: {files:?}");
    let complaints: Vec<String> = files.iter().flat_map(complaints).collect();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn every_room_is_in_the_table_says_what_it_is_and_stands_in_the_architecture() {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    let architecture = fs::read_to_string("ARCHITECTURE.md").unwrap();
    let rooms = source::modules(&lib);
    assert!(rooms.contains(&"model".to_owned()), "no rooms found in lib.rs: {rooms:?}");
    for room in rooms {
        assert!(ROOMS.iter().any(|(name, _)| *name == room), "tests/house.rs does not say what {room} may import");
        assert!(architecture.contains(&format!("\n  {room}/ ")), "ARCHITECTURE.md does not name the room {room}/");
        let top = [format!("src/{room}/mod.rs"), format!("src/{room}.rs")]
            .iter()
            .find_map(|path| fs::read_to_string(path).ok())
            .unwrap_or_else(|| panic!("{room} has no mod.rs"));
        assert!(top.starts_with("//!"), "src/{room}/mod.rs does not begin by saying what the room is");
    }
}

// The checker itself: each rule is broken once, so that a rule that can't fail is noticed.

fn told_of(path: &str, text: &str) -> Vec<String> {
    complaints(&SourceFile::new(path, text))
}

#[test]
fn a_forbidden_import_is_found_in_every_way_of_writing_it() {
    let ways = [
        "use crate::ui::Theme;",
        "use crate::{analysis::Answer, ui};",
        "pub(crate) use crate::{\n    analysis::{Answer, Row},\n    ui::page::Page,\n};",
        "fn f() { let _ = crate::ui::page::HOME; }",
        "use super::super::ui::Theme;",
        "use super::{scene, super::ui};",
    ];
    for way in ways {
        let told = told_of("chart/paint.rs", way);
        assert_eq!(told.len(), 1, "{way}: {told:?}");
        assert!(told[0].starts_with("chart/paint.rs uses ui"), "{told:?}");
    }
}

#[test]
fn allowed_imports_comments_texts_and_test_code_are_left_alone() {
    let fine = r##"
        //! Unlike crate::ui, this knows no screen. See [`crate::app`].
        use crate::analysis::Answer;
        use super::scene::Scene;
        /* crate::storage */
        const A: &str = "crate::storage \" crate::ui";
        const B: &str = r#"crate::ui"#;
        const C: char = '"';
        fn life<'a>(x: &'a str) -> &'a str { x }
        #[cfg(test)]
        mod tests {
            use crate::storage::load;
            fn f() { if true { egui::x() } }
        }
        #[cfg(test)]
        use crate::cli::run;
    "##;
    assert_eq!(told_of("chart/paint.rs", fine), [""; 0]);
    assert_eq!(told_of("chart/paint.rs", &format!("{fine} use crate::cli::run;")).len(), 1);
}

#[test]
fn what_comes_after_test_code_is_still_read() {
    let told = told_of("model/plan.rs", "#[cfg(test)]\nmod tests { const X: char = '}'; }\nuse crate::text::Number;");
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn pages_see_previews_but_no_readers() {
    assert_eq!(told_of("ui/page/start.rs", "use crate::import::{Preview, preview::Column};"), [""; 0]);
    assert_eq!(told_of("ui/page/start.rs", "use crate::import::csv::read;").len(), 1);
    assert_eq!(told_of("ui/page/start.rs", "use crate::storage;").len(), 1);
    assert_eq!(told_of("ui/page/home/mod.rs", "use crate::portfolio::{Folder, Sort};"), [""; 0]);
    assert_eq!(told_of("ui/page/home/mod.rs", "use crate::portfolio::read;").len(), 1);
    assert_eq!(told_of("app/mod.rs", "use crate::{storage, import::csv, ui};"), [""; 0]);
}

#[test]
fn main_may_name_app_and_cli_only() {
    assert_eq!(told_of("main.rs", "use upturn::{app, cli};"), [""; 0]);
    assert_eq!(told_of("main.rs", "fn main() { upturn::storage::load(); }").len(), 1);
}

#[test]
fn an_outside_crate_away_from_home_is_found() {
    for (path, text) in [
        ("chart/scene.rs", "use egui::Pos2;"),
        ("model/plan.rs", "fn f() -> ron::Result<()> { }"),
        ("storage/save.rs", "use chrono::{Datelike, Local};"),
        ("ui/page/start.rs", "use rfd::AsyncFileDialog;"),
        ("app/files_of.rs", "use ron::ser::to_string;"),
    ] {
        assert_eq!(told_of(path, text).len(), 1, "{text}");
    }
    let at_home = [
        ("ui/mod.rs", "use egui::Ui; use egui_plot::Plot;"),
        ("app/files.rs", "use rfd::AsyncFileDialog;"),
        ("app/settings.rs", "use ron::ser::to_string;"),
        ("cli/mod.rs", "use chrono::Local;"),
        ("storage/mod.rs", "use chrono::NaiveDate; use ron::Options;"),
        ("model/plan.rs", "struct Macron; fn egui_like(matron: u8) {} use x::ron;"),
    ];
    for (path, text) in at_home {
        assert_eq!(told_of(path, text), [""; 0]);
    }
}

#[test]
fn a_file_of_more_than_500_lines_is_found() {
    assert_eq!(told_of("model/plan.rs", &"// x\n".repeat(500)), [""; 0]);
    assert_eq!(told_of("model/plan.rs", &"// x\n".repeat(501)).len(), 1);
}
