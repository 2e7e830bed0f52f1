# History.
history-lead = How the zone came about and what has happened since, from published material. Dates are given only as exactly as they are known: some are a month or a year.
history-before = Up to the designation
history-after = The designation and after
history-planned = Still ahead
history-count = Events: { $n }
history-designation = Designation
history-ahead = Planned
history-none = No history is recorded
history-none-why = Events appear here once published material confirms them.
