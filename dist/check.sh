#!/bin/sh
# `dist/check.sh [PACKAGE.deb]`: whether desktops understand what dist tells them. Installs everything into a folder that
# goes again, and asks the desktops' own tools; of a package also what Debian's says. No network, a few seconds.
#
# What stands in two places (names, versions, sizes) is compared by tests/package.rs.
set -eu
cd "$(dirname "$0")/.."
package=${1:-}
id=local.upturn.upturn
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  printf 'dist/check.sh: %s\n' "$*" >&2
  exit 1
}

if [ "$(uname)" != Linux ]; then
  echo 'dist/check.sh: what it asks is on Linux only; nothing was checked here' >&2
  exit 0
fi
for tool in desktop-file-validate appstreamcli update-mime-database gio python3 shellcheck; do
  command -v "$tool" >/dev/null || fail "there is no $tool here; dist/setup.sh names the packages"
done

shellcheck dist/*.sh dist/*/*.sh

# All that `make install` puts somewhere, with a script in the place of the program, and away again.
: >"$work/upturn"
export DESTDIR="$work/root" PREFIX=/usr
dist/linux/install.sh install "$work/upturn"
share=$DESTDIR/usr/share
[ -x "$DESTDIR/usr/bin/upturn" ] || fail 'the program is not installed as one'

desktop-file-validate "$share/applications/$id.desktop"
appstreamcli validate --no-net --no-color "$share/metainfo/$id.metainfo.xml" >"$work/said" || {
  cat "$work/said" >&2
  fail 'the metainfo is refused'
}

# A desktop that knows this type and the system's own.
export XDG_DATA_HOME="$share"
update-mime-database "$share/mime"
type_of() {
  gio info -a standard::content-type "$1" | sed -n 's/.*content-type: //p'
}
is_type() {
  found=$(type_of "$1")
  [ "$found" = "$2" ] || fail "$3 is taken for $found, not for $2"
}
plan=application/x-upturn-plan
for example in assets/examples/*.upturn.ron; do
  is_type "$example" "$plan" 'a plan'
  cp "$example" "$work/by-first-line.ron"
  is_type "$work/by-first-line.ron" "$plan" 'a plan that ends in .ron alone'
  { printf '\357\273\277' && cat "$example"; } >"$work/mark.ron"
  is_type "$work/mark.ron" "$plan" 'a plan behind a byte-order mark'
done
printf '(format_version: 1)\n' >"$work/by-name.upturn.ron"
is_type "$work/by-name.upturn.ron" "$plan" 'a plan that was written by hand'
printf '// Settings of another program\n(theme: "dark")\n' >"$work/other.ron"
[ "$(type_of "$work/other.ron")" != "$plan" ] || fail 'the file of another program is taken for a plan'

python3 - <<'PYTHON'
import plistlib
from xml.etree import ElementTree
with open("dist/macos/Info.plist", "rb") as file:
    plist = plistlib.load(file)
for key in ("CFBundleExecutable", "CFBundleIconFile", "CFBundleIdentifier", "CFBundleDocumentTypes", "LSMinimumSystemVersion"):
    assert plist.get(key), f"Info.plist has no {key}"
declared = {kind["UTTypeIdentifier"] for kind in plist["UTImportedTypeDeclarations"]}
for document in plist["CFBundleDocumentTypes"]:
    assert set(document["LSItemContentTypes"]) <= declared, "Info.plist opens a type that it does not declare"
ElementTree.parse("dist/windows/app.manifest")
PYTHON

# Into a folder of one's own: the entry starts the program there, since no PATH may lead to it.
DESTDIR='' PREFIX="$work/home" dist/linux/install.sh install "$work/upturn"
grep -q "^Exec=\"$work/home/bin/upturn\" %f$" "$work/home/share/applications/$id.desktop" || fail 'the entry starts another program'
desktop-file-validate "$work/home/share/applications/$id.desktop"

# Uninstalling leaves no file that installing brought.
dist/linux/install.sh uninstall none
left=$(find "$DESTDIR" -type f ! -path "$share/mime/*")
[ -z "$left" ] || fail "uninstalling leaves $left"

[ -n "$package" ] || exit 0
# Known and meant: the package is no part of Debian, the project has no address for mail, and what packs pictures is Rust
# that quotes zlib.
lintian --allow-root --fail-on error,warning \
  --suppress-tags initial-upload-closes-no-bugs,bogus-mail-host,bogus-mail-host-in-debian-changelog,embedded-library "$package"
