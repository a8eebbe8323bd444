#!/usr/bin/env python3
"""Forecasts all monthly M3 and M1 development series on one core, by `upturn forecast` and by statsforecast, in one run.

usage: benches/forecast.py UPTURN DATA    (statsforecast from a registry: pip install statsforecast)

Upturn chooses among its methods, with bands and the backtests they rest on; statsforecast's AutoETS and AutoTheta give points only.
Prints seconds and ratios; times by themselves mean little, ratios of one run do.
"""
import csv
import os
import subprocess
import sys
import tempfile
import time


def training(path):
    series = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            if row["split"] == "train":
                series.setdefault(row["series_id"], []).append((row["period"], float(row["value"])))
    return series


def main():
    upturn, data = sys.argv[1:3]
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    series = {}
    for name in ("dev_m3_monthly.csv", "dev_m1_monthly.csv"):
        series.update(training(os.path.join(data, name)))
    with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False) as file:
        file.write("series_id,period,value\n")
        for series_id, rows in series.items():
            file.writelines(f"{series_id},{period},{value}\n" for period, value in rows)
    began = time.perf_counter()
    subprocess.run([upturn, "forecast", file.name, "--horizon", "18", "--out", file.name + ".out"], check=True)
    own = time.perf_counter() - began
    os.unlink(file.name)
    os.unlink(file.name + ".out")
    print(f"{len(series)} series, one core\nupturn, with bands and backtests: {own:.2f} s")

    import numpy
    from statsforecast.models import AutoETS, AutoTheta

    for model in (AutoETS, AutoTheta):
        warm = numpy.array([value for _, value in next(iter(series.values()))])
        model(season_length=12).forecast(y=warm, h=18)
        began = time.perf_counter()
        for rows in series.values():
            values = numpy.array([value for _, value in rows])
            try:
                model(season_length=12).forecast(y=values, h=18)
            except Exception as error:  # what it can't do takes no time from it
                print(f"{model.__name__}: {error}", file=sys.stderr)
        other = time.perf_counter() - began
        print(f"{model.__name__}, points only: {other:.2f} s, {other / own:.1f} times as long")


main()
