//! How the forecast did before, by how far it looked ahead, beside what everybody has at hand.

use super::table::Table;
use crate::analysis::Answer;
use crate::analysis::forecast::card::{Card, Lead};
use crate::model::Amount;
use crate::text::money::Style;
use crate::text::plural::capitalised;
use crate::text::trust::PLAIN_RIVAL;
use crate::text::{UNKNOWN, calendar, plural};

/// One row for each number of periods ahead; `None` where the method was not tried on the past.
#[must_use]
pub fn table(answer: &Answer, style: &Style) -> Option<Table> {
    let chosen = answer.methods.get(answer.chosen?)?;
    let card = chosen.card.as_ref()?;
    let rival = answer.methods.iter().find(|method| method.id == PLAIN_RIVAL && method.id != chosen.id);
    let rival: Option<&Card> = rival.and_then(|method| method.card.as_ref());
    let word = calendar::period_word(answer.granularity);
    let mut head = vec![
        format!("{} ahead", capitalised(&plural::plural(word))),
        "Missed by".to_owned(),
        "in percent".to_owned(),
        "8-in-10 band held".to_owned(),
    ];
    if rival.is_some() {
        head.extend(["Same months last year missed by".to_owned(), "in percent".to_owned()]);
    }
    let missed = |lead: Option<&Lead>| -> [String; 2] {
        let known = lead.filter(|lead| lead.count > 0);
        let money = known.and_then(|lead| Amount::from_f64(lead.miss, answer.decimals));
        [
            money.map_or_else(|| UNKNOWN.to_owned(), |amount| style.in_sentence(amount)),
            known.map_or_else(|| UNKNOWN.to_owned(), |lead| style.percent_fine(lead.share * 100.0)),
        ]
    };
    let row = |(index, lead): (usize, &Lead)| {
        let mut row = vec![(index + 1).to_string()];
        row.extend(missed(Some(lead)));
        row.push(format!("{} of {}", lead.held, lead.count));
        if let Some(rival) = rival {
            row.extend(missed(rival.leads.get(index)));
        }
        row
    };
    let rows: Vec<Vec<String>> = card.leads.iter().enumerate().map(row).collect();
    (!rows.is_empty()).then_some(Table { head, rows })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::MethodAnswer;
    use crate::chart::sample::{Sample, pounds};

    fn card(miss: f64) -> Card {
        let lead = |held: usize| Lead { miss: miss * 1_000.0, share: miss / 100.0, held, count: 10 };
        Card {
            horizon: 2,
            origins: 10,
            average_miss: Some(miss / 100.0),
            worst_miss: None,
            held: (17, 20),
            leads: vec![lead(9), lead(8)],
        }
    }

    #[test]
    fn each_row_says_the_miss_and_how_often_the_band_held_beside_last_year() {
        let mut answer = Sample::coast().answer();
        assert_eq!(table(&answer, &pounds()), None);
        let own = MethodAnswer { card: Some(card(2.5)), ..answer.methods[0].clone() };
        let rival = MethodAnswer { id: PLAIN_RIVAL, card: Some(card(4.0)), ..own.clone() };
        answer.methods = vec![own.clone(), rival];
        let told = table(&answer, &pounds()).unwrap();
        assert_eq!(told.head[0], "Months ahead");
        assert_eq!(told.rows[1], ["2", "£2.5k", "2.5%", "8 of 10", "£4k", "4.0%"]);
        answer.methods = vec![own];
        assert_eq!(table(&answer, &pounds()).unwrap().rows[0], ["1", "£2.5k", "2.5%", "9 of 10"]);
    }
}
