//! Pages, one folder or file each. The list is what the side bar, the keys and the pictures of the tests go by.

pub mod about;
mod chart_card;
pub mod check;
pub mod contingencies;
pub mod earlier;
pub mod find;
pub mod forecast;
pub mod history;
pub mod home;
pub mod kpis;
pub mod other;
pub mod overview;
mod periods;
pub mod plan;
pub mod preferences;
pub mod reviews;
pub mod strategies;
pub mod tactics;

use eframe::egui::{self, Align, ComboBox, Layout, Role, Ui};

use super::theme::{Tokens, font::Weight};
use super::widget::{finding, label, row_end::RowEnd};
use super::{Ask, Open, Screen, View, icons, widget};
use crate::command::Command;
use crate::text::Said;
use crate::text::explain::{self, Explanation};

/// A page of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Page {
    /// No plan is open: the plans of a folder, the recent ones, ways to begin.
    #[default]
    Home,
    /// What matters now.
    Overview,
    /// Whom a plan is for; also where a new one begins.
    Plan,
    History,
    Forecast,
    /// What closes the gap, and its test.
    Strategies,
    /// Who does what by when, over all strategies and responses.
    Tactics,
    /// What could go wrong, what it would cost and the response.
    Contingencies,
    /// What is counted between meetings, and what it says.
    Kpis,
    /// When the plan is gone through, and what was said then.
    Reviews,
    /// Whether the plan is current, credible and contingent.
    Check,
    /// Of the program, not of a plan; may be shown at any time.
    Preferences,
    About,
    /// Earlier versions of the open plan, and work that was not saved.
    Earlier,
}

impl Page {
    /// The pages that have an explanation.
    pub const EXPLAINED: [Self; 11] = [
        Self::Home,
        Self::Overview,
        Self::History,
        Self::Forecast,
        Self::Strategies,
        Self::Tactics,
        Self::Contingencies,
        Self::Kpis,
        Self::Reviews,
        Self::Check,
        Self::Plan,
    ];

    /// Whether it belongs to the program: the page behind it comes back.
    #[must_use]
    pub fn is_aside(self) -> bool {
        matches!(self, Self::Preferences | Self::About | Self::Earlier)
    }

    /// Whether it is one of the pages of an open plan.
    #[must_use]
    pub fn is_of_plan(self) -> bool {
        ENTRIES.iter().any(|entry| entry.page == self)
    }
}

/// An entry of the side bar.
pub struct Entry {
    pub page: Page,
    pub group: &'static str,
    pub icon: &'static str,
    pub command: Command,
}

/// The pages of an open plan, in the order of the side bar.
pub const ENTRIES: [Entry; 10] = [
    Entry { page: Page::Overview, group: "", icon: icons::COMPASS, command: Command::ShowOverview },
    Entry { page: Page::History, group: "Understand", icon: icons::CHART_BAR, command: Command::ShowHistory },
    Entry { page: Page::Forecast, group: "Understand", icon: icons::CHART_LINE_UP, command: Command::ShowForecast },
    Entry { page: Page::Strategies, group: "Plan", icon: icons::STRATEGY, command: Command::ShowStrategies },
    Entry { page: Page::Tactics, group: "Plan", icon: icons::LIST_CHECKS, command: Command::ShowTactics },
    Entry { page: Page::Contingencies, group: "Plan", icon: icons::UMBRELLA, command: Command::ShowContingencies },
    Entry { page: Page::Kpis, group: "Review", icon: icons::GAUGE, command: Command::ShowKpis },
    Entry { page: Page::Reviews, group: "Review", icon: icons::CALENDAR_CHECK, command: Command::ShowReviews },
    Entry { page: Page::Check, group: "Review", icon: icons::SEAL_CHECK, command: Command::ShowCheck },
    Entry { page: Page::Plan, group: "This plan", icon: icons::NOTE_PENCIL, command: Command::ShowPlan },
];

/// What is said to those who see the page for the first time; pages of the program speak for themselves.
#[must_use]
pub fn explanation(page: Page) -> Option<Explanation> {
    match page {
        Page::Home => Some(explain::HOME),
        Page::Overview => Some(explain::OVERVIEW),
        Page::History => Some(explain::HISTORY),
        Page::Forecast => Some(explain::FORECAST),
        Page::Strategies => Some(explain::STRATEGIES),
        Page::Tactics => Some(explain::TACTICS),
        Page::Contingencies => Some(explain::CONTINGENCIES),
        Page::Kpis => Some(explain::KPIS),
        Page::Reviews => Some(explain::REVIEWS),
        Page::Check => Some(explain::CHECK),
        Page::Plan => Some(explain::PLAN),
        Page::Preferences | Page::About | Page::Earlier => None,
    }
}

/// Draws the page that shows.
pub fn show(ui: &mut Ui, screen: &mut Screen, view: &View<'_>, asks: &mut Vec<Ask>) {
    if screen.page.is_aside() && screen.may_go_back(ui) {
        asks.push(Ask::Back);
    }
    match (screen.page, view.open) {
        (Page::Preferences, _) => preferences::show(ui, view, asks),
        (Page::About, _) => about::show(ui, &mut screen.about, view, asks),
        (Page::Earlier, _) => earlier::show(ui, &mut screen.earlier, view, asks),
        (Page::Overview, Some(open)) => overview::show(ui, &mut screen.overview, view, open, asks),
        (Page::History, Some(open)) => history::show(ui, &mut screen.history, view, open, asks),
        (Page::Forecast, Some(open)) => forecast::show(ui, &mut screen.forecast, view, open, asks),
        (Page::Strategies, Some(open)) => strategies::show(ui, &mut screen.strategies, view, open, asks),
        (Page::Tactics, Some(open)) => tactics::show(ui, &mut screen.tactics, view, open, asks),
        (Page::Contingencies, Some(open)) => contingencies::show(ui, &mut screen.contingencies, view, open, asks),
        (Page::Kpis, Some(open)) => kpis::show(ui, &mut screen.kpis, view, open, asks),
        (Page::Reviews, Some(open)) => reviews::show(ui, &mut screen.reviews, view, open, asks),
        (Page::Check, Some(open)) => check::show(ui, &mut screen.check, view, open, asks),
        (Page::Plan, open) => plan::show(ui, &mut screen.plan, view, open, asks),
        (Page::Home, _) | (_, None) => home::show(ui, &mut screen.home, view, asks),
    }
}

/// Ends what is being typed on the page that shows, as leaving its field would.
pub fn finish_typing(screen: &mut Screen, view: &View<'_>, asks: &mut Vec<Ask>) {
    let Some(open) = view.open else { return };
    match screen.page {
        Page::Home | Page::Overview | Page::Preferences | Page::About | Page::Earlier => {}
        Page::Plan => screen.plan.finish(open, asks),
        Page::History => screen.history.finish(view, open, asks),
        Page::Forecast => screen.forecast.finish(view, open, asks),
        Page::Strategies => screen.strategies.finish(view, open, asks),
        Page::Tactics => screen.tactics.finish(view, open, asks),
        Page::Contingencies => screen.contingencies.finish(view, open, asks),
        Page::Kpis => screen.kpis.finish(view, open, asks),
        Page::Reviews => screen.reviews.finish(view, open, asks),
        Page::Check => screen.check.finish(view, open, asks),
    }
}

/// A page of the program: as wide as it reads well; in the middle where no side bar stands beside it.
pub(super) fn aside(ui: &mut Ui, widest: f32, alone: bool, content: impl FnOnce(&mut Ui)) {
    let width = ui.available_width().min(widest);
    let margin = if alone { (ui.available_width() - width) / 2.0 } else { 0.0 };
    ui.horizontal_top(|ui| {
        ui.add_space(margin);
        ui.vertical(|ui| {
            ui.set_width(width);
            content(ui);
        });
    });
}

/// Height of the window that the page's content has not taken yet, wherever it is scrolled to.
pub(super) fn room_left(ui: &Ui) -> f32 {
    ui.clip_rect().height() - (ui.cursor().top() - ui.min_rect().top())
}

/// Widest content; only charts and grids grow beyond what they need.
pub(super) const WIDEST: f32 = 1320.0;
/// Narrowest content; a window with less room scrolls sideways.
pub(super) const NARROWEST: f32 = 680.0;
/// Below this width the cards on the right go under the chart.
const ONE_COLUMN: f32 = 900.0;

/// A chart card with others beside it, or under it where the window is narrow.
///
/// Answers how much higher the cards on the right are than the chart's, so that the chart can make up for it.
pub(super) fn beside<const CARDS: usize>(
    ui: &mut Ui,
    side: f32,
    chart: impl FnOnce(&mut Ui, f32),
    mut cards: [&mut dyn FnMut(&mut Ui); CARDS],
) -> Option<f32> {
    const GAP: f32 = 14.0;
    let column = |ui: &mut Ui, width: f32, add: &mut dyn FnMut(&mut Ui)| {
        ui.allocate_ui_with_layout(egui::vec2(width, 0.0), Layout::top_down(Align::Min), add).response.rect.height()
    };
    let width = ui.available_width();
    if width < ONE_COLUMN {
        chart(ui, width);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            #[expect(clippy::cast_precision_loss, reason = "a few cards")]
            let each = (width + GAP) / CARDS as f32 - GAP;
            for card in cards {
                column(ui, each, card);
            }
        });
        return None;
    }
    let heights = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let left = width - side - GAP;
        let down = Layout::top_down(Align::Min);
        let drawn = ui.allocate_ui_with_layout(egui::vec2(left, 0.0), down, |ui| chart(ui, left));
        let cards = column(ui, side, &mut |ui| {
            ui.spacing_mut().item_spacing.y = GAP;
            for card in &mut cards {
                card(ui);
            }
        });
        cards - drawn.response.rect.height()
    });
    Some(heights.inner)
}

/// Height of a plot that fits itself to what stands beside or below it, as measured in the last pass.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FittingHeight(Option<f32>);

impl FittingHeight {
    /// The height that fitted last, or else `first`.
    pub fn get(self, first: f32) -> f32 {
        self.0.unwrap_or(first)
    }

    /// `missing` is what a plot of `height` lacked to fit; the pass is drawn again where that was more than a point.
    pub fn fit(&mut self, ui: &Ui, height: f32, missing: f32, range: std::ops::RangeInclusive<f32>) {
        let wanted = (height + missing).clamp(*range.start(), *range.end()).round();
        if (wanted - height).abs() > 1.0 {
            ui.ctx().request_discard("a plot fits itself to what stands beside it");
        }
        self.0 = Some(if (wanted - height).abs() > 1.0 { wanted } else { height });
    }
}

/// Which series shows, where the plan has more than one.
pub(super) fn series_choice(ui: &mut Ui, open: Open<'_>, asks: &mut Vec<Ask>) {
    if open.plan.series.len() < 2 {
        return;
    }
    let response = ComboBox::from_id_salt("series").selected_text(&open.series.name).show_ui(ui, |ui| {
        for (index, series) in open.plan.series.iter().enumerate() {
            if ui.selectable_label(index == open.series_index, &series.name).clicked() {
                asks.push(Ask::ShowSeries(index));
            }
        }
    });
    widget::focus_ring(ui, &response.response, 7, super::theme::current(ui.ctx()));
    widget::name(&response.response, Role::ComboBox, true, &format!("Series: {}", open.series.name));
}

/// A page's head: caption, finding, and its actions at the right end.
pub(super) fn head(
    ui: &mut Ui,
    caption: &str,
    finding: &Said,
    t: &Tokens,
    asks: &mut Vec<Ask>,
    actions: impl FnOnce(&mut Ui, &mut Vec<Ask>),
) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        let end = RowEnd::new(ui);
        let rest = (ui.available_width() - end.width() - 10.0).max(120.0);
        ui.allocate_ui_with_layout(egui::vec2(rest, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(rest);
            ui.spacing_mut().item_spacing.y = 3.0;
            ui.label(label::rich(caption, 13.0, Weight::Medium, t.text3));
            finding::show(ui, finding, finding::Look::page(t), rest.min(860.0), t, asks);
        });
        end.show(ui, Align::Min, |ui| actions(ui, asks));
    });
}
