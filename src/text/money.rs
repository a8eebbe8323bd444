//! Amounts in words of the plan's unit: in sentences, in tables, on axes.

use crate::model::{Amount, Currency, Unit};

use super::number::Numbers;
use super::{UNKNOWN, currency, plural};

/// What a table or an axis counts in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scale {
    #[default]
    Ones,
    Thousands,
    Millions,
    Billions,
}

impl Scale {
    /// The scale of a table whose largest size is `largest`: one decimal of it still tells the rows apart.
    #[must_use]
    pub fn for_largest(largest: f64) -> Self {
        Self::by_thresholds(largest, [1e4, 1e7, 1e10])
    }

    /// The scale of an axis that ends at `top`: as few digits on its ticks as can be.
    #[must_use]
    pub fn for_axis(top: f64) -> Self {
        Self::by_thresholds(top, [1e4, 1e6, 1e9])
    }

    fn by_thresholds(size: f64, [thousands, millions, billions]: [f64; 3]) -> Self {
        match size.abs() {
            size if size >= billions => Self::Billions,
            size if size >= millions => Self::Millions,
            size if size >= thousands => Self::Thousands,
            _ => Self::Ones,
        }
    }

    const fn power(self) -> i32 {
        match self {
            Self::Ones => 0,
            Self::Thousands => 3,
            Self::Millions => 6,
            Self::Billions => 9,
        }
    }

    /// Ones in one of the scale: 1000 for thousands.
    #[must_use]
    pub fn factor(self) -> f64 {
        10_f64.powi(self.power())
    }

    /// After a number: "k", "M", "bn".
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Ones => "",
            Self::Thousands => "k",
            Self::Millions => "M",
            Self::Billions => "bn",
        }
    }

    /// "thousand", "million", "billion"; nothing for ones.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ones => "",
            Self::Thousands => "thousand",
            Self::Millions => "million",
            Self::Billions => "billion",
        }
    }
}

/// Something that can be shown as an amount: exact or computed.
pub trait Quantity: Copy {
    fn quantity(self) -> f64;
}

impl Quantity for Amount {
    fn quantity(self) -> f64 {
        self.to_f64()
    }
}

impl Quantity for f64 {
    fn quantity(self) -> f64 {
        self
    }
}

/// How the amounts of one series are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    pub numbers: Numbers,
    pub currency: Option<Currency>,
    pub unit: Unit,
}

/// A plain space would let a line break between "CHF" and its number.
const NO_BREAK: char = '\u{a0}';

impl Style {
    /// "£", "€", "CHF"; nothing for counts and for money without a currency.
    #[must_use]
    pub fn symbol(&self) -> &str {
        match (&self.unit, &self.currency) {
            (Unit::Money, Some(currency)) => currency::symbol(currency),
            _ => "",
        }
    }

    /// Rounded for reading: "£656k", "£1.24M", "£950", "−£4.5k", "34 meetings".
    #[must_use]
    pub fn in_sentence(&self, amount: impl Quantity) -> String {
        self.rounded(amount.quantity(), false)
    }

    /// With its sign, suffix and unit at a fixed scale: "£54.4k".
    #[must_use]
    pub fn at_scale(&self, amount: impl Quantity, scale: Scale, decimals: u32) -> String {
        let value = amount.quantity();
        let digits = self.digits(value.abs(), scale, decimals);
        let text = self.with_symbol(value, &format!("{digits}{}", scale.suffix()), false);
        self.with_unit(text, digits == "1" && scale == Scale::Ones)
    }

    /// As [`Style::in_sentence`] with the sign of a difference: "+£11k", "−£34k", "£0".
    #[must_use]
    pub fn in_sentence_signed(&self, amount: impl Quantity) -> String {
        self.rounded(amount.quantity(), true)
    }

    fn rounded(&self, value: f64, signed: bool) -> String {
        let (scale, decimals) = self.reading_steps(value.abs());
        let digits = self.digits(value.abs(), scale, decimals);
        // "£4k", not "£4.0k"; two decimals stay, since "£1.20M" is as exact as "£1.24M".
        let point_zero = format!("{}0", self.numbers.decimal);
        let digits = if decimals == 1 { digits.strip_suffix(&point_zero).unwrap_or(&digits) } else { &digits };
        let text = self.with_symbol(value, &format!("{digits}{}", scale.suffix()), signed);
        self.with_unit(text, digits == "1" && scale == Scale::Ones)
    }

    /// Scale and decimals in which a size reads best; a size that would round up to the next step takes that step.
    fn reading_steps(&self, size: f64) -> (Scale, u32) {
        let small = match self.unit {
            Unit::Money if size.fract() != 0.0 => self.unit.decimals(self.currency),
            Unit::Count(_) => 1,
            Unit::Money => 0,
        };
        match size {
            s if s < 9.95 => (Scale::Ones, small),
            s if s < 999.5 => (Scale::Ones, 0),
            s if s < 9_950.0 => (Scale::Thousands, 1),
            s if s < 999_500.0 => (Scale::Thousands, 0),
            s if s < 99_995_000.0 => (Scale::Millions, 2),
            s if s < 999_500_000.0 => (Scale::Millions, 0),
            s if s < 99_995_000_000.0 => (Scale::Billions, 2),
            _ => (Scale::Billions, 0),
        }
    }

    /// Every decimal that is not zero, money in steps of its minor unit: "£62,500.25", "£62,500", "34 meetings".
    #[must_use]
    pub fn exact(&self, amount: Amount) -> String {
        self.exact_to(amount, self.decimals_of(amount))
    }

    /// As [`Style::exact`], with as many decimals for all as any of them needs: the figures of one column.
    #[must_use]
    pub fn exact_column(&self, amounts: &[Amount]) -> Vec<String> {
        let decimals = amounts.iter().map(|amount| self.decimals_of(*amount)).max().unwrap_or(0);
        amounts.iter().map(|amount| self.exact_to(*amount, decimals)).collect()
    }

    fn decimals_of(&self, amount: Amount) -> u32 {
        let decimals = (0..6).find(|d| amount.rounded(*d) == amount).unwrap_or(6);
        match self.unit {
            Unit::Money if decimals > 0 => decimals.max(self.unit.decimals(self.currency)),
            _ => decimals,
        }
    }

    fn exact_to(&self, amount: Amount, decimals: u32) -> String {
        let text = self.with_symbol(amount.to_f64(), &self.numbers.format(amount.abs(), decimals, true), false);
        self.with_unit(text, amount == Amount::whole(1))
    }

    /// For a table whose head says the scale: "62.5".
    #[must_use]
    pub fn scaled(&self, amount: impl Quantity, scale: Scale, decimals: u32) -> String {
        self.digits(amount.quantity(), scale, decimals)
    }

    /// As [`Style::scaled`] with the sign of a difference: "+10.3", "−0.6", "0.0".
    #[must_use]
    pub fn scaled_signed(&self, amount: impl Quantity, scale: Scale, decimals: u32) -> String {
        signed(self.digits(amount.quantity(), scale, decimals))
    }

    /// The top tick of an axis, the only one with the unit: "£80k".
    #[must_use]
    pub fn axis_top(&self, value: f64, scale: Scale) -> String {
        let digits = self.axis_tick(value.abs(), scale);
        let suffix = if value == 0.0 { "" } else { scale.suffix() };
        self.with_symbol(value, &format!("{digits}{suffix}"), false)
    }

    /// Any other tick: "60", "1.5".
    #[must_use]
    pub fn axis_tick(&self, value: f64, scale: Scale) -> String {
        let shown = |decimals: u32| self.digits(value, scale, decimals);
        let exact = |decimals: &u32| {
            let steps = value / scale.factor() * 10_f64.powi(decimals.cast_signed());
            (steps - steps.round()).abs() < 1e-6
        };
        shown((0..=2).find(exact).unwrap_or(2))
    }

    /// What a table's head or an axis says it counts in: "£ thousand", "€", "thousand meetings"; nothing if there is nothing to say.
    #[must_use]
    pub fn scale_label(&self, scale: Scale) -> String {
        let unit = match &self.unit {
            Unit::Money => self.symbol(),
            Unit::Count(name) => name.trim(),
        };
        let words = match self.unit {
            Unit::Money => [unit, scale.word()],
            Unit::Count(_) => [scale.word(), unit],
        };
        words.iter().filter(|w| !w.is_empty()).copied().collect::<Vec<_>>().join(" ")
    }

    /// "£16k–£33k", for tables.
    #[must_use]
    pub fn range(&self, low: impl Quantity, high: impl Quantity) -> String {
        format!("{}–{}", self.in_sentence(low), self.in_sentence(high))
    }

    /// "from £16k to £33k", for sentences.
    #[must_use]
    pub fn range_in_sentence(&self, low: impl Quantity, high: impl Quantity) -> String {
        format!("from {} to {}", self.in_sentence(low), self.in_sentence(high))
    }

    /// Whole percent: "5%", "−5%", "under 1%", "over 99%" (which is not yet all).
    #[must_use]
    pub fn percent(&self, percent: f64) -> String {
        let size = percent.abs();
        if size > 0.0 && size < 1.0 {
            "under 1%".to_owned()
        } else if size > 99.0 && size < 100.0 {
            "over 99%".to_owned()
        } else {
            self.with_percent(percent, 0)
        }
    }

    /// As [`Style::percent`] with the sign of a change: "+5%", "−5%".
    #[must_use]
    pub fn percent_signed(&self, percent: f64) -> String {
        signed(self.with_percent(percent, 0))
    }

    /// With one decimal: "5.3%".
    #[must_use]
    pub fn percent_fine(&self, percent: f64) -> String {
        self.with_percent(percent, 1)
    }

    /// "+5.3%", "−0.4%", "0.0%".
    #[must_use]
    pub fn percent_fine_signed(&self, percent: f64) -> String {
        signed(self.with_percent(percent, 1))
    }

    fn with_percent(&self, percent: f64, decimals: u32) -> String {
        let digits = self.digits(percent, Scale::Ones, decimals);
        if digits == UNKNOWN { digits } else { digits + "%" }
    }

    /// Digits with separators and a true minus; [`UNKNOWN`] for what is no number.
    fn digits(&self, value: f64, scale: Scale, decimals: u32) -> String {
        // One division, so that halves stay exact halves and round away from zero: 1150 in thousands is 1.2.
        let power = scale.power() - decimals.cast_signed();
        let steps = if power >= 0 { value / 10_f64.powi(power) } else { value * 10_f64.powi(-power) };
        let shown = steps.round() / 10_f64.powi(decimals.cast_signed());
        match Amount::from_f64(shown, decimals) {
            Some(amount) => self.numbers.format(amount, decimals, true),
            None => UNKNOWN.to_owned(),
        }
    }

    fn with_symbol(&self, value: f64, digits: &str, signed: bool) -> String {
        if digits.starts_with(UNKNOWN) {
            return UNKNOWN.to_owned();
        }
        let is_zero = !digits.contains(|c: char| ('1'..='9').contains(&c));
        let sign = match value {
            _ if is_zero => "",
            v if v < 0.0 => "−",
            _ if signed => "+",
            _ => "",
        };
        let symbol = self.symbol();
        let gap = if symbol.ends_with(char::is_alphabetic) { String::from(NO_BREAK) } else { String::new() };
        format!("{sign}{symbol}{gap}{digits}")
    }

    fn with_unit(&self, text: String, is_one: bool) -> String {
        match &self.unit {
            Unit::Count(name) if !name.trim().is_empty() && text != UNKNOWN => {
                let name = name.trim();
                let name = if is_one { plural::singular(name) } else { name.to_owned() };
                format!("{text} {name}")
            }
            _ => text,
        }
    }
}

fn signed(digits: String) -> String {
    let plain = digits.starts_with(['−', '–']) || !digits.contains(|c: char| ('1'..='9').contains(&c));
    if plain { digits } else { format!("+{digits}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn money(code: &str) -> Style {
        Style { numbers: Numbers::ENGLISH, currency: code.parse().ok(), unit: Unit::Money }
    }

    fn meetings() -> Style {
        Style { unit: Unit::Count("meetings".into()), ..money("GBP") }
    }

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    #[test]
    fn sentences_have_whole_thousands_and_millions_with_two_decimals() {
        let pounds = money("GBP");
        for (value, text) in [
            (656_312.0, "£656k"),
            (1_236_000.0, "£1.24M"),
            (-34_400.0, "−£34k"),
            (4_480.0, "£4.5k"),
            (4_000.0, "£4k"),
            (9_960.0, "£10k"),
            (950.4, "£950"),
            (999.6, "£1k"),
            (999_600.0, "£1.00M"),
            (250_000_000.0, "£250M"),
            (1.5e9, "£1.50bn"),
            (4.5, "£4.50"),
            (5.0, "£5"),
            (-0.001, "£0.00"),
            (0.0, "£0"),
            (f64::NAN, "–"),
            (f64::INFINITY, "–"),
        ] {
            assert_eq!(pounds.in_sentence(value), text, "{value}");
        }
        assert_eq!(pounds.in_sentence(amount("656312")), "£656k");
        assert_eq!(money("CHF").in_sentence(-656_312.0), "−CHF\u{a0}656k");
        assert_eq!(money("").in_sentence(656_312.0), "656k");
        assert_eq!(pounds.in_sentence_signed(11_200.0), "+£11k");
        assert_eq!(pounds.in_sentence_signed(0.0), "£0");
        assert_eq!(pounds.range(16_000.0, 33_000.0), "£16k–£33k");
        assert_eq!(pounds.range_in_sentence(16_000.0, 33_000.0), "from £16k to £33k");
    }

    #[test]
    fn counts_are_followed_by_what_they_count() {
        for (value, text) in [
            (34.0, "34 meetings"),
            (1.0, "1 meeting"),
            (0.0, "0 meetings"),
            (2.4, "2.4 meetings"),
            (12.4, "12 meetings"),
            (1_234.0, "1.2k meetings"),
        ] {
            assert_eq!(meetings().in_sentence(value), text);
        }
        assert_eq!(meetings().exact(amount("1234")), "1,234 meetings");
        let bare = Style { unit: Unit::Count(" ".into()), ..meetings() };
        assert_eq!(bare.in_sentence(34.0), "34");
    }

    #[test]
    fn exact_amounts_show_their_decimals_only_if_they_have_any() {
        let pounds = money("GBP");
        assert_eq!(pounds.exact(amount("62500.25")), "£62,500.25");
        assert_eq!(pounds.exact(amount("-62500")), "−£62,500");
        assert_eq!(pounds.exact(amount("0.5")), "£0.50");
        assert_eq!(pounds.exact(amount("58.5857")), "£58.5857");
        assert_eq!(money("JPY").exact(amount("12.5")), "¥12.5");
    }

    #[test]
    fn table_cells_leave_the_unit_to_the_head() {
        let pounds = money("GBP");
        assert_eq!(pounds.scaled(amount("62450"), Scale::Thousands, 1), "62.5");
        assert_eq!(pounds.scaled(1_150.0, Scale::Thousands, 1), "1.2");
        assert_eq!(pounds.scaled(1_234_567.0, Scale::Thousands, 1), "1,234.6");
        assert_eq!(pounds.scaled_signed(10_300.0, Scale::Thousands, 1), "+10.3");
        assert_eq!(pounds.scaled_signed(-600.0, Scale::Thousands, 1), "−0.6");
        assert_eq!(pounds.scaled_signed(-4.0, Scale::Thousands, 1), "0.0");
        assert_eq!(pounds.scale_label(Scale::Thousands), "£ thousand");
        assert_eq!(pounds.scale_label(Scale::Ones), "£");
        assert_eq!(money("").scale_label(Scale::Millions), "million");
        assert_eq!(meetings().scale_label(Scale::Ones), "meetings");
        assert_eq!(meetings().scale_label(Scale::Thousands), "thousand meetings");
    }

    #[test]
    fn only_the_top_tick_of_an_axis_has_the_unit() {
        let pounds = money("GBP");
        let scale = Scale::for_axis(80_000.0);
        assert_eq!(pounds.axis_top(80_000.0, scale), "£80k");
        assert_eq!(pounds.axis_tick(60_000.0, scale), "60");
        assert_eq!(pounds.axis_tick(1_500_000.0, Scale::Millions), "1.5");
        assert_eq!(pounds.axis_tick(-20_000.0, scale), "−20");
        assert_eq!(pounds.axis_top(0.0, scale), "£0");
        assert_eq!(meetings().axis_top(40.0, Scale::Ones), "40");
    }

    #[test]
    fn the_scale_follows_the_largest_size() {
        let scales = [950.0, 9_999.0, 62_500.0, -62_500.0, 2.5e7, 4e10].map(Scale::for_largest);
        let expected = [Scale::Ones, Scale::Ones, Scale::Thousands, Scale::Thousands, Scale::Millions, Scale::Billions];
        assert_eq!(scales, expected);
    }

    #[test]
    fn percentages_are_whole_and_honest_at_the_ends() {
        let style = money("GBP");
        let shown = [5.3, -5.3, 0.4, 0.0, 99.6, 100.0, 150.0].map(|p| style.percent(p));
        assert_eq!(shown, ["5%", "−5%", "under 1%", "0%", "over 99%", "100%", "150%"]);
        assert_eq!(style.percent_fine(5.34), "5.3%");
        assert_eq!(style.percent_fine_signed(5.34), "+5.3%");
        assert_eq!(style.percent_signed(-5.3), "−5%");
        assert_eq!(style.percent_fine_signed(-0.01), "0.0%");
        assert_eq!(style.percent(f64::NAN), "–");
    }

    proptest! {
        #[test]
        fn any_number_has_a_text(value in any::<f64>(), scale in 0_usize..4, decimals in 0_u32..7) {
            let scale = [Scale::Ones, Scale::Thousands, Scale::Millions, Scale::Billions][scale];
            for style in [money("GBP"), money("CHF"), meetings()] {
                for text in [style.in_sentence(value), style.in_sentence_signed(value), style.scaled(value, scale, decimals),
                    style.scaled_signed(value, scale, decimals), style.axis_top(value, scale), style.axis_tick(value, scale), style.percent(value)] {
                    prop_assert!(!text.is_empty() && !text.contains("NaN"));
                }
            }
        }
    }
}
