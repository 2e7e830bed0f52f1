//! The section: the paper itself, paragraph by paragraph.

use super::header::{CELL_BORDER, chars, paras};
use super::{DECLARATION, escaped, namespaces};
use crate::error::PaperError;
use crate::paper::{Block, Paper};
use std::fmt::Write as _;

/// Width between the margins, in hundredths of a point.
const INNER: u32 = 42_520;
/// Height of a row before Hangul lays it out.
const ROW: u32 = 1_700;

/// Writes the section.
pub(super) fn section(paper: &Paper) -> Result<String, PaperError> {
    let mut pen = Pen { out: String::new(), next: 0 };
    pen.put(format_args!("{DECLARATION}<hs:sec{}>", namespaces()));
    pen.first(&paper.sender.office);
    if let Some(mark) = &paper.mark {
        pen.paragraph(paras::CENTRE, chars::BOLD, &format!("[{mark}]"));
    }
    pen.paragraph(paras::LEFT, chars::BODY, "");
    let to = format!("{}  {}", paper.recipient_label(), paper.recipient);
    pen.paragraph(paras::LEFT, chars::BODY, &to);
    let title = format!("{}  {}", paper.title_label(), paper.title);
    pen.paragraph(paras::LEFT, chars::TITLE, &title);
    pen.paragraph(paras::LEFT, chars::BODY, "");
    for block in &paper.body {
        pen.block(block)?;
    }
    pen.end(paper);
    pen.out.push_str("</hs:sec>");
    Ok(pen.out)
}

/// Writes the same as plain text, for programs that show a preview.
pub(super) fn preview(paper: &Paper) -> String {
    let mut lines = vec![paper.sender.office.clone()];
    lines.extend(paper.mark.iter().map(|mark| format!("[{mark}]")));
    lines.push(format!("{}  {}", paper.recipient_label(), paper.recipient));
    lines.push(format!("{}  {}", paper.title_label(), paper.title));
    for block in &paper.body {
        match block {
            Block::Heading(text) | Block::Paragraph(text) => lines.push(text.clone()),
            Block::List(items) => lines.extend(items.iter().map(|item| format!("· {item}"))),
            Block::Table { caption, head, rows } => {
                lines.push(caption.clone());
                lines.push(head.join(" | "));
                lines.extend(rows.iter().map(|row| row.join(" | ")));
            }
            Block::Facts(facts) => {
                lines.extend(facts.iter().map(|(name, value)| format!("{name} | {value}")));
            }
        }
    }
    lines.extend(paper.attachments.iter().cloned());
    lines.push(paper.closing.clone());
    lines.extend(paper.foot());
    lines.join("\n")
}

struct Pen {
    out: String,
    next: u32,
}

impl Pen {
    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing into a text does not fail.
        let _ = self.out.write_fmt(text);
    }

    fn id(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    fn open(&mut self, para: u32) {
        let id = self.id();
        self.put(format_args!(
            "<hp:p id=\"{id}\" paraPrIDRef=\"{para}\" styleIDRef=\"0\" pageBreak=\"0\" columnBreak=\"0\" merged=\"0\">"
        ));
    }

    /// Writes a paragraph; a line end in it begins a line of the same paragraph.
    fn paragraph(&mut self, para: u32, character: u32, text: &str) {
        self.open(para);
        let lines: Vec<String> = text.split('\n').map(escaped).collect();
        let text = lines.join("<hp:lineBreak/>");
        self.put(format_args!("<hp:run charPrIDRef=\"{character}\"><hp:t>{text}</hp:t></hp:run></hp:p>"));
    }

    /// Writes the first paragraph, which carries what the page is like.
    fn first(&mut self, office: &str) {
        self.open(paras::CENTRE);
        self.put(format_args!(
            "<hp:run charPrIDRef=\"{}\">{PAGE}</hp:run><hp:run charPrIDRef=\"{}\"><hp:t>{}</hp:t></hp:run></hp:p>",
            chars::BODY,
            chars::OFFICE,
            escaped(office),
        ));
    }

    fn block(&mut self, block: &Block) -> Result<(), PaperError> {
        match block {
            Block::Heading(text) => self.paragraph(paras::LEFT, chars::TITLE, text),
            Block::Paragraph(text) => self.paragraph(paras::LEFT, chars::BODY, text),
            Block::List(items) => {
                for item in items {
                    self.paragraph(paras::ITEM, chars::BODY, &format!("· {item}"));
                }
            }
            Block::Table { caption, head, rows } => {
                if !caption.is_empty() {
                    self.paragraph(paras::LEFT, chars::BOLD, caption);
                }
                self.table(caption, head, rows)?;
            }
            Block::Facts(facts) => {
                let rows: Vec<Vec<String>> =
                    facts.iter().map(|(name, value)| vec![name.clone(), value.clone()]).collect();
                self.table("", &[], &rows)?;
            }
        }
        Ok(())
    }

    fn table(&mut self, caption: &str, head: &[String], rows: &[Vec<String>]) -> Result<(), PaperError> {
        let columns = if head.is_empty() { rows.first().map_or(0, Vec::len) } else { head.len() };
        if let Some(row) = rows.iter().position(|row| row.len() != columns) {
            let (found, caption) = (rows[row].len(), caption.to_owned());
            return Err(PaperError::Ragged { caption, row: row + 1, found, expected: columns });
        }
        let count = rows.len() + usize::from(!head.is_empty());
        if count == 0 || columns == 0 {
            return Ok(());
        }
        self.open(paras::LEFT);
        let id = self.id();
        let height = ROW * u32::try_from(count).unwrap_or(1);
        self.put(format_args!(
            "<hp:run charPrIDRef=\"{}\"><hp:tbl id=\"{id}\" zOrder=\"0\" numberingType=\"TABLE\" \
             textWrap=\"TOP_AND_BOTTOM\" textFlow=\"BOTH_SIDES\" lock=\"0\" dropcapstyle=\"None\" pageBreak=\"CELL\" \
             repeatHeader=\"1\" rowCnt=\"{count}\" colCnt=\"{columns}\" cellSpacing=\"0\" \
             borderFillIDRef=\"{CELL_BORDER}\" noAdjust=\"0\"><hp:sz width=\"{INNER}\" widthRelTo=\"ABSOLUTE\" \
             height=\"{height}\" heightRelTo=\"ABSOLUTE\" protect=\"0\"/><hp:pos treatAsChar=\"1\" affectLSpacing=\"0\" \
             flowWithText=\"1\" allowOverlap=\"0\" holdAnchorAndSO=\"0\" vertRelTo=\"PARA\" horzRelTo=\"COLUMN\" \
             vertAlign=\"TOP\" horzAlign=\"LEFT\" vertOffset=\"0\" horzOffset=\"0\"/>\
             <hp:outMargin left=\"0\" right=\"0\" top=\"0\" bottom=\"0\"/>\
             <hp:inMargin left=\"510\" right=\"510\" top=\"141\" bottom=\"141\"/>",
            chars::BODY
        ));
        let all = (!head.is_empty()).then(|| head.to_vec()).into_iter().chain(rows.iter().cloned());
        for (row, cells) in all.enumerate() {
            self.row(row, &cells, row == 0 && !head.is_empty(), columns);
        }
        self.out.push_str("</hp:tbl></hp:run></hp:p>");
        Ok(())
    }

    fn row(&mut self, row: usize, cells: &[String], is_head: bool, columns: usize) {
        let width = INNER / u32::try_from(columns).unwrap_or(1);
        let character = if is_head { chars::BOLD } else { chars::BODY };
        self.out.push_str("<hp:tr>");
        for (column, cell) in cells.iter().enumerate() {
            self.put(format_args!(
                "<hp:tc name=\"\" header=\"{}\" hasMargin=\"0\" protect=\"0\" editable=\"0\" dirty=\"0\" \
                 borderFillIDRef=\"{CELL_BORDER}\"><hp:subList id=\"\" textDirection=\"HORIZONTAL\" lineWrap=\"BREAK\" \
                 vertAlign=\"CENTER\" linkListIDRef=\"0\" linkListNextIDRef=\"0\" textWidth=\"0\" textHeight=\"0\" \
                 hasTextRef=\"0\" hasNumRef=\"0\">",
                u8::from(is_head)
            ));
            self.paragraph(paras::LEFT, character, cell);
            self.put(format_args!(
                "</hp:subList><hp:cellAddr colAddr=\"{column}\" rowAddr=\"{row}\"/>\
                 <hp:cellSpan colSpan=\"1\" rowSpan=\"1\"/><hp:cellSz width=\"{width}\" height=\"{ROW}\"/>\
                 <hp:cellMargin left=\"510\" right=\"510\" top=\"141\" bottom=\"141\"/></hp:tc>"
            ));
        }
        self.out.push_str("</hp:tr>");
    }

    fn end(&mut self, paper: &Paper) {
        for (number, name) in (1..).zip(&paper.attachments) {
            let label = if number == 1 { paper.attachments_label() } else { "    " };
            self.paragraph(paras::LEFT, chars::BODY, &format!("{label}  {number}. {name}"));
        }
        self.paragraph(paras::LEFT, chars::BODY, "");
        self.paragraph(paras::CENTRE, chars::CLOSING, &paper.closing);
        self.paragraph(paras::LEFT, chars::BODY, "");
        for line in paper.foot() {
            self.paragraph(paras::LEFT, chars::FOOT, &line);
        }
    }
}

/// A4, upright, with the margins of a letter.
const PAGE: &str = "<hp:secPr id=\"\" textDirection=\"HORIZONTAL\" spaceColumns=\"1134\" tabStop=\"8000\" \
    tabStopVal=\"4000\" tabStopUnit=\"HWPUNIT\" outlineShapeIDRef=\"0\" memoShapeIDRef=\"0\" \
    textVerticalWidthHead=\"0\" masterPageCnt=\"0\"><hp:grid lineGrid=\"0\" charGrid=\"0\" wonggojiFormat=\"0\"/>\
    <hp:startNum pageStartsOn=\"BOTH\" page=\"0\" pic=\"0\" tbl=\"0\" equation=\"0\"/>\
    <hp:visibility hideFirstHeader=\"0\" hideFirstFooter=\"0\" hideFirstMasterPage=\"0\" border=\"SHOW_ALL\" \
    fill=\"SHOW_ALL\" hideFirstPageNum=\"0\" hideFirstEmptyLine=\"0\" showLineNumber=\"0\"/>\
    <hp:lineNumberShape restartType=\"0\" countBy=\"0\" distance=\"0\" startNumber=\"0\"/>\
    <hp:pagePr landscape=\"WIDELY\" width=\"59528\" height=\"84186\" gutterType=\"LEFT_ONLY\">\
    <hp:margin header=\"4252\" footer=\"4252\" gutter=\"0\" left=\"8504\" right=\"8504\" top=\"5668\" bottom=\"4252\"/>\
    </hp:pagePr><hp:footNotePr><hp:autoNumFormat type=\"DIGIT\" userChar=\"\" prefixChar=\"\" suffixChar=\")\" \
    supscript=\"0\"/><hp:noteLine length=\"-1\" type=\"SOLID\" width=\"0.12 mm\" color=\"#000000\"/>\
    <hp:noteSpacing betweenNotes=\"283\" belowLine=\"567\" aboveLine=\"850\"/>\
    <hp:numbering type=\"CONTINUOUS\" newNum=\"1\"/><hp:placement place=\"EACH_COLUMN\" beneathText=\"0\"/>\
    </hp:footNotePr><hp:endNotePr><hp:autoNumFormat type=\"DIGIT\" userChar=\"\" prefixChar=\"\" suffixChar=\")\" \
    supscript=\"0\"/><hp:noteLine length=\"14692344\" type=\"SOLID\" width=\"0.12 mm\" color=\"#000000\"/>\
    <hp:noteSpacing betweenNotes=\"0\" belowLine=\"567\" aboveLine=\"850\"/>\
    <hp:numbering type=\"CONTINUOUS\" newNum=\"1\"/><hp:placement place=\"END_OF_DOCUMENT\" beneathText=\"0\"/>\
    </hp:endNotePr></hp:secPr><hp:ctrl><hp:colPr id=\"\" type=\"NEWSPAPER\" layout=\"LEFT\" colCount=\"1\" \
    sameSz=\"1\" sameGap=\"0\"/></hp:ctrl>";
