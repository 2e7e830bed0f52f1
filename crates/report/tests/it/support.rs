//! Papers to try.

use std::io::{Cursor, Read as _, Write as _};
use teukgu_domain::text::Lang;
use teukgu_report::{Block, Paper, Sender};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

pub(crate) fn letter() -> Paper {
    Paper {
        lang: Lang::Ko,
        title: "특화사업 관련 추천서 발급 & <결과> \"알림\"".to_owned(),
        number: "2026-00042-1".to_owned(),
        dated: "2026-11-27".parse().unwrap(),
        sender: Sender {
            office: "서울특별시 가온구".to_owned(),
            unit: "특구 담당 부서".to_owned(),
            officer: "김담당".to_owned(),
            contact: "https://example.go.kr".to_owned(),
        },
        recipient: "양재비전랩(가상)".to_owned(),
        body: vec![
            Block::Paragraph("1. 귀하의 무궁한 발전을 기원합니다.".to_owned()),
            Block::Paragraph(
                "2. 「규제자유특구 및 지역특화발전특구에 관한 규제특례법」 제31조제2항에 따라 아래와 같이 추천합니다. ".repeat(3),
            ),
            Block::Facts(vec![
                ("성명".to_owned(), "LEE ALEX".to_owned()),
                ("체류자격".to_owned(), "특정활동(E-7-1)".to_owned()),
            ]),
            Block::Heading("조건".to_owned()),
            Block::List(vec!["행사 뒤 원상으로 회복할 것".to_owned(), "변경이 있으면 바로 알릴 것".to_owned()]),
            Block::Table {
                caption: "세부사업".to_owned(),
                head: vec!["번호".to_owned(), "이름".to_owned()],
                rows: vec![
                    vec!["1".to_owned(), "AI 스타트업 육성".to_owned()],
                    vec!["2".to_owned(), "줄이\n바뀌는 칸".to_owned()],
                ],
            },
            Block::Paragraph("끝.".to_owned()),
        ],
        attachments: vec!["사업계획서 1부.".to_owned(), "고용계약서 사본 1부.".to_owned()],
        closing: "가온구청장".to_owned(),
        mark: Some("시범 운영 · 비공식".to_owned()),
    }
}

/// Reads the files of an archive in order.
pub(crate) fn unpack(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (name, bytes)
        })
        .collect()
}

/// Packs files again; `stores` says which are not compressed.
pub(crate) fn pack(files: &[(String, Vec<u8>)], stores: impl Fn(&str) -> bool) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let method = if stores(name) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
