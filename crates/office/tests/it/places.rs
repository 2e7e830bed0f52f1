//! Where places stand: inside, border, outside, and what cannot be said.

use crate::support::office;
use teukgu_domain::Date;
use teukgu_domain::boundary::Crs;
use teukgu_geo::contain::Status;
use teukgu_office::locate::{Cover, DongStanding, NeighbourKnowledge};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_place_is_inside_on_the_border_or_outside() {
    let office = office(&teukgu_testkit::yangjae()).await;
    let on = day("2026-03-02");
    let inside = office.locate(127.0275, 37.4684, Crs::Epsg4326, on).unwrap();
    let hit = inside.hit.unwrap();
    assert!(!hit.border && hit.distance_m > 1.0);
    assert!(inside.in_force);
    assert_eq!(inside.dongs.iter().map(|dong| dong.name.ko.as_str()).collect::<Vec<_>>(), ["우면동"]);
    let corner = office.view().unwrap().boundary().parts[0].polygons[0].shell[0];
    let (x, y) = teukgu_geo::crs::coordinates(corner, Crs::Epsg4326);
    assert!(office.locate(x, y, Crs::Epsg4326, on).unwrap().hit.unwrap().border);
    let outside = office.locate(127.0353, 37.4703, Crs::Epsg4326, on).unwrap();
    assert!(outside.hit.is_none());
    assert!(outside.nearest.unwrap().distance_m > 1.0);
}

#[tokio::test]
async fn the_same_place_in_metres_stands_the_same() {
    let office = office(&teukgu_testkit::yangjae()).await;
    let projector = teukgu_geo::crs::Projector::new(Crs::Epsg4326, Crs::Epsg5186, None).unwrap();
    let (x, y) = projector.project((127.0275, 37.4684)).unwrap();
    let standing = office.locate(x, y, Crs::Epsg5186, day("2026-03-02")).unwrap();
    assert!(!standing.hit.unwrap().border);
    assert_eq!(standing.dongs.len(), 1);
}

#[tokio::test]
async fn the_zone_is_in_force_in_its_term_only() {
    let office = office(&teukgu_testkit::yangjae()).await;
    let term = office.view().unwrap().zone().term;
    let in_force = |on| office.locate(127.0275, 37.4684, Crs::Epsg4326, on).unwrap().in_force;
    assert!(in_force(term.from) && in_force(term.until.unwrap()));
    assert!(!in_force(term.from.yesterday().unwrap()));
    assert!(!in_force(term.until.unwrap().tomorrow().unwrap()));
}

#[tokio::test]
async fn the_neighbour_is_another_law_and_its_boundary_is_not_guessed() {
    let office = office(&teukgu_testkit::yangjae()).await;
    let known = |x, y, on| office.locate(x, y, Crs::Epsg4326, day(on)).unwrap().neighbours[0].known;
    assert_eq!(known(127.0437, 37.4696, "2026-01-20"), NeighbourKnowledge::NotYet);
    assert_eq!(known(127.0437, 37.4696, "2026-01-21"), NeighbourKnowledge::CannotSay);
    // Banpo-dong is in none of the dongs that the district touches.
    assert_eq!(known(127.0, 37.503, "2026-01-21"), NeighbourKnowledge::Outside);
}

#[tokio::test]
async fn what_is_no_place_in_korea_is_said_and_not_mended() {
    let office = office(&teukgu_testkit::yangjae()).await;
    let status = |x, y, crs| office.locate(x, y, crs, day("2026-03-02")).unwrap().status;
    assert_eq!(status(37.4684, 127.0275, Crs::Epsg4326), Status::LooksSwapped);
    assert_eq!(status(f64::NAN, 37.0, Crs::Epsg4326), Status::NoLocation);
    assert_eq!(status(-73.9, 40.7, Crs::Epsg4326), Status::OutsideKorea);
    assert_eq!(status(203_122.6, 541_208.4, Crs::Epsg4326), Status::WrongCrs);
}

#[tokio::test]
async fn the_name_yangjae_dong_is_ambiguous_in_any_normal_form() {
    let office = office(&teukgu_testkit::yangjae()).await;
    let decomposed = "\u{110b}\u{1163}\u{11bc}\u{110c}\u{1162}\u{1103}\u{1169}\u{11bc}";
    for name in ["양재동", "서초구 양재동", decomposed] {
        let DongStanding::Ambiguous(dongs) = office.locate_dong(name).unwrap() else {
            panic!("{name} has one meaning only");
        };
        assert_eq!(dongs.len(), 3, "{name}");
    }
    let one = office.locate_dong("우면동").unwrap();
    assert!(matches!(one, DongStanding::One { cover: Some(Cover::Part), .. }), "{one:?}");
    let far = office.locate_dong("방배동").unwrap();
    assert!(!matches!(far, DongStanding::One { cover: Some(Cover::Part), .. }), "{far:?}");
    assert!(matches!(office.locate_dong("없는동").unwrap(), DongStanding::Unknown { .. }));
}
