//! What the crypto costs: signing a request, checking an answer, envelopes of both versions.

mod support;

use std::hint::black_box;

use countersign::bitgo::envelope::{self, Version};
use countersign::bitgo::signing::{self, AuthVersion};
use criterion::Criterion;
use support::table::Table;

const TOKEN: &str = "v2x372cdfa81139df90094f44d06ac5ec98555a213d17309208f443144fb119aa77";

fn benchmarks(criterion: &mut Criterion) {
    criterion.bench_function("sign a request", |bencher| {
        bencher.iter(|| {
            let path = "/api/v2/wallets?limit=500";
            let subject =
                signing::request_subject(AuthVersion::V3, "get", 1_700_000_003_908, black_box(path), b"");
            black_box(signing::hmac_hex(TOKEN.as_bytes(), &subject))
        });
    });
    let mut group = criterion.benchmark_group("envelope");
    group.sample_size(10);
    for (name, version) in [("version 1", Version::V1), ("version 2", Version::V2)] {
        let sealed = envelope::encrypt("xprv-short", "hunter2hunter2", version);
        let Ok(sealed) = sealed else { continue };
        group.bench_function(format!("{name}, open"), |bencher| {
            bencher.iter(|| black_box(envelope::decrypt(black_box(&sealed), "hunter2hunter2")));
        });
    }
    group.finish();
}

fn main() {
    let table = Table::new("secrets");
    let mut criterion = table.criterion();
    benchmarks(&mut criterion);
    table.print(&[]);
}
