//! Phosphor's code points, by the names that Phosphor gives them. Icons never stand alone but for undo and redo.

pub const ARROW_RIGHT: &str = "\u{e06c}";
pub const CARET_DOWN: &str = "\u{e136}";
pub const CARET_RIGHT: &str = "\u{e13a}";
pub const CARET_UP: &str = "\u{e13c}";
pub const CHART_BAR: &str = "\u{e150}";
pub const CHART_LINE_UP: &str = "\u{e156}";
pub const CHECK: &str = "\u{e182}";
pub const COMPASS: &str = "\u{e1c8}";
pub const COPY: &str = "\u{e1ca}";
pub const FILE_ARROW_DOWN: &str = "\u{e232}";
pub const FILE_PLUS: &str = "\u{e236}";
pub const FOLDER_OPEN: &str = "\u{e256}";
pub const INFO: &str = "\u{e2ce}";
pub const LIST: &str = "\u{e2f0}";
pub const MAGNIFYING_GLASS: &str = "\u{e30c}";
pub const NOTE_PENCIL: &str = "\u{e34c}";
pub const PRESENTATION_CHART: &str = "\u{e656}";
pub const QUESTION: &str = "\u{e3e8}";
pub const TABLE: &str = "\u{e476}";
pub const TARGET: &str = "\u{e47c}";
pub const UNDO: &str = "\u{e08a}";
pub const REDO: &str = "\u{e08c}";
pub const UPLOAD_SIMPLE: &str = "\u{e4c0}";
pub const WARNING: &str = "\u{e4e0}";
pub const WARNING_CIRCLE: &str = "\u{e4e2}";
pub const X: &str = "\u{e4f6}";
