//! The icons by what they stand for here. An icon never stands alone: a word is beside it or in its accessible name.

use egui::epaint::TextShape;
use egui::{Color32, FontId, Painter, Pos2, Response, RichText, Sense, Ui, Vec2};
use egui_material_icons::icons as material;

use crate::kit::{fonts, space};

/// One glyph of the icon font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon(&'static str);

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $glyph:ident;)*) => {
        $($(#[$doc])* pub const $name: Icon = Icon(material::$glyph.codepoint);)*
        #[cfg(test)]
        pub(crate) const ALL: &[Icon] = &[$($name),*];
    };
}

icons! {
    /// Wallets.
    WALLET = ICON_ACCOUNT_BALANCE_WALLET;
    /// Wallet shares.
    SHARE = ICON_SHARE;
    /// Pending approvals.
    APPROVAL = ICON_FACT_CHECK;
    /// Access tokens.
    TOKEN = ICON_KEY;
    /// The safety review.
    SAFETY = ICON_SHIELD;
    /// Activity.
    ACTIVITY = ICON_HISTORY;
    /// Settings.
    SETTINGS = ICON_SETTINGS;
    /// Copy to the clipboard.
    COPY = ICON_CONTENT_COPY;
    /// From the clipboard.
    PASTE = ICON_CONTENT_PASTE;
    /// Done.
    CHECK = ICON_CHECK;
    /// Good news.
    GOOD = ICON_CHECK_CIRCLE;
    /// Look at this.
    WARNING = ICON_WARNING;
    /// Wrong or failed.
    ERROR = ICON_ERROR;
    /// Worth knowing.
    INFO = ICON_INFO;
    /// Close, clear, dismiss.
    CLOSE = ICON_CLOSE;
    /// Search, filter.
    SEARCH = ICON_SEARCH;
    /// Add.
    ADD = ICON_ADD;
    /// Take away.
    REMOVE = ICON_DELETE;
    /// Change.
    EDIT = ICON_EDIT;
    /// Ask again.
    REFRESH = ICON_REFRESH;
    /// Shown.
    SHOW = ICON_VISIBILITY;
    /// Hidden.
    HIDE = ICON_VISIBILITY_OFF;
    /// Sorted from small to large.
    SORT_UP = ICON_ARROW_UPWARD;
    /// Sorted from large to small.
    SORT_DOWN = ICON_ARROW_DOWNWARD;
    /// Opens downwards.
    EXPAND = ICON_EXPAND_MORE;
    /// Leads on.
    FORWARD = ICON_CHEVRON_RIGHT;
    /// Back.
    BACK = ICON_ARROW_BACK;
    /// Locked.
    LOCK = ICON_LOCK;
    /// Unlocked.
    UNLOCK = ICON_LOCK_OPEN;
    /// Frozen.
    FROZEN = ICON_AC_UNIT;
    /// The stand-in environment.
    SANDBOX = ICON_SCIENCE;
    /// The platform's environment for trying things.
    TEST = ICON_BUG_REPORT;
    /// The environment with real money.
    PRODUCTION = ICON_PUBLIC;
    /// A signing server of the person's own.
    EXPRESS = ICON_DNS;
    /// An environment of the person's own making.
    CUSTOM = ICON_TUNE;
    /// A person.
    PERSON = ICON_PERSON;
    /// Log out.
    LOG_OUT = ICON_LOGOUT;
    /// Time left.
    TIME = ICON_SCHEDULE;
    /// To a file.
    DOWNLOAD = ICON_DOWNLOAD;
    /// Kept.
    SAVE = ICON_SAVE;
    /// Money spent or allowed.
    LIMIT = ICON_PAYMENTS;
    /// Permissions.
    SCOPE = ICON_RULE;
    /// Out of this window.
    OPEN = ICON_OPEN_IN_NEW;
    /// The light theme.
    LIGHT = ICON_LIGHT_MODE;
    /// The dark theme.
    DARK = ICON_DARK_MODE;
    /// Help.
    HELP = ICON_HELP;
    /// Filter.
    FILTER = ICON_FILTER_LIST;
    /// This machine's keychain.
    KEYCHAIN = ICON_VPN_KEY;
}

impl Icon {
    /// The icon as text of the icon font, for places that take nothing else. Prefer [`show_coloured`], which stays out of
    /// the accessibility tree.
    pub fn rich(self) -> RichText {
        RichText::new(self.0).family(fonts::icons()).size(space::ICON)
    }

    /// Paints the icon centred on a point.
    pub fn paint(self, painter: &Painter, centre: Pos2, side: f32, colour: Color32) {
        let galley = painter.layout_no_wrap(self.0.to_owned(), FontId::new(side, fonts::icons()), colour);
        let corner = centre - galley.size() / 2.0;
        painter.add(TextShape::new(corner, galley, colour));
    }
}

/// Draws an icon of the given side, in points, in a colour of the palette.
pub fn show_coloured(ui: &mut Ui, icon: Icon, side: f32, colour: Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    if ui.is_rect_visible(rect) {
        icon.paint(ui.painter(), rect.center(), side, colour);
    }
    response
}
