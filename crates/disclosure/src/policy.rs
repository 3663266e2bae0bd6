//! What a tier allows: plain settings with floors. The numbers are the project's own proposal, for a task
//! force's co-chairs to sign; no published rule of the mechanism sets them (`docs/disclosure-control.md`).

use crate::protect::Role;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// For whom a release is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// The task force itself: exact figures.
    Internal,
    /// Agencies under an information-sharing protocol.
    Partner,
    /// Everybody.
    Public,
}

/// Rules for the figures of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The fewest children that a figure may count. A figure of one to one fewer is protected.
    pub children: u32,
    /// The fewest incidents behind a figure.
    pub incidents: u32,
    /// The fewest sources behind a figure.
    pub sources: u32,
    /// How far apart the least and the greatest whole number must lie that a protected figure can still be.
    pub width: u32,
    /// Whether not even the existence of a case may be learnt: zero must be possible.
    pub hides_existence: bool,
    /// The greatest part of an identifiable group, in hundredths, that a sensitive attribute may have.
    pub greatest_share: u32,
}

/// A tier's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// For whom.
    pub tier: Tier,
    /// For figures that count nothing more sensitive.
    pub ordinary: Rules,
    /// For figures of sexual violence, or of whatever else a task force treats so.
    pub sensitive: Rules,
}

/// What stands behind a figure, besides the children that it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behind {
    /// How many incidents.
    pub incidents: u64,
    /// How many sources.
    pub sources: u64,
}

/// Why a figure is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It counts too few children.
    FewChildren,
    /// Too few incidents stand behind it.
    FewIncidents,
    /// Too few sources stand behind it.
    FewSources,
    /// Nearly all of a group share something sensitive.
    Group,
}

impl Policy {
    /// The safe defaults of a tier. No setting may be less strict.
    #[must_use]
    pub fn floor(tier: Tier) -> Self {
        let rules = |children, incidents, sources, width, hides_existence| Rules {
            children,
            incidents,
            sources,
            width,
            hides_existence,
            greatest_share: 80,
        };
        match tier {
            Tier::Internal => {
                let exact = Rules {
                    children: 1,
                    incidents: 1,
                    sources: 1,
                    width: 0,
                    hides_existence: false,
                    greatest_share: 100,
                };
                Self { tier, ordinary: exact, sensitive: exact }
            }
            Tier::Partner => {
                Self { tier, ordinary: rules(5, 2, 2, 3, false), sensitive: rules(10, 3, 2, 5, true) }
            }
            Tier::Public => {
                Self { tier, ordinary: rules(10, 3, 2, 5, false), sensitive: rules(10, 3, 2, 5, true) }
            }
        }
    }

    /// # Errors
    /// [`Error::Malformed`] naming the setting that is below the floor of its tier, and what it must be.
    pub fn check(&self) -> Result<()> {
        let floor = Self::floor(self.tier);
        for (which, rules, floor) in
            [("ordinary", self.ordinary, floor.ordinary), ("sensitive", self.sensitive, floor.sensitive)]
        {
            let least = [
                ("children", rules.children, floor.children),
                ("incidents", rules.incidents, floor.incidents),
                ("sources", rules.sources, floor.sources),
                ("width", rules.width, floor.width),
            ];
            for (name, is, least) in least {
                if is < least {
                    return refuse(self.tier, which, name, &is.to_string(), &format!("at least {least}"));
                }
            }
            let (is, most) = (rules.greatest_share, floor.greatest_share);
            if is > most {
                return refuse(
                    self.tier,
                    which,
                    "greatest_share",
                    &is.to_string(),
                    &format!("at most {most}"),
                );
            }
            if floor.hides_existence && !rules.hides_existence {
                return refuse(self.tier, which, "hides_existence", "false", "true");
            }
        }
        Ok(())
    }

    /// The rules for a figure.
    #[must_use]
    pub const fn rules(&self, is_sensitive: bool) -> &Rules {
        if is_sensitive { &self.sensitive } else { &self.ordinary }
    }
}

fn refuse(tier: Tier, which: &str, name: &str, is: &str, must: &str) -> Result<()> {
    let tier = match tier {
        Tier::Internal => "internal",
        Tier::Partner => "partner",
        Tier::Public => "public",
    };
    Err(Error::Malformed(format!("the {tier} policy sets {which}.{name} to {is}: it must be {must}")))
}

impl Rules {
    /// Why a figure must be protected, if it must. A figure of zero counts nobody.
    #[must_use]
    pub fn reason(&self, children: u64, behind: Option<Behind>) -> Option<Reason> {
        let few = |count: u64, least: u32| (1..u64::from(least)).contains(&count);
        if few(children, self.children) {
            Some(Reason::FewChildren)
        } else if behind.is_some_and(|behind| children > 0 && few(behind.incidents, self.incidents)) {
            Some(Reason::FewIncidents)
        } else if behind.is_some_and(|behind| children > 0 && few(behind.sources, self.sources)) {
            Some(Reason::FewSources)
        } else {
            None
        }
    }

    /// Whether a group is disclosed: so many of it share something sensitive that each of them is known to.
    /// Then neither the part nor the rest of the group may be shown.
    #[must_use]
    pub fn discloses_group(&self, part: u64, group: u64) -> bool {
        part > 0 && u128::from(part) * 100 > u128::from(group) * u128::from(self.greatest_share)
    }

    /// The role of a figure that must be protected.
    #[must_use]
    pub const fn protected(&self) -> Role {
        Role::Protected { width: self.width, may_be_zero: self.hides_existence }
    }

    /// Whether an official total may be split at all, by place or time or party: a total below the width
    /// leaves each part no more room than it has itself, so that at least three parts must be able to hold
    /// all of it.
    #[must_use]
    pub fn may_split(&self, official_total: u64, parts_that_can_hold_it: usize) -> bool {
        official_total == 0
            || official_total >= u64::from(self.width)
            || (!self.hides_existence && parts_that_can_hold_it >= 3)
    }
}
