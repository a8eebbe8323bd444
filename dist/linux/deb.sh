#!/bin/sh
# `dist/linux/deb.sh PROGRAM`: makes a Debian package of the given program, checks it, and prints its path.
set -eu
program=$1
cd "$(dirname "$0")/../.."
target=$(dist/target.sh)
stage=$target/package

rm -rf "$stage" "$target"/debian/*.deb
DESTDIR=$stage PREFIX=/usr dist/linux/install.sh install "$program"
# Debian has its own places for what may be done with the program, and for what changed.
documents=$stage/usr/share/doc/upturn
rm "$documents/LICENSE-MIT" "$documents/LICENSE-APACHE"
mv "$documents/CHANGELOG.md" "$documents/changelog"
# The same sources give the same package: files carry the day of the changelog's newest entry.
day=$(sed -n 's/^ -- .*>  //p' dist/linux/changelog | head -n 1)
SOURCE_DATE_EPOCH=$(date -d "$day" +%s) CARGO_TARGET_DIR=$target \
  "$(dist/setup.sh tools)/bin/cargo-deb" --no-build --no-strip --locked --offline >&2
package=$(ls "$target"/debian/*.deb)
dist/check.sh "$package" >&2
echo "$package"
