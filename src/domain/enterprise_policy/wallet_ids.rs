//! The wallets that a rule lists: in the platform's order, and found among many without going through them.

use std::sync::Arc;

/// Wallets by ID. A copy costs nothing: a list may be of many thousands.
#[derive(Debug, Clone, Default)]
pub struct WalletIds {
    listed: Arc<[String]>,
    /// Places in the list, in the order of the IDs.
    sorted: Arc<[u32]>,
}

impl WalletIds {
    /// As they were listed.
    pub fn as_slice(&self) -> &[String] {
        &self.listed
    }

    /// Whether a wallet is among them.
    pub fn has(&self, id: &str) -> bool {
        let at = |place: &u32| self.listed.get(*place as usize).map_or("", String::as_str);
        self.sorted.binary_search_by(|place| at(place).cmp(id)).is_ok()
    }
}

impl FromIterator<String> for WalletIds {
    fn from_iter<I: IntoIterator<Item = String>>(listed: I) -> Self {
        let listed: Arc<[String]> = listed.into_iter().collect();
        let mut sorted: Vec<u32> = (0_u32..).zip(listed.iter()).map(|(place, _)| place).collect();
        sorted.sort_unstable_by_key(|place| &listed[*place as usize]);
        Self { listed, sorted: sorted.into() }
    }
}

impl PartialEq for WalletIds {
    fn eq(&self, other: &Self) -> bool {
        self.listed == other.listed
    }
}

impl Eq for WalletIds {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_that_is_listed_is_found_and_the_order_stays() {
        let listed: Vec<String> =
            (0..400_u32).map(|it| format!("w{}", it.wrapping_mul(7_919) % 997)).collect();
        let ids = WalletIds::from_iter(listed.clone());
        assert_eq!(ids.as_slice(), listed);
        for number in 0..1_000 {
            let id = format!("w{number}");
            assert_eq!(ids.has(&id), listed.contains(&id), "{id}");
        }
        assert!(!WalletIds::default().has(""));
        assert_eq!(WalletIds::from_iter(["b".to_owned(), "b".to_owned()]).as_slice().len(), 2);
    }
}
