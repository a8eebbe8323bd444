//! A picture of each page in each theme. `UPDATE_SNAPSHOTS=1` takes over what changed, once it was looked at.

use eframe::egui::Key;
use egui_kittest::SnapshotResults;
use upturn::command::Command;
use upturn::model::{Currency, Granularity, Plan, SubjectKind};
use upturn::ui::Ask;
use upturn::ui::preference::Preferences;
use upturn::ui::theme::Theme;
use upturn::ui::zoom::Zoom;

use super::home;
use super::rhythm_plans::{quarterly, weekly, with_profit, yearly};
use super::safety;
use super::support::Window;

const fn command(theme: Theme) -> Command {
    match theme {
        Theme::Light => Command::ThemeLight,
        Theme::Dark => Command::ThemeDark,
        Theme::Projector => Command::ThemeProjector,
        Theme::Contrast => Command::ThemeContrast,
    }
}

/// A size of the window, and how large everything is drawn in it.
struct Look {
    name: &'static str,
    size: [f32; 2],
    /// In percent.
    zoom: u16,
}

const USUAL: Look = Look { name: "", size: [1440.0, 900.0], zoom: 100 };
const LAPTOP: Look = Look { name: "1100-", size: [1100.0, 700.0], zoom: 100 };
const SMALL: Look = Look { name: "small-", size: [1024.0, 768.0], zoom: 100 };
const DOUBLE: Look = Look { name: "200-", size: [1440.0, 900.0], zoom: 200 };

/// What every page is looked at in.
const PAGE: [Look; 3] = [USUAL, LAPTOP, DOUBLE];

fn zoom(window: &mut Window, percent: u16) {
    let wanted = Preferences { zoom: Zoom::of(percent), ..window.app().preferences().clone() };
    window.ask(Ask::Prefer(Box::new(wanted)));
}

/// Takes the picture of what `window` shows, in every theme.
fn in_each_theme(window: &mut Window, name: &str, results: &mut SnapshotResults) {
    in_looks(window, name, &[USUAL], results);
}

/// Takes the picture of what `window` shows, in every theme and in each of the sizes.
fn in_looks(window: &mut Window, name: &str, looks: &[Look], results: &mut SnapshotResults) {
    for look in looks {
        window.harness.set_size(look.size.into());
        window.settle();
        zoom(window, look.zoom);
        for theme in Theme::ALL {
            window.ask(Ask::Command(command(theme)));
            window.move_mouse_away();
            results.add(window.harness.try_snapshot(format!("{name}-{}{}", look.name, theme.id())));
        }
    }
    zoom(window, 100);
    window.harness.set_size(USUAL.size.into());
    window.settle();
}

fn new_plan() -> Plan {
    let mut plan = Plan::new("North 2027");
    plan.subject.kind = SubjectKind::Territory;
    "North".clone_into(&mut plan.subject.name);
    "Ada Nowak".clone_into(&mut plan.owner);
    plan.currency = "EUR".parse::<Currency>().ok();
    plan
}

#[test]
fn the_start_page() {
    let mut results = SnapshotResults::new();
    let mut window = Window::start();
    in_looks(&mut window, "start", &PAGE, &mut results);
    window.ask(Ask::Command(Command::NewPlan));
    in_looks(&mut window, "new-plan", &PAGE, &mut results);
}

#[test]
fn the_plans_of_a_folder() {
    let mut results = SnapshotResults::new();
    let mut window = home::calder([1440.0, 900.0]);
    in_looks(&mut window, "home", &PAGE, &mut results);
    let mut small = home::calder([1024.0, 768.0]);
    small.move_mouse_away();
    results.add(small.harness.try_snapshot("home-small"));
    let mut empty = home::folder(&[]);
    empty.move_mouse_away();
    results.add(empty.harness.try_snapshot("home-empty"));
}

#[test]
fn what_keeps_plans_from_being_lost() {
    let mut results = SnapshotResults::new();
    for (name, mut window) in safety::scenes() {
        in_each_theme(&mut window, name, &mut results);
    }
}

#[test]
fn the_pages_of_the_example() {
    let mut results = SnapshotResults::new();
    let mut window = Window::example();
    for (command, name) in [
        (Command::ShowOverview, "overview"),
        (Command::ShowHistory, "history"),
        (Command::ShowForecast, "forecast"),
        (Command::ShowStrategies, "strategies"),
        (Command::ShowTactics, "tactics"),
        (Command::ShowContingencies, "contingencies"),
        (Command::ShowKpis, "kpis"),
        (Command::ShowReviews, "reviews"),
        (Command::ShowCheck, "check"),
        (Command::ShowPlan, "plan"),
    ] {
        window.ask(Ask::Command(command));
        in_looks(&mut window, name, &PAGE, &mut results);
    }
}

#[test]
fn the_pages_of_the_other_examples() {
    let mut results = SnapshotResults::new();
    for (command, example) in [(Command::OpenFirmExample, "firm"), (Command::OpenShopExample, "shop")] {
        let mut window = Window::example();
        window.ask(Ask::Command(command));
        for (page, name) in [
            (Command::ShowOverview, "overview"),
            (Command::ShowHistory, "history"),
            (Command::ShowForecast, "forecast"),
        ] {
            window.ask(Ask::Command(page));
            window.move_mouse_away();
            results.add(window.harness.try_snapshot(format!("{example}-{name}")));
        }
    }
}

#[test]
fn the_pages_of_the_program() {
    let mut results = SnapshotResults::new();
    let mut window = Window::start();
    window.ask(Ask::Command(Command::Preferences));
    in_looks(&mut window, "preferences", &PAGE, &mut results);
    window.ask(Ask::Command(Command::About));
    // The path of the test's own folder is another one each time.
    window.assert_shows("Nothing leaves this computer");
}

#[test]
fn plans_of_every_rhythm() {
    let mut results = SnapshotResults::new();
    for (plan, name) in [
        (with_profit(weekly(), 21, 148_000), "weeks"),
        (with_profit(quarterly(), 14, 170_000), "quarters"),
        (yearly(), "years"),
    ] {
        let mut window = Window::with_plan(&plan);
        for (command, page) in [
            (Command::ShowHistory, "history"),
            (Command::ShowForecast, "forecast"),
            (Command::ShowOverview, "overview"),
        ] {
            window.ask(Ask::Command(command));
            for theme in [Theme::Light, Theme::Dark] {
                window.ask(Ask::Command(self::command(theme)));
                window.move_mouse_away();
                results.add(window.harness.try_snapshot(format!("{name}-{page}-{}", theme.id())));
            }
        }
    }
    let mut months = Window::with_plan(&weekly());
    months.ask(Ask::SeeBy(Granularity::Month));
    months.move_mouse_away();
    results.add(months.harness.try_snapshot("weeks-history-by-month"));
    let mut small = Window::with_plan_at([1100.0, 700.0], &weekly());
    small.move_mouse_away();
    results.add(small.harness.try_snapshot("weeks-history-1100"));
}

#[test]
fn a_plan_without_figures() {
    let mut results = SnapshotResults::new();
    let mut window = Window::start();
    window.ask(Ask::Create(Box::new(new_plan())));
    in_looks(&mut window, "history-empty", &PAGE, &mut results);
}

#[test]
fn the_dialogs() {
    let mut results = SnapshotResults::new();
    let mut window = Window::start();
    window.ask(Ask::Create(Box::new(new_plan())));
    window.paste("Month\tSales\n2026-08\t71,200.50\n2026-09\tn/a\n2026-10\t52,010\n2026-11\t26,410\n");
    in_each_theme(&mut window, "dialog-import", &mut results);
    window.press(Key::Escape);
    let quickbooks = include_str!("../fixtures/import/quickbooks-detail.csv").replace('$', "€");
    let file = window.file("Sales by Customer Detail.csv", &quickbooks);
    window.drop_file(&file);
    in_looks(&mut window, "dialog-import-file", &[USUAL, SMALL, DOUBLE], &mut results);
    window.press(Key::Escape);
    let file = window.file("orders.csv", "Date,Customer,Amount\n03/04/2026,Acme,1.200\n05/06/2026,Bolt,2.500\n");
    window.drop_file(&file);
    in_each_theme(&mut window, "dialog-import-open", &mut results);
    window.press(Key::Escape);
    window.ctrl(Key::W);
    in_each_theme(&mut window, "dialog-unsaved", &mut results);
}

#[test]
fn what_lies_over_the_page() {
    let mut results = SnapshotResults::new();
    let looks = [USUAL, SMALL, DOUBLE];
    let mut window = Window::example();
    window.click("Rolling average, months: 12");
    window.ctrl(Key::K);
    window.type_text("oct");
    in_looks(&mut window, "palette", &looks, &mut results);
    window.press(Key::Escape);
    window.press(Key::F1);
    in_looks(&mut window, "shortcuts", &looks, &mut results);
    window.press(Key::Escape);
    window.ctrl(Key::F);
    window.type_text("march");
    in_looks(&mut window, "find", &[USUAL, DOUBLE], &mut results);
    window.press(Key::Escape);
    window.alt(Key::V);
    in_looks(&mut window, "menu", &looks, &mut results);
    window.press(Key::Escape);
    window.ctrl(Key::Z);
    in_each_theme(&mut window, "toast", &mut results);
}

/// What is selected, the line that adds it up, and the menu of what can be done with it.
#[test]
fn the_menu_of_the_figures() {
    let mut results = SnapshotResults::new();
    let mut window = Window::example();
    window.click("July 2024: 61.5");
    for _ in 0..3 {
        window.shift(Key::ArrowRight);
    }
    window.shift(Key::F10);
    in_each_theme(&mut window, "figures-menu", &mut results);
}

#[test]
fn what_somebody_new_sees() {
    let mut results = SnapshotResults::new();
    for (size, name) in [([1440.0, 900.0], "new-history"), ([1024.0, 768.0], "new-history-small")] {
        let mut window = Window::newcomer(size, tempfile::tempdir().unwrap());
        window.ask(Ask::Command(Command::OpenExample));
        window.ctrl(Key::Num2);
        window.move_mouse_away();
        results.add(window.harness.try_snapshot(name));
    }
}

/// The room has one theme of its own, whatever the window's is.
#[test]
fn the_room() {
    let mut results = SnapshotResults::new();
    let mut window = Window::example();
    window.press(Key::F5);
    window.move_mouse_away();
    results.add(window.harness.try_snapshot("present-history"));
    window.press(Key::ArrowRight);
    results.add(window.harness.try_snapshot("present-forecast"));
}

#[test]
fn the_smallest_window() {
    let mut results = SnapshotResults::new();
    let mut window = Window::example_at([1024.0, 768.0]);
    window.move_mouse_away();
    results.add(window.harness.try_snapshot("history-small"));
    window.ctrl(Key::Num3);
    results.add(window.harness.try_snapshot("forecast-small"));
}

/// A window as high as the whole page, to see what lies below the fold.
#[test]
fn the_whole_forecast_with_judgement() {
    let mut results = SnapshotResults::new();
    let mut window = Window::example_at([1440.0, 1500.0]);
    window.ctrl(Key::Num3);
    window.press(Key::A);
    window.type_text("Lost Marlow");
    window.fill("Change each month in £", "-2000");
    window.fill("From", "Feb 2027");
    window.press(Key::Enter);
    window.press(Key::A);
    window.type_text("Trade fair");
    window.move_mouse_away();
    results.add(window.harness.try_snapshot("forecast-whole"));
    window.press(Key::Escape);
    window.press(Key::P);
    window.move_mouse_away();
    results.add(window.harness.try_snapshot("forecast-earlier"));
}

/// A review that is held: the window of whoever leads, and its slides at the sizes that projectors have.
#[test]
fn the_meeting() {
    let mut results = SnapshotResults::new();
    let mut window = Window::example();
    window.ctrl(Key::Num8);
    window.click("Start the review");
    window.press(Key::A);
    window.type_text("Tom shows the bundle to Marlow by Thu");
    window.press(Key::Enter);
    window.press(Key::Escape);
    // The notice that it has begun goes by itself.
    window.harness.step();
    in_looks(&mut window, "meeting", &[USUAL, SMALL], &mut results);
    window.press(Key::F5);
    for size in [[1024.0, 768.0], [1280.0, 720.0], [1920.0, 1080.0]] {
        window.harness.set_size(size.into());
        window.settle();
        for at in 1..=5 {
            results.add(window.harness.try_snapshot(format!("wall-{at}-{}", size[0])));
            window.press(Key::ArrowRight);
        }
        for _ in 0..5 {
            window.press(Key::ArrowLeft);
        }
    }
}
