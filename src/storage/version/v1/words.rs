//! Words of format 1 that the model calls the same today. Should the model call one otherwise, this no longer compiles, and the words of
//! the format stay.

macro_rules! words {
    ($name:ident: $($word:ident),+ $(,)?) => {
        #[derive(Clone, Copy, Debug, serde::Deserialize)]
        pub(super) enum $name {
            $($word),+
        }

        impl From<$name> for crate::model::$name {
            fn from(word: $name) -> Self {
                match word {
                    $($name::$word => Self::$word),+
                }
            }
        }
    };
}

pub(super) use words;
