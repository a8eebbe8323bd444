#!/bin/sh
# Readies this machine for `make run` or `make test`: `dist/setup.sh build|run|test`.
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
# Tests draw pages by software Vulkan and drive the real window on a display of their own.
for_the_tests='mesa-vulkan-drivers xvfb openbox xdotool x11-utils imagemagick mount util-linux'

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

rust
command -v cc >/dev/null || need 'linking' gcc libc6-dev
case ${1:-build} in
  build) ;;
  # Word splitting makes the lists.
  # shellcheck disable=SC2086
  run) need 'the window' $for_the_window ;;
  # shellcheck disable=SC2086
  test) need 'the tests' $for_the_window $for_the_tests ;;
  *)
    say "no such set-up: $1 (build, run or test)"
    exit 2
    ;;
esac
