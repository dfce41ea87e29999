//! What is reckoned beside the screen's thread because a frame has no time for it: what is shown stays until it comes.

use std::sync::mpsc::{self, Receiver, TryRecvError};

/// Runs work beside the screen's thread, and wakes the screen when it is done.
pub type Run<'a> = &'a dyn Fn(Box<dyn FnOnce() + Send>);

/// One piece of work at a time, and what comes of it.
pub struct Aside<T>(Option<Receiver<T>>);

impl<T> Default for Aside<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Send + 'static> Aside<T> {
    /// Begins. What comes of work that was begun before is forgotten.
    pub fn start(&mut self, run: Run<'_>, work: impl FnOnce() -> T + Send + 'static) {
        let (sender, arrival) = mpsc::channel();
        // Nobody may want it any more.
        run(Box::new(move || drop(sender.send(work()))));
        self.0 = Some(arrival);
    }

    /// What has come of it, once.
    pub fn take(&mut self) -> Option<T> {
        match self.0.as_ref()?.try_recv() {
            Ok(made) => {
                self.0 = None;
                Some(made)
            }
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                self.0 = None;
                None
            }
        }
    }

    /// Whether something is still to come.
    pub fn is_running(&self) -> bool {
        self.0.is_some()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn what_comes_is_taken_once_and_broken_work_is_over() {
        let waiting: RefCell<Vec<Box<dyn FnOnce() + Send>>> = RefCell::default();
        let run = |work| waiting.borrow_mut().push(work);
        let mut aside = Aside::default();
        aside.start(&run, || 7);
        assert!(aside.take().is_none() && aside.is_running());
        for work in waiting.take() {
            work();
        }
        assert_eq!((aside.take(), aside.is_running(), aside.take()), (Some(7), false, None));

        aside.start(&run, || 8);
        waiting.borrow_mut().clear();
        assert!(aside.take().is_none() && !aside.is_running());
    }
}
