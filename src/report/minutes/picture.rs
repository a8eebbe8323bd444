//! The charts that a meeting's agenda speaks of.

use chrono::NaiveDate;

use crate::analysis;
use crate::analysis::closing::Closing;
use crate::analysis::simulate::WhatIf;
use crate::chart::{Frame, Mark, Scene};
use crate::model::{Plan, Review, Topic};
use crate::report::{Chart, Subject};
use crate::text::mask::Mask;
use crate::text::{Numbers, Said, Style};

/// Width and height of a chart on a page of paper, in points.
const SIZE: [f32; 2] = [720.0, 380.0];

/// A chart with what is said over and under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    pub finding: String,
    /// "Sales, £ thousand"
    pub caption: String,
    pub sentence: String,
    pub scene: Scene,
}

/// The charts of an agenda's points, each once, for every series.
pub(super) fn all(
    plan: &Plan,
    review: &Review,
    today: NaiveDate,
    numbers: Numbers,
    mask: Option<&Mask>,
) -> Vec<Picture> {
    let topics = || review.agenda.iter().map(|item| item.topic);
    let is_shown = |chart: Chart| topics().any(|topic| of_topic(topic) == Some(chart));
    let charts: Vec<Chart> = Chart::ALL.into_iter().filter(|chart| is_shown(*chart)).collect();
    let mut pictures = Vec::new();
    for (index, series) in plan.series.iter().enumerate().filter(|_| !charts.is_empty()) {
        let Some(answer) = analysis::analyse(plan, index, today).filter(|_| series.extent().is_some()) else {
            continue;
        };
        let needs_bridge = charts.contains(&Chart::Bridge);
        let closing = needs_bridge.then(|| Closing::of(plan, index, &answer, &WhatIf::default())).flatten();
        let style = Style { numbers, currency: plan.currency, unit: series.unit.clone() };
        let case = analysis::closing::Case::default();
        let subject = Subject { plan, series, answer: &answer, closing: closing.as_ref(), case, style: &style };
        let drawn = charts.iter().filter(|chart| chart.has_content(subject)).map(|chart| {
            let scene = chart.scene(subject, false, Frame::page(SIZE[0], SIZE[1]));
            let scene = mask.map_or_else(|| scene.clone(), |mask| hide(scene.clone(), mask));
            let told = |text: String| mask.map_or_else(|| text.clone(), |mask| mask.hide(&text));
            Picture {
                finding: told(chart.finding(subject).plain()),
                caption: told(subject.caption()),
                sentence: format!("{} {}", scene.claim.plain(), scene.reason.plain()).trim().to_owned(),
                scene,
            }
        });
        pictures.extend(drawn);
    }
    pictures
}

/// The chart that belongs to a point of an agenda, if any.
const fn of_topic(topic: Topic) -> Option<Chart> {
    match topic {
        Topic::History => Some(Chart::History),
        Topic::WhereItIsHeading | Topic::GapAndOdds => Some(Chart::ForecastGap),
        Topic::Bridge | Topic::Strategies => Some(Chart::Bridge),
        Topic::Evidence => Some(Chart::Variation),
        Topic::Promises
        | Topic::WhatChanged
        | Topic::Contingencies
        | Topic::FireDrill
        | Topic::Kpis
        | Topic::TacticsByPerson
        | Topic::Recognition
        | Topic::Outcome
        | Topic::Decide
        | Topic::Talk => None,
    }
}

/// The same chart with a letter for every name on it.
#[must_use]
pub fn hide(mut scene: Scene, mask: &Mask) -> Scene {
    for mark in &mut scene.marks {
        if let Mark::Text { text, .. } = mark {
            *text = mask.hide(text);
        }
    }
    for slot in &mut scene.slots {
        slot.readout = mask.hide(&slot.readout);
    }
    scene.claim = Said::new(mask.hide(&scene.claim.plain()));
    scene.reason = Said::new(mask.hide(&scene.reason.plain()));
    scene
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Amount, MeetingKind, Period, Strategy, SubjectKind};
    use crate::report::minutes::{Minutes, Names};

    #[test]
    fn the_charts_of_the_agenda_are_drawn_once_and_hide_names() {
        let mut plan = Plan { owner: "Ruth Calder".into(), ..Plan::new("Tom Achterberg 2026") };
        plan.subject.kind = SubjectKind::Salesperson;
        plan.subject.name = "Tom Achterberg".into();
        let first: Period = "2024-01".parse().unwrap();
        for month in 0..30 {
            plan.type_figure(0, first.plus(month), Some(Amount::whole(1_000 + i64::from(month % 7))));
        }
        let today: NaiveDate = "2026-07-10".parse().unwrap();
        plan.add_strategy(Strategy { owner: "Ruth Calder".into(), ..Strategy::new("Tom visits more") });
        let id = plan.plan_review(MeetingKind::PlanReview, today);
        plan.review_mut(id).unwrap().agenda[0].topic = Topic::History;
        let draw = |names: Names| {
            let minutes = Minutes::of(&plan, id, Numbers::ENGLISH, names).unwrap();
            minutes.with_pictures(&plan, id, today, Numbers::ENGLISH, names)
        };
        let shown = draw(Names::Shown);
        assert_eq!(shown.drawn_on.as_deref(), Some("Fri 10 Jul 2026"));
        let findings: Vec<&str> = shown.pictures.iter().map(|picture| picture.finding.as_str()).collect();
        assert!(findings.len() >= 2 && findings.iter().any(|said| said.contains("Tom Achterberg")), "{findings:?}");
        let hidden = format!("{:?}", draw(Names::Hidden).pictures);
        for name in ["Tom", "Achterberg", "Ruth", "Calder"] {
            assert!(!hidden.contains(name), "{name}");
        }
    }
}
