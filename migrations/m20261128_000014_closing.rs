//! Whether a situation is closed, and the version that the log last gave to that.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// SQLite changes one column at a time.
async fn alter(manager: &SchemaManager<'_>, change: &mut TableAlterStatement) -> Result<(), DbErr> {
    manager.alter_table(change.table("situation").take()).await
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // A situation that was never closed has no entry in the log that says so.
        let version = ColumnDef::new("closing_version").big_integer().not_null().default(0).take();
        alter(manager, Table::alter().add_column(version)).await?;
        alter(manager, Table::alter().add_column(ColumnDef::new("closed_hour").big_integer().null().take()))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        alter(manager, Table::alter().drop_column("closed_hour")).await?;
        alter(manager, Table::alter().drop_column("closing_version")).await
    }
}
