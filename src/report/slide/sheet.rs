//! How a slide is laid out: headline, chart or rows, one number, the sentence, the foot. All in shares of the wall's height.

use super::board::{Board, Cell};
use super::{Deck, Foot, HEIGHT, SMALLEST, Slide};
use crate::chart::measure::{self, Run};
use crate::chart::{Align, Frame, Ink, Mark, Scene, Weight};
use crate::model::Amount;
use crate::text::changed::Tone;

/// One number for the room, with twenty dots where it is a chance.
pub(super) struct Figure {
    pub number: String,
    pub words: String,
    pub dots: Vec<Amount>,
    pub target: Option<Amount>,
}

pub(super) struct Sheet<'a> {
    deck: Deck<'a>,
    width: f32,
    marks: Vec<Mark>,
}

const SIDE: f32 = 84.0;
const TOP: f32 = 54.0;
const FINDING: f32 = 62.0;
const FOOT: f32 = 30.0;
const SENTENCE: f32 = 34.0;
const FIGURE: f32 = 430.0;
/// Rows are as large as there is room for.
const ROWS: [f32; 4] = [46.0, 41.0, 37.0, 33.0];

impl<'a> Sheet<'a> {
    pub fn new(deck: Deck<'a>, aspect: f32) -> Self {
        Self { deck, width: (HEIGHT * aspect.clamp(1.0, 3.0)).max(HEIGHT), marks: Vec::new() }
    }

    fn inner(&self) -> f32 {
        self.width - 2.0 * SIDE
    }

    fn text(&mut self, at: [f32; 2], align: Align, text: &str, size: f32, weight: Weight, ink: Ink) {
        let size = size.max(SMALLEST);
        self.marks.push(Mark::Text { at, align, text: self.deck.hide(text), size, weight, ink });
    }

    /// Lines of runs from `top` on, at most `most` of them; answers where they end.
    fn lines(&mut self, runs: &[(&str, Weight)], at: [f32; 2], size: f32, room: f32, most: usize, ink: Ink) -> f32 {
        let hidden: Vec<(String, Weight)> = runs.iter().map(|(text, weight)| (self.deck.hide(text), *weight)).collect();
        let runs: Vec<(&str, Weight)> = hidden.iter().map(|(text, weight)| (text.as_str(), *weight)).collect();
        let mut lines = measure::wrapped(&runs, size, room);
        let cut = lines.len() > most;
        lines.truncate(most);
        let pitch = size * 1.22;
        let count = lines.len();
        for (row, line) in lines.into_iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a few lines")]
            let y = at[1] + pitch * row as f32 + size * 0.92;
            let last = cut && row + 1 == count;
            self.line(line, [at[0], y], size, room, ink, last);
        }
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let end = at[1] + pitch * count as f32;
        end
    }

    fn line(&mut self, line: Vec<Run>, at: [f32; 2], size: f32, room: f32, ink: Ink, cut: bool) {
        let parts = line.len();
        for (index, run) in line.into_iter().enumerate() {
            let (mut text, x) = (run.text, at[0] + run.x);
            if cut && index + 1 == parts {
                text = measure::fitted(&format!("{text} …"), size, run.weight, (at[0] + room - x).max(size));
            }
            self.marks.push(Mark::Text { at: [x, at[1]], align: Align::Start, text, size, weight: run.weight, ink });
        }
    }

    /// The headline; answers where it ends. A long one gets smaller rather than a third line.
    fn headline(&mut self, finding: &str) -> f32 {
        let room = self.inner();
        let hidden = self.deck.hide(finding);
        let fits = |size: &f32| measure::wrapped(&[(&hidden, Weight::SemiBold)], *size, room).len() <= 2;
        let size = [FINDING, 54.0, 46.0, 40.0].into_iter().find(fits).unwrap_or(40.0);
        self.lines(&[(finding, Weight::SemiBold)], [SIDE, TOP], size, room, 2, Ink::Text1)
    }

    fn foot(&mut self, foot: &Foot) {
        let y = HEIGHT - TOP - 4.0;
        let right = measure::width(&foot.right, FOOT, Weight::Regular);
        let room = self.inner() - right - 40.0;
        let left = measure::fitted(&self.deck.hide(&foot.left), FOOT, Weight::Regular, room);
        self.marks.push(Mark::Text {
            at: [SIDE, y],
            align: Align::Start,
            text: left,
            size: FOOT,
            weight: Weight::Regular,
            ink: Ink::Text2,
        });
        self.text([self.width - SIDE, y], Align::End, &foot.right, FOOT, Weight::Regular, Ink::Text2);
    }

    fn done(self, finding: &str) -> Slide {
        let scene = Scene { size: [self.width, HEIGHT], marks: self.marks, ..Scene::default() };
        Slide { finding: self.deck.hide(finding), scene }
    }

    /// A chart under its finding, with one number beside it and its sentence below.
    pub fn chart(
        mut self,
        finding: &str,
        caption: &str,
        figure: Option<Figure>,
        chart: impl Fn(Frame) -> Scene,
        foot: &Foot,
    ) -> Slide {
        let head = self.headline(finding) + 20.0;
        let beside = if figure.is_some() { FIGURE + 50.0 } else { 0.0 };
        let wide = self.inner() - beside;
        let caption = measure::fitted(caption, 32.0, Weight::Regular, wide);
        self.text([SIDE, head + 30.0], Align::Start, &caption, 32.0, Weight::Regular, Ink::Text2);
        let bottom = HEIGHT - TOP - 56.0;
        let top = head + 48.0;
        // Two lines for the sentence, whatever it says, so that charts of one size stand at one place.
        let sentence_top = bottom - 2.0 * SENTENCE * 1.22;
        let frame = Frame::room(wide, sentence_top - top - 16.0, HEIGHT);
        let scene = self.deck.hide_in(chart(frame));
        let (claim, reason) = (scene.claim.plain(), scene.reason.plain());
        self.marks.extend(scene.moved([SIDE, top]).marks);
        let mut runs = vec![(claim.as_str(), Weight::SemiBold)];
        let reason = if claim.is_empty() || reason.is_empty() { reason } else { format!(" {reason}") };
        runs.push((reason.as_str(), Weight::Regular));
        let hidden: Vec<(String, Weight)> = runs.iter().map(|(text, weight)| (self.deck.hide(text), *weight)).collect();
        let hidden: Vec<(&str, Weight)> = hidden.iter().map(|(text, weight)| (text.as_str(), *weight)).collect();
        let fits = |size: &f32| measure::wrapped(&hidden, *size, wide).len() <= 2;
        let size = [SENTENCE, 31.0, SMALLEST].into_iter().find(fits).unwrap_or(SMALLEST);
        self.lines(&runs, [SIDE, sentence_top], size, wide, 2, Ink::Text1);
        if let Some(figure) = figure {
            self.figure(&figure, [SIDE + wide + 50.0, top]);
        }
        self.foot(foot);
        self.done(finding)
    }

    fn figure(&mut self, figure: &Figure, [x, top]: [f32; 2]) {
        let wide = measure::width(&figure.number, 208.0, Weight::SemiBold);
        let size = if wide > FIGURE { 208.0 * FIGURE / wide } else { 208.0 };
        self.text([x, top + size * 0.8], Align::Start, &figure.number, size, Weight::SemiBold, Ink::Text1);
        let words = [(figure.words.as_str(), Weight::Regular)];
        let mut y = self.lines(&words, [x, top + size * 0.95], 36.0, FIGURE, 4, Ink::Text1) + 24.0;
        let Some(target) = figure.target.filter(|_| !figure.dots.is_empty()) else { return };
        let reached = figure.dots.iter().filter(|dot| **dot >= target).count();
        let (pitch, radius) = (FIGURE / 10.0, FIGURE / 24.0);
        for at in 0..figure.dots.len() {
            #[expect(clippy::cast_precision_loss, reason = "twenty dots")]
            let (column, row) = ((at % 10) as f32, (at / 10) as f32);
            let centre = [x + radius + column * pitch, y + radius + row * pitch];
            let fill = if at < reached { Some(Ink::TealFill) } else { None };
            let edge = (at >= reached).then_some((3.0, Ink::Control));
            self.marks.push(Mark::Circle { centre, radius, fill, edge });
        }
        #[expect(clippy::cast_precision_loss, reason = "two rows")]
        let rows = figure.dots.len().div_ceil(10) as f32;
        y += rows * pitch + 12.0;
        let said = format!("{reached} of {} equally likely years reach the target", figure.dots.len());
        self.lines(&[(said.as_str(), Weight::Regular)], [x, y], 30.0, FIGURE, 2, Ink::Text2);
    }

    /// Rows or sentences under their finding.
    pub fn board(mut self, board: &Board, foot: &Foot) -> Slide {
        let head = self.headline(&board.finding) + 28.0;
        let bottom = HEIGHT - TOP - 70.0;
        let mut y = head;
        if !board.question.is_empty() {
            y = self.lines(&[(board.question.as_str(), Weight::Regular)], [SIDE, y], 44.0, self.inner(), 6, Ink::Text1)
                + 20.0;
        }
        if !board.head.is_empty() {
            let mut x = SIDE;
            for (name, share) in board.head.iter().zip(&board.shares) {
                let room = self.inner() * share;
                let name = measure::fitted(name, SMALLEST, Weight::Regular, room - 24.0);
                self.text([x, y + SMALLEST], Align::Start, &name, SMALLEST, Weight::Regular, Ink::Text3);
                x += room;
            }
            y += SMALLEST * 1.5;
            self.rule(y);
        }
        let left = board.rows.len();
        let whole = |size: &f32| board.rows.iter().map(|row| self.row_height(row, &board.shares, *size)).sum::<f32>();
        let row_size = ROWS.into_iter().find(|size| y + whole(size) <= bottom).unwrap_or(33.0);
        for (at, row) in board.rows.iter().enumerate() {
            let high = self.row_height(row, &board.shares, row_size);
            let more = left - at;
            // The last line says how many have no room.
            let needed = if more > 1 { high + row_size * 1.6 } else { high };
            if y + needed > bottom && at > 0 || at == board.most {
                let said = format!("and {more} more");
                self.text([SIDE, y + row_size * 1.2], Align::Start, &said, 30.0, Weight::Regular, Ink::Text2);
                break;
            }
            self.row(row, &board.shares, row_size, y);
            y += high;
            self.rule(y);
        }
        self.foot(foot);
        self.done(&board.finding)
    }

    fn rule(&mut self, y: f32) {
        let points = vec![[SIDE, y], [self.width - SIDE, y]];
        self.marks.push(Mark::Line { points, width: 2.0, ink: Ink::Hair });
    }

    fn row_height(&self, row: &[Cell], shares: &[f32], size: f32) -> f32 {
        let lines = |(cell, share): (&Cell, &f32)| {
            let hidden = self.deck.hide(&cell.text);
            measure::wrapped(&[(&hidden, cell.weight)], size, self.inner() * share - 24.0).len().clamp(1, 2)
        };
        let most = row.iter().zip(shares).map(lines).max().unwrap_or(1);
        #[expect(clippy::cast_precision_loss, reason = "two lines at most")]
        let high = most as f32 * size * 1.22 + 22.0;
        high
    }

    fn row(&mut self, row: &[Cell], shares: &[f32], size: f32, y: f32) {
        let mut x = SIDE;
        for (cell, share) in row.iter().zip(shares) {
            let room = self.inner() * share;
            let ink = match cell.tone {
                Tone::Better => Ink::Teal,
                Tone::Worse | Tone::Caution => Ink::Orange,
                Tone::Plain => Ink::Text1,
            };
            self.lines(&[(cell.text.as_str(), cell.weight)], [x, y + 10.0], size, room - 24.0, 2, ink);
            x += room;
        }
    }
}
