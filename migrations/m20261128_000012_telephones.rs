//! Telephones that send reports by OpenRosa, and by what a report sent again is known.

use crate::columns::{big, bytes, whole};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("telephone")
                    .col(bytes("id", 16).primary_key().take())
                    .col(whole("situation"))
                    .col(bytes("account", 16))
                    .col(big("version"))
                    // SHA-256 of the secret in the address.
                    .col(bytes("secret_digest", 32))
                    .col(big("added_hour"))
                    .col(big("expires_hour"))
                    .col(ColumnDef::new("ended_hour").big_integer())
                    .take(),
            )
            .await?;
        let unique = Index::create()
            .name("telephone_secret_digest")
            .table("telephone")
            .col("secret_digest")
            .unique()
            .take();
        manager.create_index(unique).await?;
        manager
            .create_table(
                Table::create()
                    .table("telephone_report")
                    .col(bytes("id", 16).primary_key().take())
                    // Keyed by the telephone's secret.
                    .col(bytes("tag", 32))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["telephone_report", "telephone"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}
