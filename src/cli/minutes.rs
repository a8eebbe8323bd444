use chrono::NaiveDate;

use super::{Problem, args, day, load, say};
use crate::app::handout;
use crate::export::Handout;
use crate::model::{Plan, Review};
use crate::report::minutes::{Names, full_day};
use crate::storage;
use crate::text::{Numbers, meeting};
use crate::ui::theme::Theme;

pub(super) fn run(wanted: &args::Minutes, today: Option<NaiveDate>) -> Result<(), Problem> {
    let plan = load(&super::plan_path(&wanted.plan))?.plan;
    let today = day(today, &plan);
    let review = meant(&plan, wanted.review)?;
    let named = wanted.out.as_deref().and_then(Handout::of_path);
    let format = wanted.format.map(Handout::from).or(named).unwrap_or_default();
    let names = if wanted.hide_names { Names::Hidden } else { Names::Shown };
    let palette = Theme::Light.tokens().palette();
    let text = handout::written(&plan, review.id, format, names, today, Numbers::ENGLISH, &palette);
    let text = text.ok_or_else(|| none_on(&plan, wanted.review))?;
    match &wanted.out {
        Some(path) => storage::write_file(&storage::RealFs, path, text.as_bytes()).map_err(Problem::new)?,
        None => say(text.strip_suffix('\n').unwrap_or(&text)),
    }
    Ok(())
}

/// The review of that day: the one that was held, where there are several.
fn meant(plan: &Plan, day: NaiveDate) -> Result<&Review, Problem> {
    let of_day = plan.meetings.reviews.iter().filter(|review| review.day == day);
    of_day.max_by_key(|review| (review.state, review.id)).ok_or_else(|| none_on(plan, day))
}

fn none_on(plan: &Plan, day: NaiveDate) -> Problem {
    let reviews = plan.meetings.reviews.iter();
    let days: Vec<String> = reviews.map(|review| format!("{} ({})", review.day, meeting::name(review))).collect();
    let there = if days.is_empty() { "it has none at all".to_owned() } else { format!("it has: {}", days.join(", ")) };
    Problem(format!("the plan has no review on {}; {there}", full_day(day)))
}
