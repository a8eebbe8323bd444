#!/bin/sh
# Readies this machine for what the Makefile does: `dist/setup.sh build|run|test|check|deb`. `dist/setup.sh tools` prints
# the folder that holds what cargo installed.
#
# Silent and quick when everything is there. On Debian and Ubuntu missing packages are installed by apt (with sudo
# where not root); elsewhere, or where that fails, it says what is needed and goes on: what is missing then shows
# itself by its own message.
set -eu
cd "$(dirname "$0")/.."

say() { printf 'upturn: %s\n' "$*" >&2; }

# Nothing is linked against at build time: the window opens these libraries when it starts.
for_the_window='libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon0 libxkbcommon-x11-0
  libwayland-client0 libwayland-egl1 libegl1 libgl1 libgl1-mesa-dri libfontconfig1 libdbus-1-3'
# Tests draw pages by software Vulkan, pull disks, drive the real window on a display of their own, and read it as a screen reader does.
for_the_tests='mesa-vulkan-drivers xvfb openbox xdotool wmctrl x11-utils imagemagick
  dbus-daemon at-spi2-core python3-pyatspi gir1.2-atspi-2.0 mount util-linux'

# These say whether desktops understand what dist/linux tells them.
for_the_check='desktop-file-utils appstream shared-mime-info libglib2.0-bin python3 shellcheck'
for_the_package='dpkg-dev lintian'
cargo_deb=3.8.0
tools=${UPTURN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/upturn}/tools

# Prints those of the named packages that are not installed.
missing_of() {
  # shellcheck disable=SC2016 # dpkg-query fills in the fields, not the shell
  installed=$(dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^ii *//p' || true)
  for package in "$@"; do
    printf '%s\n' "$installed" | grep -qxF "$package" || printf '%s ' "$package"
  done
}

apt() {
  if [ "$(id -u)" = 0 ]; then
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@" </dev/null >&2
  elif command -v sudo >/dev/null; then
    sudo DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@" </dev/null >&2
  else
    say 'not root, and there is no sudo'
    return 1
  fi
}

# need WHY PACKAGE...
need() {
  why=$1
  shift
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    case $(uname) in
      Linux) say "needed for $why, as Debian names it: $*. Going on." ;;
    esac
    return 0
  fi
  missing=$(missing_of "$@")
  [ -n "$missing" ] || return 0
  say "installing for $why: $missing"
  # A source that can't be reached need not be the one that has them.
  # shellcheck disable=SC2086 # a list of names
  if ! { apt update || true; apt install -y --no-install-recommends $missing; }; then
    say "could not install them. By hand: apt-get install $missing"
    say 'Going on without.'
  fi
}

rust() {
  if ! command -v cargo >/dev/null; then
    say 'Rust is not installed. Get it from https://rustup.rs, then run this again.'
    exit 1
  fi
  # rust-toolchain.toml names the toolchain; some rustups fetch it only when told to.
  if ! cargo --version >/dev/null 2>&1 && command -v rustup >/dev/null; then
    say 'installing the Rust toolchain that rust-toolchain.toml names'
    rustup toolchain install >&2
  fi
}

# Makes packages; kept in the cache, so that it is compiled once.
cargo_deb() {
  [ "$("$tools/bin/cargo-deb" --version 2>/dev/null)" != "cargo-deb $cargo_deb" ] || return 0
  say "compiling cargo-deb $cargo_deb into $tools"
  CARGO_TARGET_DIR=$tools/target cargo install --quiet --locked --force --version "$cargo_deb" --root "$tools" cargo-deb >&2
  rm -rf "$tools/target"
}

if [ "${1:-}" = tools ]; then
  echo "$tools"
  exit
fi
rust
command -v cc >/dev/null || need 'linking' gcc libc6-dev
# Word splitting makes the lists.
# shellcheck disable=SC2086
case ${1:-build} in
  build) ;;
  run) need 'the window' $for_the_window ;;
  test) need 'the tests' $for_the_window $for_the_tests ;;
  check)
    need 'the tests' $for_the_window $for_the_tests
    need 'the check of dist' $for_the_check
    ;;
  deb)
    need 'the package' $for_the_check $for_the_package
    cargo_deb
    ;;
  *)
    say "no such set-up: $1 (build, run, test, check or deb)"
    exit 2
    ;;
esac
