//! The list of what was erased: ids and hours.

use crate::columns::{big, bytes, text, whole};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("erased")
            .col(bytes("id", 16))
            .col(whole("situation"))
            .col(text("kind"))
            // The number that an incident had.
            .col(big("number"))
            .col(big("hour"))
            // Ids of attachments are chosen by who sends them.
            .primary_key(Index::create().col("id").col("kind"))
            .take();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("erased").take()).await
    }
}
