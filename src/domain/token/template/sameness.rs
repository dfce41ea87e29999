//! Whether two templates hold the same.

use crate::domain::address::AddressRule;
use crate::domain::token::reach::Reach;

use super::fields::TemplateFields;

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
pub(super) fn same_limits(one: &TemplateFields, other: &TemplateFields) -> bool {
    let sizes = |fields: &TemplateFields| {
        let mut sizes: Vec<_> =
            fields.limits.iter().map(|limit| (limit.coin.clone(), limit.size.clone())).collect();
        sizes.sort_by(|a, b| a.0.cmp(&b.0));
        (sizes, fields.erc20.as_ref().map(|limit| limit.size.clone()))
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

/// `1.2.3.4` and `1.2.3.4/32` are the same; what is no rule stays as it came.
pub(super) fn normal(addresses: &[String]) -> Vec<String> {
    let of = |text: &String| {
        text.parse::<AddressRule>().map_or_else(|_| text.trim().to_owned(), |rule| rule.to_string())
    };
    addresses.iter().map(of).collect()
}
