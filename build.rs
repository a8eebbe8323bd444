//! Gives the Windows program its icon, its manifest and its version; every other system needs nothing built.

use std::env;
use std::io;

fn main() -> io::Result<()> {
    for path in ["build.rs", MANIFEST, ICON] {
        println!("cargo::rerun-if-changed={path}");
    }
    if env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("windows") {
        return Ok(());
    }
    // Name, description and version are those of Cargo.toml.
    winresource::WindowsResource::new()
        .set_manifest_file(MANIFEST)
        .set_icon(ICON)
        .set("ProductName", "Upturn")
        .set("LegalCopyright", "The Upturn contributors; MIT or Apache 2.0")
        .compile()
}

const MANIFEST: &str = "dist/windows/app.manifest";
const ICON: &str = "assets/icon/upturn.ico";
