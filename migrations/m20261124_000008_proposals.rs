//! Proposals of acts that take two people. Their parameters are ids, codes and digests of public keys, all of
//! which lie in the clear elsewhere too.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

fn bytes(name: &'static str, length: u32) -> ColumnDef {
    ColumnDef::new(name).binary_len(length).not_null().take()
}

fn big(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().take()
}

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("proposal")
                    .col(bytes("id", 16).primary_key())
                    .col(ColumnDef::new("situation").integer().not_null())
                    .col(big("version"))
                    .col(text("act"))
                    .col(text("parameters"))
                    .col(bytes("proposer", 16))
                    .col(big("proposed_hour"))
                    .col(bytes("signature", 64))
                    .col(text("state"))
                    .col(ColumnDef::new("closed_by").binary_len(16).null())
                    .col(ColumnDef::new("closed_hour").big_integer().null())
                    .take(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("proposal_situation")
                    .table("proposal")
                    .col("situation")
                    .col("proposed_hour")
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("proposal").take()).await
    }
}
