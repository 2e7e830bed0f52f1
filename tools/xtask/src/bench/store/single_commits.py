"""How many rows a second SQLite keeps when each is a commit of its own that reaches the disk."""

import sqlite3
import sys
import time

file, seconds, case = sys.argv[1], float(sys.argv[2]), sys.argv[3]
database = sqlite3.connect(file, isolation_level=None)
database.execute("PRAGMA journal_mode=WAL")
database.execute("PRAGMA synchronous=FULL")
database.execute("CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY, number INTEGER, body TEXT)")
database.execute("CREATE INDEX IF NOT EXISTS kept_number ON kept (number)")
begun, rows = time.monotonic(), 0
while time.monotonic() - begun < seconds:
    database.execute("INSERT INTO kept (number, body) VALUES (?, ?)", (rows, case))
    rows += 1
print(rows / (time.monotonic() - begun))
