//! Where everything stands: a paper becomes pages of lines, and a tree that says what each line is part of.

use crate::error::PaperError;
use crate::measure::{Ruler, Weight};
use crate::paper::{Block, Paper};

/// Width of a page (A4), in points.
pub(crate) const WIDTH: f32 = 595.28;
/// Height of a page (A4), in points.
pub(crate) const HEIGHT: f32 = 841.89;
const LEFT: f32 = 62.0;
const TOP: f32 = 66.0;
const BOTTOM: f32 = 70.0;
const INNER: f32 = WIDTH - 2.0 * LEFT;
const BODY: f32 = 11.0;
const LEADING: f32 = 1.62;
/// Space between the border of a cell and its text.
const CELL: f32 = 5.0;
/// Most pages of a paper.
const MOST_PAGES: usize = 400;

/// What a line is a part of; the tree of a paper is a list of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Title,
    Heading(String),
    Paragraph,
    /// An item of a list.
    Item,
    /// A cell of a table, and whether it is of the head.
    Cell {
        is_head: bool,
    },
}

/// How parts hang together.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// One part, by its number.
    Leaf(usize),
    List(Vec<usize>),
    Table(Vec<Vec<usize>>),
}

/// A line of text on a page.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) size: f32,
    pub(crate) weight: Weight,
    pub(crate) text: String,
    /// Number of its part; `None` for what is repeated and means nothing by itself.
    pub(crate) part: Option<usize>,
}

/// A straight line or a filled box on a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// 0 is black, 255 is white.
    pub(crate) grey: u8,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) lines: Vec<Line>,
    pub(crate) rules: Vec<Rule>,
}

/// A paper, laid out.
pub(crate) struct Laid {
    pub(crate) pages: Vec<Page>,
    pub(crate) parts: Vec<Part>,
    pub(crate) tree: Vec<Node>,
}

/// Lays a paper out.
pub(crate) fn lay(paper: &Paper) -> Result<Laid, PaperError> {
    let mut desk = Desk {
        ruler: Ruler::new()?,
        laid: Laid { pages: vec![Page::default()], parts: Vec::new(), tree: Vec::new() },
        y: TOP,
    };
    desk.head(paper)?;
    for block in &paper.body {
        desk.block(block)?;
    }
    desk.attachments(paper)?;
    desk.closing(paper)?;
    desk.every_page(paper)?;
    Ok(desk.laid)
}

struct Desk {
    ruler: Ruler,
    laid: Laid,
    y: f32,
}

/// How a text is set.
#[derive(Clone, Copy)]
struct Set {
    weight: Weight,
    size: f32,
    x: f32,
    width: f32,
    is_centred: bool,
}

impl Set {
    const BODY: Self = Self { weight: Weight::Regular, size: BODY, x: LEFT, width: INNER, is_centred: false };

    const fn bold(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }

    const fn size(self, size: f32) -> Self {
        Self { size, ..self }
    }

    const fn centred(self) -> Self {
        Self { is_centred: true, ..self }
    }

    const fn from(self, indent: f32) -> Self {
        Self { x: self.x + indent, width: self.width - indent, ..self }
    }

    fn leading(self) -> f32 {
        self.size * LEADING
    }
}

impl Desk {
    fn page(&mut self) -> &mut Page {
        if self.laid.pages.is_empty() {
            self.laid.pages.push(Page::default());
        }
        let last = self.laid.pages.len() - 1;
        &mut self.laid.pages[last]
    }

    /// Makes sure that so much fits below, on a new page if it does not; true if it is a new one.
    fn room(&mut self, height: f32) -> Result<bool, PaperError> {
        if self.y + height <= HEIGHT - BOTTOM || self.y <= TOP {
            return Ok(false);
        }
        if self.laid.pages.len() >= MOST_PAGES {
            return Err(PaperError::TooLong { most: MOST_PAGES });
        }
        self.laid.pages.push(Page::default());
        self.y = TOP;
        Ok(true)
    }

    fn part(&mut self, part: Part) -> usize {
        self.laid.parts.push(part);
        self.laid.parts.len() - 1
    }

    /// Sets a text line by line below what stands there already; at least two lines stay together at either end.
    fn text(&mut self, text: &str, set: Set, part: Option<usize>) -> Result<(), PaperError> {
        let lines = self.ruler.lines(set.weight, set.size, text, set.width)?;
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            let keeps_next = count > 1 && (at == 0 || at + 2 == count);
            self.room(set.leading() * if keeps_next { 2.0 } else { 1.0 })?;
            self.line(line, set, part)?;
        }
        Ok(())
    }

    fn line(&mut self, text: String, set: Set, part: Option<usize>) -> Result<(), PaperError> {
        self.y += set.leading();
        if text.is_empty() {
            return Ok(());
        }
        let x = if set.is_centred {
            set.x + (set.width - self.ruler.width(set.weight, set.size, &text)?) / 2.0
        } else {
            set.x
        };
        let y = self.y - set.size * 0.42;
        let line = Line { x, y, size: set.size, weight: set.weight, text, part };
        self.page().lines.push(line);
        Ok(())
    }

    fn rule(&mut self, height: f32) {
        let rule = Rule { x: LEFT, y: self.y, width: INNER, height, grey: 0 };
        self.page().rules.push(rule);
    }

    fn head(&mut self, paper: &Paper) -> Result<(), PaperError> {
        let office = self.leaf(Part::Paragraph);
        self.text(&paper.sender.office, Set::BODY.size(20.0).bold().centred(), Some(office))?;
        self.y += 20.0;
        let label = format!("{}  {}", paper.recipient_label(), paper.recipient);
        let to = self.leaf(Part::Paragraph);
        self.text(&label, Set::BODY, Some(to))?;
        let label = format!("{}  {}", paper.title_label(), paper.title);
        let title = self.leaf(Part::Title);
        self.text(&label, Set::BODY.size(12.5).bold(), Some(title))?;
        self.y += 8.0;
        self.rule(1.2);
        self.y += 14.0;
        Ok(())
    }

    fn leaf(&mut self, part: Part) -> usize {
        let number = self.part(part);
        self.laid.tree.push(Node::Leaf(number));
        number
    }

    fn block(&mut self, block: &Block) -> Result<(), PaperError> {
        match block {
            Block::Heading(text) => {
                self.y += 8.0;
                self.room(Set::BODY.leading() * 3.0)?;
                let part = self.leaf(Part::Heading(text.clone()));
                self.text(text, Set::BODY.size(12.5).bold(), Some(part))?;
            }
            Block::Paragraph(text) => {
                let part = self.leaf(Part::Paragraph);
                self.text(text, Set::BODY, Some(part))?;
                self.y += 6.0;
            }
            Block::List(items) => self.list(items)?,
            Block::Table { caption, head, rows } => self.table(caption, head, rows)?,
            Block::Facts(facts) => {
                let rows: Vec<Vec<String>> =
                    facts.iter().map(|(name, value)| vec![name.clone(), value.clone()]).collect();
                self.rows(&[], &rows, &[0.3, 0.7])?;
            }
        }
        Ok(())
    }

    fn list(&mut self, items: &[String]) -> Result<(), PaperError> {
        let mut parts = Vec::new();
        for item in items {
            let part = self.part(Part::Item);
            parts.push(part);
            self.text(&format!("· {item}"), Set::BODY.from(10.0), Some(part))?;
        }
        if !parts.is_empty() {
            self.laid.tree.push(Node::List(parts));
        }
        self.y += 6.0;
        Ok(())
    }

    fn table(&mut self, caption: &str, head: &[String], rows: &[Vec<String>]) -> Result<(), PaperError> {
        let ragged = rows.iter().position(|row| row.len() != head.len());
        if let Some(row) = ragged {
            let (found, expected) = (rows[row].len(), head.len());
            return Err(PaperError::Ragged { caption: caption.to_owned(), row: row + 1, found, expected });
        }
        if !caption.is_empty() {
            self.room(Set::BODY.leading() * 3.0)?;
            let part = self.leaf(Part::Paragraph);
            self.text(caption, Set::BODY.bold(), Some(part))?;
        }
        let share = vec![1.0 / f32::from(u16::try_from(head.len().max(1)).unwrap_or(1)); head.len()];
        self.rows(head, rows, &share)
    }

    fn rows(&mut self, head: &[String], rows: &[Vec<String>], shares: &[f32]) -> Result<(), PaperError> {
        let mut table = Vec::new();
        self.rule(0.8);
        if !head.is_empty() {
            table.push(self.row(head, shares, true, true)?);
        }
        for row in rows {
            let height = self.row_height(row, shares)?;
            if self.room(height)? && !head.is_empty() {
                self.rule(0.8);
                self.row(head, shares, true, false)?;
            }
            table.push(self.row(row, shares, false, true)?);
        }
        if !table.is_empty() {
            self.laid.tree.push(Node::Table(table));
        }
        self.y += 12.0;
        Ok(())
    }

    fn row_height(&mut self, row: &[String], shares: &[f32]) -> Result<f32, PaperError> {
        let mut most = 1;
        for (cell, share) in row.iter().zip(shares) {
            let lines = self.ruler.lines(Weight::Regular, 10.0, cell, INNER * share - 2.0 * CELL)?;
            most = most.max(lines.len());
        }
        let lines = f32::from(u16::try_from(most).unwrap_or(u16::MAX));
        Ok(lines * 10.0 * LEADING + 2.0 * CELL)
    }

    /// Sets one row; a head that is repeated on another page is no part of the paper again.
    fn row(
        &mut self,
        row: &[String],
        shares: &[f32],
        is_head: bool,
        is_first: bool,
    ) -> Result<Vec<usize>, PaperError> {
        let (top, mut lowest, mut x, mut parts) = (self.y, self.y, LEFT, Vec::new());
        for (cell, share) in row.iter().zip(shares) {
            self.y = top + CELL;
            let part = is_first.then(|| self.part(Part::Cell { is_head }));
            parts.extend(part);
            let weight = if is_head { Weight::Bold } else { Weight::Regular };
            let width = INNER * share - 2.0 * CELL;
            let set = Set { weight, size: 10.0, x: x + CELL, width, is_centred: false };
            for line in self.ruler.lines(set.weight, set.size, cell, set.width)? {
                self.line(line, set, part)?;
            }
            lowest = lowest.max(self.y + CELL);
            x += INNER * share;
        }
        self.y = lowest;
        self.rule(if is_head { 0.8 } else { 0.4 });
        Ok(parts)
    }

    fn attachments(&mut self, paper: &Paper) -> Result<(), PaperError> {
        if paper.attachments.is_empty() {
            return Ok(());
        }
        self.y += 8.0;
        let numbered = (1..).zip(&paper.attachments).map(|(number, name)| format!("{number}. {name}"));
        let text =
            format!("{}  {}", paper.attachments_label(), numbered.collect::<Vec<_>>().join("\n      "));
        let part = self.leaf(Part::Paragraph);
        self.text(&text, Set::BODY, Some(part))
    }

    fn closing(&mut self, paper: &Paper) -> Result<(), PaperError> {
        let foot = paper.foot();
        let small = Set::BODY.size(9.0);
        let foot_height = small.leading() * 2.0 + 24.0;
        self.y += 30.0;
        self.room(Set::BODY.size(18.0).leading() + 40.0 + foot_height)?;
        let part = self.leaf(Part::Paragraph);
        self.text(&paper.closing, Set::BODY.size(18.0).bold().centred(), Some(part))?;
        self.y = self.y.max(HEIGHT - BOTTOM - foot_height);
        self.rule(0.6);
        self.y += 6.0;
        for line in foot {
            let part = self.leaf(Part::Paragraph);
            self.text(&line, small, Some(part))?;
        }
        Ok(())
    }

    /// Sets the mark and the number of each page.
    fn every_page(&mut self, paper: &Paper) -> Result<(), PaperError> {
        let count = self.laid.pages.len();
        for at in 0..count {
            let number = format!("{} / {count}", at + 1);
            let x = (WIDTH - self.ruler.width(Weight::Regular, 8.5, &number)?) / 2.0;
            let mut lines = vec![Line {
                x,
                y: HEIGHT - 34.0,
                size: 8.5,
                weight: Weight::Regular,
                text: number,
                part: None,
            }];
            if let Some(mark) = &paper.mark {
                let width = self.ruler.width(Weight::Bold, 9.0, mark)?;
                let x = WIDTH - LEFT - width - 16.0;
                let fill = Rule { x, y: 26.0, width: width + 16.0, height: 19.0, grey: 225 };
                self.laid.pages[at].rules.push(fill);
                let (weight, text) = (Weight::Bold, mark.clone());
                lines.push(Line { x: x + 8.0, y: 39.0, size: 9.0, weight, text, part: None });
            }
            self.laid.pages[at].lines.extend(lines);
        }
        Ok(())
    }
}
