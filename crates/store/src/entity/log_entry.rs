use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "log_entry")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) number: i64,
    pub(crate) hour: i64,
    pub(crate) actor: Vec<u8>,
    pub(crate) act: String,
    pub(crate) situation: i32,
    pub(crate) object: Vec<u8>,
    pub(crate) version: i64,
    pub(crate) digest: Vec<u8>,
    pub(crate) leaf: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
