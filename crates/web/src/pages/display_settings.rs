//! `GET /display`: the form of the display settings (글자·화면 표시 설정).

use crate::display::{Mode, Size};
use crate::error::{PageResult, render};
use crate::lang;
use crate::page::Page;
use crate::settings::safe_return;
use crate::visit::Visit;
use askama::Template;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use serde::Deserialize;
use teukgu_domain::text::Lang;

/// Keys of the names of the text sizes, in the order of [`Size::ALL`].
const SIZE_TITLES: [&str; 5] =
    ["display-size-1", "display-size-2", "display-size-3", "display-size-4", "display-size-5"];

#[derive(Template)]
#[template(path = "display.html", whitespace = "minimize")]
struct DisplaySettings {
    p: Page,
    modes: Vec<ModeChoice>,
    sizes: Vec<SizeChoice>,
    /// Address of this site to go back to.
    back: String,
}

struct ModeChoice {
    key: &'static str,
    title: &'static str,
    hint: &'static str,
    chosen: bool,
}

struct SizeChoice {
    number: u8,
    title: &'static str,
    chosen: bool,
}

/// Where the visitor came from.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    back: String,
}

pub(crate) async fn show(visit: Visit, asked: Result<Query<Asked>, QueryRejection>) -> PageResult {
    let p = visit.page("", "display-settings");
    let asked = asked.map(|Query(asked)| asked.back).unwrap_or_default();
    let template = DisplaySettings { back: back(p.lang, &asked), modes: modes(&p), sizes: sizes(&p), p };
    render(&template, &template.p)
}

/// Returns where to go back to; a visitor who changed the language of the form goes back in the new one.
fn back(language: Lang, asked: &str) -> String {
    let (_, path) = lang::split(safe_return(asked));
    lang::join(language, safe_return(path))
}

fn modes(p: &Page) -> Vec<ModeChoice> {
    let choice = |mode: Mode| {
        let (title, hint) = match mode {
            Mode::Normal => ("display-mode-normal", "display-mode-normal-hint"),
            Mode::HighContrast => ("display-mode-high-contrast", "display-mode-high-contrast-hint"),
            Mode::Theme => ("display-mode-theme", "display-mode-theme-hint"),
        };
        ModeChoice { key: mode.key(), title, hint, chosen: mode == p.display.mode }
    };
    Mode::ALL.into_iter().map(choice).collect()
}

fn sizes(p: &Page) -> Vec<SizeChoice> {
    let choice = |(size, title): (Size, &'static str)| SizeChoice {
        number: size.number(),
        title,
        chosen: size == p.display.size,
    };
    Size::ALL.into_iter().zip(SIZE_TITLES).map(choice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_speaks_the_language_of_the_form() {
        assert_eq!(back(Lang::En, "/map?x=1"), "/en/map?x=1");
        assert_eq!(back(Lang::Ko, "/en/map"), "/map");
        assert_eq!(back(Lang::Ko, ""), "/");
        assert_eq!(back(Lang::En, ""), "/en/");
    }

    #[test]
    fn the_way_back_never_leads_to_another_site() {
        for asked in [
            "//example.org",
            "/en//example.org",
            "https://example.org",
            "javascript:alert(1)",
            "/\t/example.org",
        ] {
            assert_eq!(back(Lang::Ko, asked), "/", "{asked}");
        }
    }
}
