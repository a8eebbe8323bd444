//! What a person can ask for. One enum gives label, tooltip and shortcut; menus and keys are drawn from it.

mod key;

pub use key::{Key, Shortcut};

/// A command. The list below is the whole of them, in the order of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    NewPlan,
    OpenPlan,
    OpenFolder,
    OpenExample,
    OpenFirmExample,
    OpenShopExample,
    AddSales,
    Save,
    SaveAs,
    EarlierVersions,
    ClosePlan,
    Quit,
    Undo,
    Redo,
    Find,
    FindNext,
    FindPrevious,
    CopyPicture,
    CopyTable,
    CopyCheck,
    SavePicture,
    Preferences,
    ShowOverview,
    ShowHistory,
    ShowForecast,
    ShowStrategies,
    ShowTactics,
    ShowContingencies,
    ShowKpis,
    ShowReviews,
    ShowCheck,
    ShowPlan,
    WhatIf,
    Palette,
    Present,
    FullScreen,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    ThemeProjector,
    ThemeContrast,
    Explain,
    Shortcuts,
    About,
}

/// A menu of the top bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    File,
    Edit,
    View,
    Help,
}

impl Menu {
    pub const ALL: [Self; 4] = [Self::File, Self::Edit, Self::View, Self::Help];

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Help => "Help",
        }
    }
}

impl Command {
    pub const ALL: [Self; 47] = [
        Self::NewPlan,
        Self::OpenPlan,
        Self::OpenFolder,
        Self::OpenExample,
        Self::OpenFirmExample,
        Self::OpenShopExample,
        Self::AddSales,
        Self::Save,
        Self::SaveAs,
        Self::EarlierVersions,
        Self::ClosePlan,
        Self::Quit,
        Self::Undo,
        Self::Redo,
        Self::Find,
        Self::FindNext,
        Self::FindPrevious,
        Self::CopyPicture,
        Self::CopyTable,
        Self::CopyCheck,
        Self::SavePicture,
        Self::Preferences,
        Self::ShowOverview,
        Self::ShowHistory,
        Self::ShowForecast,
        Self::ShowStrategies,
        Self::ShowTactics,
        Self::ShowContingencies,
        Self::ShowKpis,
        Self::ShowReviews,
        Self::ShowCheck,
        Self::ShowPlan,
        Self::WhatIf,
        Self::Palette,
        Self::Present,
        Self::FullScreen,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomReset,
        Self::ThemeSystem,
        Self::ThemeLight,
        Self::ThemeDark,
        Self::ThemeProjector,
        Self::ThemeContrast,
        Self::Explain,
        Self::Shortcuts,
        Self::About,
    ];

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::NewPlan => "New plan",
            Self::OpenPlan => "Open plan…",
            Self::OpenFolder => "Open folder…",
            Self::OpenExample => "Example: a coffee territory by month",
            Self::OpenFirmExample => "Example: a lift service by quarter",
            Self::OpenShopExample => "Example: a plant shop by week",
            Self::AddSales => "Add sales from a file…",
            Self::Save => "Save",
            Self::SaveAs => "Save as…",
            Self::EarlierVersions => "Earlier versions",
            Self::ClosePlan => "Close plan",
            Self::Quit => "Quit",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Find => "Find on this page",
            Self::FindNext => "Find next",
            Self::FindPrevious => "Find previous",
            Self::CopyPicture => "Copy chart as picture",
            Self::CopyTable => "Copy chart as table",
            Self::CopyCheck => "Copy plan check as text",
            Self::SavePicture => "Save chart as picture…",
            Self::ShowOverview => "Overview",
            Self::ShowHistory => "History",
            Self::ShowForecast => "Forecast & gap",
            Self::ShowStrategies => "Strategies",
            Self::ShowTactics => "Tactics",
            Self::ShowContingencies => "Contingencies",
            Self::ShowKpis => "KPIs",
            Self::ShowReviews => "Reviews",
            Self::ShowCheck => "Plan check",
            Self::ShowPlan => "Plan details",
            Self::WhatIf => "What if…",
            Self::Palette => "Find or run a command",
            Self::Present => "Present",
            Self::FullScreen => "Full screen",
            Self::ZoomIn => "Zoom in",
            Self::ZoomOut => "Zoom out",
            Self::ZoomReset => "Usual size",
            Self::ThemeSystem => "Theme: like the system",
            Self::ThemeLight => "Theme: light",
            Self::ThemeDark => "Theme: dark",
            Self::ThemeProjector => "Theme: projector",
            Self::ThemeContrast => "Theme: high contrast",
            Self::Explain => "Explain this page",
            Self::Shortcuts => "Keyboard shortcuts",
            Self::Preferences => "Preferences",
            Self::About => "About Upturn",
        }
    }

    /// What the command does, where its label alone may leave a doubt.
    #[must_use]
    pub const fn tooltip(self) -> &'static str {
        match self {
            Self::NewPlan => "Start a plan: whom it is for, its currency and year",
            Self::OpenPlan => "Open a plan file",
            Self::OpenFolder => "See all plans of a folder side by side",
            Self::OpenExample => "A coffee roaster's coast, with a season, to look around in; nothing of yours changes",
            Self::OpenFirmExample => "A steady firm, revenue and profit over six years; nothing of yours changes",
            Self::OpenShopExample => "A young shop, seven months of sales; nothing of yours changes",
            Self::AddSales => "Read sales from a CSV file",
            Self::Save => "Write the plan to its file",
            Self::SaveAs => "Write the plan to another file and go on with that one",
            Self::EarlierVersions => "What the plan was before it was saved over, and work that was not saved",
            Self::ClosePlan => "Back to all plans; asks if something is unsaved",
            Self::Quit => "Close Upturn; asks if something is unsaved",
            Self::Undo => "Take the last step back",
            Self::Redo => "Do the undone step again",
            Self::Find => "Look for a month, an amount or a note",
            Self::FindNext => "Go to the next place that was found",
            Self::FindPrevious => "Go to the place before",
            Self::CopyPicture => "Put this page's chart on the clipboard as a picture",
            Self::CopyTable => "Put this page's figures on the clipboard, ready for a spreadsheet",
            Self::CopyCheck => "Put what the plan check found on the clipboard, ready for a mail",
            Self::SavePicture => "Write this page's chart as PNG or SVG",
            Self::ShowOverview => "What matters now: the gap, what changed, what to do next",
            Self::ShowHistory => "What was sold, its average, trend and season",
            Self::ShowForecast => "Where the year is heading, and how much is missing",
            Self::ShowStrategies => "What closes the gap, what each is worth, and whether it is obvious what to do",
            Self::ShowTactics => "Who does what by when, over all strategies and responses",
            Self::ShowContingencies => "What could go wrong, what it would cost, what warns of it, and the response",
            Self::ShowKpis => "What is counted between meetings, and whether it is more than chance",
            Self::ShowReviews => {
                "When the plan is gone through, what was promised, what changed since, and what was decided"
            }
            Self::ShowCheck => "Whether the plan is current, credible and ready for what may happen",
            Self::ShowPlan => "Name, owner, currency, fiscal year and notes",
            Self::WhatIf => "Try strategies and risks out; the plan stays as it is until you keep it",
            Self::Present => "Show this page's chart full screen; Esc leaves",
            Self::Palette => "Commands, series, figures, plans and notices, by a few letters",
            Self::FullScreen => "Fill the whole screen, or go back to a window",
            Self::ZoomIn => "Make everything larger",
            Self::ZoomOut => "Make everything smaller",
            Self::ZoomReset => "Back to 100%",
            Self::ThemeSystem => "Light or dark as the desktop has it",
            Self::ThemeLight => "Dark ink on light paper",
            Self::ThemeDark => "Light ink on dark paper",
            Self::ThemeProjector => "Strong colours on white, for a washed-out wall",
            Self::ThemeContrast => "White on black with the most contrast, for eyes that need it",
            Self::Explain => "What this page is for, how to read it, what to do next",
            Self::Shortcuts => "All keys on one sheet",
            Self::Preferences => "Number format, theme, size and what happens at the start",
            Self::About => "Version, licences, and where files are kept",
        }
    }

    /// Shortcuts, the one to print first.
    #[must_use]
    pub fn shortcuts(self) -> Vec<Shortcut> {
        match self {
            Self::NewPlan => vec![Shortcut::ctrl('N')],
            Self::OpenPlan => vec![Shortcut::ctrl('O')],
            Self::OpenFolder => vec![Shortcut::ctrl_shift('O')],
            Self::Save => vec![Shortcut::ctrl('S')],
            Self::SaveAs => vec![Shortcut::ctrl_shift('S')],
            Self::ClosePlan => vec![Shortcut::ctrl('W')],
            Self::Quit => vec![Shortcut::ctrl('Q')],
            Self::Undo => vec![Shortcut::ctrl('Z')],
            Self::Redo => vec![Shortcut::ctrl_shift('Z'), Shortcut::ctrl('Y')],
            Self::AddSales => vec![Shortcut::ctrl('I')],
            Self::Find => vec![Shortcut::ctrl('F')],
            Self::FindNext => vec![Shortcut::function(3)],
            Self::FindPrevious => vec![Shortcut { shift: true, ..Shortcut::function(3) }],
            Self::CopyPicture => vec![Shortcut::ctrl_shift('C')],
            Self::SavePicture => vec![Shortcut::ctrl_shift('E')],
            Self::ShowOverview => vec![Shortcut::page(1)],
            Self::ShowHistory => vec![Shortcut::page(2)],
            Self::ShowForecast => vec![Shortcut::page(3)],
            Self::ShowStrategies => vec![Shortcut::page(4)],
            Self::ShowTactics => vec![Shortcut::page(5)],
            Self::ShowContingencies => vec![Shortcut::page(6)],
            Self::ShowKpis => vec![Shortcut::page(7)],
            Self::ShowReviews => vec![Shortcut::page(8)],
            Self::ShowCheck => vec![Shortcut::function(7)],
            Self::ShowPlan => vec![Shortcut::page(9)],
            Self::Palette => vec![Shortcut::ctrl('K'), Shortcut::ctrl_shift('P')],
            Self::Present => vec![Shortcut::function(5)],
            Self::FullScreen => vec![Shortcut::function(11)],
            Self::ZoomIn => vec![Shortcut::sign('+'), Shortcut::sign('=')],
            Self::ZoomOut => vec![Shortcut::sign('-')],
            Self::ZoomReset => vec![Shortcut::page(0)],
            Self::Shortcuts => vec![Shortcut::function(1), Shortcut::sign('?')],
            Self::Preferences => vec![Shortcut::sign(',')],
            Self::Explain
            | Self::WhatIf
            | Self::EarlierVersions
            | Self::OpenExample
            | Self::OpenFirmExample
            | Self::OpenShopExample
            | Self::CopyTable
            | Self::CopyCheck
            | Self::About
            | Self::ThemeSystem
            | Self::ThemeLight
            | Self::ThemeDark
            | Self::ThemeProjector
            | Self::ThemeContrast => Vec::new(),
        }
    }

    /// The first shortcut as it is printed: "Ctrl S", "Cmd S", "F5"; empty if there is none.
    #[must_use]
    pub fn key_text(self) -> String {
        self.shortcuts().first().map(ToString::to_string).unwrap_or_default()
    }

    /// What a tooltip says: what the command does, and its key.
    #[must_use]
    pub fn hint(self) -> String {
        match self.key_text() {
            key if key.is_empty() => self.tooltip().to_owned(),
            key => format!("{} ({key})", self.tooltip()),
        }
    }

    #[must_use]
    pub const fn menu(self) -> Menu {
        match self {
            Self::NewPlan
            | Self::OpenPlan
            | Self::OpenFolder
            | Self::OpenExample
            | Self::OpenFirmExample
            | Self::OpenShopExample
            | Self::AddSales
            | Self::Save
            | Self::SaveAs
            | Self::EarlierVersions
            | Self::ClosePlan
            | Self::Quit => Menu::File,
            Self::Undo
            | Self::Redo
            | Self::Find
            | Self::FindNext
            | Self::FindPrevious
            | Self::CopyPicture
            | Self::CopyTable
            | Self::CopyCheck
            | Self::SavePicture
            | Self::Preferences => Menu::Edit,
            Self::ShowOverview
            | Self::ShowHistory
            | Self::ShowForecast
            | Self::ShowStrategies
            | Self::ShowTactics
            | Self::ShowContingencies
            | Self::ShowKpis
            | Self::ShowReviews
            | Self::ShowCheck
            | Self::ShowPlan
            | Self::WhatIf
            | Self::Palette
            | Self::Present
            | Self::FullScreen
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomReset
            | Self::ThemeSystem
            | Self::ThemeLight
            | Self::ThemeDark
            | Self::ThemeProjector
            | Self::ThemeContrast => Menu::View,
            Self::Explain | Self::Shortcuts | Self::About => Menu::Help,
        }
    }

    /// Whether the command works on an open plan only.
    #[must_use]
    pub const fn needs_plan(self) -> bool {
        !matches!(
            self,
            Self::NewPlan
                | Self::OpenPlan
                | Self::OpenFolder
                | Self::OpenExample
                | Self::EarlierVersions
                | Self::OpenFirmExample
                | Self::OpenShopExample
                | Self::Quit
                | Self::Find
                | Self::FindNext
                | Self::FindPrevious
                | Self::Palette
                | Self::FullScreen
                | Self::ZoomIn
                | Self::ZoomOut
                | Self::ZoomReset
                | Self::Explain
                | Self::Shortcuts
                | Self::Preferences
                | Self::About
                | Self::ThemeSystem
                | Self::ThemeLight
                | Self::ThemeDark
                | Self::ThemeProjector
                | Self::ThemeContrast
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn no_two_commands_share_a_shortcut() {
        let mut seen = BTreeMap::new();
        for command in Command::ALL {
            for shortcut in command.shortcuts() {
                assert_eq!(seen.insert(shortcut, command), None, "{shortcut} stands twice");
            }
        }
    }

    #[test]
    fn every_command_is_in_the_list_once_and_says_what_it_does() {
        let mut labels = BTreeMap::new();
        for command in Command::ALL {
            assert_eq!(labels.insert(command.label(), command), None);
            assert!(!command.tooltip().is_empty() && !command.tooltip().ends_with('.'), "{command:?}");
        }
    }

    #[test]
    fn the_shortcuts_that_every_desktop_program_has_are_there() {
        let printed: Vec<String> = Command::ALL.iter().flat_map(|c| c.shortcuts()).map(|s| s.to_string()).collect();
        for wanted in ["N", "O", "S", "Shift S", "W", "Q", "Z", "Shift Z", "Y"] {
            assert!(printed.iter().any(|p| p.split_once(' ').is_some_and(|(_, rest)| rest == wanted)), "{wanted}");
        }
    }
}
