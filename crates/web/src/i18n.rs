//! Texts of the portal in Korean and English, from Fluent files in `assets/i18n`.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use std::fmt::Write as _;
use teukgu_domain::text::Lang;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../assets/i18n"]
#[include = "*.ftl"]
struct Files;

/// Says that a text file of the build is broken; a test reads them all, so a release cannot have one.
#[derive(Debug, thiserror::Error)]
#[error("the text file `{file}` cannot be read: {reason}")]
pub struct TextFileError {
    file: String,
    reason: String,
}

/// Texts by key in both languages.
pub(crate) struct I18n {
    ko: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
}

impl I18n {
    /// Reads the texts that were built in.
    ///
    /// # Errors
    /// [`TextFileError`] if a file has a syntax error or a key stands twice.
    pub(crate) fn load() -> Result<Self, TextFileError> {
        Ok(Self { ko: bundle(Lang::Ko)?, en: bundle(Lang::En)? })
    }

    /// Returns the text of a key; a key without text shows itself, so a gap is seen at once.
    pub(crate) fn text(&self, lang: Lang, key: &str, args: &[(&str, String)]) -> String {
        let bundle = match lang {
            Lang::Ko => &self.ko,
            Lang::En => &self.en,
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return format!("[{key}]");
        };
        let args: FluentArgs<'_> =
            args.iter().map(|(name, value)| (*name, FluentValue::from(value.as_str()))).collect();
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }
}

fn bundle(lang: Lang) -> Result<FluentBundle<FluentResource>, TextFileError> {
    let mut bundle = FluentBundle::new_concurrent(vec![lang.tag().parse().unwrap_or_default()]);
    // Marks around arguments would end up in copied text and in screen readers.
    bundle.set_use_isolating(false);
    let prefix = format!("{}/", lang.tag());
    let mut files: Vec<_> = Files::iter().filter(|file| file.starts_with(&prefix)).collect();
    files.sort();
    for file in files {
        let fail = |reason: String| TextFileError { file: file.to_string(), reason };
        let bytes = Files::get(&file).ok_or_else(|| fail("gone".to_owned()))?.data;
        let text = String::from_utf8(bytes.into_owned()).map_err(|error| fail(error.to_string()))?;
        let resource = FluentResource::try_new(text).map_err(|(_, errors)| fail(listed(&errors)))?;
        bundle.add_resource(resource).map_err(|errors| fail(listed(&errors)))?;
    }
    Ok(bundle)
}

fn listed<E: std::fmt::Display>(errors: &[E]) -> String {
    errors.iter().fold(String::new(), |mut all, error| {
        let _ = write!(all, "{error}; ");
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_file_is_sound_and_a_missing_key_shows_itself() {
        let texts = I18n::load().unwrap();
        assert_eq!(texts.text(Lang::Ko, "no-such-key", &[]), "[no-such-key]");
        assert_ne!(texts.text(Lang::Ko, "menu-zone", &[]), "[menu-zone]");
        assert_ne!(texts.text(Lang::En, "menu-zone", &[]), "[menu-zone]");
    }
}
