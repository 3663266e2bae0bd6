//! What service providers are told of children whom the task force refers to them, until it expires.

use crate::columns::{big, bytes, whole};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("referral")
            .col(bytes("id", 16).primary_key().take())
            .col(whole("situation"))
            .col(big("version"))
            .col(big("made_hour"))
            .col(big("expires_hour"))
            .col(whole("opened"))
            .col(ColumnDef::new("opened_hour").big_integer())
            // Under a code that is stored nowhere; nothing once it has ended.
            .col(ColumnDef::new("sealed_body").blob())
            .take();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("referral").take()).await
    }
}
