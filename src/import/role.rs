//! What headings say of their columns: words in the languages that exports come in.

use super::profile::normal;

/// How well a heading fits the day that a sale counts on.
#[rustfmt::skip]
pub(super) fn date_rank(heading: &str) -> u8 {
    let heading = normal(heading);
    let words = || heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let has = |list: &[&str]| words().any(|word| list.contains(&word));
    let seldom = has(&[
        "due", "expected", "ship", "shipped", "shipping", "delivery", "modified", "updated", "last", "next",
        "birthday", "start", "end", "planned", "fällig", "fälligkeit", "fälligkeitsdatum", "lieferdatum",
        "échéance", "vencimiento", "expiry", "expires", "lost", "fulfilled", "entered", "cancelled", "canceled",
    ]);
    let second =
        has(&["created", "creation", "paid", "payment", "posted", "posting", "completed", "zahlung", "buchung"]);
    let first = has(&[
        "date", "datum", "fecha", "data", "day", "tag", "month", "monat", "mois", "mes", "mese", "maand", "week",
        "woche", "semaine", "period", "periode", "période", "quarter", "quartal", "year", "jahr", "rechnungsdatum",
        "belegdatum", "bestelldatum", "invoicedate", "orderdate", "closed", "won", "jour", "dato", "zeitraum",
    ]);
    match (seldom, second, first) {
        (true, ..) => 1,
        (_, true, _) => 2,
        (.., true) => 3,
        _ => 0,
    }
}

/// How a date column counts sales, in a word.
pub(super) fn date_sense(heading: &str) -> &'static str {
    let heading = normal(heading);
    let has = |word: &str| heading.contains(word);
    if has("paid") || has("payment") || has("zahl") {
        "paid"
    } else if has("invoice") || has("rechnung") || has("factur") {
        "invoiced"
    } else if has("order") || has("created") || has("bestell") || has("close") || has("won") {
        "booked"
    } else {
        ""
    }
}

/// What a heading says of a column of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Measure {
    /// Quantities, prices, taxes, balances: not what was sold.
    Beside,
    /// Nothing that we know.
    Unknown,
    /// With tax or before discounts, or only called a total.
    Gross,
    /// What was sold.
    Amount,
    /// What was sold, and the heading says that it is net, or the line's own.
    Net,
}

#[rustfmt::skip]
pub(super) fn measure(heading: &str) -> Measure {
    let heading = normal(heading);
    let words: Vec<&str> = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    if is_identifier(&heading)
        || has(&[
            "qty", "quantity", "menge", "anzahl", "cantidad", "quantité", "price", "preis", "prix", "precio",
            "rate", "balance", "saldo", "tax", "taxes", "taxtotal", "taxamount", "vat", "mwst", "ust", "tva",
            "iva", "discount", "discounts", "rabatt", "remise", "fee", "fees", "cost", "costs", "kosten",
            "shipping", "versand", "probability", "refunded", "refunds", "returns", "due", "paid", "percent",
            "margin", "units", "unitamount", "duties", "tip", "tips", "commission", "invoiceamountpaid",
            "invoiceamountdue", "age", "zip", "postcode", "phone",
        ])
    {
        return Measure::Beside;
    }
    if has(&["net", "netto", "lineamount", "nettobetrag", "nettoumsatz", "neto", "ht"]) || heading == "line amount" {
        return Measure::Net;
    }
    if has(&["gross", "brutto", "bruto", "ttc", "total", "gesamt", "summe", "totale", "gesamtbetrag"])
        && !has(&["amount"])
    {
        return Measure::Gross;
    }
    if has(&[
        "amount", "amounts", "betrag", "montant", "importe", "importo", "bedrag", "sales", "umsatz", "umsätze",
        "revenue", "turnover", "subtotal", "value", "wert", "ventas", "ventes", "vendite", "omzet", "income",
        "takings", "erlös", "erlöse", "chiffre", "kwota", "belopp", "beløp", "valor", "fatturato", "sprzedaż",
        "продажи", "сумма",
    ]) {
        return Measure::Amount;
    }
    Measure::Unknown
}

/// What is counted, if a heading names activities: "calls".
#[rustfmt::skip]
pub(super) fn counted(heading: &str) -> Option<String> {
    const COUNTS: [&str; 26] = [
        "calls", "emails", "meetings", "opportunities", "orders", "visits", "demos", "leads", "deals", "proposals",
        "quotes", "appointments", "contracts", "customers", "activities", "conversations", "units", "items",
        "transactions", "invoices", "anrufe", "termine", "besuche", "angebote", "verträge", "aufträge",
    ];
    let heading = normal(heading);
    let last = heading.split_whitespace().next_back()?;
    COUNTS.contains(&last).then_some(heading)
}

/// Whether a column holds the state of an order, an invoice, a payment or a deal.
#[rustfmt::skip]
pub(super) fn is_status(heading: &str) -> bool {
    let heading = normal(heading);
    [
        "status", "state", "financial status", "payment status", "order status", "invoice status", "zustand",
        "statut", "estado",
    ]
    .contains(&heading.as_str())
}

/// Whether a column holds remarks.
#[rustfmt::skip]
pub(super) fn is_note(heading: &str) -> bool {
    let heading = normal(heading);
    [
        "note", "notes", "notiz", "notizen", "remark", "remarks", "comment", "comments", "bemerkung",
        "bemerkungen", "kommentar", "anmerkung",
    ]
    .contains(&heading.as_str())
}

/// Whether cells of a column name orders or invoices, which several rows may share.
#[rustfmt::skip]
pub(super) fn is_document(heading: &str) -> bool {
    let heading = normal(heading);
    let words: Vec<&str> = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let of = ["invoice", "order", "receipt", "rechnung", "bestellung", "auftrag", "document", "bill"];
    let number = ["no", "nr", "number", "num", "id", "nummer", "name"];
    ["invoicenumber", "ordernumber", "rechnungsnummer", "bestellnummer", "invoice", "order", "belegnummer"]
        .contains(&heading.as_str())
        || (words.iter().any(|w| of.contains(w)) && words.iter().any(|w| number.contains(w)))
}

/// Totals of a whole order or invoice, by their headings.
#[rustfmt::skip]
pub(super) fn is_document_total(heading: &str) -> bool {
    let heading = normal(heading);
    [
        "total", "order total", "invoice total", "grand total", "gesamt", "gesamtbetrag", "subtotal",
        "rechnungsbetrag", "summe",
    ]
    .contains(&heading.as_str())
}

/// Headings under which numbers are names: adding them up would make no sense.
#[rustfmt::skip]
pub(super) fn is_identifier(heading: &str) -> bool {
    const NAMES: [&str; 34] = [
        "#", "no", "no.", "nr", "nr.", "num", "number", "id", "row", "index", "invoice", "invoice no",
        "invoice no.", "invoice number", "order", "order no", "order id", "order number", "transaction id",
        "customer id", "year", "month", "week", "day", "zip", "postcode", "record id", "sku", "gtin",
        "account code", "accountcode", "kundennummer", "rechnungsnummer", "belegnummer",
    ];
    let heading = normal(heading);
    NAMES.contains(&heading.as_str()) || heading.ends_with(" id")
}

/// "Total", "Grand totals (12 records)", "Summe 2025", "Average".
pub(super) fn says_total(label: &str) -> bool {
    label.split(|c: char| !c.is_alphabetic()).any(|word| is_sum(word) || is_average(word))
}

#[rustfmt::skip]
pub(super) fn is_sum(word: &str) -> bool {
    const SUMS: [&str; 16] = [
        "total", "totals", "subtotal", "subtotals", "sum", "summe", "gesamt", "gesamtsumme", "zwischensumme",
        "totale", "totaal", "suma", "razem", "totaux", "totali", "totales",
    ];
    let word = word.to_lowercase();
    SUMS.contains(&word.as_str()) || word == "итого" || word == "всего"
}

#[rustfmt::skip]
pub(super) fn is_average(word: &str) -> bool {
    ["average", "avg", "mean", "durchschnitt", "mittelwert", "moyenne", "promedio", "media"]
        .iter()
        .any(|mean| word.eq_ignore_ascii_case(mean))
}

/// A sum of all rows and not of a group of them: nothing is left of the label but "grand", a year or a count.
pub(super) fn is_grand_total(label: &str) -> bool {
    let rest = label.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty() && !is_sum(word));
    let mut rest = rest.map(str::to_lowercase);
    rest.all(|word| {
        ["grand", "overall", "all", "records", "rows", "sales", "income", "general", "year"].contains(&word.as_str())
    })
}

/// The words of status columns that everyone uses: whether such a row counts.
#[rustfmt::skip]
pub(super) fn counts(status: &str) -> Option<bool> {
    const COUNTS: [&str; 25] = [
        "paid", "complete", "completed", "succeeded", "success", "authorised", "approved", "sent", "invoiced",
        "closed", "fulfilled", "shipped", "delivered", "awaiting payment", "partially refunded",
        "partially_refunded", "settled", "bezahlt", "abgeschlossen", "overdue", "credit note", "credit memo",
        "invoice", "gutschrift", "rechnung",
    ];
    const LEFT_OUT: [&str; 22] = [
        "draft", "void", "voided", "cancelled", "canceled", "failed", "pending", "refunded", "declined", "blocked",
        "deleted", "expired", "uncollectible", "rejected", "incomplete", "abandoned", "storniert", "entwurf",
        "annulé", "on hold", "quote", "reversed",
    ];
    let status = normal(status);
    if COUNTS.contains(&status.as_str()) {
        Some(true)
    } else if LEFT_OUT.contains(&status.as_str()) {
        Some(false)
    } else {
        None
    }
}

/// The stage or status of a deal: won, lost, or still open.
pub(super) fn is_won(stage: &str) -> bool {
    let letters: String = normal(stage).chars().filter(|c| c.is_alphanumeric()).collect();
    ["won", "closedwon", "gewonnen", "gagné", "ganado", "closedwonsalespipeline"].contains(&letters.as_str())
        || letters.starts_with("closedwon")
        || letters.ends_with("closedwon")
}

/// "Sales (k EUR)", "£k", "Sales in thousands", "Umsatz T€", "£m": the power of ten.
pub(super) fn power_in_heading(heading: &str) -> u32 {
    use crate::text::currency;
    let has_currency = currency::in_heading(heading).is_some();
    heading.split(|c: char| c.is_whitespace() || "()[]/,:".contains(c)).fold(0, |power, word| {
        let word = word.to_lowercase();
        let bare = word.trim_matches(['£', '$', '€', '¥']);
        let signed = bare.len() < word.len() || has_currency;
        match bare {
            "thousand" | "thousands" | "'000" | "'000s" | "000s" | "tsd" | "tsd." | "teur" | "keur" | "kgbp"
            | "kusd" => 3,
            "k" | "t" | "000" if signed => 3,
            "million" | "millions" | "mio" | "mio." | "meur" => 6,
            "m" | "mn" if signed => 6,
            _ => power,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_may_count_in_thousands() {
        for heading in ["Sales (k EUR)", "£k", "Sales in thousands", "Umsatz T€", "Sales £'000", "Umsatz (TEUR)"] {
            assert_eq!(power_in_heading(heading), 3, "{heading}");
        }
        assert_eq!(power_in_heading("Revenue £m"), 6);
        for heading in ["Sales", "Sales EUR", "Team K", "T", "Sales M", "Market"] {
            assert_eq!(power_in_heading(heading), 0, "{heading}");
        }
    }

    #[test]
    fn the_day_of_the_sale_is_told_from_other_days() {
        assert!(date_rank("Invoice Date") > date_rank("Due Date"));
        assert!(date_rank("Close Date") > date_rank("Last Activity Date"));
        assert!(date_rank("Order date") > date_rank("Paid at"));
        assert_eq!(date_rank("Customer"), 0);
        assert_eq!((date_sense("Paid at"), date_sense("Invoice Date"), date_sense("Datum")), ("paid", "invoiced", ""));
    }

    #[test]
    fn what_was_sold_is_told_from_what_stands_beside() {
        assert!(measure("Net Sales") > measure("Amount"));
        assert!(measure("Amount") > measure("Gross Sales"));
        assert!(measure("Total") > measure("Widgets"));
        for heading in ["Qty", "Sales Price", "Balance", "Tax", "Discount Amount", "Record ID", "UnitAmount"] {
            assert_eq!(measure(heading), Measure::Beside, "{heading}");
        }
        assert_eq!(counted("First meetings"), Some("first meetings".into()));
        assert_eq!(counted("Sales"), None);
    }

    #[test]
    fn totals_and_deals_are_known_by_their_words() {
        assert!(says_total("Grand Totals (5700 records)") && is_grand_total("Grand Totals (5700 records)"));
        assert!(says_total("Total for Acme") && !is_grand_total("Total for Acme"));
        assert!(is_grand_total("TOTAL") && is_grand_total("Summe 2025"));
        for stage in ["Closed Won", "closedwon", "Won", "Gewonnen"] {
            assert!(is_won(stage), "{stage}");
        }
        assert!(!is_won("closedlost") && !is_won("Wonder stage"));
        assert_eq!((counts("Paid"), counts("VOIDED"), counts("archived")), (Some(true), Some(false), None));
    }
}
