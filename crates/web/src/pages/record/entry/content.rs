//! The content of an entry, written out so that people can read it.

use serde_json::Value;
use std::fmt::Write as _;

/// Longest part, in characters, that stands in one line.
const WIDTH: usize = 90;

/// Writes JSON with a line for each part that is short enough, and more lines for what is longer.
pub(super) fn written(value: &Value) -> String {
    let mut text = String::new();
    write(&mut text, value, 0);
    text
}

fn write(text: &mut String, value: &Value, depth: usize) {
    let line = one_line(value);
    let is_short = depth > 1 && depth * 2 + line.chars().count() <= WIDTH;
    match value {
        Value::Array(items) if !is_short && !items.is_empty() => {
            let parts = items.iter().map(|item| (String::new(), item));
            write_parts(text, ('[', ']'), parts, depth);
        }
        Value::Object(members) if !is_short && !members.is_empty() => {
            let parts = members.iter().map(|(name, value)| (format!("{}: ", Value::from(&**name)), value));
            write_parts(text, ('{', '}'), parts, depth);
        }
        _ => text.push_str(&line),
    }
}

fn write_parts<'a>(
    text: &mut String,
    (begin, end): (char, char),
    parts: impl Iterator<Item = (String, &'a Value)>,
    depth: usize,
) {
    text.push(begin);
    for (at, (name, value)) in parts.enumerate() {
        let comma = if at > 0 { "," } else { "" };
        let _ = write!(text, "{comma}\n{:indent$}{name}", "", indent = 2 * (depth + 1));
        write(text, value, depth + 1);
    }
    let _ = write!(text, "\n{:indent$}{end}", "", indent = 2 * depth);
}

/// Writes JSON in one line, with a space after each colon and comma.
fn one_line(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(one_line).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) => {
            let member =
                |(name, value): (&String, &Value)| format!("{}: {}", Value::from(&**name), one_line(value));
            let members: Vec<String> = members.iter().map(member).collect();
            format!("{{{}}}", members.join(", "))
        }
        plain => plain.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn short_parts_stand_in_a_line_and_the_text_is_still_the_same_json() {
        let value =
            json!({ "noun": { "name": { "en": "a \"b\"", "ko": "가" }, "list": [1, 2], "none": [] } });
        let text = written(&value);
        assert!(text.contains("    \"name\": {\"en\": \"a \\\"b\\\"\", \"ko\": \"가\"}"), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        let long = json!({ "x": vec![json!({ "amount": 1_000_000, "fund": "national" }); 5], "y": "가".repeat(200) });
        let text = written(&long);
        assert_eq!(text.lines().count(), 10, "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), long);
    }
}
