//! The chance of the target and how far to trust it; the page, the chart, the table and the command line say the same.

use eframe::egui::Key;
use upturn::analysis::Answer;
use upturn::chart::table::table;
use upturn::model::{Amount, Level, SeasonChoice};

use super::support::{Window, amount};

fn forecast() -> Window {
    let mut window = Window::example_at([1440.0, 1500.0]);
    window.ctrl(Key::Num3);
    window
}

/// As the forecast alone has it, without strategies and risks.
fn unchanged() -> Window {
    let mut window = forecast();
    window.click("What counts: If nothing changes");
    window
}

fn answer(window: &Window) -> &Answer {
    window.app().answer().unwrap()
}

#[test]
fn the_finding_answers_whether_the_year_will_be_made() {
    let window = unchanged();
    let chance = answer(&window).odds.iter().find(|odds| odds.level == Level::Formal).unwrap().chance;
    let words = upturn::text::odds::words(chance);
    window.assert_shows(&format!("short, with a chance of {words} to make it."));
    window.assert_shows(&format!("Chance of £690k: {:.0}%, {words}, if nothing changes", chance * 100.0));
    window.assert_shows("Formal target: £690k, £");
}

#[test]
fn the_dots_that_are_said_to_reach_the_target_do() {
    let window = unchanged();
    let dots = &answer(&window).dots;
    assert_eq!(dots.len(), 20);
    let reached = dots.iter().filter(|dot| **dot >= Amount::whole(690_000)).count();
    window.assert_shows(&format!("Each dot is one of 20 equally likely years. {reached} reach the target."));
}

/// Job "are we going to make the year?": one sentence, one chart, one table and `show` agree to the penny.
#[test]
fn the_sentence_the_chart_the_tables_and_the_answer_agree_to_the_penny() {
    let mut window = unchanged();
    let answer = answer(&window).clone();
    let total = answer.total;
    let (target, landing, gap) = (total.target.unwrap(), total.landing.unwrap(), total.gap.unwrap());
    assert_eq!(target - landing, gap);
    // The chart's own rows, as they stand in its table, add up to the landing.
    let style = upturn::text::Style {
        numbers: upturn::text::Numbers::ENGLISH,
        currency: window.plan().currency,
        unit: window.plan().series[0].unit.clone(),
    };
    let shown = table(&answer, &style, &[6]);
    let column = |name: &str| shown.head.iter().position(|head| head == name).unwrap_or_else(|| panic!("{name}"));
    let cell = |row: usize, name: &str| shown.rows[row][column(name)].clone();
    let mut sum = Amount::ZERO;
    let mut gaps = Amount::ZERO;
    for (row, of) in answer.rows.iter().enumerate().filter(|(_, of)| of.in_plan) {
        let sold = cell(row, "Sold");
        let finished = !sold.is_empty() && cell(row, "State").is_empty();
        let expected = if finished { sold.clone() } else { cell(row, "Forecast") };
        let expected =
            if sold.is_empty() || finished { amount(&expected) } else { amount(&expected).max(amount(&sold)) };
        assert_eq!(Some(expected), of.expected, "{:?}", of.period);
        sum += expected;
        gaps += amount(&cell(row, "Gap (target − expected)"));
    }
    assert_eq!((sum, gaps), (landing, gap));
    // What is read: the sentence, the gap table's total, the method's landing.
    window.assert_shows(&format!("is heading for {}, {} short", style.in_sentence(landing), style.in_sentence(gap)));
    let thousands = style.scaled_signed(gap, upturn::text::Scale::Thousands, 1);
    window.assert_shows(&format!("Gap, Total: down {thousands}"));
    let chosen = &answer.methods[answer.chosen.unwrap()];
    assert_eq!(chosen.landing, Some(landing));
    window.assert_shows(&format!("{}: {}, missed by", chosen.label, style.in_sentence(landing)));
    window.ctrl(Key::Num1);
    window.assert_shows(&format!("Heading for: {}", style.in_sentence(landing)));
    window.assert_shows("Chance of £690k: ");
}

#[test]
fn the_record_of_the_method_is_told_with_its_counts() {
    let window = forecast();
    let answer = answer(&window);
    let card = answer.methods[answer.chosen.unwrap()].card.as_ref().unwrap();
    window.assert_shows(&format!("Over {} earlier eight-month forecasts this method missed by ", card.origins));
    window.assert_shows(&format!("Its 8-in-10 band held {} of {} months.", card.held.0, card.held.1));
    window.assert_shows("It is Upturn’s usual method: no plainer one did clearly better on these figures.");
    window.assert_shows("Shown, not used.");
    // By months ahead, with the count beside the share.
    let lead = card.leads[0];
    window.assert_shows(&format!("{} of {}", lead.held, lead.count));
    window.assert_shows("Same months last year missed by");
}

#[test]
fn the_other_methods_stand_behind_a_button_and_any_may_be_chosen_by_keyboard() {
    let mut window = forecast();
    window.assert_hides("Damped trend, in percent: ");
    window.click("All methods");
    let (_, name) =
        window.words().into_iter().find(|(_, text)| text.starts_with("Damped trend, in percent: ")).unwrap();
    window.click(&name);
    assert_eq!(window.plan().forecast.method.as_deref(), Some("damped-log"));
    window.assert_shows("You chose this method.");
    window.click("Fewer methods");
    window.assert_shows("Damped trend, in percent: ");
    window.ctrl(Key::Z);
    assert_eq!(window.plan().forecast.method, None);
    window.assert_hides("You chose this method.");
}

#[test]
fn the_season_may_be_taken_for_granted_or_left_out_as_one_step() {
    let mut window = forecast();
    window.assert_shows("A test found a season in the figures.");
    let before = answer(&window).total.landing;
    window.click("Season: Never");
    assert_eq!(window.plan().forecast.season, SeasonChoice::Never);
    window.assert_shows("The forecast knows no season.");
    assert_ne!(answer(&window).total.landing, before);
    window.click("Season: Always");
    window.ctrl(Key::Z);
    assert_eq!((window.plan().forecast.season, answer(&window).total.landing), (SeasonChoice::Tested, before));
}

#[test]
fn a_plan_with_few_figures_says_that_it_is_too_early_to_tell() {
    let mut plan = upturn::model::Plan::new("Coast");
    for row in 0..3 {
        plan.type_figure(0, super::support::month("2026-08").plus(row), Some(Amount::whole(100 + i64::from(row))));
    }
    let mut window = Window::with_plan(&plan);
    window.ctrl(Key::Num3);
    window.fill("Total", "1200");
    window.fill("From", "Aug 2026");
    window.fill("To", "Jul 2027");
    window.click("Set target");
    assert_eq!(answer(&window).methods[answer(&window).chosen.unwrap()].card, None);
    window.assert_shows("Too few months are finished to try this method out on the past.");
    window.assert_shows("there is too little history to try others against it");
    window.assert_shows("Chance of 1.2k: ");
    window.assert_hides("How it did before");
    window.assert_hides("Earlier forecasts");
}

#[test]
fn earlier_forecasts_are_stepped_through_by_keys_and_buttons_and_esc_leads_back_to_today() {
    let mut window = forecast();
    let latest = answer(&window).past_forecasts.len() - 1;
    window.press(Key::P);
    window.assert_shows("As of Feb 2026, 8 months ahead.");
    window.assert_shows("The 8-in-10 lines held ");
    window.press(Key::P);
    window.assert_shows("As of Jan 2026, ");
    window.shift(Key::P);
    window.click("Later");
    window.assert_shows("As of Mar 2026, 7 months ahead.");
    for _ in 0..latest {
        window.shift(Key::P);
    }
    window.assert_shows("As of Sep 2026, 1 month ahead.");
    assert!(!window.is_enabled("Later"));
    window.press(Key::Escape);
    window.assert_shows("Expect £");
    window.assert_hides("As of Sep 2026");
    window.click("Earlier forecasts");
    window.assert_shows("As of Feb 2026, 8 months ahead.");
    window.click("Back to today");
    window.assert_hides("As of Feb 2026");
}

#[test]
fn the_chart_expects_what_the_switch_counts() {
    let mut window = forecast();
    let read = |window: &mut Window| {
        for _ in 0..160 {
            if window.focused().is_some_and(|(_, name)| name.starts_with("Expect £")) {
                break;
            }
            window.press(Key::Tab);
        }
        for _ in 0..30 {
            window.press(Key::ArrowRight);
        }
    };
    read(&mut window);
    window.assert_shows("with risks too, target");
    window.click("What counts: With strategies");
    read(&mut window);
    window.assert_shows("with strategies, target");
    window.click("What counts: If nothing changes");
    read(&mut window);
    window.assert_hides("with strategies, target");
}
