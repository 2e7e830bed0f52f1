CREATE TABLE draft (
    token TEXT NOT NULL PRIMARY KEY,
    touched_us INTEGER NOT NULL,
    document TEXT NOT NULL
) STRICT
