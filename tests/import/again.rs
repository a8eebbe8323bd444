//! The same file again, a newer one, an older one: what comes to a plan that has figures.

use upturn::import::{self, Arrival, Taking};
use upturn::model::{Amount, FiscalStart, Plan};

use super::{read, today};

const MAY: &str = "Date,Customer,Amount\n2026-04-03,Acme,10\n2026-04-20,Bolt,20\n2026-05-04,Acme,30\n";

fn put(plan: &mut Plan, table: &str) -> Vec<Arrival> {
    let preview = read(table.as_bytes(), "sales.csv", FiscalStart::JANUARY).unwrap();
    let routes = preview.routes(plan, None).unwrap();
    preview.put_into(plan, Taking { routes: &routes, file: Some("sales.csv"), today: today() }).unwrap()
}

fn values(plan: &Plan) -> String {
    let figures = plan.series[0].figures.iter();
    figures.map(|(p, f)| format!("{p}={}", f.value.unwrap_or(Amount::ZERO))).collect::<Vec<_>>().join(" ")
}

fn listed(arrivals: &[Arrival]) -> Vec<String> {
    import::listed(arrivals, FiscalStart::JANUARY, |amount| amount.to_string())
}

#[test]
fn the_same_file_twice_adds_nothing() {
    let mut plan = Plan::new("Coast");
    assert_eq!(import::counted(&put(&mut plan, MAY)), "3 new, 0 changed, 0 double");
    let before = plan.clone();
    assert_eq!(import::counted(&put(&mut plan, MAY)), "0 new, 0 changed, 0 double");
    assert_eq!(plan, before);
}

#[test]
fn a_newer_file_that_overlaps_updates_and_extends() {
    let mut plan = Plan::new("Coast");
    put(&mut plan, MAY);
    let june = format!("{MAY}2026-05-30,Acme,-5\n2026-06-02,Bolt,40\n2026-06-03,Bolt,1\n");
    let arrivals = put(&mut plan, &june);
    assert_eq!(import::counted(&arrivals), "3 new, 1 changed, 0 double");
    assert_eq!(listed(&arrivals), ["May 2026: 30 becomes 25"]);
    assert_eq!(values(&plan), "2026-04=30 2026-05=25 2026-06=41");
    // What came from where and when, and what it was before.
    let [first, second] = plan.series[0].intakes.as_slice() else { panic!("{:?}", plan.series[0].intakes) };
    let seen = |intake: &upturn::model::Intake| {
        intake
            .totals
            .iter()
            .map(|(p, seen)| format!("{p}={} of {}", seen.amount, seen.rows))
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(
        (seen(first).as_str(), first.data_date.to_string().as_str()),
        ("2026-04=30 of 2 2026-05=30 of 1", "2026-05-04")
    );
    assert_eq!((seen(second).as_str(), second.day), ("2026-05=25 of 2 2026-06=41 of 2", today()));
}

#[test]
fn a_newer_file_that_begins_inside_a_month_leaves_that_month_whole() {
    let mut plan = Plan::new("Coast");
    put(&mut plan, MAY);
    let part = "Date,Customer,Amount\n2026-04-20,Bolt,20\n2026-05-04,Acme,30\n2026-06-02,Bolt,40\n";
    let arrivals = put(&mut plan, part);
    assert_eq!(import::counted(&arrivals), "1 new, 0 changed, 0 double");
    assert_eq!(listed(&arrivals), ["Apr 2026: stays 30; the file begins inside it and has only 20 of it"]);
    assert_eq!(values(&plan), "2026-04=30 2026-05=30 2026-06=40");
}

#[test]
fn a_row_that_was_voided_since_is_a_change_and_no_part() {
    let mut plan = Plan::new("Coast");
    put(&mut plan, MAY);
    let voided = "Date,Customer,Amount\n2026-04-03,Acme,10\n2026-05-04,Acme,30\n";
    assert_eq!(listed(&put(&mut plan, voided)), ["Apr 2026: 30 becomes 10"]);
}

#[test]
fn an_older_file_that_ends_inside_a_month_leaves_what_a_newer_one_said() {
    let mut plan = Plan::new("Coast");
    put(&mut plan, &format!("{MAY}2026-05-30,Acme,5\n"));
    let arrivals = put(&mut plan, MAY);
    assert_eq!(listed(&arrivals), ["May 2026: stays 35; the file is older and ends inside it, with 30"]);
    assert_eq!(values(&plan), "2026-04=30 2026-05=35");
}

#[test]
fn other_rows_that_come_to_the_same_are_told() {
    let mut plan = Plan::new("Coast");
    put(&mut plan, MAY);
    let other = MAY.replace("2026-05-04,Acme,30\n", "2026-05-04,Acme,12\n2026-05-05,Acme,18\n");
    let arrivals = put(&mut plan, &other);
    assert_eq!(import::counted(&arrivals), "1 new, 0 changed, 0 double");
    assert_eq!(listed(&arrivals), ["May 2026: still 30, from 2 rows"]);
}

#[test]
fn what_was_pasted_leaves_no_trace_of_a_file() {
    let mut plan = Plan::new("Coast");
    let preview = read(MAY.as_bytes(), "sales.csv", FiscalStart::JANUARY).unwrap();
    let routes = preview.routes(&plan, None).unwrap();
    preview.put_into(&mut plan, Taking { routes: &routes, file: None, today: today() }).unwrap();
    assert!(plan.series[0].intakes.is_empty());
    assert!(plan.series[0].figures.values().all(|figure| figure.typed));
}
