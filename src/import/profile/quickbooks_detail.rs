//! `QuickBooks` Online, Sales by Customer Detail: a title block, customers as headings, a total beneath each.

use super::Profile;

pub(super) const PROFILE: Profile = Profile {
    name: "QuickBooks Online, sales by customer",
    headings: &["date", "transaction type", "num", "amount", "balance"],
    date: &["date"],
    value: &["amount"],
    groups: Some("Customer"),
    notes: &[
        "Sales count on the date of the invoice or receipt, paid or not",
        "Amounts are before sales tax, and credit memos are taken off",
    ],
    ..Profile::BLANK
};
