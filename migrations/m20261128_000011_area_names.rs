//! What else is said of an area: its other names, former names and codes, and the days on which it is in use. Reference
//! data in the clear, as the registers are.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Empty where nothing is said: what was stored before keeps its digest.
        let details = ColumnDef::new("details").text().not_null().default("").take();
        manager.alter_table(Table::alter().table("area").add_column(details).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("area").drop_column("details").take()).await
    }
}
