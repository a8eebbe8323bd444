//! One line is a tactic: what, who and by when, with what was understood shown back before it is added.

use eframe::egui::{self, ComboBox, Id, Role, Sense, Ui};

use crate::document::Edit;
use crate::model::{Home, StrategyId};
use crate::text::tactic_line;
use crate::ui::page::strategies::change::people;
use crate::ui::theme::font::Weight;
use crate::ui::widget::typed::{self, Drafts, Field};
use crate::ui::widget::{self, label, label::Runs};
use crate::ui::{Ask, Open, View};

/// The only field of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key;

#[derive(Debug, Default)]
pub(super) struct State {
    /// The strategy that the next one is for; the first, if none was chosen.
    of: Option<StrategyId>,
    wants_keyboard: bool,
}

impl State {
    pub fn focus(&mut self) {
        self.wants_keyboard = true;
    }

    fn strategy<'a>(&self, open: Open<'a>) -> Option<&'a crate::model::Strategy> {
        let sheets = &open.plan.worksheets;
        self.of.and_then(|id| sheets.strategy(id)).or_else(|| sheets.strategies.first())
    }

    /// The tactic that a line is; `None` where it says nothing that is done.
    pub fn read(&self, text: &str, view: &View<'_>, open: Open<'_>) -> Option<Edit> {
        let home = Home::Strategy(self.strategy(open)?.id);
        let tactic = tactic_line::parse(text, &people(&open.plan.worksheets), view.today).tactic(view.today)?;
        Some(Edit::new(format!("Add “{}”", tactic.what), move |plan| {
            plan.add_tactic(home, tactic);
        }))
    }
}

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    drafts: &mut Drafts<Key>,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    const CHOICE: f32 = 240.0;
    let t = view.t;
    let Some(strategy) = state.strategy(open) else { return };
    let (title, of) = (strategy.title.clone(), strategy.id);
    let id = Id::unique("new tactic");
    let width = ui.available_width();
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 10.0;
            let hint = "Call Marlow · Ruth · Thu";
            let room = (width - CHOICE - 10.0).min(640.0);
            let field = Field { hint, ..Field::new(id, "New tactic", "", room) };
            let shown = typed::show(ui, drafts, Key, &field);
            if std::mem::take(&mut state.wants_keyboard) {
                shown.response.request_focus();
            }
            if let Some(text) = shown.left {
                asks.extend(state.read(&text, view, open).map(Ask::Edit));
            }
            if shown.entered {
                // The next one is typed at once.
                state.wants_keyboard = true;
                ui.ctx().request_repaint();
            }
            let mut chosen = None;
            let choice = ComboBox::from_id_salt("of").width(CHOICE).truncate().selected_text(&title).height(400.0);
            let response = choice.show_ui(ui, |ui| {
                for other in &open.plan.worksheets.strategies {
                    if ui.selectable_label(other.id == of, &other.title).clicked() {
                        chosen = Some(other.id);
                    }
                }
            });
            widget::focus_ring(ui, &response.response, 7, t);
            widget::name(&response.response, Role::ComboBox, true, &format!("For the strategy: {title}"));
            state.of = chosen.or(state.of);
        });
        // The line is always there, so that nothing moves.
        let (rect, _) = ui.allocate_exact_size(egui::vec2(width, 16.0), Sense::hover());
        let mut below = ui.new_child(egui::UiBuilder::new().max_rect(rect));
        let typed = drafts.text(&Key).filter(|text| !text.trim().is_empty());
        if let Some(text) = typed {
            let said = tactic_line::parse(text, &people(&open.plan.worksheets), view.today).shown(view.today);
            Runs::new(12.0, 16.0).add(&said, Weight::Regular, t.text2).show(&mut below, width);
        } else {
            let said = "What · who · by when, and Enter. Days as you say them: Thu, 26 Nov, in 2 weeks.";
            let said = label::rich(said, 12.0, Weight::Regular, t.text3);
            below.add(egui::Label::new(said).truncate());
        }
    });
}
