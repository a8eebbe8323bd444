//! Amounts as they are written in one country and another.

use super::import;

/// The same sales as the world writes them.
#[test]
fn r52_one_table_in_fourteen_regional_forms_has_the_same_totals_or_is_asked_about() {
    let forms: [(&str, [&str; 4]); 14] = [
        ("plain", ["1234567.89", "1234.56", "-1234.56", "0.50"]),
        ("English", ["1,234,567.89", "1,234.56", "-1,234.56", "0.50"]),
        ("continental", ["1.234.567,89", "1.234,56", "-1.234,56", "0,50"]),
        ("with blanks", ["1 234 567,89", "1 234,56", "-1 234,56", "0,50"]),
        ("with blanks that don't break", ["1\u{a0}234\u{a0}567,89", "1\u{a0}234,56", "-1\u{a0}234,56", "0,50"]),
        ("with narrow blanks", ["1\u{202f}234\u{202f}567,89", "1\u{202f}234,56", "-1\u{202f}234,56", "0,50"]),
        ("Swiss", ["1'234'567.89", "1'234.56", "-1'234.56", "0.50"]),
        ("Swiss, typeset", ["1’234’567.89", "1’234.56", "−1’234.56", "0.50"]),
        ("Indian", ["12,34,567.89", "1,234.56", "-1,234.56", "0.50"]),
        ("in brackets", ["1,234,567.89", "1,234.56", "(1,234.56)", "0.50"]),
        ("sign behind", ["1,234,567.89", "1,234.56", "1,234.56-", "0.50"]),
        ("as credit", ["1,234,567.89", "1,234.56", "1,234.56 CR", "0.50"]),
        ("with a currency before", ["$1,234,567.89", "$1,234.56", "-$1,234.56", "$0.50"]),
        ("with a currency behind", ["1.234.567,89 €", "1.234,56 €", "-1.234,56 €", "0,50 €"]),
    ];
    for (name, cells) in forms {
        for delimiter in [";", "\t"] {
            let row = |(n, cell): (usize, &&str)| format!("2026-0{}{delimiter}{cell}\n", n + 1);
            let rows: String = cells.iter().enumerate().map(row).collect();
            let preview = import(&format!("Month{delimiter}Sales\n{rows}")).unwrap();
            assert!(preview.is_settled(), "{name}: {:?}", preview.questions);
            let totals: Vec<String> = preview.series[0].totals.iter().map(|total| total.amount.to_string()).collect();
            assert_eq!(totals, ["1234567.89", "1234.56", "-1234.56", "0.50"], "{name}");
        }
    }
    // A single mark before three digits has two readings.
    assert!(!import("Month;Sales\n2026-01;173,900\n").unwrap().is_settled());
}
