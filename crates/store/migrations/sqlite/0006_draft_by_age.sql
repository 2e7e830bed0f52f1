CREATE INDEX draft_by_age ON draft (touched_us)
