//! What slides without a chart say: a finding and rows, each with a word for how it stands.

use super::Deck;
use crate::analysis::closing::Closing;
use crate::analysis::simulate::{self, Item};
use crate::analysis::trigger::{TriggerState, Watch};
use crate::analysis::{SignalKind, kpi};
use crate::chart::Weight;
use crate::model::{Amount, Home, Scenario, Strategy, Tactic, Test, Topic};
use crate::report::Chart;
use crate::report::minutes::{Action, Minutes};
use crate::text::changed::Tone;
use crate::text::{self, UNKNOWN, calendar, contingency, due, plural, tactic};

/// No wall has more rows: what stands further back is not read.
const MOST: usize = 10;

#[derive(Debug, Default)]
pub(super) struct Board {
    pub finding: String,
    /// A question or a text that fills the wall.
    pub question: String,
    pub head: Vec<String>,
    /// Of the width, for each cell of a row.
    pub shares: Vec<f32>,
    pub rows: Vec<Vec<Cell>>,
    pub most: usize,
}

#[derive(Debug)]
pub(super) struct Cell {
    pub text: String,
    pub weight: Weight,
    pub tone: Tone,
}

fn plain(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), weight: Weight::Regular, tone: Tone::Plain }
}

fn strong(text: impl Into<String>) -> Cell {
    Cell { weight: Weight::SemiBold, ..plain(text) }
}

fn toned(text: impl Into<String>, tone: Tone) -> Cell {
    Cell { tone, ..strong(text) }
}

/// "Three things", "One thing".
fn counted(count: usize, thing: &str) -> String {
    plural::capitalised(&plural::count_in_words(count, thing))
}

impl Board {
    fn new(finding: impl Into<String>, columns: &[(&str, f32)]) -> Self {
        let named = columns.iter().any(|(name, _)| !name.is_empty());
        let head = columns.iter().filter(|_| named).map(|(name, _)| (*name).to_owned()).collect();
        let shares = columns.iter().map(|(_, share)| *share).collect();
        Self { finding: finding.into(), head, shares, most: MOST, ..Self::default() }
    }

    fn saying(finding: impl Into<String>, question: &str) -> Self {
        Self { finding: finding.into(), question: question.to_owned(), ..Self::default() }
    }

    pub fn empty(chart: Chart) -> Self {
        let why = match chart {
            Chart::Bridge => "A bridge needs a forecast and a target.",
            Chart::Kpis => "No KPI is counted yet.",
            _ => "Figures come first.",
        };
        Self::saying("There is nothing to show yet.", why)
    }

    pub fn of(deck: Deck<'_>, topic: Topic, title: &str) -> Self {
        match topic {
            Topic::Promises => promises(deck.minutes),
            Topic::WhatChanged => changed(deck.minutes),
            Topic::Strategies => strategies(deck),
            Topic::Contingencies => contingencies(deck),
            Topic::FireDrill => fire_drill(deck),
            Topic::Kpis => Self::empty(Chart::Kpis),
            Topic::Evidence => evidence(deck),
            Topic::TacticsByPerson => tactics(deck),
            Topic::Recognition => recognition(deck),
            Topic::Outcome => outcome(deck.minutes),
            Topic::Decide => decided(deck),
            _ => Self::saying(title, ""),
        }
    }
}

fn promises(minutes: Option<&Minutes>) -> Board {
    let promises = minutes.map_or(&[][..], |minutes| &minutes.promises);
    if promises.is_empty() {
        return Board::saying("Nothing was promised last time.", "");
    }
    let kept = promises.iter().filter(|promise| promise.kept == "Kept").count();
    let on = minutes.and_then(|minutes| minutes.promised_on.clone()).unwrap_or_default();
    let of_them = match kept {
        0 => "none is kept yet".to_owned(),
        1 => "one is kept".to_owned(),
        all if all == promises.len() => "all are kept".to_owned(),
        some => format!("{} are kept", plural::in_words(some)),
    };
    let finding = format!("{} of {on}; {of_them}.", counted(promises.len(), "promise"));
    let row = |action: &Action| {
        let tone = match action.kept {
            "Kept" => Tone::Better,
            "" | "Overtaken" => Tone::Plain,
            _ => Tone::Caution,
        };
        let who = if action.who.is_empty() { UNKNOWN } else { &action.who };
        let result = if action.result.is_empty() { String::new() } else { format!(": {}", action.result) };
        let kept = if action.kept.is_empty() { "Not told yet" } else { action.kept };
        vec![strong(who), plain(format!("{}{result}", action.what)), toned(kept, tone)]
    };
    let columns = [("Who", 0.2), ("What", 0.62), ("Kept?", 0.18)];
    Board { rows: promises.iter().map(row).collect(), ..Board::new(finding, &columns) }
}

fn changed(minutes: Option<&Minutes>) -> Board {
    let Some(news) = minutes.and_then(|minutes| minutes.changed.as_ref()) else {
        let why = "From the next meeting on, this says what changed, and only that.";
        return Board::saying("There is nothing to compare with yet.", why);
    };
    let finding = match news.len() {
        0 => return Board::saying("Nothing has changed since the last time.", ""),
        1 => "One thing has changed since the last time.".to_owned(),
        many => format!("{} have changed since the last time.", counted(many, "thing")),
    };
    let rows = news.iter().map(|news| vec![toned(&*news.lead, news.tone), plain(&*news.sentence)]).collect();
    Board { rows, ..Board::new(finding, &[("", 0.16), ("", 0.84)]) }
}

fn strategies(deck: Deck<'_>) -> Board {
    let (subject, today) = (deck.subject, deck.today);
    let all = &subject.plan.worksheets.strategies;
    let closing = deck.tried.or(subject.closing);
    if all.is_empty() {
        return Board::saying(subject.voice().no_strategies().plain(), "");
    }
    let not_obvious = all.iter().filter(|strategy| strategy.test(today) != Test::Obvious).count();
    let finding = subject.voice().strategies(closing.map(Closing::won_back), all.len(), not_obvious).plain();
    let row = |strategy: &Strategy| {
        let bar = closing.and_then(|closing| closing.bar(Item::Strategy(strategy.id)));
        let brings = bar.map_or_else(|| UNKNOWN.to_owned(), |bar| subject.style.in_sentence_signed(bar.expected));
        let test = if strategy.test(today) == Test::Obvious {
            toned("Obvious", Tone::Better)
        } else {
            toned("Revise", Tone::Caution)
        };
        vec![strong(&*strategy.title), plain(&*strategy.owner), plain(brings), test]
    };
    let columns = [("Strategy", 0.46), ("Who", 0.2), ("On average", 0.17), ("Who does what?", 0.17)];
    Board { rows: all.iter().map(row).collect(), ..Board::new(finding, &columns) }
}

fn contingencies(deck: Deck<'_>) -> Board {
    let subject = deck.subject;
    let all = &subject.plan.worksheets.scenarios;
    let finding = contingency::finding(all).plain();
    if all.is_empty() {
        return Board::saying(finding, "");
    }
    let mut watch = Watch::new(subject.plan, deck.today);
    let same = |series: &std::sync::Arc<crate::model::Series>| series.name == subject.series.name;
    let index = subject.plan.series.iter().position(same).unwrap_or(0);
    let row = |scenario: &Scenario| {
        let cost = simulate::cost(subject.plan, index, subject.answer, scenario);
        let cost = cost.map_or_else(|| UNKNOWN.to_owned(), |it| subject.style.range(it.lost.low, it.lost.high));
        let (light, tone) = match scenario.trigger.as_ref().map(|rule| watch.state(rule)) {
            None => ("none set", Tone::Plain),
            Some(TriggerState::Lit) => ("fires", Tone::Worse),
            Some(TriggerState::Close) => ("close", Tone::Caution),
            Some(TriggerState::Quiet) => ("quiet", Tone::Plain),
            Some(TriggerState::Unknown) => (UNKNOWN, Tone::Plain),
        };
        let (ready, is_ready) = contingency::response(scenario);
        let ready = toned(ready, if is_ready { Tone::Better } else { Tone::Caution });
        let often = contingency::how_often(scenario.frequency.as_ref());
        vec![strong(&*scenario.title), plain(often), plain(cost), toned(light, tone), ready]
    };
    let columns = [
        ("What could go wrong", 0.38),
        ("How often", 0.18),
        ("Cost this year", 0.17),
        ("Trigger", 0.12),
        ("Response", 0.15),
    ];
    Board { rows: all.iter().map(row).collect(), ..Board::new(finding, &columns) }
}

/// The scenario whose drill is longest ago, with its steps.
fn fire_drill(deck: Deck<'_>) -> Board {
    let all = &deck.subject.plan.worksheets.scenarios;
    let last = |scenario: &&Scenario| scenario.drills.iter().map(|drill| drill.day).max();
    let Some(scenario) = all.iter().filter(|scenario| !scenario.response.tactics.is_empty()).min_by_key(last) else {
        return Board::saying("No response has steps to walk through yet.", "");
    };
    let row = |step: &Tactic| {
        let nobody = step.who.trim().is_empty();
        let who = if nobody { toned("Nobody yet", Tone::Caution) } else { plain(&*step.who) };
        vec![strong(&*step.what), who, plain(step.haste.label())]
    };
    let finding = format!("It has just happened: {}. Who does what?", scenario.title);
    let columns = [("Step", 0.56), ("Who", 0.22), ("How soon", 0.22)];
    Board { rows: scenario.response.tactics.iter().map(row).collect(), ..Board::new(finding, &columns) }
}

/// What a checkpoint goes by where no KPI is counted.
fn evidence(deck: Deck<'_>) -> Board {
    let subject = deck.subject;
    let total = &subject.answer.total;
    let money = |amount: Option<Amount>| plain(amount.map_or(UNKNOWN.to_owned(), |it| subject.style.in_sentence(it)));
    let (sold, landing, target) = (money(Some(total.actual_to_date)), money(total.landing), money(total.target));
    let columns = [("Measure", 0.34), ("So far", 0.22), ("Heading for", 0.22), ("Target", 0.22)];
    let rows = vec![vec![strong(&*subject.series.name), sold, landing, target]];
    Board { rows, ..Board::new(subject.voice().forecast().plain(), &columns) }
}

fn tactics(deck: Deck<'_>) -> Board {
    let today = deck.today;
    let tactics = deck.subject.plan.worksheets.tactics();
    let mut due: Vec<(Home, &Tactic)> = tactics.filter(|(_, tactic)| tactic.state.is_pending()).collect();
    due.sort_by_key(|(_, it)| (it.who.to_lowercase(), it.next_due().is_none(), it.next_due(), it.id));
    let late = due.iter().filter(|(_, tactic)| tactic.is_overdue(today)).count();
    let near = due.iter().filter(|(_, tactic)| tactic::due_words(tactic, today).is_some()).count();
    let finding = tactic::finding(late, near.saturating_sub(late), due.len());
    if due.is_empty() {
        return Board::saying(finding, "");
    }
    let mut before = String::new();
    let mut row = |(_, it): (Home, &Tactic)| {
        let who = if it.who.trim().is_empty() { "Nobody yet" } else { it.who.trim() };
        let shown = if who == before { "" } else { who }.to_owned();
        who.clone_into(&mut before);
        let words = tactic::due_words(it, today).unwrap_or_default();
        let tone = if it.is_overdue(today) { Tone::Worse } else { Tone::Plain };
        vec![strong(shown), plain(&*it.what), plain(tactic::due_day(it, today)), toned(words, tone)]
    };
    let rows = due.into_iter().map(&mut row).collect();
    Board { rows, ..Board::new(finding, &[("Who", 0.22), ("What", 0.46), ("By", 0.16), ("", 0.16)]) }
}

/// Only what the figures bear out is praised.
fn recognition(deck: Deck<'_>) -> Board {
    let (subject, plan) = (deck.subject, deck.subject.plan);
    let mut rows = Vec::new();
    for one in plan.kpis.iter() {
        let reading = kpi::read(&plan.kpis, one, deck.today);
        if reading.is_better() == Some(true) {
            let style = text::kpi::style(plan, one, subject.style.numbers);
            let (claim, _) = text::kpi::sentence(one, &reading, &style, deck.today);
            rows.push(vec![strong(&*one.name), plain(claim), plain(&*one.owner)]);
        }
    }
    if let Ok(variation) = &subject.answer.variation {
        for signal in variation.signals.iter().filter(|signal| signal.kind == SignalKind::High) {
            let said = format!("Above what is usual, {}", calendar::span(signal.span, plan.fiscal_start));
            rows.push(vec![strong(&*subject.series.name), plain(said), plain("")]);
        }
    }
    let finding = match rows.len() {
        0 => {
            let said = "No figure is better than chance explains.";
            return Board::saying(said, "That is no reason to leave out a thank-you.");
        }
        1 => "One thing is truly better.".to_owned(),
        many => format!("{} are truly better.", counted(many, "thing")),
    };
    Board { rows, ..Board::new(finding, &[("What", 0.28), ("What the figures say", 0.52), ("Who", 0.2)]) }
}

fn outcome(minutes: Option<&Minutes>) -> Board {
    let Some(decided) = minutes.and_then(|minutes| minutes.outcome.as_ref()) else {
        let ways = "Off the plan; or on with new dates; or another decision, said plainly.";
        return Board::saying("What does the evidence speak for?", ways);
    };
    let mut rows = Vec::new();
    let mut add = |name: &str, text: &str| {
        if !text.trim().is_empty() {
            rows.push(vec![strong(name), plain(text)]);
        }
    };
    add("Reason", &decided.reason);
    decided.evidence_for.iter().for_each(|text| add("For it", text));
    decided.evidence_against.iter().for_each(|text| add("Against it", text));
    add("Own words", &decided.own_words);
    Board { rows, ..Board::new(format!("{}.", decided.decision), &[("", 0.18), ("", 0.82)]) }
}

fn decided(deck: Deck<'_>) -> Board {
    const QUESTION: &str = "What do we decide, and who does what by when?";
    let Some(minutes) = deck.minutes else { return Board::saying(QUESTION, "") };
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    rows.extend(minutes.decisions.iter().map(|text| vec![strong("Decided"), plain(&**text), plain("")]));
    for action in &minutes.actions {
        let nobody = action.who.is_empty();
        let who = if nobody { toned("Who?", Tone::Caution) } else { strong(&*action.who) };
        let day = match action.due {
            Some(day) => plain(format!("by {}", due::short(day, deck.today))),
            None => toned("By when?", Tone::Caution),
        };
        rows.push(vec![who, plain(&*action.what), day]);
    }
    for (name, texts) in [("Issue", &minutes.issues), ("Parked", &minutes.parked)] {
        rows.extend(texts.iter().map(|text| vec![strong(name), plain(&**text), plain("")]));
    }
    if rows.is_empty() {
        return Board::saying(QUESTION, "");
    }
    let finding = match minutes.actions.iter().filter(|action| action.who.is_empty() || action.due.is_none()).count() {
        0 => format!("{} so far.", plural::capitalised(&minutes.counts())),
        1 => "One action lacks a name or a day.".to_owned(),
        some => format!("{} lack a name or a day.", counted(some, "action")),
    };
    Board { rows, ..Board::new(finding, &[("Who", 0.2), ("What", 0.6), ("By", 0.2)]) }
}
