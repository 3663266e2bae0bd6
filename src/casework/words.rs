//! Looking for words in what incidents say: narratives, names, places, contacts.

use super::list::line;
use super::{CaseError, Desk, Filter, IncidentLine, ListPage, Opened, on_all_cores};
use domain::access::act;
use domain::spelling::Wanted;
use store::IncidentRow;

/// Records that are opened at once.
const PAGE: usize = 500;
/// Records that are opened for one page at most: what takes longer is gone on with from page to page.
const MOST_OPENED: usize = 4_000;
/// What the coded half says in words of its own.
const TEXTS: [&str; 3] = ["external_id", "title", "public_summary"];

impl Desk {
    /// A page of the incidents that answer to a filter and hold the words, newest first, with numbers before
    /// `before`. A page may be short, or empty, before the last one: where there is a next one, not all have been
    /// looked at. That identity content is read is in the log before the first record is opened.
    pub async fn find_words(
        &self,
        filter: &Filter,
        words: &str,
        before: Option<i64>,
        most: usize,
    ) -> Result<ListPage, CaseError> {
        let wanted = Wanted::of(words).ok_or_else(|| {
            CaseError::Invalid("one looks for one to eight words; hyphens and spaces part them".to_owned())
        })?;
        let permit = self.permit::<act::ReadCase>().await?;
        let identity = self.permit::<act::ReadIdentity>().await?;
        let mut numbers = self.numbers(&permit, filter).await?;
        numbers.truncate(numbers.partition_point(|number| before.is_none_or(|before| *number < before)));
        let unseen = numbers.len().saturating_sub(MOST_OPENED);
        let mut seen = numbers.split_off(unseen);
        if seen.is_empty() {
            return Ok(ListPage { lines: Vec::new(), next: None, total: None });
        }
        // Not the words: they are content.
        self.log_reading(&identity, self.situation.row.id.0, 0, vault::digest_of(&[b"words"])).await?;
        let mut next = seen.first().copied().filter(|_| unseen > 0);
        let mut lines: Vec<IncidentLine> = Vec::new();
        while !seen.is_empty() && lines.len() <= most {
            let part = seen.split_off(seen.len().saturating_sub(PAGE));
            let mut rows = self.store.incidents_numbered(&identity, &part).await?;
            rows.sort_unstable_by_key(|row| std::cmp::Reverse(row.number));
            let found = tokio::task::block_in_place(|| {
                on_all_cores(&rows, |row| self.with_words(row, filter, &wanted))
            });
            for line in found {
                lines.extend(line?);
            }
        }
        if lines.len() > most {
            lines.truncate(most);
            next = lines.last().map(|line| line.number);
        }
        Ok(ListPage { lines, next, total: None })
    }

    fn with_words(
        &self,
        row: &IncidentRow,
        filter: &Filter,
        wanted: &Wanted,
    ) -> Result<Option<IncidentLine>, CaseError> {
        let record = self.keys.open_case(row)?;
        let identity = self.keys.open_identity(row)?;
        let coded = record.content.value();
        let texts = TEXTS.into_iter().filter_map(|field| coded.get(field));
        if !wanted.are_in(texts.chain([&identity])) {
            return Ok(None);
        }
        line(&Opened { number: row.number, id: row.id, version: row.version, record }, filter)
    }
}
