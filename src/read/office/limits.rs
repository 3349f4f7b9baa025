//! Limits on what is read of a file: a few kilobytes can describe more cells than a browser has
//! memory for.

/// Most sheets of a workbook.
pub const MOST_SHEETS: usize = 256;
/// Most rows of a file.
pub const MOST_ROWS: usize = 200_000;
/// Most cells of a file.
pub const MOST_CELLS: usize = 2_000_000;
/// Most columns of a table, and most copies of a repeated cell; those beyond are cut.
pub const MOST_COLUMNS: usize = 512;
/// Most members of an archive.
pub const MOST_MEMBERS: usize = 10_000;
/// Most bytes of one member of an archive once it is inflated.
pub const MOST_INFLATED: usize = 64 << 20;
/// How many times larger than its archive a member may become, beyond a first megabyte. Sheets of
/// blank cells reach some hundreds.
pub const MOST_RATIO: usize = 500;
