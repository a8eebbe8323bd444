//! Worksheets to save: full ones that never change, and any at all.

use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::strategy::Strategy as _;
use upturn::model::{
    Accepted, Activation, Amount, Basis, Became, Calculation, Cases, Closing, Counted, Depth, Drill, EpisodeKind,
    Estimate, FiscalStart, Frequency, Hands, Haste, Idea, IdeaState, KpiId, OwnersAnswer, Period, Response, Revision,
    Scenario, ScenarioId, Series, StrangerTest, Strategy, StrategyId, Strengthening, StrengtheningKind, Tactic,
    TacticId, TacticState, Trigger, TriggerRule, Worksheets,
};

use crate::plan::{any_amount, any_day, any_text};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn amounts([low, likely, high]: [&str; 3]) -> Cases<Amount> {
    let amount = |text: &str| text.parse().unwrap();
    Cases { low: amount(low), likely: amount(likely), high: amount(high) }
}

/// Everything that a file can hold of them.
pub fn full() -> Worksheets {
    Worksheets {
        last_id: 9,
        ideas: vec![
            Idea {
                group: "Cafés".into(),
                dots: 5,
                works: Hands::new(vec![4, 5, 2]).unwrap(),
                can_do: Hands::new(vec![3]).unwrap(),
                state: IdeaState::Adopted(Became::Strategy(StrategyId(1))),
                ..Idea::new("Bundle \"beans\" with service", "Ana")
            },
            Idea { state: IdeaState::Aside("No stock till May".into()), ..Idea::new("Second van", "") },
            Idea::new("Fair", "Ben"),
        ],
        strategies: vec![bundle(), Strategy { id: StrategyId(4), ..Strategy::new("Trade fair") }],
        scenarios: scenarios(),
        contingency_review: Some(day("2027-06-01")),
        accepted: vec![Accepted {
            finding: "no-trigger:r6".into(),
            reason: "Seen daily".into(),
            by: "Tom Achterberg".into(),
            day: day("2026-11-17"),
        }],
    }
}

fn bundle() -> Strategy {
    Strategy {
        id: StrategyId(1),
        what: "Machines come with beans\nfor a year".into(),
        rules_out: "No discounts on machines alone".into(),
        owner: "Ana".into(),
        series: Some("Sales".into()),
        extra: amounts(["1500", "4000.5", "6000"]),
        start: Some("2026-12".parse().unwrap()),
        ramp_periods: 3,
        end: Some("2027-06".parse().unwrap()),
        works_percent: 70,
        counted: Some(Counted { percent: 20, by: StrategyId(4) }),
        evidence: "Sold to 3 of 8 last year".into(),
        strengthenings: vec![Strengthening {
            kind: StrengtheningKind::BestPractice,
            what: "As North does it".into(),
            made: day("2026-11-10"),
            before: amounts(["1000", "3000", "5000"]),
            after: amounts(["1500", "4000.5", "6000"]),
        }],
        answer: Some(OwnersAnswer { obvious: true, day: day("2026-11-17") }),
        revisions: vec![Revision {
            day: day("2026-11-09"),
            title: "Sell more".into(),
            what: String::new(),
            why: "A wish".into(),
        }],
        stranger_tests: vec![StrangerTest {
            day: day("2026-11-17"),
            who: "Kim".into(),
            answer: "Something with beans".into(),
            found: true,
        }],
        tactics: vec![Tactic {
            id: TacticId(2),
            first_step: "Ring Marlow".into(),
            first_step_due: Some(day("2026-11-24")),
            due: Some(day("2026-12-31")),
            done_when: "Five cafés have signed".into(),
            state: TacticState::Begun,
            note: "She is back on Monday".into(),
            ..Tactic::new("Offer it to eight cafés", "Ben", day("2026-11-17"))
        }],
        ..Strategy::new("Bundle for cafés")
    }
}

fn scenarios() -> Vec<Scenario> {
    let estimate =
        |basis, depth| Estimate { basis, depth, length_periods: Cases::new(2, 4, 6), made: day("2026-11-17") };
    let share = Depth::Percent(amounts(["10", "20.5", "40"]));
    let calculations = [
        Calculation::Vacancy { sells: "20000".parse().unwrap(), kept: Cases::new(10, 30, 60) },
        Calculation::LargestCustomer { buys: "1500.50".parse().unwrap(), replaced: Cases::new(0, 20, 50) },
        Calculation::PriceCut { cut: 20, of_sales: 50, leave: Cases::new(0, 10, 25) },
        Calculation::Shortage { short: 30, lost: Cases::new(20, 50, 100) },
    ];
    let calculated = calculations.map(|it| Estimate::calculated(it, Cases::new(1, 2, 3), day("2026-11-17")));
    let step =
        |id, haste| Tactic { id: TacticId(id), haste, ..Tactic::new("Share the accounts", "Ben", day("2026-11-17")) };
    let leaves = Scenario {
        id: ScenarioId(3),
        what: "Nobody visits Coast".into(),
        series: vec!["Sales".into()],
        frequency: Some(Frequency { years: 3, of_years: 10, counted: "2017, 2020, 2025".into() }),
        estimates: [
            estimate(Basis::OwnHistory("No rep in \"Coast\"".into()), share),
            estimate(Basis::OthersCase { source: "Trade paper, May".into() }, Depth::Amount(amounts(["1", "2", "3"]))),
        ]
        .into_iter()
        .chain(calculated)
        .collect(),
        chosen: Some(1),
        ideas: vec![Idea {
            state: IdeaState::Adopted(Became::Tactic(TacticId(5))),
            ..Idea::new("Share the accounts", "")
        }],
        response: Response {
            owner: "Tom Achterberg".into(),
            saves_percent: 40,
            evidence: "As in 2025".into(),
            tactics: vec![step(5, Haste::FirstDay), step(7, Haste::FirstWeek)],
        },
        trigger: Some(Trigger {
            series: Some("First talks".into()),
            running: 2,
            lead_periods: 8,
            ..Trigger::new(TriggerRule::Below("9.5".parse().unwrap()))
        }),
        activations: vec![
            Activation {
                begun: day("2025-02-01"),
                note: "gave notice".into(),
                closed: Some(Closing {
                    day: day("2025-05-31"),
                    lost: Some("41000.25".parse().unwrap()),
                    note: "Found in June".into(),
                }),
            },
            Activation { begun: day("2026-11-16"), note: String::new(), closed: None },
        ],
        drills: vec![Drill { day: day("2026-03-01"), minutes: 25, missing: "The keys".into() }],
        review_due: Some(day("2027-03-01")),
        ..Scenario::new("Ana leaves", EpisodeKind::Staff)
    };
    let trigger = Some(Trigger { kpi: Some(KpiId(1)), ..Trigger::new(TriggerRule::DownOnLastYear(15)) });
    let slump =
        Scenario { id: ScenarioId(6), trigger, ..Scenario::new("The economy turns down", EpisodeKind::Economy) };
    vec![leaves, slump]
}

fn any_percent() -> impl Any<u8> {
    0..=100_u8
}

/// proptest's word for what a plan means by another.
pub trait Any<T>: proptest::strategy::Strategy<Value = T> {}
impl<T, S: proptest::strategy::Strategy<Value = T>> Any<T> for S {}

fn in_order<T: Ord + Copy>(mut three: [T; 3]) -> Cases<T> {
    three.sort();
    Cases { low: three[0], likely: three[1], high: three[2] }
}

fn any_amounts() -> impl Any<Cases<Amount>> {
    [any_amount(), any_amount(), any_amount()].prop_map(in_order)
}

fn any_percents() -> impl Any<Cases<u8>> {
    [any_percent(), any_percent(), any_percent()].prop_map(in_order)
}

/// Text that says something.
fn any_words() -> impl Any<String> {
    any_text().prop_map(|text| format!("x{text}"))
}

fn any_idea() -> impl Any<Idea> {
    let hands = || prop::collection::vec(1..=5_u8, 0..4).prop_map(|hands| Hands::new(hands).unwrap());
    let state = prop_oneof![Just(IdeaState::Open), any_words().prop_map(IdeaState::Aside)];
    (any_words(), any_text(), any_text(), any::<u32>(), hands(), hands(), state)
        .prop_map(|(text, by, group, dots, works, can_do, state)| Idea { text, by, group, dots, works, can_do, state })
}

fn any_tactic() -> impl Any<Tactic> {
    let texts = [any_words().boxed(), any_text().boxed(), any_text().boxed(), any_text().boxed(), any_text().boxed()];
    let days = [any_day(), any_day(), any_day()].prop_map(|days| days.map(Some));
    let kinds = (prop::sample::select(TacticState::ALL.to_vec()), prop::sample::select(Haste::ALL.to_vec()));
    (texts, days, any::<[bool; 3]>(), kinds).prop_map(|(texts, days, there, (state, haste))| {
        let [what, who, first_step, done_when, note] = texts;
        let [first_step_due, due, added] = [0, 1, 2].map(|index| days[index].filter(|_| there[index]));
        let id = TacticId::default();
        Tactic { id, what, who, first_step, first_step_due, due, done_when, state, note, added, haste }
    })
}

fn any_strategy() -> impl Any<Strategy> {
    let strengthening =
        (prop::sample::select(StrengtheningKind::ALL.to_vec()), any_words(), any_day(), any_amounts(), any_amounts())
            .prop_map(|(kind, what, made, before, after)| Strengthening { kind, what, made, before, after });
    let revision = (any_day(), any_text(), any_text(), any_text()).prop_map(|(day, title, what, why)| Revision {
        day,
        title,
        what,
        why,
    });
    let stranger = (any_day(), any_text(), any_text(), any::<bool>())
        .prop_map(|(day, who, answer, found)| StrangerTest { day, who, answer, found });
    let answer = prop::option::of((any::<bool>(), any_day()).prop_map(|(obvious, day)| OwnersAnswer { obvious, day }));
    let texts = [any_words().boxed(), any_text().boxed(), any_text().boxed(), any_text().boxed(), any_text().boxed()];
    let lists = (
        prop::collection::vec(strengthening, 0..3),
        prop::collection::vec(revision, 0..3),
        prop::collection::vec(stranger, 0..3),
        prop::collection::vec(any_tactic(), 0..3),
    );
    // What depends on the others is a share for now.
    let counted = prop::option::of(any_percent());
    (texts, any_amounts(), 0..=520_u16, any_percent(), counted, answer, lists).prop_map(
        |(texts, extra, ramp_periods, works_percent, counted, answer, lists)| {
            let [title, what, rules_out, owner, evidence] = texts;
            let (strengthenings, revisions, stranger_tests, tactics) = lists;
            let counted = counted.map(|percent| Counted { percent, by: StrategyId::default() });
            Strategy {
                title,
                what,
                rules_out,
                owner,
                extra,
                ramp_periods,
                works_percent,
                counted,
                evidence,
                strengthenings,
                answer,
                revisions,
                stranger_tests,
                tactics,
                ..Strategy::default()
            }
        },
    )
}

fn any_estimate() -> impl Any<Estimate> {
    let not_negative =
        any_amounts().prop_map(|cases| in_order([cases.low.abs(), cases.likely.abs(), cases.high.abs()]));
    let percent = [0..=100_000_000_i128, 0..=100_000_000_i128, 0..=100_000_000_i128]
        .prop_map(|cases| in_order(cases.map(|millionths| Amount::from_millionths(millionths).unwrap())));
    let depth = prop_oneof![percent.prop_map(Depth::Percent), not_negative.prop_map(Depth::Amount)];
    let calculation = prop_oneof![
        (any_amount(), any_percents()).prop_map(|(sells, kept)| Calculation::Vacancy { sells, kept }),
        (any_amount(), any_percents()).prop_map(|(buys, replaced)| Calculation::LargestCustomer { buys, replaced }),
        (any_percent(), any_percent(), any_percents()).prop_map(|(cut, of_sales, leave)| Calculation::PriceCut {
            cut,
            of_sales,
            leave
        }),
        (any_percent(), any_percents()).prop_map(|(short, lost)| Calculation::Shortage { short, lost }),
    ];
    let basis = prop_oneof![
        any_words().prop_map(Basis::OwnHistory),
        any_words().prop_map(|source| Basis::OthersCase { source }),
        calculation.prop_map(Basis::Calculation),
    ];
    let length = [1..=520_u16, 1..=520, 1..=520].prop_map(in_order);
    (basis, depth, length, any_day()).prop_map(|(basis, depth, length_periods, made)| Estimate {
        basis,
        depth,
        length_periods,
        made,
    })
}

fn any_trigger() -> impl Any<Trigger> {
    let rule = prop_oneof![
        any_amount().prop_map(TriggerRule::Below),
        any_amount().prop_map(TriggerRule::Above),
        (0..=100_u16).prop_map(TriggerRule::DownOnLastYear),
        any::<u16>().prop_map(TriggerRule::UpOnLastYear),
        Just(TriggerRule::SignalLow),
        Just(TriggerRule::SignalHigh),
    ];
    (rule, 1..=255_u8, any::<u8>()).prop_map(|(rule, running, lead_periods)| {
        let is_signal = matches!(rule, TriggerRule::SignalLow | TriggerRule::SignalHigh);
        Trigger { series: None, kpi: None, rule, running: if is_signal { 1 } else { running }, lead_periods }
    })
}

fn any_scenario() -> impl Any<Scenario> {
    let frequency = (any::<u16>(), 1..=u16::MAX, any_text()).prop_map(|(years, of_years, counted)| Frequency {
        years: years.min(of_years),
        of_years,
        counted,
    });
    let closing = (any_day(), prop::option::of(any_amount()), any_text());
    let activation = (any_day(), any_text(), closing).prop_map(|(begun, note, (day, lost, why))| Activation {
        begun,
        note,
        closed: Some(Closing { day: day.max(begun), lost, note: why }),
    });
    let drill =
        (any_day(), any::<u16>(), any_text()).prop_map(|(day, minutes, missing)| Drill { day, minutes, missing });
    let response = (any_text(), any_percent(), any_text(), prop::collection::vec(any_tactic(), 0..3))
        .prop_map(|(owner, saves_percent, evidence, tactics)| Response { owner, saves_percent, evidence, tactics });
    let lists = (
        prop::collection::vec(any_estimate(), 0..3),
        prop::collection::vec(any_idea(), 0..2),
        prop::collection::vec(activation, 0..3),
        prop::collection::vec(drill, 0..2),
    );
    let rest = (prop::option::of(any_trigger()), prop::option::of(any_day()), any::<(bool, bool)>());
    let kind = prop::sample::select(EpisodeKind::ALL.to_vec());
    (any_words(), kind, any_text(), prop::option::of(frequency), lists, response, rest).prop_map(
        |(title, kind, what, frequency, lists, response, (trigger, review_due, (chosen, open)))| {
            let (estimates, ideas, mut activations, drills) = lists;
            if let Some(last) = activations.last_mut().filter(|_| open) {
                last.closed = None;
            }
            let chosen = estimates.len().checked_sub(1).filter(|_| chosen);
            Scenario {
                title,
                kind,
                what,
                frequency,
                estimates,
                chosen,
                ideas,
                response,
                trigger,
                activations,
                drills,
                review_due,
                ..Scenario::default()
            }
        },
    )
}

/// Worksheets of a plan whose series are not known yet; [`fit`] makes them its own.
pub fn any_sheets() -> impl Any<Worksheets> {
    let accepted = (any_words(), any_words(), any_text(), any_day()).prop_map(|(finding, reason, by, day)| Accepted {
        finding,
        reason,
        by,
        day,
    });
    (
        prop::collection::vec(any_idea(), 0..3),
        prop::collection::vec(any_strategy(), 0..3),
        prop::collection::vec(any_scenario(), 0..3),
        prop::option::of(any_day()),
        prop::collection::vec(accepted, 0..2),
        0..100_u32,
    )
        .prop_map(|(ideas, strategies, scenarios, contingency_review, accepted, last_id)| Worksheets {
            last_id,
            ideas,
            strategies,
            scenarios,
            contingency_review,
            accepted,
        })
}

/// Gives everything its id and binds it to series that are there, each time to the next one.
pub fn fit(mut sheets: Worksheets, series: &[Series], days: [NaiveDate; 2]) -> Worksheets {
    let mut last = 0;
    let mut next = || {
        last += 3;
        last
    };
    let named =
        |index: usize| (!series.is_empty() && !index.is_multiple_of(3)).then(|| series[index % series.len()].clone());
    let period = |series: &Series, day| Period::containing(day, series.granularity, FiscalStart::JANUARY);
    for (index, strategy) in sheets.strategies.iter_mut().enumerate() {
        strategy.id = StrategyId(next());
        strategy.tactics.iter_mut().for_each(|tactic| tactic.id = TacticId(next()));
        let of = named(index);
        strategy.series = of.as_ref().map(|series| series.name.clone());
        if let Some(meant) = of.as_ref().or(series.first()) {
            strategy.start = Some(period(meant, days[0].min(days[1])));
            strategy.end = (index % 2 == 0).then(|| period(meant, days[0].max(days[1])));
        }
    }
    for index in 0..sheets.strategies.len() {
        // The first one counts what others leave to it.
        let first = sheets.strategies[0].id;
        let strategy = &mut sheets.strategies[index];
        strategy.counted = strategy.counted.filter(|_| index > 0).map(|counted| Counted { by: first, ..counted });
    }
    for (index, scenario) in sheets.scenarios.iter_mut().enumerate() {
        scenario.id = ScenarioId(next());
        scenario.response.tactics.iter_mut().for_each(|tactic| tactic.id = TacticId(next()));
        let several = scenario.estimates.iter().all(|estimate| matches!(estimate.depth, Depth::Percent(_)));
        let most = if several { series.len() } else { 1 };
        scenario.series = series.iter().take(most.min(index)).map(|series| series.name.clone()).collect();
        if let Some(trigger) = &mut scenario.trigger {
            trigger.series = named(index + 1).map(|series| series.name);
        }
        if let (Some(step), Some(idea)) = (scenario.response.tactics.first(), scenario.ideas.first_mut()) {
            idea.state = IdeaState::Adopted(Became::Tactic(step.id));
        }
    }
    sheets.last_id += last;
    sheets
}

#[test]
fn a_strategy_typed_by_hand_gets_the_id_that_it_lacks_and_the_usual_rest() {
    let text = "(format_version: 1, title: \"Corner shop\", series: [(name: \"Sales\")],
        strategies: [(title: \"Bundle\", tactics: [(what: \"Call\")]), (id: \"s7\", title: \"Fair\")],
        scenarios: [(title: \"Slump\")])";
    let (plan, _) = upturn::storage::parse(text.as_bytes()).unwrap();
    let sheets = &plan.worksheets;
    let [bundle, fair] = &sheets.strategies[..] else { panic!("{sheets:?}") };
    assert_eq!((bundle.id, fair.id), (StrategyId(8), StrategyId(7)));
    assert_eq!((bundle.tactics[0].id, sheets.scenarios[0].id, sheets.last_id), (TacticId(9), ScenarioId(10), 10));
    assert_eq!((bundle.works_percent, bundle.extra.is_zero(), bundle.start), (100, true, None));
}
