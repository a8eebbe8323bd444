//! The end: what was decided and promised is read back, who and when are asked for where they are missing, and the next day is agreed on.

use chrono::NaiveDate;
use eframe::egui::{Id, Ui};

use super::{State as Meeting, Typed, capture, edit, save};
use crate::document::Edit;
use crate::model::{LineKind, Plan, Review};
use crate::text::{meeting as words, plural};
use crate::ui::theme::font::Weight;
use crate::ui::widget::day::{self, Day};
use crate::ui::widget::{button::Button, card, field, label, label::Runs};
use crate::ui::{Ask, Open, View};

#[derive(Debug, Default)]
pub(super) struct State {
    next: Option<NaiveDate>,
    hands: String,
    problem: Option<&'static str>,
}

pub(super) fn show(
    ui: &mut Ui,
    meeting: &mut Meeting,
    review: &Review,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    ui.set_max_width(860.0);
    let lacking = review.lines.iter().filter(|line| words::lacks(line).is_some()).count();
    let said = match lacking {
        0 => "Read back: is this what was decided, and who does what?".to_owned(),
        some => format!("Read back: {} still without a name or a day.", plural::count_in_words(some, "action")),
    };
    let width = ui.available_width();
    Runs::new(24.0, 31.0).add(&said, Weight::SemiBold, t.text1).show_balanced(ui, width);
    for kind in LineKind::ALL {
        if !review.lines.iter().any(|line| line.kind == kind) {
            continue;
        }
        card::card(ui, 0.0, |ui| {
            card::heading(ui, words::lines(kind), "", |_| {});
            for (at, line) in review.lines.iter().enumerate().filter(|(_, line)| line.kind == kind) {
                capture::written(ui, meeting, at, line, view, asks);
            }
        });
    }
    // A line is corrected in the field beside the wall.
    if meeting.capture.is_begun() {
        meeting.close = None;
        return;
    }
    let Meeting { close, drafts, .. } = meeting;
    let Some(state) = close else { return };
    let mut goes_on = false;
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "And then", "", |_| {});
        let next = Day {
            id: Id::unique("next meeting"),
            name: "The next one",
            caption: Some("The next one is on"),
            value: state.next,
            today: view.today,
            width: 220.0,
            problem: None,
            past: false,
        };
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            if let Some(set) = day::show(ui, drafts, &Typed::Next, &next).set {
                state.next = set;
            }
            field::text_field(ui, "How was it? Hands from 1 to 10", &mut state.hands, "8 7 9", state.problem, 260.0);
        });
        ui.horizontal(|ui| {
            if Button::new("End the review").name("End it now").ink().show(ui).clicked() {
                match hands(&state.hands) {
                    Some(ratings) => {
                        let next = state.next;
                        asks.push(Ask::Edit(end(review, next, ratings)));
                        save(open, asks);
                        asks.push(Ask::LeaveMeeting);
                    }
                    None => state.problem = Some("Numbers from 1 to 10, one a hand."),
                }
            }
            if Button::new("Go on with it").key("Esc").show(ui).clicked() {
                goes_on = true;
            }
        });
        ui.label(label::rich(
            "The minutes are handed out from the page of the reviews.",
            12.0,
            Weight::Regular,
            t.text3,
        ));
    });
    if goes_on {
        *close = None;
    }
}

fn end(review: &Review, next: Option<NaiveDate>, ratings: Vec<u8>) -> Edit {
    let (id, name) = (review.id, words::name(review).to_owned());
    let set = edit(id, String::new(), move |review| review.ratings = ratings);
    Edit::new(format!("End the {name}"), move |plan: &mut Plan| {
        (set.change)(plan);
        plan.end_review(id, next);
    })
    .saying("The review has ended; its minutes are ready")
}

/// Hands from 1 to 10; none at all is fine.
fn hands(text: &str) -> Option<Vec<u8>> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).filter(|word| !word.is_empty());
    words.map(|word| word.parse::<u8>().ok().filter(|hand| (1..=10).contains(hand))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hands_are_numbers_from_one_to_ten() {
        assert_eq!(hands("8, 7 9;10"), Some(vec![8, 7, 9, 10]));
        assert_eq!(hands(" "), Some(vec![]));
        assert_eq!(hands("8 11"), None);
        assert_eq!(hands("good"), None);
    }
}
