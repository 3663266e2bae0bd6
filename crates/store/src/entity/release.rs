use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "release")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Vec<u8>,
    pub(crate) situation: i32,
    pub(crate) version: i64,
    pub(crate) epoch: i32,
    pub(crate) state: String,
    pub(crate) drafted_by: Vec<u8>,
    pub(crate) drafted_hour: i64,
    pub(crate) paper_key: Vec<u8>,
    pub(crate) paper_body: Vec<u8>,
    pub(crate) working_key: Vec<u8>,
    pub(crate) working_body: Vec<u8>,
    pub(crate) first_by: Option<Vec<u8>>,
    pub(crate) first_signature: Option<Vec<u8>>,
    pub(crate) second_by: Option<Vec<u8>>,
    pub(crate) second_signature: Option<Vec<u8>>,
    pub(crate) ordinal: Option<i64>,
    pub(crate) closed_by: Option<Vec<u8>>,
    pub(crate) closed_hour: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
