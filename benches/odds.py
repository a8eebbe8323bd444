"""The simulation of benches/odds.rs in numpy, on one core: OMP_NUM_THREADS=1 python3 benches/odds.py"""

import time

import numpy as np

RUNS, MONTHS, ITEMS, TARGET = 20_000, 12, 10, 12_600


def triangular(u, low, likely, high):
    at = (likely - low) / (high - low)
    up = low + np.sqrt(u * (high - low) * (likely - low))
    down = high - np.sqrt((1 - u) * (high - low) * (high - likely))
    return np.where(u < at, up, down)


def simulate(rng):
    total = 12_060 + 100 * rng.standard_normal(RUNS)
    months = np.arange(MONTHS)
    sums = np.concatenate([[0], np.cumsum(np.full(MONTHS, 1_005.0))])
    for number in range(ITEMS):
        ramp = np.clip((months - number % 12 + 1) / 4, 0, 1).sum()
        works = rng.random(RUNS) < 0.7
        total += works * triangular(rng.random(RUNS), 5, 10 + number, 40) * ramp
        happens = rng.random(RUNS) < 0.3
        onset = (rng.random(RUNS) * MONTHS).astype(int)
        length = np.choose(np.digitize(rng.random(RUNS), [0.3, 0.7]), [1, 3, 6])
        depth = triangular(rng.random(RUNS), 2, 5 + number, 25) / 100
        total -= happens * depth * (sums[np.minimum(onset + length, MONTHS)] - sums[onset])
    return (total >= TARGET).mean()


rng = np.random.default_rng(1)
simulate(rng)
times = []
for _ in range(30):
    start = time.perf_counter()
    simulate(rng)
    times.append(time.perf_counter() - start)
print(f"median {1_000 * sorted(times)[15]:.2f} ms")
