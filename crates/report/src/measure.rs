//! How wide text is, and where its lines break.

use crate::error::PaperError;
use crate::fonts;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};
use std::collections::HashMap;
use unicode_linebreak::linebreaks;

/// A weight of the font.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Measures text; each character is looked up once.
pub(crate) struct Ruler {
    regular: FontRef<'static>,
    bold: FontRef<'static>,
    /// Advances in parts of the size.
    known: HashMap<(Weight, char), f32>,
}

impl Ruler {
    /// # Errors
    /// [`PaperError::Broken`] if a font of the program cannot be read.
    pub(crate) fn new() -> Result<Self, PaperError> {
        let read = |bytes: &'static [u8]| {
            FontRef::new(bytes)
                .map_err(|error| PaperError::Broken { form: "PDF", reason: format!("font: {error}") })
        };
        Ok(Self { regular: read(fonts::REGULAR)?, bold: read(fonts::BOLD)?, known: HashMap::new() })
    }

    /// Returns the width of a text without line ends.
    pub(crate) fn width(&mut self, weight: Weight, size: f32, text: &str) -> Result<f32, PaperError> {
        let mut width = 0.0;
        for character in text.chars() {
            width += self.advance(weight, character)? * size;
        }
        Ok(width)
    }

    fn advance(&mut self, weight: Weight, character: char) -> Result<f32, PaperError> {
        if let Some(known) = self.known.get(&(weight, character)) {
            return Ok(*known);
        }
        let font = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        let glyph = font.charmap().map(character).ok_or(PaperError::NoGlyph { character })?;
        let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        let advance = metrics.advance_width(glyph).unwrap_or(1.0);
        self.known.insert((weight, character), advance);
        Ok(advance)
    }

    /// Breaks a text into lines that fit a width; a word that is too long is broken where it has to be.
    pub(crate) fn lines(
        &mut self,
        weight: Weight,
        size: f32,
        text: &str,
        most: f32,
    ) -> Result<Vec<String>, PaperError> {
        let mut lines = Vec::new();
        for paragraph in text.split('\n') {
            self.break_one(weight, size, paragraph, most, &mut lines)?;
        }
        Ok(lines)
    }

    fn break_one(
        &mut self,
        weight: Weight,
        size: f32,
        text: &str,
        most: f32,
        lines: &mut Vec<String>,
    ) -> Result<(), PaperError> {
        let (mut line, mut width, mut begin) = (String::new(), 0.0, 0);
        for (end, _) in linebreaks(text) {
            let word = text.get(begin..end).unwrap_or_default();
            begin = end;
            let own = self.width(weight, size, word.trim_end())?;
            if width + own > most && !line.is_empty() {
                lines.push(line.trim_end().to_owned());
                (line, width) = (String::new(), 0.0);
            }
            if own > most {
                self.break_word(weight, size, word, most, (&mut line, &mut width), lines)?;
                continue;
            }
            line.push_str(word);
            width += self.width(weight, size, word)?;
        }
        lines.push(line.trim_end().to_owned());
        Ok(())
    }

    fn break_word(
        &mut self,
        weight: Weight,
        size: f32,
        word: &str,
        most: f32,
        (line, width): (&mut String, &mut f32),
        lines: &mut Vec<String>,
    ) -> Result<(), PaperError> {
        for character in word.chars() {
            let own = self.advance(weight, character)? * size;
            if *width + own > most && !line.is_empty() {
                lines.push(std::mem::take(line));
                *width = 0.0;
            }
            line.push(character);
            *width += own;
        }
        Ok(())
    }
}
