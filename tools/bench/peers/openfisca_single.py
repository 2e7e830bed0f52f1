"""Asks OpenFisca for the six provisions, one firm a simulation, traced, on complete cases of `teukgu-bench data`.

Usage: openfisca_single.py DIR. Prints figures and counts as JSON. OpenFisca has two values, so facts are all known.
"""

import json
import logging
import pathlib
import sys
import time

import numpy
from openfisca_core import entities, periods, simulation_builder, taxbenefitsystems, variables

logging.disable(logging.WARNING)
CASES = 200
DAY = "2026-03-02"


def main() -> None:
    six = json.loads((pathlib.Path(sys.argv[1]) / "six.json").read_text())
    firm = entities.Entity("firm", "firms", "", "")
    system = taxbenefitsystems.TaxBenefitSystem([firm])
    for fact in six["facts"]:
        system.add_variable(type(fact["name"], (variables.Variable,), {
            # Its whole numbers have 32 bits, too few for won.
            "value_type": float, "entity": firm, "definition_period": periods.DateUnit.DAY, "label": fact["name"],
        }))
    for at, provision in enumerate(six["provisions"]):
        system.add_variable(type(f"verdict_{at}", (variables.Variable,), {
            "value_type": bool, "entity": firm, "definition_period": periods.DateUnit.DAY, "label": provision["id"],
            "formula": formula(six, provision),
        }))
    counts = [[0, 0, 0] for _ in six["provisions"]]
    taken = []
    for cells in six["firms"][:CASES]:
        inputs = {fact["name"]: {DAY: cell} for fact, cell in zip(six["facts"], cells)}
        begun = time.perf_counter()
        simulation = simulation_builder.SimulationBuilder().build_from_entities(system, {"firms": {"one": inputs}})
        simulation.trace = True
        met = [bool(simulation.calculate(f"verdict_{at}", DAY)[0]) for at in range(len(counts))]
        taken.append(time.perf_counter() - begun)
        for count, yes in zip(counts, met):
            count[0 if yes else 1] += 1
    if counts != six["complete"]:
        sys.exit(f"OpenFisca and the rules count differently: {counts} and {six['complete']}")
    microseconds = sorted(taken)[len(taken) // 2] * 1e6
    print(json.dumps({"figures": {"openfisca_us": microseconds}, "counts": {"complete": counts}}))


def formula(six: dict, provision: dict):
    parts = [(six["facts"][one["fact"]]["name"], one["test"]) for one in provision["conditions"]]

    def met(firm, period):
        out = numpy.ones(firm.count, dtype=bool)
        for name, test in parts:
            out = out & passes(firm(name, period), test)
        return out

    return met


def passes(values, test):
    if test == "yes":
        return values == 1
    (kind, limit), = test.items()
    if kind == "at_least":
        return values >= limit
    if kind == "at_most":
        return values <= limit
    if kind == "between":
        return (limit[0] <= values) & (values <= limit[1])
    return numpy.logical_or.reduce([(first <= values) & (values <= last) for first, last in limit])


main()
