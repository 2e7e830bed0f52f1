//! What every page template can ask for: texts, addresses, sources, the zone.

use crate::assets;
use crate::display::Display;
use crate::i18n::I18n;
use crate::lang;
use crate::pages::{MENU, MenuItem};
use crate::session::Person;
use crate::visit::Visit;
use std::fmt::Write as _;
use std::sync::Arc;
use teukgu_domain::money::Won;
use teukgu_domain::provenance::Provenance;
use teukgu_domain::text::{Lang, Text};
use teukgu_domain::{Date, date};
use teukgu_office::ZoneView;

/// A step of the breadcrumb.
#[derive(Clone, Debug)]
pub(crate) struct Crumb {
    pub(crate) title: String,
    pub(crate) href: String,
}

/// A source as a link to its entry on the sources page.
#[derive(Clone, Debug)]
pub(crate) struct SourceLink {
    pub(crate) title: String,
    pub(crate) href: String,
}

/// The frame of a page; every template has one as `p`.
pub(crate) struct Page {
    pub(crate) lang: Lang,
    pub(crate) title: String,
    pub(crate) section: &'static str,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) crumbs: Vec<Crumb>,
    pub(crate) display: Display,
    pub(crate) view: Arc<ZoneView>,
    pub(crate) today: Date,
    /// The person that the page is for; none for a page that is the same for everybody.
    pub(crate) person: Option<Person>,
    texts: Arc<I18n>,
}

#[expect(
    clippy::unused_self,
    clippy::trivially_copy_pass_by_ref,
    clippy::needless_pass_by_value,
    reason = "templates call these on `p`, and hand in what they hold by reference"
)]
impl Page {
    pub(crate) fn new(visit: &Visit, section: &'static str, title: String) -> Self {
        Self {
            lang: visit.lang,
            title,
            section,
            path: visit.path.clone(),
            query: visit.query.clone(),
            crumbs: Vec::new(),
            display: visit.display,
            view: Arc::clone(&visit.view),
            today: visit.portal.office().today(),
            person: None,
            texts: Arc::clone(visit.portal.texts()),
        }
    }

    /// Makes the page one for a person.
    #[must_use]
    pub(crate) fn for_person(mut self, person: Person) -> Self {
        self.person = Some(person);
        self
    }

    /// Writes a path so that it can stand as one value in a query.
    pub(crate) fn encoded(text: &str) -> String {
        percent_encoded(text)
    }

    /// Adds a step above this page to the breadcrumb.
    #[must_use]
    pub(crate) fn under(mut self, title: impl Into<String>, path: &str) -> Self {
        let href = self.href(path);
        self.crumbs.push(Crumb { title: title.into(), href });
        self
    }

    /// Adds a step above this page by the key of its title.
    #[must_use]
    pub(crate) fn under_key(self, title_key: &str, path: &str) -> Self {
        let title = self.t(title_key);
        self.under(title, path)
    }

    /// Returns the text of a key.
    pub(crate) fn t(&self, key: &str) -> String {
        self.texts.text(self.lang, key, &[])
    }

    /// Returns the text of a key with one argument.
    pub(crate) fn t1(&self, key: &str, name: &str, value: impl ToString) -> String {
        self.texts.text(self.lang, key, &[(name, value.to_string())])
    }

    /// Returns the text of a key with two arguments, each a name and a value.
    pub(crate) fn t2(
        &self,
        key: &str,
        a: &str,
        a_value: impl ToString,
        b: &str,
        b_value: impl ToString,
    ) -> String {
        self.texts.text(self.lang, key, &[(a, a_value.to_string()), (b, b_value.to_string())])
    }

    /// Returns the wording of a text in the page's language.
    pub(crate) fn w<'a>(&self, text: &'a Text) -> &'a str {
        text.get(self.lang)
    }

    /// Returns the wording of a text that was made for this page, in its language.
    pub(crate) fn said(&self, text: Text) -> String {
        match self.lang {
            Lang::Ko => text.ko,
            Lang::En => text.en,
        }
    }

    /// Returns the address of a page in this language; `path` begins with a slash.
    pub(crate) fn href(&self, path: &str) -> String {
        lang::join(self.lang, path)
    }

    /// Returns this page's address in the other language.
    pub(crate) fn other_lang_href(&self) -> String {
        let other = self.lang.pick(Lang::En, Lang::Ko);
        let path = lang::join(other, &self.path);
        if self.query.is_empty() { path } else { format!("{path}?{}", self.query) }
    }

    /// Returns this page's own address.
    pub(crate) fn self_href(&self) -> String {
        let path = lang::join(self.lang, &self.path);
        if self.query.is_empty() { path } else { format!("{path}?{}", self.query) }
    }

    /// Returns the address of the display settings, which lead back to this page.
    pub(crate) fn display_href(&self) -> String {
        if self.path == "/display" {
            return self.self_href();
        }
        format!("{}?back={}", self.href("/display"), percent_encoded(&self.self_href()))
    }

    /// Returns the address of a built-in file, with its hash so that it can be kept for ever.
    pub(crate) fn asset(&self, name: &str) -> String {
        assets::href(name)
    }

    /// Returns true if the build has a web font.
    pub(crate) fn has_font(&self) -> bool {
        assets::built_in_parts().font
    }

    /// Returns the main menu.
    pub(crate) fn menu(&self) -> &'static [MenuItem] {
        MENU
    }

    /// Returns the sources of a fact as links.
    pub(crate) fn sources(&self, provenance: &Provenance) -> Vec<SourceLink> {
        let link = |id: &teukgu_domain::ids::SourceId| SourceLink {
            title: self
                .view
                .snapshot()
                .source(id)
                .map_or_else(|| id.to_string(), |source| self.w(&source.title).to_owned()),
            href: format!("{}#{id}", self.href("/sources")),
        };
        provenance.sources.iter().map(link).collect()
    }

    /// Writes money by its size in the page's language.
    pub(crate) fn money(&self, won: &Won) -> String {
        self.lang.pick(won.ko(), won.en())
    }

    /// Writes a day.
    pub(crate) fn day(&self, day: &Date) -> String {
        date::day(*day, self.lang)
    }

    /// Writes a day for machines.
    pub(crate) fn iso(&self, day: &Date) -> String {
        day.to_string()
    }

    /// Writes a whole number in groups of three.
    pub(crate) fn number(&self, n: &i64) -> String {
        crate::text::number(*n)
    }

    /// Writes an instant for people, as clocks in Korea show it, to the minute.
    pub(crate) fn moment(&self, at: &teukgu_domain::Timestamp) -> String {
        let local = crate::api::record::in_korea(*at);
        format!("{} {}", date::day(local.date(), self.lang), local.strftime("%H:%M"))
    }

    /// Returns true for a page in Korean.
    pub(crate) fn is_korean(&self) -> bool {
        self.lang == Lang::Ko
    }

    /// Writes a measured number of square metres, rounded to whole ones.
    pub(crate) fn area(&self, m2: f64) -> String {
        format!("{} m²", crate::text::number(crate::text::whole(m2)))
    }
}

/// Writes a text so that it can stand as one value in a query (RFC 3986: only unreserved characters stay).
fn percent_encoded(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut all, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            all.push(char::from(byte));
        } else {
            let _ = write!(all, "%{byte:02X}");
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_within_a_query_keeps_no_character_with_a_meaning() {
        assert_eq!(percent_encoded("/en/map"), "%2Fen%2Fmap");
        assert_eq!(percent_encoded("/a-b_c.d~e?q=1&r=%EC#x"), "%2Fa-b_c.d~e%3Fq%3D1%26r%3D%25EC%23x");
        assert_eq!(percent_encoded("특구 \"<>"), "%ED%8A%B9%EA%B5%AC%20%22%3C%3E");
    }
}
