//! Finding sentences: what the numbers say, in plain words with the number in it. They never judge a person.

use crate::analysis::{Answer, Direction, Refusal, Row, Season, Trend};
use crate::model::{Amount, FiscalStart, Granularity, Level, Plan, Span, Standing};

use super::calendar;
use super::money::Style;
use super::said::{Origin, Said};
use super::{odds, plural};

/// The name that sentences use: the subject's, or the plan's title, or "The business".
#[must_use]
pub fn name(plan: &Plan) -> &str {
    [plan.subject.name.trim(), plan.title.trim()].into_iter().find(|n| !n.is_empty()).unwrap_or("The business")
}

/// Speaks of one series on one day.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'a> {
    /// As [`name`] gives it; with the series' name where the plan has several.
    pub name: &'a str,
    pub fiscal: FiscalStart,
    pub answer: &'a Answer,
    pub style: &'a Style,
}

/// A number's direction, for the shape beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Better,
    Worse,
    Plain,
}

impl Voice<'_> {
    /// All findings, the most important first.
    #[must_use]
    pub fn all(&self) -> Vec<String> {
        let mut findings = vec![self.forecast().plain(), self.history().plain()];
        findings.extend(self.answer.season.as_ref().ok().map(|season| self.season(season).plain()));
        findings.extend(self.answer.variation.is_ok().then(|| self.variation().plain()));
        findings.extend(self.unfinished());
        findings.dedup();
        findings
    }

    /// The sentence over the history.
    #[must_use]
    pub fn history(&self) -> Said {
        match &self.answer.trend {
            Ok(trend) => self.trend(trend),
            Err(refusal) => self.too_little(*refusal, "to see a direction").into(),
        }
    }

    fn trend(&self, trend: &Trend) -> Said {
        let name = self.name;
        let since = calendar::period_long(trend.span.first, self.fiscal);
        if trend.could_be_chance || trend.direction == Direction::Flat {
            return match self.recent_average() {
                Some(average) => {
                    let word = calendar::period_word(self.answer.granularity);
                    Said::new(format!("{name} sells about "))
                        .number(self.style.in_sentence(average), Origin::Figures)
                        .and(format!(" a {word}, without a clear direction."))
                }
                None => Said::new(format!("{name} shows no clear direction.")),
            };
        }
        let percent = self.style.percent(trend.per_year_percent.abs());
        // "under 1%" is no number that one could be about.
        let about = if percent.starts_with(|c: char| c.is_ascii_digit()) { "about " } else { "" };
        let moving = if trend.direction == Direction::Up { "growing" } else { "slipping" };
        let season = if trend.season_adjusted { "Season aside, " } else { "" };
        Said::new(format!("{season}{name} has been {moving} {about}"))
            .number(percent, Origin::Trend)
            .and(format!(" a year since {since}."))
    }

    /// Average of the last finished year, or of what there is.
    fn recent_average(&self) -> Option<f64> {
        let answer = self.answer;
        let last = answer.last_finished?;
        let finished: Vec<f64> = answer.rows[..=last]
            .iter()
            .rev()
            .take(answer.granularity.per_year())
            .filter(|r| r.standing == Standing::Finished)
            .filter_map(|r| r.actual)
            .map(Amount::to_f64)
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "at most a year of periods")]
        (!finished.is_empty()).then(|| finished.iter().sum::<f64>() / finished.len() as f64)
    }

    /// The sentence over the forecast, with the chance of the formal target if nothing changes.
    #[must_use]
    pub fn forecast(&self) -> Said {
        if let Some(heading) = self.heading_and_gap() {
            return match self.chance().filter(|odds| odds.level == Level::Formal) {
                Some(odds) => heading.and(format!(", with {} to make it.", odds::phrase(odds.chance))),
                None => heading.and("."),
            };
        }
        let Some(landing) = self.answer.total.landing else {
            let refusal = self.answer.methods.iter().find_map(|m| m.points.as_ref().err().copied());
            return match refusal {
                Some(refusal) => self.too_little(refusal, "to look ahead").into(),
                None => "Start with what was sold.".into(),
            };
        };
        let amount = self.style.in_sentence(landing);
        if self.is_over() {
            let said =
                Said::new(format!("{} ended {} at ", self.name, self.plan_year())).number(amount, Origin::Landing);
            return match self.answer.total.gap.and_then(|gap| self.short_or_over(gap)) {
                Some(words) => said.and(", ").number(words, Origin::Target).and("."),
                None if self.answer.total.gap.is_some() => said.and(", on target."),
                None => said.and("."),
            };
        }
        let heading = Said::new(format!("{} is heading for ", self.name)).number(amount, Origin::Landing);
        heading.and(format!(" in {}{}. Set a target to see the gap.", self.plan_year(), self.by_judgement()))
    }

    /// The same, and what the plan does about it in place of the chance; `None` where there is no gap to speak of.
    #[must_use]
    pub fn forecast_and(&self, more: &str) -> Option<Said> {
        Some(self.heading_and_gap()?.and(". ").and(more))
    }

    /// "Coast is heading for £656k, £34k short": of a plan that is not over, with a forecast and a target.
    fn heading_and_gap(&self) -> Option<Said> {
        let landing = self.answer.total.landing.filter(|_| !self.is_over())?;
        let gap = self.answer.total.gap?;
        let amount = self.style.in_sentence(landing);
        let heading = Said::new(format!("{} is heading for ", self.name)).number(amount, Origin::Landing);
        let judgement = self.by_judgement();
        Some(match self.short_or_over(gap) {
            Some(words) => heading.and(judgement + ", ").number(words, Origin::Target),
            None => heading.and(judgement + ", which is ").number("the target", Origin::Target),
        })
    }

    /// "£34k short", "£12k over target"; `None` where the two read the same.
    #[must_use]
    pub fn short_or_over(&self, gap: Amount) -> Option<String> {
        let size = self.style.in_sentence(gap.abs());
        if size == self.style.in_sentence(Amount::ZERO) {
            return None;
        }
        Some(if gap.is_negative() { format!("{size} over target") } else { format!("{size} short") })
    }

    /// "2026–27", or "Jul 2026 – Dec 2026" where the plan is no fiscal year.
    #[must_use]
    pub fn plan_year(&self) -> String {
        let span = self.answer.span;
        let year = span.first.fiscal_year(self.fiscal);
        if span == self.fiscal.months_of(year).at(self.answer.granularity, self.fiscal) {
            calendar::fiscal_year(year, self.fiscal)
        } else {
            calendar::span(span, self.fiscal)
        }
    }

    fn too_little(&self, refusal: Refusal, what_for: &str) -> String {
        let word = calendar::period_word(self.answer.granularity);
        match refusal {
            Refusal::TooFew { have: 0, .. } if self.answer.rows.iter().all(|row| row.actual.is_none()) => {
                "Start with what was sold.".to_owned()
            }
            Refusal::TooFew { have, need } => {
                let have = match have {
                    0 => format!("no finished {word} yet"),
                    have => plural::count(have, &format!("finished {word}")),
                };
                let need = plural::count_in_words(need, word);
                format!("{} has {have}; it takes {need} {what_for}.", self.name)
            }
            Refusal::NoLevel | Refusal::NoSeasonInYear => {
                format!("{}’s figures add up to nothing, so there is no level to compare with.", self.name)
            }
            Refusal::LeftOut(period) => {
                let period = plural::capitalised(&calendar::period_long(period, self.fiscal));
                format!("{period} is left out, and no other year has it, which is needed {what_for}.")
            }
            Refusal::Missing(period) => {
                format!(
                    "{} has no figure for {}, which is needed {what_for}.",
                    self.name,
                    calendar::period_long(period, self.fiscal)
                )
            }
        }
    }

    /// "July is 23% above an average month, January 23% below."
    #[must_use]
    pub fn season(&self, season: &Season) -> Said {
        let granularity = self.answer.granularity;
        let word = calendar::period_word(granularity);
        let by_index = |a: &(usize, &f64), b: &(usize, &f64)| a.1.total_cmp(b.1);
        let places = || season.indices.iter().enumerate();
        let (Some((high, top)), Some((low, bottom))) = (places().max_by(by_index), places().min_by(by_index)) else {
            return Said::default();
        };
        let percent = |index: f64| self.style.percent(((index - 1.0) * 100.0).abs().round());
        let said = if top - 1.0 < FLAT_SEASON && bottom - 1.0 > -FLAT_SEASON {
            Said::new(format!("No {word} stands out from the others."))
        } else {
            let (high, low) = (season_place(granularity, high), season_place(granularity, low));
            Said::new(format!("{high} is "))
                .number(percent(*top), Origin::Season)
                .and(format!(" above an average {word}, {low} "))
                .number(percent(*bottom), Origin::Season)
                .and(" below.")
        };
        if season.weak {
            let resting = Said::new("It rests on ").number(plural::count(season.periods, word), Origin::Figures);
            said.then(resting.and(" only."))
        } else {
            said
        }
    }

    /// What the trend card says under its number.
    #[must_use]
    pub fn trend_reason(&self, trend: &Trend) -> Said {
        let span = calendar::span(trend.span, self.fiscal);
        let said = if trend.season_adjusted {
            Said::default().number("Season", Origin::Season).and(" taken out, ")
        } else {
            Said::default()
        };
        said.number(span, Origin::Figures).and(format!(". {}", chance_words(trend.chance)))
    }

    /// "Jul – Oct 2026: sold £245.9k, £15.7k short of the target of £261.6k", for a span that was selected on a chart.
    #[must_use]
    pub fn selection(&self, span: Span) -> String {
        let rows: Vec<&Row> = span.iter().filter_map(|period| self.answer.row(period)).collect();
        let mut said = format!("{}:", calendar::span(span, self.fiscal));
        let sold = rows.iter().filter_map(|row| row.actual).sum::<Amount>();
        let known = rows.iter().any(|row| row.actual.is_some());
        let finished = rows.iter().all(|row| row.standing == Standing::Finished);
        let expected = rows.iter().map(|row| row.expected).sum::<Option<Amount>>();
        let target = rows.iter().map(|row| row.target).sum::<Option<Amount>>();
        match (known, expected) {
            (true, _) if finished => said += &format!(" sold {}", self.style.in_sentence(sold)),
            (true, Some(all)) => {
                said += &format!(
                    " sold {} so far, {} expected in all",
                    self.style.in_sentence(sold),
                    self.style.in_sentence(all)
                );
            }
            (true, None) => said += &format!(" sold {}; figures are missing", self.style.in_sentence(sold)),
            (false, Some(all)) => said += &format!(" {} expected", self.style.in_sentence(all)),
            (false, None) => said += " no figures",
        }
        if let (Some(target), Some(expected)) = (target, expected) {
            let gap = target - expected;
            let side = if gap.is_negative() { "over" } else { "short of" };
            let (gap, target) = (self.style.in_sentence(gap.abs()), self.style.in_sentence(target));
            said += &format!(", {gap} {side} the target of {target}");
        }
        said
    }

    /// "The 6-month average: +3.1% a year; could be chance.": the trend of the smoothed figures, season left in.
    #[must_use]
    pub fn smoothed_trend(&self, window: usize) -> Option<String> {
        let trend = self.answer.smoothed_trend.as_ref().ok()?;
        let word = calendar::period_word(self.answer.granularity);
        let percent = self.style.percent_fine_signed(trend.per_year_percent);
        let surely = if trend.could_be_chance { "; could be chance" } else { "" };
        Some(format!("The {window}-{word} average: {percent} a year{surely}."))
    }

    /// "November isn’t finished and counts in no average."
    #[must_use]
    pub fn unfinished(&self) -> Option<String> {
        let row = self.answer.rows.iter().find(|r| r.standing == Standing::Unfinished)?;
        Some(format!("{} isn’t finished and counts in no average.", calendar::period_long(row.period, self.fiscal)))
    }

    /// "5.3% a year" with its direction.
    #[must_use]
    pub fn trend_number(&self, trend: &Trend) -> (String, Tone) {
        let tone = match trend.direction {
            _ if trend.could_be_chance => Tone::Plain,
            Direction::Up => Tone::Better,
            Direction::Down => Tone::Worse,
            Direction::Flat => Tone::Plain,
        };
        let percent = if tone == Tone::Plain {
            self.style.percent_fine_signed(trend.per_year_percent)
        } else {
            self.style.percent_fine(trend.per_year_percent.abs())
        };
        (format!("{percent} a year"), tone)
    }
}

/// Places of the year closer to the average than this share are told as average.
pub const FLAT_SEASON: f64 = 0.005;

/// What a place of the year is called in a sentence: "July", "Week 7", "Q3".
#[must_use]
pub fn season_place(granularity: Granularity, index: usize) -> String {
    match granularity {
        Granularity::Month => calendar::month_name(u32::try_from(index + 1).unwrap_or(12)).to_owned(),
        Granularity::Week => format!("Week {}", index + 1),
        _ => calendar::season_place(granularity, index),
    }
}

/// How often chance alone would show as much.
#[must_use]
pub fn chance_words(chance: f64) -> String {
    if chance >= 0.45 {
        return "Chance alone shows as much about every other time.".to_owned();
    }
    if chance < 0.001 {
        return "By chance alone, less than 1 time in 1,000.".to_owned();
    }
    let times = (1.0 / chance).round();
    format!("By chance alone, about 1 time in {times}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_told_in_times() {
        assert_eq!(chance_words(0.067), "By chance alone, about 1 time in 15.");
        assert_eq!(chance_words(0.000_01), "By chance alone, less than 1 time in 1,000.");
        assert_eq!(chance_words(0.7), "Chance alone shows as much about every other time.");
    }

    #[test]
    fn a_plan_is_called_by_its_subject_or_else_its_title() {
        let mut plan = Plan::new("Coast 2026–27");
        assert_eq!(name(&plan), "Coast 2026–27");
        plan.subject.name = "Coast".into();
        assert_eq!(name(&plan), "Coast");
        assert_eq!(name(&Plan::new(" ")), "The business");
    }

    #[test]
    fn a_plan_whose_only_month_still_runs_is_not_told_to_begin() {
        let mut plan = Plan::new("Coast");
        let said = |plan: &Plan| {
            let answer = crate::analysis::analyse(plan, 0, "2026-11-19".parse().unwrap()).unwrap();
            let style =
                Style { numbers: crate::text::Numbers::ENGLISH, currency: None, unit: crate::model::Unit::Money };
            Voice { name: "Coast", fiscal: FiscalStart::JANUARY, answer: &answer, style: &style }.history().plain()
        };
        assert_eq!(said(&plan), "Start with what was sold.");
        plan.type_figure(0, "2026-11".parse().unwrap(), Some(Amount::whole(5)));
        assert_eq!(said(&plan), "Coast has no finished month yet; it takes four months to see a direction.");
    }

    #[test]
    fn a_selected_span_adds_up_what_was_sold_and_says_what_is_short() {
        let mut plan = Plan::new("Coast");
        for month in 1..=3 {
            plan.type_figure(0, crate::model::Period::month(2026, month), Some(Amount::whole(100)));
        }
        let year = FiscalStart::JANUARY.months_of(2026);
        let wanted = crate::model::plan::TargetTotal {
            level: Level::Formal,
            total: Amount::whole(1_440),
            spread: crate::model::Spread::Even,
            span: year,
        };
        let today = "2026-11-19".parse().unwrap();
        plan.set_target_total(0, wanted, today).unwrap();
        let answer = crate::analysis::analyse(&plan, 0, today).unwrap();
        let style = Style { numbers: crate::text::Numbers::ENGLISH, currency: None, unit: crate::model::Unit::Money };
        let voice = Voice { name: "Coast", fiscal: FiscalStart::JANUARY, answer: &answer, style: &style };
        let quarter = Span::new(year.first, year.first.plus(2)).unwrap();
        assert_eq!(voice.selection(quarter), "Jan – Mar 2026: sold 300, 60 short of the target of 360");
        let half = Span::new(year.first, year.first.plus(5)).unwrap();
        assert_eq!(
            voice.selection(half),
            "Jan – Jun 2026: sold 300 so far, 600 expected in all, 120 short of the target of 720"
        );
    }
}
