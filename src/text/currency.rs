//! Signs and codes of currencies, as they are read in a cell and as they are shown.

use crate::model::Currency;

/// Sign and code. The first sign of a code is the one that is shown; all of them are in IBM Plex Sans.
const SIGNS: [(&str, &str); 33] = [
    ("£", "GBP"),
    ("€", "EUR"),
    // Longer signs stand before the shorter ones that they end in.
    ("US$", "USD"),
    ("CA$", "CAD"),
    ("NZ$", "NZD"),
    ("MX$", "MXN"),
    ("HK$", "HKD"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("R$", "BRL"),
    ("S$", "SGD"),
    ("$", "USD"),
    ("CN¥", "CNY"),
    ("¥", "JPY"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₪", "ILS"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("฿", "THB"),
    ("₴", "UAH"),
    ("₦", "NGN"),
    ("₡", "CRC"),
    ("₲", "PYG"),
    ("GH₵", "GHS"),
    ("₸", "KZT"),
    ("₭", "LAK"),
    ("₮", "MNT"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("Ft", "HUF"),
];

/// Signs that are read but not shown; without a code where several countries use them.
const READ_ONLY: [(&str, &str); 7] =
    [("SFr.", "CHF"), ("SFr", "CHF"), ("Fr.", "CHF"), ("kr.", ""), ("kr", ""), ("Rs.", ""), ("Rs", "")];

/// The codes of ISO 4217 that are in use, in order.
#[rustfmt::skip]
const CODES: [&str; 153] = [
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF", "BMD",
    "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC", "CUP",
    "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP",
    "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD",
    "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LYD",
    "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN",
    "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB",
    "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL",
    "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VED", "VES",
    "VND", "VUV", "WST", "XAF", "XCD", "XOF", "XPF", "YER", "ZAR",
];

/// A currency mark at one end of a text, and the rest of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked<'a> {
    /// `None` for a sign that several currencies share, such as "kr".
    pub currency: Option<Currency>,
    pub rest: &'a str,
}

/// The sign that a currency is shown with: "£" for GBP, "CA$" for CAD, the code itself where no sign is usual.
#[must_use]
pub fn symbol(currency: &Currency) -> &str {
    // "US$" is read, but shown as "$" alone.
    let shown = |(sign, code): &&(&'static str, &str)| *code == currency.code() && *sign != "US$";
    SIGNS.iter().find(shown).map_or(currency.code(), |(sign, _)| sign)
}

/// What a bare sign means in a plan: "$" in `text` stands for Canadian dollars where the plan is in those.
#[must_use]
pub fn meant(found: Currency, text: &str, plan: Option<Currency>) -> Currency {
    let Some(plan) = plan else { return found };
    let letter = |c: char| c.is_ascii_alphabetic();
    let bare = |sign: char| text.split_once(sign).is_some_and(|(before, _)| !before.ends_with(letter));
    // Brazil writes R$ always.
    let shares =
        |sign: char| symbol(&found).chars().eq([sign]) && symbol(&plan).ends_with(sign) && plan.code() != "BRL";
    if ['$', '¥'].into_iter().any(|sign| shares(sign) && bare(sign)) { plan } else { found }
}

/// The currency of a desktop's region, where its language tag names one: "en-GB" is pounds. A proposal, no more.
#[must_use]
pub fn of_locale(tag: &str) -> Option<Currency> {
    let region = tag
        .split(['-', '_', '.'])
        .skip(1)
        .find(|part| part.len() == 2 && part.chars().all(|c| c.is_ascii_uppercase()))?;
    let code = match region {
        "GB" => "GBP",
        "US" => "USD",
        "CA" => "CAD",
        "AU" => "AUD",
        "NZ" => "NZD",
        "CH" | "LI" => "CHF",
        "SE" => "SEK",
        "NO" => "NOK",
        "DK" => "DKK",
        "PL" => "PLN",
        "CZ" => "CZK",
        "HU" => "HUF",
        "JP" => "JPY",
        "IN" => "INR",
        "BR" => "BRL",
        "ZA" => "ZAR",
        "AT" | "BE" | "BG" | "CY" | "DE" | "EE" | "ES" | "FI" | "FR" | "GR" | "HR" | "IE" | "IT" | "LT" | "LU"
        | "LV" | "MT" | "NL" | "PT" | "SI" | "SK" => "EUR",
        _ => return None,
    };
    code.parse().ok()
}

/// The currency mark that `text` starts with.
#[must_use]
pub fn strip_front(text: &str) -> Option<Marked<'_>> {
    strip(|sign| text.strip_prefix(sign), text.get(..3), text.get(3..), |rest| rest.chars().next())
}

/// The currency mark that `text` ends with.
#[must_use]
pub fn strip_back(text: &str) -> Option<Marked<'_>> {
    if text.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let cut = text.len().wrapping_sub(3);
    strip(|sign| text.strip_suffix(sign), text.get(cut..), text.get(..cut), |rest| rest.chars().next_back())
}

/// The currency that a heading names: "Sales (EUR)", "Umsatz €", "USD total".
#[must_use]
pub fn in_heading(heading: &str) -> Option<Currency> {
    // In capitals, "ALL" and "TOP" are words before they are the lek and the paʻanga.
    let words = heading.split(|c: char| !c.is_alphanumeric() && !is_sign(c)).filter(|w| !matches!(*w, "ALL" | "TOP"));
    let mut found = words.filter_map(|word| {
        let by_code = (word.len() == 3 && word.chars().all(|c| c.is_ascii_uppercase())).then(|| code(word)).flatten();
        by_code.or_else(|| strip_front(word).or_else(|| strip_back(word)).filter(|_| word.contains(is_sign))?.currency)
    });
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// The currency that a cell consists of: "EUR", "£".
#[must_use]
pub fn alone(cell: &str) -> Option<Currency> {
    strip_front(cell).filter(|marked| marked.rest.is_empty())?.currency
}

fn is_sign(c: char) -> bool {
    matches!(c, '£' | '$' | '¥' | '฿' | '\u{20a0}'..='\u{20bf}')
}

fn strip<'a>(
    cut_sign: impl Fn(&str) -> Option<&'a str>,
    three: Option<&str>,
    others: Option<&'a str>,
    neighbour: impl Fn(&str) -> Option<char>,
) -> Option<Marked<'a>> {
    let apart = |rest: &str| neighbour(rest).is_none_or(|c| !c.is_alphabetic());
    if let (Some(currency), Some(rest)) = (three.and_then(code), others.filter(|r| apart(r))) {
        return Some(Marked { currency: Some(currency), rest });
    }
    SIGNS.iter().chain(&READ_ONLY).find_map(|(sign, code)| {
        let rest = cut_sign(sign)?;
        let is_word = sign.chars().all(|c| c.is_alphabetic() || c == '.');
        (!is_word || apart(rest)).then(|| Marked { currency: code.parse().ok(), rest })
    })
}

/// A known currency by its code, in capitals or small letters.
fn code(text: &str) -> Option<Currency> {
    let letters: [u8; 3] = text.as_bytes().try_into().ok()?;
    if !letters.iter().all(u8::is_ascii_alphabetic) {
        return None;
    }
    let capitals = letters.map(|b| b.to_ascii_uppercase());
    CODES.binary_search_by(|code| code.as_bytes().cmp(&capitals)).ok()?;
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    #[test]
    fn codes_stand_in_order_and_every_sign_has_one() {
        assert!(CODES.is_sorted());
        for (sign, code) in SIGNS {
            assert!(CODES.contains(&code), "{sign}");
        }
    }

    #[test]
    fn a_currency_is_shown_by_its_sign_or_else_its_code() {
        let shown = |code: &str| symbol(&currency(code)).to_owned();
        assert_eq!(["GBP", "USD", "CAD", "CHF", "XYZ"].map(shown), ["£", "$", "CA$", "CHF", "XYZ"]);
    }

    #[test]
    fn marks_are_found_at_both_ends_but_not_inside_words() {
        let front = |text: &'static str| strip_front(text).map(|m| (m.currency.map(|c| c.to_string()), m.rest));
        assert_eq!(front("£5"), Some((Some("GBP".into()), "5")));
        assert_eq!(front("usd 5"), Some((Some("USD".into()), " 5")));
        assert_eq!(front("A$5"), Some((Some("AUD".into()), "5")));
        assert_eq!(front("kr 5"), Some((None, " 5")));
        assert_eq!(front("euros"), None);
        assert_eq!(front("krone"), None);
        let back = |text: &'static str| strip_back(text).map(|m| (m.currency.map(|c| c.to_string()), m.rest));
        assert_eq!(back("5 EUR"), Some((Some("EUR".into()), "5 ")));
        assert_eq!(back("5zł"), Some((Some("PLN".into()), "5")));
        assert_eq!(back("neur"), None);
        assert_eq!(back("é"), None);
    }

    #[test]
    fn a_heading_names_its_currency_only_if_it_names_one() {
        let read = |text: &str| in_heading(text).map(|c| c.to_string());
        assert_eq!(read("Sales (EUR)"), Some("EUR".into()));
        assert_eq!(read("Umsatz €"), Some("EUR".into()));
        assert_eq!(read("Net sales £k"), Some("GBP".into()));
        assert_eq!(read("Sales"), None);
        assert_eq!(read("ALL TOP LINES"), None);
        assert_eq!(read("EUR to USD"), None);
    }

    #[test]
    fn a_bare_sign_is_that_of_the_plan() {
        let code = |code: &str| code.parse::<Currency>().unwrap();
        let of = |text: &str, plan: &str| meant(code("USD"), text, Some(code(plan))).code().to_owned();
        assert_eq!(of("$36.00", "CAD"), "CAD");
        assert_eq!(of("-$36.00", "AUD"), "AUD");
        assert_eq!(of("US$36.00", "CAD"), "USD");
        assert_eq!(of("USD", "CAD"), "USD");
        assert_eq!(of("$36.00", "EUR"), "USD");
        assert_eq!(of("$36.00", "BRL"), "USD");
    }
}
