//! Files as they come in: too large, of another kind than they say, unpacking without end, and with names of other
//! systems.

use crate::house::{House, PDF, form_kind, form_with_file, house};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use teukgu_office::check::Token;

async fn draft(house: &House) -> (Token, String) {
    let token = house.draft("applicant", "petition.general", &[]).await;
    let address = format!("/applications/{}/papers", token.as_str());
    (token, address)
}

async fn kept(house: &House, token: &Token) -> Vec<String> {
    let application = house.casework().application(&house.who("applicant"), token).await.unwrap();
    application.documents.into_iter().map(|document| document.name).collect()
}

/// Packs one file as an archive does, whatever it would unpack to.
fn zipped(name: &str, content: &mut dyn Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let (mut crc, mut size) = (flate2::Crc::new(), 0_u32);
    let mut packing = DeflateEncoder::new(Vec::new(), Compression::best());
    for part in content {
        crc.update(&part);
        size += u32::try_from(part.len()).unwrap();
        packing.write_all(&part).unwrap();
    }
    let packed = packing.finish().unwrap();
    let le = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let short = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
    // Version, flags, method, time and day; then what an archive says of a file in both places.
    let told = [
        &[20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0x58][..],
        &crc.sum().to_le_bytes(),
        &le(packed.len()),
        &size.to_le_bytes(),
        &short(name.len()),
        &[0, 0],
    ]
    .concat();
    let local = [b"PK\x03\x04", &*told, name.as_bytes(), &packed].concat();
    let central = [b"PK\x01\x02\x14\x00", &*told, &[0; 14], name.as_bytes()].concat();
    let end = [b"PK\x05\x06\0\0\0\0\x01\0\x01\0", &le(central.len())[..], &le(local.len()), &[0, 0]].concat();
    [local, central, end].concat()
}

#[tokio::test]
async fn a_file_that_is_not_what_it_says_or_unpacks_without_end_is_refused_and_not_kept() {
    let house = house().await;
    let (token, address) = draft(&house).await;
    let visitor = house.enter("applicant").await;
    let bomb = zipped("word/document.xml", &mut (0..8).map(|_| vec![0; 1 << 20]));
    assert!(bomb.len() < 1 << 14, "{}", bomb.len());
    for (name, bytes) in [
        ("a.pdf", &b"<html><script>xq()</script>"[..]),
        ("a.png", PDF),
        ("a.txt", b"<svg xmlns='http://www.w3.org/2000/svg' onload='xq()'/>"),
        ("a.txt", b"#!/bin/sh\nrm -rf /\n"),
        ("a.html", b"<p>"),
        ("a.svg", b"<svg/>"),
        ("a.pdf.exe", b"MZ"),
        ("a.pdf", b"MZ\0\0"),
        ("a.pdf", b""),
        ("a", PDF),
        ("a.txt", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"),
        ("a.docx", &bomb),
    ] {
        let reply = house.send_file(&visitor, &address, &[("slot", "other")], (name, bytes)).await;
        assert_eq!(reply.status, 200, "{name}");
        assert!(reply.body.contains("id=\"file-error\""), "{name} is told as a fault of the file");
    }
    assert_eq!(kept(&house, &token).await, Vec::<String>::new());
    let fine = zipped("word/document.xml", &mut [b"<d/>".to_vec()].into_iter());
    let reply = house.send_file(&visitor, &address, &[("slot", "other")], ("a.docx", &fine)).await;
    assert_eq!(reply.status, 303, "the archives of this test are no worse than others");
}

#[tokio::test]
async fn names_are_composed_and_lead_out_of_no_folder() {
    let house = house().await;
    let (token, address) = draft(&house).await;
    let visitor = house.enter("applicant").await;
    let names = [
        ("\u{1109}\u{1161}\u{110B}\u{1165}\u{11B8}.pdf", "사업.pdf"),
        ("cafe\u{301}.pdf", "café.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\kim\\계획서.pdf", "계획서.pdf"),
        ("gnp.\u{202E}exe.pdf", "gnp.exe.pdf"),
        ("CON.pdf", "file-CON.pdf"),
        (".pdf", "file.pdf"),
    ];
    for (at, (sent, _)) in names.iter().enumerate() {
        let bytes = [PDF, at.to_string().as_bytes()].concat();
        let reply = house.send_file(&visitor, &address, &[("slot", "other")], (sent, &bytes)).await;
        assert_eq!(reply.status, 303, "{sent}");
    }
    let expected: Vec<_> = names.iter().map(|(_, kept)| (*kept).to_owned()).collect();
    assert_eq!(kept(&house, &token).await, expected);
}

#[tokio::test]
async fn a_file_that_is_too_large_is_told_so() {
    let house = house().await;
    let (token, address) = draft(&house).await;
    let visitor = house.enter("applicant").await;
    let bytes = [PDF, &vec![b' '; (20 << 20) + (1 << 20)]].concat();
    let reply = house.send_file(&visitor, &address, &[("slot", "other")], ("a.pdf", &bytes)).await;
    assert_eq!(reply.status, 413);
    assert!(
        reply.body.contains("<html") && reply.header("x-frame-options") == "DENY",
        "it is a page of ours"
    );
    assert_eq!(kept(&house, &token).await, Vec::<String>::new());
}

/// How a form is sent: its head says a length, or that it goes on until it ends.
#[derive(Clone, Copy, Debug)]
enum Length {
    Claimed(u64),
    Open,
}

/// Sends the beginning of a form with a file, then as many bytes as the portal takes of those asked for; returns the
/// first line of its answer.
fn send_begun(at: SocketAddr, address: &str, cookie: &str, length: Length, more: usize) -> String {
    let mut stream = TcpStream::connect(at).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let kind = form_kind();
    let length = match length {
        Length::Claimed(bytes) => format!("Content-Length: {bytes}"),
        Length::Open => "Transfer-Encoding: chunked".to_owned(),
    };
    let head = format!(
        "POST {address} HTTP/1.1\r\nHost: portal.test\r\nCookie: {cookie}\r\nContent-Type: {kind}\r\n{length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let chunk = |bytes: &[u8]| [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
    let begun = form_with_file(&[("slot", "other")], ("a.pdf", PDF));
    let begun = chunk(&begun[..begun.len() - 30]);
    let block = chunk(&vec![b' '; 1 << 16]);
    let blocks = more.div_ceil(1 << 16);
    for part in std::iter::once(&*begun).chain(std::iter::repeat_n(&*block, blocks)) {
        if stream.write_all(part).is_err() {
            break;
        }
    }
    let mut answer = [0; 64];
    let read = match stream.read(&mut answer) {
        Err(error) if error.kind() == ErrorKind::ConnectionReset => return "reset".to_owned(),
        read => read.unwrap(),
    };
    String::from_utf8_lossy(&answer[..read]).lines().next().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_claims_too_much_is_refused_before_it_is_sent_and_one_without_an_end_before_it_is_kept() {
    let house = house().await;
    let (token, address) = draft(&house).await;
    let visitor = house.enter("applicant").await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let portal = house.site.portal.clone();
    let serving = tokio::spawn(teukgu_web::serve(listener, portal, async move {
        let _ = stopped.await;
    }));
    let (of_applicant, of_nobody) = (visitor.cookie, String::new());
    // None of these would end: an answer without more bytes is one that waited for none.
    for (cookie, length, more, answers) in [
        (&of_applicant, Length::Claimed(2 << 30), 0, &["HTTP/1.1 413"][..]),
        (&of_nobody, Length::Claimed(2 << 30), 0, &["HTTP/1.1 303"]),
        (&of_nobody, Length::Open, 0, &["HTTP/1.1 303"]),
        (&of_applicant, Length::Open, 40 << 20, &["HTTP/1.1 413", "reset"]),
    ] {
        let (cookie, address) = (cookie.clone(), address.clone());
        let asked = move || send_begun(at, &address, &cookie, length, more);
        let line = tokio::task::spawn_blocking(asked).await.unwrap();
        assert!(answers.iter().any(|one| line.starts_with(one)), "{length:?}, {more} bytes more: {line}");
    }
    assert_eq!(kept(&house, &token).await, Vec::<String>::new());
    drop(stop);
    serving.await.unwrap().unwrap();
}
