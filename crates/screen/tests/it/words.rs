//! What is typed and what is printed.

use crate::support::{folder, program, register, root, run, screening, strs};

#[test]
fn every_command_shows_an_example() {
    let dir = folder();
    for command in ["", "run", "count", "prepare", "explain", "generate", "sql", "scheduler", "executor"] {
        let words: Vec<&str> = [command, "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let output = run(dir.path(), &words);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("Example:\n  teukgu-screen "), "{command}: {text}");
    }
}

#[test]
fn the_report_is_korean_unless_english_is_asked_for_and_never_says_approved() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.parquet", 3_000);
    let words = screening("r.parquet", &[]);
    let korean = String::from_utf8(run(dir, &strs(&words)).stdout).unwrap();
    assert!(korean.contains("요건을 본 것이며 허가나 승인이 아닙니다"), "{korean}");
    assert!(korean.contains("등록부의 행") && korean.contains("3,000"), "{korean}");
    let english = program().current_dir(dir).args(&words).env("TEUKGU_LANG", "en").output().unwrap();
    let english = String::from_utf8(english.stdout).unwrap();
    assert!(english.contains("requirements met") && english.contains("Made-up data is in it"), "{english}");
    assert!(!english.contains("approved"), "{english}");
    let words = screening("r.parquet", &["--every-zone"]);
    let every = String::from_utf8(run(dir, &strs(&words)).stdout).unwrap();
    assert_eq!(every.lines().filter(|line| line.trim_start().starts_with('Z')).count(), 174);
}

#[test]
fn a_wrong_word_is_an_input_fault() {
    let dir = folder();
    for words in [["run", "--nonsense"], ["sql", "--on"], ["nothing", "--help"]] {
        assert_eq!(run(dir.path(), &words).status.code(), Some(2), "{words:?}");
    }
}

#[cfg(unix)]
#[test]
fn the_commands_that_the_readme_shows_work() {
    let dir = folder();
    let dir = dir.path();
    for name in ["data", "law"] {
        std::os::unix::fs::symlink(root().join(name), dir.join(name)).unwrap();
    }
    for page in ["README.md", "README.ko.md"] {
        let text = std::fs::read_to_string(root().join(page)).unwrap();
        let block = text.split("<!-- tested by the screen room -->\n```sh\n").nth(1).unwrap();
        let lines: Vec<&str> = block.split("```").next().unwrap().lines().collect();
        assert!(lines.len() > 1, "{page}");
        for line in lines {
            let words: Vec<&str> = line.split_whitespace().collect();
            assert_eq!(words[0], "teukgu-screen");
            let output = run(dir, &words[1..]);
            assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
}
