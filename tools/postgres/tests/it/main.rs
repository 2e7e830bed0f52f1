//! A server starts, ends in two ways, and comes back with what it had.

#![expect(clippy::unwrap_used, reason = "a test stops where its setting does not hold")]
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "one test is two processes that talk")]

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, io, thread};
use teukgu_postgres::{Cluster, Durability, version};

/// Set in the process that starts a server in order to be killed.
const OWNER: &str = "TEUKGU_TEST_OWNER";

fn ask(cluster: &Cluster, sql: &str) -> Option<String> {
    ask_at(&cluster.url("postgres"), sql)
}

fn ask_at(url: &str, sql: &str) -> Option<String> {
    let output = Command::new("psql").args(["-XAtc", sql, url]).output().unwrap();
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap().trim().to_owned())
}

#[test]
fn a_server_comes_back_after_a_stop_and_after_a_kill() {
    assert!(version().unwrap().starts_with("postgres"));
    let cluster = Cluster::start(Durability::Full).unwrap();
    ask(&cluster, "CREATE TABLE kept (n INT); INSERT INTO kept VALUES (7)").unwrap();
    cluster.stop().unwrap();
    assert_eq!(ask(&cluster, "SELECT n FROM kept"), None);
    cluster.start_again().unwrap();
    assert_eq!(ask(&cluster, "SELECT n FROM kept").unwrap(), "7");
    cluster.kill().unwrap();
    assert_eq!(ask(&cluster, "SELECT n FROM kept"), None);
    cluster.start_again().unwrap();
    assert_eq!(ask(&cluster, "SELECT n FROM kept").unwrap(), "7");
}

#[test]
fn two_servers_do_not_meet() {
    let (one, other) =
        (Cluster::start(Durability::ProcessOnly).unwrap(), Cluster::start(Durability::ProcessOnly).unwrap());
    assert_ne!((one.port(), one.pid().unwrap()), (other.port(), other.pid().unwrap()));
    ask(&one, "CREATE TABLE mine (n INT)").unwrap();
    assert_eq!(ask(&other, "SELECT n FROM mine"), None);
}

#[test]
fn a_server_ends_with_an_owner_that_is_killed() {
    if env::var_os(OWNER).is_some() {
        return own_until_killed();
    }
    let name = "a_server_ends_with_an_owner_that_is_killed";
    let mut owner = Command::new(env::current_exe().unwrap());
    owner.args(["--exact", name, "--nocapture"]).env(OWNER, "1");
    let mut owner = owner.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(owner.stdout.take().unwrap()).lines().map(Result::unwrap);
    let url = said.find_map(|line| line.split_once("url=").map(|(_, url)| url.to_owned())).unwrap();
    let folder = PathBuf::from(ask_at(&url, "SHOW data_directory").unwrap());
    owner.kill().unwrap();
    owner.wait().unwrap();
    let begun = Instant::now();
    while folder.exists() {
        assert!(begun.elapsed() < Duration::from_secs(30), "`{}` is still there", folder.display());
        thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(ask_at(&url, "SELECT 1"), None);
}

fn own_until_killed() {
    let cluster = Cluster::start(Durability::ProcessOnly).unwrap();
    println!("url={}", cluster.url("postgres"));
    // Nothing comes, so that this waits for its end.
    io::stdin().read_to_end(&mut Vec::new()).unwrap();
}
