//! Pages: from behind `prevId`, so many, and `nextBatchPrevId` where there are more (the protocol notes, section 10).

use serde_json::{Map, Value, json};

use super::answer::ApiError;
use super::query::Query;
use super::state::id::Id;

/// Default and largest page of most lists.
pub(crate) const PAGE: usize = 25;
pub(crate) const LARGEST_PAGE: usize = 500;

/// What a request wants of a list.
#[derive(Clone, Copy)]
pub(crate) struct Paging {
    limit: usize,
    skipped: usize,
    previous: Option<Id>,
}

impl Paging {
    /// Reads `limit` and `prevId`.
    pub(crate) fn of(query: &Query) -> Result<Self, ApiError> {
        let limit = query.limit(PAGE, LARGEST_PAGE)?;
        Ok(Self { limit, skipped: 0, previous: query.id("prevId")? })
    }

    /// Reads `offset` too, where a list has it.
    pub(crate) fn and_offset(self, query: &Query) -> Result<Self, ApiError> {
        Ok(Self { skipped: query.offset()?, ..self })
    }

    /// Takes a page out of everything there is and writes it under `name`. The cursor is looked up before `keep`
    /// sorts out what was not asked for: an entry that changed meanwhile still marks its place.
    pub(crate) fn page<T>(
        self,
        name: &str,
        all: impl IntoIterator<Item = T>,
        id: impl Fn(&T) -> Id,
        keep: impl Fn(&T) -> bool,
        document: impl Fn(&T) -> Value,
    ) -> Result<Map<String, Value>, ApiError> {
        let mut all = all.into_iter();
        if let Some(previous) = self.previous
            && !all.any(|item| id(&item) == previous)
        {
            return Err(ApiError::bad_field("prevId", "prevId is not the id of an entry of this list"));
        }
        let mut rest = all.filter(keep).skip(self.skipped);
        let page: Vec<T> = rest.by_ref().take(self.limit).collect();
        let mut fields = Map::new();
        fields.insert(name.to_owned(), page.iter().map(document).collect());
        if let (Some(last), true) = (page.last(), rest.next().is_some()) {
            fields.insert("nextBatchPrevId".to_owned(), json!(id(last).to_string()));
        }
        Ok(fields)
    }
}
