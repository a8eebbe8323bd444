//! Xero, sales invoices: a row a line, with the invoice's total repeated on each.

use super::{Profile, Status};

pub(super) const PROFILE: Profile = Profile {
    name: "Xero, sales invoices",
    headings: &["contactname", "invoicenumber", "invoicedate", "lineamount"],
    date: &["invoicedate"],
    value: &["lineamount"],
    document: Some("invoicenumber"),
    status: Some(Status {
        column: "status",
        counts: &["authorised", "approved", "paid", "sent", "awaiting payment", "awaiting approval", "submitted"],
        left_out: &["draft", "voided", "void", "deleted"],
    }),
    notes: &[
        "Sales count on the date of the invoice, paid or not",
        "Amounts are those of the lines; Total is left out, since it stands on every line of an invoice and holds the tax",
    ],
    ..Profile::BLANK
};
