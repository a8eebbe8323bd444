//! Chances as people say them: the percent for the eye, the odds for the ear. Every page that tells a chance takes its words here.

use super::money::Style;

/// Closer to none or all than this, a chance of something that is still open is told as "under 1%" or "over 99%".
const NEARLY: f64 = 1e-4;

/// "25%", "under 1%", "over 99%": of something that is still open, so that it is never none and never all.
#[must_use]
pub fn figure(chance: f64, style: &Style) -> String {
    style.percent(chance.clamp(NEARLY, 1.0 - NEARLY) * 100.0)
}

/// "about one in four", "even", "three in four": for a chance from 0 to 1. It goes by the whole percent that [`figure`] shows.
#[must_use]
pub fn words(chance: f64) -> &'static str {
    if chance < 0.01 {
        return "less than one in a hundred";
    }
    if chance > 0.99 {
        return "more than 99 in a hundred";
    }
    let percent = (chance * 100.0).round();
    let said = WORDS.iter().find(|(up_to, _)| percent <= *up_to);
    said.map_or("more than 99 in a hundred", |(_, words)| words)
}

/// "a chance of about one in four", "an even chance": for the middle of a sentence.
#[must_use]
pub fn phrase(chance: f64) -> String {
    match words(chance) {
        "even" => "an even chance".to_owned(),
        words if words.ends_with("even") => format!("a chance {words}"),
        words => format!("a chance of {words}"),
    }
}

/// Whole percents up to which the words hold.
const WORDS: [(f64, &str); 40] = [
    (1.0, "one in a hundred"),
    (2.0, "one in fifty"),
    (3.0, "about one in thirty"),
    (4.0, "one in twenty-five"),
    (5.0, "one in twenty"),
    (6.0, "about one in sixteen"),
    (7.0, "about one in fourteen"),
    (8.0, "about one in twelve"),
    (9.0, "about one in eleven"),
    (10.0, "one in ten"),
    (11.0, "about one in nine"),
    (13.0, "about one in eight"),
    (15.0, "about one in seven"),
    (18.0, "about one in six"),
    (22.0, "about one in five"),
    (27.0, "about one in four"),
    (31.0, "about three in ten"),
    (36.0, "about one in three"),
    (42.0, "about two in five"),
    (47.0, "a little less than even"),
    (52.0, "even"),
    (57.0, "a little better than even"),
    (62.0, "about three in five"),
    (64.0, "about five in eight"),
    (68.0, "about two in three"),
    (72.0, "about seven in ten"),
    (74.0, "about three in four"),
    (75.0, "three in four"),
    (77.0, "about three in four"),
    (82.0, "about four in five"),
    (84.0, "about five in six"),
    (86.0, "about six in seven"),
    (88.0, "about seven in eight"),
    (89.0, "about eight in nine"),
    (91.0, "about nine in ten"),
    (93.0, "about twelve in thirteen"),
    (95.0, "nineteen in twenty"),
    (97.0, "about 29 in thirty"),
    (98.0, "49 in fifty"),
    (99.0, "99 in a hundred"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Unit;
    use crate::text::Numbers;

    #[test]
    fn the_designs_odds_have_the_designs_words() {
        for (percent, said) in [
            (5.0, "one in twenty"),
            (14.0, "about one in seven"),
            (25.0, "about one in four"),
            (50.0, "even"),
            (75.0, "three in four"),
            (33.0, "about one in three"),
            (67.0, "about two in three"),
            (90.0, "about nine in ten"),
            (95.0, "nineteen in twenty"),
            (0.3, "less than one in a hundred"),
            (0.0, "less than one in a hundred"),
            (99.6, "more than 99 in a hundred"),
            (100.0, "more than 99 in a hundred"),
        ] {
            assert_eq!(words(percent / 100.0), said, "{percent}");
        }
    }

    #[test]
    fn a_chance_of_what_is_still_open_is_neither_none_nor_all() {
        let style = Style { numbers: Numbers::ENGLISH, currency: None, unit: Unit::Money };
        let shown = [0.0, 0.004, 0.25, 0.994, 0.996, 1.0].map(|chance| figure(chance, &style));
        assert_eq!(shown, ["under 1%", "under 1%", "25%", "over 99%", "over 99%", "over 99%"]);
    }

    #[test]
    fn a_chance_stands_in_a_sentence() {
        assert_eq!(phrase(0.25), "a chance of about one in four");
        assert_eq!(phrase(0.5), "an even chance");
        assert_eq!(phrase(0.45), "a chance a little less than even");
    }

    /// What is said of a fraction is that fraction: within a sixth of it, and of what is left to the whole.
    #[test]
    fn every_fraction_is_close_to_its_percent() {
        let number = |word: &str| -> Option<f64> {
            let tens = ["a hundred", "fifty", "thirty", "twenty-five"];
            let values = [100.0, 50.0, 30.0, 25.0];
            tens.iter().position(|ten| *ten == word).map(|index| values[index]).or_else(|| {
                word.parse().ok().or_else(|| {
                    let index = (1..=20).find(|n| super::super::plural::in_words(*n) == word)?;
                    u8::try_from(index).ok().map(f64::from)
                })
            })
        };
        for percent in 1..=99_u8 {
            let chance = f64::from(percent) / 100.0;
            let said = words(chance).trim_start_matches("about ");
            let Some((part, whole)) = said.split_once(" in ") else {
                assert!((0.43..=0.57).contains(&chance), "{percent}: {said}");
                continue;
            };
            let share =
                number(part).unwrap_or_else(|| panic!("{part}")) / number(whole).unwrap_or_else(|| panic!("{whole}"));
            let off = (share - chance).abs();
            assert!(off <= 0.031 && off <= chance.min(1.0 - chance) / 6.0 + 0.006, "{percent}%: {said}");
        }
    }
}
