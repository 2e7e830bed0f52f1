use super::*;
use crate::read::dbf::tests::table;
use shapefile::{Point, Polygon, ShapeWriter};
use std::io::Write;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const GRS80_CENTRAL: &str = r#"PROJCS["Korea_2000_Korea_Central_Belt_2010",GEOGCS["GCS_Korea_2000",DATUM["D_Korea_2000",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",200000.0],PARAMETER["False_Northing",600000.0],PARAMETER["Central_Meridian",127.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",38.0],UNIT["Meter",1.0]]"#;

fn square(x: f64, y: f64, side: f64) -> Vec<Point> {
    [(x, y), (x, y + side), (x + side, y + side), (x + side, y), (x, y)]
        .map(|(x, y)| Point::new(x, y))
        .to_vec()
}

fn shp(polygons: Vec<Polygon>) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = ShapeWriter::new(&mut bytes);
    for polygon in polygons {
        writer.write_shape(&polygon).unwrap();
    }
    writer.finalize().unwrap();
    drop(writer);
    bytes.into_inner()
}

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Two records: a frame with a hole and an island beside it, and a plain square.
fn layer() -> Vec<u8> {
    let mut hole = square(203_100.0, 541_100.0, 50.0);
    hole.reverse();
    let frame = Polygon::with_rings(vec![
        PolygonRing::Outer(square(203_000.0, 541_000.0, 300.0)),
        PolygonRing::Inner(hole),
        PolygonRing::Outer(square(203_400.0, 541_000.0, 100.0)),
    ]);
    shp(vec![frame, Polygon::with_rings(vec![PolygonRing::Outer(square(204_000.0, 541_000.0, 10.0))])])
}

fn names() -> Vec<u8> {
    table(0, b"ZONE_ID", 12, &[b" \xC6\xAF\xB1\xB8", b" B"])
}

fn kinds(zip: &[u8], crs: Option<Crs>) -> Vec<FaultKind> {
    read_zones(zip, crs).unwrap_err().into_iter().map(|fault| fault.kind).collect()
}

#[test]
fn a_zipped_layer_is_read_with_holes_islands_and_korean_ids() {
    let zip = archive(&[
        ("구역/zones.SHP", &layer()),
        ("구역/zones.dbf", &names()),
        ("구역/zones.prj", GRS80_CENTRAL.as_bytes()),
        ("구역/zones.cpg", b"CP949"),
        ("__MACOSX/구역/zones.shp", b"junk"),
    ]);
    let (zones, repairs) = read_zones(&zip, None).unwrap();
    assert_eq!(repairs, []);
    assert_eq!(zones.iter().map(|zone| zone.id.as_str()).collect::<Vec<_>>(), ["특구", "B"]);
    assert_eq!(zones[0].crs, Crs::Epsg5186);
    let holes: Vec<usize> = zones[0].polygons().map(|polygon| polygon.holes.len()).collect();
    assert_eq!(holes, [1, 0]);
    let area = crate::measure::area_m2(&zones[0]).unwrap();
    assert!((area - (90_000.0 - 2_500.0 + 10_000.0)).abs() < 1e-9, "{area}");
}

#[test]
fn without_prj_the_system_must_be_given() {
    let zip = archive(&[("z.shp", &layer()), ("z.dbf", &names())]);
    assert_eq!(kinds(&zip, None), [FaultKind::CrsMissing]);
    assert_eq!(read_zones(&zip, Some(Crs::Epsg5186)).unwrap().0.len(), 2);
    let wrong = kinds(&zip, Some(Crs::Epsg4326));
    assert!(matches!(wrong[..], [FaultKind::WrongCrs { guess: Some(Crs::Epsg5186), .. }, _]), "{wrong:?}");
}

#[test]
fn an_archive_that_is_none_or_lacks_a_member_is_refused() {
    assert!(matches!(kinds(b"PK nonsense", None)[..], [FaultKind::NotZip(_)]));
    assert_eq!(kinds(&archive(&[("a.txt", b"x")]), None), [FaultKind::MemberMissing(".shp")]);
    let two = archive(&[("a.shp", b"x"), ("b.shp", b"x")]);
    assert_eq!(kinds(&two, None), [FaultKind::ManyLayers(2)]);
    let bare = archive(&[("a.shp", &layer())]);
    assert_eq!(kinds(&bare, Some(Crs::Epsg5186)), [FaultKind::MemberMissing(".dbf")]);
    let torn = archive(&[("a.shp", &layer()[..150]), ("a.dbf", &names())]);
    assert!(matches!(kinds(&torn, Some(Crs::Epsg5186))[..], [FaultKind::BadShp(_)]));
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() {
    let bomb = archive(&[("a.shp", &vec![0; 3 << 20])]);
    assert!(bomb.len() < 10_000, "three megabytes of zeros pack well");
    assert!(matches!(unpack(&bomb, 1 << 20), Err(FaultKind::TooLarge(1_048_576))));
    assert!(unpack(&bomb, 3 << 20).is_ok());
}

#[test]
fn faults_name_record_and_corner() {
    let bow_tie = vec![
        Point::new(203_000.0, 541_000.0),
        Point::new(203_010.0, 541_010.0),
        Point::new(203_010.0, 541_000.0),
        Point::new(203_000.0, 541_020.0),
        Point::new(203_000.0, 541_000.0),
    ];
    let good = || Polygon::with_rings(vec![PolygonRing::Outer(square(204_000.0, 541_000.0, 10.0))]);
    let bad = Polygon::with_rings(vec![PolygonRing::Outer(bow_tie)]);
    let zip = archive(&[("z.shp", &shp(vec![good(), bad])), ("z.dbf", &names())]);
    let faults = read_zones(&zip, Some(Crs::Epsg5186)).unwrap_err();
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].line, 2);
    assert!(faults[0].column > 0 && faults[0].to_string().contains("crosses itself"), "{}", faults[0]);
}

#[test]
fn an_island_in_a_lake_keeps_both_rings_apart() {
    let mut lake = square(203_100.0, 541_100.0, 100.0);
    lake.reverse();
    let rings = vec![
        PolygonRing::Outer(square(203_140.0, 541_140.0, 10.0)),
        PolygonRing::Inner(lake),
        PolygonRing::Outer(square(203_000.0, 541_000.0, 300.0)),
    ];
    let zip = archive(&[
        ("z.shp", &shp(vec![Polygon::with_rings(rings)])),
        ("z.dbf", &table(0, b"ID", 4, &[b" 7"])),
    ]);
    let (zones, _) = read_zones(&zip, Some(Crs::Epsg5186)).unwrap();
    assert_eq!(zones[0].id, "7");
    assert_eq!(crate::measure::area_m2(&zones[0]), Ok(90_000.0 - 10_000.0 + 100.0));
}

#[test]
fn an_outer_ring_the_wrong_way_round_is_repaired_with_a_record() {
    let mut ring = square(203_000.0, 541_000.0, 100.0);
    ring.reverse();
    let zip = archive(&[
        (
            "z.shp",
            &shp(vec![Polygon::with_rings(vec![PolygonRing::Outer(square(204_000.0, 541_000.0, 9.0))])]),
        ),
        ("z.dbf", &table(0, b"ID", 4, &[b" 7"])),
    ]);
    assert_eq!(read_zones(&zip, Some(Crs::Epsg5186)).unwrap().1, []);
    let mut findings = Findings::default();
    let corners = ring.iter().map(|p| (p.x, p.y)).collect();
    let polygons = grouped(vec![(false, corners)], Place::feature(0), &mut findings);
    assert_eq!((polygons.len(), polygons[0].len()), (1, 1));
    assert!(doubled_area(&rough(&polygons[0][0])) > 0, "counter-clockwise, as GeoJSON has it");
    assert_eq!(findings.repairs, [(Place::feature(0), RepairKind::RingReversed)]);
}
