//! What an operator sees of the portal: numbers of requests, the log, measurements, readiness.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use teukgu_e2e::{Answer, Request, Server, teukgu};

use crate::support::{check_refusal, end_clean};

/// Stands for a token, a name, a number of a person: what must never be noted.
const SECRET: &str = "hong-gildong-900101";
const MEASURED: [&str; 2] = ["--metrics-listen", "127.0.0.1:0"];

#[test]
fn every_answer_of_the_portal_has_a_number_and_a_sound_one_of_a_proxy_stays() -> Result<()> {
    let server = Server::start(&[])?;
    let mut numbers = Vec::new();
    for path in ["/", "/", "/nope", "/api/v1/zone", "/api/v1/nope", "/healthz", "/readyz"] {
        let answer = server.get(path)?;
        numbers.push(answer.header("x-request-id").with_context(|| format!("{path} has none"))?.to_owned());
        let sent = Request::get(path).header("x-request-id", "proxy-1").send(server.host())?;
        assert_eq!(sent.header("x-request-id"), Some("proxy-1"), "{path}");
    }
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), 7, "{numbers:?}");
    end_clean(server)
}

#[test]
fn two_starts_number_their_requests_apart() -> Result<()> {
    let mut prefixes = Vec::new();
    for _ in 0..2 {
        let server = Server::start(&[])?;
        let answer = server.get("/healthz")?;
        let number = answer.header("x-request-id").context("no number")?;
        prefixes.push(number.split('-').next().unwrap_or_default().to_owned());
        end_clean(server)?;
    }
    assert_ne!(prefixes[0], prefixes[1]);
    Ok(())
}

#[test]
fn measurements_are_answered_on_an_address_of_their_own() -> Result<()> {
    let server = Server::start(&MEASURED)?;
    for path in ["/zone", "/zone", "/programmes/nope", "/nope"] {
        server.get(path)?;
    }
    ask_until_a_page_is_ready(&server)?;
    let answer = on_the_side(&server, "/metrics")?;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("text/plain; version=0.0.4; charset=utf-8"));
    let text = answer.text();
    for (name, least) in [
        ("teukgu_http_requests_total{method=\"GET\",route=\"/zone\",status=\"200\"}", 2.0),
        ("teukgu_http_requests_total{method=\"GET\",route=\"/programmes/{id}\",status=\"404\"}", 1.0),
        ("teukgu_http_requests_total{method=\"GET\",route=\"none\",status=\"404\"}", 1.0),
        ("teukgu_http_request_duration_seconds_bucket{method=\"GET\",route=\"/zone\",le=\"10\"}", 2.0),
        ("teukgu_http_request_duration_seconds_bucket{method=\"GET\",route=\"/zone\",le=\"+Inf\"}", 2.0),
        ("teukgu_http_requests_in_flight", 0.0),
        ("teukgu_page_cache_hits_total", 1.0),
        ("teukgu_page_cache_misses_total", 1.0),
        ("teukgu_page_cache_pages", 1.0),
        ("teukgu_ready", 1.0),
        ("process_resident_memory_bytes", 1_000_000.0),
        ("process_cpu_seconds_total", 0.0),
        ("process_open_fds", 3.0),
        ("process_start_time_seconds", 1_700_000_000.0),
    ] {
        let value = value_of(&text, name)?;
        ensure!(value >= least, "{name} is {value}");
    }
    check_labelled(&text)?;
    assert_eq!(server.get("/metrics")?.status, 404, "visitors have no measurements");
    end_clean(server)
}

/// Pages are made anew after each change of the record, and the portal signs a checkpoint just after its start.
fn ask_until_a_page_is_ready(server: &Server) -> Result<()> {
    for _ in 0..50 {
        let text = on_the_side(server, "/metrics")?.text();
        if value_of(&text, "teukgu_page_cache_hits_total").is_ok_and(|hits| hits >= 1.0) {
            return Ok(());
        }
        server.get("/zone")?;
    }
    bail!("fifty times the same page, and it was made anew each time")
}

/// The length of the record is the one that the record itself tells, and the version the one of the binary.
fn check_labelled(text: &str) -> Result<()> {
    let entries = text.lines().find(|line| line.starts_with("teukgu_record_entries{zone=\""));
    let entries = entries.and_then(|line| line.rsplit(' ').next()?.parse::<f64>().ok());
    ensure!(entries.is_some_and(|entries| entries > 1.0), "the record has no length: {text}");
    let version = teukgu(&["--version"])?.stdout;
    let version = version.trim().trim_start_matches("teukgu ");
    ensure!(text.contains(&format!("teukgu_build_info{{version=\"{version}\"}} 1")), "{text}");
    Ok(())
}

#[test]
fn without_an_address_for_them_there_are_no_measurements() -> Result<()> {
    let server = Server::start(&[])?;
    assert_eq!(server.get("/metrics")?.status, 404);
    assert!(server.metrics_host().is_err());
    end_clean(server)
}

#[test]
fn an_address_for_measurements_that_is_taken_is_told_with_its_number() -> Result<()> {
    let taken = TcpListener::bind("127.0.0.1:0")?;
    let address = taken.local_addr()?.to_string();
    let folder = tempfile::tempdir()?;
    let data = folder.path().to_str().context("the path is not UTF-8")?;
    let words = ["serve", "--listen", "127.0.0.1:0", "--metrics-listen", &address, "--data", data];
    let outcome = teukgu(&words)?;
    ensure!(outcome.stderr.contains("--metrics-listen"), "{}", outcome.stderr);
    ensure!(!outcome.stdout.contains("listening"), "{}", outcome.stdout);
    check_refusal(&outcome, 3, &address)
}

#[test]
fn the_portal_is_ready_on_both_addresses_until_it_is_asked_to_stop() -> Result<()> {
    let mut server = Server::start(&MEASURED)?;
    for answer in [server.get("/readyz")?, on_the_side(&server, "/readyz")?] {
        assert_eq!((answer.status, answer.text().as_str()), (200, "ready"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
    assert_eq!(on_the_side(&server, "/healthz")?.text(), "ok");
    let mut open = begin_a_form(&server)?;
    server.signal("-TERM")?;
    let answer = wait_until_not_ready(&server)?;
    assert_eq!((answer.status, answer.text().as_str()), (503, "stopping"));
    assert_eq!(on_the_side(&server, "/healthz")?.status, 200, "it still lives");
    ensure!(value_of(&on_the_side(&server, "/metrics")?.text(), "teukgu_ready")? < 1.0, "it counts as ready");
    open.write_all(b"}")?;
    let mut answered = String::new();
    open.read_to_string(&mut answered)?;
    ensure!(answered.starts_with("HTTP/1.1 "), "the open request is not answered: {answered}");
    ensure!(server.stop_after_signal()?.success(), "the server did not end well");
    server.assert_log_clean()
}

/// Begins a request that cannot be answered before its last byte came, and waits until it is under way.
fn begin_a_form(server: &Server) -> Result<TcpStream> {
    let mut open = TcpStream::connect(server.host())?;
    open.set_read_timeout(Some(Duration::from_secs(30)))?;
    open.write_all(b"POST /api/v1/ask HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{")?;
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(20) {
        let text = on_the_side(server, "/metrics")?.text();
        if value_of(&text, "teukgu_http_requests_in_flight")? > 0.0 {
            return Ok(open);
        }
    }
    bail!("the request is never under way")
}

fn wait_until_not_ready(server: &Server) -> Result<Answer> {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(5) {
        let answer = on_the_side(server, "/readyz")?;
        if answer.status != 200 {
            return Ok(answer);
        }
    }
    bail!("the server stays ready after SIGTERM")
}

#[test]
fn the_log_is_json_where_it_is_asked_for_and_one_line_is_one_request() -> Result<()> {
    let mut server = verbose("json")?;
    server.get("/programmes/nope")?;
    let answer = server.get("/zone")?;
    let number = answer.header("x-request-id").context("no number")?.to_owned();
    ensure!(server.stop()?.success(), "the server did not end well");
    let lines =
        server.log().iter().map(|line| serde_json::from_str(line)).collect::<Result<Vec<Value>, _>>()?;
    let requests: Vec<&Value> = lines.iter().filter(|line| line["message"] == "request").collect();
    assert_eq!(requests.len(), 2, "{lines:#?}");
    let zone = requests[1];
    assert_eq!(zone["request.id"], number.as_str());
    assert_eq!((&zone["http.method"], &zone["http.route"]), (&"GET".into(), &"/zone".into()));
    assert_eq!((&zone["http.status"], &zone["bytes"]), (&200.into(), &answer.body.len().into()));
    ensure!(zone["duration_ms"].as_f64().is_some_and(|took| took > 0.0), "{zone}");
    ensure!(zone["timestamp"].is_string() && zone["level"] == "DEBUG", "{zone}");
    Ok(())
}

#[test]
fn a_quiet_log_tells_no_single_request() -> Result<()> {
    let mut server = Server::start(&[])?;
    server.get("/zone")?;
    ensure!(server.stop()?.success(), "the server did not end well");
    ensure!(!server.log().iter().any(|line| line.contains("http.route")), "{:#?}", server.log());
    Ok(())
}

#[test]
fn nothing_that_a_visitor_sends_reaches_the_log_or_the_measurements() -> Result<()> {
    for form in ["text", "json"] {
        let mut server = verbose(form)?;
        for place in ["/", "/programmes/", "/law/", "/api/v1/figures/", "/tiles/", "/assets/", "/ogc/"] {
            send_secrets(&server, place)?;
        }
        let measured = on_the_side(&server, "/metrics")?.text();
        on_the_side(&server, &format!("/{SECRET}"))?;
        ensure!(server.stop()?.success(), "the server did not end well");
        let log = server.log().join("\n");
        ensure!(
            log.lines().filter(|line| line.contains("http.route")).count() > 20,
            "the log is empty: {log}"
        );
        for text in [log, measured] {
            ensure!(!text.contains("gildong") && !text.contains("900101"), "the secret shows: {text}");
        }
    }
    Ok(())
}

/// Puts the secret wherever a request has room for it.
fn send_secrets(server: &Server, place: &str) -> Result<()> {
    let secret = |request: Request| {
        let request = request.header("cookie", &format!("teukgu_check={SECRET}; {SECRET}=1"));
        let request =
            request.header("user-agent", SECRET).header("referer", &format!("http://x.kr/{SECRET}"));
        request
            .header("authorization", SECRET)
            .header(SECRET, "1")
            .header("x-request-id", &format!("({SECRET})"))
    };
    for target in [format!("{place}{SECRET}"), format!("{place}?q={SECRET}"), format!("{place}?{SECRET}")] {
        server.send(&secret(Request::get(&target)))?;
        let body = format!("{{\"{SECRET}\": \"{SECRET}\"}}");
        server.send(&secret(Request::post(&target, "application/json", body.as_bytes())))?;
    }
    server.send(&secret(Request::new(SECRET, place.as_bytes())))?;
    let (ask, form) = ("/api/v1/ask", format!("{SECRET}={SECRET}"));
    server.send(&secret(Request::post(ask, "application/json", SECRET.as_bytes())))?;
    server.send(&secret(Request::post("/check", "application/x-www-form-urlencoded", form.as_bytes())))?;
    Ok(())
}

#[test]
fn the_help_of_serve_names_both_options_and_their_variables() -> Result<()> {
    let help = teukgu(&["serve", "--help"])?.stdout;
    for word in
        ["--metrics-listen", "TEUKGU_METRICS_LISTEN", "--log-format", "TEUKGU_LOG_FORMAT", "TEUKGU_LOG "]
    {
        ensure!(help.contains(word), "the help does not name {word}:\n{help}");
    }
    Ok(())
}

/// Starts a server that tells all it can.
fn verbose(form: &str) -> Result<Server> {
    let told = [("TEUKGU_LOG", "trace")];
    Server::start_told(&told, &["--log-format", form, "--metrics-listen", "127.0.0.1:0"])
}

/// Asks on the address of the measurements.
fn on_the_side(server: &Server, path: &str) -> Result<Answer> {
    Request::get(path)
        .send(server.metrics_host()?)
        .with_context(|| format!("in GET {path} of the measurements"))
}

fn value_of(text: &str, name: &str) -> Result<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    let line = line.with_context(|| format!("there is no `{name}` in {text}"))?;
    line.parse().with_context(|| format!("`{name}` is `{line}`"))
}
