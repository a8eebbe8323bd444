//! The end of a formal plan: what is decided, the evidence for and against, the reason, the person's own words, and what went well.

use eframe::egui::{Id, Ui};

use super::{Key, State, change, people};
use crate::analysis::kpi;
use crate::document::Edit;
use crate::model::{Line, LineKind, Outcome, OutcomeKind, Review, Topic};
use crate::text::meeting;
use crate::ui::theme::font::Weight;
use crate::ui::widget::typed::Field;
use crate::ui::widget::{button::Button, card, label::Runs, segment};
use crate::ui::{Ask, Open, View, icons};

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    review: &Review,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "The outcome", "the evidence first, then the decision", |_| {});
        let width = ui.available_width();
        let decision = review.outcome.as_ref().map(|outcome| outcome.decision);
        let items = meeting::OUTCOMES.map(|(kind, label)| (label, decision.is_some_and(|it| same(it, kind))));
        if let Some(at) = segment::segments(ui, "What is decided", 30.0, &items) {
            asks.push(Ask::Edit(decide(review, meeting::OUTCOMES[at].0, meeting::OUTCOMES[at].1)));
        }
        let Some(outcome) = &review.outcome else {
            let said =
                "Nothing is decided yet. What is chosen can be changed until the review is over, and later as well.";
            Runs::new(13.0, 19.0).add(said, Weight::Regular, t.text2).show(ui, width);
            return;
        };
        if let OutcomeKind::Continue(day) = outcome.decision {
            let key = Key::Until(review.id);
            people::one_day(ui, state, key, "It goes on until", "It goes on until", day, 200.0, view, open, asks);
        }
        for (is_for, title, lines) in
            [(true, "For it", &outcome.evidence_for), (false, "Against it", &outcome.evidence_against)]
        {
            Runs::new(13.0, 20.0).add(title, Weight::SemiBold, t.text1).show(ui, width);
            for index in 0..=lines.len() {
                let at_rest = lines.get(index).map(String::as_str).unwrap_or_default();
                let name = if index == lines.len() {
                    format!("More evidence: {}", title.to_lowercase())
                } else {
                    format!("Evidence {}, {}", title.to_lowercase(), index + 1)
                };
                let hint = "A figure and its source, or what somebody saw";
                let id = Id::unique(("evidence", review.id, is_for, index));
                let field = Field { hint, ..Field::new(id, &name, at_rest, width) };
                let key = Key::Evidence(review.id, is_for, index);
                let shown = super::show_field(ui, state, key, None, &field, view.today, open, asks);
                if shown.entered && index == lines.len() && !shown.text.trim().is_empty() {
                    state.wants = Some(Id::unique(("evidence", review.id, is_for, index + 1)));
                }
            }
        }
        ui.add_space(6.0);
        let reason = Field::new(Id::unique(("reason", review.id)), "The reason", &outcome.reason, width);
        super::show_field(ui, state, Key::Reason(review.id), Some("The reason"), &reason, view.today, open, asks);
        let own =
            Field::new(Id::unique(("own words", review.id)), "In the person’s own words", &outcome.own_words, width);
        let caption = "In the person’s own words";
        super::show_field(ui, state, Key::OwnWords(review.id), Some(caption), &own, view.today, open, asks);
        if let Some(lacks) = meeting::outcome_lacks(outcome) {
            Runs::new(13.0, 19.0).add(&lacks, Weight::Regular, t.amber).show(ui, width);
        }
    });
    recognition(ui, review, view, open, asks);
}

/// Whether both are the same choice, whatever day it goes on to.
fn same(a: OutcomeKind, b: OutcomeKind) -> bool {
    std::mem::discriminant(&a) == std::mem::discriminant(&b)
}

fn decide(review: &Review, decision: OutcomeKind, label: &str) -> Edit {
    change(review, format!("Decide: {label}"), move |it| match &mut it.outcome {
        Some(outcome) if same(outcome.decision, decision) => {}
        Some(outcome) => outcome.decision = decision,
        None => {
            it.outcome = Some(Outcome {
                decision,
                evidence_for: Vec::new(),
                evidence_against: Vec::new(),
                reason: String::new(),
                own_words: String::new(),
            });
        }
    })
}

/// What the figures bear out, to be written down as recognised: only signals, so that praise is never made up.
fn recognition(ui: &mut Ui, review: &Review, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "What went well", "only what the figures bear out", |_| {});
        let width = ui.available_width();
        let mut some = false;
        for kpi in open.plan.kpis.iter() {
            if kpi::read(&open.plan.kpis, kpi, view.today).is_better() != Some(true) {
                continue;
            }
            some = true;
            let said = format!("{} is truly better than before", kpi.name);
            let there = review.lines.iter().any(|line| line.topic == Topic::Recognition && line.text == said);
            ui.horizontal(|ui| {
                if there {
                    Runs::new(13.0, 19.0).add(&said, Weight::Medium, t.teal).show(ui, width);
                } else if Button::new(&said)
                    .icon(icons::STAR)
                    .small()
                    .name(&format!("Recognise: {said}"))
                    .show(ui)
                    .clicked()
                {
                    asks.push(Ask::Edit(recognise(review, said.clone())));
                }
            });
        }
        if !some {
            let said =
                "No signal for the better in the KPIs so far. A single good week is noise; wait for the next ones.";
            Runs::new(13.0, 19.0).add(said, Weight::Regular, t.text2).show(ui, width);
        }
    });
}

fn recognise(review: &Review, said: String) -> Edit {
    change(review, format!("Recognise: {said}"), move |it| {
        it.lines.push(Line { kind: LineKind::Decision, text: said, topic: Topic::Recognition, ..Line::default() });
    })
}
