//! Enums over the platform's own words, which never lose a word that they do not know.

/// Makes an enum of known words with `Other` for newer ones, `from_word`, `word`, `Display` and `Serialize` as
/// the word.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$about:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$about])* $variant,)+
            /// Anything newer, by the platform's word; empty where none was given.
            Other(String),
        }

        impl $name {
            /// The known ones.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),+];

            /// By the platform's word.
            pub fn from_word(word: &str) -> Self {
                match word {
                    $($word => Self::$variant,)+
                    other => Self::Other(other.to_owned()),
                }
            }

            /// The platform's word.
            pub fn word(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Other(word) => word,
                }
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::Other(String::new())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    };
}

pub(crate) use words;

#[cfg(test)]
mod tests {
    words! {
        /// For the test.
        Colour {
            /// As blood.
            Red = "red",
            /// As the sky.
            Blue = "bl-ue",
        }
    }

    #[test]
    fn words_come_back_as_they_were() {
        for word in ["red", "bl-ue", "Red", "", "infra"] {
            assert_eq!(Colour::from_word(word).word(), word);
        }
        assert_eq!(Colour::KNOWN, [Colour::Red, Colour::Blue]);
        assert_eq!(Colour::from_word("Red"), Colour::Other("Red".into()));
        assert_eq!(Colour::default().word(), "");
        assert_eq!(serde_json::to_string(&Colour::Blue).ok().as_deref(), Some("\"bl-ue\""));
    }
}
