//! From which size of the log on a node's signature counts no longer.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let size = ColumnDef::new("retired_size").big_integer().null().take();
        manager.alter_table(Table::alter().table("node").add_column(size).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("node").drop_column("retired_size").take()).await
    }
}
