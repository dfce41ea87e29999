//! The enterprise's rules, as far as they could be read. Rules that were not read are never "no rules".

use super::rule::EnterpriseRule;
use crate::domain::foreign_text::visible;

/// Why an enterprise's rules could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum NotRead {
    /// 403: the enterprise has no licence for the Policy Builder's routes.
    NoLicense,
    /// 403: this person may not read policies.
    NoPermission,
    /// Something else, in a sentence.
    Failed(String),
    /// Only a part of the list has come.
    Incomplete,
    /// They could not be read again: those that are known are of an earlier time.
    Earlier {
        /// When those were read, in words.
        read_at: String,
        /// Why they could not be read again, in a sentence.
        why: String,
    },
}

/// The rules of an enterprise, as far as they could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RulesRead<'a> {
    /// All of them.
    Read(&'a [EnterpriseRule]),
    /// Not, or not all: those that came, and why the others did not.
    NotRead(&'a [EnterpriseRule], &'a NotRead),
    /// The wallet belongs to no enterprise, so there are none.
    NoEnterprise,
}

impl NotRead {
    /// What is the case, in a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::NoLicense => {
                "The enterprise's rules could not be read: BitGo reports no license for the Policy Builder's API.".to_owned()
            }
            Self::NoPermission => {
                "The enterprise's rules could not be read: your account may not read its policies.".to_owned()
            }
            Self::Failed(why) => format!("The enterprise's rules could not be read: {}", visible(why)),
            Self::Incomplete => "Only a part of the enterprise's rules has been read.".to_owned(),
            Self::Earlier { read_at, why } => format!(
                "The enterprise's rules are those of {read_at}. They could not be read again: {}",
                visible(why)
            ),
        }
    }

    /// What that means, in a sentence.
    pub fn meaning(&self) -> &'static str {
        match self {
            Self::NoLicense => {
                "There may be rules all the same, made on BitGo's web page. Ask BitGo to enable the API, or look there."
            }
            Self::NoPermission => {
                "Its wallets may be guarded by rules that you cannot see. Ask an enterprise admin, or for permission to read policies."
            }
            Self::Failed(_) => {
                "Its wallets may be guarded by rules that were not read. Refresh to try again."
            }
            Self::Incomplete => "Its wallets may be guarded by rules that were not read.",
            Self::Earlier { .. } => "They may have changed since. Refresh to try again.",
        }
    }
}

impl<'a> RulesRead<'a> {
    /// The same where only these of them are of interest.
    #[must_use]
    pub fn narrowed(self, rules: &'a [EnterpriseRule]) -> Self {
        match self {
            Self::Read(_) => Self::Read(rules),
            Self::NotRead(_, why) => Self::NotRead(rules, why),
            Self::NoEnterprise => Self::NoEnterprise,
        }
    }

    /// The rules that were read.
    pub fn rules(self) -> &'a [EnterpriseRule] {
        match self {
            Self::Read(rules) | Self::NotRead(rules, _) => rules,
            Self::NoEnterprise => &[],
        }
    }

    /// Why not all were.
    pub fn not_read(self) -> Option<&'a NotRead> {
        match self {
            Self::NotRead(_, why) => Some(why),
            Self::Read(_) | Self::NoEnterprise => None,
        }
    }
}
