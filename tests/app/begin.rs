//! A new plan, from the start page to its first figures.

use eframe::egui::Key;

use super::support::{Window, amount, month};

#[test]
fn a_new_plan_gets_its_figures_by_paste_and_one_undo_takes_them_all_back() {
    let mut window = Window::start();
    window.click("New plan");
    window.fill("Name", "Coast");
    assert_eq!(window.focused().unwrap().1, "Name");
    window.fill("Currency", "eur");
    window.click("Fiscal year starts in");
    window.click("July");
    window.click("Create plan");
    let plan = window.plan();
    assert_eq!((plan.title.as_str(), plan.subject.name.as_str()), ("Coast", "Coast"));
    assert_eq!((plan.currency.unwrap().code(), plan.fiscal_start.month()), ("EUR", 7));
    assert_eq!(window.app().title(), "● Coast – Upturn");
    window.assert_shows("Start with what was sold.");

    window.paste("Month\tSales\nJul 2026\t68,400.50\nAug 2026\t70,010\nSep 2026\t56,480\nOct 2026\t50,910\n");
    window.assert_shows("How what you pasted was read");
    assert!(window.plan().series[0].figures.is_empty(), "nothing is kept before it was agreed to");
    window.click("Use this");
    let sales = &window.plan().series[0];
    assert_eq!(sales.figures.len(), 4);
    assert_eq!(sales.value(month("2026-07")), Some(amount("68400.50")));
    window.assert_shows("July 2026: 68.4");
    window.assert_shows("Added 4 figures");

    window.ctrl(Key::Z);
    assert!(window.plan().series[0].figures.is_empty());
    window.ctrl(Key::Y);
    assert_eq!(window.plan().series[0].figures.len(), 4);
    window.assert_shows("October 2026: 50.9");
}
