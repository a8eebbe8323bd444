//! Whom or what a plan is for.

use std::fmt;
use std::str::FromStr;

/// What a plan is for: its kind and the name that its readers use for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    pub kind: SubjectKind,
    /// "Coast", "Tom Achterberg"; may be empty for the whole business.
    pub name: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubjectKind {
    #[default]
    Business,
    Salesperson,
    Territory,
    KeyAccount,
    Team,
    Product,
}

impl SubjectKind {
    pub const ALL: [Self; 6] =
        [Self::Business, Self::Salesperson, Self::Territory, Self::KeyAccount, Self::Team, Self::Product];

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Business => "Whole business",
            Self::Salesperson => "Salesperson",
            Self::Territory => "Territory",
            Self::KeyAccount => "Key account",
            Self::Team => "Team",
            Self::Product => "Product",
        }
    }
}

/// An ISO 4217 currency code such as `GBP`. Any three capital letters: no plan is refused for a currency we don't know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a currency code: three letters such as GBP")]
pub struct CurrencyError;

impl Currency {
    #[must_use]
    pub fn code(&self) -> &str {
        // Only ASCII capitals get in, so this can't be empty.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// How many decimals amounts of this currency have (ISO 4217 minor unit).
    #[must_use]
    pub fn decimals(&self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF" | b"UGX"
            | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }
}

impl FromStr for Currency {
    type Err = CurrencyError;
    fn from_str(text: &str) -> Result<Self, CurrencyError> {
        let code: [u8; 3] = text.trim().as_bytes().try_into().map_err(|_| CurrencyError)?;
        let code = code.map(|b| b.to_ascii_uppercase());
        if code.iter().all(u8::is_ascii_uppercase) { Ok(Self(code)) } else { Err(CurrencyError) }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_is_three_letters_in_any_case() {
        assert_eq!("gbp".parse::<Currency>().unwrap().to_string(), "GBP");
        for text in ["", "€", "GB", "GBPP", "G1P", "£££"] {
            assert!(text.parse::<Currency>().is_err(), "{text}");
        }
    }

    #[test]
    fn minor_units_follow_the_currency() {
        let decimals = |code: &str| code.parse::<Currency>().unwrap().decimals();
        assert_eq!((decimals("GBP"), decimals("JPY"), decimals("KWD")), (2, 0, 3));
    }
}
