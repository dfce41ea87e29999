//! The app on an off-screen stage: driven through its accessible labels, as a person with a screen reader would,
//! and drawn into pictures.
#![expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the methods' own lifetime is not general enough for the call"
)]

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use egui::accesskit::{NodeId, Role, Toggled};
use egui::{Event, Key, Modifiers, PointerButton, Rect, Vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node};
use tokio::runtime::Handle;

use super::clicks::Clicks;
use super::raster::Rasteriser;
use crate::app::{App, Start};

/// How long the stage waits for something to appear before it gives up.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long it sleeps at most between two looks.
const GLANCE: Duration = Duration::from_millis(50);
/// How often it clicks what slips away before it gives up.
const CLICKS: usize = 20;

/// A console off-screen.
pub struct Stage {
    harness: Harness<'static, App>,
    woken: Arc<Woken>,
    patience: Duration,
}

/// Why the stage could not go on.
#[derive(Debug, thiserror::Error)]
pub enum StageError {
    /// What was waited for did not appear.
    #[error("waited {} s for {what}, which did not come; on the screen: {seen}", .patience.as_secs())]
    NotSeen {
        /// What was waited for.
        what: String,
        /// How long.
        patience: Duration,
        /// The labels that were there instead.
        seen: String,
    },
    /// The picture could not be drawn or written.
    #[error("the picture {} could not be made: {reason}", .path.display())]
    Picture {
        /// The picture's file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

/// Set when the app asks to be drawn again.
#[derive(Default)]
struct Woken {
    flag: Mutex<bool>,
    change: Condvar,
}

impl Woken {
    fn set(&self) {
        if let Ok(mut flag) = self.flag.lock() {
            *flag = true;
        }
        self.change.notify_all();
    }

    fn wait(&self, longest: Duration) {
        if let Ok(flag) = self.flag.lock()
            && let Ok((mut flag, _)) = self.change.wait_timeout_while(flag, longest, |woken| !*woken)
        {
            *flag = false;
        }
    }
}

impl Stage {
    /// Puts up the app at `width` by `height` points.
    pub fn new(runtime: &Handle, start: Start, width: f32, height: f32) -> Self {
        let woken = Arc::new(Woken::default());
        let (waker, runtime) = (woken.clone(), runtime.clone());
        let harness = Harness::builder()
            .with_size(Vec2::from([width, height]))
            .with_max_steps(8)
            // As in the window: a label in a script that no font here has is drawn as boxes.
            .allow_missing_glyphs()
            .renderer(Rasteriser::default())
            .build_eframe(move |creation| {
                creation.egui_ctx.set_request_repaint_callback(move |_| waker.set());
                creation.egui_ctx.add_plugin(Clicks::default());
                App::new(&creation.egui_ctx, runtime, start)
            });
        Self { harness, woken, patience: PATIENCE }
    }

    /// Changes how long the stage waits for something to appear.
    pub fn set_patience(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// The app itself.
    pub fn app(&mut self) -> &mut App {
        self.harness.state_mut()
    }

    /// The harness, for what has no word here.
    pub fn harness(&mut self) -> &mut Harness<'static, App> {
        &mut self.harness
    }

    /// Changes the theme, and the window's size in points.
    pub fn set_appearance(&mut self, theme: egui::Theme, (width, height): (f32, f32)) {
        self.harness.ctx.set_theme(theme);
        self.harness.set_size(Vec2::from([width, height]));
        self.settle();
    }

    /// Lets the app draw until nothing moves any more, a few frames at most.
    pub fn settle(&mut self) {
        for _ in 0..4 {
            self.harness.step();
        }
    }

    /// Waits until `condition` holds on the screen.
    pub fn wait_until(
        &mut self,
        what: &str,
        condition: impl Fn(&Harness<'static, App>) -> bool,
    ) -> Result<(), StageError> {
        let deadline = Instant::now() + self.patience;
        loop {
            self.harness.step();
            if condition(&self.harness) {
                return Ok(());
            }
            if Instant::now() >= deadline {
                return Err(self.not_seen(what));
            }
            self.woken.wait(GLANCE);
        }
    }

    /// Waits until something carries exactly this label.
    pub fn wait_for(&mut self, label: &str) -> Result<(), StageError> {
        self.wait_until(&format!("\"{label}\""), |harness| harness.query_all_by_label(label).next().is_some())
    }

    /// Waits until some label contains these words.
    pub fn wait_for_words(&mut self, words: &str) -> Result<(), StageError> {
        self.wait_until(&format!("the words \"{words}\""), |harness| says(harness, words))
    }

    /// Waits until no label contains these words any more.
    pub fn wait_until_gone(&mut self, words: &str) -> Result<(), StageError> {
        self.wait_until(&format!("\"{words}\" to go"), |harness| !says(harness, words))
    }

    /// Waits until what carries this label can be pressed.
    pub fn wait_until_enabled(&mut self, label: &str) -> Result<(), StageError> {
        self.wait_until_open(label, &any)
    }

    /// Whether some label or text on the screen contains these words now.
    pub fn sees(&self, words: &str) -> bool {
        says(&self.harness, words)
    }

    /// Waits for what carries this label, scrolls to it and clicks it. An answer that comes between the pointer's moves may
    /// take what is meant from under it: then it is clicked again, as a person would.
    pub fn click(&mut self, label: &str) -> Result<(), StageError> {
        self.click_kind(label, &any)
    }

    /// Like [`Stage::click`], for one kind of control where several carry the label.
    pub fn click_role(&mut self, role: Role, label: &str) -> Result<(), StageError> {
        self.click_kind(label, &move |other| other == role)
    }

    /// Rests the pointer on what carries this label, until its tooltip is there.
    pub fn hover(&mut self, label: &str) -> Result<(), StageError> {
        // A list that has just been filtered may still move under the pointer, so it is pointed at twice.
        for _ in 0..2 {
            self.on(label, &any, |node| node.hover())?;
            for _ in 0..45 {
                self.harness.step();
            }
        }
        Ok(())
    }

    /// Replaces what stands in the field with this label.
    pub fn type_into(&mut self, label: &str, text: &str) -> Result<(), StageError> {
        self.on(label, &takes_text, |node| node.focus())?;
        self.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        self.harness.step();
        if text.is_empty() {
            self.harness.key_press(Key::Delete);
        } else {
            self.harness.event(Event::Text(text.to_owned()));
        }
        self.settle();
        Ok(())
    }

    /// Presses and releases a key.
    pub fn press(&mut self, key: Key) {
        self.harness.key_press(key);
        self.settle();
    }

    /// Presses and releases a key with modifiers held.
    pub fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// The value of the field with this label.
    pub fn value(&self, label: &str) -> Option<String> {
        find(&self.harness, label, &takes_text).and_then(|node| node.value())
    }

    /// What the app asked to have put on the clipboard in the last frame.
    pub fn copied(&self) -> Option<String> {
        self.harness.output().platform_output.commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    }

    /// Clicks what carries this label and returns what that put on the clipboard.
    pub fn click_and_read_clipboard(&mut self, label: &str) -> Result<Option<String>, StageError> {
        self.bring_into_view(label, &any)?;
        if let Some(node) = find(&self.harness, label, &any) {
            node.click();
        }
        // One frame for each of the pointer's events; the copy is in the frame of the release, or soon after.
        self.harness.step();
        for _ in 0..4 {
            if let Some(text) = self.copied() {
                return Ok(Some(text));
            }
            self.harness.step();
        }
        Ok(None)
    }

    /// Draws the screen into a PNG.
    pub fn picture(&mut self, path: &Path) -> Result<(), StageError> {
        self.harness.remove_cursor();
        self.settle();
        self.picture_with_pointer(path)
    }

    /// Draws the screen as it stands, with whatever hangs on the pointer.
    pub fn picture_with_pointer(&mut self, path: &Path) -> Result<(), StageError> {
        let failed = |reason: String| StageError::Picture { path: path.to_owned(), reason };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| failed(error.to_string()))?;
        }
        let image = self.harness.render().map_err(failed)?;
        image.save(path).map_err(|error| failed(error.to_string()))
    }

    /// Every label and value on the screen, for a message about what was there instead.
    pub fn labels(&self) -> Vec<String> {
        everything(&self.harness).collect()
    }

    /// The labels of all controls of one kind, from top to bottom.
    pub fn labels_of(&self, role: Role) -> Vec<String> {
        self.harness.query_all_by_role(role).filter_map(|node| node.accesskit_node().label()).collect()
    }

    /// Ticks every warning that wants a tick.
    pub fn tick_every_warning(&mut self) -> Result<(), StageError> {
        const MANY: usize = 20;
        let mut last = String::new();
        for _ in 0..MANY {
            let unticked = self
                .harness
                .query_all_by_role(Role::CheckBox)
                .filter(|node| node.accesskit_node().toggled() == Some(Toggled::False))
                .find_map(|node| {
                    node.accesskit_node().label().filter(|label| label.starts_with("I understand"))
                });
            let Some(label) = unticked else { return Ok(()) };
            self.click(&label)?;
            last = label;
        }
        Err(self.not_seen(&format!("every warning to be ticked, and \"{last}\" to stay so")))
    }

    /// Goes through a list that has to be seen to its end, page by page.
    pub fn see_to_the_end(&mut self) -> Result<(), StageError> {
        const MANY: usize = 40;
        for _ in 0..MANY {
            self.wait_until_gone("Checking…")?;
            if !self.sees("Show more") {
                return Ok(());
            }
            self.click("Show more")?;
        }
        Err(self.not_seen("the end of the list"))
    }

    fn click_kind(&mut self, label: &str, kind: &Kind) -> Result<(), StageError> {
        for _ in 0..CLICKS {
            self.wait_until_open(label, kind)?;
            self.bring_into_view(label, kind)?;
            if self.click_in_place(label, kind) {
                self.settle();
                return Ok(());
            }
        }
        Err(self.not_seen(&format!("\"{label}\" to stand still")))
    }

    fn wait_until_open(&mut self, label: &str, kind: &Kind) -> Result<(), StageError> {
        self.wait_until(&format!("\"{label}\" to take a press"), |harness| {
            Spot::of(harness, label, kind).is_some_and(|spot| !spot.is_disabled)
        })
    }

    /// Clicks what stands still. False where it went, moved or was shut before the click was whole, so that nothing came of
    /// it.
    fn click_in_place(&mut self, label: &str, kind: &Kind) -> bool {
        let Some(before) = Spot::of(&self.harness, label, kind) else { return false };
        let pos = before.rect.center();
        self.harness.event(Event::PointerMoved(pos));
        self.harness.step();
        if Spot::of(&self.harness, label, kind).as_ref() != Some(&before) {
            return false;
        }
        Clicks::take(&self.harness.ctx);
        for pressed in [true, false] {
            let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
            self.harness.event(Event::PointerButton { pos, button, pressed, modifiers });
            self.harness.step();
        }
        Clicks::take(&self.harness.ctx) || Spot::of(&self.harness, label, kind).as_ref() == Some(&before)
    }

    fn on(&mut self, label: &str, kind: &Kind, act: impl Fn(&Node<'_>)) -> Result<(), StageError> {
        self.bring_into_view(label, kind)?;
        match find(&self.harness, label, kind) {
            Some(node) => act(&node),
            None => return Err(self.not_seen(&format!("\"{label}\" to stay in view"))),
        }
        self.settle();
        Ok(())
    }

    fn not_seen(&self, what: &str) -> StageError {
        StageError::NotSeen {
            what: what.to_owned(),
            patience: self.patience,
            seen: self.labels().join(" | "),
        }
    }

    fn bring_into_view(&mut self, label: &str, kind: &Kind) -> Result<(), StageError> {
        self.wait_until(&format!("\"{label}\""), |harness| find(harness, label, kind).is_some())?;
        let screen = self.harness.ctx.content_rect();
        let is_hidden = find(&self.harness, label, kind).is_some_and(|node| {
            let rect = node.rect();
            !screen.contains_rect(rect) || is_clipped(&self.harness, &node)
        });
        if is_hidden {
            if let Some(node) = find(&self.harness, label, kind) {
                node.scroll_to_me();
            }
            self.settle();
        }
        self.let_stand_still(label, kind);
        Ok(())
    }

    /// What has just come may move once more in the next frame, and a press would then miss it.
    fn let_stand_still(&mut self, label: &str, kind: &Kind) {
        let mut before = None;
        for _ in 0..8 {
            let spot = Spot::of(&self.harness, label, kind);
            if spot == before {
                return;
            }
            before = spot;
            self.harness.step();
        }
    }
}

/// What a pointer would meet: which control, where, and whether it takes a press.
#[derive(PartialEq)]
struct Spot {
    id: NodeId,
    rect: Rect,
    is_disabled: bool,
}

impl Spot {
    fn of(harness: &Harness<'static, App>, label: &str, kind: &Kind) -> Option<Self> {
        find(harness, label, kind).map(|node| {
            let (id, _) = node.accesskit_node().locate();
            Self { id, rect: node.rect(), is_disabled: node.accesskit_node().is_disabled() }
        })
    }
}

/// Which kinds of control are meant, where several carry one label.
type Kind = dyn Fn(Role) -> bool;

fn any(_: Role) -> bool {
    true
}

fn takes_text(role: Role) -> bool {
    matches!(role, Role::TextInput | Role::MultilineTextInput | Role::PasswordInput | Role::SearchInput)
}

/// The first node of this label and kind that takes input, else the first of all.
fn find<'h>(harness: &'h Harness<'static, App>, label: &'h str, kind: &Kind) -> Option<Node<'h>> {
    let matches = |node: &Node<'_>| kind(node.accesskit_node().role());
    let takes_input = |node: &Node<'_>| {
        !matches!(node.accesskit_node().role(), Role::Label | Role::GenericContainer | Role::Unknown)
    };
    let mut all = harness.query_all_by_label(label).filter(matches).peekable();
    let first = all.peek().copied();
    all.find(takes_input).or(first)
}

/// Whether a node is cut off, not counting a hairline, by what it scrolls in. One that senses nothing is as visible as
/// its place.
fn is_clipped(harness: &Harness<'static, App>, node: &Node<'_>) -> bool {
    let (id, _) = node.accesskit_node().locate();
    harness.ctx.viewport(|viewport| {
        let widgets = &viewport.prev_pass.widgets;
        let mut rects = widgets.layers().flat_map(|(_, rects)| rects);
        rects
            .find(|widget| widget.id.accesskit_id() == id)
            .is_some_and(|widget| !widget.interact_rect.expand(1.0).contains_rect(widget.rect))
    })
}

fn says(harness: &Harness<'static, App>, words: &str) -> bool {
    everything(harness).any(|text| text.contains(words))
}

fn everything<'h>(harness: &'h Harness<'static, App>) -> impl Iterator<Item = String> + 'h {
    harness.root().children_recursive().flat_map(|node| {
        let node = node.accesskit_node();
        [node.label(), node.value()].into_iter().flatten()
    })
}
