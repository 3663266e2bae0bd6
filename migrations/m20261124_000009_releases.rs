//! Releases of reports. What a release says, and for whom it is, is sealed; in the clear are where it stands, who
//! approved it and the order of publication.

use crate::columns::{big, blob, bytes, text, whole};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("release")
                    .col(bytes("id", 16).primary_key())
                    .col(whole("situation"))
                    .col(big("version"))
                    .col(whole("epoch"))
                    .col(text("state"))
                    .col(bytes("drafted_by", 16))
                    .col(big("drafted_hour"))
                    .col(blob("paper_key"))
                    .col(blob("paper_body"))
                    .col(blob("working_key"))
                    .col(blob("working_body"))
                    .col(ColumnDef::new("first_by").binary_len(16).null())
                    .col(ColumnDef::new("first_signature").binary_len(64).null())
                    .col(ColumnDef::new("second_by").binary_len(16).null())
                    .col(ColumnDef::new("second_signature").binary_len(64).null())
                    // From 1 in each situation, in the order of publication.
                    .col(ColumnDef::new("ordinal").big_integer().null())
                    .col(ColumnDef::new("closed_by").binary_len(16).null())
                    .col(ColumnDef::new("closed_hour").big_integer().null())
                    .take(),
            )
            .await?;
        let index = Index::create()
            .name("release_situation")
            .table("release")
            .col("situation")
            .col("ordinal")
            .unique()
            .take();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("release").take()).await
    }
}
