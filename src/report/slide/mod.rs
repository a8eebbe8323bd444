//! Slides for the room: one idea each, large, as a picture that is already drawn.
//!
//! A slide is marks and nothing else. What is private has no way into one: the deck knows a meeting only by its minutes, which have no
//! field for private notes, and every text goes through [`Deck::hide`] on its way to the wall.

mod board;
mod sheet;

use chrono::NaiveDate;

use super::minutes::Minutes;
use super::{Chart, Subject};
use crate::analysis::closing::Closing;
use crate::chart::{Frame, Mark, Scene, bridge};
use crate::model::Topic;
use crate::text::mask::Mask;
use crate::text::{agenda, trust::ChanceWords};
use board::Board;
use sheet::Sheet;

/// Height of every wall in the slide's own units; sizes are shares of it.
pub const HEIGHT: f32 = 1080.0;

/// No text on a wall is smaller: about ten minutes of arc from six times the picture's height.
pub const SMALLEST: f32 = 28.0;

/// What may be shown of a plan.
#[derive(Clone, Copy)]
pub struct Deck<'a> {
    pub subject: Subject<'a>,
    pub today: NaiveDate,
    /// The meeting as everybody may read it; `None` outside of one.
    pub minutes: Option<&'a Minutes>,
    /// Names that are hidden.
    pub mask: Option<&'a Mask>,
    /// What is being tried out, in place of the plan's own.
    pub tried: Option<&'a Closing>,
}

/// A picture for the wall, [`HEIGHT`] high.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slide {
    /// The sentence over it, also its accessible name.
    pub finding: String,
    pub scene: Scene,
}

/// What stands below the picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foot {
    /// "Coast · Plan review, 24 November"
    pub left: String,
    /// "2 of 5"
    pub right: String,
}

impl<'a> Deck<'a> {
    /// The slide of a topic in a picture that is `aspect` times as wide as high. `title` is the point of the agenda, shown where the topic
    /// has nothing of its own.
    #[must_use]
    pub fn slide(self, topic: Topic, title: &str, foot: &Foot, aspect: f32) -> Slide {
        match topic {
            Topic::WhereItIsHeading => self.of_chart(Chart::ForecastGap, foot, aspect),
            Topic::GapAndOdds => self.with_odds(foot, aspect),
            Topic::History => self.of_chart(Chart::History, foot, aspect),
            Topic::Bridge => self.of_chart(Chart::Bridge, foot, aspect),
            Topic::Kpis | Topic::Evidence if !self.subject.plan.kpis.is_empty() => {
                self.of_chart(Chart::Kpis, foot, aspect)
            }
            _ => self.of_board(&Board::of(self, topic, title), foot, aspect),
        }
    }

    /// A chart with its finding, for a meeting and without one.
    #[must_use]
    pub fn of_chart(self, chart: Chart, foot: &Foot, aspect: f32) -> Slide {
        let subject = self.shown();
        if !chart.has_content(subject) {
            return self.of_board(&Board::empty(chart), foot, aspect);
        }
        let figure = (chart == Chart::ForecastGap).then(|| self.gap_figure()).flatten();
        let own = self.subject.closing.filter(|_| self.tried.is_some());
        let before = own.and_then(|closing| closing.bridge.as_ref());
        let scene = |frame: Frame| match (chart, before, subject.closing.and_then(|it| it.bridge.as_ref())) {
            (Chart::Bridge, Some(before), Some(bridge)) => {
                bridge::scene(bridge::Shown { bridge, before: Some(before) }, subject.style, frame)
            }
            _ => chart.scene(subject, false, frame),
        };
        let sheet = Sheet::new(self, aspect);
        sheet.chart(&chart.finding(subject).plain(), &chart.caption(subject), figure, scene, foot)
    }

    /// The forecast with the one number for the room.
    fn with_odds(self, foot: &Foot, aspect: f32) -> Slide {
        let subject = self.shown();
        let Some(words) = self.chance() else { return self.of_chart(Chart::ForecastGap, foot, aspect) };
        let said = format!("{}: {}.", words.title, words.words);
        let figure = sheet::Figure {
            number: words.figure,
            words: words.condition,
            dots: subject.closing.map_or(&subject.answer.dots, |closing| &closing.dots[1]).clone(),
            target: subject.voice().chance().map(|odds| odds.target),
        };
        let scene = |frame: Frame| Chart::ForecastGap.scene(subject, false, frame);
        Sheet::new(self, aspect).chart(&said, &Chart::ForecastGap.caption(subject), Some(figure), scene, foot)
    }

    fn of_board(self, board: &Board, foot: &Foot, aspect: f32) -> Slide {
        Sheet::new(self, aspect).board(board, foot)
    }

    /// The subject with what is tried out.
    fn shown(self) -> Subject<'a> {
        Subject { closing: self.tried.or(self.subject.closing), ..self.subject }
    }

    /// The chance of the formal target with strategies and risks, as far as those are worked out.
    fn chance(self) -> Option<ChanceWords> {
        use crate::analysis::closing::Case;
        use crate::text::closing;
        let subject = self.shown();
        let counted = subject.closing.filter(|closing| closing.counts_something());
        let Some(counted) = counted else { return subject.voice().chance_words() };
        let answer = counted.outcome(subject.answer, Case::Risks);
        let voice = Subject { answer: &answer, ..subject }.voice();
        let level = voice.chance()?.level;
        let words = voice.chance_words()?;
        let condition =
            counted.level(level).map(|odds| closing::condition(Case::Risks, odds, &words.condition, subject.style));
        Some(ChanceWords { condition: condition.unwrap_or_default(), ..words })
    }

    fn gap_figure(self) -> Option<sheet::Figure> {
        let Subject { answer, style, .. } = self.subject;
        let gap = answer.total.gap?;
        let target = answer.total.target.map(|amount| style.in_sentence(amount)).unwrap_or_default();
        let words = if gap.is_negative() { "over the target of" } else { "short of the target of" };
        let sold = style.in_sentence(answer.total.actual_to_date);
        let to_come =
            answer.total.forecast_to_come.map(|it| format!("; {sold} sold so far, {} expected", style.in_sentence(it)));
        let words = format!("{words} {target}{}", to_come.unwrap_or_default());
        Some(sheet::Figure { number: style.in_sentence(gap.abs()), words, dots: Vec::new(), target: None })
    }

    /// A text as it may stand on the wall.
    fn hide(self, text: &str) -> String {
        self.mask.map_or_else(|| text.to_owned(), |mask| mask.hide(text))
    }

    fn hide_in(self, scene: Scene) -> Scene {
        match self.mask {
            Some(mask) => hidden(scene, mask),
            None => scene,
        }
    }
}

impl Slide {
    /// Every text in it, the finding first.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        let text = |mark: &Mark| match mark {
            Mark::Text { text, .. } => Some(text.clone()),
            _ => None,
        };
        std::iter::once(self.finding.clone()).chain(self.scene.marks.iter().filter_map(text)).collect()
    }

    /// The same picture with a letter for each name, for one that is on the wall already.
    #[must_use]
    pub fn hidden(&self, mask: &Mask) -> Self {
        Self { finding: mask.hide(&self.finding), scene: hidden(self.scene.clone(), mask) }
    }
}

fn hidden(mut scene: Scene, mask: &Mask) -> Scene {
    for mark in &mut scene.marks {
        if let Mark::Text { text, .. } = mark {
            *text = mask.hide(text);
        }
    }
    scene
}

/// The name of a point of an agenda on the wall.
#[must_use]
pub fn title(item: &crate::model::AgendaItem) -> String {
    agenda::item(item).to_owned()
}
