//! What a key stroke in the coin picker costs: a search over all coins, for queries that fit few and many.

mod support;

use std::hint::black_box;

use countersign::domain::coin::coins;
use criterion::Criterion;
use support::table::Table;

fn benchmarks(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("coin search");
    for query in [
        "",
        "u",
        "usdt",
        "tether",
        "usdt tron",
        "eth usd",
        "0xdac17f958d2ee523a2206206994597c13d831ec7",
        "no such coin",
    ] {
        group.bench_function(format!("“{query}”"), |bencher| {
            bencher.iter(|| black_box(coins().search(black_box(query), 50)));
        });
    }
    let tether = coins().get("usdt");
    group.bench_function("twins", |bencher| {
        bencher.iter(|| black_box(tether.map(|coin| coins().twins(coin))));
    });
    group.finish();
}

fn main() {
    let table = Table::new("coins");
    let mut criterion = table.criterion();
    benchmarks(&mut criterion);
    table.print(&[]);
}
