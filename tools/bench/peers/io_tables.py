"""Solves the tables of `teukgu-bench effect-data` and of the world with pymrio and with numpy, on one thread.

Usage: io_tables.py DIR WORLD. Prints figures as JSON. `calc_A` and `calc_L` are what pymrio does for any impact.
"""

import csv
import gzip
import json
import os
import pathlib
import sys
import time

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy
import pandas
import pymrio

LARGE = [2464, 4000, 9800]
DRAWN = [33, 83, 165, 380]
DRAWS = 1000
figures = {}


def timed(work, times=1):
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        out = work()
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[len(taken) // 2] * 1e3, out


def read(folder: pathlib.Path, size: int):
    flows = numpy.fromfile(folder / f"flows-{size}.bin", dtype="<f8").reshape(size, size)
    return flows, numpy.fromfile(folder / f"output-{size}.bin", dtype="<f8")


def leontief(flows, output):
    """What pymrio works out before anything can be asked."""
    flows = pandas.DataFrame(flows)
    return pymrio.calc_L(pymrio.calc_A(flows, pandas.Series(output)))


def world(folder: pathlib.Path):
    with open(folder / "labels.csv", newline="") as file:
        output = numpy.array([float(row["gross_output_musd"]) for row in csv.DictReader(file)])
    flows = numpy.zeros((len(output), len(output)))
    with gzip.open(folder / "intermediate.csv.gz", "rt") as file:
        for row, column, value in list(csv.reader(file))[1:]:
            flows[int(row), int(column)] = float(value)
    demand = (output > 0).astype(float)
    taken, total = timed(lambda: float((leontief(flows, output).to_numpy() @ demand).sum()), 3)
    figures["pymrio_world_ms"], figures["pymrio_answer_world"] = taken, total


def large(folder: pathlib.Path, size: int):
    flows, output = read(folder, size)
    demand = numpy.ones(size)
    times = 1 if size > 4000 else 3
    taken, total = timed(lambda: float((leontief(flows, output).to_numpy() @ demand).sum()), times)
    figures[f"pymrio_{size}_ms"], figures[f"pymrio_answer_{size}"] = taken, total
    if size == 4000:
        system = numpy.eye(size) - flows / output
        taken, inverse = timed(lambda: numpy.linalg.inv(system))
        figures["numpy_inverse_ms"], figures["numpy_answer_inverse"] = taken, float(inverse.sum())


def drawn(folder: pathlib.Path, size: int):
    flows, output = read(folder, size)
    coefficients = flows / output
    demand = numpy.zeros(size)
    demand[0] = 1
    random = numpy.random.default_rng(1)
    unit = numpy.eye(size)

    def draw(solve):
        return [solve(coefficients * (1 + random.uniform(-0.1, 0.1, (size, size)))) for _ in range(DRAWS)]

    taken, totals = timed(lambda: draw(lambda drawn: numpy.linalg.solve(unit - drawn, demand).sum()))
    figures[f"numpy_draws_{size}_ms"], figures[f"numpy_mean_{size}"] = taken, float(numpy.mean(totals))
    taken, _ = timed(lambda: draw(lambda drawn: float((pymrio.calc_L(pandas.DataFrame(drawn)).to_numpy() @ demand).sum())))
    figures[f"pymrio_draws_{size}_ms"] = taken


def main():
    folder = pathlib.Path(sys.argv[1])
    world(pathlib.Path(sys.argv[2]))
    for size in LARGE:
        large(folder, size)
    for size in DRAWN:
        drawn(folder, size)
    print(json.dumps({"figures": figures}))


main()
