//! The text of a plan in the current version: a comment over each section, one fact a line, stable order, LF.
//!
//! Written by hand and not by ron's pretty printer, which can't put a figure on one line and a target on several.
//! `storage::save` reads every text back before it counts, so this file and the shape it is read through can't part.

mod kpi;
mod meeting;
mod worksheet;

use std::fmt::Write as _;

use super::{header, version};
use crate::model::{
    Adjustment, Episode, EpisodeKind, Figure, ForecastChoice, Granularity, Intake, KeptForecast, KeptPoint, Level,
    Plan, SeasonChoice, Seen, Series, Source, Span, Spread, Subject, SubjectKind, Target, Unit,
};

/// Answers the whole text, first line and checksum included.
pub fn text(plan: &Plan) -> String {
    let figures: usize = plan.series.iter().map(|s| s.figures.len()).sum();
    let mut page = Page { text: header::start(version::CURRENT), depth: 0 };
    page.text.reserve(2048 + 64 * figures + plan.notes.len());
    page.line(
        "// Edit it in any text editor, if you like: Upturn then says that it was edited, and opens it all the same.",
    );
    page.line("// Comments of your own are not kept when Upturn saves the plan; notes are.");
    page.block("(", ")", |page| write_plan(page, plan));
    header::seal(&mut page.text);
    page.text
}

fn write_plan(page: &mut Page, plan: &Plan) {
    page.fact("format_version", version::CURRENT);

    page.gap("What the plan is called, who answers for it, and whom or what it is for:");
    page.line("// Business, Salesperson, Territory, KeyAccount, Team or Product.");
    page.fact("title", Quoted(&plan.title));
    page.fact("owner", Quoted(&plan.owner));
    write_subject(page, &plan.subject);

    // Left out of real plans, where it means nothing.
    if let Some(day) = plan.as_of {
        page.gap(
            "This is an example: it is read as of this day, whatever day it is. Take the line out of a real plan.",
        );
        page.fact("as_of", format_args!("\"{day}\""));
    }

    page.gap("The currency of all money, as its ISO code, and the month, 1 to 12, in which the fiscal year starts.");
    page.optional("currency", plan.currency.map(|c| format!("\"{c}\"")));
    page.fact("fiscal_start", plan.fiscal_start.month());

    page.gap("The first and the last month that the plan is for.");
    write_period(page, plan.period);

    page.gap(
        "The forecast that the plan is measured with (None: Upturn chooses), the periods in its rolling average, and",
    );
    page.line("// whether it goes by a season: Tested (if a test finds one), Always or Never.");
    write_forecast(page, &plan.forecast);

    page.gap(
        "What is counted: figures period by period, and the targets for them. A period that is not here is missing,",
    );
    page.line("// which is not zero. Amounts are exact decimals in quotes, with a point: \"68400.50\".");
    page.each("series: [", "],", &plan.series, |page, series| {
        page.block("(", "),", |page| write_series(page, series));
    });

    page.gap(
        "What bore on sales for a while, with its first and last day. Left out: it tells nothing of season, trend and",
    );
    page.line("// usual variation. Out of level: the forecast goes on as if it had not been.");
    page.line("// Kinds: Staff, Supply, Price, Competitor, Customer, Economy, OneOff, Other.");
    page.each("episodes: [", "],", &plan.episodes, |page, episode| {
        page.block("(", "),", |page| write_episode(page, episode));
    });

    worksheet::write(page, &plan.worksheets);
    kpi::write(page, &plan.kpis);
    meeting::write(page, &plan.meetings);

    page.gap("Free notes on the plan.");
    page.fact("notes", Quoted(&plan.notes));
}

fn write_subject(page: &mut Page, subject: &Subject) {
    page.block("subject: (", "),", |page| {
        page.fact("kind", kind(subject.kind));
        page.fact("name", Quoted(&subject.name));
    });
}

fn write_period(page: &mut Page, period: Option<Span>) {
    let Some(Span { first, last }) = period else { return page.fact("period", "None") };
    page.block("period: (", "),", |page| {
        page.fact("first", format_args!("\"{first}\""));
        page.fact("last", format_args!("\"{last}\""));
    });
}

fn write_forecast(page: &mut Page, forecast: &ForecastChoice) {
    page.block("forecast: (", "),", |page| {
        page.optional("method", forecast.method.as_deref().map(Quoted));
        page.fact("window", forecast.window);
        page.fact("season", season(forecast.season));
    });
}

fn write_series(page: &mut Page, series: &Series) {
    page.fact("name", Quoted(&series.name));
    write_unit(page, &series.unit);
    page.fact("granularity", granularity(series.granularity));

    page.gap("Where the figures come from, and the last day that this source speaks for.");
    match &series.source {
        Source::Typed => page.fact("source", "Typed"),
        Source::File(name) => page.fact("source", format_args!("File({})", Quoted(name))),
    }
    page.optional("data_date", series.data_date.map(|d| format!("\"{d}\"")));

    page.gap("One period a line. A figure that was typed by hand says so.");
    page.each("figures: {", "},", &series.figures, |page, (period, figure)| {
        page.line(format_args!("\"{period}\": {},", Line(figure)));
    });

    page.gap("Levels: Minimum, Formal, Intent, Stretch. Spread: Even, LastYear, ByPeriod.");
    page.each("targets: [", "],", &series.targets, |page, target| {
        page.block("(", "),", |page| write_target(page, target));
    });

    // Left out of series that no file was read into.
    if !series.intakes.is_empty() {
        page.gap("What each file changed, when it was read, and fingerprints by which its rows are known again.");
        page.each("intakes: [", "],", &series.intakes, |page, intake| {
            page.block("(", "),", |page| write_intake(page, intake));
        });
    }

    page.gap("What people know that the figures don't: so much more or less in each period, with the reason.");
    page.each("adjustments: [", "],", &series.adjustments, |page, adjustment| {
        page.block("(", "),", |page| write_adjustment(page, adjustment));
    });

    page.gap("Forecasts as they were made, with the 8-in-10 band: never changed afterwards.");
    page.each("kept: [", "],", &series.kept, |page, kept| {
        page.block("(", "),", |page| write_kept(page, kept));
    });
}

fn write_unit(page: &mut Page, unit: &Unit) {
    match unit {
        Unit::Money => page.fact("unit", "Money"),
        Unit::Count(name) => page.fact("unit", format_args!("Count({})", Quoted(name))),
    }
}

fn write_intake(page: &mut Page, intake: &Intake) {
    page.fact("file", Quoted(&intake.file));
    page.fact("source", Quoted(&intake.source));
    page.fact("day", format_args!("\"{}\"", intake.day));
    page.fact("first_day", format_args!("\"{}\"", intake.first_day));
    page.fact("data_date", format_args!("\"{}\"", intake.data_date));
    page.each("totals: {", "},", &intake.totals, |page, (period, seen)| {
        let Seen { amount, rows, print } = seen;
        page.line(format_args!("\"{period}\": (amount: \"{amount}\", rows: {rows}, print: {print}),"));
    });
}

fn write_adjustment(page: &mut Page, adjustment: &Adjustment) {
    page.fact("reason", Quoted(&adjustment.reason));
    page.fact("author", Quoted(&adjustment.author));
    page.fact("made", format_args!("\"{}\"", adjustment.made));
    page.fact("first", format_args!("\"{}\"", adjustment.first));
    page.optional("last", adjustment.last.map(|last| format!("\"{last}\"")));
    page.fact("amount", format_args!("\"{}\"", adjustment.amount));
}

fn write_kept(page: &mut Page, kept: &KeptForecast) {
    page.fact("made", format_args!("\"{}\"", kept.made));
    page.fact("method", Quoted(&kept.method));
    page.fact("known", format_args!("\"{}\"", kept.known));
    page.optional("landing", kept.landing.map(|landing| format!("\"{landing}\"")));
    page.fact("first", format_args!("\"{}\"", kept.span.first));
    page.fact("last", format_args!("\"{}\"", kept.span.last));
    page.each("expected: {", "},", &kept.expected, |page, (period, point)| {
        let KeptPoint { mid, lo, hi, adjusted } = point;
        let adjusted = adjusted.map(|amount| format!(", adjusted: \"{amount}\"")).unwrap_or_default();
        page.line(format_args!("\"{period}\": (mid: \"{mid}\", lo: \"{lo}\", hi: \"{hi}\"{adjusted}),"));
    });
}

fn write_episode(page: &mut Page, episode: &Episode) {
    page.fact("name", Quoted(&episode.name));
    page.fact("kind", episode_kind(episode.kind));
    page.fact("first", format_args!("\"{}\"", episode.first));
    page.fact("last", format_args!("\"{}\"", episode.last));
    page.fact("left_out", episode.left_out);
    page.fact("out_of_level", episode.out_of_level);
    page.fact("note", Quoted(&episode.note));
}

fn write_target(page: &mut Page, target: &Target) {
    page.fact("level", level(target.level));
    page.fact("spread", spread(target.spread));
    page.each("amounts: {", "},", &target.amounts, |page, (period, amount)| {
        page.line(format_args!("\"{period}\": \"{amount}\","));
    });
}

/// A figure on one line, with only what it has to say.
struct Line<'a>(&'a Figure);

impl std::fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Figure { value, typed, note } = self.0;
        let mut comma = "";
        f.write_str("(")?;
        if let Some(value) = value {
            write!(f, "value: \"{value}\"")?;
            comma = ", ";
        }
        if *typed {
            write!(f, "{comma}typed: true")?;
            comma = ", ";
        }
        if !note.is_empty() {
            write!(f, "{comma}note: {}", Quoted(note))?;
        }
        f.write_str(")")
    }
}

/// A text in quotes on one line, whatever is in it. Letters of all scripts stay readable; what can't be seen, or would
/// turn the line around, is escaped.
struct Quoted<'a>(&'a str);

impl std::fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("\"")?;
        let mut rest = self.0;
        while let Some(at) = rest.find(needs_escape) {
            let (plain, from) = rest.split_at(at);
            f.write_str(plain)?;
            let mut chars = from.chars();
            match chars.next() {
                Some('\n') => f.write_str("\\n")?,
                Some('\r') => f.write_str("\\r")?,
                Some('\t') => f.write_str("\\t")?,
                Some(c @ ('"' | '\\')) => write!(f, "\\{c}")?,
                Some(c) => write!(f, "\\u{{{:x}}}", u32::from(c))?,
                None => {}
            }
            rest = chars.as_str();
        }
        f.write_str(rest)?;
        f.write_str("\"")
    }
}

fn needs_escape(c: char) -> bool {
    let turns_the_line = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks_the_line = matches!(c, '\u{2028}' | '\u{2029}');
    matches!(c, '"' | '\\' | '\u{feff}') || c.is_control() || turns_the_line || breaks_the_line
}

/// The text so far, and how far its lines are set in.
struct Page {
    text: String,
    depth: usize,
}

impl Page {
    fn line(&mut self, line: impl std::fmt::Display) {
        // Writing to a String can't fail.
        let _ = writeln!(self.text, "{:1$}{line}", "", self.depth * 4);
    }

    fn fact(&mut self, name: &str, value: impl std::fmt::Display) {
        self.line(format_args!("{name}: {value},"));
    }

    fn optional(&mut self, name: &str, value: Option<impl std::fmt::Display>) {
        match value {
            Some(value) => self.fact(name, value),
            None => self.fact(name, "None"),
        }
    }

    /// An empty line and the comment of a section.
    fn gap(&mut self, comment: &str) {
        self.text.push('\n');
        self.line(format_args!("// {comment}"));
    }

    fn block(&mut self, open: &str, close: &str, inside: impl FnOnce(&mut Self)) {
        self.line(open);
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        self.line(close);
    }

    /// A block of items, on one line if there are none.
    fn each<I: IntoIterator>(&mut self, open: &str, close: &str, items: I, mut write: impl FnMut(&mut Self, I::Item)) {
        let mut items = items.into_iter().peekable();
        if items.peek().is_none() {
            return self.line(format_args!("{open}{close}"));
        }
        self.block(open, close, |page| items.for_each(|item| write(page, item)));
    }
}

// The words below are the file's, not the model's: renaming a variant in the model must not change a file.

const fn kind(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Business => "Business",
        SubjectKind::Salesperson => "Salesperson",
        SubjectKind::Territory => "Territory",
        SubjectKind::KeyAccount => "KeyAccount",
        SubjectKind::Team => "Team",
        SubjectKind::Product => "Product",
    }
}

const fn granularity(granularity: Granularity) -> &'static str {
    match granularity {
        Granularity::Week => "Week",
        Granularity::Month => "Month",
        Granularity::Quarter => "Quarter",
        Granularity::Year => "Year",
    }
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Minimum => "Minimum",
        Level::Formal => "Formal",
        Level::Intent => "Intent",
        Level::Stretch => "Stretch",
    }
}

const fn episode_kind(kind: EpisodeKind) -> &'static str {
    match kind {
        EpisodeKind::Staff => "Staff",
        EpisodeKind::Supply => "Supply",
        EpisodeKind::Price => "Price",
        EpisodeKind::Competitor => "Competitor",
        EpisodeKind::Customer => "Customer",
        EpisodeKind::Economy => "Economy",
        EpisodeKind::OneOff => "OneOff",
        EpisodeKind::Other => "Other",
    }
}

const fn season(season: SeasonChoice) -> &'static str {
    match season {
        SeasonChoice::Tested => "Tested",
        SeasonChoice::Always => "Always",
        SeasonChoice::Never => "Never",
    }
}

const fn spread(spread: Spread) -> &'static str {
    match spread {
        Spread::Even => "Even",
        Spread::LastYear => "LastYear",
        Spread::ByPeriod => "ByPeriod",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_on_its_line_and_readable() {
        assert_eq!(Quoted("Crème “brûlée” £ 東京 👩‍🍳").to_string(), "\"Crème “brûlée” £ 東京 👩‍🍳\"");
        assert_eq!(Quoted("a \"b\"\\\r\n\tc").to_string(), r#""a \"b\"\\\r\n\tc""#);
        assert_eq!(Quoted("\u{0}\u{202e}\u{2028}").to_string(), r#""\u{0}\u{202e}\u{2028}""#);
    }

    #[test]
    fn a_figure_says_only_what_it_has() {
        let figure = Figure { note: "late credit".into(), ..Figure::typed("68400.50".parse().unwrap()) };
        assert_eq!(Line(&figure).to_string(), r#"(value: "68400.50", typed: true, note: "late credit")"#);
        assert_eq!(Line(&Figure::default()).to_string(), "()");
    }
}
