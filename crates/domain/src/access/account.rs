//! What an account may be: its login, its standing, its roles.

use super::Role;
use crate::violation::codes;

codes! {
    /// Whether somebody can sign in with an account.
    AccountStatus {
        /// They can.
        Active = "active",
        /// Not until it is restored.
        Suspended = "suspended",
        /// Never again. The account stays, since history names it.
        Removed = "removed",
    }
}

/// The shortest login, in characters.
pub const MIN_LOGIN: usize = 3;
/// The longest login, in characters.
pub const MAX_LOGIN: usize = 40;

/// Why something cannot be a login, or roles not one person's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAccount {
    /// Logins lie in the clear, are read out and typed: they are short, plain and without case.
    #[error(
        "a login has {MIN_LOGIN} to {MAX_LOGIN} characters of a-z, 0-9, \".\", \"-\" and \"_\" and starts with a \
         letter; it is a pseudonym: no name, no place, no organisation"
    )]
    Login,
    /// Nobody without a role has anything to do here.
    #[error("an account has at least one role")]
    NoRole,
    /// Whoever runs the system or checks it opens nothing of what it keeps.
    #[error("{apart} and {opens} are never one person's: {apart} opens no content, and {opens} does")]
    Apart {
        /// The role that opens nothing.
        apart: Role,
        /// The role that opens content.
        opens: Role,
    },
}

/// Refuses what cannot be a login.
pub fn check_login(login: &str) -> Result<(), BadAccount> {
    let usable = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    let good = (MIN_LOGIN..=MAX_LOGIN).contains(&login.len())
        && login.starts_with(|c: char| c.is_ascii_lowercase())
        && login.chars().all(usable);
    if good { Ok(()) } else { Err(BadAccount::Login) }
}

impl Role {
    /// Whether it opens content, once a co-chair has granted it.
    pub const fn opens_content(self) -> bool {
        match self {
            Role::Verifier | Role::TechnicalReviewer | Role::Cochair | Role::TaskForce => true,
            Role::Monitor | Role::Administrator | Role::Auditor => false,
        }
    }
}

/// Refuses roles that one person must not have together: whoever makes accounts could give themselves content,
/// and whoever checks the log could not be asked what they read.
pub fn check_roles(roles: &[Role]) -> Result<(), BadAccount> {
    if roles.is_empty() {
        return Err(BadAccount::NoRole);
    }
    let apart = roles.iter().find(|role| matches!(role, Role::Administrator | Role::Auditor));
    let opens = roles.iter().find(|role| role.opens_content());
    match (apart, opens) {
        (Some(&apart), Some(&opens)) => Err(BadAccount::Apart { apart, opens }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_are_short_plain_and_without_case() {
        for login in ["abc", "monitor-12", "m.x_9", &"a".repeat(40)] {
            assert_eq!(check_login(login), Ok(()), "{login}");
        }
        let long = "a".repeat(41);
        for login in ["", "ab", &long, "1ab", "-ab", "Monitor", "a b", "änne", "abc\n", "abé", "a/../b"] {
            assert_eq!(check_login(login), Err(BadAccount::Login), "{login}");
        }
    }

    /// Every pair of roles, printed: a change of what goes together shows as a change of this text.
    #[test]
    fn who_runs_or_checks_the_system_opens_nothing() {
        let mut refused = String::new();
        for (at, one) in Role::ALL.iter().enumerate() {
            assert_eq!(check_roles(&[*one]), Ok(()));
            for other in &Role::ALL[at + 1..] {
                assert_eq!(check_roles(&[*one, *other]).is_ok(), check_roles(&[*other, *one]).is_ok());
                if check_roles(&[*one, *other]).is_err() {
                    refused.push_str(&format!("{one} + {other}\n"));
                }
            }
        }
        assert_eq!(check_roles(&[]), Err(BadAccount::NoRole));
        insta::assert_snapshot!(refused, @r"
        verifier + administrator
        verifier + auditor
        technical_reviewer + administrator
        technical_reviewer + auditor
        cochair + administrator
        cochair + auditor
        task_force + administrator
        task_force + auditor
        ");
    }
}
