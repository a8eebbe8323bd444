//! What other people made and is part of the program is named with its licence.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that panics says where")]

use std::process::Command;

use upturn::ui::page::about::THIRD_PARTY;

/// Crates that are linked on this system, as "name version", by what decides it: cargo.
fn linked() -> Vec<String> {
    let arguments = ["tree", "--locked", "--offline", "--edges", "normal", "--prefix", "none", "--format", "{p}"];
    let output = Command::new(env!("CARGO")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    let crates = lines.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
        (name != "upturn").then(|| format!("{name} {version}"))
    });
    crates.collect()
}

#[test]
fn every_crate_that_is_linked_is_named_with_its_licence() {
    let linked = linked();
    assert!(linked.iter().any(|name| name.starts_with("eframe ")), "cargo told nothing of use: {linked:?}");
    let missing: Vec<&String> = linked.iter().filter(|name| !THIRD_PARTY.contains(&format!("\n{name}: "))).collect();
    assert!(missing.is_empty(), "run dist/licences.sh: {missing:?}");
}

#[test]
fn the_texts_of_the_licences_are_there() {
    for part in ["Permission is hereby granted, free of charge", "Apache License", "WITHOUT WARRANTIES OR CONDITIONS"] {
        assert!(THIRD_PARTY.contains(part), "{part}");
    }
    for (font, licence) in [
        (include_str!("../assets/fonts/IBMPlexSans-license.txt"), "SIL OPEN FONT LICENSE"),
        (include_str!("../assets/fonts/Phosphor-license.txt"), "MIT License"),
    ] {
        assert!(font.contains(licence) && THIRD_PARTY.contains(licence), "{licence}");
    }
}
