//! Asking a route for nothing in particular, to see how the app takes its answer.

use super::Session;
use crate::bitgo::environment::EnvironmentKind;
use crate::bitgo::error::{Error, ErrorKind};
use crate::bitgo::routes::Route;
use reqwest::Method;
use serde_json::Map;

impl Session {
    /// Asks a route as it stands: its gaps' names for the IDs, and an empty object for the body where one goes along.
    /// It is for tests over [`Route::ALL`], and only for the sandbox: some routes, such as the lock and the logout,
    /// do what they are for without any ID or body.
    pub async fn probe(&self, route: Route) -> Result<(), Error> {
        if self.client().environment().kind() != EnvironmentKind::Sandbox {
            return Err(ErrorKind::NotHere("Only the sandbox is asked for nothing in particular.").into());
        }
        let ids: Vec<&str> = route.gaps().collect();
        let call = self.call(route, &ids)?;
        let has_body = [Method::POST, Method::PUT, Method::PATCH].contains(&route.method());
        let call = if has_body { call.json(&Map::new())? } else { call };
        self.client().send(call).await.map(drop)
    }
}
