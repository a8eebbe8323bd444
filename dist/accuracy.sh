#!/bin/sh
# `dist/accuracy.sh UPTURN DATA`: scores every forecast method on the development series in DATA (see its README), and prints one table
# beside the baselines measured there. Needs python3; writes nothing but a temporary folder.
set -eu
upturn=$1
data=$2
if [ ! -f "$data/score.py" ]; then
  echo "upturn: the development series are not at $data; they are not part of this repository" >&2
  exit 1
fi
folder=$(mktemp -d "${TMPDIR:-/tmp}/upturn-accuracy-XXXXXX")
trap 'rm -rf "$folder"' EXIT

for file in dev_m3_monthly:18 dev_m1_monthly:18 dev_m1_quarterly:8 dev_sales:12 dev_weekly:13; do
  name=${file%:*}
  horizon=${file#*:}
  # The methods see the training part only.
  awk -F, 'NR == 1 || $4 == "train"' "$data/$name.csv" >"$folder/$name.train.csv"
  echo
  echo "== $name, horizon $horizon"
  {
    echo 'series_id,h,point,lo80,hi80,lo95,hi95,method'
    for method in chosen $("$upturn" forecast --methods); do
      choice=''
      [ "$method" = chosen ] || choice="--method $method"
      # Series that a method refuses are counted as missing by the scorer.
      # shellcheck disable=SC2086 # an option and its value
      "$upturn" forecast "$folder/$name.train.csv" --horizon "$horizon" $choice 2>/dev/null |
        awk -F, -v OFS=, -v method="$method" 'NR > 1 { $NF = method; print }'
    done
  } >"$folder/$name.pred.csv" || true
  python3 "$data/score.py" "$folder/$name.pred.csv" --data "$data/$name.csv"
done
echo
echo '== baselines'
cat "$data/baselines.csv"
