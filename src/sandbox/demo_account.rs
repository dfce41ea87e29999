//! The people of the sandbox whom anyone may log in as.

/// A person whom anyone may log in as.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemoAccount {
    /// `owner`, `admin` or `viewer`.
    pub role: String,
    /// First and last name.
    pub name: String,
    /// The login's e-mail address.
    pub email: String,
    /// The login's password: made up, and good nowhere else. The one-time code is always `0000000`.
    pub password: String,
}
