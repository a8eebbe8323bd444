//! Everything can be reached by keyboard and has a name; menus, shortcuts and the list of recent plans work.

use std::collections::BTreeSet;
use std::iter;

use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, Key, Rect, Shape, vec2};
use upturn::command::Command;
use upturn::model::Plan;
use upturn::storage;
use upturn::ui::page::ENTRIES;
use upturn::ui::theme::{self, Theme};
use upturn::ui::{Ask, Page};

use super::home;
use super::safety;
use super::support::{USUAL, Window};

/// What Tab leads to until it comes round.
fn walk(window: &mut Window) -> Vec<(Role, String)> {
    let mut stops: Vec<(Role, String)> = Vec::new();
    for _ in 0..80 {
        window.press(Key::Tab);
        let stop = window.focused().expect("Tab leads somewhere");
        if stops.first() == Some(&stop) {
            return stops;
        }
        stops.push(stop);
    }
    panic!("Tab does not come round: {stops:#?}");
}

/// Names of all controls that a person can use now. The cells of a grid are one stop.
fn controls(window: &Window) -> BTreeSet<String> {
    let is_control = |role: Role| {
        matches!(role, Role::Button | Role::TextInput | Role::MultilineTextInput | Role::CheckBox | Role::ComboBox)
            || role == Role::RadioButton
            || role == Role::Grid
    };
    let names = window.names().into_iter().filter(|(role, _, enabled)| is_control(*role) && *enabled);
    names.map(|(_, name, _)| name).collect()
}

#[test]
fn tab_reaches_every_control_of_every_page() {
    const PAGES: [Key; 10] =
        [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::F7, Key::Num9];
    for page in iter::once(None).chain(PAGES.map(Some)) {
        let mut window = match page {
            None => Window::start(),
            Some(key) => {
                let mut window = Window::example();
                window.page(key);
                window
            }
        };
        let stops = walk(&mut window);
        assert!(stops.iter().all(|(_, name)| !name.trim().is_empty()), "{page:?}: {stops:?}");
        let mut reached: BTreeSet<String> = stops.into_iter().map(|(_, name)| name).collect();
        // The grid holds the keyboard and names its cell.
        if reached.iter().any(|name| name.starts_with("November 2026: ")) {
            reached.insert("Figures".to_owned());
        }
        if reached.iter().any(|name| name.starts_with("Target ")) {
            reached.insert("The gap by month".to_owned());
        }
        let all = controls(&window);
        let missed: Vec<&String> = all.difference(&reached).collect();
        assert!(missed.is_empty(), "{page:?}: Tab misses {missed:?}; it reaches {reached:?}");
        assert!(all.len() > 4, "{page:?}: {all:?}");
    }
}

#[test]
fn tab_reaches_every_control_of_a_folder_of_plans() {
    let mut window = home::calder(USUAL);
    let stops = walk(&mut window);
    let reached: BTreeSet<String> = stops.iter().map(|(_, name)| name.clone()).collect();
    let missed: Vec<String> = controls(&window).difference(&reached).cloned().collect();
    assert!(missed.is_empty(), "Tab misses {missed:?}");
    assert_eq!(stops.iter().filter(|(role, _)| *role == Role::ListBoxOption).count(), 1, "the list is one stop");
}

/// Every page of the program, and of every example, by its name.
pub fn every_page(size: [f32; 2], mut look: impl FnMut(&mut Window, &str)) {
    let mut window = Window::new(size, tempfile::tempdir().unwrap(), None);
    look(&mut window, "start");
    for command in [Command::Preferences, Command::About] {
        window.ask(Ask::Command(command));
        look(&mut window, command.label());
    }
    window.ask(Ask::Back);
    window.ask(Ask::Command(Command::NewPlan));
    look(&mut window, "new plan");
    look(&mut home::calder(size), "plans of a folder");
    // The last scene is a dialog, which keeps the keyboard to itself.
    for (name, mut window) in safety::scenes().into_iter().take(2) {
        window.harness.set_size(size.into());
        window.settle();
        look(&mut window, name);
    }
    for example in storage::EXAMPLES {
        let name = example.file_name;
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join(name);
        std::fs::write(&path, example.text).unwrap();
        let mut window = Window::new(size, home, Some(path));
        for entry in &ENTRIES {
            window.ask(Ask::Command(entry.command));
            look(&mut window, &format!("{} of {name}", entry.command.label()));
        }
    }
}

/// Tab stops with their places, and what is asked of each, until they come round.
pub fn stops<R>(window: &mut Window, ask: impl Fn(&Window, Rect) -> R) -> Vec<(String, Rect, R)> {
    let mut stops: Vec<(String, Rect, R)> = Vec::new();
    for _ in 0..120 {
        window.press(Key::Tab);
        let (_, name) = window.focused().expect("Tab leads somewhere");
        if stops.first().is_some_and(|(first, ..)| *first == name) {
            return stops;
        }
        let rect = window.focused_rect().expect("it is somewhere");
        let asked = ask(window, rect);
        stops.push((name, rect, asked));
    }
    let names: Vec<String> = stops.into_iter().map(|(name, ..)| name).collect();
    panic!("Tab does not come round: {names:#?}");
}

/// How far the page of the open plan is scrolled down.
fn scrolled(window: &Window) -> f32 {
    let plan = window.app().document().map(upturn::document::Document::plan);
    plan.map_or(0.0, |plan| window.app().screen().view_state(plan).scroll)
}

/// On from left to right in a row, where a grid that is scrolled along keeps the cell in its place but for rounding; up only to a
/// column further right.
fn is_read_after(before: Rect, after: Rect) -> bool {
    let both = before.y_range().intersection(after.y_range()).span();
    let in_row = both > 0.5 * before.height().min(after.height());
    let is_right = after.left() >= before.right() - 1.0;
    if in_row {
        is_right || after.left() >= before.left() - 1.0 && after.top() >= before.top()
    } else {
        is_right || after.top() >= before.top()
    }
}

#[test]
fn tab_goes_in_the_order_of_reading() {
    let mut all = Vec::new();
    for size in [USUAL, [1024.0, 700.0]] {
        every_page(size, |window, page| {
            let stops = stops(window, |window, _| scrolled(window));
            for pair in stops.windows(2) {
                let [(one, a, before), (two, b, after)] = pair else { continue };
                // The page scrolls to what has the keyboard: both are looked for where they lie on it.
                let (a, b) = (a.translate(vec2(0.0, *before)), b.translate(vec2(0.0, *after)));
                let comes_round = two == "File";
                if !comes_round && !is_read_after(a, b) {
                    all.push(format!("{page} at {size:?}: from {one:?} at {a:?} to {two:?} at {b:?}"));
                }
            }
        });
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// Outlines 2 points wide in the colour of the ring.
fn rings(window: &Window) -> Vec<Rect> {
    fn collect(shape: &Shape, ring: Color32, found: &mut Vec<Rect>) {
        match shape {
            Shape::Rect(rect) if rect.stroke.width >= 2.0 && rect.stroke.color == ring => found.push(rect.rect),
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, ring, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    let ring = theme::current(&window.harness.ctx).blue;
    for clipped in &window.harness.output().shapes {
        collect(&clipped.shape, ring, &mut found);
    }
    found
}

/// Whether an outline lies around `rect`, or close to it on every side.
fn is_ringed(window: &Window, rect: Rect) -> bool {
    let is_close = |a: f32, b: f32| (a - b).abs() <= 10.0;
    rings(window).iter().any(|ring| {
        let sides = [(ring.left(), rect.left()), (ring.right(), rect.right()), (ring.top(), rect.top())];
        sides.iter().all(|(a, b)| is_close(*a, *b)) && is_close(ring.bottom(), rect.bottom())
    })
}

#[test]
fn what_has_the_keyboard_is_ringed() {
    let mut all = Vec::new();
    every_page(USUAL, |window, page| {
        for (name, rect) in stops(window, is_ringed).into_iter().filter(|(.., ringed)| !ringed).map(|(n, r, _)| (n, r))
        {
            all.push(format!("{page}: {name:?} at {rect:?}"));
        }
    });
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn no_two_controls_share_an_id() {
    fn collect(shape: &Shape, found: &mut Vec<String>) {
        match shape {
            Shape::Text(text) => found.push(text.galley.text().to_owned()),
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, found)),
            _ => {}
        }
    }
    every_page(USUAL, |window, page| {
        assert!(window.harness.ctx.options(|options| options.warn_on_id_clash), "egui looks for clashes");
        let mut texts = Vec::new();
        window.harness.output().shapes.iter().for_each(|clipped| collect(&clipped.shape, &mut texts));
        assert!(texts.len() > 5, "{page}: only {texts:?}");
        // Egui writes it over both.
        let clash = texts.iter().find(|text| text.contains("First use of") || text.contains("Double use of"));
        assert_eq!(clash, None, "{page}");
    });
}

#[test]
fn a_dialog_keeps_the_keyboard_to_itself() {
    let mut window = Window::example();
    window.ctrl(Key::O);
    let names: Vec<String> = walk(&mut window).into_iter().map(|(_, name)| name).collect();
    for name in ["File", "Open", "Cancel"] {
        assert!(names.iter().any(|n| n == name), "{names:?}");
    }
    assert!(names.len() <= 4, "{names:?}");
}

#[test]
fn the_pages_have_keys_and_entries() {
    let mut window = Window::example();
    for (key, entry, page) in [
        (Key::Num3, "Forecast & gap", Page::Forecast),
        (Key::Num4, "Strategies", Page::Strategies),
        (Key::Num5, "Tactics", Page::Tactics),
        (Key::Num6, "Contingencies", Page::Contingencies),
        (Key::Num7, "KPIs", Page::Kpis),
        (Key::Num8, "Reviews", Page::Reviews),
        (Key::F7, "Plan check", Page::Check),
        (Key::Num9, "Plan details", Page::Plan),
        (Key::Num2, "History", Page::History),
        (Key::Num1, "Overview", Page::Overview),
    ] {
        window.page(key);
        assert_eq!(window.app().screen().page, page);
        window.ctrl(if page == Page::Plan { Key::Num2 } else { Key::Num9 });
        window.click(entry);
        assert_eq!(window.app().screen().page, page);
    }
}

#[test]
fn menus_run_commands_and_say_what_would_be_undone() {
    let mut window = Window::start();
    window.menu("File", "Example: a coffee territory by month");
    assert_eq!(window.plan().title, "Coast 2026–27");
    window.menu("View", "Forecast & gap");
    assert_eq!(window.app().screen().page, Page::Forecast);
    window.click("Rolling average, months: 12");
    window.menu("Edit", "Undo: Show the 12-month average");
    assert_eq!(window.plan().forecast.window, 6);
    window.menu("File", "Close plan");
    assert!(window.app().document().is_none());
}

#[test]
fn a_chosen_theme_is_on_at_once_and_after_a_restart() {
    let mut window = Window::example();
    for (entry, theme) in [
        ("Theme: dark", Theme::Dark),
        ("Theme: projector", Theme::Projector),
        ("Theme: high contrast", Theme::Contrast),
        ("Theme: light", Theme::Light),
    ] {
        window.menu("View", entry);
        assert_eq!(theme::current(&window.harness.ctx).window, theme.tokens().window, "{entry}");
    }
    window.menu("View", "Theme: dark");
    let Window { home, .. } = window;
    let window = Window::new([1200.0, 800.0], home, None);
    assert_eq!(theme::current(&window.harness.ctx).window, Theme::Dark.tokens().window);
}

#[test]
fn recent_plans_open_again_and_one_that_is_gone_is_greyed() {
    let mut window = Window::start();
    for title in ["North", "South"] {
        let path = window.path(&format!("{title}.upturn.ron"));
        storage::save(&storage::RealFs, &path, &Plan::new(title)).unwrap();
        window.ask(Ask::Open(path));
    }
    std::fs::remove_file(window.path("South.upturn.ron")).unwrap();
    window.ctrl(Key::W);
    window.assert_shows("Open again");
    assert!(window.is_enabled("Open North"));
    assert!(!window.is_enabled("Open South"));
    window.click("Open South");
    assert!(window.app().document().is_none());
    window.click("Open North");
    assert_eq!(window.plan().title, "North");
}

#[test]
fn the_chart_is_read_out_by_arrow_keys() {
    let mut window = Window::example();
    let chart = window.words().into_iter().find(|(role, text)| *role == Role::Figure && text.contains("6-month"));
    window.click(&chart.unwrap().1);
    window.press(Key::ArrowRight);
    window.press(Key::ArrowLeft);
    let (role, _) = window.focused().unwrap();
    assert_eq!(role, Role::Figure, "arrows stay on the chart");
}

#[test]
fn a_chart_is_shown_as_a_table() {
    for key in [Key::Num2, Key::Num3] {
        let mut window = Window::example();
        window.ctrl(key);
        let rows = |window: &Window| window.words().iter().filter(|(role, _)| *role == Role::Row).count();
        let others = rows(&window);
        window.click("View as table");
        assert!(rows(&window) > others + 5, "{}", window.text());
        window.click("View as table");
        assert_eq!(rows(&window), others);
    }
}
