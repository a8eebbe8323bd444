//! The room: one chart and its finding, full screen, in the projector theme. Sizes are shares of the window's height.
//! No notice, path or dialog is ever drawn here.

use eframe::egui::{self, Align2, Color32, Key, Rect, Sense, Ui};

use super::page::Page;
use super::theme::{Theme, Tokens, font::Weight};
use super::widget::kept::Kept;
use super::widget::{chart as painter, label};
use super::{Ask, Open, Version, View};
use crate::chart::{Frame, Scene};
use crate::command::Command;
use crate::report::Chart;
use crate::text::calendar;

#[derive(Debug)]
pub struct State {
    slide: usize,
    /// The wall is black until the next key.
    pub blank: bool,
    scene: Kept<SceneKey, Scene>,
}

/// What a slide's scene depends on.
#[derive(Debug, PartialEq)]
struct SceneKey {
    version: Version,
    /// Of the bridge.
    closing: u64,
    today: chrono::NaiveDate,
    slide: usize,
    size: [u32; 2],
}

impl State {
    /// Begins with the chart of the page that shows.
    #[must_use]
    pub fn at(page: Page) -> Self {
        Self::on(match page {
            Page::Overview | Page::Forecast => Chart::ForecastGap,
            Page::Strategies | Page::Contingencies => Chart::Bridge,
            Page::Kpis => Chart::Kpis,
            _ => Chart::History,
        })
    }

    /// Begins with this chart.
    #[must_use]
    pub fn on(chart: Chart) -> Self {
        Self { slide: Chart::ALL.iter().position(|c| *c == chart).unwrap_or(0), blank: false, scene: Kept::default() }
    }

    #[must_use]
    pub fn chart(&self) -> Chart {
        Chart::ALL[self.slide % Chart::ALL.len()]
    }
}

/// Draws the room and reads its keys.
pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    keys(ui, state, open, asks);
    let t = Theme::Projector.tokens();
    let rect = ui.max_rect();
    let response = ui.interact(rect, ui.make_persistent_id("room"), Sense::click());
    let forward = response.clicked();
    if state.blank {
        ui.painter().rect_filled(rect, 0.0, Color32::BLACK);
        super::widget::name(&response, egui::Role::Label, true, "Blank screen; press B to go on");
        state.blank &= !forward;
        return;
    }
    if forward {
        step(state, 1, open);
    }
    ui.painter().rect_filled(rect, 0.0, t.window);
    // The history is on the wall as it is on its page.
    let open = if state.chart() == Chart::History { open.as_seen() } else { open };
    let finding = state.chart().finding(open.subject()).plain();
    super::widget::name(&response, egui::Role::Figure, true, &finding);
    draw(ui, rect, state, view, open, &finding, t);
}

/// What [`keys`] reads, for the sheet of shortcuts.
pub const KEYS: &[super::widget::KeyHint] = &[
    ("Right, Down, Page Down, Space, Enter", "The next chart"),
    ("Left, Up, Page Up, Backspace", "The chart before"),
    ("B, Period", "Make the wall black, and bring it back"),
    ("Escape", "Leave"),
];

fn keys(ui: &Ui, state: &mut State, open: Open<'_>, asks: &mut Vec<Ask>) {
    let pressed = |keys: &[Key]| ui.input(|i| keys.iter().any(|k| i.key_pressed(*k)));
    if pressed(&[Key::Escape]) {
        asks.push(Ask::Command(Command::Present));
    } else if pressed(&[Key::B, Key::Period]) {
        state.blank = !state.blank;
    } else if pressed(&[Key::ArrowRight, Key::ArrowDown, Key::PageDown, Key::Space, Key::Enter]) {
        step(state, 1, open);
    } else if pressed(&[Key::ArrowLeft, Key::ArrowUp, Key::PageUp, Key::Backspace]) {
        step(state, Chart::ALL.len() - 1, open);
    }
}

/// Any key but B brings the picture back as well.
fn step(state: &mut State, by: usize, open: Open<'_>) {
    if state.blank {
        state.blank = false;
        return;
    }
    for _ in Chart::ALL {
        state.slide = (state.slide + by) % Chart::ALL.len();
        if state.chart().has_content(open.subject()) {
            break;
        }
    }
}

/// Lays the room out; `u` is a thousand-and-eightieth of the height, so the design's sizes can stand as they are.
fn draw(ui: &Ui, rect: Rect, state: &mut State, view: &View<'_>, open: Open<'_>, finding: &str, t: &Tokens) {
    // A window that is much narrower than a projector's picture would run out of width first.
    let u = (rect.height() / 1080.0).min(rect.width() / 1440.0);
    let inner = rect.shrink2(egui::vec2(84.0 * u, 54.0 * u));
    let head = headline(ui, inner, finding, u, t);
    let foot = footer(ui, inner, state, view, open, u, t);
    let body =
        Rect::from_min_max(egui::pos2(inner.left(), head + 24.0 * u), egui::pos2(inner.right(), foot - 16.0 * u));
    let figure_width = match state.chart() {
        Chart::ForecastGap if open.answer.total.gap.is_some() => 470.0 * u,
        _ => 0.0,
    };
    let chart_rect = body.with_max_x(body.right() - figure_width);
    let unit = state.chart().caption(open.subject());
    let unit = label::paint(ui, chart_rect.min, Align2::LEFT_TOP, &unit, 32.0 * u, Weight::Regular, t.text2);
    let key = SceneKey {
        version: open.version(),
        closing: if state.chart() == Chart::Bridge { open.closing_number } else { 0 },
        today: view.today,
        slide: state.slide,
        size: whole([chart_rect.width(), chart_rect.bottom() - unit.bottom() - 100.0 * u]),
    };
    #[expect(clippy::cast_precision_loss, reason = "a window's size")]
    let (chart, size) = (state.chart(), key.size.map(|side| side.max(100) as f32));
    let scene = state.scene.get(key, || chart.scene(open.subject(), false, Frame::room(size[0], size[1], 1080.0 * u)));
    painter::paint(ui, egui::pos2(chart_rect.left(), unit.bottom() + 8.0 * u), scene, t);
    let below = egui::pos2(chart_rect.left(), chart_rect.bottom() - 88.0 * u);
    sentence(ui, scene, u, chart_rect.width(), t).paint(ui, below, chart_rect.width());
    if figure_width > 0.0 {
        figure(ui, body.with_min_x(body.right() - figure_width + 60.0 * u), open, u, t);
    }
}

/// The chart's sentence at the largest size at which it has no more than two lines.
fn sentence(ui: &Ui, scene: &Scene, u: f32, width: f32, t: &Tokens) -> label::Runs {
    let at = |size: f32| {
        let runs = label::Runs::new(size * u, 44.0 * u).add(&scene.claim.plain(), Weight::SemiBold, t.text1);
        if scene.reason.is_empty() {
            return runs;
        }
        runs.add(&format!(" {}", scene.reason), Weight::Regular, t.text1)
    };
    // The last row still reads 2.6 % of the height.
    let size = [34.0, 31.5, 29.0].into_iter().find(|size| at(*size).lines(ui, width) <= 2);
    at(size.unwrap_or(29.0))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole points of a window")]
fn whole(size: [f32; 2]) -> [u32; 2] {
    size.map(|s| s.max(0.0) as u32)
}

/// Answers where the headline ends.
fn headline(ui: &Ui, inner: Rect, finding: &str, u: f32, t: &Tokens) -> f32 {
    let runs = label::Runs::new(62.0 * u, 74.0 * u).add(finding, Weight::SemiBold, t.text1);
    runs.paint_balanced(ui, inner.min, inner.width()).bottom()
}

/// The gap as one number for the room.
fn figure(ui: &Ui, rect: Rect, open: Open<'_>, u: f32, t: &Tokens) {
    let Some(gap) = open.answer.total.gap else { return };
    let size = open.style.in_sentence(gap.abs());
    let number = fitting(ui, &size, 150.0 * u, rect.width());
    let top = rect.top() + 60.0 * u;
    let drawn =
        label::paint(ui, egui::pos2(rect.left(), top), Align2::LEFT_TOP, &size, number, Weight::SemiBold, t.text1);
    let target = open.answer.total.target.map(|a| open.style.in_sentence(a)).unwrap_or_default();
    let words = if gap.is_negative() {
        format!("over the target of {target}")
    } else {
        format!("short of the target of {target}")
    };
    let words = label::Runs::new(36.0 * u, 46.0 * u).add(&words, Weight::Regular, t.text1);
    let drawn = words.paint(ui, egui::pos2(rect.left(), drawn.bottom() + 10.0 * u), rect.width());
    let sold = open.style.in_sentence(open.answer.total.actual_to_date);
    if let Some(to_come) = open.answer.total.forecast_to_come {
        let words = format!("{sold} sold so far, {} expected", open.style.in_sentence(to_come));
        let words = label::Runs::new(30.0 * u, 40.0 * u).add(&words, Weight::Regular, t.text2);
        words.paint(ui, egui::pos2(rect.left(), drawn.bottom() + 24.0 * u), rect.width());
    }
}

/// The largest size up to `size` at which `text` fits into `width`.
fn fitting(ui: &Ui, text: &str, size: f32, width: f32) -> f32 {
    let wide = label::width(ui, text, size, Weight::SemiBold);
    if wide > width { size * width / wide } else { size }
}

/// Answers where the footer begins.
fn footer(ui: &Ui, inner: Rect, state: &State, view: &View<'_>, open: Open<'_>, u: f32, t: &Tokens) -> f32 {
    let line = inner.bottom() - 18.0 * u;
    let mark = Rect::from_center_size(egui::pos2(inner.left() + 18.0 * u, line), egui::vec2(36.0, 36.0) * u);
    super::shell::mark(ui, mark, t);
    let words = format!("{} · {}", open.plan.title, calendar::date(view.today, view.today));
    let left = mark.right() + 18.0 * u;
    let room = inner.right() - left - 160.0 * u;
    label::paint_fitting(ui, egui::pos2(left, line), &words, 30.0 * u, Weight::Regular, t.text2, room);
    let shown = |charts: &[Chart]| charts.iter().filter(|chart| chart.has_content(open.subject())).count();
    let count = format!("{} of {}", shown(&Chart::ALL[..=state.slide % Chart::ALL.len()]), shown(&Chart::ALL));
    label::paint(ui, egui::pos2(inner.right(), line), Align2::RIGHT_CENTER, &count, 30.0 * u, Weight::Regular, t.text2);
    line - 24.0 * u
}
