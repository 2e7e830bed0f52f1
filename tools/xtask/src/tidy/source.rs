//! Rust code as the checks read it: comments and texts blanked out, test code marked, functions found.
//!
//! This is not a parser. It knows just enough of the language to tell code from text and to pair braces, which is what
//! the checks need; what needs types belongs in clippy.

/// A Rust file whose comments and texts are blank, line for line the same as the file.
#[derive(Debug)]
pub(crate) struct Source {
    code: Vec<char>,
    lines: Vec<String>,
    in_tests: Vec<bool>,
}

/// A function with a body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Function {
    /// Its name.
    pub(crate) name: String,
    /// The line of the word `fn`, from 1.
    pub(crate) line: usize,
    /// How many lines it takes, signature and braces included.
    pub(crate) lines: usize,
}

impl Source {
    /// Reads one Rust file; `path` tells whether all of it is test code.
    pub(crate) fn read(path: &str, text: &str) -> Self {
        let code = blanked(&text.chars().collect::<Vec<_>>());
        let lines: Vec<String> = code.iter().collect::<String>().split('\n').map(str::to_owned).collect();
        let mut source = Self { in_tests: vec![is_test_file(path); lines.len()], code, lines };
        source.mark_tests();
        source
    }

    /// Yields each line of code with its number from 1 and whether it is test code.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str, bool)> {
        let marked = self.lines.iter().zip(&self.in_tests).enumerate();
        marked.map(|(index, (line, in_tests))| (index + 1, line.as_str(), *in_tests))
    }

    /// Returns every function that has a body.
    pub(crate) fn functions(&self) -> Vec<Function> {
        (0..self.code.len()).filter_map(|at| self.function_at(at)).collect()
    }

    fn mark_tests(&mut self) {
        let mut at = 0;
        while let Some(found) = find(&self.code, at, "#[cfg(test)]") {
            at = found + 1;
            if let Some(open) = self.body_after(found + "#[cfg(test)]".len()) {
                let (from, to) = (self.line_of(found), self.line_of(self.closing(open)));
                self.in_tests.iter_mut().take(to).skip(from - 1).for_each(|line| *line = true);
            }
        }
    }

    fn function_at(&self, at: usize) -> Option<Function> {
        let starts = at == 0 || !is_word(self.code[at - 1]);
        if !starts || !matches(&self.code, at, "fn ") {
            return None;
        }
        let name: String = self.code[at + 3..].iter().take_while(|c| is_word(**c)).collect();
        let open = self.body_after(at)?;
        let lines = self.line_of(self.closing(open)) - self.line_of(at) + 1;
        (!name.is_empty()).then(|| Function { name, line: self.line_of(at), lines })
    }

    /// Returns where the `{` of the item's body is, or nothing when the item ends with `;`.
    fn body_after(&self, from: usize) -> Option<usize> {
        let mut depth = 0_i32;
        for (at, c) in self.code.iter().enumerate().skip(from) {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth -= 1,
                '{' if depth == 0 => return Some(at),
                ';' if depth == 0 => return None,
                _ => {}
            }
        }
        None
    }

    /// Returns where the brace opened at `open` closes; the end of the file when it does not.
    fn closing(&self, open: usize) -> usize {
        let mut depth = 0_i32;
        for (at, c) in self.code.iter().enumerate().skip(open) {
            depth += i32::from(*c == '{') - i32::from(*c == '}');
            if depth == 0 {
                return at;
            }
        }
        self.code.len().saturating_sub(1)
    }

    fn line_of(&self, at: usize) -> usize {
        self.code.iter().take(at).filter(|c| **c == '\n').count() + 1
    }
}

/// Whether everything in the file is test code.
fn is_test_file(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs") || path.contains("/benches/")
}

fn blanked(text: &[char]) -> Vec<char> {
    let mut out = text.to_vec();
    let mut at = 0;
    while at < text.len() {
        let end = not_code(text, at);
        for c in out.iter_mut().take(end).skip(at).filter(|c| **c != '\n') {
            *c = ' ';
        }
        at = end.max(at + 1);
    }
    out
}

/// Returns the end of the comment or text that begins at `at`; `at` itself when code stands there.
fn not_code(text: &[char], at: usize) -> usize {
    let in_word = at > 0 && is_word(text[at - 1]);
    match text[at] {
        '/' if matches(text, at, "//") => find(text, at, "\n").unwrap_or(text.len()),
        '/' if matches(text, at, "/*") => end_of_block(text, at),
        '"' => end_of_string(text, at),
        'r' | 'b' | 'c' if !in_word => end_of_prefixed(text, at),
        '\'' => end_of_char(text, at),
        _ => at,
    }
}

fn end_of_block(text: &[char], at: usize) -> usize {
    let (mut depth, mut here) = (0_i32, at);
    while here < text.len() {
        if matches(text, here, "/*") {
            (depth, here) = (depth + 1, here + 2);
        } else if matches(text, here, "*/") {
            (depth, here) = (depth - 1, here + 2);
            if depth == 0 {
                return here;
            }
        } else {
            here += 1;
        }
    }
    text.len()
}

fn end_of_string(text: &[char], quote: usize) -> usize {
    let mut at = quote + 1;
    while at < text.len() && text[at] != '"' {
        at += if text[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(text.len())
}

/// The end of `r"…"`, `r#"…"#`, `b"…"`, `br"…"`, `c"…"`; the same place when none of them begins here.
fn end_of_prefixed(text: &[char], at: usize) -> usize {
    let letters = text[at..].iter().take(2).take_while(|c| matches!(**c, 'r' | 'b' | 'c')).count();
    let hashes = text[at + letters..].iter().take_while(|c| **c == '#').count();
    let quote = at + letters + hashes;
    if text.get(quote) != Some(&'"') {
        return at;
    }
    if !text[at..at + letters].contains(&'r') {
        return if hashes == 0 { end_of_string(text, quote) } else { at };
    }
    let close = format!("\"{}", "#".repeat(hashes));
    find(text, quote + 1, &close).map_or(text.len(), |found| found + close.len())
}

/// The end of a character such as `'a'` or `'\n'`; the same place when the quote begins a lifetime.
fn end_of_char(text: &[char], at: usize) -> usize {
    if text.get(at + 1) == Some(&'\\') {
        return find(text, at + 3, "'").map_or(text.len(), |found| found + 1);
    }
    if text.get(at + 2) == Some(&'\'') { at + 3 } else { at }
}

fn find(text: &[char], from: usize, words: &str) -> Option<usize> {
    (from..text.len()).find(|at| matches(text, *at, words))
}

fn matches(text: &[char], at: usize, words: &str) -> bool {
    let here = text.get(at..).unwrap_or_default();
    words.chars().enumerate().all(|(index, c)| here.get(index) == Some(&c))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests;
