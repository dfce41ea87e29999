//! The one table of panels: route, title, icon, badge, palette entry and order. Navigation, command palette, reset and tour
//! read it; a panel that is not in it does not exist.

use super::approvals::ApprovalsController;
use super::controller::Controller;
use super::create_share::CreateShareController;
use super::deletion::SharedDeletion;
use super::policies::PoliciesController;
use super::safety::SafetyController;
use super::settings::SettingsController;
use super::shares::SharesController;
use super::start::Start;
use super::token_creator::TokenCreatorController;
use super::token_leak::TokenLeakController;
use super::token_templates::TokenTemplatesController;
use super::tokens::TokensController;
use super::wallets::WalletsController;
use super::would_be_stopped::WouldBeStoppedController;
use crate::domain::count::Count;
use crate::kit::icon::{self, Icon};
use crate::kit::palette::Meaning;

/// Where a panel is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// The wallets.
    Wallets,
    /// The page of one wallet, behind the wallets.
    WalletPage,
    /// The sharing of wallets, behind the wallets.
    CreateShare,
    /// The wallet shares.
    Shares,
    /// The pending approvals.
    Approvals,
    /// The policies.
    Policies,
    /// The access tokens.
    Tokens,
    /// The creator, behind the access tokens.
    TokenCreator,
    /// The templates for access tokens, behind them.
    TokenTemplates,
    /// The form of a template, behind the templates.
    TemplateForm,
    /// The safety review.
    Safety,
    /// The settings.
    Settings,
}

/// What stands beside a panel's title in the navigation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Badge {
    /// How many things are there, as far as that can be said.
    pub count: Count,
    /// What is to be seen from every panel: its meaning, how many, and the words for it.
    pub mark: Option<(Meaning, usize, String)>,
}

/// A panel.
pub struct Panel {
    /// Where it is found.
    pub route: Route,
    /// Its name, in the navigation and the palette.
    pub title: &'static str,
    /// Its icon in the navigation; none for a panel behind another one.
    pub icon: Option<Icon>,
    /// The panel of the navigation that it belongs to.
    pub nav_parent: Route,
    /// What the command palette calls the way to it; none where it is reached through another panel alone.
    pub palette: Option<&'static str>,
    /// An accessible label that is on it and on no other: who drives the app knows by it that the panel is there.
    pub landmark: &'static str,
    /// The subject that it belongs to.
    pub(super) controller: fn(&mut Controllers) -> &mut dyn Controller,
}

/// Every panel, in the order of the navigation and of the palette.
pub const PANELS: [Panel; 12] = [
    Panel {
        route: Route::Wallets,
        title: "Wallets",
        icon: Some(icon::WALLET),
        nav_parent: Route::Wallets,
        palette: Some("Go to wallets"),
        landmark: "Filter wallets",
        controller: |all| &mut all.wallets,
    },
    Panel {
        route: Route::WalletPage,
        title: "Wallet",
        icon: None,
        nav_parent: Route::Wallets,
        palette: None,
        landmark: "All wallets",
        controller: |all| &mut all.wallets,
    },
    Panel {
        route: Route::CreateShare,
        title: "Share a wallet",
        icon: None,
        nav_parent: Route::Wallets,
        palette: None,
        landmark: "Add a wallet",
        controller: |all| &mut all.create_share,
    },
    Panel {
        route: Route::Shares,
        title: "Shares",
        icon: Some(icon::SHARE),
        nav_parent: Route::Shares,
        palette: Some("Go to shares"),
        landmark: "Filter shares",
        controller: |all| &mut all.shares,
    },
    Panel {
        route: Route::Approvals,
        title: "Approvals",
        icon: Some(icon::APPROVAL),
        nav_parent: Route::Approvals,
        palette: Some("Go to approvals"),
        landmark: "Filter approvals",
        controller: |all| &mut all.approvals,
    },
    Panel {
        route: Route::Policies,
        title: "Policies",
        icon: Some(icon::SCOPE),
        nav_parent: Route::Policies,
        palette: Some("Go to policies"),
        landmark: "Filter policies",
        controller: |all| &mut all.policies,
    },
    Panel {
        route: Route::Tokens,
        title: "Access tokens",
        icon: Some(icon::TOKEN),
        nav_parent: Route::Tokens,
        palette: Some("Go to access tokens"),
        landmark: "Filter access tokens",
        controller: |all| &mut all.tokens,
    },
    Panel {
        route: Route::TokenCreator,
        title: "New access token",
        icon: None,
        nav_parent: Route::Tokens,
        palette: Some("New access token"),
        landmark: "Lifetime",
        controller: |all| &mut all.token_creator,
    },
    Panel {
        route: Route::TokenTemplates,
        title: "Token templates",
        icon: None,
        nav_parent: Route::Tokens,
        palette: Some("Go to token templates"),
        landmark: "New template",
        controller: |all| &mut all.token_templates,
    },
    Panel {
        route: Route::TemplateForm,
        title: "Token template",
        icon: None,
        nav_parent: Route::Tokens,
        palette: None,
        landmark: "Name",
        controller: |all| &mut all.token_templates,
    },
    Panel {
        route: Route::Safety,
        title: "Safety review",
        icon: Some(icon::SAFETY),
        nav_parent: Route::Safety,
        palette: Some("Go to safety review"),
        landmark: "Filter findings",
        controller: |all| &mut all.safety,
    },
    Panel {
        route: Route::Settings,
        title: "Settings",
        icon: Some(icon::SETTINGS),
        nav_parent: Route::Settings,
        palette: Some("Go to settings"),
        landmark: "Next deployment date",
        controller: |all| &mut all.settings,
    },
];

impl Route {
    /// Its entry in the table.
    pub fn panel(self) -> &'static Panel {
        PANELS.iter().find(|panel| panel.route == self).unwrap_or(&PANELS[0])
    }
}

/// Makes the controllers' struct, so that none can be left out when each is visited.
macro_rules! controllers {
    ($($(#[$doc:meta])* $name:ident: $kind:ty,)*) => {
        /// The controllers, one a subject.
        pub struct Controllers { $($(#[$doc])* pub $name: $kind,)* }

        impl Controllers {
            /// Each once, in their order.
            pub fn each(&mut self, mut visit: impl FnMut(&mut dyn Controller)) {
                $(visit(&mut self.$name);)*
            }
        }
    };
}

controllers! {
    /// The wallets, and the page of one.
    wallets: WalletsController,
    /// The approvals.
    approvals: ApprovalsController,
    /// The policies.
    policies: PoliciesController,
    /// The safety review.
    safety: SafetyController,
    /// The settings.
    settings: SettingsController,
    /// The sharing of wallets.
    create_share: CreateShareController,
    /// The wallet shares.
    shares: SharesController,
    /// The access tokens.
    tokens: TokensController,
    /// The token creator.
    token_creator: TokenCreatorController,
    /// The templates for access tokens.
    token_templates: TokenTemplatesController,
    /// What an access token could do if it leaked, over any panel.
    token_leak: TokenLeakController,
    /// Whether a withdrawal would be stopped, over any panel.
    would_be_stopped: WouldBeStoppedController,
}

impl Controllers {
    /// As the program starts.
    pub fn new(start: &Start) -> Self {
        let revocation = SharedDeletion::default();
        Self {
            wallets: WalletsController::default(),
            approvals: ApprovalsController::new(start.approvals_every),
            policies: PoliciesController::default(),
            safety: SafetyController::default(),
            settings: SettingsController::new(start),
            create_share: CreateShareController::default(),
            shares: SharesController::new(start.keychain.of_passphrases()),
            tokens: TokensController::new(revocation.clone()),
            token_creator: TokenCreatorController::new(start, revocation),
            token_templates: TokenTemplatesController::default(),
            token_leak: TokenLeakController::default(),
            would_be_stopped: WouldBeStoppedController::default(),
        }
    }

    /// Those that are drawn over whatever panel there is, as dialogs.
    pub(super) fn dialogs(&mut self) -> [&mut dyn Controller; 2] {
        [&mut self.token_leak, &mut self.would_be_stopped]
    }
}
