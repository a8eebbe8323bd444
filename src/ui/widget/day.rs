//! A field for a day as people say it: at rest "Fri 20 Nov"; it takes "Thu", "26 Nov" or "in 2 weeks" and says what day that is.

use chrono::NaiveDate;
use eframe::egui::{Id, Response, Ui};

use super::typed::{Drafts, Field, Look};
use super::{field, label, typed};
use crate::text::due;
use crate::ui::theme::{current, font::Weight};

/// A day to change in place.
#[derive(Clone, Copy, Debug)]
pub struct Day<'a> {
    pub id: Id,
    /// What assistive technology calls it.
    pub name: &'a str,
    /// What stands above it; `None` in a table.
    pub caption: Option<&'a str>,
    pub value: Option<NaiveDate>,
    pub today: NaiveDate,
    pub width: f32,
    /// What is wrong with the day that the plan has, such as that it is too far off; it is drawn below by whoever asks for it.
    pub problem: Option<&'a str>,
    /// The day has come: "1 Oct" is the last one and not the next.
    pub past: bool,
}

/// A field that was drawn.
#[derive(Debug)]
pub struct Shown {
    pub response: Response,
    /// It was left with another day, or with none.
    pub set: Option<Option<NaiveDate>>,
    /// Enter was pressed in it.
    pub entered: bool,
    /// What to type instead of what stands there.
    pub problem: Option<String>,
    /// What day is meant by what is being typed.
    pub meant: Option<String>,
}

/// Reads what was typed: an empty field is no day.
///
/// # Errors
/// What to type instead.
pub fn read(text: &str, today: NaiveDate, past: bool) -> Result<Option<NaiveDate>, String> {
    match text.trim() {
        "" => Ok(None),
        typed => match parse(typed, today, past) {
            Some(day) => Ok(Some(day)),
            None if past => Err("No day that has come. Type one such as today, Thu or 12 Nov.".to_owned()),
            None => Err("No day. Type one such as Thu, 26 Nov or in 2 weeks.".to_owned()),
        },
    }
}

fn parse(text: &str, today: NaiveDate, past: bool) -> Option<NaiveDate> {
    if past { due::parse_past(text, today) } else { due::parse(text, today) }
}

/// Draws the field alone: where `problem` and `meant` go is up to the table that it stands in.
pub fn cell<K: PartialEq + Clone>(ui: &mut Ui, drafts: &mut Drafts<K>, key: &K, day: &Day<'_>, look: Look) -> Shown {
    let at_rest = day.value.map(|value| due::short(value, day.today)).unwrap_or_default();
    let hint = if day.caption.is_some() { "Thu, 26 Nov …" } else { "" };
    let field = Field { hint, look, problem: day.problem, ..Field::new(day.id, day.name, &at_rest, day.width) };
    let shown = typed::show(ui, drafts, key.clone(), &field);
    let mut problem = shown.problem;
    let set = shown.left.and_then(|text| match read(&text, day.today, day.past) {
        Ok(read) => (read != day.value).then_some(read),
        Err(said) => {
            drafts.refuse(key.clone(), &at_rest, text, said.clone());
            problem = Some(said);
            None
        }
    });
    let typing = drafts.is_typed(key);
    let meant =
        typing.then(|| parse(&shown.text, day.today, day.past)).flatten().map(|meant| due::shown(meant, day.today));
    Shown { response: shown.response, set, entered: shown.entered, problem, meant }
}

/// Draws the field with its caption above; below, in a line that is always there, what is wrong or what day is meant.
pub fn show<K: PartialEq + Clone>(ui: &mut Ui, drafts: &mut Drafts<K>, key: &K, day: &Day<'_>) -> Shown {
    let t = current(ui.ctx());
    ui.vertical(|ui| {
        ui.set_width(day.width);
        ui.spacing_mut().item_spacing.y = 4.0;
        if let Some(caption) = day.caption {
            ui.label(label::rich(caption, 12.0, Weight::Medium, t.text3));
        }
        let shown = cell(ui, drafts, key, day, Look::Field);
        match (&shown.problem, &shown.meant) {
            (Some(problem), None) => field::complaint(ui, Some(problem), day.width),
            (_, Some(meant)) => {
                label::Runs::new(12.0, 16.0).add(meant, Weight::Regular, t.text3).show(ui, day.width);
            }
            (None, None) => field::complaint(ui, None, day.width),
        }
        shown
    })
    .inner
}

#[cfg(test)]
mod tests {
    use eframe::egui::accesskit::Role;
    use eframe::egui::{Key, Modifiers};
    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;

    /// A page with one day on it.
    #[derive(Default)]
    struct Page {
        drafts: Drafts<u8>,
        day: Option<NaiveDate>,
        sets: usize,
    }

    fn harness() -> Harness<'static, Page> {
        let draw = |ui: &mut Ui, page: &mut Page| {
            let day = Day {
                id: Id::unique("due"),
                name: "Due",
                caption: Some("Due"),
                value: page.day,
                today: "2026-11-19".parse().unwrap(),
                width: 340.0,
                problem: None,
                past: false,
            };
            if let Some(set) = show(ui, &mut page.drafts, &0, &day).set {
                page.day = set;
                page.sets += 1;
            }
            ui.add(eframe::egui::Button::new("Other"));
        };
        let mut harness = Harness::builder()
            .with_size([400.0, 120.0])
            .with_context_setup(crate::ui::theme::font::install)
            .build_ui_state(draw, Page::default());
        harness.run();
        harness
    }

    fn type_and_leave(harness: &mut Harness<'static, Page>, text: &str, key: Key) {
        harness.get_by_role_and_label(Role::TextInput, "Due").focus();
        harness.run();
        harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        harness.run();
        harness.get_by_role_and_label(Role::TextInput, "Due").type_text(text);
        harness.run();
        harness.key_press(key);
        harness.run();
    }

    fn shown(harness: &Harness<'static, Page>) -> String {
        harness.get_by_role_and_label(Role::TextInput, "Due").value().unwrap_or_default()
    }

    #[test]
    fn a_day_is_typed_as_it_is_said_and_shown_with_its_weekday() {
        let mut harness = harness();
        harness.get_by_role_and_label(Role::TextInput, "Due").focus();
        harness.run();
        harness.get_by_role_and_label(Role::TextInput, "Due").type_text("in 2 weeks");
        harness.run();
        assert!(harness.query_by_label("Thu 3 Dec, in 14 days").is_some(), "what is meant shows while it is typed");
        assert_eq!(harness.state().sets, 0, "and is taken over when it is left");
        harness.key_press(Key::Tab);
        harness.run();
        assert_eq!(harness.state().day, "2026-12-03".parse().ok());
        assert_eq!(shown(&harness), "Thu 3 Dec");
        assert!(harness.query_by_label("Thu 3 Dec, in 14 days").is_none());
    }

    #[test]
    fn what_is_no_day_stays_in_the_field_with_what_to_type() {
        let mut harness = harness();
        type_and_leave(&mut harness, "soonish", Key::Enter);
        let said = "No day. Type one such as Thu, 26 Nov or in 2 weeks.";
        assert_eq!((shown(&harness).as_str(), harness.state().day), ("soonish", None));
        assert!(harness.query_by_label(said).is_some());
        type_and_leave(&mut harness, "Fri", Key::Enter);
        assert_eq!(harness.state().day, "2026-11-20".parse().ok());
        assert!(harness.query_by_label(said).is_none());
        type_and_leave(&mut harness, " ", Key::Enter);
        assert_eq!((harness.state().day, harness.state().sets), (None, 2), "an empty field is no day");
    }

    #[test]
    fn escape_takes_back_what_is_being_typed() {
        let mut harness = harness();
        type_and_leave(&mut harness, "Fri", Key::Tab);
        type_and_leave(&mut harness, "Sat", Key::Escape);
        assert_eq!((shown(&harness).as_str(), harness.state().sets), ("Fri 20 Nov", 1));
    }
}
