//! What a session reads of wallet shares, and of the people behind the IDs.

use std::sync::Arc;

use futures::future::join_all;

use super::ActiveSession;
use crate::app::error::AppError;
use crate::app::work::Work;
use crate::bitgo::enterprises::EnterprisePerson;
use crate::bitgo::policy_builder::EnterpriseMembers;
use crate::bitgo::session::Session;
use crate::domain::share::Names;

impl ActiveSession {
    /// Reads the shares from the start.
    pub fn read_shares(&mut self) {
        let session = self.session.clone();
        let key = Work::reading("Reading shares");
        self.shares.start(&self.worker, key, async move { session.shares().await });
    }

    /// Reads who belongs to the person's enterprises. One that tells nobody its people leaves their IDs.
    pub fn read_people(&mut self) {
        let user = self.session.user();
        self.names.add(&user.id, user.display_name());
        let session = self.session.clone();
        let key = Work::reading("Reading people");
        self.enterprise_people.start(
            &self.worker,
            key,
            async move { Ok::<_, AppError>(people(&session).await) },
        );
    }

    /// Takes over what has come of both.
    pub(super) fn poll_shares(&mut self) {
        self.shares.poll();
        if self.enterprise_people.poll()
            && let Some(people) = self.enterprise_people.ready()
        {
            self.names.extend(&people.names);
            self.people_generation += 1;
        }
    }

    /// Changes with every answer of who is in the enterprises, and with every name that comes in another way.
    pub fn people_generation(&self) -> (u64, usize) {
        (self.people_generation, self.names.len())
    }

    /// Who is in each enterprise that tells all of its people.
    pub fn enterprise_members(&self) -> Arc<EnterpriseMembers> {
        self.enterprise_people.view().content().map(|folk| Arc::clone(&folk.members)).unwrap_or_default()
    }
}

/// What is known of the people of the person's enterprises.
#[derive(Debug, Default)]
pub struct EnterpriseFolk {
    /// What to call them.
    names: Names,
    /// Who they are, of each enterprise that tells all of them.
    members: Arc<EnterpriseMembers>,
}

async fn people(session: &Session) -> EnterpriseFolk {
    let enterprises = &session.user().enterprises;
    let asked = enterprises.iter().map(|enterprise| session.enterprise_people(&enterprise.id));
    let (mut names, mut members) = (Names::default(), EnterpriseMembers::default());
    for (enterprise, answer) in enterprises.iter().zip(join_all(asked).await) {
        match answer {
            Ok(answer) => {
                answer.people.iter().for_each(|person| names.add(&person.id, name_of(person)));
                if !answer.is_incomplete {
                    let ids = answer.people.into_iter().map(|person| person.id).collect();
                    members.insert(enterprise.id.clone(), ids);
                }
            }
            Err(error) => tracing::debug!(%error, "an enterprise does not tell its people"),
        }
    }
    EnterpriseFolk { names, members: Arc::new(members) }
}

fn name_of(person: &EnterprisePerson) -> &str {
    [&person.name, &person.username, &person.email]
        .into_iter()
        .find(|it| !it.is_empty())
        .map_or("", String::as_str)
}
