//! The right end of a row. What stands there is laid out from left to right, as it is read, so that Tab and screen
//! readers come to it in that order; egui's own right-to-left rows are reached backwards.

use eframe::egui::{Align, Id, Layout, Rect, Ui, UiBuilder, pos2};

/// A place at the right end. Its width is that of the last pass; where that was another one, the pass is drawn again
/// before anybody sees it.
#[derive(Clone, Copy, Debug)]
pub struct RowEnd {
    id: Id,
    width: Option<f32>,
}

impl RowEnd {
    /// The end of the row that `ui` is in.
    #[must_use]
    pub fn new(ui: &Ui) -> Self {
        let id = ui.next_auto_id().with("row end");
        Self { id, width: ui.data(|data| data.get_temp(id)) }
    }

    /// Width that it takes.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.width.unwrap_or_default()
    }

    /// Draws `content` in what is left of the row.
    pub fn show<R>(self, ui: &mut Ui, align: Align, content: impl FnOnce(&mut Ui) -> R) -> R {
        let room = ui.available_rect_before_wrap();
        let left = (room.right() - self.width()).max(room.left());
        let rect = Rect::from_min_max(pos2(left, room.top()), room.right_bottom());
        let layout = Layout::left_to_right(align);
        let mut end = ui.new_child(UiBuilder::new().id_salt(self.id).max_rect(rect).layout(layout));
        let shown = content(&mut end);
        let used = end.min_rect();
        if self.width.is_none_or(|width| (width - used.width()).abs() > 0.5) {
            ui.data_mut(|data| data.insert_temp(self.id, used.width()));
            ui.ctx().request_discard("the end of a row has another width");
        }
        ui.advance_cursor_after_rect(used);
        shown
    }
}
