//! Closing the gap: from a plan with figures and a target to a strategy that passes its test, and every edit on the way.

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use upturn::command::Command;
use upturn::model::plan::TargetTotal;
use upturn::model::{
    Amount, Cases, FiscalStart, Home, Idea, IdeaState, Level, Period, Plan, Spread, Strategy, StrengtheningKind,
    Tactic, TacticState, Test,
};
use upturn::ui::Ask;

use super::support::{Window, today};

/// Two flat years, and a target that is out of reach by 24 thousand.
pub fn coast() -> Plan {
    let mut plan = Plan::new("Coast 2026–27");
    plan.currency = "GBP".parse().ok();
    plan.fiscal_start = FiscalStart::new(7).unwrap();
    let first: Period = "2024-11".parse().unwrap();
    for month in 0..24 {
        plan.type_figure(0, first.plus(month), Some(Amount::whole(10_000)));
    }
    let span = plan.fiscal_start.months_of(2026);
    let total = TargetTotal { level: Level::Formal, total: Amount::whole(144_000), spread: Spread::Even, span };
    plan.set_target_total(0, total, today()).unwrap();
    plan
}

/// With one strategy that lacks nothing but the owner's yes.
fn with_strategy() -> Plan {
    let mut plan = coast();
    let extra = Cases::new(1_000, 2_000, 3_000).map(Amount::whole);
    let start = "2027-01".parse().ok();
    let id = plan.add_strategy(Strategy { extra, start, owner: "Ruth".into(), ..Strategy::new("Bundle") });
    plan.add_tactic(
        Home::Strategy(id),
        Tactic {
            first_step: "Ring Fennick".into(),
            first_step_due: "2026-11-23".parse().ok(),
            done_when: "List is sent".into(),
            due: "2026-11-30".parse().ok(),
            ..Tactic::new("Price it", "Ruth", today())
        },
    );
    plan
}

fn open(plan: &Plan) -> Window {
    let mut window = Window::with_plan(plan);
    window.ask(Ask::Command(Command::ShowStrategies));
    window
}

/// Goes on by Tab until the control of this name has the keyboard.
#[track_caller]
fn tab_to(window: &mut Window, name: &str) {
    for _ in 0..120 {
        if window.focused().is_some_and(|(_, focused)| focused == name) {
            return;
        }
        window.press(Key::Tab);
    }
    panic!("Tab does not come to {name:?}:\n{}", window.text());
}

#[track_caller]
fn type_into(window: &mut Window, name: &str, text: &str) {
    tab_to(window, name);
    window.type_text(text);
}

fn first(window: &Window) -> &Strategy {
    &window.plan().worksheets.strategies[0]
}

#[test]
fn o4_a_strategy_is_written_and_passes_its_test_by_keyboard_alone() {
    let mut window = open(&coast());
    window.assert_shows("is missing to the target");
    window.press(Key::N);
    window.type_text("Bundle for hotels");
    window.press(Key::Enter);
    assert_eq!(window.focused(), Some((Role::MultilineTextInput, "What it is".to_owned())), "one goes on writing");
    window.type_text("A grinder on lease with the beans");
    type_into(&mut window, "Owner", "Ruth Calder");
    tab_to(&mut window, "Amounts and timing");
    window.press(Key::Enter);
    type_into(&mut window, "Low, £ a month", "1000");
    type_into(&mut window, "Likely, £ a month", "2,000");
    type_into(&mut window, "High, £ a month", "4000");
    type_into(&mut window, "Starts", "Mar 2027");
    type_into(&mut window, "New tactic", "Price it · Tom");
    window.assert_shows("Price it · Tom · no day yet");
    window.press(Key::Tab);
    assert_eq!(window.focused().unwrap().1, "Who of tactic 1", "Tab goes on in the row that was just written");
    assert!(!window.is_enabled("Owner’s answer: Yes"), "a yes without a first step is no answer");
    type_into(&mut window, "First step of tactic 1", "Ring Fennick Service");
    type_into(&mut window, "Day of the first step of tactic 1", "tomorrow");
    type_into(&mut window, "Done when of tactic 1", "The list is with Tom");
    type_into(&mut window, "Day of tactic 1", "in 2 weeks");
    tab_to(&mut window, "Owner’s answer: Yes");
    window.press(Key::Space);

    let strategy = first(&window);
    assert_eq!(strategy.test(today()), Test::Obvious);
    assert_eq!((strategy.title.as_str(), strategy.owner.as_str()), ("Bundle for hotels", "Ruth Calder"));
    assert_eq!(strategy.what, "A grinder on lease with the beans");
    assert_eq!(strategy.extra, Cases::new(1_000, 2_000, 4_000).map(Amount::whole));
    assert_eq!(strategy.start, "2027-03".parse().ok());
    let tactic = &strategy.tactics[0];
    assert_eq!((tactic.what.as_str(), tactic.who.as_str()), ("Price it", "Tom"));
    assert_eq!((tactic.first_step_due, tactic.due), ("2026-11-20".parse().ok(), "2026-12-03".parse().ok()));
    window.assert_shows("It says who does what.");
    // Four months at 2,333 on average.
    window.assert_shows("One strategy should bring £9.3k of the missing £24k.");
}

#[test]
fn every_missing_thing_is_said_at_its_field_and_its_condition_leads_there() {
    let mut plan = with_strategy();
    let id = plan.worksheets.strategies[0].id;
    plan.strategy_mut(id).unwrap().owner.clear();
    for (index, change) in [
        (|it: &mut Tactic| it.who.clear()) as fn(&mut Tactic),
        |it| it.first_step.clear(),
        |it| it.first_step_due = None,
        |it| it.first_step_due = "2026-12-01".parse().ok(),
        |it| it.done_when.clear(),
    ]
    .into_iter()
    .enumerate()
    {
        let mut tactic = plan.worksheets.strategies[0].tactics[0].clone();
        tactic.what = format!("Step {index}");
        change(&mut tactic);
        plan.add_tactic(Home::Strategy(id), tactic);
    }
    let mut window = open(&plan);
    for said in [
        "Name who answers for it.",
        "Who does it?",
        "What is the first step?",
        "By which day?",
        "12 days away. Choose one up to Thu 26 Nov.",
        "What shows that it is done?",
    ] {
        assert_eq!(window.words().iter().filter(|(_, text)| text == said).count(), 1, "{said}");
    }
    assert!(!window.is_enabled("Owner’s answer: Yes"));
    for (condition, field) in [
        ("Someone is named: 1 of 6 is missing", "Owner"),
        ("First step within 7 days: 3 of 6 are missing", "First step of tactic 3"),
        ("“Done when” is written: 1 of 6 is missing", "Done when of tactic 6"),
    ] {
        window.click(condition);
        assert_eq!(window.focused().unwrap().1, field);
    }
    // Filled in, each goes away.
    window.fill("Owner", "Ruth");
    window.press(Key::Tab);
    window.assert_hides("Name who answers for it.");
    window.fill("Day of the first step of tactic 5", "Mon");
    window.press(Key::Tab);
    window.assert_hides("12 days away");
}

#[test]
fn every_edit_is_a_named_step_that_undo_takes_back() {
    // High enough that no toast lies over what is pressed.
    let mut window = Window::with_plan_at([1440.0, 1400.0], &with_strategy());
    window.ask(Ask::Command(Command::ShowStrategies));
    window.click("Amounts and timing");
    for (field, text, step) in [
        ("Title of the strategy", "Grinders", "Rename “Bundle” to “Grinders”"),
        ("What it is", "On lease", "Change what “Bundle” is"),
        ("What it rules out", "No cafés", "Change what “Bundle” rules out"),
        ("Owner", "Ana", "Change who answers for “Bundle”"),
        ("Low, £ a month", "500", "Change what “Bundle” adds"),
        ("Likely, £ a month", "2500", "Change what “Bundle” adds"),
        ("High, £ a month", "5000", "Change what “Bundle” adds"),
        ("Starts", "Feb 2027", "Change when “Bundle” starts"),
        ("Ends", "Jun 2027", "Change when “Bundle” ends"),
        ("Full after, months", "3", "Change how fast “Bundle” grows"),
        ("Works at all, %", "70", "Change how likely “Bundle” works"),
        ("What speaks for these numbers", "A trial", "Change what speaks for “Bundle”"),
        ("What of tactic 1", "Price all", "Change a tactic of “Bundle”"),
        ("Who of tactic 1", "Sam", "Change who does a tactic of “Bundle”"),
        ("First step of tactic 1", "Write", "Change a first step of “Bundle”"),
        ("Day of the first step of tactic 1", "Tue", "Change the day of a first step of “Bundle”"),
        ("Done when of tactic 1", "Signed", "Change what shows that a tactic of “Bundle” is done"),
        ("Day of tactic 1", "24 Dec", "Change by when a tactic of “Bundle” is done"),
        ("New tactic", "Show it · Tom", "Add “Show it”"),
    ] {
        let before = window.plan().clone();
        window.fill(field, text);
        window.press(Key::Tab);
        assert_ne!(window.plan(), &before, "{field}");
        assert_eq!(window.document().undo_label(), Some(step), "{field}");
        window.ask(Ask::Command(Command::Undo));
        assert_eq!(window.plan(), &before, "{field}");
    }
    for (button, step) in [
        ("Owner’s answer: Yes", "Say yes to “Bundle”"),
        ("Owner’s answer: Not yet: revise", "Say not yet to “Bundle”"),
        ("Remove tactic 1", "Remove “Price it”"),
    ] {
        let before = window.plan().clone();
        window.click(button);
        assert_eq!(window.document().undo_label(), Some(step), "{button}");
        window.ask(Ask::Command(Command::Undo));
        assert_eq!(window.plan(), &before, "{button}");
    }
}

#[test]
fn what_cannot_be_taken_stays_in_its_field_with_what_to_type() {
    let mut window = open(&with_strategy());
    window.click("Amounts and timing");
    for (field, text, said) in [
        ("Title of the strategy", " ", "Give it a name."),
        ("Starts", "soonish", "No month: try Mar 2027."),
        ("Ends", "Jul 2026", "It would end before it begins."),
        ("Works at all, %", "120", "From 0 to 100."),
        ("Full after, months", "x", "Type months, such as 3."),
        ("Day of tactic 1", "whenever", "No day. Type one such as Thu, 26 Nov or in 2 weeks."),
    ] {
        let before = window.plan().clone();
        window.fill(field, text);
        window.assert_hides(said);
        window.press(Key::Tab);
        window.assert_shows(said);
        assert_eq!(window.plan(), &before, "{field}");
    }
    assert!(!window.document().is_dirty());
}

#[test]
fn a_strategy_that_its_owner_was_asked_about_is_revised_and_what_it_was_stays() {
    let mut window = open(&with_strategy());
    window.fill("What it is", "Beans");
    window.press(Key::Tab);
    assert!(first(&window).revisions.is_empty(), "nobody was asked yet");
    window.click("Owner’s answer: Not yet: revise");
    window.assert_shows("The owner said not yet on 19 Nov.");
    window.fill("Title of the strategy", "Grinders on lease");
    window.press(Key::Tab);
    let strategy = first(&window);
    assert_eq!((strategy.revisions.len(), strategy.revisions[0].title.as_str()), (1, "Bundle"));
    window.assert_shows("Until 19 Nov: “Bundle” Beans");
    window.fill("Why revision 1 was made", "a wish, no plan");
    window.press(Key::Tab);
    assert_eq!(first(&window).revisions[0].why, "a wish, no plan");
}

#[test]
fn a_stranger_sees_the_tactics_alone_and_the_answer_is_kept() {
    let mut window = open(&with_strategy());
    window.click("Ask a stranger");
    window.assert_hides("Bundle");
    window.assert_shows("Price it, Ruth, Ring Fennick, List is sent");
    window.fill("Who answers", "Ines");
    window.click("Show the strategy");
    window.assert_shows("Write down the answer before it shows.");
    window.fill("What they take it for", "Cheaper prices");
    window.press(Key::Enter);
    window.assert_shows("The strategy: Bundle");
    window.click("Something else");
    let test = &first(&window).stranger_tests[0];
    assert_eq!((test.who.as_str(), test.answer.as_str(), test.found), ("Ines", "Cheaper prices", false));
    window.assert_shows("Ines took it for something else from the tactics alone on 19 Nov: “Cheaper prices”");
}

#[test]
fn the_list_is_walked_sorted_and_shortened_by_keys() {
    let mut plan = with_strategy();
    plan.add_strategy(Strategy::new("Fair"));
    plan.add_strategy(Strategy::new("Calls"));
    let mut window = open(&plan);
    let order = |window: &Window| {
        window.plan().worksheets.strategies.iter().map(|it| it.title.clone()).collect::<Vec<_>>().join(" ")
    };
    let row = window.words().into_iter().find(|(_, text)| text.starts_with("Fair: ")).unwrap().1;
    window.click(&row);
    window.press(Key::ArrowDown);
    window.alt(Key::ArrowUp);
    window.alt(Key::ArrowUp);
    assert_eq!(order(&window), "Calls Bundle Fair");
    assert_eq!(window.document().undo_label(), Some("Move “Calls” up"));
    window.press(Key::ArrowDown);
    window.press(Key::Delete);
    assert_eq!(order(&window), "Calls Fair");
    window.assert_shows("Removed the strategy “Bundle”");
    window.click_in_toast("Undo");
    assert_eq!(order(&window), "Calls Bundle Fair");
    window.ask(Ask::Command(Command::Undo));
    assert_eq!(order(&window), "Bundle Fair Calls", "moving twice is one step");
}

#[test]
fn ideas_that_were_kept_aside_come_back_and_strengthening_tells_before_and_now() {
    let mut plan = with_strategy();
    let mut idea = Idea::new("Own van", "");
    assert!(idea.keep_aside("Costs more than it earns"));
    plan.worksheets_mut().ideas.push(idea);
    let mut window = open(&plan);
    window.assert_shows("Own van: Costs more than it earns");
    window.click("Bring back “Own van”");
    assert_eq!(window.plan().worksheets.ideas[0].state, IdeaState::Open);
    window.click("Strengthen");
    window.fill("What made it stronger", "Ines did it in North");
    for (field, text) in [("Low now", "2000"), ("Likely now", "4000"), ("High now", "6000")] {
        window.fill(field, text);
    }
    window.click("Add it");
    let strategy = first(&window);
    assert_eq!(strategy.extra, Cases::new(2_000, 4_000, 6_000).map(Amount::whole));
    assert_eq!(strategy.strengthenings[0].kind, StrengtheningKind::Insight);
    // Six months from January on.
    window.assert_shows("Before +£12k, now +£24k");
    window.click("Take the last back");
    assert_eq!(first(&window).extra, Cases::new(1_000, 2_000, 3_000).map(Amount::whole));
}

#[test]
fn what_is_half_typed_is_saved_with_the_plan() {
    let mut window = open(&with_strategy());
    window.fill("New tactic", "Show it · Tom · Fri");
    window.ask(Ask::Command(Command::Save));
    let tactic = &first(&window).tactics[1];
    assert_eq!((tactic.what.as_str(), tactic.state), ("Show it", TacticState::Open));
    assert!(!window.document().is_dirty());
}

#[test]
fn passing_the_list_by_tab_opens_nothing_and_arrows_and_enter_do() {
    let mut plan = with_strategy();
    plan.add_strategy(Strategy::new("Fair"));
    let mut window = open(&plan);
    let title = |window: &Window| {
        let fields = window.words();
        let at = fields.iter().position(|(_, text)| text == "Title of the strategy").unwrap();
        fields[at + 1].1.clone()
    };
    assert_eq!(title(&window), "Bundle");
    let fair = window.words().into_iter().find(|(_, text)| text.starts_with("Fair: ")).unwrap().1;
    tab_to(&mut window, &fair);
    assert_eq!(title(&window), "Bundle");
    window.press(Key::ArrowUp);
    window.press(Key::ArrowDown);
    assert_eq!(title(&window), "Fair");
    window.press(Key::Enter);
    assert_eq!(window.focused().unwrap().1, "Title of the strategy");
}

#[test]
fn a_brainstorm_takes_the_page_and_esc_leads_back() {
    let mut window = open(&with_strategy());
    window.click("Brainstorm");
    assert!(window.has("Back to the strategies") && !window.has("Add a strategy"));
    window.press(Key::Escape);
    assert!(window.has("Add a strategy"));
    window.click("Brainstorm");
    window.click("Back to the strategies");
    assert!(window.has("Add a strategy"));
}

#[test]
fn the_other_strategy_that_counts_a_share_is_chosen_and_its_share_is_typed() {
    let mut plan = with_strategy();
    let other = plan.add_strategy(Strategy::new("Fair"));
    let mut window = open(&plan);
    window.click("Amounts and timing");
    assert!(!window.has("Its share, %"));
    window.click("Counted in another strategy");
    window.click_any("Fair");
    let counted = first(&window).counted.unwrap();
    assert_eq!((counted.by, counted.percent), (other, 50));
    window.fill("Its share, %", "30");
    window.press(Key::Tab);
    assert_eq!(first(&window).counted.unwrap().percent, 30);
    window.assert_shows("+£8.4k");
    window.fill("Its share, %", "0");
    window.press(Key::Tab);
    assert_eq!(first(&window).counted, None);
}

#[test]
fn enter_adds_tactic_after_tactic_and_goes_down_a_column() {
    let mut window = open(&with_strategy());
    tab_to(&mut window, "New tactic");
    for line in ["Show it · Tom", "Settle the visits"] {
        window.type_text(line);
        window.press(Key::Enter);
        assert_eq!(window.focused().unwrap().1, "New tactic");
    }
    let whats: Vec<&str> = first(&window).tactics.iter().map(|tactic| tactic.what.as_str()).collect();
    assert_eq!(whats, ["Price it", "Show it", "Settle the visits"]);
    window.fill("Who of tactic 2", "Sam");
    window.press(Key::Enter);
    assert_eq!(window.focused().unwrap().1, "Who of tactic 3");
    window.type_text("Ruth");
    window.press(Key::Enter);
    assert_eq!(window.focused().unwrap().1, "New tactic");
    let who: Vec<&str> = first(&window).tactics.iter().map(|tactic| tactic.who.as_str()).collect();
    assert_eq!(who, ["Ruth", "Sam", "Ruth"]);
}

#[test]
fn the_state_of_a_tactic_is_chosen_and_a_late_one_is_marked() {
    let mut plan = with_strategy();
    let id = plan.worksheets.strategies[0].tactics[0].id;
    let tactic = plan.tactic_mut(id).unwrap();
    (tactic.first_step_due, tactic.due) = ("2026-11-16".parse().ok(), "2026-11-18".parse().ok());
    let mut window = open(&plan);
    window.assert_shows("3 days late");
    window.assert_shows("A day late");
    window.click("State of tactic 1: Open");
    window.click_any("Begun");
    assert_eq!(first(&window).tactics[0].state, TacticState::Begun);
    window.assert_hides("3 days late");
    assert_eq!(window.document().undo_label(), Some("Mark “Price it” as begun"));
    window.click("State of tactic 1: Begun");
    window.click_any("Done");
    window.assert_hides("A day late");
    window.ask(Ask::Command(Command::Undo));
    window.ask(Ask::Command(Command::Undo));
    assert_eq!(window.plan(), &plan);
}

#[test]
fn a_strategy_may_add_to_another_series() {
    let mut plan = with_strategy();
    let mut profit = plan.series[0].as_ref().clone();
    "Profit".clone_into(&mut profit.name);
    plan.series.push(std::sync::Arc::new(profit));
    let mut window = open(&plan);
    window.click("Amounts and timing");
    window.click("Adds to the series");
    window.click_any("Profit");
    let strategy = first(&window);
    assert_eq!((strategy.series.as_deref(), strategy.start), (Some("Profit"), "2027-01".parse().ok()));
    window.assert_shows("Bundle: in Profit");
}

#[test]
fn the_key_that_opens_a_field_is_not_typed_into_it() {
    let mut window = open(&with_strategy());
    for (command, field) in [(Command::ShowStrategies, "New strategy"), (Command::ShowTactics, "New tactic")] {
        window.ask(Ask::Command(command));
        let modifiers = eframe::egui::Modifiers::NONE;
        let key = eframe::egui::Event::Key { key: Key::N, physical_key: None, pressed: true, repeat: false, modifiers };
        window.harness.event(key);
        window.harness.event(eframe::egui::Event::Text("n".into()));
        window.settle();
        assert_eq!(window.focused().unwrap().1, field);
        window.type_text("Fair");
        assert!(window.words().iter().any(|(_, text)| text == "Fair"), "{}", window.text());
        window.press(Key::Escape);
    }
}
