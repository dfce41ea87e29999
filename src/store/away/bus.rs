//! The signs of D-Bus: logind tells of sleep and of locked sessions, screen savers of locked screens.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use zbus::blocking::fdo::DBusProxy;
use zbus::blocking::{Connection, MessageIterator};
use zbus::message::Type;
use zbus::zvariant::{OwnedFd, OwnedObjectPath, OwnedValue};
use zbus::{MatchRule, Message};

use super::{Away, AwaySources};

const LOGIND: &str = "org.freedesktop.login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const MANAGER_PATH: &str = "/org/freedesktop/login1";
const SESSION: &str = "org.freedesktop.login1.Session";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";
const SCREEN_SAVERS: [&str; 2] = ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"];
/// So long the machine's sleep is put off, that the program may lock.
const TIME_TO_LOCK: Duration = Duration::from_secs(1);

/// A bus that tells something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bus {
    /// The machine's: logind.
    System,
    /// The person's: screen savers.
    Session,
}

/// Heeds a bus until it hangs up.
pub(super) fn watch(
    bus: Bus,
    tell: &(dyn Fn(Away) + Send + Sync),
    sources: &Mutex<AwaySources>,
) -> zbus::Result<()> {
    let connection = match bus {
        Bus::System => Connection::system()?,
        Bus::Session => Connection::session()?,
    };
    let messages = MessageIterator::from(&connection);
    subscribe(&connection, bus)?;
    let own = (bus == Bus::System).then(|| own_session(&connection)).flatten();
    let mut sources_now = sources.lock().unwrap_or_else(PoisonError::into_inner);
    match bus {
        Bus::System => sources_now.sleep = true,
        Bus::Session => sources_now.screen = true,
    }
    drop(sources_now);
    let mut hold = (bus == Bus::System).then(|| put_sleep_off(&connection)).flatten();
    heed(messages, own.as_deref(), |sign| {
        tell(sign);
        if sign == Away::Sleeps {
            thread::sleep(TIME_TO_LOCK);
            hold = None;
        }
    });
    drop(hold);
    Ok(())
}

fn subscribe(connection: &Connection, bus: Bus) -> zbus::Result<()> {
    let wanted: &[(&str, &str)] = match bus {
        Bus::System => &[(MANAGER, "PrepareForSleep"), (SESSION, "Lock"), (PROPERTIES, "PropertiesChanged")],
        Bus::Session => &[(SCREEN_SAVERS[0], "ActiveChanged"), (SCREEN_SAVERS[1], "ActiveChanged")],
    };
    let proxy = DBusProxy::new(connection)?;
    for (interface, member) in wanted {
        let rule = MatchRule::builder().msg_type(Type::Signal).interface(*interface)?.member(*member)?;
        let rule = if bus == Bus::System { rule.sender(LOGIND)? } else { rule };
        proxy.add_match_rule(rule.build())?;
    }
    Ok(())
}

/// The path of the person's own session at logind; none where it does not tell.
fn own_session(connection: &Connection) -> Option<String> {
    let asked = connection.call_method(
        Some(LOGIND),
        MANAGER_PATH,
        Some(MANAGER),
        "GetSessionByPID",
        &std::process::id(),
    );
    let path: OwnedObjectPath = asked.ok()?.body().deserialize().ok()?;
    Some(path.as_str().to_owned())
}

/// Puts the machine's sleep off for as long as this is held, some seconds at most.
fn put_sleep_off(connection: &Connection) -> Option<OwnedFd> {
    let why = ("sleep", "Countersign", "Locks before this computer sleeps", "delay");
    let asked = connection.call_method(Some(LOGIND), MANAGER_PATH, Some(MANAGER), "Inhibit", &why);
    asked.ok()?.body().deserialize().ok()
}

fn heed(
    messages: impl Iterator<Item = zbus::Result<Message>>,
    own_session: Option<&str>,
    mut tell: impl FnMut(Away),
) {
    for message in messages {
        let Ok(message) = message else { return };
        if let Some(sign) = sign_of(&message, own_session) {
            tell(sign);
        }
    }
}

/// What a message says of the person's absence. What it says otherwise than documented is none.
fn sign_of(message: &Message, own_session: Option<&str>) -> Option<Away> {
    let header = message.header();
    let (interface, member) = (header.interface()?.as_str(), header.member()?.as_str());
    let body = message.body();
    // Where logind does not tell which session is the own one, each may be.
    let is_own = || own_session.is_none_or(|own| header.path().is_some_and(|path| path.as_str() == own));
    match (interface, member) {
        (MANAGER, "PrepareForSleep") => body.deserialize::<bool>().ok()?.then_some(Away::Sleeps),
        (SESSION, "Lock") => is_own().then_some(Away::ScreenLocked),
        (PROPERTIES, "PropertiesChanged") if is_own() => {
            let (of, changed, _): (String, HashMap<String, OwnedValue>, Vec<String>) =
                body.deserialize().ok()?;
            let is_locked = changed.get("LockedHint").and_then(|hint| bool::try_from(hint).ok());
            (of == SESSION && is_locked == Some(true)).then_some(Away::ScreenLocked)
        }
        (saver, "ActiveChanged") if SCREEN_SAVERS.contains(&saver) => {
            body.deserialize::<bool>().ok()?.then_some(Away::ScreenLocked)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::os::unix::net::UnixStream;
    use std::thread;

    use zbus::Guid;
    use zbus::blocking::connection::Builder;
    use zbus::zvariant::Value;

    use super::*;

    const OWN: &str = "/org/freedesktop/login1/session/_32";
    const OTHER: &str = "/org/freedesktop/login1/session/c1";

    /// What is heeded of what a peer sends over a socket pair, without any daemon.
    fn heeded(send: impl FnOnce(&Connection) + Send + 'static) -> Vec<Away> {
        let (here, there) = UnixStream::pair().unwrap();
        let peer = thread::spawn(move || {
            let builder = Builder::async_io_unix_stream(there).server(Guid::generate()).unwrap().p2p();
            let connection = builder.build().unwrap();
            send(&connection);
            connection.close().unwrap();
        });
        let connection = Builder::async_io_unix_stream(here).p2p().build().unwrap();
        let mut signs = Vec::new();
        heed(MessageIterator::from(&connection), Some(OWN), |sign| signs.push(sign));
        peer.join().unwrap();
        signs
    }

    fn emit<B: serde::Serialize + zbus::zvariant::DynamicType>(
        connection: &Connection,
        path: &str,
        (interface, member): (&str, &str),
        body: &B,
    ) {
        connection.emit_signal(None::<&str>, path, interface, member, body).unwrap();
    }

    #[test]
    fn sleep_is_told_over_a_socket_pair_and_waking_is_not() {
        let signs = heeded(|peer| {
            emit(peer, MANAGER_PATH, (MANAGER, "PrepareForSleep"), &true);
            emit(peer, MANAGER_PATH, (MANAGER, "PrepareForSleep"), &false);
        });
        assert_eq!(signs, [Away::Sleeps]);
    }

    #[test]
    fn the_own_sessions_lock_is_told_and_another_sessions_is_not() {
        let signs = heeded(|peer| {
            emit(peer, OTHER, (SESSION, "Lock"), &());
            emit(peer, OWN, (SESSION, "Unlock"), &());
            emit(peer, OWN, (SESSION, "Lock"), &());
            for (path, hint) in [(OTHER, true), (OWN, false), (OWN, true)] {
                let changed = HashMap::from([("LockedHint", Value::from(hint))]);
                emit(
                    peer,
                    path,
                    (PROPERTIES, "PropertiesChanged"),
                    &(SESSION, changed, Vec::<String>::new()),
                );
            }
        });
        assert_eq!(signs, [Away::ScreenLocked, Away::ScreenLocked]);
    }

    #[test]
    fn both_screen_savers_are_heeded_and_what_lies_is_not() {
        let signs = heeded(|peer| {
            emit(peer, "/ScreenSaver", (SCREEN_SAVERS[0], "ActiveChanged"), &true);
            emit(peer, "/ScreenSaver", (SCREEN_SAVERS[1], "ActiveChanged"), &false);
            emit(peer, "/ScreenSaver", (SCREEN_SAVERS[1], "ActiveChanged"), &true);
            // What has another shape, or comes from elsewhere.
            emit(peer, "/ScreenSaver", (SCREEN_SAVERS[0], "ActiveChanged"), &"true");
            emit(peer, "/ScreenSaver", ("org.example.ScreenSaver", "ActiveChanged"), &true);
            emit(peer, MANAGER_PATH, (MANAGER, "PrepareForSleep"), &(true, 7_u32));
        });
        assert_eq!(signs, [Away::ScreenLocked, Away::ScreenLocked]);
    }

    #[test]
    fn a_peer_that_hangs_up_ends_it() {
        assert_eq!(heeded(|_| {}), []);
    }
}
