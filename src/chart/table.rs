//! A chart as a table: what it shows, for those who read figures or take them elsewhere.

use super::wording;
use crate::analysis::bridge::{Bar, Bridge};
use crate::analysis::{Answer, Row};
use crate::model::{Amount, Standing, Unit};
use crate::text::money::Style;
use crate::text::plural::capitalised;

/// Rows of text under a head. Every row is as long as the head; empty is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// A column: what it is called and what it says of each row.
type Column = (String, Vec<String>);

/// Period, figure, averages, target, forecast with and without adjustments, and gap of every row; a column that would be empty is left out.
///
/// Numbers are in the user's notation without thousands separators, exact, so that a spreadsheet reads them;
/// periods are `2026-07`, `2026-W07`, `2026-Q3`, `2026`.
#[must_use]
pub fn table(answer: &Answer, style: &Style, windows: &[usize]) -> Table {
    let rows = &answer.rows;
    let amounts = |name: &str, of: &dyn Fn(&Row) -> Option<Amount>| -> Column {
        (name.to_owned(), numbers(style, &rows.iter().map(of).collect::<Vec<_>>()))
    };
    let sold = match &style.unit {
        Unit::Count(name) if !name.trim().is_empty() => capitalised(name.trim()),
        Unit::Money | Unit::Count(_) => "Sold".to_owned(),
    };
    let state = |row: &Row| if row.standing == Standing::Unfinished { "so far".to_owned() } else { String::new() };
    let mut columns: Vec<Column> =
        vec![amounts(&sold, &|row| row.actual), ("State".to_owned(), rows.iter().map(state).collect())];
    for rolling in windows.iter().filter_map(|window| answer.rolling(*window)) {
        let name = capitalised(&wording::average_name(rolling.window, answer.granularity));
        let average = |value: &Option<f64>| value.and_then(|v| Amount::from_f64(v, answer.decimals));
        columns.push((name, numbers(style, &rolling.averages.iter().map(average).collect::<Vec<_>>())));
    }
    columns.extend([
        amounts("Target", &|row| row.target),
        amounts("Forecast", &|row| row.forecast.map(|f| f.mid)),
        amounts("8 in 10 from", &|row| row.forecast.map(|f| f.band80.lo)),
        amounts("8 in 10 to", &|row| row.forecast.map(|f| f.band80.hi)),
        amounts("With adjustments", &|row| row.adjusted),
        amounts("Gap (target − expected)", &|row| row.gap),
    ]);
    columns.retain(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    let mut table = Table { head: vec!["Period".to_owned()], rows: Vec::with_capacity(rows.len()) };
    table.head.extend(columns.iter().map(|(name, _)| name.clone()));
    for (index, row) in rows.iter().enumerate() {
        let cells = columns.iter().map(|(_, cells)| cells.get(index).cloned().unwrap_or_default());
        table.rows.push(std::iter::once(row.period.to_string()).chain(cells).collect());
    }
    table
}

/// A row for each bar of a bridge, exact and in its order, so that the column adds up.
#[must_use]
pub fn bridge(bridge: &Bridge, style: &Style) -> Table {
    let bars = &bridge.bars;
    let column = |of: fn(&Bar) -> Amount| numbers(style, &bars.iter().map(|bar| Some(of(bar))).collect::<Vec<_>>());
    let columns = [column(|bar| bar.expected), column(|bar| bar.low), column(|bar| bar.high), column(|bar| bar.best)];
    let row = |(index, bar): (usize, &Bar)| {
        let cells = columns.iter().map(|column| column[index].clone());
        std::iter::once(bar.label.clone()).chain(cells).collect()
    };
    let head = ["From forecast to target", "On average", "8 in 10 from", "8 in 10 to", "At best"];
    Table { head: head.map(String::from).to_vec(), rows: bars.iter().enumerate().map(row).collect() }
}

/// A column of numbers, all with as many decimals as its finest needs.
fn numbers(style: &Style, amounts: &[Option<Amount>]) -> Vec<String> {
    let point = style.numbers.decimal;
    let texts: Vec<String> = amounts.iter().map(|a| a.map(|a| style.numbers.edit(a)).unwrap_or_default()).collect();
    let decimals = |text: &str| text.rsplit_once(point).map_or(0, |(_, part)| part.len());
    let most = texts.iter().map(|text| decimals(text)).max().unwrap_or(0);
    let padded = |text: String| {
        let has = decimals(&text);
        match most - has {
            0 => text,
            _ if text.is_empty() => text,
            missing if has == 0 => format!("{text}{point}{}", "0".repeat(missing)),
            missing => text + &"0".repeat(missing),
        }
    };
    texts.into_iter().map(padded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::sample::{Sample, pounds};
    use crate::text::Numbers;

    #[test]
    fn the_table_holds_what_the_chart_shows() {
        let table = table(&Sample::coast().answer(), &pounds(), &[6]);
        assert_eq!(
            table.head,
            [
                "Period",
                "Sold",
                "State",
                "6-month average",
                "Target",
                "Forecast",
                "8 in 10 from",
                "8 in 10 to",
                "Gap (target − expected)"
            ]
        );
        assert_eq!(table.rows[0], ["2023-07", "62500", "", "", "", "", "", "", ""]);
        assert_eq!(table.rows[39], ["2026-10", "50900", "", "61283.33", "55800", "", "", "", "4900"]);
        assert_eq!(table.rows[40], ["2026-11", "25600", "so far", "", "51200", "49340", "43780", "54900", "1860"]);
        assert_eq!(table.rows.len(), 48);
    }

    #[test]
    fn columns_without_a_value_are_left_out_and_decimals_follow_the_user() {
        let style = Style { numbers: Numbers::CONTINENTAL, ..pounds() };
        let table = table(&Sample::of([Some(1234.5), None]).answer(), &style, &[12]);
        assert_eq!(table.head, ["Period", "Sold"]);
        assert_eq!(table.rows[0], ["2024-01", "1234,50"]);
        assert_eq!(table.rows[1], ["2024-02", ""]);
        let mixed = super::table(&Sample::of([Some(1234.5), Some(7.0)]).answer(), &style, &[12]);
        assert_eq!(mixed.rows[1], ["2024-02", "7,00"]);
    }
}
