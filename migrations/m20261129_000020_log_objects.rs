//! Where the log last speaks of what is no incident and no report. Of those there are many and each has its own rows;
//! of accounts, registers, releases and the like there are few, and to find one by reading backwards takes the whole log.

use sea_orm_migration::prelude::*;

/// What the index holds: all but the acts of which the log has as many as there are incidents, reports and readers. The
/// store asks in the same words, or neither engine uses the index. Keys of releases are wrapped anew like those of records,
/// so that `rewrapped` is in it.
pub const FEW: &str = "act NOT IN ('submitted', 'triaged', 'recorded', 'amended', 'decided', 'stage_changed', 'facts_changed', \
                   'working_paper_changed', 'attachment_sent', 'attachment_added', 'question_asked', 'question_closed', \
                   'told_apart', 'erased', 'reported', 'identity_read', 'refused')";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = format!("CREATE INDEX log_entry_few ON log_entry (object, number) WHERE {FEW}");
        manager.get_connection().execute_unprepared(&index).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("log_entry_few").table("log_entry").to_owned()).await
    }
}
