//! The columns of the list, as many as there is room for.

use super::text as wording;
use crate::domain::token::existing::TokenOrder;
use crate::kit::table::Column;

/// The columns of the list, of which a narrow one shows fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Col {
    Label,
    TimeLeft,
    Expires,
    Created,
    Risk,
    Reach,
    From,
    Limits,
    Findings,
    Changed,
}

impl Col {
    /// What a press on its head puts the list in order by.
    pub fn order(self) -> Option<TokenOrder> {
        match self {
            Self::Label => Some(TokenOrder::Label),
            Self::TimeLeft => Some(TokenOrder::TimeLeft),
            Self::Created => Some(TokenOrder::Created),
            Self::Risk => Some(TokenOrder::Risk),
            Self::Limits => Some(TokenOrder::Limits),
            Self::Findings => Some(TokenOrder::Findings),
            Self::Expires | Self::Reach | Self::From | Self::Changed => None,
        }
    }
}

/// How much room the table has. What a narrow one leaves out is in the label's hover and in the details.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ColumnSet {
    /// Everything, to the minute.
    All,
    /// Without the audit log's last change.
    Ample,
    /// Dates alone, without the day of creation.
    Fair,
    /// Without the end's date and the reach.
    Little,
    /// Without addresses and limits, which the details beside the list show.
    Least,
}

impl ColumnSet {
    /// By the table's width, in points.
    pub fn of(width: f32) -> Self {
        match width {
            _ if width >= 1_600.0 => Self::All,
            _ if width >= 1_320.0 => Self::Ample,
            _ if width >= 1_020.0 => Self::Fair,
            _ if width >= 740.0 => Self::Little,
            _ => Self::Least,
        }
    }

    /// The columns that there is room for.
    pub fn columns(self) -> &'static [Col] {
        use Col::{Changed, Created, Expires, Findings, From, Label, Limits, Reach, Risk, TimeLeft};
        match self {
            Self::All => &[Label, TimeLeft, Expires, Created, Risk, Reach, From, Limits, Findings, Changed],
            Self::Ample => &[Label, TimeLeft, Expires, Created, Risk, Reach, From, Limits, Findings],
            Self::Fair => &[Label, TimeLeft, Expires, Risk, Reach, From, Limits, Findings],
            Self::Little => &[Label, TimeLeft, Risk, From, Limits, Findings],
            Self::Least => &[Label, TimeLeft, Risk, Findings],
        }
    }

    /// The columns' heads and widths.
    pub fn heads(self) -> Vec<Column<'static>> {
        let is_wide = matches!(self, Self::All | Self::Ample);
        let wide = |wide: f32, narrow: f32| if is_wide { wide } else { narrow };
        let head = |col: &Col| match col {
            Col::Label => Column::fill("Label").sortable(),
            Col::TimeLeft => {
                Column::new("Time left", wide(126.0, 122.0)).right().sortable().largest_first(false)
            }
            Col::Expires => Column::new("Expires", wide(176.0, 130.0)),
            Col::Created => Column::new("Created", 138.0).sortable().largest_first(true),
            Col::Risk => Column::new("Risk", 118.0).sortable().largest_first(true).about(wording::RISK_ABOUT),
            Col::Reach => Column::new("Permissions", wide(262.0, 146.0)).about(wording::PERMISSIONS_ABOUT),
            Col::From => {
                Column::new("Allowed IP addresses", wide(158.0, 148.0)).about(wording::ADDRESSES_ABOUT)
            }
            Col::Limits => {
                Column::new("Limit used", wide(112.0, 100.0)).right().sortable().about(wording::LIMITS_ABOUT)
            }
            Col::Findings => {
                Column::new("Findings", wide(78.0, 74.0)).right().sortable().about(wording::FINDINGS_ABOUT)
            }
            Col::Changed => Column::new("Last change", 196.0).about(wording::CHANGED_ABOUT),
        };
        self.columns().iter().map(head).collect()
    }
}
