//! Runs an operation and tells in the words of `Debug` what came of it.

/// Runs an operation to a text.
macro_rules! ask {
    (|$session:ident| $call:expr) => {
        |$session: Session| -> Asked { Box::pin(async move { $call.await.map(|it| shown(&it)) }) }
    };
}

/// Reads a list to its end.
macro_rules! list {
    (|$session:ident| $call:expr) => {
        |$session: Session| -> Asked { Box::pin(async move { all($call).await }) }
    };
}
