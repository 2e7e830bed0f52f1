"""Runs the six provisions as plain SQL text in DataFusion, one thread, on the columns of `teukgu-bench data`.

Usage: datafusion_sql.py DIR. Prints figures and counts as JSON.
"""

import json
import pathlib
import sys
import time

import pyarrow as pa
from datafusion import SessionConfig, SessionContext

ROUNDS = 5


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    six = json.loads((folder / "six.json").read_text())
    table = pa.table({fact["name"]: column(folder, fact, six["rows"]) for fact in six["facts"]})
    context = SessionContext(SessionConfig().with_target_partitions(1))
    context.register_record_batches("firms", [table.to_batches()])
    query = counting(six)
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        row = context.sql(query).collect()[0].to_pylist()[0]
        taken.append(time.perf_counter() - begun)
    counts = [[row[f"t{at}"], row[f"f{at}"], row[f"u{at}"]] for at in range(len(six["provisions"]))]
    nanoseconds = sorted(taken)[ROUNDS // 2] * 1e9 / six["rows"]
    print(json.dumps({"figures": {"sql_ns": nanoseconds}, "counts": {"batch": counts}}))


def column(folder: pathlib.Path, fact: dict, rows: int) -> pa.Array:
    """Reads a column as Arrow lays it out; codes become a dictionary of texts."""
    known = pa.py_buffer((folder / f"{fact['name']}.known").read_bytes())
    values = pa.py_buffer((folder / f"{fact['name']}.values").read_bytes())
    kind = fact["kind"] if isinstance(fact["kind"], str) else next(iter(fact["kind"]))
    plain = {"bool": pa.bool_(), "won": pa.int64(), "count": pa.int32(), "day": pa.int32()}
    if kind in plain:
        return pa.Array.from_buffers(plain[kind], rows, [known, values])
    keys = pa.Array.from_buffers(pa.uint8() if kind == "code" else pa.uint16(), rows, [known, values])
    return pa.DictionaryArray.from_arrays(keys, pa.array(fact["codes"]))


def counting(six: dict) -> str:
    """Counts met, not met and unknown of every provision in one pass."""
    verdicts = ", ".join(f"({verdict(six, one)}) AS v{at}" for at, one in enumerate(six["provisions"]))
    sums = ", ".join(
        f"count(*) FILTER (WHERE v{at}) AS t{at}, count(*) FILTER (WHERE NOT v{at}) AS f{at}, "
        f"count(*) FILTER (WHERE v{at} IS NULL) AS u{at}"
        for at in range(len(six["provisions"]))
    )
    return f"SELECT {sums} FROM (SELECT {verdicts} FROM firms)"


def verdict(six: dict, provision: dict) -> str:
    parts = (condition(six["facts"][one["fact"]], one["test"]) for one in provision["conditions"])
    return " AND ".join(f"({part})" for part in parts)


def condition(fact: dict, test) -> str:
    name = fact["name"]
    if test == "yes":
        return name
    (kind, limit), = test.items()
    if kind == "at_least":
        return f"{name} >= {limit}"
    if kind == "at_most":
        return f"{name} <= {limit}"
    if kind == "between":
        return f"{name} BETWEEN {limit[0]} AND {limit[1]}"
    codes = [fact["codes"][at] for first, last in limit for at in range(first, min(last, len(fact["codes"]) - 1) + 1)]
    return f"{name} IN ({', '.join(repr(code) for code in codes)})"


main()
