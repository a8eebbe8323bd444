#!/bin/sh
# `dist/linux/install.sh install|uninstall PROGRAM`: puts the program and what a desktop wants to know of it under
# $DESTDIR$PREFIX, or takes away just that. The list of files below is the only one: the Debian package is made of it too.
set -eu
verb=$1
program=$2
cd "$(dirname "$0")/../.."

PREFIX=${PREFIX:-/usr/local}
case $PREFIX in
  /*) ;;
  *)
    echo "upturn: PREFIX is a folder from the root on, such as /usr/local or $HOME/.local; $PREFIX is not" >&2
    exit 2
    ;;
esac
root=${DESTDIR:-}${PREFIX%/}
id=local.upturn.upturn

# Mode, source and place of each file; a folder's name ends in a slash.
files() {
  echo "755 $program bin/upturn"
  echo "644 dist/linux/$id.desktop share/applications/"
  echo "644 dist/linux/$id.metainfo.xml share/metainfo/"
  echo "644 dist/linux/$id.xml share/mime/packages/"
  echo "644 assets/icon/upturn.svg share/icons/hicolor/scalable/apps/$id.svg"
  for size in 16 22 24 32 48 64 128 256 512; do
    echo "644 assets/icon/upturn-$size.png share/icons/hicolor/${size}x$size/apps/$id.png"
  done
  for page in dist/linux/man/*.1; do
    echo "644 $page share/man/man1/"
  done
  for text in README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE assets/licence/THIRD-PARTY.txt; do
    echo "644 $text share/doc/upturn/"
  done
  for example in assets/examples/*.upturn.ron; do
    echo "644 $example share/doc/upturn/examples/"
  done
}

# place SOURCE PLACE
place() {
  case $2 in
    */) echo "$root/$2$(basename "$1")" ;;
    *) echo "$root/$2" ;;
  esac
}

install_all() {
  if [ ! -f "$program" ]; then
    echo "upturn: there is no $program yet; run 'make build' first" >&2
    exit 1
  fi
  files | while read -r mode source target; do
    target=$(place "$source" "$target")
    mkdir -p "$(dirname "$target")"
    # Taken away first: a program that runs can't be written over.
    rm -f "$target"
    cp "$source" "$target"
    chmod "$mode" "$target"
  done
  case $PREFIX in
    /usr | /usr/ | /usr/local | /usr/local/) ;;
    # The desktop's own PATH may not know this one.
    *)
      entry=$root/share/applications/$id.desktop
      sed "s|^Exec=upturn|Exec=\"${PREFIX%/}/bin/upturn\"|" "dist/linux/$id.desktop" >"$entry"
      ;;
  esac
}

uninstall_all() {
  files | while read -r _ source target; do
    rm -f "$(place "$source" "$target")"
  done
  # Folders of our own; those that programs share stay, even where they are empty now.
  rmdir "$root/share/doc/upturn/examples" "$root/share/doc/upturn" 2>/dev/null || true
}

# Desktops read what was made of the files, not the files. A package leaves this to the system that it comes to.
tell_desktop() {
  [ -z "${DESTDIR:-}" ] || return 0
  if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$root/share/applications" || true; fi
  if command -v update-mime-database >/dev/null; then update-mime-database "$root/share/mime" 2>/dev/null || true; fi
  if command -v gtk-update-icon-cache >/dev/null; then
    gtk-update-icon-cache -qtf "$root/share/icons/hicolor" || true
  fi
}

case $verb in
  install) install_all ;;
  uninstall) uninstall_all ;;
  *)
    echo "upturn: no such verb: $verb (install or uninstall)" >&2
    exit 2
    ;;
esac
tell_desktop
