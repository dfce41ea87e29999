//! What each panel draws from: a method a panel, which lends it the state and hands on what it asks for.

use egui::Ui;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::active_session::ActiveSession;
use crate::app::application::{App, Asked};
use crate::app::clock;
use crate::app::keychain_save::KeychainSave;
use crate::app::secret_clipboard::SecretClipboard;
use crate::bitgo::access_token::AccessTokenInfo;
use crate::bitgo::environment::EnvironmentKind;
use crate::bitgo::unlock::Unlock;
use crate::domain::token::known::KnownContext;
use crate::domain::token::{LabelInUse, TokenContext};
use crate::kit::state::View;
use crate::panels::{approvals, token_creator, token_templates, tokens, wallets};

impl App {
    pub(super) fn wallets_ui(&mut self, ui: &mut Ui) -> Option<Asked> {
        let live = self.live.as_ref()?;
        let open = self.wallets.page().map(|(_, id)| id);
        let waiting = open.map(|id| live.waiting_for_wallet(id)).unwrap_or_default();
        let rules_waiting = open.map(|id| live.waiting_for_rules(id)).unwrap_or_default();
        let page = open.map(|id| wallets::PageModel {
            look: live.page_look(id),
            is_gone: live.page.is_gone(),
            transfers: live.page_transfers(),
            waiting: &waiting,
            freeze: live.page.freeze.view(),
            rules: wallets::RulesModel {
                sent: live.page.rules.sent.view(),
                now: live.page.rules.now.view(),
                waiting: &rules_waiting,
            },
            zone: &self.program.zone,
            now: live.platform_now(),
        });
        let model = wallets::Model {
            wallets: live.wallets.listing(),
            around: &live.around,
            enterprise: live.enterprise.as_deref(),
            totals: live.totals(),
            names: &live.names,
            me: &live.session.user().id,
            enterprises: &live.session.user().enterprises,
            people: live.people.look.view().part(|look| &look.now),
            removal: live.people.removal.view(),
            environment: live.environment.kind().word(),
            page,
        };
        wallets::show(ui, &mut self.wallets, &model).map(Asked::Wallets)
    }

    pub(super) fn approvals_ui(&mut self, ui: &mut Ui) -> Option<Asked> {
        let live = self.live.as_ref()?;
        let host = live.environment.host_label();
        let now = Timestamp::now();
        let model = approvals::Model {
            approvals: live.approvals.listing(),
            cases: live.cases(),
            names: &live.names,
            me: &live.session.user().id,
            environment: live.environment.kind().word(),
            express: (live.environment.kind() == EnvironmentKind::Express).then_some(host.as_str()),
            current: live.deciding.current(),
            decision: live.decision.view(),
            decision_of: live.deciding.sent.as_ref().map(|sent| sent.id.as_str()),
            several: live.deciding.several.view().part(|_| &()),
            lock: approvals::Lock {
                is_open: live.can_approve_several(now),
                has_limits: live.info().unlock.as_ref().is_some_and(Unlock::has_limits),
                unlocking: live.deciding.unlocking.view().part(|_| &()),
            },
            wallet_is_hidden: self.approvals.chosen().is_some_and(|id| live.hides_wallet_of(id)),
            background: self.approvals.chosen().map_or(View::NotAsked, |id| live.background(id)),
            enterprises: &live.session.user().enterprises,
            zone: &self.program.zone,
            now: live.platform_now(),
        };
        approvals::show(ui, &mut self.approvals, &model).map(Asked::Approvals)
    }

    pub(super) fn tokens_ui(&mut self, ui: &mut Ui) -> Option<Asked> {
        let live = self.live.as_ref()?;
        let now = clock::next_full_minute();
        let model = tokens::Model {
            past: live.history.view().part(|reading| &reading.past),
            replacements: &self.half_way,
            tokens: live.tokens.listing(),
            zone: &self.program.zone,
            now: Timestamp::now(),
            newest: live.newest.as_deref(),
            environment: live.environment.kind().word(),
            revocation: live.revocation.view(),
            context: live.known_context(
                now,
                &self.program.zone,
                self.program.settings.values.next_deployment,
            ),
            known: live.reminding.known(),
            due: live.reminding.due(),
            put_aside: live.reminding.put_aside(),
            changes: live.changes.view(),
            places: live.places(),
            ledger_notice: self.program.ledger.notice(),
        };
        tokens::show(ui, &mut self.tokens, &model).map(Asked::Tokens)
    }

    pub(super) fn creator_ui(&mut self, ui: &mut Ui) -> Option<Asked> {
        let live = self.live.as_ref()?;
        let context = self.token_context(live);
        let model = creator_model(live, &self.copying, &self.vaulting, &self.program.zone, context);
        token_creator::show(ui, &mut self.creator, &model).map(Asked::Creator)
    }

    pub(super) fn templates_ui(&mut self, ui: &mut Ui) -> Option<Asked> {
        let live = self.live.as_ref()?;
        let model = token_templates::Model {
            templates: live.templates.listing(),
            enterprises: &live.session.user().enterprises,
            zone: &self.program.zone,
            environment: live.environment.kind().word(),
            deletion: live.template_deletion.view(),
        };
        token_templates::show(ui, &mut self.templates, &model).map(Asked::Templates)
    }

    pub(super) fn template_form_ui(&mut self, ui: &mut Ui) -> Option<Asked> {
        let live = self.live.as_ref()?;
        let context = self.token_context(live);
        let model = token_creator::TemplateModel {
            parts: creator_model(live, &self.copying, &self.vaulting, &self.program.zone, context),
            listed: live.templates.rows(),
            is_listed: live.templates.is_complete(),
            sending: live.template_sent.view(),
            is_looking: live.templates.reading_since().is_some(),
        };
        token_creator::show_template(ui, &mut self.template_form, &model).map(Asked::TemplateForm)
    }

    fn token_context(&self, live: &ActiveSession) -> TokenContext {
        token_context(
            live,
            clock::next_full_minute(),
            &self.program.zone,
            self.program.settings.values.next_deployment,
        )
    }
}

/// What the token's form and the template's draw from.
fn creator_model<'a>(
    live: &'a ActiveSession,
    copying: &'a SecretClipboard,
    vaulting: &'a KeychainSave,
    zone: &'a TimeZone,
    context: TokenContext,
) -> token_creator::Model<'a> {
    token_creator::Model {
        base_url: live.environment.base_url().as_str(),
        is_production: live.environment.kind() == EnvironmentKind::Production,
        now: context.lifetime.now,
        context,
        wallets: live.wallets.rows(),
        listed: live.tokens.rows(),
        enterprises: &live.session.user().enterprises,
        creation: live.creation.view(),
        copy_failure: copying.failure(),
        trial: live.trial.view(),
        revocation: live.revocation.view(),
        keychain: vaulting.offer(&live.environment.origin()),
        is_looking: live.tokens.reading_since().is_some(),
        zone,
    }
}

fn token_context(
    live: &ActiveSession,
    now: Timestamp,
    zone: &TimeZone,
    next_deployment: Option<jiff::civil::Date>,
) -> TokenContext {
    let KnownContext { rules, lifetime } = live.known_context(now, zone, next_deployment);
    TokenContext {
        rules,
        lifetime,
        labels_in_use: live.tokens.rows().iter().map(label_of).collect(),
        is_opened_by_token: !live.info().label.is_empty(),
        places: live.places().clone(),
        seen_from: live.info().ip.as_deref().and_then(|ip| ip.parse().ok()),
    }
}

fn label_of(token: &AccessTokenInfo) -> LabelInUse {
    LabelInUse { label: token.label.clone(), ends: token.expires }
}
