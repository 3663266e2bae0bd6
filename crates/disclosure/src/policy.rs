//! What a tier allows: plain settings with floors. The numbers are the project's own proposal, for a task
//! force's co-chairs to sign; no published rule of the mechanism sets them (`docs/disclosure-control.md`).

use crate::protect::Role;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The kind of violations that is sensitive whatever a task force says.
pub const ALWAYS_SENSITIVE: &str = "sexual_violence";

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

/// How finely figures may be told by area. What is stricter comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Areas {
    /// Not at all.
    None,
    /// The first level below the country.
    #[serde(rename = "level-1")]
    Level1,
    /// Any level.
    Any,
}

impl Areas {
    /// Its name in files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Level1 => "level-1",
            Self::Any => "any",
        }
    }

    /// The deepest level that may be told; 0 is the country.
    #[must_use]
    pub const fn level(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Level1 => 1,
            Self::Any => u8::MAX,
        }
    }
}

/// How figures may be told by party. What is stricter comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Parties {
    /// Not at all.
    None,
    /// By what kind of party it is.
    Kind,
    /// By name.
    Named,
}

impl Parties {
    /// Its name in files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Kind => "kind",
            Self::Named => "named",
        }
    }
}

/// Which dimensions the tables of a tier may have, and how finely.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// How finely by area.
    pub areas: Areas,
    /// How by party.
    pub parties: Parties,
    /// Whether sensitive figures may be told by area.
    pub sensitive_by_area: bool,
    /// The fewest months that a report or a row of it covers.
    pub shortest_period: u16,
    /// The most months that a report covers; any number, where there is none.
    pub longest_period: Option<u16>,
}

/// What is asked of one kind of violations by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfKind {
    /// Whether it is held to what sensitive figures are: their rules, and whether they may be told by area.
    pub sensitive: bool,
    /// Its rules, none less strict than those of its class.
    pub rules: Rules,
}

/// A tier's settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// For whom.
    pub tier: Tier,
    /// For figures that count nothing more sensitive.
    pub ordinary: Rules,
    /// For figures of sexual violence, or of whatever else a task force treats so.
    pub sensitive: Rules,
    /// Which dimensions. A policy that was frozen before plans were settings has none: [`Policy::plan`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
    /// Kinds of violations, by code, of which more is asked than of their class. A policy that was frozen before there
    /// were such has none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub violations: BTreeMap<String, OfKind>,
}

/// A setting that is less strict than the floor of its tier, or contradicts another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooLax {
    /// The setting, such as `sensitive.children`.
    pub key: String,
    /// What it is.
    pub is: String,
    /// What it must be, such as `at least 10`.
    pub must: String,
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
        let (ordinary, sensitive) = match tier {
            Tier::Internal => {
                let exact = Rules {
                    children: 1,
                    incidents: 1,
                    sources: 1,
                    width: 0,
                    hides_existence: false,
                    greatest_share: 100,
                };
                (exact, exact)
            }
            Tier::Partner => (rules(5, 2, 2, 3, false), rules(10, 3, 2, 5, true)),
            Tier::Public => (rules(10, 3, 2, 5, false), rules(10, 3, 2, 5, true)),
        };
        Self { tier, ordinary, sensitive, plan: Some(Plan::floor(tier)), violations: BTreeMap::new() }
    }

    /// Which dimensions it allows. Where it says nothing of that, it was frozen when every policy had the plan of the
    /// floor.
    #[must_use]
    pub fn plan(&self) -> Plan {
        self.plan.unwrap_or_else(|| Plan::floor(self.tier))
    }

    /// # Errors
    /// [`Error::Malformed`] naming the setting that is below the floor of its tier, and what it must be.
    pub fn check(&self) -> Result<()> {
        let Some(TooLax { key, is, must }) = self.too_lax() else { return Ok(()) };
        let tier = self.tier.code();
        Err(Error::Malformed(format!("the {tier} policy sets {key} to {is}: it must be {must}")))
    }

    /// The first setting that is less strict than the floor of the tier, or than the class of its kind, if one is.
    #[must_use]
    pub fn too_lax(&self) -> Option<TooLax> {
        let floor = Self::floor(self.tier);
        let of_plan = self.plan().too_lax(&floor.plan());
        let of_kind = |(kind, of): (&String, &OfKind)| {
            let key = format!("violations.{kind}");
            if kind == ALWAYS_SENSITIVE && !of.sensitive {
                return TooLax::of(format!("{key}.sensitive"), false, "true");
            }
            of.rules.too_lax(&key, &self.class(kind, of.sensitive))
        };
        of_plan
            .or_else(|| self.ordinary.too_lax("ordinary", &floor.ordinary))
            .or_else(|| self.sensitive.too_lax("sensitive", &floor.sensitive))
            .or_else(|| self.violations.iter().find_map(of_kind))
    }

    /// The same policy with rules at least as strict as another's: for what two editions tell together.
    #[must_use]
    pub fn as_strict_as(&self, other: &Self) -> Self {
        let mut both = Self {
            tier: self.tier,
            ordinary: self.ordinary.as_strict_as(&other.ordinary),
            sensitive: self.sensitive.as_strict_as(&other.sensitive),
            plan: self.plan,
            violations: BTreeMap::new(),
        };
        for kind in self.violations.keys().chain(other.violations.keys()) {
            let sensitive = self.is_sensitive(kind) || other.is_sensitive(kind);
            let rules = self.of_kind(kind).as_strict_as(&other.of_kind(kind));
            let rules = rules.as_strict_as(&both.class(kind, sensitive));
            both.violations.insert(kind.clone(), OfKind { sensitive, rules });
        }
        both
    }

    /// Whether a kind of violations is sensitive.
    #[must_use]
    pub fn is_sensitive(&self, kind: &str) -> bool {
        kind == ALWAYS_SENSITIVE || self.violations.get(kind).is_some_and(|of| of.sensitive)
    }

    /// What is asked of every kind of a class. What a task force calls sensitive is no freer for that than it was.
    #[must_use]
    pub fn class(&self, kind: &str, is_sensitive: bool) -> Rules {
        match is_sensitive {
            _ if kind == ALWAYS_SENSITIVE => self.sensitive,
            true => self.sensitive.as_strict_as(&self.ordinary),
            false => self.ordinary,
        }
    }

    /// The rules for figures of one kind of violations.
    fn of_kind(&self, kind: &str) -> Rules {
        let own = self.violations.get(kind).map(|of| of.rules);
        own.unwrap_or_else(|| self.class(kind, self.is_sensitive(kind)))
    }

    /// The rules for a figure that adds up what is of some kinds of violations: those that all of the kinds have in common,
    /// and no less than every figure is held to.
    #[must_use]
    pub fn rules_of_sum<'k>(&self, kinds: impl IntoIterator<Item = &'k str>) -> Rules {
        let mut is_ordinary = false;
        let rules = kinds.into_iter().map(|kind| {
            is_ordinary |= kind != ALWAYS_SENSITIVE;
            self.of_kind(kind)
        });
        let common = rules.reduce(|one, other| one.in_common_with(&other));
        match common {
            Some(common) if is_ordinary => common.as_strict_as(&self.ordinary),
            Some(common) => common,
            None => self.ordinary,
        }
    }

    /// The rules for a figure of whoever is affected by all of some kinds of violations at once: the strictest.
    #[must_use]
    pub fn rules_of_all<'k>(&self, kinds: impl IntoIterator<Item = &'k str>) -> Rules {
        let mut all = None::<Rules>;
        for kind in kinds {
            let class = if self.is_sensitive(kind) { self.sensitive } else { self.ordinary };
            let rules = self.violations.get(kind).map_or(class, |of| of.rules.as_strict_as(&class));
            all = Some(all.map_or(rules, |all| all.as_strict_as(&rules)));
        }
        all.unwrap_or(self.ordinary)
    }
}

impl Tier {
    const fn code(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Partner => "partner",
            Self::Public => "public",
        }
    }
}

impl Plan {
    /// The safe defaults of a tier. No setting may be less strict.
    #[must_use]
    pub const fn floor(tier: Tier) -> Self {
        let (areas, shortest_period) = match tier {
            Tier::Internal => (Areas::Any, 0),
            Tier::Partner | Tier::Public => (Areas::Level1, 3),
        };
        Self {
            areas,
            parties: Parties::Named,
            sensitive_by_area: !matches!(tier, Tier::Public),
            shortest_period,
            longest_period: None,
        }
    }

    fn too_lax(&self, floor: &Self) -> Option<TooLax> {
        if self.areas > floor.areas {
            let must = format!("{} or none", floor.areas.code());
            return TooLax::of("areas", self.areas.code(), must);
        }
        if self.parties > floor.parties {
            return TooLax::of("parties", self.parties.code(), format!("at most {}", floor.parties.code()));
        }
        if self.sensitive_by_area && !floor.sensitive_by_area {
            return TooLax::of("sensitive_by_area", true, "false");
        }
        let (shortest, least) = (self.shortest_period, floor.shortest_period);
        if shortest < least {
            return TooLax::of("shortest_period", shortest, format!("at least {least} months"));
        }
        // Not a question of strictness: such a policy allows no report at all.
        let too_short = self.longest_period.filter(|longest| *longest < shortest);
        too_short
            .and_then(|longest| TooLax::of("longest_period", longest, format!("at least {shortest} months")))
    }
}

impl TooLax {
    fn of(key: impl Into<String>, is: impl ToString, must: impl Into<String>) -> Option<Self> {
        Some(Self { key: key.into(), is: is.to_string(), must: must.into() })
    }
}

impl Rules {
    fn too_lax(&self, which: &str, floor: &Self) -> Option<TooLax> {
        let least = [
            ("children", self.children, floor.children),
            ("incidents", self.incidents, floor.incidents),
            ("sources", self.sources, floor.sources),
            ("width", self.width, floor.width),
        ];
        for (name, is, least) in least {
            if is < least {
                return TooLax::of(format!("{which}.{name}"), is, format!("at least {least}"));
            }
        }
        let (is, most) = (self.greatest_share, floor.greatest_share);
        if is > most {
            return TooLax::of(format!("{which}.greatest_share"), is, format!("at most {most}"));
        }
        let exists = floor.hides_existence && !self.hides_existence;
        exists.then(|| TooLax::of(format!("{which}.hides_existence"), false, "true")).flatten()
    }

    fn as_strict_as(&self, other: &Self) -> Self {
        Self {
            children: self.children.max(other.children),
            incidents: self.incidents.max(other.incidents),
            sources: self.sources.max(other.sources),
            width: self.width.max(other.width),
            hides_existence: self.hides_existence || other.hides_existence,
            greatest_share: self.greatest_share.min(other.greatest_share),
        }
    }

    fn in_common_with(&self, other: &Self) -> Self {
        Self {
            children: self.children.min(other.children),
            incidents: self.incidents.min(other.incidents),
            sources: self.sources.min(other.sources),
            width: self.width.min(other.width),
            hides_existence: self.hides_existence && other.hides_existence,
            greatest_share: self.greatest_share.max(other.greatest_share),
        }
    }

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
