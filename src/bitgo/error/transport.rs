//! Tells the ways apart in which no answer comes.

use super::ErrorKind;
use std::error::Error as StdError;
use std::io;

/// What went wrong below HTTP. `after_secs` is the time-out that was set.
pub(in crate::bitgo) fn classify(error: &reqwest::Error, after_secs: u64) -> ErrorKind {
    if error.is_builder() {
        ErrorKind::Setup("the request cannot be built".to_owned())
    } else if let Some(kind) = chain(error).find_map(|cause| by_proxy(&cause.to_string())) {
        kind
    } else if error.is_dns() || chain(error).any(|cause| cause.to_string().starts_with("dns error")) {
        ErrorKind::Dns
    } else if error.is_connect() && chain(error).any(is_tls) {
        ErrorKind::Tls
    } else if error.is_connect() {
        ErrorKind::Connect
    } else if error.is_timeout() {
        ErrorKind::TimedOut { after_secs }
    } else {
        ErrorKind::Interrupted
    }
}

fn chain(error: &reqwest::Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    std::iter::successors(error.source(), |cause: &&(dyn StdError + 'static)| (*cause).source())
}

/// What went wrong between this machine and the host's connection, told by the words of the library, which has no type for
/// it.
fn by_proxy(cause: &str) -> Option<ErrorKind> {
    Some(match cause.strip_prefix("tunnel error: ")? {
        "proxy authorization required" => ErrorKind::ProxyLogin,
        "failed to create underlying connection" => ErrorKind::ProxyUnreachable,
        _ => ErrorKind::ProxyRefused,
    })
}

/// An I/O error's `source` steps over the error that it wraps, so that is looked at as well.
fn is_tls(cause: &(dyn StdError + 'static)) -> bool {
    let wrapped = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    cause.is::<rustls::Error>() || wrapped.is_some_and(|inner| is_tls(inner))
}
