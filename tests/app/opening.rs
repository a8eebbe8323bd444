//! Plans that can't be opened, and plans that take a while.

use std::time::{Duration, Instant};

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use upturn::model::{Amount, Figure, Granularity, Plan, Series};
use upturn::storage;
use upturn::ui::Ask;

use super::layout;
use super::support::{USUAL, Window, month};

/// A plan whose figure of October somebody spoilt, and the line that it stands on.
fn spoilt(window: &Window) -> (std::path::PathBuf, String) {
    let mut plan = Plan::new("Coast");
    plan.type_figure(0, month("2026-10"), Some(Amount::whole(50_910)));
    let text = storage::to_text(&plan).unwrap().replace("\"50910\"", "\"50,910\"");
    let line = text.lines().find(|line| line.contains("50,910")).unwrap().trim().to_owned();
    (window.file("plan.upturn.ron", &text), line)
}

#[test]
fn a_plan_that_cant_be_opened_is_told_with_its_line_and_a_caret_under_the_place() {
    let window = Window::start();
    let (path, line) = spoilt(&window);
    let told = |window: &Window| {
        window.assert_shows("plan.upturn.ron can't be opened. Line ");
        window.assert_shows("series[0].figures[\"2026-10\"].value: \"50,910\" is not a number such as 62500");
        window.assert_shows(&format!("The line reads: {line}"));
        // The caret is under the quote that begins the value, below its row.
        let painted = layout::painted(window);
        let place = |text: &str| painted.iter().find(|p| p.text == text).map(|p| p.ink).unwrap();
        let (text, caret) = (place(&line), place("^"));
        let letters = |count: usize| f32::from(u16::try_from(count).unwrap());
        let about = text.left() + text.width() * letters(line.find("\"50,910").unwrap()) / letters(line.len());
        assert!((caret.center().x - about).abs() < 30.0, "{caret:?} for {about} in {text:?}");
        assert!(caret.top() > text.center().y, "{caret:?} below {text:?}");
    };
    // As a notice, where the file was named at the start.
    let mut window = Window::new(USUAL, window.end(), Some(path.clone()));
    told(&window);
    window.click("Close");
    window.assert_hides("The line reads");
    // And in the dialog that asks for the file, until another is typed.
    window.ctrl(Key::O);
    window.fill("File", &path.display().to_string());
    window.press(Key::Enter);
    told(&window);
    window.fill("File", "elsewhere");
    window.assert_hides("The line reads");
}

/// A plan of some megabytes: branches with 20 years of months.
fn large(window: &Window) -> std::path::PathBuf {
    let mut plan = Plan::new("Chain");
    for number in 0..400 {
        let mut series = Series::new(format!("branch {number}"), Granularity::Month);
        for (value, period) in (0..240).map(|i| (i * 7_919 % 90_000, month("2006-11").plus(i32::try_from(i).unwrap())))
        {
            series.figures.insert(period, Figure::typed(Amount::whole(value)));
        }
        plan.series.push(series.into());
    }
    window.file("large.upturn.ron", &storage::to_text(&plan).unwrap())
}

/// The percentage that the dialog tells, with what a screen reader is told of the bar.
fn percent(window: &Window) -> Option<u32> {
    let text = window.words().into_iter().find_map(|(_, text)| text.contains("% of ").then_some(text))?;
    let percent = text.split('%').next().unwrap().parse().unwrap();
    let bar = window.harness.root().children_recursive().find(|node| {
        node.accesskit_node().role() == Role::ProgressIndicator && node.accesskit_node().label().is_some()
    });
    let value = bar.unwrap().accesskit_node().data().numeric_value().unwrap();
    assert!((value - f64::from(percent)).abs() < 0.5, "{value} and {percent}");
    Some(percent)
}

#[test]
fn r32_a_large_plan_shows_how_far_its_reading_is_and_cancel_gives_it_up_at_once() {
    let mut window = Window::threaded(tempfile::tempdir().unwrap());
    let path = large(&window);
    assert!(std::fs::metadata(&path).unwrap().len() > 4_000_000);
    window.harness.state_mut().ask(Ask::Open(path.clone()));
    window.pass();
    window.pass();
    window.assert_shows("Opening large.upturn.ron");
    let start = Instant::now();
    while percent(&window).unwrap() < 20 {
        assert!(start.elapsed() < Duration::from_mins(1), "it never gets on");
        window.pass();
    }
    window.click("Cancel");
    window.assert_hides("Opening large.upturn.ron");
    assert!(window.app().document().is_none());
    // And again, to its end; what was given up before doesn't come in between.
    window.harness.state_mut().ask(Ask::Open(path));
    window.pass();
    window.pass();
    let mut seen = vec![];
    while window.app().document().is_none() {
        assert!(start.elapsed() < Duration::from_mins(2), "it never comes");
        seen.extend(percent(&window));
        window.pass();
    }
    assert!(seen.is_sorted() && seen.first() < Some(&30) && seen.last() > Some(&70), "{seen:?}");
    seen.dedup();
    assert!(seen.len() > 10, "{seen:?}");
    assert_eq!(window.plan().title, "Chain");
    window.assert_hides("Opening large.upturn.ron");
}

#[test]
fn a_large_plan_that_cant_be_opened_leads_back_to_where_it_was_named() {
    let mut window = Window::start();
    let path = large(&window);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, &text[..text.len() / 2]).unwrap();
    window.ctrl(Key::O);
    window.fill("File", &path.display().to_string());
    window.press(Key::Enter);
    window.assert_shows("large.upturn.ron can't be opened. Line ");
    assert!(window.has("Browse…"));
    window.assert_hides("Opening large.upturn.ron");
}
