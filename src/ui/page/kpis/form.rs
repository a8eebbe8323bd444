//! What a KPI is, to change in place: what counts, who, how often, the goal, and what it shows progress for.

use eframe::egui::{ComboBox, Id, Role, Ui};

use super::listing::Row;
use super::{Fields, Key, Own, State, Wanted, change, goal};
use crate::document::Edit;
use crate::model::{Kpi, KpiId, KpiKind, Progress, Ratio, Rhythm, StrategyId};
use crate::text::{kpi as words, plural};
use crate::ui::theme::font::Weight;
use crate::ui::widget::typed::Field;
use crate::ui::widget::{self, button::Button, card, label, label::Runs, segment};
use crate::ui::{Ask, Open, View, icons};

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    kpi: &Kpi,
    row: &Row,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let wanted = state.wanted.take_if(|wanted| *wanted != Wanted::New);
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "What it is", "", |ui| {
            if Button::new("Remove").icon(icons::TRASH).small().name("Remove the KPI").show(ui).clicked() {
                asks.push(Ask::Edit(change::remove(kpi.id, &kpi.name, open.plan)));
            }
        });
        let fields = &mut Fields { drafts: &mut state.drafts, view, open, asks };
        let width = ui.available_width();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            let name = own(ui, fields, kpi, Own::Name, "Name", "", (width * 0.28).max(160.0));
            let unit = own(ui, fields, kpi, Own::Unit, "Counted in", "talks, %, £", 120.0);
            match wanted {
                Some(Wanted::Name) => name.request_focus(),
                Some(Wanted::Unit) => unit.request_focus(),
                Some(Wanted::New) | None => {}
            }
            own(ui, fields, kpi, Own::Owner, "Who", "Tom", 150.0);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                caption(ui, "How often", fields);
                rhythm(ui, kpi, fields);
            });
        });
        let hint = "What counts, and what doesn’t: a talk that somebody asked for, by phone or in person";
        own(ui, fields, kpi, Own::Definition, "What counts, and what doesn’t", hint, width);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            kind(ui, kpi, fields);
            let proxy = segment::toggle(ui, "A proxy: stands for what can’t be counted", kpi.is_proxy);
            widget::reveal(ui, &proxy);
            if proxy.clicked() {
                let (now, label) = (!kpi.is_proxy, format!("Say whether “{}” is a proxy", kpi.name));
                fields.asks.push(Ask::Edit(change::kpi(kpi.id, label, move |it| it.is_proxy = now)));
            }
            ratio(ui, kpi, fields);
        });
        ui.add_space(4.0);
        goal::show(ui, kpi, row, fields);
        ui.add_space(4.0);
        progress(ui, kpi, fields, width);
    });
}

pub(super) fn own(
    ui: &mut Ui,
    fields: &mut Fields<'_, '_>,
    kpi: &Kpi,
    which: Own,
    caption: &str,
    hint: &str,
    width: f32,
) -> eframe::egui::Response {
    let at_rest = change::at_rest(kpi, which, fields.view, fields.open);
    let weight = if which == Own::Name { Weight::SemiBold } else { Weight::Regular };
    let field = Field { hint, weight, ..Field::new(Id::unique(("kpi", which, kpi.id)), caption, &at_rest, width) };
    fields.captioned(ui, Key::Own(kpi.id, which), caption, &field).response
}

fn caption(ui: &mut Ui, text: &str, fields: &Fields<'_, '_>) {
    ui.label(label::rich(text, 12.0, Weight::Medium, fields.view.t.text3));
}

/// A choice of one of several, under a name; answers the index of what was chosen.
fn choose(ui: &mut Ui, salt: &str, name: &str, width: f32, items: &[String], now: Option<usize>) -> Option<usize> {
    let text = now.and_then(|now| items.get(now)).map_or("", String::as_str);
    let mut chosen = None;
    let shown = ComboBox::from_id_salt(salt).width(width).selected_text(text).show_ui(ui, |ui| {
        for (index, item) in items.iter().enumerate() {
            if ui.selectable_label(now == Some(index), item).clicked() && now != Some(index) {
                chosen = Some(index);
            }
        }
    });
    widget::reveal(ui, &shown.response);
    widget::focus_ring(ui, &shown.response, 7, crate::ui::theme::current(ui.ctx()));
    widget::name(&shown.response, Role::ComboBox, true, &format!("{name}: {text}"));
    chosen
}

/// How often it is counted. What was counted by weeks is no count by months, so the rhythm stays once something stands there.
fn rhythm(ui: &mut Ui, kpi: &Kpi, fields: &mut Fields<'_, '_>) {
    let is_part = fields.open.plan.is_part_of_ratio(kpi.id);
    if kpi.values.is_empty() && kpi.ratio.is_none() && !is_part {
        let items = Rhythm::ALL.map(|rhythm| plural::capitalised(&words::every(rhythm)));
        let now = Rhythm::ALL.iter().position(|rhythm| *rhythm == kpi.rhythm);
        if let Some(index) = choose(ui, "rhythm", "How often", 150.0, &items, now) {
            let (rhythm, label) =
                (Rhythm::ALL[index], format!("Count “{}” {}", kpi.name, words::every(Rhythm::ALL[index])));
            fields.asks.push(Ask::Edit(change::kpi(kpi.id, label, move |it| it.rhythm = rhythm)));
        }
        return;
    }
    let why = "It stays as long as values stand there, or another KPI is worked out from it";
    ui.add_space(5.0);
    let text = plural::capitalised(&words::every(kpi.rhythm));
    Runs::new(13.0, 19.0).add(&text, Weight::Regular, fields.view.t.text2).show(ui, 150.0).on_hover_text(why);
}

fn kind(ui: &mut Ui, kpi: &Kpi, fields: &mut Fields<'_, '_>) {
    let is_result = kpi.kind == KpiKind::Result;
    let items = [("People control it", !is_result), ("A result", is_result)];
    if let Some(index) = segment::segments(ui, "Kind", 26.0, &items) {
        let kind = [KpiKind::Leading, KpiKind::Result][index];
        let label = format!("Call “{}” {}", kpi.name, ["something people control", "a result"][index]);
        fields.asks.push(Ask::Edit(change::kpi(kpi.id, label, move |it| it.kind = kind)));
    }
}

/// Two others that it is worked out from, where there are two of its rhythm.
fn ratio(ui: &mut Ui, kpi: &Kpi, fields: &mut Fields<'_, '_>) {
    let parts: Vec<(KpiId, String)> = fields
        .open
        .plan
        .kpis
        .iter()
        .filter(|it| it.id != kpi.id && it.ratio.is_none() && it.rhythm == kpi.rhythm)
        .map(|it| (it.id, it.name.clone()))
        .collect();
    let may = parts.len() >= 2 && !fields.open.plan.is_part_of_ratio(kpi.id);
    if kpi.ratio.is_none() && !may {
        return;
    }
    let toggle = segment::toggle(ui, "Worked out from two others", kpi.ratio.is_some());
    widget::reveal(ui, &toggle);
    if toggle.clicked() {
        let new = Ratio { top: parts[0].0, bottom: parts[1.min(parts.len() - 1)].0, percent: true };
        fields.asks.push(Ask::Edit(change::ratio(kpi, kpi.ratio.is_none().then_some(new))));
    }
    let Some(ratio) = kpi.ratio else { return };
    let names: Vec<String> = parts.iter().map(|(_, name)| name.clone()).collect();
    let place = |id: KpiId| parts.iter().position(|(part, _)| *part == id);
    let mut changed = ratio;
    if let Some(index) = choose(ui, "ratio top", "Worked out from", 170.0, &names, place(ratio.top)) {
        changed.top = parts[index].0;
    }
    let ways = ["in percent of".to_owned(), "for each of".to_owned()];
    if let Some(index) = choose(ui, "ratio way", "Told", 120.0, &ways, Some(usize::from(!ratio.percent))) {
        changed.percent = index == 0;
    }
    if let Some(index) = choose(ui, "ratio bottom", "In parts of", 170.0, &names, place(ratio.bottom)) {
        changed.bottom = parts[index].0;
    }
    if changed != ratio {
        fields.asks.push(Ask::Edit(change::ratio(kpi, Some(changed))));
    }
}

/// The strategies, skills and improvements that it tells of.
fn progress(ui: &mut Ui, kpi: &Kpi, fields: &mut Fields<'_, '_>, width: f32) {
    let strategies: Vec<(StrategyId, String)> =
        fields.open.plan.worksheets.strategies.iter().map(|it| (it.id, it.title.clone())).collect();
    if !strategies.is_empty() {
        caption(ui, "Shows progress for these strategies", fields);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = eframe::egui::vec2(8.0, 8.0);
            for (id, title) in strategies {
                let shows = kpi.shows.contains(&Progress::Strategy(id));
                let response = segment::toggle(ui, &title, shows);
                widget::reveal(ui, &response);
                if response.clicked() {
                    fields.asks.push(Ask::Edit(toggle(kpi, id, shows)));
                }
            }
        });
        ui.add_space(4.0);
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let each = ((width - 12.0) / 2.0).min(360.0);
        own(ui, fields, kpi, Own::Skills, "Or for a skill", "Asking for the order", each);
        own(ui, fields, kpi, Own::Improvements, "Or for an improvement", "Answer within a day", each);
    });
}

fn toggle(kpi: &Kpi, id: StrategyId, shows: bool) -> Edit {
    change::kpi(kpi.id, format!("Say what “{}” shows progress for", kpi.name), move |it| {
        if shows {
            it.shows.retain(|shows| *shows != Progress::Strategy(id));
        } else {
            it.shows.push(Progress::Strategy(id));
        }
    })
}
