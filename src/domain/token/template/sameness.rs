//! Whether two hold the same terms.

use crate::domain::ip_range::normal;
use crate::domain::token::existing::TokenTerms;
use crate::domain::token::reach::Reach;

/// Whether both are the same but for the enterprise, which a template keeps.
pub(super) fn same_terms(one: &TokenTerms, other: &TokenTerms) -> bool {
    same(&one.scopes, &other.scopes)
        && same(&normal_addresses(one), &normal_addresses(other))
        && same_limits(one, other)
        && same_reach(&one.reach, &other.reach)
}

/// Whether both hold the same, in whatever order.
pub(super) fn same(one: &[String], other: &[String]) -> bool {
    let sorted = |items: &[String]| {
        let mut items = items.to_vec();
        items.sort();
        items.dedup();
        items
    };
    sorted(one) == sorted(other)
}

/// Whether both limit the same coins alike.
pub(super) fn same_limits(one: &TokenTerms, other: &TokenTerms) -> bool {
    let sizes = |terms: &TokenTerms| {
        let mut sizes: Vec<_> =
            terms.limits.iter().map(|limit| (limit.coin.clone(), limit.size.clone())).collect();
        sizes.sort_by(|a, b| a.0.cmp(&b.0));
        (sizes, terms.erc20.as_ref().map(|limit| limit.size.clone()))
    };
    sizes(one) == sizes(other)
}

/// Whether both reach the same.
pub(super) fn same_reach(one: &Reach, other: &Reach) -> bool {
    match (one, other) {
        (Reach::Everything, Reach::Everything) => true,
        (Reach::Enterprises(one), Reach::Enterprises(other))
        | (Reach::Wallets(one), Reach::Wallets(other)) => same(one, other),
        _ => false,
    }
}

/// The addresses as they are compared.
pub(super) fn normal_addresses(terms: &TokenTerms) -> Vec<String> {
    terms.addresses.iter().map(|text| normal(text)).collect()
}
