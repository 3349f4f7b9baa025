//! Zip archives: members by name, inflated within limits.

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use super::error::Error;
use super::limits::{MOST_INFLATED, MOST_MEMBERS, MOST_RATIO};

/// An archive and its members.
pub struct Archive<'a> {
    archive: ZipSliceArchive<&'a [u8]>,
    members: Vec<Member>,
}

struct Member {
    name: String,
    method: CompressionMethod,
    is_encrypted: bool,
    place: ZipArchiveEntryWayfinder,
}

/// Whether the bytes begin like an archive.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

impl<'a> Archive<'a> {
    /// Reads the directory.
    pub fn open(bytes: &'a [u8]) -> Result<Archive<'a>, Error> {
        let archive = ZipArchive::from_slice(bytes).map_err(|_| Error::Broken)?;
        let mut members = Vec::new();
        for entry in archive.entries() {
            let entry = entry.map_err(|_| Error::Broken)?;
            if members.len() >= MOST_MEMBERS {
                return Err(Error::TooManyParts);
            }
            members.push(Member {
                name: String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned(),
                method: entry.compression_method(),
                is_encrypted: entry.flags().is_encrypted(),
                place: entry.wayfinder(),
            });
        }
        Ok(Archive { archive, members })
    }

    /// Whether there is a member of this name.
    pub fn has(&self, name: &str) -> bool {
        self.any(|member| member == name)
    }

    /// Whether any member's name meets a condition.
    pub fn any(&self, is_such: impl Fn(&str) -> bool) -> bool {
        self.members.iter().any(|member| is_such(&member.name))
    }

    /// A member as text; `None` if there is none.
    pub fn text(&self, name: &str) -> Result<Option<String>, Error> {
        let Some(member) = self.members.iter().find(|member| member.name == name) else {
            return Ok(None);
        };
        if member.is_encrypted {
            return Err(Error::Encrypted);
        }
        let entry = self.archive.get_entry(member.place).map_err(|_| Error::Broken)?;
        let packed = entry.data();
        let limit =
            MOST_INFLATED.min(packed.len().saturating_mul(MOST_RATIO).saturating_add(1 << 20));
        let bytes = match member.method {
            CompressionMethod::STORE => packed.to_vec(),
            CompressionMethod::DEFLATE => {
                decompress_to_vec_with_limit(packed, limit).map_err(|error| match error.status {
                    TINFLStatus::HasMoreOutput => Error::InflatesTooFar(name.to_owned()),
                    _ => Error::Broken,
                })?
            }
            _ => return Err(Error::Broken),
        };
        String::from_utf8(bytes).map(Some).map_err(|_| Error::NotUtf8(name.to_owned()))
    }
}
