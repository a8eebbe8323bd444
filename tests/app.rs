//! The whole program, driven as a person would: by the names of its controls, its keys and its mouse.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test that panics says where; tests write where they like"
)]

#[path = "support/app.rs"]
mod support;

#[path = "app/begin.rs"]
mod begin;
#[path = "app/board.rs"]
mod board;
#[path = "app/chance.rs"]
mod chance;
#[path = "app/check.rs"]
mod check;
#[path = "app/contingency.rs"]
mod contingency;
#[path = "app/copy.rs"]
mod copy;
#[path = "app/disk.rs"]
mod disk;
#[path = "app/edge.rs"]
mod edge;
#[path = "app/edit.rs"]
mod edit;
#[path = "app/event.rs"]
mod event;
#[path = "app/example.rs"]
mod example;
#[path = "app/explain.rs"]
mod explain;
#[path = "app/file_window.rs"]
mod file_window;
#[path = "app/find.rs"]
mod find;
#[path = "app/fit.rs"]
mod fit;
#[path = "app/hint.rs"]
mod hint;
#[path = "app/home.rs"]
mod home;
#[path = "app/judgement.rs"]
mod judgement;
#[path = "app/kpi.rs"]
mod kpi;
#[path = "app/layout.rs"]
mod layout;
#[path = "app/leave.rs"]
mod leave;
#[path = "app/meeting.rs"]
mod meeting;
#[path = "app/menu.rs"]
mod menu;
#[path = "app/monkey.rs"]
mod monkey;
#[path = "app/notice.rs"]
mod notice;
#[path = "app/opening.rs"]
mod opening;
#[path = "app/overview.rs"]
mod overview;
#[path = "app/palette.rs"]
mod palette;
#[path = "app/picture.rs"]
mod picture;
#[path = "app/preferences.rs"]
mod preferences;
#[path = "app/present.rs"]
mod present;
#[path = "app/reach.rs"]
mod reach;
#[path = "app/remember.rs"]
mod remember;
#[path = "app/rest.rs"]
mod rest;
#[path = "app/review.rs"]
mod review;
#[path = "app/rhythm.rs"]
mod rhythm;
#[path = "app/rhythm_plans.rs"]
mod rhythm_plans;
#[path = "app/safety.rs"]
mod safety;
#[path = "app/save.rs"]
mod save;
#[path = "app/sheet.rs"]
mod sheet;
#[path = "app/size.rs"]
mod size;
#[path = "app/strategies.rs"]
mod strategies;
#[path = "app/table.rs"]
mod table;
#[path = "app/tactics.rs"]
mod tactics;
#[path = "app/target.rs"]
mod target;
#[path = "app/what_if.rs"]
mod what_if;
#[path = "app/zoom.rs"]
mod zoom;
