//! `FreeAgent`, customer sales: months across, customers down, one accounting year.

use super::Profile;

pub(super) const PROFILE: Profile = Profile {
    name: "FreeAgent, customer sales",
    title: Some("customer sales"),
    notes: &["Sales count on the date of the invoice, paid or not", "Amounts are before sales tax"],
    ..Profile::BLANK
};
