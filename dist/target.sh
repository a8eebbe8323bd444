#!/bin/sh
# Prints the folder for build output, and links `target` in the clone to it.
#
# The folder is $CARGO_TARGET_DIR if set, else one in the user's cache, so that a clone stays small and a second
# clone builds quickly. A real `target` folder, or a link that somebody made to a place that exists, is left alone
# and used as it is.
set -eu
cd "$(dirname "$0")/.."

default=${UPTURN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/upturn}/target
folder=${CARGO_TARGET_DIR:-$default}

if [ -n "${CARGO_TARGET_DIR:-}" ] || [ ! -d target ]; then
  mkdir -p "$folder"
  folder=$(cd "$folder" && pwd -P)
  if [ -L target ] || [ ! -e target ]; then
    [ "$(readlink target 2>/dev/null || true)" = "$folder" ] || ln -sfn "$folder" target
  fi
else
  folder=$(cd target && pwd -P)
fi

# Cargo tells clones apart by the times of their files alone. Where another clone built last, ours is built anew: else
# its binaries, with its folder's name in them, would pass for ours.
clone=$(pwd -P)
if [ "$(cat "$folder/clone" 2>/dev/null || true)" != "$clone" ]; then
  touch src/lib.rs
  printf '%s\n' "$clone" > "$folder/clone"
fi
printf '%s\n' "$folder"
