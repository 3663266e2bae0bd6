//! Incidents that are likely the same one: found by opening and comparing, never by an index.
//!
//! The packed facts rule out nearly all others; of the rest the coded halves are opened, and of those that may still
//! be the same the identity halves, where the person may read them.

use super::{CaseError, Desk, on_all_cores};
use domain::access::{self, Permit, act};
use domain::audit::LogAct;
use domain::counting::IncidentFacts;
use domain::duplicates::{Likeness, Outline, Read, Sketch};
use domain::id::IncidentId;
use domain::interchange::{Incident, merge};
use domain::record::{CaseRecord, ToldApart};
use domain::violation::IncidentStatus;
use std::collections::{BTreeSet, HashMap, HashSet};
use store::IncidentRow;
use vault::Compartment;

/// The likely duplicates of one incident that are shown.
const MOST_OF_ONE: usize = 20;
/// Incidents that are looked at at once on the way through all of them.
const STRIDE: usize = 100;
/// Records that one page opens before it says how to go on.
const MOST_OPENED: usize = 5_000;
/// Outlines that one page compares before it says how to go on.
const MOST_COMPARED: usize = 50_000_000;
/// Records that are read at once.
const PAGE: usize = 200;

/// An incident that may be another one.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its id.
    pub id: IncidentId,
    /// Its number: the place in lists.
    pub number: u32,
    /// The outside id.
    pub external_id: String,
    /// The version of the record that was compared.
    pub version: u64,
}

/// Two incidents that are likely the same one.
#[derive(Clone, Debug)]
pub struct LikelyPair {
    /// The newer one.
    pub one: Known,
    /// The older one.
    pub other: Known,
    /// How alike they are, and in what.
    pub likeness: Likeness,
}

/// A page of pairs.
#[derive(Clone, Debug)]
pub struct PairPage {
    /// The pairs: those of newer incidents first, the best of each first.
    pub pairs: Vec<LikelyPair>,
    /// Where the next page begins: with incidents before this number.
    pub next: Option<i64>,
}

/// What the packed facts say of every incident, as far as it rules out others.
struct Placed {
    number: u32,
    open: bool,
    outline: Outline,
}

/// An opened incident.
struct Seen {
    known: Known,
    coded: Sketch,
    /// Incidents from which people told it apart.
    apart: HashSet<IncidentId>,
}

/// A search for duplicates, with what it has opened so far.
struct Hunt<'d> {
    desk: &'d Desk,
    permit: Permit<act::FindDuplicates>,
    /// Where the person may read identity content, and has its key.
    identity: Option<Permit<act::ReadIdentity>>,
    logged: bool,
    seen: HashMap<u32, Seen>,
    whole: HashMap<u32, Sketch>,
}

impl Desk {
    /// Open incidents that are likely the same as one, the most alike first.
    pub async fn duplicates_of(&self, id: IncidentId) -> Result<Vec<LikelyPair>, CaseError> {
        let mut hunt = self.hunt(self.permit().await?);
        let permit = self.permit::<act::ReadCase>().await?;
        let row = self.store.incidents(&permit, &[id]).await?.pop().ok_or(CaseError::NotFound)?;
        let number = u32::try_from(row.number).map_err(|_| CaseError::Unreadable(id.to_string()))?;
        let placed = hunt.placed().await?;
        let Some(this) = placed.iter().find(|placed| placed.number == number) else { return Ok(Vec::new()) };
        let others = placed.iter().filter(|other| other.open && other.number != number);
        let others = others.filter(|other| other.outline.may_be(&this.outline));
        let mut pairs = hunt.likely(others.map(|other| (number, other.number)).collect()).await?;
        pairs.truncate(MOST_OF_ONE);
        Ok(pairs)
    }

    /// A page of pairs of open incidents that are likely the same, of which the newer one's number is before `before`.
    /// A page may have fewer pairs than `most`, or none, and still say where the next one begins.
    pub async fn duplicates(&self, before: Option<i64>, most: usize) -> Result<PairPage, CaseError> {
        let mut hunt = self.hunt(self.permit().await?);
        let mut placed = hunt.placed().await?;
        placed.retain(|placed| placed.open);
        let end =
            placed.partition_point(|placed| before.is_none_or(|before| i64::from(placed.number) < before));
        let mut pairs: Vec<LikelyPair> = Vec::new();
        let (mut at, mut compared) = (end, 0);
        while at > 0 && pairs.len() < most && hunt.seen.len() < MOST_OPENED && compared < MOST_COMPARED {
            let start = at.saturating_sub(STRIDE);
            compared += (at - start) * at;
            let candidates = tokio::task::block_in_place(|| {
                on_all_cores(&(start..at).collect::<Vec<_>>(), |&this| {
                    let (this, older) = (&placed[this], &placed[..this]);
                    let others = older.iter().filter(|other| other.outline.may_be(&this.outline));
                    others.map(|other| (this.number, other.number)).collect::<Vec<_>>()
                })
            });
            pairs.extend(hunt.likely(candidates.into_iter().flatten().collect()).await?);
            at = start;
        }
        pairs.sort_by(|one, other| {
            other.one.number.cmp(&one.one.number).then_with(|| best_first(&one.likeness, &other.likeness))
        });
        let mut next = (at > 0).then(|| i64::from(placed[at].number));
        if pairs.len() > most {
            // Cut between two incidents, so that the next page begins with one of them.
            let last = pairs[most - 1].one.number;
            pairs.retain(|pair| pair.one.number >= last);
            next = Some(i64::from(last));
        }
        Ok(PairPage { pairs, next })
    }

    /// Says that an incident is not another one, though it is like it: they are not shown together again. Gives the
    /// version of the record that says so.
    pub async fn tell_apart(
        &self,
        id: IncidentId,
        other: IncidentId,
        reason: &str,
    ) -> Result<u64, CaseError> {
        let permit = self.permit::<act::ChangeStage>().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let mut rows = write.incidents(&[id, other]).await?;
        let mut take = |id| {
            let at = rows.iter().position(|row| row.id == id).ok_or(CaseError::NotFound)?;
            Ok::<IncidentRow, CaseError>(rows.swap_remove(at))
        };
        let row = take(id)?;
        let mut record = self.keys.open_to_change(&row)?;
        let external_id = match id == other {
            true => String::new(),
            false => self
                .keys
                .open_case(&take(other)?)
                .and_then(|record| Ok(document(&record, other)?.external_id))?,
        };
        let told = ToldApart {
            id: other,
            external_id,
            by: self.actor.account,
            recorded_on: self.now.today,
            reason: reason.trim().to_owned(),
            version: None,
        };
        if !record.tell_apart(id, told)? {
            return Ok(row.version);
        }
        let version = row.version + 1;
        self.replace_case(&mut write, row, record, LogAct::ToldApart).await?;
        write.commit().await?;
        Ok(version)
    }

    fn hunt(&self, permit: Permit<act::FindDuplicates>) -> Hunt<'_> {
        let identity = access::permit::<act::ReadIdentity>(&self.actor).ok();
        let identity = identity.filter(|_| self.keys.current(Compartment::Identity).is_ok());
        let (seen, whole) = (HashMap::new(), HashMap::new());
        Hunt { desk: self, permit, identity, logged: false, seen, whole }
    }
}

fn document(record: &CaseRecord, id: IncidentId) -> Result<Incident, CaseError> {
    record.content.incident().map_err(|_| CaseError::Unreadable(id.to_string()))
}

fn best_first(one: &Likeness, other: &Likeness) -> std::cmp::Ordering {
    other.strength().total_cmp(&one.strength())
}

impl Hunt<'_> {
    /// Every incident with what rules out others, in the order of their numbers.
    async fn placed(&self) -> Result<Vec<Placed>, CaseError> {
        let registers = &self.desk.situation.registers;
        let mut placed = Vec::new();
        self.desk
            .each_block(&self.permit, |block| {
                placed.extend(block.unpack()?.iter().map(|facts| Placed {
                    number: facts.number,
                    open: facts.status == IncidentStatus::Open,
                    outline: Outline::of(facts, registers),
                }));
                Ok(())
            })
            .await?;
        Ok(placed)
    }

    /// Those of the pairs that are likely the same incident, the most alike first.
    async fn likely(&mut self, pairs: Vec<(u32, u32)>) -> Result<Vec<LikelyPair>, CaseError> {
        let pairs = self.by_facts(pairs).await?;
        self.open(&pairs).await?;
        let pairs: Vec<_> = pairs.into_iter().filter(|pair| self.may_be(pair)).collect();
        if self.identity.is_some() {
            self.open_identity(&pairs).await?;
        }
        let mut likely: Vec<LikelyPair> = pairs.iter().filter_map(|pair| self.pair(pair)).collect();
        likely.sort_by(|one, other| best_first(&one.likeness, &other.likeness));
        Ok(likely)
    }

    /// Leaves out what the packed facts rule out.
    async fn by_facts(&self, mut pairs: Vec<(u32, u32)>) -> Result<Vec<(u32, u32)>, CaseError> {
        let wanted: HashSet<u32> = pairs.iter().flat_map(|(one, other)| [*one, *other]).collect();
        if wanted.is_empty() {
            return Ok(pairs);
        }
        let registers = &self.desk.situation.registers;
        let mut sketches: HashMap<u32, Sketch> = HashMap::with_capacity(wanted.len());
        self.desk
            .each_block(&self.permit, |block| {
                let facts = block.unpack()?.into_iter().filter(|facts| wanted.contains(&facts.number));
                sketches.extend(
                    facts.map(|facts: IncidentFacts| (facts.number, Sketch::of_facts(&facts, registers))),
                );
                Ok(())
            })
            .await?;
        pairs.retain(|(one, other)| match (sketches.get(one), sketches.get(other)) {
            (Some(one), Some(other)) => Likeness::of(one, other).may_be_likely(Read::Facts),
            _ => false,
        });
        Ok(pairs)
    }

    /// Opens the coded halves of the incidents of pairs.
    async fn open(&mut self, pairs: &[(u32, u32)]) -> Result<(), CaseError> {
        let registers = &self.desk.situation.registers;
        for rows in self.rows(pairs, |hunt, number| hunt.seen.contains_key(number)).await? {
            let keys = &self.desk.keys;
            let opened = tokio::task::block_in_place(|| {
                on_all_cores(&rows, |row| {
                    let record = keys.open_case(row)?;
                    let incident = document(&record, row.id)?;
                    let coded = Sketch::of(&incident, registers);
                    let number =
                        u32::try_from(row.number).map_err(|_| CaseError::Unreadable(row.id.to_string()))?;
                    let known =
                        Known { id: row.id, number, external_id: incident.external_id, version: row.version };
                    let apart = record.told_apart.iter().map(|told| told.id).collect();
                    Ok::<_, CaseError>((number, Seen { known, coded, apart }))
                })
            });
            for one in opened {
                let (number, seen) = one?;
                self.seen.insert(number, seen);
            }
        }
        Ok(())
    }

    /// Opens the identity halves too. That they are read is in the log before the first of them is opened, once a
    /// search.
    async fn open_identity(&mut self, pairs: &[(u32, u32)]) -> Result<(), CaseError> {
        let Some(permit) = &self.identity else { return Ok(()) };
        if !self.logged && !pairs.is_empty() {
            let desk = self.desk;
            let what = vault::digest_of(&[b"duplicates"]);
            desk.log_reading(permit, desk.situation.row.id.0, 0, what).await?;
            self.logged = true;
        }
        let registers = &self.desk.situation.registers;
        for rows in self.rows(pairs, |hunt, number| hunt.whole.contains_key(number)).await? {
            let keys = &self.desk.keys;
            let opened = tokio::task::block_in_place(|| {
                on_all_cores(&rows, |row| {
                    let whole = merge(keys.open_case(row)?.content.value(), keys.open_identity(row)?);
                    let whole =
                        Incident::from_value(whole).map_err(|_| CaseError::Unreadable(row.id.to_string()))?;
                    Ok::<_, CaseError>((row.number as u32, Sketch::of(&whole, registers)))
                })
            });
            for one in opened {
                let (number, sketch) = one?;
                self.whole.insert(number, sketch);
            }
        }
        Ok(())
    }

    /// The records of the incidents of pairs that were not opened before.
    async fn rows(
        &self,
        pairs: &[(u32, u32)],
        opened: impl Fn(&Self, &u32) -> bool,
    ) -> Result<Vec<Vec<IncidentRow>>, CaseError> {
        let numbers: BTreeSet<u32> = pairs.iter().flat_map(|(one, other)| [*one, *other]).collect();
        let numbers: Vec<i64> =
            numbers.iter().filter(|number| !opened(self, number)).map(|number| i64::from(*number)).collect();
        let mut pages = Vec::new();
        for page in numbers.chunks(PAGE) {
            pages.push(self.desk.store.incidents_numbered(&self.permit, page).await?);
        }
        Ok(pages)
    }

    /// Whether the coded halves of a pair leave it open that they are likely the same.
    fn may_be(&self, (one, other): &(u32, u32)) -> bool {
        let (Some(one), Some(other)) = (self.seen.get(one), self.seen.get(other)) else { return false };
        let likeness = Likeness::of(&one.coded, &other.coded);
        let apart = one.apart.contains(&other.known.id) || other.apart.contains(&one.known.id);
        !apart
            && if self.identity.is_some() {
                likeness.may_be_likely(Read::Coded)
            } else {
                likeness.is_likely()
            }
    }

    fn pair(&self, (one, other): &(u32, u32)) -> Option<LikelyPair> {
        let (here, there) = (self.seen.get(one)?, self.seen.get(other)?);
        let sketch = |number: &u32, seen: &Seen| self.whole.get(number).unwrap_or(&seen.coded).clone();
        let likeness = Likeness::of(&sketch(one, here), &sketch(other, there));
        let pair =
            || LikelyPair { one: here.known.clone(), other: there.known.clone(), likeness: likeness.clone() };
        likeness.is_likely().then(pair)
    }
}
