//! What a session's token is, on one sheet: at the login before the session opens, and from the session menu.

use egui::Ui;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::notice::Finding;
use super::{layout, notice, space, text};
use crate::domain::foreign_text::visible;
use crate::domain::lifetime::{TimeLeft, moment_words};
use crate::domain::token::existing::ExistingLimit;
use crate::domain::token::identity::TokenIdentity;

/// So wide is a dialog with a sheet in it, in points.
pub const WIDTH: f32 = 620.0;

/// Draws what has to be said of it, and then what it is.
pub fn show(ui: &mut Ui, identity: &TokenIdentity, now: Timestamp, zone: &TimeZone) {
    ui.spacing_mut().item_spacing.y = space::M;
    for found in identity.findings(now, zone) {
        let (meaning, word) = notice::severity(found.severity());
        let (what, why) = (found.what(), found.why());
        notice::finding(ui, &Finding { meaning, word, what: &what, why, source: "" }, None);
    }
    layout::facts(ui, |ui| facts(ui, identity, now, zone));
}

fn facts(ui: &mut Ui, identity: &TokenIdentity, now: Timestamp, zone: &TimeZone) {
    fact(ui, "Person", &person(identity));
    fact(ui, "Logged in by", &way(identity));
    fact(ui, "Environment", &identity.environment);
    fact(ui, "Host", &identity.host);
    fact(ui, "Can", &visible(&identity.terms.actions_words()));
    layout::fact(ui, "Scopes", |ui| {
        text::wrapped(ui, text::mono(visible(&identity.terms.scopes.join(", ")).as_ref()))
    });
    fact(ui, "Allowed IP addresses", &addresses(identity));
    fact(ui, "Seen from", &identity.seen_from.as_deref().map_or("Not reported".into(), visible));
    fact(ui, "Expires", &end(identity, now, zone));
    fact(ui, "Sending", &lock(identity, now, zone));
    fact(ui, "Spending limits", &limits(identity));
}

fn fact(ui: &mut Ui, caption: &str, words: &str) {
    layout::fact(ui, caption, |ui| text::wrapped(ui, text::body(words)));
}

fn person(identity: &TokenIdentity) -> String {
    let (person, username) = (visible(&identity.person), visible(&identity.username));
    if person == username { person.into_owned() } else { format!("{person} ({username})") }
}

fn way(identity: &TokenIdentity) -> String {
    match (identity.is_access_token, identity.label.trim()) {
        (false, _) => "Email and password".to_owned(),
        (true, "") => "Access token without a label".to_owned(),
        (true, label) => format!("Access token “{}”", visible(label)),
    }
}

fn addresses(identity: &TokenIdentity) -> String {
    match &identity.terms.addresses[..] {
        [] => "Any".to_owned(),
        addresses => visible(&addresses.join(", ")).into_owned(),
    }
}

fn end(identity: &TokenIdentity, now: Timestamp, zone: &TimeZone) -> String {
    let Some(expires) = identity.expires else { return "No end time".to_owned() };
    let at = moment_words(expires, zone);
    match TimeLeft::until(expires, now) {
        TimeLeft::Over => format!("Expired on {at}"),
        left @ TimeLeft::Secs(_) => format!("In {}, on {at}", left.in_words()),
    }
}

fn lock(identity: &TokenIdentity, now: Timestamp, zone: &TimeZone) -> String {
    match identity.unlocked_until.filter(|_| identity.is_unlocked(now)) {
        Some(until) => format!("Unlocked until {}", moment_words(until, zone)),
        None => "Locked".to_owned(),
    }
}

fn limits(identity: &TokenIdentity) -> String {
    let words: Vec<_> = identity.terms.all_limits().map(ExistingLimit::in_words).collect();
    match (words.is_empty(), identity.may_have_limits) {
        (false, _) => visible(&words.join("; ")).into_owned(),
        (true, true) => "Some that cannot be read".to_owned(),
        (true, false) => "None".to_owned(),
    }
}
