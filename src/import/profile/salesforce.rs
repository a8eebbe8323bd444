//! Salesforce, a report of opportunities: a currency before each amount, the newest first, and a footer.

use super::Profile;

pub(super) const PROFILE: Profile = Profile {
    name: "Salesforce, opportunities",
    headings: &["opportunity name", "stage", "close date"],
    date: &["close date"],
    value: &["total amount", "amount", "amount (converted)"],
    deals: true,
    notes: &["Deals count on their close date, booked and neither invoiced nor paid"],
    ..Profile::BLANK
};
