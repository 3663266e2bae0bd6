use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "situation")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) number: i32,
    pub(crate) id: Vec<u8>,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) register_version: i64,
    pub(crate) key_version: i64,
    pub(crate) closing_version: i64,
    pub(crate) closed_hour: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
