//! The service as it may be: well, slow, broken, and lying about what it sends.

use super::*;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

const TILE: Tile = Tile { layer: Layer::Base, z: 15, y: 12_700, x: 27_945 };

/// A service on this machine that gives one answer after another and tells what it was asked.
fn service(answers: Vec<(Duration, Vec<u8>)>) -> (VworldConfig, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (tell, told) = channel();
    std::thread::spawn(move || {
        for (wait, answer) in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = vec![0; 4096];
            let length = stream.read(&mut asked).unwrap_or(0);
            let line =
                String::from_utf8_lossy(&asked[..length]).lines().next().unwrap_or_default().to_owned();
            if tell.send(line).is_err() {
                return;
            }
            std::thread::sleep(wait);
            // The other side may have gone by now, which is what a test of patience wants.
            let _ = stream.write_all(&answer);
        }
    });
    (VworldConfig { base, key: "secret".to_owned() }, told)
}

fn answer(status: &str, kind: &str, body: &[u8]) -> (Duration, Vec<u8>) {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    );
    (Duration::ZERO, [head.as_bytes(), body].concat())
}

/// The instant at which these tests take place.
fn now() -> Timestamp {
    Timestamp::UNIX_EPOCH
}

async fn ask(config: &VworldConfig) -> Option<(&'static str, Bytes)> {
    Service::new().tile(TILE, config, now()).await
}

#[test]
fn only_tiles_that_can_exist_are_asked_for() {
    assert_eq!(Tile::checked("Base", "15", "12700", "27945"), Some(TILE));
    for [layer, z, y, x] in [
        ["base", "15", "1", "1"],
        ["../Base", "15", "1", "1"],
        ["Base", "5", "1", "1"],
        ["Base", "20", "1", "1"],
        ["Base", "6", "64", "1"],
        ["Base", "6", "1", "64"],
        ["Base", "6", "-1", "1"],
        ["Base", "6", "1", "1.png"],
    ] {
        assert_eq!(Tile::checked(layer, z, y, x), None, "{layer}/{z}/{y}/{x}");
    }
}

#[tokio::test]
async fn a_picture_is_passed_on_and_the_key_is_in_the_request() {
    let (config, told) = service(vec![answer("200 OK", "image/png", b"picture")]);
    assert_eq!(ask(&config).await, Some(("image/png", Bytes::from_static(b"picture"))));
    assert_eq!(told.recv().unwrap(), "GET /req/wmts/1.0.0/secret/Base/15/12700/27945.png HTTP/1.1");
}

#[tokio::test]
async fn what_is_no_picture_is_not_passed_on() {
    for kind in ["text/html", "image/svg+xml", "application/json"] {
        let (config, _told) = service(vec![answer("200 OK", kind, b"<svg/>")]);
        assert_eq!(ask(&config).await, None, "{kind}");
    }
}

#[tokio::test]
async fn an_error_a_redirect_and_a_flood_give_no_tile() {
    for status in ["500 Internal Server Error", "404 Not Found", "403 Forbidden"] {
        let (config, _told) = service(vec![answer(status, "image/png", b"x")]);
        assert_eq!(ask(&config).await, None, "{status}");
    }
    let elsewhere = b"HTTP/1.1 302 Found\r\nlocation: http://192.0.2.1/\r\ncontent-length: 0\r\n\r\n";
    let (config, _told) = service(vec![(Duration::ZERO, elsewhere.to_vec())]);
    assert_eq!(ask(&config).await, None);
    let (config, _told) = service(vec![answer("200 OK", "image/png", &vec![0; (1 << 20) + 1])]);
    assert_eq!(ask(&config).await, None);
}

#[tokio::test]
async fn a_slow_service_is_not_waited_for() {
    let (_, late) = answer("200 OK", "image/png", b"x");
    let (config, _told) = service(vec![(Duration::from_secs(8), late)]);
    assert_eq!(ask(&config).await, None);
}

#[tokio::test]
async fn a_service_that_fails_is_left_alone_for_a_minute() {
    let failing = (0..10).map(|_| answer("500 Internal Server Error", "text/plain", b"")).collect();
    let (config, told) = service(failing);
    let service = Service::new();
    for _ in 0..6 {
        assert_eq!(service.tile(TILE, &config, now()).await, None);
    }
    assert_eq!(told.try_iter().count(), 3, "asked no more after the third failure");
    let rested = service.health.lock().unwrap().rests_until;
    assert_eq!(rested, Some(now() + REST));
}

#[tokio::test]
async fn a_tile_that_the_service_does_not_have_says_nothing_about_it() {
    let (config, told) = service((0..5).map(|_| answer("404 Not Found", "text/plain", b"")).collect());
    let service = Service::new();
    for _ in 0..5 {
        assert_eq!(service.tile(TILE, &config, now()).await, None);
    }
    assert_eq!(told.try_iter().count(), 5);
}
