#!/bin/sh
# Writes assets/licence/THIRD-PARTY.txt: every crate that is part of the program on any system, with its licence, and
# the texts that came with them, each once. Run it after a change of Cargo.lock; a test says when it is due.
set -eu
cd "$(dirname "$0")/.."
out=assets/licence/THIRD-PARTY.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo fetch --locked
# What is linked: neither tests' nor build scripts' crates. `*` marks what the list already had.
cargo tree --locked --offline -e normal --target all --prefix none --format '{p}|{l}' |
  sed 's/ (\*)$//; s/ ([^|]*)|/|/' | grep -v '^upturn ' | LC_ALL=C sort -u >"$work/crates"

while IFS='|' read -r crate licence; do
  name=${crate% v*}
  version=${crate##* v}
  echo "$name $version: ${licence:-see its text below}" >>"$work/list"
  for folder in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/"$name-$version"; do
    find "$folder" -maxdepth 1 -type f \( -iname 'licen[cs]e*' -o -iname 'copying*' -o -iname 'notice*' -o -iname 'unlicense*' \) |
      LC_ALL=C sort >"$work/files"
    # Where the licence may be chosen, the short one is.
    case $licence in
      *MIT*OR*|*OR*MIT*) if grep -qi 'mit[^/]*$' "$work/files"; then sed -i '/[mM][iI][tT][^\/]*$/!d' "$work/files"; fi ;;
    esac
    while read -r file; do
      # Line ends and blanks at them differ between copies of one text.
      tr -d '\r' <"$file" | sed 's/[[:space:]]*$//' >"$work/text"
      sum=$(cksum <"$work/text" | tr ' ' '-')
      [ -f "$work/text-$sum" ] || { cp "$work/text" "$work/text-$sum"; echo "$sum" >>"$work/order"; }
      echo "$name" >>"$work/names-$sum"
    done <"$work/files"
  done
done <"$work/crates"

mkdir -p "$(dirname "$out")"
{
  echo 'Upturn contains the work of others, under these licences:'
  echo
  cat "$work/list"
  echo 'IBM Plex Sans: OFL-1.1'
  echo 'Phosphor Icons: MIT'
  for font in IBMPlexSans Phosphor; do
    printf '\n----------------------------------------------------------------------\n%s\n\n' "$font"
    tr -d '\r' <"assets/fonts/$font-license.txt"
  done
  while read -r sum; do
    echo
    echo '----------------------------------------------------------------------'
    LC_ALL=C sort -u "$work/names-$sum" | tr '\n' ' ' | sed 's/ $//; s/ /, /g'
    echo
    echo
    cat "$work/text-$sum"
  done <"$work/order"
} | sed 's/\t/    /g; s/[[:space:]]*$//' | LC_ALL=C.UTF-8 fold -s -w 110 >"$out"
