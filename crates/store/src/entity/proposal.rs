use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Vec<u8>,
    pub(crate) situation: i32,
    pub(crate) version: i64,
    pub(crate) act: String,
    pub(crate) parameters: String,
    pub(crate) proposer: Vec<u8>,
    pub(crate) proposed_hour: i64,
    pub(crate) signature: Vec<u8>,
    pub(crate) state: String,
    pub(crate) closed_by: Option<Vec<u8>>,
    pub(crate) closed_hour: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
