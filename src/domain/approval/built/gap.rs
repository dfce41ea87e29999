//! What keeps a built transaction from being compared.

/// Why a built transaction could not be compared, or not as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Gap {
    /// The request names nobody.
    NobodyAsked,
    /// It is told twice who gets how much, and not the same.
    AskedDifferently,
    /// What a built transaction pays is not told.
    NotTold,
    /// What is built is told in part alone, or could not be read in part: there may be transactions that nothing tells of.
    NotAllTold,
    /// The platform could not validate all of it.
    NotValidated,
    /// A payment without address on either side.
    NoAddress,
    /// What this address gets is no whole number.
    Amount(String),
    /// Of what this address gets it is told on one side alone which coin it is.
    Coin(String),
    /// What data goes along to this address is told on one side alone.
    Data(String),
    /// What goes to this address is the platform's fee by the platform's own word.
    PlatformFee {
        /// The address.
        address: String,
        /// How much, with its coin.
        amount: String,
    },
    /// On which chain it counts is not told, or not known here.
    Chain,
    /// Whether what is signed belongs to the transaction is not told.
    Signing,
    /// What is spent in all is no whole number.
    Total,
    /// It carries so many bytes of data that nobody reads here.
    CarriesData(usize),
    /// This contract is to split the sum; which one the platform uses on the network is not known here.
    SplitBy(String),
}
