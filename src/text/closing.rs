//! What strategies and risks come to, in sentences: the bridge, the odds and what moves them.

use super::money::{Scale, Style};
use super::{Origin, Said};
use crate::analysis::bridge::{Bar, BarKind, Bridge};
use crate::analysis::closing::{Alone, Case, Closing};
use crate::analysis::simulate::{LevelOdds, Mover, Needed};
use crate::model::{Amount, Granularity};
use crate::text::{calendar, odds};

/// "+£10.3k": a difference at a fixed scale, with its sign.
#[must_use]
pub fn signed_at(amount: Amount, style: &Style, scale: Scale, decimals: u32) -> String {
    let size = style.at_scale(amount.abs(), scale, decimals);
    match amount {
        amount if amount.is_zero() => size,
        amount if amount.is_negative() => format!("\u{2212}{size}"),
        _ => format!("+{size}"),
    }
}

fn of_kind(bridge: &Bridge, kind: BarKind) -> impl Iterator<Item = &Bar> {
    bridge.bars.iter().filter(move |bar| bar.kind == kind)
}

fn total(bridge: &Bridge, kind: BarKind) -> Amount {
    of_kind(bridge, kind).map(|bar| bar.expected).sum()
}

/// Under the bridge: the claim and the reason.
#[must_use]
pub fn bridge(bridge: &Bridge, style: &Style) -> (Said, Said) {
    let amount = |amount: Amount| style.in_sentence(amount.abs());
    let (gains, losses) = (total(bridge, BarKind::Strategy), total(bridge, BarKind::Risk));
    let (strategies, risks) = (of_kind(bridge, BarKind::Strategy).count(), of_kind(bridge, BarKind::Risk).count());
    let unknown = of_kind(bridge, BarKind::Unknown).next().map(|bar| bar.expected);
    let claim = match unknown {
        Some(unknown) if unknown > Amount::ZERO => format!("{} has no answer yet.", amount(unknown)),
        Some(unknown) if unknown.is_negative() => format!("The plan has {} to spare.", amount(unknown)),
        Some(_) => "The plan comes to its target.".to_owned(),
        None => format!("The plan is likely to come to {}.", amount(bridge.landing)),
    };
    let mut reason = match (strategies, risks) {
        (0, 0) => "No strategy and no scenario counts yet.".to_owned(),
        (_, 0) => format!("Strategies should bring {}; no risk is counted.", amount(gains)),
        (0, _) => format!("Risks take {} on average; no strategy is counted.", amount(losses)),
        _ => format!("Strategies should bring {}, risks take {} on average.", amount(gains), amount(losses)),
    };
    if strategies > 0 && bridge.best_cases > bridge.landing {
        let (best, landing) = (amount(bridge.best_cases), amount(bridge.landing));
        reason = format!("{reason} All best cases together would come to {best}; counted honestly it is {landing}.");
    }
    (claim.into(), reason.into())
}

/// Over the bridge: where the plan is likely to come to.
#[must_use]
pub fn landing(name: &str, bridge: &Bridge, style: &Style) -> Said {
    let landing = style.in_sentence(bridge.landing);
    let said = Said::new(format!("{name} is likely to come to ")).number(landing, Origin::Landing);
    let unknown = of_kind(bridge, BarKind::Unknown).next().map(|bar| bar.expected);
    let amount = |amount: Amount| style.in_sentence(amount.abs());
    match unknown {
        Some(unknown) if unknown > Amount::ZERO => {
            said.and(", ").number(format!("{} short", amount(unknown)), Origin::Target).and(".")
        }
        Some(unknown) if unknown.is_negative() => {
            said.and(", ").number(format!("{} over target", amount(unknown)), Origin::Target).and(".")
        }
        Some(_) => said.and(", which is the target."),
        None => said.and("."),
    }
}

/// What the cursor reads out of a bar.
#[must_use]
pub fn bar(bar: &Bar, style: &Style) -> String {
    let signed = |amount: Amount| style.in_sentence_signed(amount);
    let range = || style.range_in_sentence(bar.low, bar.high);
    match bar.kind {
        BarKind::Start => {
            format!("If nothing changes: {}, in 8 of 10 cases {}.", style.in_sentence(bar.expected), range())
        }
        BarKind::Strategy => {
            let best = if bar.best > bar.expected { format!(", {} at best", signed(bar.best)) } else { String::new() };
            format!("{}: {} on average{best}.", bar.label, signed(bar.expected))
        }
        BarKind::Risk => {
            let ready = if bar.is_ready == Some(true) { "a response is ready" } else { "no response is ready" };
            format!("{}: {} on average; {ready}.", bar.label, signed(bar.expected))
        }
        BarKind::Landing => {
            format!("Likely landing: {}, in 8 of 10 cases {}.", style.in_sentence(bar.expected), range())
        }
        BarKind::Unknown if bar.expected.is_negative() => {
            format!("To spare: {}.", style.in_sentence(bar.expected.abs()))
        }
        BarKind::Unknown => format!("Nobody knows yet where {} is to come from.", style.in_sentence(bar.expected)),
        BarKind::Target => format!("{}: {}.", bar.label, style.in_sentence(bar.expected)),
    }
}

/// "The plan wins back £11k.": behind the sentence on where things are heading; nothing without strategies and risks.
#[must_use]
pub fn won_back(closing: &Closing, style: &Style) -> Option<String> {
    let net = closing.won_back() + closing.at_risk();
    let amount = style.in_sentence(net.abs());
    if !closing.counts_something() {
        return None;
    }
    Some(match (net.is_negative(), closing.won_back().is_zero()) {
        _ if net.is_zero() => "What strategies bring, risks take.".to_owned(),
        (true, true) => format!("Risks may take {amount} of it."),
        (true, false) => format!("Risks take {amount} more than the strategies bring."),
        (false, _) => format!("The plan wins back {amount}."),
    })
}

/// What a chance counts, for the switch and behind the figure.
#[must_use]
pub const fn case(case: Case) -> &'static str {
    match case {
        Case::Unchanged => "If nothing changes",
        Case::Strategies => "With strategies",
        Case::Risks => "With risks too",
    }
}

/// "with strategies and risks; 14% if nothing changes": behind the words of a chance. `base` is what the forecast alone goes by.
#[must_use]
pub fn condition(case: Case, odds: &LevelOdds, base: &str, style: &Style) -> String {
    let plain = || odds::figure(odds.default, style);
    match case {
        Case::Unchanged => base.to_owned(),
        Case::Strategies => format!("with strategies; {} {base}", plain()),
        Case::Risks => format!("with strategies and risks; {} {base}", plain()),
    }
}

/// "Bundle for hotels: +9 points": what a strategy or scenario does to the chance, in whole points of a percent.
#[must_use]
pub fn mover(mover: &Mover) -> String {
    let points = (mover.by * 100.0).round();
    let size = match points.abs() {
        size if size < 1.0 => "less than a point".to_owned(),
        size if size < 2.0 => "1 point".to_owned(),
        size => format!("{size:.0} points"),
    };
    if mover.by < 0.0 { format!("takes {size}") } else { format!("adds {size}") }
}

/// "£31k more in all, or £3.9k a month, would make it 60%."; nothing where the chance is that high already.
#[must_use]
pub fn needed(needed: &Needed, granularity: Granularity, style: &Style) -> Option<String> {
    if needed.more <= Amount::ZERO {
        return None;
    }
    let each = needed
        .a_period
        .map(|each| format!(", or {} a {},", style.in_sentence(each), calendar::period_word(granularity)));
    let wished = odds::figure(needed.chance, style);
    Some(format!("{} more in all{} would make it {wished}.", style.in_sentence(needed.more), each.unwrap_or_default()))
}

/// "“Bundle” alone would do it with £6k a month instead of £2.5k, or “Fair” with £9k instead of £3k."; nothing where no strategy would.
#[must_use]
pub fn alone(alone: &[Alone], granularity: Granularity, style: &Style) -> Option<String> {
    let word = calendar::period_word(granularity);
    let (now, needed) = (|it: &Alone| style.in_sentence(it.now), |it: &Alone| style.in_sentence(it.needed));
    let (first, rest) = alone.split_first()?;
    let second = rest.first().map(|it| format!(", or “{}” with {} instead of {}", it.title, needed(it), now(it)));
    let (needed, now) = (needed(first), now(first));
    let second = second.unwrap_or_default();
    Some(format!("“{}” alone would do it with {needed} a {word} instead of {now}{second}.", first.title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::simulate::Item;
    use crate::model::{ScenarioId, StrategyId, Unit};
    use crate::text::Numbers;

    fn pounds() -> Style {
        Style { numbers: Numbers::ENGLISH, currency: "GBP".parse().ok(), unit: Unit::Money }
    }

    fn bar_of(kind: BarKind, item: Option<Item>, expected: i64, best: i64) -> Bar {
        let (expected, best) = (Amount::whole(expected), Amount::whole(best));
        Bar { kind, item, label: "Bundle".into(), low: expected, expected, high: expected, best, is_ready: Some(false) }
    }

    fn bridge_of(start: i64, gain: i64, loss: i64, target: Option<i64>) -> Bridge {
        let mut bars = vec![bar_of(BarKind::Start, None, start, start)];
        if gain > 0 {
            bars.push(bar_of(BarKind::Strategy, Some(Item::Strategy(StrategyId(1))), gain, 2 * gain));
        }
        if loss > 0 {
            bars.push(bar_of(BarKind::Risk, Some(Item::Scenario(ScenarioId(2))), -loss, -loss));
        }
        let landing = start + gain - loss;
        bars.push(bar_of(BarKind::Landing, None, landing, landing));
        if let Some(target) = target {
            bars.push(bar_of(BarKind::Unknown, None, target - landing, target - landing));
            bars.push(bar_of(BarKind::Target, None, target, target));
        }
        Bridge { bars, landing: Amount::whole(landing), best_cases: Amount::whole(start + 2 * gain) }
    }

    fn told(start: i64, gain: i64, loss: i64, target: Option<i64>) -> String {
        let (claim, reason) = bridge(&bridge_of(start, gain, loss, target), &pounds());
        format!("{claim} {reason}")
    }

    #[test]
    fn the_bridge_says_what_is_open_and_sets_best_cases_beside_the_honest_sum() {
        assert_eq!(
            told(656_000, 23_000, 12_000, Some(690_000)),
            "£23k has no answer yet. Strategies should bring £23k, risks take £12k on average. All best cases together would \
             come to £702k; counted honestly it is £667k."
        );
        assert_eq!(
            told(656_000, 0, 12_000, Some(640_000)),
            "The plan has £4k to spare. Risks take £12k on average; no strategy is counted."
        );
        assert_eq!(
            told(656_000, 0, 0, None),
            "The plan is likely to come to £656k. No strategy and no scenario counts yet."
        );
        assert!(
            told(1_000, 500, 0, Some(1_500)).starts_with("The plan comes to its target. Strategies should bring £500;")
        );
    }

    #[test]
    fn a_bar_is_read_out_with_what_stands_behind_it() {
        let bridge = bridge_of(656_000, 10_000, 6_000, Some(690_000));
        let read: Vec<String> = bridge.bars.iter().map(|it| bar(it, &pounds())).collect();
        assert_eq!(read[1], "Bundle: +£10k on average, +£20k at best.");
        assert_eq!(read[2], "Bundle: \u{2212}£6k on average; no response is ready.");
        assert_eq!(read[4], "Nobody knows yet where £30k is to come from.");
    }

    #[test]
    fn what_the_plan_wins_back_is_told_with_its_direction() {
        let won = |gain, loss| {
            let bridge = Some(bridge_of(656_000, gain, loss, Some(690_000)));
            let mut closing = Closing::default();
            closing.bridge = bridge;
            won_back(&closing, &pounds())
        };
        assert_eq!(won(0, 0), None);
        assert_eq!(won(23_000, 12_000).as_deref(), Some("The plan wins back £11k."));
        assert_eq!(won(3_000, 12_000).as_deref(), Some("Risks take £9k more than the strategies bring."));
        assert_eq!(won(0, 12_000).as_deref(), Some("Risks may take £12k of it."));
        assert_eq!(won(12_000, 12_000).as_deref(), Some("What strategies bring, risks take."));
    }

    #[test]
    fn a_chance_names_what_counts_and_the_base_case() {
        let odds = LevelOdds {
            level: crate::model::Level::Formal,
            target: Amount::whole(690_000),
            default: 0.14,
            with_strategies: 0.37,
            with_risks: 0.25,
        };
        let told = Case::ALL.map(|case| condition(case, &odds, "if nothing changes", &pounds()));
        assert_eq!(told[0], "if nothing changes");
        assert_eq!(told[1], "with strategies; 14% if nothing changes");
        assert_eq!(told[2], "with strategies and risks; 14% if nothing changes");
    }

    #[test]
    fn movers_are_told_in_points_and_what_it_takes_in_money() {
        let by = |by: f64| mover(&Mover { item: Item::Strategy(StrategyId(1)), title: String::new(), by });
        assert_eq!([by(0.091), by(-0.012), by(0.002)], ["adds 9 points", "takes 1 point", "adds less than a point"]);
        let of = |more: i64| Needed {
            chance: 0.6,
            more: Amount::whole(more),
            a_period: Some(Amount::whole(more / 8)),
            target: Amount::whole(690_000 - more),
        };
        let told = |more: i64| needed(&of(more), Granularity::Month, &pounds());
        assert_eq!(told(31_200).as_deref(), Some("£31k more in all, or £3.9k a month, would make it 60%."));
        assert_eq!((told(0), told(-5)), (None, None));
    }

    #[test]
    fn a_difference_has_its_sign_at_any_scale() {
        let at = |amount: i64| signed_at(Amount::whole(amount), &pounds(), Scale::for_largest(50_000.0), 1);
        assert_eq!([at(10_300), at(-6_100), at(0)], ["+£10.3k", "\u{2212}£6.1k", "£0.0k"]);
    }

    #[test]
    fn what_would_do_it_alone_is_told_of_two_at_most() {
        let of = |title: &str, now, needed| Alone {
            id: StrategyId(1),
            title: title.into(),
            now: Amount::whole(now),
            needed: Amount::whole(needed),
        };
        let all = [of("Bundle", 2_500, 6_000), of("Fair", 3_000, 9_000), of("Club", 100, 800)];
        let told = |count: usize| alone(&all[..count], Granularity::Month, &pounds());
        assert_eq!(told(0), None);
        assert_eq!(told(1).unwrap(), "“Bundle” alone would do it with £6k a month instead of £2.5k.");
        let both = "“Bundle” alone would do it with £6k a month instead of £2.5k, or “Fair” with £9k instead of £3k.";
        assert_eq!(told(3).unwrap(), both);
    }
}
