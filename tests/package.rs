//! What `dist` and `assets/icon` hold for desktops and packages is true of the program, and what is made of something
//! is made of it: the icons of one drawing, the manual of the command line. `UPDATE_PACKAGE=1` makes both anew.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that panics says where; tests write where they like"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use upturn::app::run::APP_ID;
use upturn::model::Plan;
use upturn::{cli, storage};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const ICONS: &str = "assets/icon";

/// Sizes of the hicolor theme, in pixels.
const HICOLOR: [u32; 9] = [16, 22, 24, 32, 48, 64, 128, 256, 512];
/// Sizes that Windows asks for at its usual zooms.
const WINDOWS: [u32; 8] = [16, 20, 24, 32, 40, 48, 64, 256];
/// Sizes that macOS asks for; each but the smallest also stands for one of half its size on a fine screen.
const MACOS: [u32; 7] = [16, 32, 64, 128, 256, 512, 1024];

fn text(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn updates() -> bool {
    std::env::var_os("UPDATE_PACKAGE").is_some()
}

/// What stands between the first `start` and the `end` that follows it.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let from = text.find(start).unwrap_or_else(|| panic!("there is no {start}")) + start.len();
    let length = text[from..].find(end).unwrap_or_else(|| panic!("there is no {end} after {start}"));
    &text[from..from + length]
}

/// A `Key=value` of the desktop entry.
fn entry(key: &str) -> String {
    let text = text(&format!("dist/linux/{APP_ID}.desktop"));
    let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
    line.unwrap_or_else(|| panic!("the desktop entry has no {key}")).to_owned()
}

/// The text after a key of the property list.
fn property(key: &str) -> String {
    let text = text("dist/macos/Info.plist");
    let after = between(&text, &format!("<key>{key}</key>"), "</string>");
    after.trim().trim_start_matches("<string>").to_owned()
}

// Names and versions.

#[test]
fn desktops_find_window_entry_and_icon_by_one_name() {
    let metainfo = text(&format!("dist/linux/{APP_ID}.metainfo.xml"));
    assert_eq!(entry("StartupWMClass"), APP_ID);
    assert_eq!(entry("Icon"), APP_ID);
    assert_eq!(between(&metainfo, "<id>", "</id>"), APP_ID);
    assert_eq!(between(&metainfo, "<launchable type=\"desktop-id\">", "</launchable>"), format!("{APP_ID}.desktop"));
    assert_eq!(between(&metainfo, "<icon type=\"stock\">", "</icon>"), APP_ID);
    assert!(text(&format!("dist/linux/{APP_ID}.xml")).contains(&format!("<icon name=\"{APP_ID}\"/>")));
    assert!(text("dist/linux/install.sh").contains(&format!("\nid={APP_ID}\n")));
    assert_eq!(property("CFBundleIdentifier"), APP_ID);
    assert!(text("dist/windows/app.manifest").contains(&format!("name=\"{APP_ID}\"")));
}

#[test]
fn the_version_is_the_same_in_every_place() {
    let metainfo = text(&format!("dist/linux/{APP_ID}.metainfo.xml"));
    let newest = between(between(&metainfo, "<releases>", "/>"), "version=\"", "\"").to_owned();
    let changelog = text("dist/linux/changelog");
    let manifest = text("dist/windows/app.manifest");
    let own = between(&manifest, "<assemblyIdentity", "/>");
    let places = [
        ("metainfo", newest),
        ("Info.plist, short", property("CFBundleShortVersionString")),
        ("Info.plist", property("CFBundleVersion")),
        ("app.manifest", between(own, "version=\"", ".0\"").to_owned()),
        ("Debian changelog", between(&changelog, "upturn (", "-1)").to_owned()),
    ];
    for (place, version) in places {
        assert_eq!(version, VERSION, "{place}");
    }
}

#[test]
fn the_type_of_plans_is_told_by_what_upturn_writes() {
    let types = text(&format!("dist/linux/{APP_ID}.xml"));
    let first_line = between(&types, "offset=\"0\" value=\"", "\"").to_owned();
    let written = storage::to_text(&Plan::new("Coast")).unwrap();
    assert!(written.starts_with(&first_line), "{first_line}: {written}");
    assert!(first_line.len() > "// Upturn".len(), "too little to tell plans from notes on them");
    assert_eq!(between(&types, "glob pattern=\"*", "\""), storage::ENDING);
    let name = between(&types, "mime-type type=\"", "\"");
    assert_eq!(entry("MimeType"), format!("{name};"));
    assert!(text(&format!("dist/linux/{APP_ID}.metainfo.xml")).contains(&format!("<mediatype>{name}</mediatype>")));
}

#[test]
fn the_package_depends_on_all_that_the_window_opens_at_run_time() {
    let setup = text("dist/setup.sh");
    let opened: Vec<&str> = between(&setup, "for_the_window='", "'").split_whitespace().collect();
    assert!(opened.contains(&"libx11-6"), "{opened:?}");
    let cargo = text("Cargo.toml");
    let depends: Vec<&str> = between(&cargo, "\ndepends = \"", "\"").split([',', '|']).map(str::trim).collect();
    let missing: Vec<&&str> = opened.iter().filter(|name| !depends.contains(name)).collect();
    assert!(missing.is_empty(), "Cargo.toml's depends lacks {missing:?}");
}

// Icons.

/// The drawing at `size`, as pixels.
fn drawn(size: u32) -> Pixmap {
    let tree = Tree::from_str(&text(&format!("{ICONS}/upturn.svg")), &Options::default()).unwrap();
    let mut pixmap = Pixmap::new(size, size).unwrap();
    #[expect(clippy::cast_precision_loss, reason = "a thousand at most")]
    let scale = size as f32 / tree.size().width();
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap
}

/// The drawing at `size`, as red, green, blue and opacity.
fn rgba(size: u32) -> Vec<u8> {
    let pixmap = drawn(size);
    let colours = pixmap.pixels().iter().map(|pixel| {
        let colour = pixel.demultiply();
        [colour.red(), colour.green(), colour.blue(), colour.alpha()]
    });
    colours.flatten().collect()
}

/// Processors round the last bit of a colour in ways of their own.
#[track_caller]
fn assert_alike(name: &str, found: &[u8], wanted: &[u8]) {
    assert_eq!(found.len(), wanted.len(), "{name}");
    let far = found.iter().zip(wanted).filter(|(a, b)| a.abs_diff(**b) > 2).count();
    assert_eq!(far, 0, "{name} is not the drawing; UPDATE_PACKAGE=1 makes it anew");
}

#[test]
fn every_icon_is_the_one_drawing_in_its_size() {
    for size in HICOLOR {
        let path = format!("{ICONS}/upturn-{size}.png");
        if updates() {
            fs::write(&path, drawn(size).encode_png().unwrap()).unwrap();
        }
        let found = Pixmap::load_png(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
        assert_eq!((found.width(), found.height()), (size, size), "{path}");
        assert_alike(&path, found.data(), drawn(size).data());
    }
    let install = text("dist/linux/install.sh");
    let installed: Vec<u32> = between(&install, "for size in ", ";").split(' ').map(|s| s.parse().unwrap()).collect();
    assert_eq!(installed, HICOLOR);
}

#[test]
fn the_icon_of_windows_holds_its_sizes() {
    let path = format!("{ICONS}/upturn.ico");
    if updates() {
        let mut icon = ico::IconDir::new(ico::ResourceType::Icon);
        for size in WINDOWS {
            let image = ico::IconImage::from_rgba_data(size, size, rgba(size));
            // Small ones uncompressed, as old readers want them.
            let entry = if size < 256 { ico::IconDirEntry::encode_as_bmp } else { ico::IconDirEntry::encode_as_png };
            icon.add_entry(entry(&image).unwrap());
        }
        let mut bytes = Vec::new();
        icon.write(&mut bytes).unwrap();
        fs::write(&path, bytes).unwrap();
    }
    let icon = ico::IconDir::read(fs::File::open(&path).unwrap()).unwrap();
    let sizes: Vec<u32> = icon.entries().iter().map(ico::IconDirEntry::width).collect();
    assert_eq!(sizes, WINDOWS);
    for entry in icon.entries() {
        let image = entry.decode().unwrap();
        assert_alike(&format!("{path}, {}", entry.width()), image.rgba_data(), &rgba(entry.width()));
    }
}

#[test]
fn the_icon_of_macos_holds_its_sizes() {
    let path = format!("{ICONS}/upturn.icns");
    if updates() {
        let mut family = icns::IconFamily::new();
        for size in MACOS {
            let image = icns::Image::from_data(icns::PixelFormat::RGBA, size, size, rgba(size)).unwrap();
            family.add_icon(&image).unwrap();
        }
        let mut bytes = Vec::new();
        family.write(&mut bytes).unwrap();
        fs::write(&path, bytes).unwrap();
    }
    let family = icns::IconFamily::read(fs::File::open(&path).unwrap()).unwrap();
    let mut found = BTreeMap::new();
    for kind in family.available_icons() {
        let image = family.get_icon_with_type(kind).unwrap().convert_to(icns::PixelFormat::RGBA);
        assert_alike(&format!("{path}, {kind:?}"), image.data(), &rgba(image.width()));
        found.insert(image.width(), kind);
    }
    assert_eq!(found.into_keys().collect::<Vec<_>>(), MACOS);
    assert_eq!(property("CFBundleIconFile"), "upturn");
}

// The manual.

#[test]
fn the_manual_says_what_the_command_line_does() {
    let folder = Path::new("dist/linux/man");
    let made = tempfile::tempdir().unwrap();
    clap_mangen::generate_to(cli::definition().disable_help_subcommand(true), made.path()).unwrap();
    let pages = |folder: &Path| -> BTreeMap<String, String> {
        let files = fs::read_dir(folder).unwrap().map(|e| e.unwrap());
        files.map(|f| (f.file_name().into_string().unwrap(), fs::read_to_string(f.path()).unwrap())).collect()
    };
    let wanted = pages(made.path());
    if updates() {
        for old in pages(folder).keys() {
            fs::remove_file(folder.join(old)).unwrap();
        }
        for (name, page) in &wanted {
            fs::write(folder.join(name), page).unwrap();
        }
    }
    assert!(wanted["upturn.1"].contains("Sales plans in local files"));
    assert!(wanted.contains_key("upturn-show.1"), "{:?}", wanted.keys());
    assert_eq!(pages(folder), wanted, "UPDATE_PACKAGE=1 cargo test --test package makes the manual anew");
}
