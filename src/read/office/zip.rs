//! Archives, as office files are: the central directory and inflated members, within limits.

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

use super::bytes::number;
use super::error::Error;
use super::limits::{MOST_INFLATED, MOST_MEMBERS, MOST_RATIO};

/// An archive: its members by name.
pub struct Archive<'a> {
    bytes: &'a [u8],
    members: Vec<Member>,
}

struct Member {
    name: String,
    deflated: bool,
    encrypted: bool,
    packed: usize,
    header: usize,
}

pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

impl<'a> Archive<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Archive<'a>, Error> {
        Archive::directory(bytes).ok_or(Error::Broken).and_then(|archive| {
            if archive.members.len() > MOST_MEMBERS {
                return Err(Error::TooManyParts);
            }
            Ok(archive)
        })
    }

    fn directory(bytes: &'a [u8]) -> Option<Archive<'a>> {
        // The end record is at the end, before a comment of at most 64 kB.
        let from = bytes.len().saturating_sub(66_000);
        let tail = bytes.get(from..)?;
        let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?.checked_add(from)?;
        let count = number(bytes, end.checked_add(10)?, 2)?.min(MOST_MEMBERS.saturating_add(1));
        let mut at = number(bytes, end.checked_add(16)?, 4)?;
        let mut members = Vec::new();
        for _ in 0..count {
            let record = bytes.get(at..)?;
            if !record.starts_with(b"PK\x01\x02") {
                return None;
            }
            let (name, extra, comment) =
                (number(record, 28, 2)?, number(record, 30, 2)?, number(record, 32, 2)?);
            let end = 46usize.checked_add(name)?;
            members.push(Member {
                name: String::from_utf8_lossy(record.get(46..end)?).into_owned(),
                deflated: number(record, 10, 2)? == 8,
                encrypted: number(record, 8, 2)? & 1 == 1,
                packed: number(record, 20, 4)?,
                header: number(record, 42, 4)?,
            });
            at = at.checked_add(end)?.checked_add(extra)?.checked_add(comment)?;
        }
        Some(Archive { bytes, members })
    }

    pub fn has(&self, name: &str) -> bool {
        self.members.iter().any(|member| member.name == name)
    }

    pub fn any(&self, matches: impl Fn(&str) -> bool) -> bool {
        self.members.iter().any(|member| matches(&member.name))
    }

    /// A member as text; `None` where there is none.
    pub fn text(&self, name: &str) -> Result<Option<String>, Error> {
        let Some(member) = self.members.iter().find(|member| member.name == name) else {
            return Ok(None);
        };
        if member.encrypted {
            return Err(Error::Encrypted);
        }
        let packed = self.packed(member).ok_or(Error::Broken)?;
        let limit =
            MOST_INFLATED.min(packed.len().saturating_mul(MOST_RATIO).saturating_add(1 << 20));
        let bytes = if member.deflated {
            decompress_to_vec_with_limit(packed, limit).map_err(|error| match error.status {
                TINFLStatus::HasMoreOutput => Error::InflatesTooFar(name.to_owned()),
                _ => Error::Broken,
            })?
        } else {
            packed.to_vec()
        };
        String::from_utf8(bytes).map(Some).map_err(|_| Error::NotUtf8(name.to_owned()))
    }

    fn packed(&self, member: &Member) -> Option<&'a [u8]> {
        let header = self.bytes.get(member.header..)?;
        if !header.starts_with(b"PK\x03\x04") {
            return None;
        }
        let start =
            30usize.checked_add(number(header, 26, 2)?)?.checked_add(number(header, 28, 2)?)?;
        header.get(start..start.checked_add(member.packed)?)
    }
}
