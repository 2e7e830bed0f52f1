//! What may be typed about accounts.

use super::Place;
use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;
use teukgu_domain::Date;
use teukgu_domain::account::{Role, Scope};
use teukgu_domain::ids::{CaseId, ProgrammeId};
use teukgu_domain::text::Lang;

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu account open --login admin --name 김관리 --role admin\n  teukgu account list --format json\n\nA server on the same SQLite file has to be stopped first; beside PostgreSQL it may run."
)]
pub(crate) struct Account {
    #[command(subcommand)]
    pub(crate) verb: AccountVerb,
    #[command(flatten)]
    pub(crate) place: Place,
    /// Zone; needed only where the database holds several.
    #[arg(long, value_name = "ID", global = true)]
    pub(crate) zone: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AccountVerb {
    /// Lists accounts with their roles.
    List(AccountList),
    /// Opens an account; without a password one is made up and printed once.
    Open(AccountOpen),
    /// Gives an account a role; whoever is signed in with it signs in again.
    Grant(AccountGrant),
    /// Takes a role from an account at once.
    Revoke(AccountRevoke),
    /// Closes an account for good; its login stays taken.
    Close(AccountClose),
    /// Gives an account another password; without one, one is made up and printed once.
    Password(AccountPassword),
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example:\n  teukgu account list\n  teukgu account list 김 --format json")]
pub(crate) struct AccountList {
    /// Words that occur in login, name or organisation; every account if there is none.
    pub(crate) words: Vec<String>,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu account open --login officer-kim --name 김담당 --role officer\n  teukgu account open --login lee@firm.example --name 이기업 --organisation '㈜양재비전' --role applicant --password-file -"
)]
pub(crate) struct AccountOpen {
    /// Name to sign in with: an e-mail address or a short word.
    #[arg(long, value_name = "LOGIN")]
    pub(crate) login: String,
    /// Name of the person.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: String,
    /// Where letters go; the login if that is an address.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) email: Option<String>,
    /// Organisation that the person acts for; none for officers.
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(crate) organisation: String,
    /// Language of letters to the person.
    #[arg(long, value_name = "LANG", default_value = "ko", value_parser = super::parse_lang)]
    pub(crate) letters: Lang,
    /// Role; may be repeated, all of them with the same scope and days.
    #[arg(long = "role", value_name = "ROLE", value_parser = parse_role)]
    pub(crate) roles: Vec<Role>,
    #[command(flatten)]
    pub(crate) holds: Holds,
    #[command(flatten)]
    pub(crate) password: PasswordSource,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu account grant officer-kim --role approver --from 2026-01-01 --to 2026-12-31\n  teukgu account grant park@kaist.example --role operator --scope programme:p2"
)]
pub(crate) struct AccountGrant {
    /// Login or id of the account.
    pub(crate) account: String,
    /// Role.
    #[arg(long, value_name = "ROLE", value_parser = parse_role)]
    pub(crate) role: Role,
    #[command(flatten)]
    pub(crate) holds: Holds,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example:\n  teukgu account revoke officer-kim --role approver")]
pub(crate) struct AccountRevoke {
    /// Login or id of the account.
    pub(crate) account: String,
    /// Role.
    #[arg(long, value_name = "ROLE", value_parser = parse_role)]
    pub(crate) role: Role,
    /// Where it holds: zone, committee, case:ID or programme:ID.
    #[arg(long, value_name = "SCOPE", default_value = "zone", value_parser = parse_scope)]
    pub(crate) scope: Scope,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example:\n  teukgu account close officer-kim")]
pub(crate) struct AccountClose {
    /// Login or id of the account.
    pub(crate) account: String,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu account password officer-kim\n  teukgu account password officer-kim --password-file - < password.txt"
)]
pub(crate) struct AccountPassword {
    /// Login or id of the account.
    pub(crate) account: String,
    #[command(flatten)]
    pub(crate) password: PasswordSource,
}

/// Where a role holds and for how long.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Holds {
    /// Where it holds: zone, committee, case:ID or programme:ID.
    #[arg(long, value_name = "SCOPE", default_value = "zone", value_parser = parse_scope)]
    pub(crate) scope: Scope,
    /// First day; today if none is named.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<Date>,
    /// Last day; open if none is named.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<Date>,
}

/// Where a password comes from; never from an argument, which others on the machine can see.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct PasswordSource {
    /// File whose first line is the password; `-` reads standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
}

fn parse_role(text: &str) -> Result<Role, String> {
    Role::find_by_key(text).ok_or_else(|| {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.key()).collect();
        format!("use one of {}", known.join(", "))
    })
}

fn parse_scope(text: &str) -> Result<Scope, String> {
    let unknown = || "use `zone`, `committee`, `case:ID` or `programme:ID`".to_owned();
    match text.split_once(':') {
        None if text == "zone" => Ok(Scope::Zone),
        None if text == "committee" => Ok(Scope::Committee),
        Some(("case", id)) => CaseId::parse(id).map(Scope::Case).map_err(|error| error.to_string()),
        Some(("programme", id)) => {
            ProgrammeId::parse(id).map(Scope::Programme).map_err(|error| error.to_string())
        }
        _ => Err(unknown()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_written_as_a_word_or_with_an_id() {
        assert_eq!(parse_scope("zone"), Ok(Scope::Zone));
        assert_eq!(parse_scope("committee"), Ok(Scope::Committee));
        assert_eq!(parse_scope("case:2026-00042"), Ok(Scope::Case(CaseId::parse("2026-00042").unwrap())));
        assert_eq!(parse_scope("programme:p2"), Ok(Scope::Programme(ProgrammeId::parse("p2").unwrap())));
        for bad in ["", "Zone", "case", "case:", "programme:../x", "tenant:a"] {
            assert!(parse_scope(bad).is_err(), "{bad}");
        }
    }
}
