"""The other side of the screening: SedonaDB, DuckDB and GeoPandas count establishments by zone.

`bench_screen.py ENGINE WORK REGISTER ZONES [SCRIPT]` prints counts by zone, and what the work took without starting
Python; with `script` it runs the SQL that teukgu-screen wrote for the engine. The other words make files: zones with their shapes as WKB, a sorted register with degrees, CSV for a database.
"""

import json
import pathlib
import resource
import sys
import time

BOX = "r.lon between 124 and 132 and r.lat between 33 and 39"
OPEN = "r.status <> '폐업'"
SHAPES = "(select zone, ST_GeomFromWKB(wkb) as geom from zones)"
JOIN = f"from register r join {SHAPES} z on ST_Intersects(z.geom, ST_Point(r.lon, r.lat)) where {BOX}"
QUERIES = {
    "places": f"select z.zone, count(*) as n, 0 as yes {JOIN} group by z.zone",
    "one_fact": "select z.zone, count(*) as n, sum(case when r.venture = 1 then 1 else 0 end) as yes "
    f"{JOIN} and {OPEN} group by z.zone",
}
COUNTS = "select zone, provision, verdict, count(*) from teukgu_finding group by zone, provision, verdict"


def cpu():
    """Return the processor time of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def sedonadb_session(register, zones):
    """Open SedonaDB with the two tables and return what answers SQL."""
    import sedonadb

    session = sedonadb.connect()
    session.read_parquet(register).to_view("register")
    session.read_parquet(zones).to_view("zones")
    return lambda text: list(zip(*session.sql(text).to_arrow_table().to_pydict().values()))


def duckdb_session(register, zones):
    """Open DuckDB with its spatial extension and the two tables and return what answers SQL."""
    import duckdb
    import duckdb_extension_spatial

    folder = pathlib.Path(duckdb_extension_spatial.__file__).parent / "extensions"
    session = duckdb.connect()
    session.load_extension(str(next(folder.glob("*/spatial.duckdb_extension"))))
    session.execute(f"create view register as select * from read_parquet('{register}')")
    session.execute(f"create view zones as select * from read_parquet('{zones}')")
    return lambda text: session.execute(text).fetchall()


def by_sql(session):
    """Return what does a work in an engine that takes SQL."""

    def count(work, register, zones, script=None):
        ask = session(register, zones)
        if script is None:
            return ask(QUERIES[work])
        text = pathlib.Path(script).read_text(encoding="utf-8").strip()
        # The extension was loaded from its package when the session began.
        statements = text.replace("LOAD spatial;\n", "").split(";\n")
        # The last two list every finding and count them; the counts alone are compared.
        for statement in statements[:-2]:
            ask(statement)
        return ask(COUNTS)

    return count


def geopandas_count(work, register, zones):
    """Do a work in GeoPandas."""
    import geopandas
    import pyarrow.parquet

    columns = ["lon", "lat"] + (["status", "venture"] if work == "one_fact" else [])
    rows = pyarrow.parquet.read_table(register, columns=columns).to_pandas()
    rows = rows[rows.lon.between(124, 132) & rows.lat.between(33, 39)]
    if work == "one_fact":
        rows = rows[rows.status != "폐업"]
    points = geopandas.GeoDataFrame(
        rows.drop(columns=["lon", "lat"]), geometry=geopandas.points_from_xy(rows.lon, rows.lat)
    )
    shapes = pyarrow.parquet.read_table(zones).to_pandas()
    shapes = geopandas.GeoDataFrame({"zone": shapes.zone}, geometry=geopandas.GeoSeries.from_wkb(shapes.wkb))
    joined = geopandas.sjoin(points, shapes, predicate="intersects").groupby("zone")
    if work == "one_fact":
        return [(zone, len(found), int((found.venture == 1).sum())) for zone, found in joined]
    return [(zone, n, 0) for zone, n in joined.size().items()]


ENGINES = {
    "sedonadb": by_sql(sedonadb_session),
    "duckdb": by_sql(duckdb_session),
    "geopandas": geopandas_count,
}


def load(engine):
    """Load what an engine needs, before anything is measured."""
    if engine == "sedonadb":
        import geoarrow.pyarrow  # noqa: F401
        import sedonadb  # noqa: F401
    elif engine == "duckdb":
        import duckdb  # noqa: F401
    else:
        import geopandas  # noqa: F401
        import pyarrow.parquet  # noqa: F401


def measure(engine, work, register, zones, *script):
    """Do a work and print its answer and what it took."""
    load(engine)
    used, begun = cpu(), time.perf_counter()
    found = ENGINES[engine](work, register, zones, *script)
    used, seconds = cpu() - used, time.perf_counter() - begun
    answer = {"work_cpu_seconds": used, "seconds": seconds}
    if script:
        answer["verdicts"] = {f"{zone} {provision} {verdict}": int(n) for zone, provision, verdict, n in found}
    else:
        answer["zones"] = {zone: int(n) for zone, n, _ in found}
        answer["yes"] = sum(int(yes) for _, _, yes in found)
    print(json.dumps(answer))


def zones(source, out):
    """Write the zones of a GeoJSON file with their shapes as WKB."""
    import pyarrow
    import pyarrow.parquet
    import shapely
    from shapely.geometry import shape

    features = json.loads(pathlib.Path(source).read_text(encoding="utf-8"))["features"]
    shapes = [shapely.to_wkb(shape(feature["geometry"])) for feature in features]
    ids = [feature["properties"]["zone"] for feature in features]
    pyarrow.parquet.write_table(pyarrow.table({"zone": ids, "wkb": shapes}), out)


def batches(source, columns):
    """Yield a register batch by batch, with its schema."""
    import pyarrow.parquet

    return pyarrow.parquet.ParquetFile(source).iter_batches(batch_size=1 << 18, columns=columns)


def sort(source, out):
    """Write a prepared register with degrees: the same rows in the same order as engines expect them."""
    import pyarrow
    import pyarrow.compute
    import pyarrow.parquet

    writer = None
    for batch in batches(source, None):
        table = pyarrow.Table.from_batches([batch])
        for name in ("lon", "lat"):
            whole = table[f"{name}_e7"]
            degrees = pyarrow.compute.divide(whole.cast("float64"), 1e7)
            known = pyarrow.compute.greater(whole, -(2**31))
            table = table.append_column(name, pyarrow.compute.if_else(known, degrees, None))
        for at, field in enumerate(table.schema):
            if pyarrow.types.is_dictionary(field.type):
                table = table.set_column(at, field.name, table[field.name].cast(field.type.value_type))
        table = table.drop_columns(["lon_e7", "lat_e7", "place"])
        writer = writer or pyarrow.parquet.ParquetWriter(out, table.schema, compression="zstd")
        writer.write_table(table, row_group_size=1 << 18)
    writer.close()


def csv(register, zones, folder):
    """Write register and zones as CSV for a database."""
    import pyarrow
    import pyarrow.csv
    import pyarrow.parquet

    options = pyarrow.csv.WriteOptions(include_header=False, quoting_style="needed")
    columns = ["est_id", "lon", "lat", "venture", "status"]
    folder = pathlib.Path(folder)
    schema = pyarrow.schema([pyarrow.parquet.read_schema(register).field(name) for name in columns])
    with pyarrow.csv.CSVWriter(folder / "register.csv", schema, write_options=options) as writer:
        for batch in batches(register, columns):
            writer.write_batch(batch)
    table = pyarrow.parquet.read_table(zones)
    shapes = [shape.as_py().hex() for shape in table["wkb"]]
    table = pyarrow.table({"zone": table["zone"], "geom": shapes})
    pyarrow.csv.write_csv(table, folder / "zones.csv", options)


def versions():
    """Print what is installed."""
    from importlib.metadata import version

    names = {"sedonadb": "SedonaDB", "duckdb": "DuckDB", "geopandas": "GeoPandas", "shapely": "Shapely"}
    said = [f"{name} {version(package)}" for package, name in names.items()]
    print(", ".join([*said, f"Python {sys.version.split()[0]}"]))


if __name__ == "__main__":
    word, *rest = sys.argv[1:]
    {"zones": zones, "sort": sort, "csv": csv, "versions": versions}.get(word, lambda *work: measure(word, *work))(
        *rest
    )
