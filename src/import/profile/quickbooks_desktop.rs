//! `QuickBooks` Desktop to Excel: no header, a spacer between columns, customers as headings, a total beneath each.

use super::Profile;

pub(super) const PROFILE: Profile = Profile {
    name: "QuickBooks Desktop, sales by customer",
    headings: &["type", "date", "num", "memo", "name", "item", "qty", "sales price", "amount", "balance"],
    columns: &[
        (1, "Customer"),
        (4, "Type"),
        (6, "Date"),
        (8, "Num"),
        (10, "Memo"),
        (12, "Name"),
        (14, "Item"),
        (16, "Qty"),
        (18, "Sales Price"),
        (20, "Amount"),
        (22, "Balance"),
    ],
    date: &["date"],
    value: &["amount"],
    groups: Some("Customer"),
    notes: &[
        "Sales count on the date of the invoice or receipt, paid or not",
        "Amounts are before sales tax, and credit memos are taken off",
    ],
    ..Profile::BLANK
};
