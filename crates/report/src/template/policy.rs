//! What a task force allows of a wider audience: settings over the floor of each tier, every one optional.

use super::Template;
use super::check::Checker;
use crate::Result;
use crate::release::tier_of;
use disclosure::Policy;
use disclosure::policy::{ALWAYS_SENSITIVE, Areas, OfKind, Parties, Rules, TooLax};
use domain::tables::Tier;
use domain::violation::ViolationType;
use serde::Deserialize;
use std::collections::BTreeMap;

/// `[policy]`. What stays within the task force is exact, so that the internal tier has no settings.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Policies {
    partner: Option<Settings>,
    public: Option<Settings>,
}

/// `[policy.partner]` and `[policy.public]`. What is left out is the tier's floor.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    areas: Option<Areas>,
    parties: Option<Parties>,
    sensitive_by_area: Option<bool>,
    shortest_period: Option<u16>,
    longest_period: Option<u16>,
    #[serde(default)]
    ordinary: Ordinary,
    #[serde(default)]
    sensitive: Sensitive,
    #[serde(default)]
    violations: BTreeMap<ViolationType, OfType>,
}

/// `[policy.….ordinary]`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ordinary {
    children: Option<u32>,
    incidents: Option<u32>,
    width: Option<u32>,
    hides_existence: Option<bool>,
}

/// `[policy.….sensitive]`. Sources are not among the coded facts, so that no figure could be asked for their number.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sensitive {
    children: Option<u32>,
    incidents: Option<u32>,
    width: Option<u32>,
    hides_existence: Option<bool>,
    greatest_share: Option<u32>,
}

/// `[policy.….violations.TYPE]`, over what its class is asked.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfType {
    sensitive: Option<bool>,
    children: Option<u32>,
    incidents: Option<u32>,
    width: Option<u32>,
    hides_existence: Option<bool>,
    greatest_share: Option<u32>,
}

fn set<T>(setting: &mut T, to: Option<T>) {
    if let Some(to) = to {
        *setting = to;
    }
}

impl Settings {
    fn over(&self, floor: Policy) -> Policy {
        let mut plan = floor.plan();
        set(&mut plan.areas, self.areas);
        set(&mut plan.parties, self.parties);
        set(&mut plan.sensitive_by_area, self.sensitive_by_area);
        set(&mut plan.shortest_period, self.shortest_period);
        plan.longest_period = self.longest_period.or(plan.longest_period);
        let mut policy = Policy { plan: Some(plan), ..floor };
        let rules = |rules: &mut Rules, children, incidents, width, hides_existence| {
            set(&mut rules.children, children);
            set(&mut rules.incidents, incidents);
            set(&mut rules.width, width);
            set(&mut rules.hides_existence, hides_existence);
        };
        let Ordinary { children, incidents, width, hides_existence } = self.ordinary;
        rules(&mut policy.ordinary, children, incidents, width, hides_existence);
        let Sensitive { children, incidents, width, hides_existence, greatest_share } = self.sensitive;
        rules(&mut policy.sensitive, children, incidents, width, hides_existence);
        set(&mut policy.sensitive.greatest_share, greatest_share);
        for (kind, of) in &self.violations {
            let code = kind.code();
            let OfType { sensitive, children, incidents, width, hides_existence, greatest_share } = *of;
            let sensitive = sensitive.unwrap_or(code == ALWAYS_SENSITIVE);
            let mut own = policy.class(code, sensitive);
            rules(&mut own, children, incidents, width, hides_existence);
            set(&mut own.greatest_share, greatest_share);
            policy.violations.insert(code.to_owned(), OfKind { sensitive, rules: own });
        }
        policy
    }
}

impl Settings {
    /// A setting that no figure would be held to: whoever wrote it believes something protected that is not.
    fn without_use(&self) -> Option<(String, &'static str, &'static str)> {
        self.violations.iter().find_map(|(kind, of)| {
            let key = |key: &str| format!("violations.{kind}.{key}");
            let is_sensitive = of.sensitive == Some(true) || kind.code() == ALWAYS_SENSITIVE;
            if of.children.is_some() && !kind.counts_children() {
                let problem = "is set, and the type is counted by incidents";
                return Some((key("children"), problem, "set incidents instead"));
            }
            if of.greatest_share.is_some() && !is_sensitive {
                let problem = "is set, and only what is sensitive has a greatest share";
                return Some((key("greatest_share"), problem, "add sensitive = true, or leave it out"));
            }
            None
        })
    }
}

impl Policies {
    fn of(&self, tier: Tier) -> Option<&Settings> {
        match tier {
            Tier::Internal => None,
            Tier::Partner => self.partner.as_ref(),
            Tier::Public => self.public.as_ref(),
        }
    }
}

impl Template {
    /// What it allows a tier: its own settings, over the tier's floor.
    #[must_use]
    pub fn policy(&self, tier: Tier) -> Policy {
        let floor = Policy::floor(tier_of(tier));
        match self.declared.policy.of(tier) {
            Some(settings) => settings.over(floor),
            None => floor,
        }
    }
}

impl Checker<'_> {
    /// Settings are of tiers for which the report is made, and none is less strict than the floor.
    pub(super) fn policies(&self) -> Result<()> {
        for tier in [Tier::Partner, Tier::Public] {
            let Some(settings) = self.template.declared.policy.of(tier) else { continue };
            if !self.template.tiers().contains(&tier) {
                let problem = "is there, and the report is not made for that tier";
                let remedy =
                    format!("leave it out, or name {tier} among the `tiers` at the top of template.toml");
                return self.refuse(&format!("policy.{tier}"), problem, remedy);
            }
            if let Some(TooLax { key, is, must }) = self.template.policy(tier).too_lax() {
                let remedy =
                    format!("make it {must}, or leave it out: docs/reports.md has the floor of each setting");
                return self.refuse(&format!("policy.{tier}.{key}"), format!("is {is}"), remedy);
            }
            if let Some((key, problem, remedy)) = settings.without_use() {
                return self.refuse(&format!("policy.{tier}.{key}"), problem, remedy);
            }
        }
        Ok(())
    }
}
