//! A table with the answers that were given when one of its kind came before.

use std::sync::Arc;

use super::{Answers, ImportError, Opened, Preview, Wanted, Watch};

/// A table that was read and understood.
#[derive(Debug)]
pub struct TableRead {
    pub opened: Arc<Opened>,
    pub preview: Preview,
    /// What it was understood by.
    pub answers: Answers,
    /// Answers of an earlier time hold.
    pub remembered: bool,
}

/// Understands a table by the answers in `wanted`, and for what they leave out by those that were `kept` for its headings
/// (see [`Preview::signature`]). Kept answers that don't fit any more are dropped: it is asked once more.
///
/// # Errors
/// [`ImportError`] if it can't be read.
pub fn understand(
    opened: Opened,
    wanted: &Wanted,
    kept: impl Fn(&str) -> Option<Answers>,
    watch: &Watch,
) -> Result<TableRead, ImportError> {
    let preview = opened.preview(wanted, watch);
    let signature = match &preview {
        Ok(preview) => preview.signature.clone(),
        Err(_) => opened.signature(wanted),
    };
    if let Some(mut answers) = kept(&signature) {
        super::source::drop_needless(&mut answers, &opened.tables);
        answers.extend(wanted.answers.clone());
        let remembered = Wanted { answers, ..wanted.clone() };
        if remembered.answers != wanted.answers
            && let Ok(again) = opened.again(&remembered, watch)
        {
            let by_kept = again.as_ref().unwrap_or(&opened).preview(&remembered, watch);
            if let Ok(preview) = by_kept {
                let opened = Arc::new(again.unwrap_or(opened));
                return Ok(TableRead { opened, preview, answers: remembered.answers, remembered: true });
            }
        }
    }
    let answers = wanted.answers.clone();
    Ok(TableRead { opened: Arc::new(opened), preview: preview?, answers, remembered: false })
}
