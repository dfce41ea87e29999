//! When a fault strikes: evenly, and in the same places in every run.

use http::Method;
use http::request::Parts;

use super::kind::{FaultKind, FaultSpec};

/// How many requests in a row a burst strikes.
const BURST: u32 = 3;
const WHOLE: u32 = 1_000_000;

/// The faults of a running sandbox.
#[derive(Default)]
pub(crate) struct FaultPlan {
    faults: Vec<Planned>,
    spares_reads: bool,
    /// Of these something has to be in the path of a request that is struck; where there is nothing, every path is.
    in_path: Vec<String>,
}

struct Planned {
    spec: FaultSpec,
    /// Millionths towards the next strike.
    gathered: u32,
    burst_left: u32,
}

/// The faults that strike one request.
#[derive(Clone, Default)]
pub(crate) struct Struck(Vec<FaultKind>);

impl Struck {
    /// True where this one does.
    pub(crate) fn by(&self, kind: FaultKind) -> bool {
        self.0.contains(&kind)
    }
}

impl FaultPlan {
    /// A plan with these faults.
    pub(crate) fn new(specs: &[FaultSpec]) -> Self {
        let faults = specs.iter().map(|&spec| Planned { spec, gathered: 0, burst_left: 0 }).collect();
        Self { faults, spares_reads: false, in_path: Vec::new() }
    }

    /// The same, but striking only what may change something.
    pub(crate) fn sparing_reads(self) -> Self {
        Self { spares_reads: true, ..self }
    }

    /// The same, but striking only requests with one of these in their path.
    pub(crate) fn only_in(self, paths: &[&str]) -> Self {
        Self { in_path: paths.iter().map(|&path| path.to_owned()).collect(), ..self }
    }

    /// What strikes this request. A fault that cannot strike it does not count it.
    pub(crate) fn draw(&mut self, request: &Parts) -> Struck {
        if self.spares_reads && request.method == Method::GET && !request.uri.path().ends_with("/logout") {
            return Struck::default();
        }
        let path = request.uri.path();
        if !self.in_path.is_empty() && !self.in_path.iter().any(|it| path.contains(it)) {
            return Struck::default();
        }
        let could = self.faults.iter_mut().filter(|planned| can_strike(planned.spec.kind, request));
        Struck(could.filter_map(Planned::draw).collect())
    }
}

impl Planned {
    fn draw(&mut self) -> Option<FaultKind> {
        let kind = self.spec.kind;
        if self.burst_left > 0 {
            self.burst_left -= 1;
            return Some(kind);
        }
        self.gathered += self.spec.per_million;
        if self.gathered < WHOLE {
            return None;
        }
        self.gathered -= WHOLE;
        if matches!(kind, FaultKind::TooMany | FaultKind::ServerError) {
            self.burst_left = BURST - 1;
        }
        Some(kind)
    }
}

fn can_strike(kind: FaultKind, request: &Parts) -> bool {
    let is_later = |query: &str| query.contains("prevId=") || query.contains("offset=");
    let is_page = || request.method == Method::GET && request.uri.query().is_some_and(is_later);
    match kind {
        FaultKind::DuplicatedPage | FaultKind::ShrinkingPage => is_page(),
        FaultKind::LostToken => {
            request.method == Method::POST && request.uri.path().ends_with("/accesstoken")
        }
        _ => true,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn strikes(spec: &str, method: &str, path: &str, requests: usize) -> String {
        let mut plan = FaultPlan::new(&[spec.parse().unwrap()]);
        let (parts, ()) = http::Request::builder().method(method).uri(path).body(()).unwrap().into_parts();
        let kind = spec.parse::<FaultSpec>().unwrap().kind;
        (0..requests).map(|_| if plan.draw(&parts).by(kind) { 'x' } else { '.' }).collect()
    }

    #[test]
    fn strikes_are_spread_evenly_and_bursts_come_in_threes() {
        assert_eq!(strikes("slow", "GET", "/a", 4), "xxxx");
        assert_eq!(strikes("slow:0.25", "GET", "/a", 8), "...x...x");
        assert_eq!(strikes("too-many:0.25", "GET", "/a", 12), "...xxx...xxx");
        assert_eq!(strikes("lost-token", "GET", "/api/v2/user/accesstoken", 2), "..");
        assert_eq!(strikes("lost-token", "POST", "/api/auth/v1/accesstoken", 2), "xx");
        assert_eq!(strikes("duplicated-page", "GET", "/a?limit=2", 2), "..");
        assert_eq!(strikes("shrinking-page", "GET", "/a?limit=2&prevId=1", 2), "xx");
    }
}
