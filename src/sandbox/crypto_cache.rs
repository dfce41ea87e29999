//! What the seed has encrypted before in this process. The same seed draws the same keys, and deriving an envelope's key
//! takes ten thousand rounds: a sandbox that is started again takes over what an earlier one has made of them.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

/// Results by what they were made from, of which only a digest is kept.
pub(crate) struct CryptoCache<T>(Mutex<BTreeMap<[u8; 32], T>>);

impl<T: Clone> CryptoCache<T> {
    /// An empty one.
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }

    /// What was made of `parts` before, else what `make` makes of them now.
    pub(crate) fn take_or_make<E>(
        &self,
        parts: [&str; 2],
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let mut digest = Sha256::new();
        for part in parts {
            digest.update(part.len().to_be_bytes());
            digest.update(part);
        }
        let key = digest.finalize().into();
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = kept().get(&key).cloned() {
            return Ok(made);
        }
        let fresh = make()?;
        kept().insert(key, fresh.clone());
        Ok(fresh)
    }
}

#[cfg(test)]
mod tests {
    use super::CryptoCache;

    #[test]
    fn each_is_made_once_and_failures_are_not_kept() {
        let cache = CryptoCache::new();
        assert_eq!(cache.take_or_make(["a", "b"], || Err::<u8, _>("no")), Err("no"));
        assert_eq!(cache.take_or_make(["a", "b"], || Ok::<_, &str>(1)), Ok(1));
        assert_eq!(cache.take_or_make(["a", "b"], || Ok::<_, &str>(2)), Ok(1));
        assert_eq!(cache.take_or_make(["ab", ""], || Ok::<_, &str>(3)), Ok(3));
    }
}
