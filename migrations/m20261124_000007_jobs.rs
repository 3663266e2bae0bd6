//! Jobs of people with their sealed questions and results, and the searches that people keep.
//!
//! Clear are whose a job is, what kind it is, how far it is and until when; `running_as` is a keyed name of its
//! question, unique while it waits or runs. Every `*_key` and `*_body` column is ciphertext.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

fn id(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).binary_len(16).not_null().take()
}

fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().not_null().take()
}

fn big(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().take()
}

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().take()
}

fn bytes(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).blob().not_null().take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("job")
                    .col(id("id").primary_key())
                    .col(number("situation"))
                    .col(id("account"))
                    .col(text("kind"))
                    .col(text("state"))
                    .col(ColumnDef::new("failure").text().null())
                    .col(big("done"))
                    .col(big("total"))
                    .col(id("node"))
                    .col(ColumnDef::new("running_as").binary_len(16).null().unique_key())
                    .col(big("created_at"))
                    .col(big("lease_until"))
                    .col(big("expires_at"))
                    .col(number("epoch"))
                    .col(bytes("question_key"))
                    .col(bytes("question_body"))
                    .take(),
            )
            .await?;
        manager.create_index(Index::create().name("job_account").table("job").col("account").take()).await?;
        // Apart, so that lists and progress do not carry the bytes of workbooks about.
        manager
            .create_table(
                Table::create()
                    .table("job_result")
                    .col(id("id").primary_key())
                    .col(number("epoch"))
                    .col(bytes("result_key"))
                    .col(bytes("result_body"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("saved_search")
                    .col(id("id").primary_key())
                    .col(number("situation"))
                    .col(id("account"))
                    .col(bytes("sealed_body"))
                    .take(),
            )
            .await?;
        manager
            .create_index(
                Index::create().name("saved_search_account").table("saved_search").col("account").take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["saved_search", "job_result", "job"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}
