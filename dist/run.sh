#!/bin/sh
# `dist/run.sh UPTURN`: shows the example plan with the given program. In a window where there is a display; else its
# findings here and its charts as pictures. Works on a copy, so that trying things out changes nothing in the clone.
set -eu
upturn=$1
example=$(dirname "$0")/../assets/examples/coast.upturn.ron

folder=$(mktemp -d "${TMPDIR:-/tmp}/upturn-XXXXXX")
plan=$folder/coast.upturn.ron
cp "$example" "$plan"

case $(uname) in
  Darwin | MINGW* | MSYS*) display=yes ;;
  *) display=${WAYLAND_DISPLAY:-}${DISPLAY:-} ;;
esac
if [ -n "$display" ]; then
  echo "Opening a copy of the example plan: $plan"
  exec "$upturn" "$plan"
fi

echo 'There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so the window is not opened.'
echo "What it would show of the example plan, a copy of which is $plan:"
echo
"$upturn" show "$plan"
for chart in history forecast-gap; do
  "$upturn" picture "$plan" --chart "$chart" --out "$folder/$chart.png"
done
echo
echo "Its charts, as pictures: $folder/history.png and $folder/forecast-gap.png"
