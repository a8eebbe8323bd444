//! The rules of KPIs and meetings.

use std::collections::BTreeSet;

use super::Fault;
use crate::model::{Goal, Kpi, Plan};

fn fault(faults: &mut Vec<Fault>, field: String, message: &str) {
    faults.push(Fault { field, message: message.to_owned() });
}

pub(super) fn kpis_can_be_counted(plan: &Plan) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for (index, kpi) in plan.kpis.iter().enumerate() {
        let at = |field: &str| format!("kpis[{index}].{field}");
        if kpi.id.0 == 0 || !seen.insert(kpi.id) {
            fault(&mut faults, at("id"), "stands twice; give it an id of its own");
        }
        if kpi.name.trim().is_empty() {
            fault(&mut faults, at("name"), "is empty; give the KPI a name");
        }
        if kpi.values.keys().any(|day| kpi.rhythm.first_day(*day) != *day) {
            fault(&mut faults, at("values"), "has a day that none of its periods begins on");
        }
        if let Some(problem) = kpi.goal.and_then(problem_of_goal) {
            fault(&mut faults, at("goal"), problem);
        }
        for (place, exception) in kpi.exceptions.iter().enumerate() {
            let at = |field: &str| format!("kpis[{index}].exceptions[{place}].{field}");
            if exception.first > exception.last {
                fault(&mut faults, at("last"), "is before the first day");
            }
            if let Some(problem) = exception.goal.and_then(problem_of_goal) {
                fault(&mut faults, at("goal"), problem);
            }
        }
        faults.extend(problem_of_ratio(plan, kpi).map(|message| Fault { field: at("ratio"), message: message.into() }));
    }
    faults
}

fn problem_of_goal(goal: Goal) -> Option<&'static str> {
    match goal {
        Goal::Between(least, most) if least > most => Some("goes from more to less; turn the two around"),
        Goal::Move { start, by, .. } if start >= by => Some("begins after its last day"),
        Goal::AtLeast(_) | Goal::AtMost(_) | Goal::Between(..) | Goal::Move { .. } => None,
    }
}

fn problem_of_ratio(plan: &Plan, kpi: &Kpi) -> Option<&'static str> {
    let ratio = kpi.ratio?;
    if !kpi.values.is_empty() {
        return Some("is worked out, and values are entered beside it; keep one of both");
    }
    let is_part = |id| plan.kpis.iter().any(|it| it.id == id && it.ratio.is_none() && it.rhythm == kpi.rhythm);
    let whole = is_part(ratio.top) && is_part(ratio.bottom);
    (!whole).then_some("is made of a KPI that is not there, that is worked out itself, or that has another rhythm")
}

pub(super) fn reviews_are_whole(plan: &Plan) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for (index, review) in plan.meetings.reviews.iter().enumerate() {
        let at = |field: &str| format!("meetings.reviews[{index}].{field}");
        if review.id.0 == 0 || !seen.insert(review.id) {
            fault(&mut faults, at("id"), "stands twice; give it an id of its own");
        }
        if review.ratings.iter().any(|rating| !(1..=10).contains(rating)) {
            fault(&mut faults, at("ratings"), "has a number that is not from 1 to 10");
        }
        for (place, _) in review.lines.iter().enumerate().filter(|(_, line)| line.text.trim().is_empty()) {
            fault(&mut faults, format!("meetings.reviews[{index}].lines[{place}].text"), "is empty; say what was said");
        }
        let chances = review.snapshot.iter().flat_map(|shot| &shot.series).flat_map(|series| &series.odds);
        if chances.clone().any(|odds| odds.default > 10_000 || odds.with_risks > 10_000) {
            fault(&mut faults, at("snapshot"), "has a chance over 10000, which is all");
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::check::faults;
    use crate::model::{Amount, Exception, KpiId, Line, MeetingKind, Ratio, Rhythm, Unit};
    use std::sync::Arc;

    fn plan() -> Plan {
        let mut plan = Plan::new("Coast");
        let kpi = |id, name| Kpi { id: KpiId(id), ..Kpi::new(name, Unit::Count("talks".into()), Rhythm::Week) };
        let rate = Kpi { ratio: Some(Ratio { top: KpiId(2), bottom: KpiId(1), percent: true }), ..kpi(3, "Rate") };
        plan.kpis = Arc::new(vec![kpi(1, "First"), kpi(2, "Later"), rate]);
        plan.plan_review(MeetingKind::PlanReview, "2026-11-24".parse().unwrap());
        plan
    }

    #[test]
    fn each_rule_names_its_field() {
        assert_eq!(faults(&plan()), []);
        let told = |change: &dyn Fn(&mut Plan)| {
            let mut plan = plan();
            change(&mut plan);
            faults(&plan).into_iter().map(|fault| fault.field).collect::<Vec<_>>().join(", ")
        };
        let kpi = |change: &dyn Fn(&mut Kpi)| told(&|plan| change(&mut Arc::make_mut(&mut plan.kpis)[0]));
        let day = |text: &str| text.parse().unwrap();
        let whole = Amount::whole;
        assert_eq!(kpi(&|kpi| kpi.id = KpiId(2)), "kpis[1].id, kpis[2].ratio");
        assert_eq!(kpi(&|kpi| kpi.name = " ".into()), "kpis[0].name");
        assert_eq!(kpi(&|kpi| kpi.values.extend([(day("2026-11-24"), whole(1))])), "kpis[0].values");
        assert_eq!(kpi(&|kpi| kpi.goal = Some(Goal::Between(whole(2), whole(1)))), "kpis[0].goal");
        let backwards = Goal::Move { from: whole(1), to: whole(2), start: day("2026-02-01"), by: day("2026-01-01") };
        assert_eq!(kpi(&|kpi| kpi.goal = Some(backwards)), "kpis[0].goal");
        let exception = Exception {
            first: day("2026-02-01"),
            last: day("2026-01-01"),
            goal: Some(backwards),
            reason: String::new(),
        };
        let both = "kpis[0].exceptions[0].last, kpis[0].exceptions[0].goal";
        assert_eq!(kpi(&|kpi| kpi.exceptions = vec![exception.clone()]), both);
        assert_eq!(kpi(&|kpi| kpi.rhythm = Rhythm::Month), "kpis[2].ratio");
        assert_eq!(
            told(&|plan| Arc::make_mut(&mut plan.kpis)[2].enter(day("2026-11-23"), Some(whole(1)))),
            "kpis[2].ratio"
        );
        let review =
            |change: &dyn Fn(&mut crate::model::Review)| told(&|plan| change(&mut plan.meetings_mut().reviews[0]));
        assert_eq!(review(&|review| review.id.0 = 0), "meetings.reviews[0].id");
        assert_eq!(review(&|review| review.ratings = vec![7, 11]), "meetings.reviews[0].ratings");
        assert_eq!(review(&|review| review.lines = vec![Line::default()]), "meetings.reviews[0].lines[0].text");
    }
}
