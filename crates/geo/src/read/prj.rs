//! The coordinate system of a `.prj` file (WKT), by its code or by its parameters.

use crate::fault::FaultKind;
use std::iter::Peekable;
use std::str::Chars;
use teukgu_domain::boundary::Crs;

/// Nothing useful nests deeper.
const DEEPEST: usize = 32;

/// A keyword with its bracketed arguments.
#[derive(Debug, Default)]
struct Node {
    keyword: String,
    words: Vec<String>,
    children: Vec<Node>,
}

impl Node {
    /// Finds the first node of a keyword, this one included.
    fn find(&self, keywords: &[&str]) -> Option<&Self> {
        if keywords.contains(&self.keyword.as_str()) {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(keywords))
    }

    /// Returns a parameter of the projection.
    fn parameter(&self, name: &str) -> Option<f64> {
        if self.keyword == "PARAMETER" && self.words.first().is_some_and(|word| plain(word) == name) {
            return self.words.get(1)?.parse().ok();
        }
        self.children.iter().find_map(|child| child.parameter(name))
    }

    fn name(&self) -> String {
        self.words.first().cloned().unwrap_or_default()
    }

    /// Returns the EPSG code that the node states for itself.
    fn code(&self) -> Option<Crs> {
        let stated =
            self.children.iter().find(|child| matches!(child.keyword.as_str(), "AUTHORITY" | "ID"))?;
        let is_epsg = stated.words.first().is_some_and(|word| word.eq_ignore_ascii_case("EPSG"));
        stated.words.get(1).filter(|_| is_epsg).and_then(|code| Crs::parse(code).ok())
    }
}

/// Recognises the system of a `.prj` text.
pub(crate) fn recognise(text: &str) -> Result<Crs, FaultKind> {
    let unknown = |name: String| FaultKind::UnknownCrs(name);
    let root = parse(text).ok_or_else(|| unknown(text.trim().chars().take(60).collect()))?;
    let flattening = root.find(&["SPHEROID", "ELLIPSOID"]);
    let radius: f64 = flattening.and_then(|node| node.words.get(1)?.parse().ok()).unwrap_or(0.0);
    if (radius - 6_377_397.155).abs() < 1.0 || matches!(root.code(), Some(Crs::Epsg5174)) {
        return Err(FaultKind::Bessel(root.name()));
    }
    let found = root.code().or_else(|| by_parameters(&root)).filter(|_| (radius - 6_378_137.0).abs() < 1.0);
    found.ok_or_else(|| unknown(root.name()))
}

/// Recognises a system by what it does, for files that state no code.
fn by_parameters(root: &Node) -> Option<Crs> {
    if matches!(root.keyword.as_str(), "GEOGCS" | "GEOGCRS") {
        let datum = plain(&root.find(&["DATUM", "ENSEMBLE"])?.name());
        let is_modern =
            ["wgs_1984", "wgs_84", "korea_2000", "korean_datum_2002", "geocentric_datum_of_korea"];
        return is_modern.iter().any(|name| datum.contains(name)).then_some(Crs::Epsg4326);
    }
    let projection = plain(&root.find(&["PROJECTION", "METHOD"])?.name());
    if projection.contains("mercator") && projection.contains("auxiliary") || projection.contains("pseudo") {
        return Some(Crs::Epsg3857);
    }
    if !projection.starts_with("transverse_mercator") {
        return None;
    }
    let first = |names: &[&str]| names.iter().find_map(|name| root.parameter(name));
    let stated = [
        first(&["central_meridian", "longitude_of_natural_origin", "longitude_of_origin"])?,
        first(&["latitude_of_origin", "latitude_of_natural_origin"])?,
        first(&["scale_factor", "scale_factor_at_natural_origin"])?,
        first(&["false_easting"])?,
        first(&["false_northing"])?,
    ];
    let known = [
        (Crs::Epsg5186, [127.0, 38.0, 1.0, 200_000.0, 600_000.0]),
        (Crs::Epsg5181, [127.0, 38.0, 1.0, 200_000.0, 500_000.0]),
        (Crs::Epsg5187, [129.0, 38.0, 1.0, 200_000.0, 600_000.0]),
        (Crs::Epsg5179, [127.5, 38.0, 0.9996, 1_000_000.0, 2_000_000.0]),
    ];
    let same = |(_, values): &&(Crs, [f64; 5])| stated.iter().zip(values).all(|(a, b)| (a - b).abs() < 1e-7);
    known.iter().find(same).map(|&(crs, _)| crs)
}

/// Returns a name in lower case with `_` for blanks.
fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

fn parse(text: &str) -> Option<Node> {
    let text = text.trim_start_matches('\u{feff}').trim();
    node(&mut text.chars().peekable(), 0).filter(|root| !root.keyword.is_empty() && !root.words.is_empty())
}

fn node(rest: &mut Peekable<Chars<'_>>, depth: usize) -> Option<Node> {
    let mut node = Node { keyword: word(rest).to_ascii_uppercase(), ..Node::default() };
    if depth > DEEPEST || !matches!(rest.next(), Some('[' | '(')) {
        return None;
    }
    loop {
        skip_blanks(rest);
        match rest.peek()? {
            ']' | ')' => {
                rest.next();
                return Some(node);
            }
            ',' => {
                rest.next();
            }
            '"' => {
                rest.next();
                node.words.push(quoted(rest)?);
            }
            _ => argument(rest, depth, &mut node)?,
        }
    }
}

/// Reads a number, a bare word or a nested node.
fn argument(rest: &mut Peekable<Chars<'_>>, depth: usize, into: &mut Node) -> Option<()> {
    let mut ahead = rest.clone();
    let word = word(&mut ahead);
    if matches!(ahead.peek(), Some('[' | '(')) {
        into.children.push(node(rest, depth + 1)?);
    } else if word.is_empty() {
        return None;
    } else {
        into.words.push(word);
        *rest = ahead;
    }
    Some(())
}

fn word(rest: &mut Peekable<Chars<'_>>) -> String {
    skip_blanks(rest);
    let mut word = String::new();
    while let Some(c) = rest.next_if(|c| !c.is_whitespace() && !"[](),\"".contains(*c)) {
        word.push(c);
    }
    skip_blanks(rest);
    word
}

fn quoted(rest: &mut Peekable<Chars<'_>>) -> Option<String> {
    let mut text = String::new();
    loop {
        match rest.next()? {
            '"' if rest.next_if_eq(&'"').is_none() => return Some(text),
            c => text.push(c),
        }
    }
}

fn skip_blanks(rest: &mut Peekable<Chars<'_>>) {
    while rest.next_if(|c| c.is_whitespace()).is_some() {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn projected(name: &str, sphere: &str, values: [&str; 5]) -> String {
        let [lon, lat, scale, east, north] = values;
        format!(
            "PROJCS[\"{name}\",GEOGCS[\"GCS\",DATUM[\"D\",SPHEROID[{sphere}]],PRIMEM[\"Greenwich\",0.0],\
             UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],\
             PARAMETER[\"False_Easting\",{east}],PARAMETER[\"False_Northing\",{north}],\
             PARAMETER[\"Central_Meridian\",{lon}],PARAMETER[\"Scale_Factor\",{scale}],\
             PARAMETER[\"Latitude_Of_Origin\",{lat}],UNIT[\"Meter\",1.0]]"
        )
    }

    const GRS80: &str = "\"GRS_1980\",6378137.0,298.257222101";

    #[test]
    fn systems_are_known_by_what_they_do() {
        let cases = [
            (["127.0", "38.0", "1.0", "200000.0", "600000.0"], Crs::Epsg5186),
            (["127", "38", "1", "200000", "500000"], Crs::Epsg5181),
            (["129.0", "38.0", "1.0", "200000.0", "600000.0"], Crs::Epsg5187),
            (["127.5", "38.0", "0.9996", "1000000.0", "2000000.0"], Crs::Epsg5179),
        ];
        for (values, crs) in cases {
            assert_eq!(recognise(&projected("any name", GRS80, values)), Ok(crs));
        }
        let jeju = ["127.0", "38.0", "1.0", "200000.0", "550000.0"];
        assert_eq!(recognise(&projected("Jeju", GRS80, jeju)), Err(FaultKind::UnknownCrs("Jeju".to_owned())));
    }

    #[test]
    fn the_old_datum_asks_for_an_explicit_system() {
        let bessel = projected(
            "Korean_1985",
            "\"Bessel_1841\",6377397.155,299.1528128",
            ["127.0028902777778", "38", "1", "200000", "500000"],
        );
        assert_eq!(recognise(&bessel), Err(FaultKind::Bessel("Korean_1985".to_owned())));
    }

    #[test]
    fn degrees_and_web_mercator_are_known() {
        let degrees = "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";
        assert_eq!(recognise(degrees), Ok(Crs::Epsg4326));
        assert_eq!(recognise(&degrees.replace("WGS_1984", "Korea_2000")), Ok(Crs::Epsg4326));
        let web = format!(
            "PROJCS[\"WGS_1984_Web_Mercator_Auxiliary_Sphere\",{degrees},PROJECTION[\"Mercator_Auxiliary_Sphere\"],PARAMETER[\"False_Easting\",0.0]]"
        );
        assert_eq!(recognise(&web), Ok(Crs::Epsg3857));
    }

    #[test]
    fn a_code_is_taken_at_its_word_in_both_dialects() {
        let old = "PROJCS[\"x\", GEOGCS[\"y\", DATUM[\"z\", SPHEROID[\"GRS 1980\", 6378137, 298.25, AUTHORITY[\"EPSG\",\"7019\"]]], AUTHORITY[\"EPSG\",\"4737\"]], AUTHORITY[\"EPSG\",\"5179\"]]";
        assert_eq!(recognise(old), Ok(Crs::Epsg5179));
        let new = "PROJCRS[\"x\", BASEGEOGCRS[\"y\", DATUM[\"z\", ELLIPSOID[\"GRS 1980\", 6378137, 298.25]]], ID[\"EPSG\", 5187]]";
        assert_eq!(recognise(new), Ok(Crs::Epsg5187));
    }

    #[test]
    fn what_is_no_definition_is_unknown() {
        for text in ["", "EPSG", "PROJCS[", "PROJCS[\"x\"", "[[[[", &"A[".repeat(10_000)] {
            assert!(matches!(recognise(text), Err(FaultKind::UnknownCrs(_))), "{text:.20}");
        }
    }
}
