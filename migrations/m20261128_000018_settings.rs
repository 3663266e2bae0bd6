//! What is set for a situation, a row a setting: a further setting takes no change of the schema.
//!
//! The days that steps may wait and the face of the field client stay where they are: a release must run on the schema of
//! the one before it.

use crate::columns::{big, text, whole};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("setting")
            .col(whole("situation"))
            .col(text("name"))
            .col(big("version"))
            .col(text("value"))
            .primary_key(Index::create().col("situation").col("name"))
            .take();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("setting").take()).await
    }
}
