//! Brings the map library and the web font from npm into the build, when Node is there.
//!
//! Without Node the build still works: pages then use the visitor's fonts and the drawn map, and the portal says so.

#![expect(clippy::disallowed_methods, reason = "a build script reads its surroundings and writes to OUT_DIR")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// Files that the portal serves: from the package folder, to the folder that is embedded.
const FILES: [(&str, &str); 6] = [
    ("maplibre-gl/dist/maplibre-gl.mjs", "map/maplibre-gl.mjs"),
    ("maplibre-gl/dist/maplibre-gl-worker.mjs", "map/maplibre-gl-worker.mjs"),
    ("maplibre-gl/dist/maplibre-gl.css", "map/maplibre-gl.css"),
    ("maplibre-gl/LICENSE.txt", "map/LICENSE.txt"),
    ("@fontsource-variable/noto-sans-kr/index.css", "fonts/noto-sans-kr.css"),
    ("@fontsource-variable/noto-sans-kr/LICENSE", "fonts/LICENSE"),
];
const FONT_FILES: (&str, &str) = ("@fontsource-variable/noto-sans-kr/files", "fonts/files");

fn main() {
    let recipe = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../assets/map");
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed={}", recipe.join("package-lock.json").display());
    println!("cargo::rerun-if-env-changed=TEUKGU_WITHOUT_NODE");
    for folder in ["i18n", "css", "map", "templates"] {
        println!("cargo::rerun-if-changed={}", recipe.join("..").join(folder).display());
    }
    let built = out.join("built");
    if let Err(reason) = bring(&recipe, &out, &built) {
        println!("cargo::warning=the interactive map and the web font are left out: {reason}");
        // An empty folder, so that embedding it finds nothing rather than failing.
        let _ = fs::remove_dir_all(&built);
        let _ = fs::create_dir_all(&built);
    }
}

/// Fills `built` unless it already holds what the lock file asks for.
fn bring(recipe: &Path, out: &Path, built: &Path) -> Result<(), String> {
    if env::var_os("TEUKGU_WITHOUT_NODE").is_some() {
        return Err("TEUKGU_WITHOUT_NODE is set".to_owned());
    }
    let said = |what: &'static str| move |error: io::Error| format!("{what}: {error}");
    let lock = fs::read(recipe.join("package-lock.json")).map_err(said("package-lock.json"))?;
    let stamp = built.join(".lock");
    if fs::read(&stamp).is_ok_and(|had| had == lock) {
        return Ok(());
    }
    let work = out.join("npm");
    fs::create_dir_all(&work).map_err(said("npm folder"))?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(recipe.join(file), work.join(file)).map_err(said(file))?;
    }
    install(&work)?;
    let _ = fs::remove_dir_all(built);
    copy_all(&work.join("node_modules"), built).map_err(said("copying"))?;
    fs::write(&stamp, lock).map_err(said("stamp"))?;
    fs::remove_dir_all(&work).map_err(said("cleaning up"))
}

fn install(work: &Path) -> Result<(), String> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let run = Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(work)
        .output();
    match run {
        Ok(done) if done.status.success() => Ok(()),
        Ok(done) => Err(format!(
            "`npm ci` failed: {}",
            String::from_utf8_lossy(&done.stderr).trim().replace('\n', " ")
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err("Node.js (npm) is not installed".to_owned())
        }
        Err(error) => Err(format!("npm cannot be started: {error}")),
    }
}

fn copy_all(packages: &Path, built: &Path) -> io::Result<()> {
    for (from, to) in FILES {
        let to = built.join(to);
        fs::create_dir_all(to.parent().unwrap_or(built))?;
        fs::copy(packages.join(from), to)?;
    }
    let fonts = built.join(FONT_FILES.1);
    fs::create_dir_all(&fonts)?;
    for file in fs::read_dir(packages.join(FONT_FILES.0))? {
        let file = file?;
        fs::copy(file.path(), fonts.join(file.file_name()))?;
    }
    Ok(())
}
