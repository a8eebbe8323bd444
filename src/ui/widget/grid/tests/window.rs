//! The grid in a window between two buttons, driven by keys and mouse as a person would.

use super::*;
use crate::ui::theme::{self, Theme, font};
use eframe::egui::{self, Modifiers, PointerButton};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

type Window = Harness<'static, Page>;

fn window(page: Page) -> Window {
    let mut window = Harness::builder()
        .with_size([1184.0, 260.0])
        .with_step_dt(0.02)
        .with_context_setup(|ctx| {
            font::install(ctx);
            theme::apply(ctx, Theme::Light);
        })
        .build_ui_state(
            |ui, page: &mut Page| {
                let before = ui.button("Before");
                before.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Before"));
                ScrollArea::vertical().max_height(190.0).show(ui, |ui| page.ui(ui));
                let after = ui.button("After");
                after.widget_info(|| WidgetInfo::labeled(Role::Button, true, "After"));
            },
            page,
        );
    window.run();
    window
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run_steps(2);
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_steps(2);
}

fn enter_text(window: &mut Window, text: &str) {
    window.event(egui::Event::Text(text.to_owned()));
    window.run_steps(2);
}

fn events(window: &Window) -> &[Event] {
    &window.state().events
}

fn set(row: usize, column: usize, value: &str) -> Event {
    Event::Set(vec![Change { row, column, value: Some(amount(value)) }], Kind::Type)
}

fn is_focused(window: &Window, label: &str) -> bool {
    window.get_by_label(label).is_focused()
}

#[test]
fn a_click_puts_the_cursor_on_a_cell_and_digits_replace_its_figure() {
    let mut window = window(Page::new());
    click(&mut window, "October 2023: 51.6");
    assert!(is_focused(&window, "October 2023: 51.6"));
    enter_text(&mut window, "5");
    enter_text(&mut window, "2.25");
    assert!(window.get_by_role_and_label(Role::TextInput, "October 2023").is_focused());
    press(&mut window, Key::Enter);
    assert_eq!(events(&window), [set(0, 3, "52.25")]);
    assert!(is_focused(&window, "October 2024: 50.2"));
    window.get_by_label("2023–24, Total: 646.5");
}

#[test]
fn keys_that_come_in_one_pass_do_the_same_as_keys_that_come_one_by_one() {
    let mut window = window(Page::new());
    click(&mut window, "October 2023: 51.6");
    let key =
        |key| egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
    let text = |text: &str| egui::Event::Text(text.to_owned());
    window.input_mut().events.extend([
        text("1"),
        text("7"),
        key(Key::Backspace),
        text("8"),
        key(Key::Enter),
        text("20"),
        key(Key::Tab),
        text("3"),
    ]);
    window.run_steps(4);
    enter_text(&mut window, "0");
    window.input_mut().events.extend([text("5"), key(Key::Tab), key(Key::Tab), text("9"), key(Key::Enter)]);
    window.run_steps(4);
    assert_eq!(events(&window), [set(0, 3, "18"), set(1, 3, "20"), set(1, 4, "305"), set(1, 6, "9")]);
}

#[test]
fn f2_edits_the_exact_figure_in_place_and_escape_leaves_it() {
    let mut window = window(Page::new());
    click(&mut window, "October 2026: 50.9");
    press(&mut window, Key::F2);
    assert_eq!(window.get_by_role_and_label(Role::TextInput, "October 2026").value().as_deref(), Some("50.91"));
    press(&mut window, Key::ArrowLeft);
    press(&mut window, Key::Backspace);
    press(&mut window, Key::Escape);
    assert!(events(&window).is_empty());
    assert!(is_focused(&window, "October 2026: 50.9"));
    press(&mut window, Key::F2);
    press(&mut window, Key::ArrowLeft);
    press(&mut window, Key::Backspace);
    press(&mut window, Key::Enter);
    assert_eq!(events(&window), [set(3, 3, "50.1")]);
}

#[test]
fn escape_right_after_the_editor_opened_is_no_less_an_escape() {
    let mut window = window(Page::new());
    click(&mut window, "October 2026: 50.9");
    window.event(egui::Event::Text("7".to_owned()));
    window.key_press(Key::Escape);
    window.run_steps(2);
    assert!(!window.state().state.is_editing());
    assert!(is_focused(&window, "October 2026: 50.9"));
}

#[test]
fn arrows_pressed_in_one_pass_after_another_stay_in_the_grid() {
    let mut window = window(Page::new());
    click(&mut window, "July 2023: 62.5");
    for key in [Key::ArrowRight, Key::ArrowDown, Key::ArrowDown, Key::Tab, Key::ArrowLeft, Key::End, Key::ArrowUp] {
        window.key_press(key);
    }
    window.run();
    assert!(is_focused(&window, "June 2025: 61.2"));
}

#[test]
fn the_grid_is_one_tab_stop() {
    let mut window = window(Page::new());
    window.get_by_label("Before").focus();
    window.run();
    press(&mut window, Key::Tab);
    assert!(is_focused(&window, "July 2023: 62.5"));
    window.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    window.run();
    assert!(is_focused(&window, "Before"));
    press(&mut window, Key::Tab);
    window.key_press_modifiers(Modifiers::COMMAND, Key::End);
    window.run();
    assert!(is_focused(&window, "June 2027: no figure"));
    press(&mut window, Key::Tab);
    assert!(is_focused(&window, "After"));
    window.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    window.run();
    assert!(is_focused(&window, "June 2027: no figure"));
    enter_text(&mut window, "60");
    window.key_press(Key::Tab);
    window.run_steps(3);
    assert_eq!(events(&window), [set(3, 11, "60")]);
    assert!(is_focused(&window, "After"));
}

#[test]
fn a_click_elsewhere_takes_what_was_typed() {
    let mut window = window(Page::new());
    click(&mut window, "October 2023: 51.6");
    enter_text(&mut window, "50");
    click(&mut window, "March 2025: 36.7");
    assert!(is_focused(&window, "March 2025: 36.7"));
    enter_text(&mut window, "37");
    click(&mut window, "After");
    assert_eq!(events(&window), [set(0, 3, "50"), set(1, 8, "37")]);
    assert!(!window.state().state.is_editing());
}

#[test]
fn what_is_no_figure_stays_in_its_cell_with_a_sentence_below() {
    let mut window = window(Page::new());
    click(&mut window, "October 2023: 51.6");
    let place = window.get_by_label("After").rect();
    enter_text(&mut window, "5o");
    press(&mut window, Key::Enter);
    let sentence = "\"5o\" is not a number; type it like 62500.25.";
    window.get_by_label(sentence);
    assert_eq!(window.get_by_label("After").rect(), place);
    click(&mut window, "After");
    assert!(window.state().state.is_editing());
    window.get_by_label(sentence);
    click(&mut window, "March 2025: 36.7");
    let editor = window.get_by_role_and_label(Role::TextInput, "October 2023");
    assert!(editor.is_focused());
    assert_eq!(editor.value().as_deref(), Some("5o"));
    press(&mut window, Key::Backspace);
    assert!(window.query_by_label(sentence).is_none());
    enter_text(&mut window, "0");
    press(&mut window, Key::Tab);
    assert_eq!(events(&window), [set(0, 3, "50")]);
}

#[test]
fn pasting_is_one_event_and_a_bad_paste_none() {
    let mut window = window(Page::new());
    click(&mut window, "November 2026: 25.6");
    window.event(egui::Event::Paste("49.5\r\n51\r\n46.25\r\n".to_owned()));
    window.run();
    let [Event::Set(changes, Kind::Paste)] = events(&window) else { panic!("{:?}", events(&window)) };
    assert_eq!(changes.len(), 3);
    window.get_by_label("January 2027: 46.2");
    window.event(egui::Event::Paste("1\n2\nabc".to_owned()));
    window.run();
    window.get_by_label("Row 3, \"abc\" is not a number; type it like 62500.25. Nothing was pasted.");
    assert_eq!(events(&window).len(), 1);
}

#[test]
fn copy_puts_the_exact_figures_of_the_range_on_the_clipboard() {
    let mut window = window(Page::new());
    click(&mut window, "September 2026: 56.5");
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    window.run();
    window.event(egui::Event::Copy);
    window.step();
    let copied = window
        .output()
        .platform_output
        .commands
        .iter()
        .any(|command| matches!(command, egui::OutputCommand::CopyText(text) if text == "56.50\t50.91"));
    assert!(copied);
    assert_eq!(events(&window), [Event::Copy("56.50\t50.91".to_owned())]);
}

#[test]
fn shift_click_and_drag_select_a_range() {
    let mut window = window(Page::new());
    click(&mut window, "August 2023: 62.3");
    window.event(egui::Event::ModifiersChanged(Modifiers::SHIFT));
    window.get_by_label("October 2024: 50.2").click_modifiers(Modifiers::SHIFT);
    window.run_steps(2);
    press(&mut window, Key::Delete);
    let Some(Event::Set(changes, Kind::Clear)) = events(&window).last() else { panic!() };
    assert_eq!(changes.len(), 6);

    let centre = |label: &str| window.get_by_label(label).rect().center();
    let (from, to) = (centre("July 2025: 73.5"), centre("August 2026: 70.0"));
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    for event in [
        egui::Event::PointerMoved(from),
        button(from, true),
        egui::Event::PointerMoved(from + egui::vec2(20.0, 0.0)),
        egui::Event::PointerMoved(to),
        button(to, false),
    ] {
        window.event(event);
    }
    window.run();
    press(&mut window, Key::Delete);
    let Some(Event::Set(changes, Kind::Clear)) = events(&window).last() else { panic!() };
    assert_eq!(changes.len(), 4);
}

#[test]
fn a_double_click_edits_in_place() {
    let mut window = window(Page::new());
    for _ in 0..2 {
        window.get_by_label("October 2023: 51.6").click();
    }
    window.run_steps(2);
    assert_eq!(window.get_by_role_and_label(Role::TextInput, "October 2023").value().as_deref(), Some("51.60"));
}

#[test]
fn letters_are_left_to_the_page_until_a_figure_is_being_typed() {
    let mut window = window(Page::new());
    click(&mut window, "October 2023: 51.6");
    enter_text(&mut window, "e");
    assert!(!window.state().state.is_editing());
    enter_text(&mut window, "-");
    enter_text(&mut window, "e");
    assert_eq!(window.get_by_role_and_label(Role::TextInput, "October 2023").value().as_deref(), Some("-e"));
}

#[test]
fn an_input_method_keeps_its_enter() {
    let mut window = window(Page::new());
    click(&mut window, "October 2023: 51.6");
    press(&mut window, Key::F2);
    window.event(egui::Event::Ime(egui::ImeEvent::Preedit { text: "5".to_owned(), active_range_chars: None }));
    window.run_steps(2);
    press(&mut window, Key::Enter);
    assert!(window.state().state.is_editing());
    assert!(events(&window).is_empty());
    window.event(egui::Event::Ime(egui::ImeEvent::Commit("5".to_owned())));
    window.run_steps(2);
    press(&mut window, Key::Enter);
    assert_eq!(events(&window), [set(0, 3, "51.605")]);
}

#[test]
fn assistive_technology_goes_to_a_cell_and_reads_its_neighbourhood() {
    let mut window = window(Page::new());
    window.get_by_label("July 2025: 73.5").focus();
    window.run();
    assert!(is_focused(&window, "July 2025: 73.5"));
    window.get_by_label("August 2025: 68.1").click_accesskit();
    window.run();
    assert!(is_focused(&window, "August 2025: 68.1"));
    window.get_by_label("2024–25, On last year: down 3.3%");
    window.get_by_role_and_label(Role::ColumnHeader, "Jan");
    window.get_by_role_and_label(Role::RowHeader, "2026–27");
    window.get_by_role_and_label(Role::Grid, "Figures");
    let unfinished = window.get_by_label("November 2026: 25.6").accesskit_node().description();
    assert_eq!(unfinished.as_deref(), Some("unfinished"));
}

#[test]
fn a_century_shows_only_what_is_in_view_and_the_cursor_scrolls_it() {
    let mut window = window(Page::years(100));
    assert!(window.query_by_label_contains("2060").is_none());
    click(&mut window, "July 2023: 62.5");
    window.key_press_modifiers(Modifiers::COMMAND, Key::End);
    window.run_steps(3);
    assert!(window.query_by_label_contains("July 2023").is_none());
    let last = window.get_by_label("June 2123: 50.9");
    assert!(last.is_focused());
    assert!(last.rect().bottom() < 230.0 && last.rect().top() > 0.0, "{:?}", last.rect());
    press(&mut window, Key::PageUp);
    press(&mut window, Key::Home);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Home);
    window.run_steps(3);
    assert!(is_focused(&window, "July 2023: 62.5"));
}

#[test]
fn a_grid_that_is_too_wide_scrolls_sideways_and_keeps_its_first_column() {
    let mut page = Page::new();
    page.model.lead_width = 700.0;
    for cell in page.model.rows.iter_mut().flat_map(|row| &mut row.cells) {
        cell.text = "1,234,567.8".to_owned();
    }
    let mut window = window(page);
    click(&mut window, "July 2023: 1,234,567.8");
    press(&mut window, Key::End);
    window.run_steps(2);
    let last = window.get_by_label("June 2024: 1,234,567.8").rect();
    assert!(last.right() < 1184.0 && last.left() > 700.0, "{last:?}");
}

#[test]
fn a_formula_is_typed_into_the_cell_and_applied_to_the_block() {
    let mut window = window(Page::new());
    click(&mut window, "September 2026: 56.5");
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    window.run();
    window.get_by_role_and_label(Role::Status, "2 figures: £107.41 in all, £53.71 on average");
    for part in ["=", "+", "10%"] {
        enter_text(&mut window, part);
    }
    assert_eq!(window.get_by_role_and_label(Role::TextInput, "October 2026").value().as_deref(), Some("=+10%"));
    press(&mut window, Key::Enter);
    let [Event::Set(changes, Kind::Formula(by))] = events(&window) else { panic!("{:?}", events(&window)) };
    assert_eq!((changes.len(), by.as_str()), (2, "+10%"));
    window.get_by_label("September 2026: 62.1");
}

#[test]
fn the_menu_opens_by_right_click_on_what_is_selected_and_by_key_and_gives_the_keyboard_back() {
    let mut window = window(Page::new());
    click(&mut window, "September 2026: 56.5");
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    window.run();
    window.get_by_label("October 2026: 50.9").click_secondary();
    window.run_steps(3);
    assert_eq!(window.state().state.range().places().count(), 2, "a right press keeps what is selected");
    assert!(is_focused(&window, "Cut"));
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Tab);
    assert!(is_focused(&window, "Copy with headers"));
    press(&mut window, Key::Enter);
    window.run_steps(3);
    assert!(matches!(events(&window), [Event::Copy(text)] if text.starts_with("Year from July\tSep\tOct\n2026–27\t")));
    assert!(window.query_by_label("Cut").is_none());
    assert!(is_focused(&window, "October 2026: 50.9"));

    window.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    window.run_steps(3);
    assert!(is_focused(&window, "Cut"));
    press(&mut window, Key::Escape);
    window.run_steps(2);
    assert!(window.query_by_label("Cut").is_none());
    assert!(is_focused(&window, "October 2026: 50.9"));

    window.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    window.run_steps(3);
    window.get_by_label("Raise or lower by …").click();
    window.run_steps(3);
    assert_eq!(window.get_by_role_and_label(Role::TextInput, "October 2026").value().as_deref(), Some("="));
}

#[test]
fn a_right_click_elsewhere_selects_that_cell() {
    let mut window = window(Page::new());
    click(&mut window, "September 2026: 56.5");
    window.get_by_label("July 2025: 73.5").click_secondary();
    window.run_steps(3);
    window.get_by_label("Clear").click();
    window.run_steps(3);
    let cleared = Change { row: 2, column: 0, value: None };
    assert_eq!(events(&window), [Event::Set(vec![cleared], Kind::Clear)]);
}
