//! The OpenAPI document and the addresses that it describes are the same.

use crate::papers::paper;
use crate::support::{Site, both_sites, site};
use serde_json::Value;
use std::collections::BTreeSet;

fn paths(document: &Value) -> BTreeSet<String> {
    document["paths"].as_object().unwrap().keys().cloned().collect()
}

/// Returns the described paths that a link leads to, whoever follows it.
fn read_paths(document: &Value) -> BTreeSet<String> {
    let get = |path: &String| document["paths"][path]["get"].clone();
    let is_open = |path: &String| get(path).is_object() && get(path)["security"].is_null();
    paths(document).into_iter().filter(is_open).collect()
}

/// Opens the portal of each zone with a paper that it has issued.
async fn sites() -> Vec<Site> {
    let mut sites = Vec::new();
    for (site, _) in both_sites().await {
        site.append([paper().into()]).await;
        site.sign().await;
        sites.push(site);
    }
    sites
}

#[tokio::test]
async fn the_index_and_the_document_name_the_same_addresses() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let described = paths(&site.json("/api/openapi.json").await);
    let index = site.json("/api/v1").await;
    let listed: BTreeSet<String> = index["links"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| link["href"].as_str().unwrap().to_owned())
        .filter(|href| href.starts_with("/api/v1"))
        .collect();
    let of_the_api: BTreeSet<String> =
        described.into_iter().filter(|path| path.starts_with("/api/v1/")).collect();
    assert_eq!(listed, of_the_api);
}

#[tokio::test]
async fn every_described_address_answers_for_every_zone() {
    for site in sites().await {
        let document = site.json("/api/openapi.json").await;
        for path in read_paths(&document) {
            let address = filled(&site, &path).await;
            let reply = site.get(&address).await;
            assert_eq!(reply.status, 200, "{address}: {}", reply.body);
            assert_eq!(reply.header("access-control-allow-origin"), "*", "{address}");
            assert_eq!(reply.header("cache-control"), "no-cache", "{address}");
            let described = &document["paths"][&path]["get"]["responses"]["200"]["content"];
            let media_type = reply.header("content-type");
            assert!(
                described.get(media_type).is_some(),
                "{address} is {media_type}, described as {described}"
            );
        }
    }
}

/// Puts ids into a described path; the addresses around it say which there are.
async fn filled(site: &Site, path: &str) -> String {
    let needed = match path {
        "/api/v1/locate" => "x=127.03&y=37.47",
        "/api/v1/deadline" => "clock=petition&from=2025-01-24T14:00&period=3d",
        "/api/v1/record/consistency" => "from=3&to=7",
        "/api/v1/effect/audit" => "invest=135200000000&production=220300000000",
        "/api/v1/effect/extract" => "table=korea-2011&sector=c30",
        "/api/v1/effect/linkages" => "table=korea-2011",
        "/api/v1/effect/run" => "spend=70=135200000000",
        _ => "",
    };
    if !needed.is_empty() {
        return format!("{path}?{needed}");
    }
    let path =
        path.replace("{collection}", "parts").replace("{seq}", "17").replace("{number}", &paper().number);
    if let Some(list) = path.strip_suffix("/{id}/cases") {
        let id = site.json(list).await["items"][0]["id"].as_str().unwrap().to_owned();
        return format!("{list}/{id}/cases");
    }
    if let Some(list) = path.strip_suffix("/{id}") {
        let id = site.json(list).await["items"][0]["id"].as_str().unwrap().to_owned();
        return format!("{list}/{id}");
    }
    if let Some(list) = path.strip_suffix("/{feature}") {
        let id = site.json(list).await["features"][0]["id"].as_str().unwrap().to_owned();
        return format!("{list}/{id}");
    }
    path
}

#[tokio::test]
async fn every_reference_of_the_document_leads_to_a_schema() {
    let document = site(&teukgu_testkit::yangjae()).await.json("/api/openapi.json").await;
    assert_eq!(document["openapi"], "3.1.0");
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 100, "{}", references.len());
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            references.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|member| collect(member, references));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, references)),
        _ => {}
    }
}

#[tokio::test]
async fn every_operation_has_a_summary_and_says_how_it_refuses() {
    let document = site(&teukgu_testkit::yangjae()).await.json("/api/openapi.json").await;
    for (path, item) in document["paths"].as_object().unwrap() {
        let operation = ["get", "post"].into_iter().find_map(|method| item.get(method)).unwrap();
        assert!(operation["summary"].as_str().is_some_and(|summary| summary.len() > 10), "{path}");
        let has = |place: &str| {
            operation["parameters"].as_array().into_iter().flatten().any(|known| known["in"] == place)
        };
        let has_input = has("query") || operation["requestBody"].is_object();
        for (expected, status) in [(has("path"), "404"), (has_input, "400")] {
            let problem = &operation["responses"][status]["content"]["application/problem+json"];
            assert_eq!(problem.is_object(), expected, "{path} {status}");
        }
    }
}

#[tokio::test]
async fn the_answers_have_what_their_schemas_require() {
    for site in sites().await {
        let document = site.json("/api/openapi.json").await;
        for path in read_paths(&document).into_iter().filter(|path| path.starts_with("/api/v1")) {
            let address = filled(&site, &path).await;
            let answer = site.json(&address).await;
            let schema =
                &document["paths"][&path]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
            assert_eq!(fault(&document, schema, &answer), None, "{address}");
        }
    }
}

/// Returns the first place where a value departs from its schema; knows as much of JSON Schema as the document uses.
fn fault(document: &Value, schema: &Value, value: &Value) -> Option<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.strip_prefix('#')?)?;
        return fault(document, target, value);
    }
    for several in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[several].as_array() {
            let fits = choices.iter().any(|choice| fault(document, choice, value).is_none());
            return (!fits).then(|| format!("{value} is none of {schema}"));
        }
    }
    if let Some(all) = schema["allOf"].as_array() {
        return all.iter().find_map(|part| fault(document, part, value));
    }
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.clone(),
        Value::Null => return None,
        kind => vec![kind.clone()],
    };
    if !kinds.iter().any(|kind| is_of(kind, value)) {
        return Some(format!("{value} is not of {kinds:?}"));
    }
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let mut missing = required.filter(|name| value.is_object() && value.get(name).is_none());
    let members = schema["properties"].as_object().into_iter().flatten();
    let mut wrong = members.filter_map(|(name, part)| fault(document, part, value.get(name)?));
    let mut items = value.as_array().into_iter().flatten();
    missing
        .next()
        .map(|name| format!("`{name}` is missing in {value}"))
        .or_else(|| wrong.next())
        .or_else(|| items.find_map(|item| fault(document, schema.get("items")?, item)))
}

fn is_of(kind: &Value, value: &Value) -> bool {
    match kind.as_str().unwrap_or_default() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        _ => false,
    }
}
