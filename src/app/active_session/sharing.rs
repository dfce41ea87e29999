//! What a session knows of wallet shares and of the people behind the IDs.

use std::time::Instant;

use futures::future::join_all;

use super::ActiveSession;
use super::giving::Giving;
use crate::app::error::AppError;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::enterprises::EnterprisePerson;
use crate::bitgo::session::Session;
use crate::bitgo::shares::WalletShares;
use crate::domain::share::Names;

/// Shares and people, as far as they have been read.
#[derive(Default)]
pub struct Sharing {
    /// The person's shares, both ways.
    pub shares: Task<WalletShares>,
    people: Task<Names>,
    /// The names that are known so far.
    pub names: Names,
    /// What is being shared.
    pub giving: Giving,
}

impl Sharing {
    /// Takes over what has come.
    pub fn poll(&mut self) {
        self.shares.poll();
        if self.people.poll()
            && let Some(people) = self.people.ready()
        {
            self.names.extend(people);
        }
    }

    /// Since when the shares are being read.
    pub fn reading_since(&self) -> Option<Instant> {
        self.shares.pending_since()
    }
}

impl ActiveSession {
    /// Reads the shares from the start.
    pub fn read_shares(&mut self) {
        let session = self.session.clone();
        let key = Work::reading("Reading shares");
        self.sharing.shares.start(&self.worker, key, async move { session.shares().await });
    }

    /// Reads who belongs to the person's enterprises. One that tells nobody its people leaves their IDs.
    pub(super) fn read_people(&mut self) {
        let user = self.session.user();
        self.sharing.names.add(&user.id, user.display_name());
        let session = self.session.clone();
        let key = Work::reading("Reading people");
        self.sharing.people.start(
            &self.worker,
            key,
            async move { Ok::<_, AppError>(people(&session).await) },
        );
    }
}

async fn people(session: &Session) -> Names {
    let enterprises = &session.user().enterprises;
    let asked = enterprises.iter().map(|enterprise| session.enterprise_people(&enterprise.id));
    let mut names = Names::default();
    for answer in join_all(asked).await {
        match answer {
            Ok(told) => told.people.iter().for_each(|person| names.add(&person.id, name_of(person))),
            Err(error) => tracing::debug!(%error, "an enterprise does not tell its people"),
        }
    }
    names
}

fn name_of(person: &EnterprisePerson) -> &str {
    [&person.name, &person.username, &person.email]
        .into_iter()
        .find(|it| !it.is_empty())
        .map_or("", String::as_str)
}
