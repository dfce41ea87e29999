//! A person at the console: the app off-screen with a sandbox and a runtime of its own, and words for what people do
//! and see. Everything goes through accessible labels; nothing knows a position.

use std::fmt::Debug;
use std::time::{Duration, Instant};

use countersign::app::Start;
use countersign::bitgo::routes::Route;
use countersign::sandbox::{Control, ONE_TIME_CODE, RunningSandbox, SandboxOptions};
use countersign::store::clipboard::Clipboard;
use countersign::tour::stage::Stage;
use egui::accesskit::{Role, Toggled};
use egui::{Event, Key, Modifiers, ViewportId};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT, Queryable};
use tokio::runtime::{Builder, Runtime};

use super::log;
use super::sessions::COMPLIANCE;
pub use super::sessions::all;

pub const OWNER: &str = "Olivia Brandt, owner";
pub const ADMIN: &str = "Marcus Adeyemi, admin";

/// The stage goes before the runtime, so that its work ends first.
pub struct Harness {
    pub stage: Stage,
    clipboard: Clipboard,
    runtime: Runtime,
}

impl Harness {
    /// The app as it starts, with the sandbox's people on offer.
    pub fn open() -> Self {
        let mut app = Self::open_with(Start::afresh(Some(SandboxOptions::default())));
        app.wait_for_words("Olivia Brandt");
        app
    }

    pub fn open_with(start: Start) -> Self {
        log::listen();
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let clipboard = start.clipboard.clone();
        let mut stage = Stage::new(runtime.handle(), start, 1280.0, 800.0);
        stage.set_patience(Duration::from_mins(1));
        Self { stage, clipboard, runtime }
    }

    /// Logged in as the owner, with every list read.
    pub fn at_work() -> Self {
        let mut app = Self::open();
        app.log_in(OWNER);
        app
    }

    pub fn log_in(&mut self, person: &str) {
        self.click(person);
        self.give_code();
    }

    /// The compliance officer, who sees the wallets alone on which she has a role; hands out her email address.
    pub fn log_in_without_sight_of_an_enterprise(&mut self) -> String {
        self.type_into("Email", COMPLIANCE.0);
        self.type_into("Password", COMPLIANCE.1);
        self.give_code();
        COMPLIANCE.0.to_owned()
    }

    /// The owner at the sandbox's own address, as if real money stood behind it.
    pub fn at_work_with_real_money() -> Self {
        let mut app = Self::open();
        let (url, xpub) = (app.sandbox().url.to_string(), app.sandbox().server_xpub.clone());
        let owner = app.sandbox().accounts[0].clone();
        app.click_role(Role::RadioButton, "Custom");
        app.type_into("Web address", &url);
        app.type_into("Server xpub", &xpub);
        app.click("This environment holds real money");
        app.type_into("Email", &owner.email);
        app.type_into("Password", &owner.password);
        app.give_code();
        app
    }

    /// The login, with a sandbox that plays the part of the person's own Express server too.
    pub fn with_express() -> Self {
        let options = SandboxOptions { express: true, ..SandboxOptions::default() };
        let mut app = Self::open_with(Start::afresh(Some(options)));
        app.wait_for_words("Olivia Brandt");
        app
    }

    /// From the login through the person's own Express server, with a token of theirs.
    pub fn come_through_express(&mut self, role: &str) {
        let token = self.api_of(role).token().expose().to_owned();
        let url = self.sandbox().url.to_string();
        self.click_role(Role::RadioButton, "Express");
        self.type_into("Express web address", &url);
        self.type_into("Access token", &token);
        self.click("Log in");
        self.wait_for("Log out");
        self.wait_until_gone("in progress");
    }

    /// From filled-in credentials to the first panel.
    pub fn give_code(&mut self) {
        self.click("Log in");
        self.wait_for("One-time code");
        self.type_into("One-time code", ONE_TIME_CODE);
        self.click("Log in");
        self.wait_for("Log out");
        self.wait_until_gone("in progress");
    }

    /// The owner at the list of access tokens.
    pub fn at_the_tokens() -> Self {
        let mut app = Self::at_work();
        app.open_tokens();
        app
    }

    /// From the wallets to the page of the one with this label.
    #[track_caller]
    pub fn open_page(&mut self, label: &str) {
        self.type_into("Filter wallets", label);
        self.click(label);
        if self.is_enabled("Wallet details") {
            self.click("Wallet details");
        }
        self.click("Open wallet");
        self.wait_for("Receive address");
        self.wait_until_gone("in progress");
    }

    /// The list of access tokens, once it is read.
    pub fn open_tokens(&mut self) {
        self.click_role(Role::Button, "Access tokens");
        self.wait_for("Filter access tokens");
        self.wait_until_gone("in progress");
    }

    pub fn open_creator(&mut self) {
        self.click_role(Role::Button, "Access tokens");
        self.click("New access token");
        self.wait_for("Lifetime");
    }

    /// Sends a form that is ready but for its warnings and the code.
    #[track_caller]
    pub fn send_creation(&mut self) {
        self.stage.tick_every_warning().unwrap();
        self.type_into("One-time code", ONE_TIME_CODE);
        self.click("Create token");
    }

    /// Like [`Harness::send_creation`], and waits for the token.
    #[track_caller]
    pub fn create_token(&mut self) {
        self.send_creation();
        self.wait_for("Access token created");
    }

    /// From the login to the first panel, with a token instead of email and password.
    #[track_caller]
    pub fn log_in_with_token(&mut self, token: &str) {
        self.click_role(Role::RadioButton, "Access token");
        self.type_into("Access token", token);
        self.click("Log in");
        self.wait_for("Log out");
        self.wait_until_gone("in progress");
    }

    /// The code, where a decision asks for one.
    #[track_caller]
    pub fn give_code_if_asked(&mut self) {
        if self.sees("One-time code") {
            self.type_into("One-time code", ONE_TIME_CODE);
        }
    }

    /// The code that a action asks for before it goes on.
    #[track_caller]
    pub fn unlock_session(&mut self) {
        self.type_into("One-time code", ONE_TIME_CODE);
        self.click("Unlock session");
    }

    /// Ends the session at the platform. The app's own session learns of it by a question beside those of the screen,
    /// which may find out at any moment.
    #[track_caller]
    pub fn end_session(&mut self) {
        let session = self.stage.app().session().cloned().expect("a session");
        self.control().revoke_sessions();
        let refused = self.wait(session.probe(Route::WalletCount)).expect_err("the session stands");
        assert!(refused.ends_session(), "{refused}");
        self.wait_for("Email");
    }

    // What a person does. Each waits for what it needs and fails with what is on the screen instead.

    #[track_caller]
    pub fn click(&mut self, label: &str) {
        done(self.stage.click(label));
    }

    #[track_caller]
    pub fn click_role(&mut self, role: Role, label: &str) {
        done(self.stage.click_role(role, label));
    }

    #[track_caller]
    pub fn hover(&mut self, label: &str) {
        done(self.stage.hover(label));
    }

    #[track_caller]
    pub fn type_into(&mut self, label: &str, text: &str) {
        done(self.stage.type_into(label, text));
    }

    /// Types letters one by one where the keyboard is.
    pub fn type_here(&mut self, text: &str) {
        for letter in text.chars() {
            self.stage.harness().event(Event::Text(letter.to_string()));
            self.stage.harness().step();
        }
        self.stage.settle();
    }

    /// Clicks what carries this label and returns what is on the clipboard then.
    #[track_caller]
    pub fn open_session_menu(&mut self) {
        let menu = self.text_from("Sessions: ");
        self.click(&menu);
        self.wait_for("Add a session…");
    }

    pub fn copy(&mut self, label: &str) -> String {
        // A tooltip that still hangs may carry the same words.
        self.stage.harness().remove_cursor();
        self.stage.settle();
        let copied = done(self.stage.click_and_read_clipboard(label));
        self.stage.settle();
        copied.unwrap_or_else(|| panic!("\"{label}\" put nothing on the clipboard"))
    }

    /// Copies the token that was just made and returns what is on the clipboard for secrets then.
    #[track_caller]
    pub fn copy_token(&mut self) -> String {
        self.click("Copy token");
        self.wait_for_words("Copied.");
        // The words stay from an earlier copy; this one may still be on its way.
        let deadline = Instant::now() + Duration::from_secs(5);
        while self.secret_on_clipboard().is_empty() && Instant::now() < deadline {
            self.stage.harness().step();
            std::thread::sleep(Duration::from_millis(5));
        }
        self.secret_on_clipboard()
    }

    /// What the clipboard for secrets holds.
    pub fn secret_on_clipboard(&self) -> String {
        self.clipboard.text().unwrap().to_string()
    }

    pub fn press(&mut self, key: Key) {
        self.stage.press(key);
    }

    pub fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.stage.harness().key_press_modifiers(modifiers, key);
        self.stage.settle();
    }

    // What a person waits for and sees.

    #[track_caller]
    pub fn wait_for(&mut self, label: &str) {
        done(self.stage.wait_for(label));
    }

    #[track_caller]
    pub fn wait_for_words(&mut self, words: &str) {
        done(self.stage.wait_for_words(words));
    }

    #[track_caller]
    pub fn wait_until_gone(&mut self, words: &str) {
        done(self.stage.wait_until_gone(words));
    }

    /// Waits until what carries this label can be pressed.
    #[track_caller]
    pub fn wait_until_enabled(&mut self, label: &str) {
        done(self.stage.wait_until_enabled(label));
    }

    /// Waits until the platform, which had carried out or refused `before` requests of this route, has done so once more.
    #[track_caller]
    pub fn wait_until_answered(&mut self, route: &str, before: u64) {
        let (control, what, route) = (self.control(), format!("{route} to be carried out"), route.to_owned());
        done(self.stage.wait_until(&what, move |_| control.answered(&route) > before));
    }

    pub fn sees(&self, words: &str) -> bool {
        self.stage.sees(words)
    }

    #[track_caller]
    pub fn must_see(&self, words: &str) {
        assert!(self.sees(words), "\"{words}\" is not on the screen: {}", self.screen());
    }

    #[track_caller]
    pub fn must_not_see(&self, words: &str) {
        assert!(!self.sees(words), "\"{words}\" is on the screen: {}", self.screen());
    }

    /// Everything that a screen reader would read, in its order.
    pub fn screen(&self) -> String {
        self.stage.labels().join(" | ")
    }

    /// The first label or text that contains these words, whole.
    #[track_caller]
    pub fn text_with(&self, words: &str) -> String {
        let found = self.stage.labels().into_iter().find(|text| text.contains(words));
        found.unwrap_or_else(|| panic!("nothing says \"{words}\": {}", self.screen()))
    }

    /// The first label or text that begins with these words, whole.
    #[track_caller]
    pub fn text_from(&self, words: &str) -> String {
        let found = self.stage.labels().into_iter().find(|text| text.starts_with(words));
        found.unwrap_or_else(|| panic!("nothing begins with \"{words}\": {}", self.screen()))
    }

    /// Chooses an entry of a menu.
    #[track_caller]
    pub fn choose(&mut self, menu: &str, entry: &str) {
        self.click_role(Role::ComboBox, menu);
        self.click_role(Role::MenuItemRadio, entry);
    }

    /// What stands in a field.
    #[track_caller]
    pub fn typed(&self, label: &str) -> String {
        self.stage.value(label).unwrap_or_else(|| panic!("no field \"{label}\": {}", self.screen()))
    }

    /// The value of one control, such as the total beside a coin.
    #[track_caller]
    pub fn value_of(&mut self, role: Role, label: &str) -> String {
        let harness = self.stage.harness();
        let node = harness
            .query_all_by_role(role)
            .find(|node| node.accesskit_node().label().is_some_and(|other| other == label));
        node.and_then(|node| node.value()).unwrap_or_default()
    }

    fn control_node<T>(&mut self, label: &str, read: impl Fn(&Node<'_>) -> T) -> Option<T> {
        let takes_input = |node: &Node<'_>| node.accesskit_node().role() != Role::Label;
        let harness = self.stage.harness();
        harness.query_all_by_label(label).find(takes_input).map(|node| read(&node))
    }

    /// Where what carries this label begins, in whole points from the window's upper edge.
    #[track_caller]
    #[expect(clippy::cast_possible_truncation, reason = "a place in a window")]
    pub fn top_of(&mut self, label: &str) -> i32 {
        let found = self
            .stage
            .harness()
            .query_all_by_label(label)
            .next()
            .map(|node| node.rect().top().round() as i32);
        found.unwrap_or_else(|| panic!("\"{label}\" is not on the screen: {}", self.screen()))
    }

    /// Where what carries this label is; the field, where several do.
    #[track_caller]
    pub fn rect_of(&mut self, label: &str) -> egui::Rect {
        let is_field = |role| matches!(role, Role::TextInput | Role::PasswordInput);
        let harness = self.stage.harness();
        let found: Vec<_> = harness.query_all_by_label(label).collect();
        let field = found.iter().find(|node| is_field(node.accesskit_node().role()));
        let found = field.or(found.first()).map(Node::rect);
        found.unwrap_or_else(|| panic!("\"{label}\" is not on the screen: {}", self.screen()))
    }

    pub fn is_enabled(&mut self, label: &str) -> bool {
        self.control_node(label, |node| !node.accesskit_node().is_disabled()).unwrap_or(false)
    }

    pub fn is_ticked(&mut self, label: &str) -> bool {
        self.control_node(label, |node| node.accesskit_node().toggled() == Some(Toggled::True))
            .unwrap_or(false)
    }

    /// Role and label of what has the keyboard.
    pub fn focused(&mut self) -> Option<(Role, String)> {
        // What asks for the keyboard in one frame has it in the next.
        self.stage.settle();
        let harness = self.stage.harness();
        let nodes = harness.root().children_recursive();
        nodes.into_iter().find(|node| node.accesskit_node().is_focused()).map(|node| {
            let node = node.accesskit_node();
            (node.role(), node.label().unwrap_or_default())
        })
    }

    /// The first button whose label contains these words.
    #[track_caller]
    pub fn button_with(&self, words: &str) -> String {
        let found = self.stage.labels_of(Role::Button).into_iter().find(|label| label.contains(words));
        found.unwrap_or_else(|| panic!("no button \"{words}\": {}", self.screen()))
    }

    /// Where the controls of one kind are that no screen reader can name.
    pub fn nameless(&mut self, role: Role) -> impl Iterator<Item = String> {
        let harness = self.stage.harness();
        let nameless = harness
            .query_all_by_role(role)
            .filter(|node| node.accesskit_node().label().is_none_or(|label| label.trim().is_empty()));
        let places: Vec<String> = nameless.map(|node| format!("{role:?} at {:?}", node.rect())).collect();
        places.into_iter()
    }

    /// How long the app is content not to be drawn again, once everything has settled.
    pub fn rest(&mut self) -> Duration {
        for _ in 0..30 {
            self.stage.harness().step();
        }
        self.rest_now()
    }

    /// How long the app is content not to be drawn again, after the frame that was drawn last.
    pub fn rest_now(&mut self) -> Duration {
        let output = self.stage.harness().output();
        output.viewport_output.get(&ViewportId::ROOT).map_or(Duration::ZERO, |root| root.repaint_delay)
    }

    /// Presses Tab (or Shift+Tab) until what carries this label has the keyboard.
    #[track_caller]
    pub fn tab_to(&mut self, modifiers: Modifiers, wanted: &str) {
        let mut passed = Vec::new();
        for _ in 0..150 {
            self.stage.harness().key_press_modifiers(modifiers, Key::Tab);
            self.stage.harness().step();
            self.stage.harness().step();
            let Some((_, label)) = self.focused() else { continue };
            if label == wanted {
                self.stage.settle();
                return;
            }
            passed.push(label);
        }
        panic!("Tab never came to \"{wanted}\"; it passed {passed:?}");
    }

    // The other side.

    pub fn sandbox(&mut self) -> &RunningSandbox {
        self.stage.app().sandbox().expect("the sandbox runs")
    }

    pub fn control(&mut self) -> Control {
        self.sandbox().control().clone()
    }

    /// Waits for something outside the app.
    pub fn wait<T>(&self, what: impl Future<Output = T>) -> T {
        self.runtime.block_on(what)
    }
}

#[track_caller]
fn done<T, E: Debug + std::fmt::Display>(result: Result<T, E>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("{error}"),
    }
}
