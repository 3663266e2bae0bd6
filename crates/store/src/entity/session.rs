use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Vec<u8>,
    pub(crate) handle: Vec<u8>,
    pub(crate) account: Vec<u8>,
    pub(crate) credential_epoch: i32,
    pub(crate) second_factor: bool,
    pub(crate) created_at: i64,
    pub(crate) seen_at: i64,
    pub(crate) confirmed_at: i64,
    pub(crate) expires_at: i64,
    pub(crate) sealed_key: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
