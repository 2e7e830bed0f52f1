//! `teukgu effect import`: published workbooks become a folder of text.

use crate::args::{EffectImport, Settings};
use crate::failure::{Blame, Failure};
use crate::{folder, out, whole_file};
use std::collections::BTreeMap;
use std::path::Path;
use teukgu_domain::text::Text;
use teukgu_tables::{Layout, Options};

pub(crate) fn run(args: &EffectImport, settings: Settings) -> Result<(), Failure> {
    let lang = settings.lang;
    let mut files = BTreeMap::new();
    for path in &args.files {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        files.insert(name.unwrap_or_default(), whole_file::read(path)?);
    }
    let area = args.area.as_deref().or(args.region.as_deref()).unwrap_or_default();
    let options = Options {
        about: args.layout.about(&args.id, Text::new(area, area), args.year),
        region: args.region.clone(),
        rounding: args.rounding,
    };
    let table = teukgu_tables::import(args.layout, &options, &files).map_err(|fault| {
        eprintln!("{}", folder::line("", &fault, lang));
        Failure {
            blame: Blame::Faults,
            message: Text::new(
                "결함이 있어 표를 가져오지 않았습니다",
                "the table has a fault and was not imported",
            ),
            help: Some(fault.help),
        }
    })?;
    let written = teukgu_tables::write(&table);
    make(&args.out)?;
    for (name, bytes) in &written {
        let path = args.out.join(name);
        std::fs::write(&path, bytes).map_err(|error| unwritten(&path, &error))?;
    }
    let sectors = table.accounts().len();
    let out = args.out.display();
    Ok(out::text(&lang.pick(
        format!("{sectors}부문 표를 `{out}`에 적었습니다. table.toml의 출처와 이용조건을 확인하세요\n"),
        format!(
            "wrote a table of {sectors} sectors to `{out}`; look at source and licence in its table.toml\n"
        ),
    ))?)
}

/// Makes the folder, which must be new: nothing is written over.
fn make(dir: &Path) -> Result<(), Failure> {
    std::fs::create_dir(dir).map_err(|error| unwritten(dir, &error))
}

fn unwritten(path: &Path, error: &std::io::Error) -> Failure {
    let path = path.display();
    Failure::environment(
        Text::new(
            format!("`{path}`: 쓸 수 없습니다({error})"),
            format!("`{path}`: cannot be written ({error})"),
        ),
        Text::new(
            "없는 폴더 이름과 쓰기 권한을 확인하세요",
            "name a folder that is not there yet, where you may write",
        ),
    )
}

/// Reads a layout by its word.
pub(crate) fn layout(text: &str) -> Result<Layout, String> {
    let known = || Layout::ALL.map(Layout::key).join(", ");
    Layout::ALL.into_iter().find(|layout| layout.key() == text).ok_or_else(|| format!("use {}", known()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_is_known_by_its_word() {
        assert_eq!(layout("wiod-2016"), Ok(Layout::Wiod2016));
        assert!(layout("wiod").is_err_and(|help| help.contains("bok-regional")));
    }
}
