#!/bin/sh
# `dist/try-deb.sh PACKAGE.deb [SUITE]`: installs the package in a clean Debian and starts it there. Needs root,
# debootstrap, Debian's packages, and what the tests need (Xvfb, xdotool, imagemagick); takes a minute or two.
#
# The clean system has nothing but what Debian needs and what the package itself asks for, so that a library which the
# program opens and the package forgot shows here. Its display is one of this machine's. SUITE is bookworm unless told
# otherwise; UPTURN_DEBIAN is the address of a mirror, where debootstrap's own can't be reached.
set -eu
package=$(realpath "${1:?which package? make deb prints its path}")
suite=${2:-bookworm}
cd "$(dirname "$0")/.."
id=local.upturn.upturn

say() { printf 'dist/try-deb.sh: %s\n' "$*" >&2; }
fail() {
  say "$*"
  exit 1
}

[ "$(id -u)" = 0 ] || fail 'only root may make a system in a folder'
for tool in debootstrap Xvfb xdotool xprop import; do
  command -v "$tool" >/dev/null || fail "there is no $tool here"
done

work=$(mktemp -d "${TMPDIR:-/var/tmp}/upturn-try-XXXXXX")
root=$work/debian
screen='' program=''
clean_up() {
  for process in $program $screen; do kill "$process" 2>/dev/null || true; done
  for place in tmp/.X11-unix dev proc; do umount "$root/$place" 2>/dev/null || true; done
  # Never through a mount that stayed.
  if ! grep -q " $root/" /proc/mounts; then rm -rf "$work"; else say "something is still mounted under $root"; fi
}
trap clean_up EXIT
trap 'exit 1' INT TERM

say "a clean Debian ($suite) in $root"
# shellcheck disable=SC2086 # no mirror is no argument
debootstrap --variant=minbase "$suite" "$root" ${UPTURN_DEBIAN:-} >"$work/debootstrap.log" 2>&1 || {
  tail -n 20 "$work/debootstrap.log" >&2
  fail 'debootstrap failed'
}
mount --bind /proc "$root/proc"
mount --bind /dev "$root/dev"

inside() {
  chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/root DEBIAN_FRONTEND=noninteractive "$@"
}

say 'installing the package, without what it only recommends'
cp "$package" "$root/tmp/upturn.deb"
inside apt-get -qq -o APT::Sandbox::User=root install -y --no-install-recommends /tmp/upturn.deb >"$work/apt.log" 2>&1 || {
  tail -n 20 "$work/apt.log" >&2
  fail 'the package could not be installed'
}

say 'the command line'
inside upturn --version
example=/usr/share/doc/upturn/examples/coast.upturn.ron
inside upturn show "$example" | head -n 3
for file in "applications/$id.desktop" "icons/hicolor/48x48/apps/$id.png" "mime/packages/$id.xml" man/man1/upturn.1.gz; do
  [ -f "$root/usr/share/$file" ] || fail "$file was not installed"
done

say 'the window'
mkdir -p "$root/tmp/.X11-unix"
# Xvfb finds a display that is free, and says which.
Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3>"$work/display" >"$work/xvfb.log" 2>&1 &
screen=$!
for _ in $(seq 50); do
  [ ! -s "$work/display" ] || break
  sleep 0.1
done
number=$(cat "$work/display")
[ -n "$number" ] || fail 'Xvfb does not start'
export DISPLAY=":$number"
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"

# look WHAT ARGUMENT...: a window of the program comes up, is known by its name, and shows something.
look() {
  what=$1
  shift
  inside DISPLAY="$DISPLAY" XDG_RUNTIME_DIR=/tmp upturn "$@" "$example" >"$work/window.log" 2>&1 &
  program=$!
  window=$(timeout 60 xdotool search --sync --onlyvisible --class "$id" | head -n 1) || true
  if [ -z "$window" ]; then
    cat "$work/window.log" >&2
    fail "no window ($what)"
  fi
  colours=0
  for _ in $(seq 60); do
    colours=$(import -silent -window "$window" png:- | identify -format %k -)
    [ "$colours" -le 50 ] || break
    sleep 0.5
  done
  [ "$colours" -gt 50 ] || fail "the window stays empty ($what)"
  title=$(xprop -id "$window" _NET_WM_NAME)
  case $title in
    *Coast*) ;;
    *) fail "the window does not name the plan: $title" ;;
  esac
  say "$what: $colours colours, $title"
  if [ -n "${UPTURN_PICTURE:-}" ]; then import -silent -window "$window" "$UPTURN_PICTURE-$what.png"; fi
  kill "$program"
  wait "$program" 2>/dev/null || true
  program=''
}
look usual
look glow --renderer glow

say 'taking it away'
inside apt-get -qq remove -y upturn >"$work/apt.log" 2>&1
[ ! -e "$root/usr/bin/upturn" ] || fail 'the program is still there'
say 'all of it works'
