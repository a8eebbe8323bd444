//! A finding sentence whose numbers lead to what they come from.

use eframe::egui::{self, Color32, Rect, Role, Sense, Stroke, Ui};

use super::label::Runs;
use crate::text::{Origin, Said};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::{Ask, View};

/// How a sentence is set.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub size: f32,
    pub line: f32,
    pub weight: Weight,
    pub colour: Color32,
    /// In lines of about the same length.
    pub balanced: bool,
}

impl Look {
    /// The sentence that opens a page.
    #[must_use]
    pub fn page(t: &Tokens) -> Self {
        Self { size: 24.0, line: 31.0, weight: Weight::SemiBold, colour: t.text1, balanced: true }
    }

    /// A sentence on a card.
    #[must_use]
    pub fn card(t: &Tokens) -> Self {
        Self { size: 13.0, line: 19.0, weight: Weight::Regular, colour: t.text2, balanced: false }
    }
}

/// Draws the sentence, wrapped at `width`. A press on a number asks for what it comes from.
pub fn show(ui: &mut Ui, said: &Said, look: Look, width: f32, t: &Tokens, asks: &mut Vec<Ask>) {
    show_all(ui, &[(said, look)], width, t, asks);
}

/// What [`show_all`] draws.
#[must_use]
pub fn laid_out(all: &[(&Said, Look)]) -> Runs {
    let first = all.first().map_or_else(|| Runs::new(13.0, 19.0), |(_, look)| Runs::new(look.size, look.line));
    pieces(all).fold(first, |runs, (text, _, look)| runs.add(text, look.weight, look.colour))
}

/// The runs of all, a space between one and the next.
fn pieces<'a>(all: &'a [(&'a Said, Look)]) -> impl Iterator<Item = (&'a str, Option<Origin>, Look)> {
    all.iter().enumerate().flat_map(|(index, (said, look))| {
        let space = (index > 0 && !said.is_empty()).then_some((" ", None, *look));
        space.into_iter().chain(said.runs().iter().map(|run| (run.text.as_str(), run.origin, *look)))
    })
}

/// As [`show`], for sentences of one size that follow each other, each in its look.
pub fn show_all(ui: &mut Ui, all: &[(&Said, Look)], width: f32, t: &Tokens, asks: &mut Vec<Ask>) {
    let balanced = all.iter().any(|(_, look)| look.balanced);
    let (response, galley) = laid_out(all).show_galley(ui, width, balanced);
    let origin = response.rect.min;
    let mut from = 0;
    for (index, (run, number_of, look)) in pieces(all).enumerate() {
        let to = from + run.chars().count();
        let Some(comes_from) = number_of.filter(|_| to > from) else {
            from = to;
            continue;
        };
        let place = |at: usize| galley.pos_from_cursor(egui::epaint::text::cursor::CCursor::new(at));
        let (mut start, end) = (place(from), place(to));
        // Before the first letter of a line the cursor may stand at the end of the line above.
        let first = place(from + 1);
        if first.top() > start.top() {
            start = Rect::from_min_max(egui::pos2(galley.rect.left(), first.top()), first.max);
        }
        from = to;
        // A number that is broken over two lines is pressed on the first.
        let right = if end.top() > start.top() { galley.rect.right() } else { end.right() };
        let text =
            Rect::from_min_max(start.min, egui::pos2(right.max(start.left()), start.max.y)).translate(origin.to_vec2());
        let grown = ((24.0 - text.height()) / 2.0).max(0.0);
        let link = ui.interact(text.expand2(egui::vec2(1.0, grown)), response.id.with(index), Sense::click());
        super::name(&link, Role::Link, true, &format!("{run}: {}", comes_from.leads_to()));
        if link.hovered() || link.has_focus() {
            let y = text.bottom() - look.line * 0.12;
            ui.painter().hline(text.x_range(), y, Stroke::new((look.size / 12.0).max(1.0), t.blue));
        }
        super::focus_ring(ui, &link, 4, t);
        if link.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            asks.push(Ask::ShowOrigin(comes_from));
        }
    }
}

/// What a press on a number led to: the card that it names is ringed until something else is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pointed {
    pub origin: Origin,
    /// Just now: the card comes into sight.
    pub fresh: bool,
}

/// Draws `content`, which is where numbers of these origins come from.
pub fn source<R>(
    ui: &mut Ui,
    view: &View<'_>,
    is_source: impl Fn(Origin) -> bool,
    content: impl FnOnce(&mut Ui) -> R,
) -> R {
    let shown = ui.scope(content);
    if let Some(pointed) = view.pointed.filter(|pointed| is_source(pointed.origin)) {
        let rect = shown.response.rect;
        super::ring(ui, rect.shrink(2.0), 8, view.t);
        if pointed.fresh {
            ui.scroll_to_rect(rect, None);
        }
    }
    shown.inner
}
