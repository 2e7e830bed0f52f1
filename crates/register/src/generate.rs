//! A made-up register of establishments (합성 사업체 등록부) of any size: row `i` depends on the seed and on `i` alone.
//!
//! How many establishments a sigungu and a section have follows published and estimated totals; where in a sigungu, which
//! class, how large and how old is drawn evenly or by shares that are written here. None of the establishments is real,
//! and each says so in its name. Some rows are wrong on purpose, at fixed rates:
//!
//! | of 10,000 rows | what is wrong |
//! | --- | --- |
//! | 20 | no coordinates |
//! | 5 | both coordinates are zero |
//! | 10 | longitude and latitude have changed places |
//! | 3 | coordinates in metres of EPSG:5186 |
//! | 2 | a place outside of Korea |
//! | 5 | an industry code that revision 9 has and revision 10 does not |

mod draws;
mod tables;

use crate::kind::Kind;
use draws::Draws;
use jiff::civil::{Date, date};
use std::fmt::Write as _;
use std::ops::Range;
use tables::{Area, Weighted};
use teukgu_codes::ksic::Ksic;
use teukgu_domain::boundary::Crs;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::Spot;
use teukgu_geo::crs::Projector;

/// The columns of the register, in the order of [`Generator::write_csv`].
pub const HEAD: &str = "est_id,name,ksic10,section,sgg,lon,lat,employees,size_class,org_type,founded,venture,\
                        research_lab,revenue_krw,status";

/// What each name begins with.
pub const NAME_PREFIX: &str = "합성사업체";

/// Classes of revision 9 that revision 10 gave up.
const OLD_CLASSES: [&str; 6] = ["10798", "11113", "13310", "14201", "22240", "23213"];

/// Size classes with their share in 100,000 establishments and the number of people in them.
///
/// The share of the smallest is published for 2020; the others were chosen to give about 4.1 people an establishment
/// (`size_share.model` in `data/register/national_totals.json`).
const SIZES: [(&str, u64, Range<u64>); 8] = [
    ("1-4", 86_400, 1..5),
    ("5-9", 7_800, 5..10),
    ("10-19", 3_000, 10..20),
    ("20-49", 1_850, 20..50),
    ("50-99", 620, 50..100),
    ("100-299", 260, 100..300),
    ("300-999", 58, 300..1_000),
    ("1000+", 12, 1_000..5_000),
];

/// Forms of organisation with their share in 1,000 establishments.
const FORMS: [(&str, u64); 5] = [
    ("개인사업체", 785),
    ("회사법인", 166),
    ("회사이외법인", 24),
    ("비법인단체", 19),
    ("국가·지방자치단체", 6),
];

/// States with their share in 1,000 establishments.
const STATES: [(&str, u64); 3] = [("영업", 932), ("폐업", 48), ("휴업", 20)];

/// The day before which establishments were founded.
const LAST_FOUNDED: Date = date(2024, 12, 31);

/// What a register is made from, as texts that the caller read.
#[derive(Clone, Copy, Debug)]
pub struct Recipe<'a> {
    /// Establishments by sigungu: CSV with `sgg` and `establishments_est_2023`.
    pub municipalities: &'a str,
    /// Establishments by section: CSV with `section` and `establishments_2023`.
    pub sections: &'a str,
    /// Boxes within each sigungu: CSV with `sgg`, `west`, `south`, `east`, `north` in degrees.
    pub places: &'a str,
    /// Industries, of which the classes of the current revision are drawn.
    pub ksic: &'a Ksic,
}

/// Makes rows of a register.
#[derive(Clone, Debug)]
pub struct Generator {
    municipalities: Weighted<(String, Vec<Area>)>,
    sections: Weighted<(String, Vec<String>)>,
    old_classes: Vec<&'static str>,
    to_metres: Projector,
}

/// An establishment (사업체) that does not exist.
#[doc(alias = "사업체")]
#[derive(Clone, Debug, PartialEq)]
pub struct Establishment {
    /// Id: `E` and the number of the row from 1.
    pub id: String,
    /// Name, which begins with [`NAME_PREFIX`].
    pub name: String,
    /// Class of the industry classification, five digits.
    pub industry: String,
    /// Letter of the section.
    pub section: String,
    /// Sigungu code, five digits.
    pub municipality: String,
    /// Longitude in degrees, as the register has it: some are wrong.
    pub lon: Option<f64>,
    /// Latitude in degrees, as the register has it.
    pub lat: Option<f64>,
    /// People who work there.
    pub employees: u64,
    /// Size class, such as `5-9`.
    pub size_class: &'static str,
    /// Form of organisation.
    pub form: &'static str,
    /// Day on which it was founded.
    pub founded: Date,
    /// True if it is confirmed as a venture firm.
    pub venture: bool,
    /// True if it has a research laboratory.
    pub research_lab: bool,
    /// Revenue of a year in won.
    pub revenue_won: u64,
    /// Whether it is open: 영업, 휴업 or 폐업.
    pub status: &'static str,
}

impl Generator {
    /// Takes the texts of a recipe.
    ///
    /// # Errors
    /// Every [`Fault`] of the tables: a column is missing, a number is none, a sigungu has no box, a section no class.
    pub fn new(recipe: &Recipe<'_>) -> Result<Self, Vec<Fault>> {
        let (mut faults, places) = (Vec::new(), tables::places(recipe.places));
        let places = places.unwrap_or_else(|found| {
            faults.extend(found);
            std::collections::BTreeMap::default()
        });
        let areas = |code: &str| places.get(code).cloned().unwrap_or_default();
        let municipalities = tables::weighted(
            "sgg_weights.csv",
            recipe.municipalities,
            ["sgg", "establishments_est_2023"],
            areas,
        );
        let classes = |section: &str| classes(recipe.ksic, section);
        let sections = tables::weighted(
            "section_weights.csv",
            recipe.sections,
            ["section", "establishments_2023"],
            classes,
        );
        let is_old = |code: &&str| recipe.ksic.other_revision(code).is_some();
        let old_classes = OLD_CLASSES.into_iter().filter(is_old).collect();
        match (municipalities, sections, Projector::new(Crs::Epsg4326, Crs::Epsg5186, None)) {
            (Ok(municipalities), Ok(sections), Ok(to_metres)) if faults.is_empty() => {
                Ok(Self { municipalities, sections, old_classes, to_metres })
            }
            (municipalities, sections, to_metres) => {
                faults.extend(municipalities.err().into_iter().chain(sections.err()).flatten());
                faults.extend(to_metres.err().map(|error| no_system(&error.to_string())));
                Err(faults)
            }
        }
    }

    /// Returns a row; it depends on the seed and its number alone.
    pub fn row(&self, seed: u64, number: u64) -> Establishment {
        let mut draws = Draws::new(seed, number);
        let (municipality, areas) = self.municipalities.draw(&mut draws);
        let (section, classes) = self.sections.draw(&mut draws);
        let place = tables::point(draws.pick(areas), &mut draws);
        let (lon, lat) = self.spoilt(place, &mut draws).unzip();
        let old = draws.chance(5, 10_000).then(|| draws.pick(&self.old_classes)).flatten();
        let class = draws.pick(classes);
        let (size_class, employees) = size(&mut draws);
        Establishment {
            id: format!("E{:08}", number.saturating_add(1)),
            name: format!("{NAME_PREFIX} {:08}", number.saturating_add(1)),
            industry: old.map_or_else(|| class.cloned().unwrap_or_default(), |code| (*code).to_owned()),
            section: section.clone(),
            municipality: municipality.clone(),
            lon,
            lat,
            employees,
            size_class,
            form: draws.share(&FORMS),
            founded: founded(&mut draws),
            venture: draws.chance(76, 10_000),
            research_lab: draws.chance(92, 10_000),
            revenue_won: employees * (5_000 + draws.below(195_000)) * 1_000,
            status: draws.share(&STATES),
        }
    }

    /// Appends rows as CSV, without the line of [`HEAD`].
    pub fn write_csv(&self, seed: u64, rows: Range<u64>, out: &mut String) {
        for number in rows {
            self.row(seed, number).write_csv(out);
        }
    }

    /// Returns the coordinates of a place as the register has them.
    fn spoilt(&self, (lon, lat): (f64, f64), draws: &mut Draws) -> Option<(f64, f64)> {
        match draws.below(10_000) {
            0..20 => None,
            20..25 => Some((0.0, 0.0)),
            25..35 => Some((lat, lon)),
            35..38 => self.to_metres.project((lon, lat)).ok(),
            38..40 => Some((lon + 12.0, lat)),
            _ => Some((lon, lat)),
        }
    }
}

impl Establishment {
    /// Appends it as a line of CSV.
    pub fn write_csv(&self, out: &mut String) {
        let Self { id, name, industry, section, municipality, lon, lat, employees, .. } = self;
        let Self { size_class, form, founded, venture, research_lab, revenue_won, status, .. } = self;
        let [lon, lat] =
            [lon, lat].map(|degrees| degrees.map(|degrees| format!("{degrees:.6}")).unwrap_or_default());
        let [venture, research_lab] = [venture, research_lab].map(|flag| u8::from(*flag));
        let _ = writeln!(
            out,
            "{id},{name},{industry},{section},{municipality},{lon},{lat},{employees},{size_class},{form},{founded},\
             {venture},{research_lab},{revenue_won},{status}"
        );
    }
}

fn no_system(why: &str) -> Fault {
    let (ko, en) = ("EPSG:5186으로 바꿀 수 없음".to_owned(), why.to_owned());
    Kind::Table { table: "places.csv".to_owned(), ko, en }.at("places.csv", Spot::START)
}

fn classes(ksic: &Ksic, section: &str) -> Vec<String> {
    let of_section = ksic.classes().into_iter().filter(|industry| industry.section == section);
    of_section.map(|industry| industry.code.clone()).collect()
}

fn size(draws: &mut Draws) -> (&'static str, u64) {
    let shares = SIZES.map(|(class, share, _)| (class, share));
    let class = draws.share(&shares);
    let people = SIZES.into_iter().find(|(known, ..)| *known == class).map_or(1..2, |(.., people)| people);
    // The smaller of two numbers: small ones are more frequent within a class, too.
    let width = people.end - people.start;
    (class, people.start + draws.below(width).min(draws.below(width)))
}

fn founded(draws: &mut Draws) -> Date {
    /// Days within which establishments were founded: thirty years.
    const DAYS: u64 = 10_957;
    let days = i64::try_from(draws.below(DAYS).min(draws.below(DAYS))).unwrap_or_default();
    LAST_FOUNDED.saturating_sub(jiff::Span::new().days(days))
}
