use chrono::NaiveDate;

use super::{Base, Problem, args, day, load, save, say, style};
use crate::model::plan::TargetTotal;
use crate::model::{Level, Span, Spread};
use crate::text::calendar;
use crate::text::number::Numbers;

pub(super) fn run(wanted: &args::Target, today: Option<NaiveDate>) -> Result<(), Problem> {
    let span = Span::new(wanted.from, wanted.to)
        .ok_or_else(|| Problem(format!("--from {} lies after --to {}; swap them", wanted.from, wanted.to)))?;
    let total = match Numbers::ENGLISH.parse(&wanted.total) {
        Ok(Some(total)) => total,
        Ok(None) => {
            return Err(Problem(format!("--total {:?} is no amount; type a number such as 690000", wanted.total)));
        }
        Err(error) => return Err(Problem(format!("--total {:?}: {error}", wanted.total))),
    };
    let path = super::plan_path(&wanted.plan);
    let loaded = load(&path)?;
    let (mut plan, base) = Base::of(loaded);
    let today = day(today, &plan);
    let index = super::series_index(&plan, wanted.series.as_deref())?;
    let (level, spread) = (Level::from(wanted.level), Spread::from(wanted.spread));
    plan.set_target_total(index, TargetTotal { level, total, spread, span }, today).map_err(Problem::new)?;
    save(&path, &plan, &base)?;
    let series = &plan.series[index];
    let amount = style(&plan, series).exact(total);
    say(&format!("{} of {}: {amount} for {}", level.label(), series.name, calendar::span(span, plan.fiscal_start)));
    Ok(())
}
