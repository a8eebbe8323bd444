#!/bin/sh
# Writes the workbooks among the import's fixtures anew, as LibreOffice saves the samples of known programs. The texts beside
# them say what they must come to, whatever version wrote them.
set -eu
cd "$(dirname "$0")/../tests/fixtures/import"
for name in hand-made quickbooks-detail shopify-orders; do
  for ending in xlsx ods; do
    work=$(mktemp -d)
    soffice --headless --convert-to "$ending" --outdir "$work" "$name.csv" >/dev/null
    mv "$work/$name.$ending" "libreoffice-$name.$ending"
    rmdir "$work"
  done
done
