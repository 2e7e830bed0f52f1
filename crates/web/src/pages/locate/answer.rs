//! An answer as a visitor reads it: what is the case, why, and what to do next.

/// An answer in plain sentences.
pub(super) struct Panel {
    /// Look of the panel: `success`, `info`, `warning` or `danger`.
    pub(super) tone: &'static str,
    pub(super) title: String,
    pub(super) lines: Vec<String>,
    pub(super) links: Vec<Link>,
    /// What else is known about the place, as names and values.
    pub(super) facts: Vec<Fact>,
}

pub(super) struct Link {
    pub(super) text: String,
    pub(super) href: String,
}

pub(super) struct Fact {
    pub(super) name: String,
    pub(super) value: String,
    /// Where the value is explained.
    pub(super) link: Option<Link>,
}

impl Panel {
    pub(super) fn new(tone: &'static str, title: String) -> Self {
        Self { tone, title, lines: Vec::new(), links: Vec::new(), facts: Vec::new() }
    }

    #[must_use]
    pub(super) fn line(mut self, line: String) -> Self {
        self.lines.push(line);
        self
    }

    #[must_use]
    pub(super) fn link(mut self, text: String, href: String) -> Self {
        self.links.push(Link { text, href });
        self
    }
}
