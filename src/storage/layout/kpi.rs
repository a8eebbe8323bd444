//! KPIs as they stand in the file. Lists that hold nothing are left out.

use super::worksheet::list;
use super::{Page, Quoted, write_unit};
use crate::model::{Exception, Goal, Kpi, KpiKind, Progress, Ratio, Rhythm};

pub(super) fn write(page: &mut Page, kpis: &[Kpi]) {
    if kpis.is_empty() {
        return;
    }
    page.gap("KPIs: what is counted between meetings, by the first day of each Day, Week (from Monday), TwoWeeks or Month; Leading, or a");
    page.line("// Result. Goals: AtLeast(\"12\"), AtMost(\"14\"), Between(\"60\", \"100\"), or Move from one value to another by a day.");
    page.each("kpis: [", "],", kpis, |page, kpi| page.block("(", "),", |page| write_kpi(page, kpi)));
}

fn write_kpi(page: &mut Page, kpi: &Kpi) {
    page.fact("id", format_args!("\"{}\"", kpi.id));
    page.fact("name", Quoted(&kpi.name));
    page.fact("definition", Quoted(&kpi.definition));
    write_unit(page, &kpi.unit);
    page.fact("rhythm", rhythm(kpi.rhythm));
    page.fact("kind", kind(kpi.kind));
    page.fact("is_proxy", kpi.is_proxy);
    page.fact("owner", Quoted(&kpi.owner));
    page.optional("goal", kpi.goal.map(Wanted));
    list(page, "exceptions", &kpi.exceptions, write_exception);
    page.each("values: {", "},", &kpi.values, |page, (day, value)| page.line(format_args!("\"{day}\": \"{value}\",")));
    if let Some(Ratio { top, bottom, percent }) = kpi.ratio {
        page.fact("ratio", format_args!("(top: \"{top}\", bottom: \"{bottom}\", percent: {percent})"));
    }
    if !kpi.shows.is_empty() {
        page.each("shows: [", "],", &kpi.shows, |page, progress| match progress {
            Progress::Strategy(id) => page.line(format_args!("Strategy(\"{id}\"),")),
            Progress::Skill(skill) => page.line(format_args!("Skill({}),", Quoted(skill))),
            Progress::Improvement(area) => page.line(format_args!("Improvement({}),", Quoted(area))),
        });
    }
}

fn write_exception(page: &mut Page, exception: &Exception) {
    page.fact("first", format_args!("\"{}\"", exception.first));
    page.fact("last", format_args!("\"{}\"", exception.last));
    page.optional("goal", exception.goal.map(Wanted));
    page.fact("reason", Quoted(&exception.reason));
}

struct Wanted(Goal);

impl std::fmt::Display for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Goal::AtLeast(least) => write!(f, "AtLeast(\"{least}\")"),
            Goal::AtMost(most) => write!(f, "AtMost(\"{most}\")"),
            Goal::Between(least, most) => write!(f, "Between(\"{least}\", \"{most}\")"),
            Goal::Move { from, to, start, by } => {
                write!(f, "Move(from: \"{from}\", to: \"{to}\", start: \"{start}\", by: \"{by}\")")
            }
        }
    }
}

const fn rhythm(rhythm: Rhythm) -> &'static str {
    match rhythm {
        Rhythm::Day => "Day",
        Rhythm::Week => "Week",
        Rhythm::TwoWeeks => "TwoWeeks",
        Rhythm::Month => "Month",
    }
}

const fn kind(kind: KpiKind) -> &'static str {
    match kind {
        KpiKind::Leading => "Leading",
        KpiKind::Result => "Result",
    }
}
