//! A known table, written in any notation, encoding, delimiter and layout, comes back with the same totals or with a question;
//! never with another number.

use std::collections::BTreeMap;

use proptest::prelude::*;
use upturn::import::{Control, Preview};
use upturn::model::{Amount, FiscalStart, Period};
use upturn::text::Numbers;

use super::{import, read};

const NOTATIONS: [Numbers; 4] = [Numbers::ENGLISH, Numbers::CONTINENTAL, Numbers::SPACED, Numbers::SWISS];

fn amount(millionths: i64) -> Amount {
    let (sign, size) = (if millionths < 0 { "-" } else { "" }, millionths.unsigned_abs());
    format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000).parse().unwrap()
}

/// One way to write a table of sales.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
struct Form {
    numbers: Numbers,
    grouped: bool,
    decimals: u32,
    negatives: usize,
    currency: usize,
    dates: usize,
    delimiter: char,
    encoding: usize,
    titles: usize,
    total: bool,
    footer: bool,
    names: bool,
    newline: &'static str,
    quoted: bool,
}

fn form() -> impl Strategy<Value = Form> {
    let numbers = (0_usize..4, any::<bool>(), 0_u32..4, 0_usize..5, 0_usize..4);
    let layout = (0_usize..10, 0_usize..3, 0_usize..4, 0_usize..4, any::<[bool; 5]>());
    (numbers, layout).prop_map(
        |((notation, grouped, decimals, negatives, currency), (dates, delimiter, encoding, titles, yes))| {
            let numbers = NOTATIONS[notation];
            // A program whose decimal sign is the comma parts cells by something else, or quotes.
            let delimiter = [',', ';', '\t'][delimiter];
            Form {
                numbers,
                grouped,
                decimals,
                negatives,
                currency,
                dates,
                delimiter,
                encoding,
                titles,
                total: yes[0],
                footer: yes[1],
                names: yes[2],
                newline: if yes[3] { "\r\n" } else { "\n" },
                quoted: yes[4] || delimiter == ',',
            }
        },
    )
}

impl Form {
    fn amount(&self, amount: Amount) -> String {
        let size = self.numbers.format(amount.abs(), self.decimals, self.grouped);
        let signed = match (amount.is_negative(), self.negatives) {
            (false, _) => size,
            (true, 0) => format!("-{size}"),
            (true, 1) => format!("({size})"),
            (true, 2) => format!("{size}-"),
            (true, 3) => format!("−{size}"),
            (true, _) => format!("{size} CR"),
        };
        match self.currency {
            1 => format!("€{signed}"),
            2 if !signed.ends_with("CR") => format!("{signed} €"),
            _ => signed,
        }
    }

    fn date(&self, year: i32, month: u32, day: u32) -> String {
        match self.dates {
            0 => format!("{year}-{month:02}-{day:02}"),
            1 => format!("{day:02}/{month:02}/{year}"),
            2 => format!("{month}/{day}/{year}"),
            3 => format!("{day}.{month}.{year}"),
            4 => format!("{day:02}-{}-{year}", &upturn::model::period::MONTHS[month as usize - 1][..3]),
            5 => format!("{year}-{month:02}-{day:02}T10:20:30+02:00"),
            6 => format!("{day:02}-{month:02}-{:02}", year % 100),
            7 => format!("{:02}-{month:02}-{day:02}", year % 100),
            8 => format!("{month:02}/{day:02}/{:02}", year % 100),
            _ => format!("{year}/{month:02}/{day:02}"),
        }
    }

    fn cell(&self, text: &str) -> String {
        if self.quoted || text.contains([self.delimiter, '"']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    }

    fn row(&self, cells: &[String]) -> String {
        let cells: Vec<String> = cells.iter().map(|cell| self.cell(cell)).collect();
        cells.join(&self.delimiter.to_string()) + self.newline
    }

    fn write(&self, rows: &[(i32, u32, u32, Amount)]) -> Vec<u8> {
        let mut text = String::new();
        for title in ["Müller & Söhne", "Sales by customer", "1 January to 31 March"].iter().take(self.titles) {
            text += &self.row(&[(*title).to_owned()]);
        }
        let name = |text: &str| self.names.then(|| text.to_owned());
        let cells = |date: String, customer: &str, amount: String| -> Vec<String> {
            [Some(date), name(customer), Some(amount)].into_iter().flatten().collect()
        };
        text += &self.row(&cells("Date".into(), "Customer", "Amount".into()));
        for (n, (year, month, day, amount)) in rows.iter().enumerate() {
            let customer = ["Müller", "Acme, Ltd", "Total Wine"][n % 3];
            text += &self.row(&cells(self.date(*year, *month, *day), customer, self.amount(*amount)));
        }
        if self.total {
            let sum = rows.iter().map(|(.., amount)| *amount).sum();
            text += &self.row(&cells("Total".into(), "", self.amount(sum)));
        }
        if self.footer {
            text += &self.row(&["Confidential, do not distribute".to_owned()]);
        }
        match self.encoding {
            1 => [&[0xef, 0xbb, 0xbf], text.as_bytes()].concat(),
            2 => [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
            3 if !text.contains(['−', '\u{202f}']) => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
            _ => text.into_bytes(),
        }
    }
}

fn totals(preview: &Preview) -> BTreeMap<Period, Amount> {
    preview.series.iter().flat_map(|found| found.totals.iter().map(|t| (t.period, t.amount))).collect()
}

/// 300 in the gate; `PROPTEST_CASES=10000` for the long run.
fn cases() -> ProptestConfig {
    ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(600),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_known_table_comes_back_or_is_asked_about(
        form in form(),
        rows in prop::collection::vec((2024_i32..2027, 1_u32..13, 1_u32..29, -5_000_000_000_i64..9_000_000_000), 2..30),
    ) {
        let rows: Vec<(i32, u32, u32, Amount)> = rows
            .into_iter()
            .map(|(year, month, day, millionths)| (year, month, day, amount(millionths).rounded(form.decimals)))
            .collect();
        let mut expected: BTreeMap<Period, Amount> = BTreeMap::new();
        for (year, month, _, amount) in &rows {
            *expected.entry(Period::month(*year, *month)).or_default() += *amount;
        }
        let bytes = form.write(&rows);
        let preview = match read(&bytes, "sales.csv", FiscalStart::JANUARY) {
            Ok(preview) => preview,
            // Three decimals may make one column say both; that is told and no number.
            Err(error) => return Err(TestCaseError::fail(format!("{error}\n{}", String::from_utf8_lossy(&bytes)))),
        };
        if preview.is_settled() {
            let found = totals(&preview);
            prop_assert_eq!(&found, &expected, "{}\n{:?}", String::from_utf8_lossy(&bytes), preview.decisions);
            if form.total {
                prop_assert!(preview.control.as_ref().is_some_and(Control::agrees), "{:?}", preview.control);
            }
        } else {
            prop_assert!(preview.series.is_empty());
            let open_dates = matches!(form.dates, 1 | 2 | 6 | 7 | 8);
            let open_numbers = form.decimals == 3 || (form.grouped && form.decimals == 0);
            for question in &preview.questions {
                prop_assert!((question.id == "dates" && open_dates) || (question.id == "decimal" && open_numbers), "{question:?}");
            }
        }
    }

    #[test]
    fn a_calendar_across_comes_back(
        notation in 0_usize..4,
        amounts in prop::collection::vec(prop::option::of(-9_000_000_i64..9_000_000), 12),
        way in 0_usize..3,
    ) {
        let numbers = NOTATIONS[notation];
        let first = Period::month(2025, 1);
        let amounts: Vec<Option<Amount>> = amounts.into_iter().map(|a| a.map(|a| amount(a * 1000).rounded(2))).collect();
        prop_assume!(amounts.iter().flatten().count() > 0);
        let cell = |amount: &Option<Amount>| amount.map_or(String::new(), |amount| numbers.format(amount, 2, false));
        let month = |n: usize| &upturn::model::period::MONTHS[n][..3];
        let cells: Vec<String> = amounts.iter().map(cell).collect();
        let heads: Vec<String> = (0..12).map(|n| if way == 0 { format!("{} 2025", month(n)) } else { month(n).to_owned() }).collect();
        let table = match way {
            0 => format!(";{}\nShop;{}\n", heads.join(";"), cells.join(";")),
            1 => format!(";{}\n2025;{}\n", heads.join(";"), cells.join(";")),
            _ => {
                let rows: Vec<String> = heads.iter().zip(&cells).map(|(head, cell)| format!("{head};{cell};1{}5\n", numbers.decimal)).collect();
                format!(";2025;2026\n{}", rows.concat())
            }
        };
        let preview = import(&table).map_err(|error| TestCaseError::fail(format!("{error}\n{table}")))?;
        prop_assert!(preview.is_settled(), "{:?}\n{table}", preview.questions);
        let found: Vec<(Period, Amount)> = totals(&preview).into_iter().filter(|(p, _)| *p < Period::month(2026, 1)).collect();
        let expected: Vec<(Period, Amount)> = (0..).zip(&amounts).filter_map(|(n, a)| Some((first.plus(n), (*a)?))).collect();
        prop_assert_eq!(found, expected, "{}", table);
    }

    #[test]
    fn amounts_written_in_any_notation_are_read_back(
        millionths in prop::collection::vec(any::<i64>(), 1..40), notation in 0_usize..4, delimiter in 0_usize..3, grouped: bool, decimals in 4_u32..7,
    ) {
        let numbers = NOTATIONS[notation];
        let first: Period = "2023-01".parse().unwrap();
        let amounts: Vec<(Period, Amount)> =
            (0..).zip(&millionths).map(|(n, m)| (first.plus(n), amount(*m).rounded(decimals))).collect();
        let sign = [',', ';', '\t'][delimiter];
        let mut table = format!("Month{sign}Sales\n");
        for (period, amount) in &amounts {
            let cell = numbers.format(*amount, decimals, grouped);
            table.extend([period.to_string(), format!("{sign}\"{cell}\"\n")]);
        }
        let preview = import(&table).unwrap();
        prop_assert_eq!(totals(&preview).into_iter().collect::<Vec<_>>(), amounts.clone());
        prop_assert_eq!(preview.series[0].total, amounts.iter().map(|(_, a)| *a).sum::<Amount>());
    }
}
