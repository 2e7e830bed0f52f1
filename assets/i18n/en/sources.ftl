# What the facts can be checked against.
sources-lead = The facts on this site come from the material below. A source link beside a fact leads to its row here.
sources-mark-title = What “illustrative” means
sources-mark = No public source was found, so the value only holds the place. It is neither plan nor result: do not quote it. Once official material appears, value and source replace it, and the record keeps the change.
sources-mark-count = { $n } records bear this mark today.
sources-caption = Sources: { $n }
sources-title = Material
sources-publisher = Publisher
sources-date = Published
sources-locator = Where to find it
sources-licence = Terms of use
sources-cited = Facts citing it
sources-none = No source is listed yet
sources-none-about = Every value is illustrative.
