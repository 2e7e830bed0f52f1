//! A paper as PDF: tagged for screen readers (PDF/UA-1), the fonts within, the same bytes each time.

use crate::error::PaperError;
use crate::fonts;
use crate::layout::{HEIGHT, Laid, Line, Node, Part, Rule, WIDTH, lay};
use crate::measure::Weight;
use crate::paper::Paper;
use krilla::Document;
use krilla::SerializeSettings;
use krilla::color::luma;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node as TagNode, SpanTag,
    TableHeaderScope, Tag, TagGroup, TagTree,
};
use krilla::text::{Font, TextDirection};
use std::num::NonZeroU16;

/// Writes a paper as PDF.
///
/// # Errors
/// [`PaperError`] if a character has no glyph, a table is ragged, or the paper is too long.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    let paper = paper.plain();
    let laid = lay(&paper)?;
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = configuration.map_err(|error| broken(format!("{error:?}")))?;
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let press = Press { regular: font(fonts::REGULAR)?, bold: font(fonts::BOLD)? };
    let mut leaves: Vec<Vec<Identifier>> = vec![Vec::new(); laid.parts.len()];
    for page in &laid.pages {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| broken("page size".to_owned()))?;
        let mut sheet = document.start_page_with(settings);
        let mut surface = sheet.surface();
        page.rules.iter().for_each(|rule| draw_rule(&mut surface, *rule));
        page.lines.iter().for_each(|line| press.draw(&mut surface, line, &mut leaves));
        surface.finish();
        sheet.finish();
    }
    document.set_tag_tree(tree(&laid, &leaves, &paper));
    document.set_outline(outline(&paper));
    document.set_metadata(metadata(&paper));
    document.finish().map_err(|error| broken(format!("{error:?}")))
}

fn broken(reason: String) -> PaperError {
    PaperError::Broken { form: "PDF", reason }
}

fn font(bytes: &'static [u8]) -> Result<Font, PaperError> {
    Font::new(bytes.into(), 0).ok_or_else(|| broken("a font cannot be read".to_owned()))
}

struct Press {
    regular: Font,
    bold: Font,
}

impl Press {
    fn draw(&self, surface: &mut Surface<'_>, line: &Line, leaves: &mut [Vec<Identifier>]) {
        let tag = match line.part {
            Some(_) => ContentTag::Span(SpanTag::empty()),
            None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)),
        };
        let identifier = surface.start_tagged(tag);
        surface.set_fill(Some(black(20)));
        let font = match line.weight {
            Weight::Regular => self.regular.clone(),
            Weight::Bold => self.bold.clone(),
        };
        let at = Point::from_xy(line.x, line.y);
        surface.draw_text(at, font, line.size, &line.text, false, TextDirection::LeftToRight);
        surface.end_tagged();
        if let Some(leaf) = line.part.and_then(|part| leaves.get_mut(part)) {
            leaf.push(identifier);
        }
    }
}

fn black(grey: u8) -> Fill {
    Fill { paint: luma::Color::new(grey).into(), ..Fill::default() }
}

fn draw_rule(surface: &mut Surface<'_>, rule: Rule) {
    let Some(shape) = Rect::from_xywh(rule.x, rule.y, rule.width, rule.height) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(shape);
    let Some(path) = path.finish() else { return };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)));
    surface.set_fill(Some(black(rule.grey)));
    surface.draw_path(&path);
    surface.end_tagged();
}

/// Says what each line is part of, in reading order.
fn tree(laid: &Laid, leaves: &[Vec<Identifier>], paper: &Paper) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(paper.lang.tag().to_owned()));
    for node in &laid.tree {
        let leaf = |part: usize| group(&laid.parts[part], &leaves[part], paper);
        match node {
            Node::Leaf(part) => tree.push(leaf(*part)),
            Node::List(items) => {
                let items: Vec<TagNode> = items.iter().map(|part| leaf(*part).into()).collect();
                tree.push(TagGroup::with_children(Tag::L(ListNumbering::Disc), items));
            }
            Node::Table(rows) => {
                let row = |parts: &Vec<usize>| {
                    let cells: Vec<TagNode> = parts.iter().map(|part| leaf(*part).into()).collect();
                    TagNode::from(TagGroup::with_children(Tag::TR, cells))
                };
                let rows: Vec<TagNode> = rows.iter().map(row).collect();
                tree.push(TagGroup::with_children(Tag::Table, rows));
            }
        }
    }
    tree
}

fn group(part: &Part, leaves: &[Identifier], paper: &Paper) -> TagGroup {
    let children = || leaves.iter().map(|leaf| TagNode::from(*leaf)).collect::<Vec<_>>();
    let level = |level| NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
    match part {
        Part::Title => TagGroup::with_children(Tag::Hn(level(1), Some(paper.title.clone())), children()),
        Part::Heading(text) => TagGroup::with_children(Tag::Hn(level(2), Some(text.clone())), children()),
        Part::Paragraph => TagGroup::with_children(Tag::P, children()),
        Part::Item => {
            let body = TagGroup::with_children(Tag::LBody, children());
            TagGroup::with_children(Tag::LI, vec![body.into()])
        }
        Part::Cell { is_head: true } => {
            TagGroup::with_children(Tag::TH(TableHeaderScope::Column), children())
        }
        Part::Cell { is_head: false } => TagGroup::with_children(Tag::TD, children()),
    }
}

fn outline(paper: &Paper) -> Outline {
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(paper.title.clone(), top));
    outline
}

fn metadata(paper: &Paper) -> Metadata {
    let year = u16::try_from(paper.dated.year()).unwrap_or_default();
    let [month, day] = [paper.dated.month(), paper.dated.day()].map(i8::unsigned_abs);
    Metadata::new()
        .title(paper.title.clone())
        .language(paper.lang.tag().to_owned())
        .authors(vec![paper.sender.office.clone()])
        .creator("teukgu".to_owned())
        .creation_date(DateTime::new(year).month(month).day(day))
        .document_id(paper.number.clone())
}
