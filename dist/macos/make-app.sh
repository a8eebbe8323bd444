#!/bin/sh
# `dist/macos/make-app.sh [FOLDER]`: makes Upturn.app of the fast program, in FOLDER or beside it. For a Mac.
#
# Never yet run on one. The signature is the ad-hoc one that Apple silicon asks for; it names nobody, so that another
# Mac opens a downloaded copy only after it was allowed under System Settings, Privacy & Security.
set -eu
cd "$(dirname "$0")/../.."
target=$(dist/target.sh)
folder=${1:-$target}
app=$folder/Upturn.app

CARGO_TARGET_DIR=$target cargo build --locked --release
rm -rf "$app"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
cp dist/macos/Info.plist "$app/Contents/Info.plist"
cp "$target/release/upturn" "$app/Contents/MacOS/upturn"
cp assets/icon/upturn.icns "$app/Contents/Resources/upturn.icns"
cp assets/licence/THIRD-PARTY.txt LICENSE-MIT LICENSE-APACHE "$app/Contents/Resources/"
if command -v codesign >/dev/null; then
  codesign --force --sign - "$app"
else
  echo "upturn: there is no codesign here; the bundle is not signed" >&2
fi
echo "$app"
