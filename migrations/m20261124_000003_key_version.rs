//! The version that the log last gave to one of a situation's keys or grants: by it a node knows that what it keeps
//! of them in memory is what is in the store.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let version = ColumnDef::new("key_version").big_integer().not_null().default(0).take();
        manager.alter_table(Table::alter().table("situation").add_column(version).take()).await?;
        manager
            .get_connection()
            .execute_unprepared(
                "UPDATE situation SET key_version = COALESCE((SELECT max(version) FROM log_entry \
                 WHERE log_entry.situation = situation.number \
                 AND act IN ('key_created', 'granted', 'revoked')), 0)",
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("situation").drop_column("key_version").take()).await
    }
}
