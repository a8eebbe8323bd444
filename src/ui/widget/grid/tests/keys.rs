//! The state without a window.

use super::*;
use crate::ui::widget::grid::press::Press;
use crate::ui::widget::grid::step::Step;

impl Page {
    fn press(&mut self, press: Press) -> Outcome {
        self.state.settle(&self.model);
        let outcome = self.state.press(press, &self.model, &numbers);
        self.answer(outcome.event.clone());
        outcome
    }

    fn go(&mut self, step: Step) -> Place {
        self.press(Press::Go { step, extend: false });
        self.state.cursor()
    }

    fn extend(&mut self, step: Step) {
        self.press(Press::Go { step, extend: true });
    }

    fn at(row: usize, column: usize) -> Self {
        let mut page = Self::new();
        page.state.select(&page.model, row, column);
        page
    }

    fn paste(&mut self, text: &str) {
        self.press(Press::Paste(text.to_owned()));
    }

    fn problem(&self) -> &str {
        self.state.problem.as_deref().unwrap_or_default()
    }
}

fn set(row: usize, column: usize, value: &str) -> Change {
    Change { row, column, value: Some(amount(value)) }
}

const ENTER: Press = Press::Enter { back: false };
const TAB: Press = Press::Tab { back: false };

#[test]
fn arrows_and_their_friends_stay_within_the_grid() {
    let mut page = Page::at(1, 1);
    assert_eq!(page.go(Step::Left), Place::new(1, 0));
    assert_eq!(page.go(Step::Left), Place::new(1, 0));
    assert_eq!(page.go(Step::Up), Place::new(0, 0));
    assert_eq!(page.go(Step::Up), Place::new(0, 0));
    assert_eq!(page.go(Step::RowEnd), Place::new(0, 11));
    assert_eq!(page.go(Step::Right), Place::new(0, 11));
    assert_eq!(page.go(Step::Last), Place::new(3, 11));
    assert_eq!(page.go(Step::Down), Place::new(3, 11));
    assert_eq!(page.go(Step::RowStart), Place::new(3, 0));
    page.state.page = 2;
    assert_eq!(page.go(Step::PageUp), Place::new(1, 0));
    assert_eq!(page.go(Step::PageUp), Place::new(0, 0));
    assert_eq!(page.go(Step::PageDown), Place::new(2, 0));
    assert_eq!(page.go(Step::PageDown), Place::new(3, 0));
    assert_eq!(page.go(Step::First), Place::new(0, 0));
}

#[test]
fn the_cursor_passes_over_places_without_a_period() {
    let mut page = Page::at(0, 0);
    for (row, column) in [(0, 1), (0, 11), (1, 0)] {
        page.model.rows[row].cells[column].look = Look::Absent;
    }
    page.model.rows[3].cells.truncate(6);
    assert_eq!(page.go(Step::Right), Place::new(0, 2));
    assert_eq!(page.go(Step::Left), Place::new(0, 0));
    assert_eq!(page.go(Step::Down), Place::new(2, 0));
    assert_eq!(page.go(Step::Last), Place::new(3, 5));
    page.state.select(&page.model, 0, 10);
    page.press(TAB);
    assert_eq!(page.state.cursor(), Place::new(1, 1));
}

#[test]
fn tab_runs_on_along_the_periods_and_leaves_at_either_end() {
    let mut page = Page::at(0, 11);
    page.press(TAB);
    assert_eq!(page.state.cursor(), Place::new(1, 0));
    page.press(Press::Tab { back: true });
    assert_eq!(page.state.cursor(), Place::new(0, 11));
    page.go(Step::Last);
    page.press(TAB);
    assert_eq!((page.state.cursor(), page.state.leaving), (Place::new(3, 11), Some(Leave::Onwards)));
    page.state.leaving = None;
    page.go(Step::First);
    page.press(Press::Tab { back: true });
    assert_eq!(page.state.leaving, Some(Leave::Back));
}

#[test]
fn typing_replaces_the_figure_and_enter_goes_a_year_on() {
    let mut page = Page::at(0, 3);
    page.press(Press::Text("5".into()));
    assert!(page.state.is_editing());
    page.press(Press::Text("2.25".into()));
    page.press(ENTER);
    assert_eq!(page.events, [Event::Set(vec![set(0, 3, "52.25")], Kind::Type)]);
    assert_eq!(page.state.cursor(), Place::new(1, 3));
    assert!(!page.state.is_editing());
}

#[test]
fn arrows_end_an_edit_that_typing_began_but_not_one_in_place() {
    let mut page = Page::at(0, 3);
    page.press(Press::Text("5".into()));
    page.go(Step::Right);
    assert_eq!((page.events.len(), page.state.cursor()), (1, Place::new(0, 4)));
    page.press(Press::Edit);
    page.go(Step::Right);
    assert!(page.state.is_editing());
    assert_eq!(page.state.draft.as_ref().unwrap().text, "47.10");
}

#[test]
fn the_same_figure_again_is_no_event() {
    let mut page = Page::at(0, 3);
    page.press(Press::Text("£51.6".into()));
    page.press(ENTER);
    page.press(Press::Edit);
    page.press(ENTER);
    page.paste("54.40");
    assert!(page.events.is_empty());
    assert_eq!(page.problem(), "");
}

#[test]
fn escape_gives_the_old_figure_back() {
    let mut page = Page::at(0, 3);
    page.press(Press::Text("nonsense".into()));
    page.press(ENTER);
    page.press(Press::Cancel);
    assert!(page.events.is_empty() && !page.state.is_editing());
    assert_eq!((page.problem(), page.figure(0, 3)), ("", Some(amount("51.6"))));
}

#[test]
fn text_that_is_no_figure_stays_in_its_cell() {
    let mut page = Page::at(0, 3);
    page.press(Press::Text("5o".into()));
    assert!(page.press(ENTER).refused);
    assert_eq!(page.problem(), "\"5o\" is not a number; type it like 62500.25.");
    assert_eq!(page.state.cursor(), Place::new(0, 3));
    assert!(page.state.finish(&page.model, &numbers).is_none());
    assert!(page.state.point(Place::new(2, 2), false, &page.model, &numbers).refused);
    page.state.select(&page.model, 2, 2);
    assert_eq!(page.state.cursor(), Place::new(0, 3));
    assert_eq!(page.state.draft.as_ref().unwrap().text, "5o");
    page.state.set_draft("50".into());
    assert_eq!(page.problem(), "");
    page.press(TAB);
    assert_eq!(page.events, [Event::Set(vec![set(0, 3, "50")], Kind::Type)]);
}

#[test]
fn leaving_the_page_keeps_what_was_typed() {
    let mut page = Page::at(0, 3);
    page.press(Press::Text("50".into()));
    let event = page.state.finish(&page.model, &numbers);
    assert_eq!(event, Some(Event::Set(vec![set(0, 3, "50")], Kind::Type)));
    assert_eq!(page.state.finish(&page.model, &numbers), None);
}

#[test]
fn delete_clears_what_is_filled_of_the_range_in_one_step() {
    let mut page = Page::at(3, 3);
    page.extend(Step::Right);
    page.extend(Step::Right);
    page.press(Press::Clear);
    let cleared = |column| Change { row: 3, column, value: None };
    assert_eq!(page.events, [Event::Set(vec![cleared(3), cleared(4)], Kind::Clear)]);
    page.press(Press::Backspace);
    assert_eq!(page.events.len(), 1);
}

#[test]
fn copy_and_cut_give_the_exact_figures() {
    let mut page = Page::at(2, 3);
    page.extend(Step::Right);
    page.extend(Step::Down);
    let outcome = page.press(Press::Copy);
    assert_eq!(outcome.copied.as_deref(), Some("54.40\t49.50\n50.91\t25.60"));
    assert_eq!(outcome.event, Some(Event::Copy("54.40\t49.50\n50.91\t25.60".into())));
    let outcome = page.press(Press::Cut);
    assert_eq!(outcome.copied.as_deref(), Some("54.40\t49.50\n50.91\t25.60"));
    let Some(Event::Set(changes, Kind::Cut)) = outcome.event else { panic!("{outcome:?}") };
    assert_eq!(changes.len(), 4);
    page.press(Press::Paste(outcome.copied.unwrap()));
    assert_eq!(page.figure(3, 3), Some(amount("50.91")));
}

#[test]
fn a_range_grows_from_where_it_began_and_ends_with_the_next_step() {
    let mut page = Page::at(1, 1);
    page.extend(Step::Down);
    page.extend(Step::Right);
    assert_eq!(page.state.range(), clip::Range::between(Place::new(1, 1), Place::new(2, 2)));
    page.extend(Step::First);
    assert_eq!(page.state.range(), clip::Range::between(Place::new(0, 0), Place::new(1, 1)));
    page.go(Step::Right);
    assert!(page.state.range().is_single());
    page.press(Press::All);
    assert_eq!(page.state.range(), clip::Range::between(Place::new(0, 0), Place::new(3, 11)));
}

#[test]
fn a_pasted_column_runs_on_along_the_periods() {
    let mut page = Page::at(0, 10);
    page.paste("1\r\n2\r\n3\r\n4\r\n");
    let expected = vec![set(0, 10, "1"), set(0, 11, "2"), set(1, 0, "3"), set(1, 1, "4")];
    assert_eq!(page.events, [Event::Set(expected, Kind::Paste)]);
}

#[test]
fn a_pasted_line_runs_on_too_and_passes_over_places_without_a_period() {
    let mut page = Page::at(0, 10);
    page.model.rows[0].cells[11].look = Look::Absent;
    page.paste("1\t£2\t\t4");
    let expected = vec![set(0, 10, "1"), set(1, 0, "2"), Change { row: 1, column: 1, value: None }, set(1, 2, "4")];
    assert_eq!(page.events, [Event::Set(expected, Kind::Paste)]);
}

#[test]
fn a_pasted_block_keeps_its_shape() {
    let mut page = Page::at(1, 1);
    page.paste("1\t2\n3\t4");
    let expected = vec![set(1, 1, "1"), set(1, 2, "2"), set(2, 1, "3"), set(2, 2, "4")];
    assert_eq!(page.events, [Event::Set(expected, Kind::Paste)]);
}

#[test]
fn a_range_of_the_blocks_shape_takes_it_as_it_is_and_one_figure_fills_any_range() {
    let mut page = Page::at(0, 0);
    page.extend(Step::Down);
    page.paste("1\n2");
    assert_eq!(page.events, [Event::Set(vec![set(0, 0, "1"), set(1, 0, "2")], Kind::Paste)]);
    page.paste("7");
    assert_eq!(page.events[1], Event::Set(vec![set(0, 0, "7"), set(1, 0, "7")], Kind::Paste));
}

#[test]
fn one_bad_text_stops_the_paste_and_is_named_with_its_place() {
    let mut page = Page::at(0, 0);
    for (text, start) in [
        ("1\n2\nabc", "Row 3, \"abc\" is not a number;"),
        ("1\tabc", "Column 2, \"abc\" is not a number;"),
        ("1\t2\n3\tabc", "Row 2, column 2, \"abc\" is not a number;"),
        ("abc", "\"abc\" is not a number;"),
        ("July 2026\t5\nAugust 2026\t6", "Row 1, column 1, \"July 2026\" is not a number;"),
    ] {
        page.paste(text);
        assert!(page.problem().starts_with(start), "{}", page.problem());
        assert!(page.problem().ends_with(". Nothing was pasted."), "{}", page.problem());
    }
    page.paste(" \t\n");
    assert_eq!(page.problem(), "There are no figures on the clipboard. Nothing was pasted.");
    assert!(page.events.is_empty());
    page.go(Step::Down);
    assert_eq!(page.problem(), "");
}

#[test]
fn figures_that_find_no_cell_stop_the_paste_and_are_counted() {
    let mut page = Page::at(3, 10);
    page.paste("1\n2\n3\n4");
    assert_eq!(page.problem(), "2 of 4 figures do not fit from here; the last cell is June 2027. Nothing was pasted.");
    page.paste("1\t2\n3\t");
    assert!(page.problem().starts_with("1 of 3 figures does not fit"), "{}", page.problem());
    assert!(page.events.is_empty());
}

#[test]
fn cursor_and_draft_follow_their_period_when_a_year_is_put_before() {
    let mut page = Page::at(1, 2);
    page.press(Press::Text("5".into()));
    let mut figures = vec![None; 12];
    figures.extend(page.figures.iter().copied());
    let mut longer = model(&figures);
    longer.rows.rotate_right(0);
    for (year, row) in longer.rows.iter_mut().enumerate() {
        for (month, cell) in row.cells.iter_mut().enumerate() {
            cell.name = format!("{} {}", MONTHS[month].1, 2022 + year + usize::from(month >= 6));
        }
    }
    page.state.settle(&longer);
    assert_eq!(page.state.cursor(), Place::new(2, 2));
    let event = page.state.finish(&longer, &numbers);
    assert_eq!(event, Some(Event::Set(vec![set(2, 2, "5")], Kind::Type)));
}

#[test]
fn a_draft_whose_period_is_gone_is_given_up_with_a_word() {
    let mut page = Page::at(3, 11);
    page.press(Press::Text("5".into()));
    page.state.settle(&model(&page.figures[..24]));
    assert_eq!(page.state.cursor(), Place::new(1, 11));
    assert_eq!(page.problem(), "June 2027 is no longer in the table. \"5\" was not kept.");
    page.state.settle(&Model::default());
    assert_eq!(page.state.cursor(), Place::new(0, 0));
}

#[test]
fn an_empty_grid_answers_no_key_with_a_panic() {
    let mut page = Page::with(Vec::new());
    for press in [ENTER, TAB, Press::All, Press::Edit, Press::Clear, Press::Copy, Press::Cut, Press::Cancel] {
        page.press(press);
    }
    page.press(Press::Text("5".into()));
    page.paste("1\n2");
    for step in [Step::Left, Step::Down, Step::Next, Step::Last, Step::PageUp, Step::PageDown] {
        page.go(step);
    }
    assert!(!page.state.is_editing());
}

#[test]
fn a_formula_changes_all_that_is_selected_in_one_step() {
    let mut page = Page::at(3, 2);
    page.extend(Step::Right);
    page.extend(Step::Right);
    page.extend(Step::Right);
    page.press(Press::Text("=+10%".into()));
    assert!(!page.state.range().is_single(), "what is selected stays so");
    page.press(ENTER);
    // June to come has no figure and gets none.
    let changes = vec![set(3, 2, "62.15"), set(3, 3, "56"), set(3, 4, "28.16")];
    assert_eq!(page.events, [Event::Set(changes, Kind::Formula("+10%".into()))]);
    assert_eq!(page.figure(3, 5), None);
    let mut page = Page::at(0, 0);
    page.press(Press::Text("=-2.5".into()));
    page.press(ENTER);
    assert_eq!(page.events, [Event::Set(vec![set(0, 0, "60")], Kind::Formula("−2.5".into()))]);
}

#[test]
fn a_formula_that_cannot_be_read_or_finds_nothing_changes_nothing_and_says_why() {
    let mut page = Page::at(3, 8);
    for (text, said) in [
        ("=+5%", "There is no figure here to change."),
        ("=5%", "\"=5%\" has no sign; type =+5% to raise, =-5% to lower."),
        ("=", "\"=\" has no number; type it like =+5%, =-200 or =*2."),
    ] {
        page.press(Press::Text(text.into()));
        assert!(page.press(ENTER).refused, "{text}");
        assert_eq!(page.problem(), said);
        assert_eq!(page.state.draft.as_ref().unwrap().text, text, "what was typed is still there");
        page.press(Press::Cancel);
    }
    assert!(page.events.is_empty());
    page.press(Press::Text("=70".into()));
    page.press(ENTER);
    assert_eq!(page.events, [Event::Set(vec![set(3, 8, "70")], Kind::Type)], "a plain figure is one");
}

#[test]
fn ctrl_enter_puts_a_figure_into_all_that_is_selected() {
    let mut page = Page::at(0, 0);
    page.extend(Step::Right);
    page.extend(Step::Down);
    page.press(Press::Text("60.5".into()));
    page.press(Press::EnterAll);
    let changes = vec![set(0, 0, "60.5"), set(0, 1, "60.5"), set(1, 0, "60.5"), set(1, 1, "60.5")];
    assert_eq!(page.events, [Event::Set(changes, Kind::Fill)]);
    assert!(!page.state.is_editing());
    assert_eq!(page.state.range().places().count(), 4, "and it stays selected");
    page.press(Press::Text("1".into()));
    page.press(ENTER);
    assert_eq!(page.events[1], Event::Set(vec![set(1, 1, "1")], Kind::Type), "Enter takes one figure only");
}

#[test]
fn filling_takes_the_edge_of_what_is_selected_or_its_neighbour() {
    let mut page = Page::at(0, 3);
    page.extend(Step::Down);
    page.extend(Step::Down);
    page.press(Press::FillDown);
    assert_eq!(page.events, [Event::Set(vec![set(1, 3, "51.6"), set(2, 3, "51.6")], Kind::Fill)]);
    let mut page = Page::at(3, 5);
    page.extend(Step::Right);
    page.press(Press::FillDown);
    assert_eq!(page.events, [Event::Set(vec![set(3, 5, "49.6"), set(3, 6, "44.6")], Kind::Fill)]);
    let mut page = Page::at(3, 5);
    page.press(Press::FillRight);
    assert_eq!(page.events, [Event::Set(vec![set(3, 5, "25.6")], Kind::Fill)]);
    let mut page = Page::at(3, 4);
    page.extend(Step::Right);
    page.extend(Step::Right);
    page.press(Press::FillRight);
    assert_eq!(page.events, [Event::Set(vec![set(3, 5, "25.6"), set(3, 6, "25.6")], Kind::Fill)]);
}

#[test]
fn filling_from_nothing_takes_nothing_away_and_says_so() {
    let mut page = Page::at(0, 3);
    page.press(Press::FillDown);
    assert_eq!(page.problem(), "There is no figure above to fill down. Nothing was changed.");
    page.press(Press::Go { step: Step::RowStart, extend: false });
    page.press(Press::FillRight);
    assert_eq!(page.problem(), "There is no figure on the left to fill from. Nothing was changed.");
    let mut page = Page::at(3, 6);
    page.press(Press::FillRight);
    assert!(page.events.is_empty());
}

#[test]
fn a_copy_with_headers_names_its_rows_and_columns() {
    let mut page = Page::at(2, 3);
    page.extend(Step::Right);
    page.extend(Step::Down);
    let outcome = page.press(Press::CopyWithHeaders);
    let text = "Year from July\tOct\tNov\n2025–26\t54.40\t49.50\n2026–27\t50.91\t25.60";
    assert_eq!(outcome.copied.as_deref(), Some(text));
    assert_eq!(outcome.event, Some(Event::Copy(text.into())));
}

#[test]
fn the_line_below_says_a_figure_exactly_and_adds_up_a_block() {
    let write = |amount: Amount| format!("£{amount}");
    let mut page = Page::at(3, 3);
    let said = |page: &Page| status::said(&page.state, &page.model, &numbers, &write);
    assert_eq!(said(&page).as_deref(), Some("October 2026: £50.91"));
    page.extend(Step::Right);
    assert_eq!(said(&page).as_deref(), Some("2 figures: £76.51 in all, £38.26 on average"));
    page.go(Step::Right);
    assert_eq!(said(&page), None, "a month to come has no figure");
}
