//! The Korean messages, and what to do about each fault.

use super::{FaultKind, RepairKind};
use teukgu_domain::text::Text;

impl FaultKind {
    /// Returns the Korean message.
    pub fn ko(&self) -> String {
        self.ko_file().or_else(|| self.ko_place()).or_else(|| self.ko_ring()).unwrap_or_default()
    }

    /// Messages about a file as such.
    fn ko_file(&self) -> Option<String> {
        Some(match self {
            Self::Syntax(why) => format!("올바른 JSON이 아닙니다: {why}"),
            Self::NotGeoJson(why) => format!("GeoJSON이 아닙니다: {why}"),
            Self::Empty => "파일에 다각형이 없습니다".to_owned(),
            Self::NoGeometry => "이 객체에 도형이 없습니다".to_owned(),
            Self::NotPolygon(kind) => format!("`{kind}` 도형은 면이 아닙니다. 특구에는 다각형이 필요합니다"),
            Self::PartMissing => "객체에 `part` 값이 없습니다".to_owned(),
            Self::BadPartId(id) => {
                format!("`{id}` 값은 구역 기호로 쓸 수 없습니다. 영문자, 숫자, `-`, `_`, `.` 1~64자만 씁니다")
            }
            Self::DuplicatePart(id) => format!("구역 기호 `{id}` 값이 두 번 나옵니다"),
            Self::NotZip(why) => format!("zip 압축 파일이 아닙니다: {why}"),
            Self::MemberMissing(name) => format!("압축 파일에 `{name}` 파일이 없습니다"),
            Self::ManyLayers(count) => {
                format!("압축 파일에 셰이프파일이 {count}개 있어 어느 것인지 알 수 없습니다")
            }
            Self::TooLarge(limit) => format!("압축을 풀면 {limit}바이트를 넘습니다"),
            Self::BadShp(why) => format!("`.shp` 파일이 손상되었습니다: {why}"),
            Self::BadDbf(why) => format!("`.dbf` 파일이 손상되었습니다: {why}"),
            Self::BadEncoding { field, encoding } => {
                format!("`{field}` 항목의 글자가 {encoding} 부호가 아닙니다")
            }
            _ => return None,
        })
    }

    /// Messages about coordinates and their system.
    fn ko_place(&self) -> Option<String> {
        Some(match self {
            Self::BadPosition => "좌표에는 유한한 수 두 개가 필요합니다".to_owned(),
            Self::UnknownCrs(name) => format!("`{name}` 좌표계는 알 수 없습니다"),
            Self::CrsDiffers { stated, given } => {
                format!("파일에 적힌 좌표계({stated})가 지정한 좌표계({given})와 다릅니다")
            }
            Self::CrsMissing => "압축 파일에 `.prj` 파일이 없어 좌표계를 알 수 없습니다".to_owned(),
            Self::Bessel(name) => format!("`{name}` 좌표계는 약 300 m 어긋나는 옛 베셀 측지계입니다"),
            Self::WrongCrs { at, crs, guess: Some(guess) } => {
                format!("`{at}` 값은 {crs} 좌표가 아닙니다. {guess} 좌표로 보입니다")
            }
            Self::WrongCrs { at, crs, guess: None } => format!("`{at}` 값은 {crs} 좌표가 아닙니다"),
            Self::LooksSwapped(at) => {
                format!("`{at}` 값은 순서가 바뀐 것 같습니다. 경도(동쪽 좌표)가 먼저입니다")
            }
            Self::OutsideKorea { at, crs } => format!("{crs} 좌표 `{at}` 위치는 대한민국 밖입니다"),
            _ => return None,
        })
    }

    /// Messages about rings and polygons.
    fn ko_ring(&self) -> Option<String> {
        Some(match self {
            Self::NotClosed { first, last } => {
                format!("경계선이 닫히지 않았습니다: ({first})에서 시작하여 ({last})에서 끝납니다")
            }
            Self::TooFewCorners(count) => {
                format!("경계선에는 서로 다른 꼭짓점이 3개 이상 필요한데 {count}개뿐입니다")
            }
            Self::ZeroArea => "경계선이 에워싸는 면적이 없습니다".to_owned(),
            Self::Spike(at) => format!("({at})에서 경계선이 뾰족하게 나갔다가 되돌아옵니다"),
            Self::Crossing(one, two) => {
                let line = |edge: &super::EdgeSpot| format!("({})–({})", edge.0, edge.1);
                format!("경계선이 스스로 교차합니다: {}, {}", line(one), line(two))
            }
            Self::CrossingAtCorner(at) => format!("꼭짓점 ({at})에서 경계선이 스스로 교차합니다"),
            Self::RunsAlong(one, two) => {
                let line = |edge: &super::EdgeSpot| format!("({})–({})", edge.0, edge.1);
                format!("경계선이 스스로 겹칩니다: {}, {}", line(one), line(two))
            }
            Self::DuplicateRing(at) => {
                format!("같은 경계선이 두 번 나옵니다. 먼저 것은 ({at})에서 시작합니다")
            }
            Self::HoleOutside(at) => format!("({at})의 구멍이 바깥 경계선 안에 있지 않습니다"),
            Self::HolesOverlap(at) => format!("({at})의 구멍이 다른 구멍과 겹칩니다"),
            Self::PolygonsOverlap { here, other } => {
                format!("({here})의 다각형이 ({other})의 다각형과 겹칩니다")
            }
            _ => return None,
        })
    }

    /// Returns what to do about the fault, in both languages.
    pub fn help(&self) -> Text {
        let (ko, en) = match self {
            Self::Syntax(_) | Self::NotGeoJson(_) | Self::BadPosition => {
                ("GeoJSON(RFC 7946)으로 다시 내보내세요.", "Export the file again as GeoJSON (RFC 7946).")
            }
            Self::Empty | Self::NoGeometry | Self::NotPolygon(_) => (
                "구역마다 Polygon 또는 MultiPolygon 도형을 넣으세요.",
                "Give every part a Polygon or MultiPolygon.",
            ),
            Self::UnknownCrs(_) | Self::CrsDiffers { .. } | Self::CrsMissing | Self::Bessel(_) => (
                "좌표계를 직접 지정하세요. 쓸 수 있는 값: EPSG:5186, 5179, 5181, 5187, 3857, 4326. 베셀 자료는 변환값이 필요합니다.",
                "Name the coordinate system yourself: EPSG:5186, 5179, 5181, 5187, 3857 or 4326. Bessel data needs a datum shift.",
            ),
            Self::WrongCrs { .. } | Self::OutsideKorea { .. } => (
                "좌표계를 바르게 지정하거나 WGS 84 경위도로 변환하세요.",
                "Name the right coordinate system, or convert to WGS 84 longitude and latitude.",
            ),
            Self::LooksSwapped(_) => (
                "경도, 위도(동쪽, 북쪽) 순서로 바꾸세요.",
                "Write longitude before latitude, easting before northing.",
            ),
            Self::NotClosed { .. } => {
                ("첫 좌표를 끝에 한 번 더 쓰세요.", "Repeat the first position at the end.")
            }
            Self::PartMissing | Self::BadPartId(_) | Self::DuplicatePart(_) => (
                "구역마다 `properties.part`에 서로 다른 기호(예: A, B)를 쓰세요.",
                "Give every feature its own `properties.part`, such as A or B.",
            ),
            Self::NotZip(_) | Self::MemberMissing(_) | Self::ManyLayers(_) => {
                (".shp, .dbf, .prj를 한 벌만 zip으로 묶으세요.", "Zip one set of .shp, .dbf and .prj.")
            }
            Self::TooLarge(_) => ("도형을 나누어 올리세요.", "Split the layer into smaller files."),
            Self::BadShp(_) | Self::BadDbf(_) => {
                ("원본 프로그램에서 다시 내보내세요.", "Export the shapefile again.")
            }
            Self::BadEncoding { .. } => {
                (".cpg 파일에 CP949 또는 UTF-8을 적으세요.", "State CP949 or UTF-8 in the .cpg file.")
            }
            _ => (
                "도면 프로그램에서 이 도형을 고친 뒤 다시 내보내세요.",
                "Mend the shape in the drawing program and export it again.",
            ),
        };
        Text::new(ko, en)
    }
}

impl RepairKind {
    /// Returns the Korean message.
    pub fn ko(self) -> String {
        match self {
            Self::RingReversed => "경계선의 방향이 반대여서 바로잡았습니다".to_owned(),
            Self::RepeatedPositions(count) => format!("되풀이된 좌표 {count}개를 뺐습니다"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{EdgeSpot, Fault, Spot};
    use super::*;
    use teukgu_domain::boundary::Crs;

    fn every_kind() -> Vec<FaultKind> {
        let at = || Spot::new((127.5, 37.25));
        let edge = || EdgeSpot(at(), at());
        let text = || "x".to_owned();
        let crs = Crs::Epsg5186;
        vec![
            FaultKind::Syntax(text()),
            FaultKind::NotGeoJson(text()),
            FaultKind::Empty,
            FaultKind::NoGeometry,
            FaultKind::NotPolygon(text()),
            FaultKind::BadPosition,
            FaultKind::UnknownCrs(text()),
            FaultKind::CrsDiffers { stated: crs, given: Crs::Epsg4326 },
            FaultKind::CrsMissing,
            FaultKind::Bessel(text()),
            FaultKind::WrongCrs { at: at(), crs, guess: None },
            FaultKind::WrongCrs { at: at(), crs, guess: Some(Crs::Epsg5179) },
            FaultKind::LooksSwapped(at()),
            FaultKind::OutsideKorea { at: at(), crs },
            FaultKind::NotClosed { first: at(), last: at() },
            FaultKind::TooFewCorners(2),
            FaultKind::ZeroArea,
            FaultKind::Spike(at()),
            FaultKind::Crossing(edge(), edge()),
            FaultKind::CrossingAtCorner(at()),
            FaultKind::RunsAlong(edge(), edge()),
            FaultKind::DuplicateRing(at()),
            FaultKind::HoleOutside(at()),
            FaultKind::HolesOverlap(at()),
            FaultKind::PolygonsOverlap { here: at(), other: at() },
            FaultKind::PartMissing,
            FaultKind::BadPartId(text()),
            FaultKind::DuplicatePart(text()),
            FaultKind::NotZip(text()),
            FaultKind::MemberMissing(".shp"),
            FaultKind::ManyLayers(2),
            FaultKind::TooLarge(9),
            FaultKind::BadShp(text()),
            FaultKind::BadDbf(text()),
            FaultKind::BadEncoding { field: text(), encoding: text() },
        ]
    }

    #[test]
    fn every_fault_speaks_korean_and_english_and_helps() {
        for kind in every_kind() {
            let fault = Fault { line: 3, column: 9, kind };
            let (text, help) = (fault.text(), fault.help());
            assert!(text.ko.chars().any(|c| ('가'..='힣').contains(&c)), "{fault}");
            assert!(help.ko.chars().any(|c| ('가'..='힣').contains(&c)), "{fault}");
            assert!(
                !["은(는)", "이(가)", "을(를)", "(으)로"].iter().any(|josa| text.ko.contains(josa)),
                "{fault}"
            );
            assert!(text.en.is_ascii() && help.en.is_ascii(), "{fault}");
            assert!(!text.en.contains('\n') && fault.to_string().starts_with("3:9 "));
        }
    }

    #[test]
    fn a_wrong_system_names_the_one_that_it_looks_like() {
        let at = Spot::new((203_122.0, 541_208.5));
        let kind = FaultKind::WrongCrs { at, crs: Crs::Epsg4326, guess: Some(Crs::Epsg5186) };
        assert_eq!(kind.to_string(), "`203122, 541208.5` is no place in EPSG:4326; it looks like EPSG:5186");
        assert!(kind.ko().contains("EPSG:5186 좌표로 보입니다"));
    }
}
