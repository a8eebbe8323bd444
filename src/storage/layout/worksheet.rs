//! Ideas, strategies and scenarios as they stand in the file. Lists that hold nothing are left out.

use super::{Page, Quoted, episode_kind};
use crate::model::{
    Accepted, Activation, Amount, Basis, Became, Calculation, Cases, Depth, Estimate, Haste, Idea, IdeaState, Percents,
    Scenario, Strategy, StrengtheningKind, Tactic, TacticState, Trigger, TriggerRule, Worksheets,
};

pub(super) fn write(page: &mut Page, sheets: &Worksheets) {
    if !sheets.ideas.is_empty() {
        page.gap("Ideas for closing the gap. Hands from 1 to 5: does it work, can we do it. State: Open, Strategy (it became one)");
        page.line("// or Aside, with the reason.");
        page.each("ideas: [", "],", &sheets.ideas, write_idea);
    }
    if !sheets.strategies.is_empty() {
        page.gap("Strategies: what each adds a period at full effect (low, likely, high), from when on, how many periods before");
        page.line("// it has its full effect, the chance that it works at all, and what another one counts already. Who does what,");
        page.line("// by when, and by what it is seen that it is done; states: Open, Begun, Done, Dropped.");
        page.each("strategies: [", "],", &sheets.strategies, |page, strategy| {
            page.block("(", "),", |page| write_strategy(page, strategy));
        });
    }
    if !sheets.scenarios.is_empty() {
        page.gap("Scenarios that would hurt sales: in how many years of how many, how deep and for how many periods, what is done");
        page.line("// then (haste: FirstDay, FirstWeek, Later) and how much of the loss that saves, and the rule that warns of it.");
        page.each("scenarios: [", "],", &sheets.scenarios, |page, scenario| {
            page.block("(", "),", |page| write_scenario(page, scenario));
        });
    }
    if sheets.last_id > 0 {
        page.gap("The highest number of any strategy, scenario, tactic or KPI so far: none is given twice.");
        page.fact("last_id", sheets.last_id);
    }
    if let Some(day) = sheets.contingency_review {
        page.gap("The day by which all scenarios are gone through again.");
        page.fact("contingency_review", format_args!("\"{day}\""));
    }
    if !sheets.accepted.is_empty() {
        page.gap("Findings of the plan check that are accepted as they are.");
        page.each("accepted: [", "],", &sheets.accepted, |page, accepted| {
            page.block("(", "),", |page| write_accepted(page, accepted));
        });
    }
}

/// A list that is left out where it is empty.
pub(super) fn list<T>(page: &mut Page, name: &str, items: &[T], mut write: impl FnMut(&mut Page, &T)) {
    if !items.is_empty() {
        page.each(&format!("{name}: ["), "],", items, |page, item| page.block("(", "),", |page| write(page, item)));
    }
}

pub(super) fn day(page: &mut Page, name: &str, day: Option<chrono::NaiveDate>) {
    page.optional(name, day.map(|day| format!("\"{day}\"")));
}

fn amounts(Cases { low, likely, high }: Cases<Amount>) -> String {
    format!("low: \"{low}\", likely: \"{likely}\", high: \"{high}\"")
}

fn numbers<T: std::fmt::Display>(Cases { low, likely, high }: Cases<T>) -> String {
    format!("(low: {low}, likely: {likely}, high: {high})")
}

fn write_idea(page: &mut Page, idea: &Idea) {
    page.block("(", "),", |page| {
        page.fact("text", Quoted(&idea.text));
        page.fact("by", Quoted(&idea.by));
        page.fact("group", Quoted(&idea.group));
        page.fact("dots", idea.dots);
        page.fact("works", format_args!("{:?}", idea.works.all()));
        page.fact("can_do", format_args!("{:?}", idea.can_do.all()));
        match &idea.state {
            IdeaState::Open => page.fact("state", "Open"),
            IdeaState::Adopted(Became::Strategy(id)) => page.fact("state", format_args!("Strategy(\"{id}\")")),
            IdeaState::Adopted(Became::Tactic(id)) => page.fact("state", format_args!("Tactic(\"{id}\")")),
            IdeaState::Aside(reason) => page.fact("state", format_args!("Aside({})", Quoted(reason))),
        }
    });
}

fn write_strategy(page: &mut Page, strategy: &Strategy) {
    page.fact("id", format_args!("\"{}\"", strategy.id));
    page.fact("title", Quoted(&strategy.title));
    page.fact("what", Quoted(&strategy.what));
    page.fact("rules_out", Quoted(&strategy.rules_out));
    page.fact("owner", Quoted(&strategy.owner));
    if let Some(series) = &strategy.series {
        page.fact("series", Quoted(series));
    }
    page.fact("extra", format_args!("({})", amounts(strategy.extra)));
    page.optional("start", strategy.start.map(|period| format!("\"{period}\"")));
    page.fact("ramp_periods", strategy.ramp_periods);
    page.optional("end", strategy.end.map(|period| format!("\"{period}\"")));
    page.fact("works_percent", strategy.works_percent);
    if let Some(counted) = strategy.counted {
        page.fact("counted", format_args!("(percent: {}, by: \"{}\")", counted.percent, counted.by));
    }
    page.fact("evidence", Quoted(&strategy.evidence));
    list(page, "strengthenings", &strategy.strengthenings, |page, it| {
        page.fact("kind", strengthening(it.kind));
        page.fact("what", Quoted(&it.what));
        page.fact("made", format_args!("\"{}\"", it.made));
        page.fact("before", format_args!("({})", amounts(it.before)));
        page.fact("after", format_args!("({})", amounts(it.after)));
    });
    if let Some(answer) = strategy.answer {
        page.fact("answer", format_args!("(obvious: {}, day: \"{}\")", answer.obvious, answer.day));
    }
    list(page, "revisions", &strategy.revisions, |page, revision| {
        page.fact("day", format_args!("\"{}\"", revision.day));
        page.fact("title", Quoted(&revision.title));
        page.fact("what", Quoted(&revision.what));
        page.fact("why", Quoted(&revision.why));
    });
    list(page, "stranger_tests", &strategy.stranger_tests, |page, test| {
        page.fact("day", format_args!("\"{}\"", test.day));
        page.fact("who", Quoted(&test.who));
        page.fact("answer", Quoted(&test.answer));
        page.fact("found", test.found);
    });
    list(page, "tactics", &strategy.tactics, write_tactic);
}

fn write_tactic(page: &mut Page, tactic: &Tactic) {
    page.fact("id", format_args!("\"{}\"", tactic.id));
    page.fact("what", Quoted(&tactic.what));
    page.fact("who", Quoted(&tactic.who));
    page.fact("first_step", Quoted(&tactic.first_step));
    day(page, "first_step_due", tactic.first_step_due);
    day(page, "due", tactic.due);
    page.fact("done_when", Quoted(&tactic.done_when));
    page.fact("state", tactic_state(tactic.state));
    page.fact("note", Quoted(&tactic.note));
    day(page, "added", tactic.added);
    if tactic.haste != Haste::Later {
        page.fact("haste", if tactic.haste == Haste::FirstDay { "FirstDay" } else { "FirstWeek" });
    }
}

fn write_scenario(page: &mut Page, scenario: &Scenario) {
    page.fact("id", format_args!("\"{}\"", scenario.id));
    page.fact("title", Quoted(&scenario.title));
    page.fact("kind", episode_kind(scenario.kind));
    page.fact("what", Quoted(&scenario.what));
    if !scenario.series.is_empty() {
        let names: Vec<String> = scenario.series.iter().map(|name| Quoted(name).to_string()).collect();
        page.fact("series", format_args!("[{}]", names.join(", ")));
    }
    if let Some(it) = &scenario.frequency {
        let counted = Quoted(&it.counted);
        page.fact("frequency", format_args!("(years: {}, of_years: {}, counted: {counted})", it.years, it.of_years));
    }
    list(page, "estimates", &scenario.estimates, write_estimate);
    page.optional("chosen", scenario.chosen);
    if !scenario.ideas.is_empty() {
        page.each("ideas: [", "],", &scenario.ideas, write_idea);
    }
    page.block("response: (", "),", |page| {
        page.fact("owner", Quoted(&scenario.response.owner));
        page.fact("saves_percent", scenario.response.saves_percent);
        page.fact("evidence", Quoted(&scenario.response.evidence));
        list(page, "tactics", &scenario.response.tactics, write_tactic);
    });
    if let Some(trigger) = &scenario.trigger {
        page.block("trigger: (", "),", |page| write_trigger(page, trigger));
    }
    list(page, "activations", &scenario.activations, write_activation);
    list(page, "drills", &scenario.drills, |page, drill| {
        page.fact("day", format_args!("\"{}\"", drill.day));
        page.fact("minutes", drill.minutes);
        page.fact("missing", Quoted(&drill.missing));
    });
    day(page, "review_due", scenario.review_due);
}

fn write_estimate(page: &mut Page, estimate: &Estimate) {
    let percents = |percents: Percents| numbers(percents);
    match &estimate.basis {
        Basis::OwnHistory(episode) => page.fact("basis", format_args!("OwnHistory({})", Quoted(episode))),
        Basis::OthersCase { source } => page.fact("basis", format_args!("OthersCase(source: {})", Quoted(source))),
        Basis::Calculation(Calculation::Vacancy { sells, kept }) => {
            page.fact("basis", format_args!("Vacancy(sells: \"{sells}\", kept: {})", percents(*kept)));
        }
        Basis::Calculation(Calculation::LargestCustomer { buys, replaced }) => {
            page.fact("basis", format_args!("LargestCustomer(buys: \"{buys}\", replaced: {})", percents(*replaced)));
        }
        Basis::Calculation(Calculation::PriceCut { cut, of_sales, leave }) => {
            let leave = percents(*leave);
            page.fact("basis", format_args!("PriceCut(cut: {cut}, of_sales: {of_sales}, leave: {leave})"));
        }
        Basis::Calculation(Calculation::Shortage { short, lost }) => {
            page.fact("basis", format_args!("Shortage(short: {short}, lost: {})", percents(*lost)));
        }
    }
    match estimate.depth {
        Depth::Percent(cases) => page.fact("depth", format_args!("Percent({})", amounts(cases))),
        Depth::Amount(cases) => page.fact("depth", format_args!("Amount({})", amounts(cases))),
    }
    page.fact("length_periods", numbers(estimate.length_periods));
    page.fact("made", format_args!("\"{}\"", estimate.made));
}

fn write_trigger(page: &mut Page, trigger: &Trigger) {
    if let Some(series) = &trigger.series {
        page.fact("series", Quoted(series));
    }
    if let Some(kpi) = trigger.kpi {
        page.fact("kpi", format_args!("\"{kpi}\""));
    }
    match trigger.rule {
        TriggerRule::SignalLow => page.fact("rule", "SignalLow"),
        TriggerRule::SignalHigh => page.fact("rule", "SignalHigh"),
        TriggerRule::Below(level) => page.fact("rule", format_args!("Below(\"{level}\")")),
        TriggerRule::Above(level) => page.fact("rule", format_args!("Above(\"{level}\")")),
        TriggerRule::DownOnLastYear(percent) => page.fact("rule", format_args!("DownOnLastYear({percent})")),
        TriggerRule::UpOnLastYear(percent) => page.fact("rule", format_args!("UpOnLastYear({percent})")),
    }
    page.fact("running", trigger.running);
    page.fact("lead_periods", trigger.lead_periods);
}

fn write_activation(page: &mut Page, activation: &Activation) {
    page.fact("begun", format_args!("\"{}\"", activation.begun));
    page.fact("note", Quoted(&activation.note));
    let Some(closing) = &activation.closed else { return page.fact("closed", "None") };
    page.block("closed: (", "),", |page| {
        page.fact("day", format_args!("\"{}\"", closing.day));
        page.optional("lost", closing.lost.map(|lost| format!("\"{lost}\"")));
        page.fact("note", Quoted(&closing.note));
    });
}

fn write_accepted(page: &mut Page, accepted: &Accepted) {
    page.fact("finding", Quoted(&accepted.finding));
    page.fact("reason", Quoted(&accepted.reason));
    page.fact("by", Quoted(&accepted.by));
    page.fact("day", format_args!("\"{}\"", accepted.day));
}

const fn strengthening(kind: StrengtheningKind) -> &'static str {
    match kind {
        StrengtheningKind::Insight => "Insight",
        StrengtheningKind::Resource => "Resource",
        StrengtheningKind::BestPractice => "BestPractice",
    }
}

const fn tactic_state(state: TacticState) -> &'static str {
    match state {
        TacticState::Open => "Open",
        TacticState::Begun => "Begun",
        TacticState::Done => "Done",
        TacticState::Dropped => "Dropped",
    }
}
