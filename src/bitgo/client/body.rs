//! Memory for what goes over the wire: a request's body and a bearer token, which may hold secrets.
//!
//! Each is written once, into memory of the right size, since a buffer that grows leaves copies of what it held; it is
//! shared with the layers below, and wiped when the last of them lets go of it. What those layers copy into buffers of
//! their own (HTTP, TLS, the system's sockets) is out of reach.

use bytes::Bytes;
use serde::Serialize;
use std::io::{self, Write};
use zeroize::{Zeroize, Zeroizing};

/// Bytes that are wiped with their last share.
pub(super) fn wiped<T: AsRef<[u8]> + Zeroize + Send + 'static>(bytes: T) -> Bytes {
    Bytes::from_owner(Zeroizing::new(bytes))
}

/// A body as JSON.
pub(super) fn json<T: Serialize + ?Sized>(body: &T) -> Result<Bytes, serde_json::Error> {
    let mut written = written(body)?;
    Ok(wiped(std::mem::take(&mut *written)))
}

/// Counts first, so that the memory need not grow.
fn written<T: Serialize + ?Sized>(body: &T) -> Result<Zeroizing<Vec<u8>>, serde_json::Error> {
    let mut length = Length(0);
    serde_json::to_writer(&mut length, body)?;
    let mut written = Zeroizing::new(Vec::with_capacity(length.0));
    serde_json::to_writer(&mut *written, body)?;
    Ok(written)
}

/// Adds to a text that may hold a secret; where it has to move for want of room, the old place is wiped.
pub(super) fn extend(held: &mut Zeroizing<Vec<u8>>, more: &[u8]) {
    let length = held.len() + more.len();
    if length > held.capacity() {
        let mut longer = Vec::with_capacity(2 * length);
        longer.extend_from_slice(held);
        held.zeroize();
        **held = longer;
    }
    held.extend_from_slice(more);
}

/// Counts what is written, and keeps nothing of it.
struct Length(usize);

impl Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use serde_json::json;
    use std::sync::{Arc, Mutex};

    #[test]
    fn a_body_is_what_it_is_as_json_in_memory_of_its_own_size() {
        for body in [json!({}), json!({"otp": "0000000", "amount": "1", "many": vec!["ä"; 900]})] {
            let written = written(&body).unwrap();
            assert_eq!(*written, serde_json::to_vec(&body).unwrap());
            assert_eq!(written.capacity(), written.len(), "it grew while it was written");
            assert_eq!(json(&body).unwrap(), *written);
        }
    }

    /// Memory of which the test sees whether it was wiped before it was let go.
    struct Watched(Vec<u8>, Arc<Mutex<Option<Vec<u8>>>>);

    impl Zeroize for Watched {
        fn zeroize(&mut self) {
            self.0.as_mut_slice().zeroize();
            *self.1.lock().unwrap() = Some(self.0.clone());
        }
    }

    impl AsRef<[u8]> for Watched {
        fn as_ref(&self) -> &[u8] {
            &self.0
        }
    }

    #[test]
    fn what_is_shared_is_wiped_with_its_last_share() {
        let last = Arc::new(Mutex::new(None));
        let watched = Watched(b"hush".to_vec(), Arc::clone(&last));
        let body = wiped(watched);
        let shared = body.clone();
        drop(body);
        assert_eq!((&shared[..], last.lock().unwrap().clone()), (&b"hush"[..], None));
        drop(shared);
        assert_eq!(last.lock().unwrap().as_deref(), Some(&[0; 4][..]));
    }

    #[test]
    fn a_text_that_outgrows_its_room_stays_whole() {
        let mut held = Zeroizing::new(Vec::with_capacity(4));
        for part in [&b"abc"[..], b"defgh", b"", b"ijklmnopqrstuvwxyz"] {
            extend(&mut held, part);
        }
        assert_eq!(&held[..], b"abcdefghijklmnopqrstuvwxyz");
    }
}
