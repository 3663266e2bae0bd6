//! Boundaries of areas, and what each change of the registers was. Both are reference data in the clear, as the
//! registers are, and under the same digest in the log.

use crate::columns::{big, bytes, text, whole};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("boundary")
                    .col(whole("situation"))
                    .col(whole("area"))
                    // Rings on a plane of whole numbers.
                    .col(text("outline"))
                    .primary_key(Index::create().col("situation").col("area"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("register_change")
                    .col(whole("situation"))
                    // From 1 in each situation, without gaps.
                    .col(whole("number"))
                    // The version of the registers that it made.
                    .col(big("version"))
                    .col(text("subject"))
                    .col(bytes("account", 16))
                    .col(big("hour"))
                    .col(text("details"))
                    .primary_key(Index::create().col("situation").col("number"))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["register_change", "boundary"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}
