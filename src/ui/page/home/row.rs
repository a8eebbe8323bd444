//! A row of the list: what it says, made once, and how it is painted.

use chrono::NaiveDate;
use eframe::egui::{Align2, Color32, Pos2, Rangef, Rect, Shape, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use crate::portfolio::{Check, Column, Row, Standing, State, Summary};
use crate::text::{Numbers, UNKNOWN, calendar, due, meeting};
use crate::ui::icons;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, label};

/// Room on both sides of a row.
const PAD: f32 = 14.0;
const SPARK: Vec2 = vec2(104.0, 30.0);
/// Where the target stands in the bar's room, so that plans which are ahead have some.
const TARGET_AT: f32 = 0.86;
const BAR: f32 = 8.0;

/// Where the columns lie, from the left end of a row.
pub(super) struct Columns {
    pub(super) width: f32,
    x: [Rangef; 8],
}

/// From here on a bar has room for its head.
const GOOD_BAR: f32 = 140.0;
/// A bar that is shorter than this tells nothing.
const LEAST_BAR: f32 = 60.0;
/// Names that have less can hardly be told apart.
const LEAST_NAMES: f32 = 170.0;

impl Columns {
    /// Whether there is room for it.
    pub(super) fn shows(&self, column: Column) -> bool {
        self.x[column as usize].span() > 0.0
    }

    pub(super) fn new(width: f32) -> Self {
        const GAP: f32 = 20.0;
        // The first has room for "12-month average" over it.
        const ROOMY: [f32; 5] = [116.0, 84.0, 84.0, 138.0, 108.0];
        const NARROW: [f32; 5] = [116.0, 81.0, 81.0, 114.0, 102.0];
        /// Where even that is too much, the check gives way to the names; the rows still speak of it.
        const NARROWEST: [f32; 5] = [116.0, 76.0, 76.0, 118.0, 0.0];
        /// The next review has room where the bars can do without it.
        const REVIEW: f32 = 104.0;
        let whole = width;
        let left = width - 2.0 * PAD - 7.0 * GAP - ROOMY.iter().sum::<f32>() - REVIEW;
        let review = if left - (left * 0.58).clamp(left.min(150.0), 400.0) >= GOOD_BAR { REVIEW } else { 0.0 };
        let width = if review > 0.0 { width - review - GAP } else { width };
        // What is over goes to the names first and then to the bars: only what is drawn may grow far.
        let rest = |fixed: [f32; 5]| (width - 2.0 * PAD - 6.0 * GAP - fixed.iter().sum::<f32>()).max(0.0);
        let plan = (rest(ROOMY) * 0.58).clamp(rest(ROOMY).min(150.0), 400.0);
        let (bar, tight) = (rest(ROOMY) - plan, rest(NARROW) - 150.0);
        // Where there is no room for a bar to be compared by, the names have it, and all that the figures can spare.
        let (plan, bar, fixed) = match rest(NARROW) + GAP {
            _ if bar >= GOOD_BAR => (plan, bar.min(420.0), ROOMY),
            _ if tight >= LEAST_BAR => (150.0, tight, NARROW),
            names if names >= LEAST_NAMES => (names, 0.0, NARROW),
            _ => (rest(NARROWEST) + 2.0 * GAP, 0.0, NARROWEST),
        };
        let [spark, forecast, target, gap, check] = fixed;
        let mut left = PAD;
        let x = [plan, spark, bar, forecast, target, gap, check, review].map(|width| {
            let range = Rangef::new(left, left + width);
            left = if width > 0.0 { range.max + GAP } else { left };
            range
        });
        Self { width: whole, x }
    }

    /// A column's room, and whether what stands in it ends at its right.
    pub(super) fn of(&self, column: Column) -> (Rangef, bool) {
        (self.x[column as usize], matches!(column, Column::Forecast | Column::Target))
    }

    fn at(&self, row: Rect, column: Column) -> Rect {
        Rect::from_x_y_ranges(self.x[column as usize], row.y_range()).translate(vec2(row.left(), 0.0))
    }
}

/// The words and shapes of a row.
#[derive(Debug)]
pub(super) struct RowView {
    title: String,
    subtitle: String,
    body: Body,
    pub(super) spoken: String,
    pub(super) tooltip: String,
}

#[derive(Debug)]
enum Body {
    Plan {
        /// Pieces of the average, with both axes from 0 to 1.
        spark: Vec<Vec<Pos2>>,
        progress: Option<f64>,
        forecast: String,
        target: String,
        standing: Standing,
        gap: String,
        check: Check,
        /// The day of the next review, or how late it is, and whether that is so.
        review: (String, bool),
    },
    Waiting,
    Unreadable(String),
}

impl RowView {
    pub(super) fn of(row: &Row, numbers: Numbers, today: NaiveDate) -> Self {
        let path = row.file.path.display().to_string();
        match &row.state {
            State::Read(summary) => Self::plan(row, summary, numbers, today, path),
            State::Unreadable(reason) => Self {
                title: row.file.name.clone(),
                subtitle: "Can’t be read".to_owned(),
                spoken: format!("{} can’t be read. {reason}", row.file.name),
                tooltip: format!("{path}\n{reason}"),
                body: Body::Unreadable(reason.clone()),
            },
            State::Unread | State::NotAPlan => Self {
                title: row.file.stem().to_owned(),
                subtitle: "Not read yet".to_owned(),
                spoken: format!("{}, not read yet", row.file.stem()),
                tooltip: path,
                body: Body::Waiting,
            },
        }
    }

    fn plan(row: &Row, summary: &Summary, numbers: Numbers, today: NaiveDate, path: String) -> Self {
        let style = summary.style(numbers);
        let amount = |amount: Option<_>| amount.map_or_else(|| UNKNOWN.to_owned(), |amount| style.in_sentence(amount));
        let size = style.in_sentence(summary.gap.unwrap_or_default().abs());
        let gap = match summary.standing {
            Standing::Short => format!("{size} short"),
            Standing::Ahead => format!("{size} ahead"),
            Standing::OnTarget => "on target".to_owned(),
            Standing::NoTarget => "no target".to_owned(),
            Standing::NoForecast => "too few figures".to_owned(),
        };
        let (forecast, target) = (amount(summary.landing), amount(summary.target));
        let mut subtitle = summary.subtitle();
        if summary.as_of != today {
            subtitle = format!("{subtitle} · as of {}", calendar::date(summary.as_of, today));
        }
        let direction = summary.change().map_or_else(String::new, |change| {
            let word = calendar::period_word(summary.granularity);
            let percent = style.percent_signed(change * 100.0);
            format!(", {}-{word} average {percent} over what is drawn", summary.window)
        });
        let title = row.title().to_owned();
        Self {
            spoken: format!(
                "{title}, {subtitle}, forecast {forecast}, target {target}, {gap}{direction}, {}{}",
                summary.check.counted(),
                summary.check.urgent().map(|urgent| format!(", {urgent}")).unwrap_or_default()
            ) + &next_review(summary).map(|(words, _)| format!(", next review {words}")).unwrap_or_default(),
            tooltip: path,
            body: Body::Plan {
                spark: spark(&summary.averages),
                progress: summary.progress(),
                forecast,
                target,
                standing: summary.standing,
                gap,
                check: summary.check,
                review: next_review(summary).unwrap_or_else(|| (UNKNOWN.to_owned(), false)),
            },
            title,
            subtitle,
        }
    }

    /// Paints the row; `stale`: it is being read again, and what shows may be old.
    pub(super) fn paint(&self, ui: &Ui, rect: Rect, columns: &Columns, stale: bool, t: &Tokens) {
        let plan = columns.at(rect, Column::Plan);
        let middle = rect.center().y;
        let ink = if stale { t.text3 } else { t.text1 };
        label::paint_fitting(
            ui,
            pos2(plan.left(), middle - 8.0),
            &self.title,
            14.0,
            Weight::SemiBold,
            ink,
            plan.width(),
        );
        let below = pos2(plan.left(), middle + 10.0);
        match &self.body {
            Body::Unreadable(reason) => {
                let icon = pos2(plan.left(), below.y);
                label::paint_icon(ui, icon, Align2::LEFT_CENTER, icons::WARNING_CIRCLE, 14.0, t.orange);
                let at = below + vec2(18.0, 0.0);
                label::paint_fitting(ui, at, &self.subtitle, 12.0, Weight::Medium, t.orange, plan.width() - 18.0);
                let left = columns.at(rect, Column::Average).left();
                let room = columns.at(rect, Column::Gap).right() - left;
                two_lines(ui, pos2(left, middle), reason, room, t);
            }
            Body::Waiting => {
                label::paint_fitting(ui, below, &self.subtitle, 12.0, Weight::Regular, t.text3, plan.width());
            }
            Body::Plan { spark, progress, forecast, target, standing, gap, check, review } => {
                label::paint_fitting(ui, below, &self.subtitle, 12.0, Weight::Regular, t.text3, plan.width());
                paint_spark(ui, columns.at(rect, Column::Average), spark, t);
                if columns.shows(Column::Progress) {
                    paint_bar(ui, columns.at(rect, Column::Progress), *progress, t);
                }
                let at = |column| columns.at(rect, column).right_center();
                let end = Align2::RIGHT_CENTER;
                label::paint(ui, at(Column::Forecast), end, forecast, 13.0, Weight::SemiBold, ink);
                let muted = if stale { t.text3 } else { t.text2 };
                label::paint(ui, at(Column::Target), end, target, 13.0, Weight::Regular, muted);
                paint_gap(ui, columns.at(rect, Column::Gap), *standing, gap, t);
                if columns.shows(Column::Check) {
                    paint_check(ui, columns.at(rect, Column::Check), *check, t);
                }
                if columns.shows(Column::Review) {
                    paint_review(ui, columns.at(rect, Column::Review), review, t);
                }
            }
        }
    }
}

/// The reason why a file can't be read, on at most two lines.
fn two_lines(ui: &Ui, at: Pos2, text: &str, width: f32, t: &Tokens) {
    let mut job = eframe::egui::text::LayoutJob::simple(text.to_owned(), Weight::Regular.at(12.0), t.text2, width);
    job.wrap.max_rows = 2;
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(at - vec2(0.0, galley.size().y / 2.0), galley, t.text2);
}

/// Pieces of the line, from 0 at the left and the top to 1; own scale. A single value is a point in the middle.
fn spark(averages: &[Option<f64>]) -> Vec<Vec<Pos2>> {
    let known = || averages.iter().flatten().copied().filter(|value| value.is_finite());
    let (low, high) = known().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a share of a hundred points")]
    let point = |index: usize, value: f64| {
        let x = if averages.len() > 1 { index as f32 / (averages.len() - 1) as f32 } else { 1.0 };
        // A line that hardly moves is flat, not blown up to the whole height.
        let range = (high - low).max(high.abs().max(low.abs()) * 0.02);
        let y = if range > 0.0 { 0.5 + (f64::midpoint(high, low) - value) / range } else { 0.5 };
        pos2(x, y as f32)
    };
    let mut pieces: Vec<Vec<Pos2>> = vec![Vec::new()];
    for (index, value) in averages.iter().enumerate() {
        match (value.filter(|value| value.is_finite()), pieces.last_mut()) {
            (Some(value), Some(piece)) => piece.push(point(index, value)),
            (None, Some(piece)) if !piece.is_empty() => pieces.push(Vec::new()),
            _ => {}
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn paint_spark(ui: &Ui, cell: Rect, pieces: &[Vec<Pos2>], t: &Tokens) {
    let at = pos2(cell.left(), cell.center().y - SPARK.y / 2.0);
    // The dot at the end stays inside.
    let room = Rect::from_min_size(at, SPARK).shrink(4.0);
    let place = |point: &Pos2| room.min + point.to_vec2() * room.size();
    if pieces.is_empty() {
        label::paint(ui, cell.left_center(), Align2::LEFT_CENTER, UNKNOWN, 13.0, Weight::Regular, t.text3);
    }
    for piece in pieces {
        if piece.len() > 1 {
            ui.painter().add(Shape::line(piece.iter().map(place).collect(), Stroke::new(2.0, t.blue)));
        } else if let [only] = piece.as_slice() {
            ui.painter().circle_filled(place(only), 1.5, t.blue);
        }
    }
    if let Some(last) = pieces.last().and_then(|piece| piece.last()) {
        ui.painter().circle_filled(place(last), 3.0, t.blue);
    }
}

/// The forecast as a bar from zero, on a scale on which every target stands at the same place.
fn paint_bar(ui: &Ui, cell: Rect, progress: Option<f64>, t: &Tokens) {
    let Some(progress) = progress else {
        label::paint(ui, cell.left_center(), Align2::LEFT_CENTER, UNKNOWN, 13.0, Weight::Regular, t.text3);
        return;
    };
    let target = cell.left() + cell.width() * TARGET_AT;
    #[expect(clippy::cast_possible_truncation, reason = "a share, cut off at the room there is")]
    let share = progress.clamp(0.0, f64::from(1.0 / TARGET_AT)) as f32;
    let bar = Rect::from_min_max(
        pos2(cell.left(), cell.center().y - BAR / 2.0),
        pos2(cell.left() + cell.width() * TARGET_AT * share, cell.center().y + BAR / 2.0),
    );
    ui.painter().rect_filled(bar, 1.0, t.actual);
    if progress > f64::from(1.0 / TARGET_AT) {
        // It goes on beyond the room: cut through, as a chart's column is.
        for x in [bar.right() - 12.0, bar.right() - 7.0] {
            let cut = [pos2(x, bar.bottom() + 2.0), pos2(x + 4.0, bar.top() - 2.0)];
            ui.painter().line_segment(cut, Stroke::new(2.0, t.surface));
        }
    }
    let mark = Rect::from_center_size(pos2(target, cell.center().y), vec2(5.0, 22.0));
    ui.painter().rect(mark, 0.0, t.surface, Stroke::new(1.5, t.target), StrokeKind::Inside);
}

/// How many findings, and under it what is urgent.
fn paint_check(ui: &Ui, cell: Rect, check: Check, t: &Tokens) {
    let urgent = check.urgent();
    let above = if urgent.is_some() { -9.0 } else { 0.0 };
    let at = cell.left_center() + vec2(0.0, above);
    let (icon, colour) = if check.findings == 0 { (icons::CHECK, t.teal) } else { (icons::WARNING, t.amber) };
    label::paint_icon(ui, at, Align2::LEFT_CENTER, icon, 14.0, colour);
    let counted = check.counted();
    let words = at + vec2(19.0, 0.0);
    label::paint_fitting(ui, words, &counted, 13.0, Weight::Regular, t.text2, cell.width() - 19.0);
    let Some(urgent) = urgent else { return };
    let at = cell.left_center() + vec2(0.0, 10.0);
    let mark = at + vec2(7.0, 0.0);
    let colour = if check.lit + check.late > 0 {
        widget::diamond(ui, mark, 9.0, t.orange);
        t.orange
    } else {
        ui.painter().circle_filled(mark, 4.0, t.amber);
        t.amber
    };
    label::paint_fitting(ui, at + vec2(19.0, 0.0), &urgent, 12.0, Weight::Medium, colour, cell.width() - 19.0);
}

/// The day of the review that is due first, or how late it is, and whether that is so.
fn next_review(summary: &Summary) -> Option<(String, bool)> {
    let (due, today) = (summary.review?, summary.as_of);
    let late = due.days_late(today).and_then(|_| meeting::when(due.day, today));
    Some((late.clone().unwrap_or_else(|| due::short(due.day, today)), late.is_some()))
}

fn paint_review(ui: &Ui, cell: Rect, (words, is_late): &(String, bool), t: &Tokens) {
    let mut at = cell.left_center();
    let (colour, weight) = if *is_late { (t.orange, Weight::Medium) } else { (t.text2, Weight::Regular) };
    if *is_late {
        widget::diamond(ui, at + vec2(5.0, 0.0), 9.0, colour);
        at.x += 15.0;
    }
    label::paint_fitting(ui, at, words, 13.0, weight, colour, cell.right() - at.x);
}

fn paint_gap(ui: &Ui, cell: Rect, standing: Standing, words: &str, t: &Tokens) {
    let at = cell.left_center();
    let shape = at + vec2(5.0, 0.0);
    let colour: Color32 = match standing {
        Standing::Short => {
            widget::triangle(ui, shape, 10.0, false, t.orange);
            t.orange
        }
        Standing::Ahead => {
            widget::triangle(ui, shape, 10.0, true, t.teal);
            t.teal
        }
        Standing::OnTarget => {
            label::paint_icon(ui, shape, Align2::CENTER_CENTER, icons::CHECK, 14.0, t.teal);
            t.teal
        }
        Standing::NoTarget | Standing::NoForecast => {
            label::paint(ui, at, Align2::LEFT_CENTER, UNKNOWN, 13.0, Weight::Regular, t.text3);
            t.text3
        }
    };
    let weight = if colour == t.text3 { Weight::Regular } else { Weight::Medium };
    label::paint_fitting(ui, at + vec2(15.0, 0.0), words, 13.0, weight, colour, cell.width() - 15.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_has_its_own_scale_and_is_broken_where_the_average_is_not_known() {
        let pieces = spark(&[Some(100.0), Some(200.0), None, Some(150.0)]);
        assert_eq!(pieces.len(), 2);
        assert_eq!((pieces[0][0], pieces[0][1].y), (pos2(0.0, 1.0), 0.0));
        assert_eq!(pieces[1], [pos2(1.0, 0.5)]);
    }

    #[test]
    fn a_line_without_movement_is_flat_and_none_is_drawn_without_figures() {
        assert_eq!(spark(&[Some(100.0), Some(100.0)])[0].iter().map(|p| p.y).collect::<Vec<_>>(), [0.5, 0.5]);
        assert_eq!(spark(&[Some(0.0)]), [[pos2(1.0, 0.5)]]);
        let hardly = spark(&[Some(100.0), Some(100.1)]);
        assert!((hardly[0][0].y - hardly[0][1].y).abs() < 0.06, "{hardly:?}");
        assert!(spark(&[]).is_empty() && spark(&[None, Some(f64::NAN)]).is_empty());
    }

    #[test]
    fn the_columns_fit_into_every_window_and_stand_beside_each_other() {
        for width in [920.0, 1024.0, 1300.0] {
            let columns = Columns::new(width);
            for pair in columns.x.windows(2) {
                assert!(pair[0].max < pair[1].min && pair[0].span() > 80.0, "{width}: {:?}", columns.x);
            }
            assert!(columns.x[6].max <= width - PAD + 0.1, "{width}: {:?}", columns.x);
            let review = columns.x[7];
            assert_eq!(review.span() > 80.0, width > 1200.0, "{width}: {:?}", columns.x);
            assert!(review.span() < 1.0 || review.max <= width - PAD + 0.1, "{width}: {:?}", columns.x);
        }
    }
}
