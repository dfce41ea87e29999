//! The way to the platform: which proxy stands on it. Its address is a host with its port, and nothing that would have to be
//! kept secret.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

/// Which proxy stands between this machine and the platform. On the way to this very computer there never is one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Proxy {
    /// As the system has it.
    #[default]
    System,
    /// None.
    None,
    /// This one.
    Given(ProxyAddress),
}

/// The address of a proxy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProxyAddress(Url);

/// Why a text is no proxy's address. None of the sentences repeats the text, which may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProxyAddressError {
    /// Not an address at all.
    #[error("Enter the proxy as host and port: proxy.example:8080.")]
    NotAnAddress,
    /// A scheme other than HTTP and HTTPS.
    #[error("The address of a proxy starts with http:// or https://.")]
    Scheme,
    /// A user name or a password.
    #[error("Remove the user name and password: the settings file holds no secrets.")]
    Login,
    /// A path, a query or a fragment.
    #[error("Remove what follows the port.")]
    Decorated,
}

impl ProxyAddress {
    /// Reads what was typed; without a scheme it is HTTP.
    pub fn parse(text: &str) -> Result<Self, ProxyAddressError> {
        let text = text.trim();
        let whole = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
        let url = Url::parse(&whole).map_err(|_| ProxyAddressError::NotAnAddress)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ProxyAddressError::Login);
        }
        if !matches!(url.scheme(), "http" | "https") {
            return Err(ProxyAddressError::Scheme);
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(ProxyAddressError::NotAnAddress);
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(ProxyAddressError::Decorated);
        }
        Ok(Self(url))
    }

    /// The address as a whole.
    pub fn url(&self) -> &Url {
        &self.0
    }

    /// Host and port, for a sentence.
    pub fn host_and_port(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        self.0.port_or_known_default().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }
}

impl fmt::Display for ProxyAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

impl TryFrom<String> for ProxyAddress {
    type Error = ProxyAddressError;

    fn try_from(text: String) -> Result<Self, ProxyAddressError> {
        Self::parse(&text)
    }
}

impl From<ProxyAddress> for String {
    fn from(address: ProxyAddress) -> Self {
        address.to_string()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_host_with_its_port_is_enough() {
        for (typed, whole, shown) in [
            ("proxy.example:8080", "http://proxy.example:8080", "proxy.example:8080"),
            (" https://Proxy.Example/ ", "https://proxy.example", "proxy.example:443"),
            ("10.1.2.3", "http://10.1.2.3", "10.1.2.3:80"),
            ("[::1]:3128", "http://[::1]:3128", "[::1]:3128"),
        ] {
            let address = ProxyAddress::parse(typed).unwrap();
            assert_eq!((address.to_string().as_str(), address.host_and_port().as_str()), (whole, shown));
        }
    }

    #[test]
    fn what_is_secret_or_no_proxy_is_refused_and_never_repeated() {
        use ProxyAddressError::{Decorated, Login, NotAnAddress, Scheme};
        for (typed, why) in [
            ("", NotAnAddress),
            ("http://", NotAnAddress),
            ("proxy.example:99999", NotAnAddress),
            ("two words:80", NotAnAddress),
            ("olivia:hunter2@proxy.example:8080", Login),
            ("http://hunter2@proxy.example", Login),
            ("http://:hunter2@proxy.example", Login),
            ("socks5://olivia:hunter2@proxy.example", Login),
            ("socks5://proxy.example:1080", Scheme),
            ("file:///etc/hunter2", Scheme),
            ("proxy.example/hunter2.pac", Decorated),
            ("proxy.example?key=hunter2", Decorated),
            ("proxy.example#hunter2", Decorated),
        ] {
            let refused = ProxyAddress::parse(typed).unwrap_err();
            assert_eq!(refused, why, "{typed}");
            assert!(!refused.to_string().contains("hunter2"));
        }
    }
}
