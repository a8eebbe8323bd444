//! Figures typed, cleared and pasted in the grid; the page's numbers follow, and every step has its name.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, OutputCommand};
use upturn::command::Command;
use upturn::document::Edit;
use upturn::ui::Ask;

use super::support::{USUAL, Window, amount, month};

fn sold(window: &Window, period: &str) -> Option<String> {
    window.plan().series[0].value(month(period)).map(|a| a.to_string())
}

#[test]
fn a_typed_figure_is_in_the_average_the_chart_and_the_forecast_at_once() {
    let mut window = Window::example();
    window.assert_shows("The 6-month average is £61k");
    window.click("October 2026: 50.9");
    window.type_text("60000");
    window.press(Key::Enter);
    assert_eq!(sold(&window, "2026-10").as_deref(), Some("60000"));
    window.assert_shows("October 2026: 60.0");
    window.assert_shows("The 6-month average is £63k");
    assert_eq!(window.document().undo_label(), Some("Change October 2026"));
    window.assert_shows("Unsaved changes");

    window.ctrl(Key::Z);
    window.assert_shows("October 2026: 50.9");
    window.assert_shows("The 6-month average is £61k");
    assert_eq!(window.document().redo_label(), Some("Change October 2026"));
    window.ctrl_shift(Key::Z);
    window.assert_shows("October 2026: 60.0");
}

#[test]
fn delete_clears_a_figure_and_f2_then_esc_changes_nothing() {
    let mut window = Window::example();
    window.click("October 2026: 50.9");
    window.press(Key::F2);
    assert_eq!(window.focused(), Some((Role::TextInput, "October 2026".to_owned())));
    window.type_text("9");
    window.press(Key::Escape);
    assert_eq!(sold(&window, "2026-10").as_deref(), Some("50923.33"));
    assert_eq!(window.document().undo_label(), None);

    window.press(Key::Delete);
    assert_eq!(sold(&window, "2026-10"), None, "missing, not zero");
    window.assert_shows("October 2026: no figure");
    assert_eq!(window.document().undo_label(), Some("Clear October 2026"));
}

#[test]
fn a_pasted_column_runs_on_along_the_months_as_one_step() {
    let mut window = Window::example();
    window.click("July 2026: 68.4");
    window.paste("70,000\n71000.5\n\"72,000\"\n");
    let now = ["2026-07", "2026-08", "2026-09"].map(|p| sold(&window, p).unwrap());
    assert_eq!(now, ["70000", "71000.50", "72000"]);
    assert_eq!(window.document().undo_label(), Some("Paste 3 figures"));
    window.ctrl(Key::Z);
    window.assert_shows("July 2026: 68.4");
    assert_eq!(window.document().undo_label(), None);
}

#[test]
fn text_that_is_no_figure_stays_in_its_cell_with_a_sentence() {
    let mut window = Window::example();
    window.click("October 2026: 50.9");
    window.type_text("5x2");
    window.press(Key::Enter);
    window.assert_shows("\"5x2\" is not a number; type it like");
    assert_eq!(window.focused(), Some((Role::TextInput, "October 2026".to_owned())));
    assert_eq!(window.document().undo_label(), None);
    window.paste("4");
    window.press(Key::Escape);
    window.assert_hides("is not a number");
    assert_eq!(sold(&window, "2026-10").as_deref(), Some("50923.33"));
}

#[test]
fn a_command_finds_the_figure_that_is_still_being_typed() {
    let mut window = Window::example();
    window.click("October 2026: 50.9");
    window.type_text("60000");
    window.ctrl(Key::Num3);
    assert_eq!(sold(&window, "2026-10").as_deref(), Some("60000"));
    window.assert_shows("Forecast & gap · Jul 2026 – Jun 2027");
}

/// What Ctrl+C puts on the clipboard.
fn copy(window: &mut Window) -> Option<String> {
    window.harness.event(Event::Copy);
    window.harness.step();
    let copied = window.harness.output().platform_output.commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    window.settle();
    copied
}

#[test]
fn figures_are_copied_exactly_as_a_block_for_a_spreadsheet() {
    let mut window = Window::example();
    window.click("September 2026: 56.5");
    window.shift(Key::ArrowRight);
    assert_eq!(copy(&mut window).as_deref(), Some("56472.85\t50923.33"));
    window.assert_shows("Copied the figures");
}

#[test]
fn figures_are_shown_typed_and_copied_as_the_desktop_writes_numbers() {
    let mut window = Window::speaking("de-DE", USUAL, tempfile::tempdir().unwrap(), None);
    window.ask(Ask::Command(Command::OpenExample));
    window.ask(Ask::Command(Command::ShowHistory));
    window.click("September 2026: 56,5");
    window.type_text("60.000,50");
    window.press(Key::Enter);
    assert_eq!(sold(&window, "2026-09").as_deref(), Some("60000.50"));
    window.click("September 2026: 60,0");
    window.shift(Key::ArrowRight);
    let copied = copy(&mut window).unwrap();
    assert_eq!(copied, "60000,50\t50923,33");
    window.click("September 2025: 63,5");
    window.paste(&copied);
    assert_eq!(sold(&window, "2025-09").as_deref(), Some("60000.50"));
    assert_eq!(sold(&window, "2025-10").as_deref(), Some("50923.33"));
}

#[test]
fn years_can_be_typed_before_the_first_figure() {
    let mut window = Window::example();
    window.click("Earlier year");
    window.click("June 2023: no figure");
    window.type_text("61k");
    window.press(Key::Enter);
    assert_eq!(window.plan().series[0].value(month("2023-06")), Some(amount("61000")));
    window.assert_shows("History · Jun 2023 – Nov 2026");
}

#[test]
fn a_note_that_is_being_typed_stays_with_its_month_when_another_cell_is_clicked() {
    let mut window = Window::example();
    window.fill("Note on November 2026", "Festival moved to December");
    window.click("October 2026: 50.9");
    let series = &window.plan().series[0];
    let note = |period: &str| series.figures[&month(period)].note.clone();
    assert_eq!((note("2026-11").as_str(), note("2026-10").as_str()), ("Festival moved to December", ""));
}

#[test]
fn undo_that_is_clicked_takes_back_the_figure_that_was_being_typed() {
    let mut window = Window::example();
    window.click("October 2026: 50.9");
    window.type_text("60000");
    window.press(Key::Enter);
    window.click("September 2026: 56.5");
    window.type_text("70000");
    window.click("Undo");
    assert_eq!(sold(&window, "2026-09"), sold(&Window::example(), "2026-09"));
    assert_eq!(sold(&window, "2026-10").as_deref(), Some("60000"));
}

#[test]
fn another_series_starts_with_nothing_half_typed() {
    let mut plan = upturn::model::Plan::new("Coast");
    plan.add_series("Profit", upturn::model::Unit::Money, upturn::model::Granularity::Month);
    for series in 0..2 {
        plan.type_figure(series, month("2026-09"), Some(amount("100")));
    }
    let mut window = Window::with_plan(&plan);
    window.click("September 2026: 100");
    window.type_text("12x");
    window.press(Key::Enter);
    window.assert_shows("12x");
    window.ask(Ask::ShowSeries(1));
    window.assert_hides("12x");
    assert_eq!(window.plan().series[1].value(month("2026-09")), Some(amount("100")));
}

#[test]
fn a_toast_offers_undo_only_for_what_it_names() {
    let mut window = Window::example();
    let file = window.file("more.csv", "Month,Sales\n2026-10,51000\n");
    window.drop_file(&file);
    window.press(Key::Enter);
    window.assert_shows("Added 1 figure");
    window.click("September 2026: 56.5");
    window.type_text("70000");
    window.press(Key::Enter);
    let undos = window.names().into_iter().filter(|(role, name, _)| *role == Role::Button && name == "Undo").count();
    assert_eq!(undos, 1, "only the top bar's");
}

#[test]
fn a_span_of_the_chart_is_selected_with_shift_and_arrows_and_read_out() {
    let mut window = Window::example();
    let chart = window.words().into_iter().find(|(role, text)| *role == Role::Figure && text.contains("6-month"));
    window.click(&chart.unwrap().1);
    window.move_mouse_away();
    for _ in 0..41 {
        window.press(Key::ArrowLeft);
    }
    for _ in 0..2 {
        window.shift(Key::ArrowRight);
    }
    window.assert_shows("Jul – Sep 2023");
}

#[test]
fn a_block_is_raised_filled_and_cut_each_as_one_step_with_its_name() {
    let mut window = Window::example();
    let first = |window: &Window| window.plan().series[0].value(month("2026-09")).unwrap();
    let before = first(&window);
    window.click("September 2026: 56.5");
    window.shift(Key::ArrowRight);
    window.type_text("=+10%");
    window.press(Key::Enter);
    assert_eq!(window.document().undo_label(), Some("Change 2 figures by +10%"));
    window.assert_shows("Changed 2 figures by +10%");
    assert_eq!(first(&window), before.ratio(amount("1.1"), amount("1")).unwrap().rounded(2));
    window.ctrl(Key::Z);
    assert_eq!(first(&window), before, "one step back is the whole of it");

    window.click("September 2026: 56.5");
    window.shift(Key::ArrowRight);
    window.ctrl(Key::D);
    assert_eq!(window.document().undo_label(), Some("Fill 2 figures"));
    assert_eq!(first(&window), window.plan().series[0].value(month("2025-09")).unwrap());
    window.ctrl(Key::Z);

    window.click("September 2026: 56.5");
    window.harness.event(Event::Cut);
    window.settle();
    assert_eq!(window.document().undo_label(), Some("Cut September 2026"));
    window.assert_shows("Cut September 2026");
    window.ctrl(Key::Z);
    assert!(!window.document().is_dirty());
}

#[test]
fn targets_are_raised_by_a_formula_too() {
    let mut window = Window::example_at([1440.0, 1500.0]);
    window.ctrl(Key::Num3);
    let before = window.app().answer().unwrap().total.target.unwrap();
    window.click("Target December 2026: 50.0");
    window.shift(Key::ArrowRight);
    window.type_text("=+1000");
    window.press(Key::Enter);
    assert_eq!(window.document().undo_label(), Some("Change 2 targets by +1000"));
    assert_eq!(window.app().answer().unwrap().total.target.unwrap(), before + amount("2000"));
}

#[test]
fn undo_takes_back_what_is_half_typed_and_then_goes_on_to_the_step_before() {
    for (page, field) in
        [(Key::Num9, "Who answers for it"), (Key::Num9, "Series name"), (Key::Num2, "Note on November 2026")]
    {
        let mut window = Window::example();
        window.ask(Ask::Edit(Edit::new("Before", |plan| plan.notes = "Before".into())));
        let before = window.plan().clone();
        window.ctrl(page);
        window.fill(field, "Half typed");
        window.ask(Ask::Command(Command::Undo));
        assert_eq!(*window.plan(), before, "{field}");
        let is_held = |(role, text): (Role, String)| role == Role::TextInput && text.contains("Half typed");
        assert!(!window.words().into_iter().any(is_held), "{field} holds it still");
        window.ask(Ask::Command(Command::Undo));
        assert_eq!(window.document().undo_label(), None, "{field}");
        assert!(!window.document().is_dirty(), "{field}");
    }
}
