//! What an attack found of each attacker, kept so that it can be checked later by additions alone.

use super::bench::{Attacker, Bench};
use super::{Attempt, Edition, linked};
use crate::Result;
use disclosure::attack::{Depth, Finding, attack_from};
use disclosure::certificate::Certificate;
use disclosure::world::Change;
use disclosure::{Budget, Error, System, Tier};
use serde::{Deserialize, Serialize};

/// Why no protected figure can be pinned down by one attacker: complete sets of counts that fit all that they hold, told
/// by what differs from the counts behind the editions.
///
/// It holds worlds next to the truth: it is as secret as the counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// Who tries: holders of the editions of this tier and of all wider ones.
    pub audience: Tier,
    /// The party that knows what it did itself, if it is one that tries.
    pub party: Option<String>,
    /// Figures of which more could be learnt before the new edition than their policy asks. That it could be is
    /// taken from the attack; here it is only counted.
    pub excused: Vec<Excused>,
    /// The worlds.
    pub worlds: Vec<Change>,
    /// For each protected figure the worlds in which it is least and greatest: 0 is the counts themselves.
    pub pairs: Vec<(usize, usize)>,
}

/// A figure of which less is promised than its policy asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Excused {
    /// Which of the protected figures it is.
    pub figure: usize,
    /// What is left of the width.
    pub width: u32,
    /// Whether zero must still be possible.
    pub may_be_zero: bool,
}

/// Attacks the last of some editions together with all before it, as they are published; where nothing was found, with
/// the proof of it for each attempt.
///
/// # Errors
/// [`crate::ReportError::Disclosure`] where they contradict each other or their counts, or the budget is spent first:
/// nothing may be approved on that.
pub fn prove(
    new: &Edition,
    earlier: &[Edition],
    budget: &mut Budget<'_>,
) -> Result<(Vec<Attempt>, Option<Vec<Proof>>)> {
    let editions = linked(new, earlier);
    let bench = Bench::new(&editions);
    let tried = bench.try_each(&bench.everybody(), budget, |attacker, worlds, budget| {
        let truth = &bench.space.truth;
        let asked = bench.system(attacker);
        let (report, worlds) = attack_from(&asked, truth, Depth::Width, worlds, budget)?;
        // What could be learnt before is looked for last: few figures are left of which no world says that it could not.
        let (before, _) = bench.before(attacker, &worlds, budget)?;
        let is_excused = !before.is_empty();
        let attacker = attacker.excused(before);
        let (system, report) = if report.is_safe() || !is_excused {
            (asked.clone(), report)
        } else {
            let system = bench.system(&attacker);
            let report = attack_from(&system, truth, Depth::Width, &worlds, budget)?.0;
            (system, report)
        };
        let certificate = report.certificate.as_ref();
        let proof = certificate.map(|certificate| Proof::of(certificate, &attacker, &asked, &system));
        let attempt = Attempt {
            audience: attacker.audience,
            party: attacker.party.clone(),
            protected: system.targets.len(),
            known: system.facts.len(),
            known_before: attacker.known_before(&system),
            tightest: report.tightest().map(Finding::width),
            breaches: report.breaches().map(super::Breach::from).collect(),
        };
        Ok(((attempt, proof), worlds))
    })?;
    let (attempts, proofs): (Vec<Attempt>, Vec<Option<Proof>>) = tried.into_iter().unzip();
    Ok((attempts, proofs.into_iter().collect()))
}

/// Checks proofs against editions as they are published, with the counts behind them, and searches nothing. Gives of
/// how many figures each attacker was kept; those of which more had been known before are not among them.
///
/// What was told of the attempts must be what is proved: as many figures, of which no more are excused than the
/// attack said that more had been known before. They may be fewer: of some of which more had been known, all that is asked
/// is still promised.
///
/// # Errors
/// [`crate::ReportError::Disclosure`] saying what does not hold.
pub fn verify(
    new: &Edition,
    earlier: &[Edition],
    attempts: &[Attempt],
    proofs: &[Proof],
) -> Result<Vec<usize>> {
    let editions = linked(new, earlier);
    let bench = Bench::new(&editions);
    let attackers = bench.everybody();
    let who = |attacker: &Attacker| (attacker.audience, attacker.party.clone());
    let of_proofs = proofs.iter().map(|proof| (proof.audience, proof.party.clone()));
    let tried = attempts.iter().map(|attempt| (attempt.audience, attempt.party.clone()));
    if !attackers.iter().map(who).eq(of_proofs) || !attackers.iter().map(who).eq(tried) {
        return Err(refuse("it is against other attackers").into());
    }
    let checked = attackers.iter().zip(attempts).zip(proofs).map(|((attacker, attempt), proof)| {
        let mut system = bench.system(attacker);
        if system.targets.len() != attempt.protected {
            let (is, told) = (system.targets.len(), attempt.protected);
            return Err(refuse(&format!("it is of {is} figures, and the attack was on {told}")).into());
        }
        if proof.excused.len() > attempt.known_before {
            let (excused, told) = (proof.excused.len(), attempt.known_before);
            let what = format!(
                "it excuses {excused}, and the attack said of {told} figures that more had been known"
            );
            return Err(refuse(&what).into());
        }
        proof.excuse(&mut system)?;
        let (worlds, pairs) = (proof.worlds.clone(), proof.pairs.clone());
        Certificate { base: bench.space.truth.clone(), worlds, pairs }.verify(&system)?;
        Ok(system.targets.len() - proof.excused.len())
    });
    checked.collect()
}

fn refuse(what: &str) -> Error {
    Error::Malformed(format!("the certificate does not hold: {what}"))
}

impl Proof {
    fn of(certificate: &Certificate, attacker: &Attacker, asked: &System, system: &System) -> Proof {
        let Certificate { worlds, pairs, .. } = certificate.slimmed(system);
        let figures = (0..).zip(system.targets.iter().zip(&asked.targets));
        let excused =
            figures.filter(|(_, (is, asked))| (is.width, is.may_be_zero) != (asked.width, asked.may_be_zero));
        Proof {
            audience: attacker.audience,
            party: attacker.party.clone(),
            excused: excused
                .map(|(figure, (is, _))| Excused { figure, width: is.width, may_be_zero: is.may_be_zero })
                .collect(),
            worlds,
            pairs,
        }
    }

    /// Takes from the figures what they were excused of, and never asks more of them.
    fn excuse(&self, system: &mut System) -> Result<()> {
        if !self.excused.is_sorted_by(|one, next| one.figure < next.figure) {
            return Err(refuse("it excuses a figure twice").into());
        }
        for Excused { figure, width, may_be_zero } in &self.excused {
            let Some(target) = system.targets.get_mut(*figure) else {
                return Err(refuse("it excuses a figure that is not there").into());
            };
            target.width = target.width.min(*width);
            target.may_be_zero &= may_be_zero;
        }
        Ok(())
    }
}
