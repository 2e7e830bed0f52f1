//! Display settings (글자·화면 표시 설정): contrast and text size, kept in cookies so that the server renders them.

use crate::cookies;
use axum::http::HeaderMap;

/// How a visitor wants to see the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Display {
    pub(crate) mode: Mode,
    pub(crate) size: Size,
}

/// Contrast of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Mode {
    /// As designed.
    #[default]
    Normal,
    /// High contrast (선명한 화면).
    HighContrast,
    /// High contrast if the device asks for dark colours.
    Theme,
}

/// Text size, 1 (small) to 5 (largest); 2 is the usual one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Size(u8);

impl Default for Size {
    fn default() -> Self {
        Self(2)
    }
}

pub(crate) const MODE_COOKIE: &str = "teukgu-mode";
pub(crate) const SIZE_COOKIE: &str = "teukgu-size";
/// How long the cookies are kept, in seconds: a year.
pub(crate) const KEPT_SECONDS: u32 = 31_536_000;

impl Mode {
    pub(crate) const ALL: [Self; 3] = [Self::Normal, Self::HighContrast, Self::Theme];

    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::HighContrast => "high-contrast",
            Self::Theme => "theme",
        }
    }

    pub(crate) fn find_by_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.key() == key)
    }
}

impl Size {
    pub(crate) const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    pub(crate) const fn number(self) -> u8 {
        self.0
    }

    pub(crate) fn find_by_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.0.to_string() == key)
    }
}

impl Display {
    /// Reads the settings from the cookies of a request; anything unknown is as if it were not there.
    pub(crate) fn from_headers(headers: &HeaderMap) -> Self {
        let find = |name: &str| cookies::find(headers, name);
        Self {
            mode: find(MODE_COOKIE).and_then(Mode::find_by_key).unwrap_or_default(),
            size: find(SIZE_COOKIE).and_then(Size::find_by_key).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_from_cookies_and_nonsense_is_ignored() {
        let read = |cookie: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("cookie", cookie.parse().unwrap());
            Display::from_headers(&headers)
        };
        assert_eq!(
            read("a=b; teukgu-mode=high-contrast; teukgu-size=4"),
            Display { mode: Mode::HighContrast, size: Size(4) }
        );
        assert_eq!(read("teukgu-mode=<script>; teukgu-size=9"), Display::default());
    }
}
