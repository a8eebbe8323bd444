//! Overview: where the plan is heading, the gap, what changed and what to do next. Each card leads to its page.

mod chance;
mod good;
mod reviews;
mod steps;

use std::rc::Rc;

use chrono::NaiveDate;
use eframe::egui::{self, Align, Align2, Layout, Role, Sense, Stroke, Ui};

use super::other;
use crate::analysis::{change, kpi, next};
use crate::chart::{Frame, Scene};
use crate::command::Command;
use crate::model::Amount;
use crate::report;
use crate::text::trust::ChanceWords;
use crate::text::{Origin, Said, UNKNOWN, calendar};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::finding::{self, Look};
use crate::ui::widget::kept::Kept;
use crate::ui::widget::{self, button::Button, card, chart, label, label::Runs, triangle};
use crate::ui::{Ask, Open, Version, View, icons};

use super::{FittingHeight, chart_card};

/// What the page remembers.
#[derive(Debug, Default)]
pub struct State {
    /// Also kept for the number of the odds and bridge.
    words: Kept<(Version, NaiveDate, u64), Rc<Words>>,
    /// Kept apart, since it analyses the past and knows nothing of odds.
    looked_back: Kept<(Version, NaiveDate), Rc<Vec<Said>>>,
    scene: Kept<(Version, NaiveDate, [u32; 2]), Scene>,
    cursor: chart::Cursor,
    height: FittingHeight,
}

const GAP: f32 = 14.0;
/// Height of the chart, which takes what its window leaves.
const LOWEST: f32 = 190.0;
const HIGHEST: f32 = 400.0;
/// Under the cards.
const FOOT: f32 = 24.0;
/// Share of the width that the chart takes, and the least that it may be.
const CHART_SHARE: f32 = 0.58;

/// What the latest period did, and what became of the forecast with it.
fn looked_back(open: Open<'_>) -> Vec<Said> {
    let voice = open.subject().voice();
    let change = change::latest(open.plan, open.series_index, open.answer);
    let mut said: Vec<Said> = change.iter().map(|change| voice.change(change)).collect();
    said.extend(change.as_ref().and_then(|change| voice.forecast_moved(change)));
    said
}

/// Everything that the page says, kept until the plan or its odds change.
#[derive(Debug)]
struct Words {
    caption: String,
    finding: Said,
    /// Name and amount; the last is the gap.
    sums: Vec<(&'static str, String)>,
    gap: Option<GapWords>,
    changes: Vec<Said>,
    steps: Vec<Said>,
    /// Where it has been going, and whether the latest period is different.
    direction: Vec<Said>,
    chance: Option<chance::Chance>,
    due: Option<steps::Steps>,
    /// KPIs that moved by more than chance.
    kpis: Vec<Said>,
    good: good::Good,
    reviews: Vec<reviews::Row>,
}

#[derive(Debug)]
struct GapWords {
    words: String,
    ahead: bool,
    /// "£1.9k more a month over 8 months closes it."
    each: Option<String>,
    /// "25%: about one in four if nothing changes."
    chance: Option<ChanceWords>,
}

impl Words {
    fn of(open: Open<'_>, today: NaiveDate, looked_back: &[Said]) -> Self {
        let (voice, answer) = (open.subject().voice(), open.answer);
        let amount = |amount: Option<Amount>| amount.map_or_else(|| UNKNOWN.to_owned(), |a| open.style.in_sentence(a));
        let total = &answer.total;
        let sums = vec![
            ("Sold so far", amount(Some(total.actual_to_date))),
            ("Expected to come", amount(total.forecast_to_come)),
            ("Heading for", amount(total.landing)),
            ("Target", amount(total.target)),
        ];
        let gap = total.gap.map(|gap| GapWords {
            // Where odds and bridge are there, the chance has a card of its own.
            chance: voice.chance_words().filter(|_| open.closing.is_none()),
            words: voice.short_or_over(gap).unwrap_or_else(|| "On target".to_owned()),
            ahead: gap <= Amount::ZERO,
            each: voice.needed_each(gap).filter(|_| gap > Amount::ZERO).map(|(each, word, count)| {
                let periods = crate::text::plural::count(count, word);
                format!("{} more in each of the {periods} to come closes it.", open.style.in_sentence(each))
            }),
        });
        let mut changes = looked_back.to_vec();
        changes.extend(voice.data_age(open.series));
        if let Some(step) = open.document.undo_label().filter(|_| open.document.is_dirty()) {
            changes.push(format!("Not saved yet: {step}.").into());
        }
        let steps = next::steps(open.plan, open.series_index, answer);
        let mut steps: Vec<Said> = steps.into_iter().map(|step| voice.step(step)).collect();
        if steps.is_empty() {
            let (period, last_day) = next::come_back(open.plan, answer);
            steps.push(voice.come_back(period, last_day));
        }
        Self {
            caption: format!("Overview · {}", calendar::span(answer.span, open.fiscal())),
            finding: open.closing.map_or_else(|| voice.overview(), |closing| voice.overview_with(closing)),
            sums,
            gap,
            changes,
            steps,
            direction: vec![voice.history(), voice.variation()],
            chance: chance::Chance::of(open),
            due: steps::Steps::of(&open.plan.worksheets, today),
            kpis: kpis(open, today),
            good: good::Good::of(open, today),
            reviews: reviews::rows(open.plan, today),
        }
    }
}

/// Most KPIs that are told of; their page has all.
const MOST_KPIS: usize = 3;

fn kpis(open: Open<'_>, today: NaiveDate) -> Vec<Said> {
    let kpis = &open.plan.kpis;
    let readings: Vec<_> = kpis.iter().map(|it| kpi::read(kpis, it, today)).collect();
    let told = crate::text::kpi::changes(open.plan, &readings, open.style.numbers, today);
    told.into_iter().take(MOST_KPIS).map(Said::from).collect()
}

/// Draws the cards of one column.
type Column<'a> = &'a mut dyn FnMut(&mut Ui, &mut Vec<Ask>);

pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let key = (open.version(), view.today, open.closing_number);
    let before = Rc::clone(state.looked_back.get((open.version(), view.today), || Rc::new(looked_back(open))));
    let words = Rc::clone(state.words.get(key, || Rc::new(Words::of(open, view.today, &before))));
    super::head(ui, &words.caption, &words.finding, view.t, asks, |ui, asks| super::series_choice(ui, open, asks));
    let width = ui.available_width();
    let beside = width >= super::ONE_COLUMN;
    let left = if beside { ((width - GAP) * CHART_SHARE).round() } else { width };
    let right = if beside { width - GAP - left } else { width };
    let room = super::room_left(ui);
    let alone = (room * 0.42).clamp(LOWEST, 330.0);
    let height = if beside { state.height.get(alone) } else { alone };
    let is_planned = !open.plan.worksheets.strategies.is_empty() || !open.plan.worksheets.scenarios.is_empty();
    let mut main = |ui: &mut Ui, asks: &mut Vec<Ask>| {
        heading_card(ui, state, height, view, open, asks);
        if let Some(due) = &words.due {
            steps::show(ui, due, view.t, asks);
        }
        if !words.kpis.is_empty() {
            sentences(ui, "What KPIs tell", &words.kpis, Command::ShowKpis, view.t, asks);
        }
        sentences(ui, "What changed", &words.changes, Command::ShowHistory, view.t, asks);
        sentences(ui, "Direction", &words.direction, Command::ShowHistory, view.t, asks);
        reviews::show(ui, &words.reviews, view.t, asks);
    };
    let mut side = |ui: &mut Ui, asks: &mut Vec<Ask>| {
        if let Some(chance) = &words.chance {
            chance::show(ui, chance, open.closing_is_current, view.t, asks);
        }
        // Where nothing is planned yet, the next thing to do comes before any check of it.
        if is_planned {
            good::show(ui, &words.good, open, view.t, asks);
        }
        gap_card(ui, &words, open.others, view.t, asks);
        sentences(ui, "What to do next", &words.steps, place_of(&words.steps), view.t, asks);
        if !is_planned {
            good::show(ui, &words.good, open, view.t, asks);
        }
    };
    let columns: [(f32, Column<'_>); 2] = [(left, &mut main), (right, &mut side)];
    let draw = |ui: &mut Ui| {
        columns.map(|(width, column)| {
            let down = Layout::top_down(Align::Min);
            let drawn = ui.allocate_ui_with_layout(egui::vec2(width, 0.0), down, |ui| {
                ui.spacing_mut().item_spacing.y = GAP;
                column(ui, asks);
            });
            drawn.response.rect.height()
        })
    };
    ui.spacing_mut().item_spacing = egui::vec2(GAP, GAP);
    if beside {
        let [main, side] = ui.horizontal_top(draw).inner;
        // Both columns end where the window does, or where the longer one has to.
        state.height.fit(ui, height, (room - FOOT).max(side) - main, LOWEST..=HIGHEST);
    } else {
        ui.vertical(draw);
    }
}

/// The page on which the first of these steps is taken.
fn place_of(steps: &[Said]) -> Command {
    match steps.iter().flat_map(Said::runs).find_map(|run| run.origin) {
        Some(Origin::Target | Origin::Landing) => Command::ShowForecast,
        Some(Origin::Details) => Command::ShowPlan,
        _ => Command::ShowHistory,
    }
}

/// The heading of a card, and a button that leads to its page.
fn title(ui: &mut Ui, title: &str, explanation: &str, leads_to: Command, asks: &mut Vec<Ask>) {
    card::heading(ui, title, explanation, |ui| {
        let name = format!("{title}: {}", leads_to.label());
        let button = Button::new(leads_to.label()).icon(icons::ARROW_RIGHT).small().quiet().name(&name);
        if button.tooltip(leads_to.tooltip()).show(ui).clicked() {
            asks.push(Ask::Command(leads_to));
        }
    });
}

fn heading_card(ui: &mut Ui, state: &mut State, height: f32, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    card::card(ui, 0.0, |ui| {
        title(ui, "Where it is heading", &open.subject().caption(), Command::ShowForecast, asks);
        let width = ui.available_width();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole points of a window")]
        let size = [width as u32, height as u32];
        let scene = state.scene.get((open.version(), view.today, size), || {
            #[expect(clippy::cast_precision_loss, reason = "a window's size")]
            let [width, height] = size.map(|s| s as f32);
            report::heading(open.subject(), Frame::page(width, height))
        });
        let drawn = chart::show(ui, "heading", scene, &mut state.cursor, t);
        if drawn.double_clicked() {
            asks.push(Ask::Command(Command::ShowForecast));
        }
        chart_card::sentence(ui, scene, state.cursor.readout(scene), width, t, asks);
    });
}

fn gap_card(ui: &mut Ui, words: &Words, others: &[other::Other], t: &Tokens, asks: &mut Vec<Ask>) {
    card::card(ui, 0.0, |ui| {
        title(ui, "Gap", "for the whole plan", Command::ShowForecast, asks);
        let width = ui.available_width();
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, (name, amount)) in words.sums.iter().enumerate() {
            // The sum of the two above it.
            let weight = if index == 2 { Weight::SemiBold } else { Weight::Regular };
            fact(ui, width, name, amount, weight, t);
        }
        if let Some(gap) = &words.gap {
            gap_ui(ui, gap, width, t);
        } else {
            ui.add_space(12.0);
            let said = "Without a target and a forecast there is no gap to see.";
            Runs::new(13.0, 19.0).add(said, Weight::Regular, t.text2).show(ui, width);
        }
        for other in others {
            other::show(ui, other, width, t, asks);
        }
    });
}

fn fact(ui: &mut Ui, width: f32, name: &str, amount: &str, weight: Weight, t: &Tokens) {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 30.0), Sense::hover());
    widget::name(&response, Role::Label, true, &format!("{name}: {amount}"));
    label::paint(ui, rect.left_center(), Align2::LEFT_CENTER, name, 13.0, weight, t.text2);
    label::paint(ui, rect.right_center(), Align2::RIGHT_CENTER, amount, 13.0, weight, t.text1);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.hair));
}

fn gap_ui(ui: &mut Ui, gap: &GapWords, width: f32, t: &Tokens) {
    ui.add_space(10.0);
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 42.0), Sense::hover());
    widget::name(&response, Role::Label, true, &gap.words);
    let colour = if gap.ahead { t.teal } else { t.orange };
    triangle(ui, egui::pos2(rect.left() + 9.0, rect.center().y + 2.0), 18.0, gap.ahead, colour);
    let at = egui::pos2(rect.left() + 28.0, rect.center().y);
    label::paint_fitting(ui, at, &gap.words, 32.0, Weight::SemiBold, t.text1, width - 28.0);
    if let Some(each) = &gap.each {
        Runs::new(13.0, 19.0).add(each, Weight::Regular, t.text2).show(ui, width);
    }
    if let Some(ChanceWords { title, figure, words, condition }) = &gap.chance {
        Runs::new(13.0, 19.0)
            .add(&format!("{title}: "), Weight::Regular, t.text2)
            .add(figure, Weight::SemiBold, t.text1)
            .add(&format!(", {words}, {condition}."), Weight::Regular, t.text2)
            .show(ui, width);
    }
}

/// A card of sentences, one under the other.
fn sentences(ui: &mut Ui, heading: &str, said: &[Said], leads_to: Command, t: &Tokens, asks: &mut Vec<Ask>) {
    card::card(ui, 0.0, |ui| {
        title(ui, heading, "", leads_to, asks);
        let width = ui.available_width();
        for (index, sentence) in said.iter().enumerate() {
            if index > 0 {
                let (line, _) = ui.allocate_exact_size(egui::vec2(width, 9.0), Sense::hover());
                ui.painter().hline(line.x_range(), line.center().y, Stroke::new(1.0, t.hair));
            }
            ui.push_id(index, |ui| {
                finding::show(ui, sentence, Look { colour: t.text1, ..Look::card(t) }, width, t, asks);
            });
        }
    });
}
