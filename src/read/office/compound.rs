//! Compound files, as Office wrote them until 2007: named streams in chains of sectors, read within
//! limits.

use super::bytes::{number, wide};

/// The first bytes of a compound file.
pub const MARK: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// Sector numbers from here on end a chain or mean no sector.
const NO_SECTOR: usize = 0xffff_fffa;
const HEADER: usize = 512;
const ENTRY: usize = 128;

/// A compound file and its directory.
pub struct Compound<'a> {
    bytes: &'a [u8],
    /// The length of a sector.
    length: usize,
    /// For each sector, the next one in its chain.
    next: Vec<usize>,
    /// Length of the pieces of small streams, which share one stream and have a chain of their own.
    small_length: usize,
    small_next: Vec<usize>,
    small: Vec<u8>,
    /// Streams shorter than this are small.
    small_below: usize,
    streams: Vec<Stream>,
}

struct Stream {
    name: String,
    start: usize,
    size: usize,
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = usize> {
    bytes.chunks_exact(4).filter_map(|field| number(field, 0, 4))
}

impl<'a> Compound<'a> {
    /// Reads the directory; `None` if the file is broken.
    pub fn open(bytes: &'a [u8]) -> Option<Compound<'a>> {
        let length = 1usize
            .checked_shl(u32::try_from(number(bytes, 30, 2)?).ok()?)
            .filter(|length| matches!(length, 512 | 4096))?;
        let small_length = 1usize
            .checked_shl(u32::try_from(number(bytes, 32, 2)?).ok()?)
            .filter(|length| matches!(length, 16..=512))?;
        let mut file = Compound {
            bytes,
            length,
            next: Vec::new(),
            small_length,
            small_next: Vec::new(),
            small: Vec::new(),
            small_below: number(bytes, 56, 4)?,
            streams: Vec::new(),
        };
        file.next = file
            .sectors_of_next()?
            .into_iter()
            .filter_map(|sector| file.sector(sector))
            .flat_map(numbers)
            .collect();
        file.small_next = file
            .chain(number(bytes, 60, 4)?)
            .map(|bytes| numbers(&bytes).collect())
            .unwrap_or_default();
        let directory = file.chain(number(bytes, 48, 4)?)?;
        let mut root = None;
        for entry in directory.chunks_exact(ENTRY) {
            let name = entry.get(..number(entry, 64, 2)?.saturating_sub(2).min(64))?;
            let stream = Stream {
                name: wide(name),
                start: number(entry, 116, 4)?,
                size: number(entry, 120, 4)?,
            };
            match entry.get(66)? {
                5 => root = Some(stream),
                1 | 2 => file.streams.push(stream),
                _ => {}
            }
        }
        file.small = root.and_then(|root| file.chain(root.start)).unwrap_or_default();
        Some(file)
    }

    /// The sectors of the chain table: the header lists the first ones, and where the others are
    /// listed.
    fn sectors_of_next(&self) -> Option<Vec<usize>> {
        let used = |sector: &usize| *sector < NO_SECTOR;
        let mut sectors: Vec<usize> = numbers(self.bytes.get(76..HEADER)?).filter(used).collect();
        let mut more = number(self.bytes, 68, 4)?;
        let mut left = self.bytes.len() / self.length;
        while more < NO_SECTOR && left > 0 {
            let (list, last) = self.sector(more)?.split_at_checked(self.length.checked_sub(4)?)?;
            sectors.extend(numbers(list).filter(used));
            more = number(last, 0, 4)?;
            left = left.saturating_sub(1);
        }
        Some(sectors)
    }

    fn sector(&self, sector: usize) -> Option<&'a [u8]> {
        let at = sector.checked_add(1)?.checked_mul(self.length)?;
        // The last sector may be cut short.
        self.bytes.get(at..at.checked_add(self.length)?.min(self.bytes.len()))
    }

    /// The bytes of a chain of sectors; `None` if the chain is circular.
    fn chain(&self, start: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut sector = start;
        while sector < NO_SECTOR {
            bytes.extend(self.sector(sector)?);
            if bytes.len() > self.bytes.len() {
                return None;
            }
            sector = *self.next.get(sector)?;
        }
        Some(bytes)
    }

    fn small_chain(&self, start: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut piece = start;
        while piece < NO_SECTOR {
            let at = piece.checked_mul(self.small_length)?;
            bytes.extend(self.small.get(at..at.checked_add(self.small_length)?)?);
            if bytes.len() > self.bytes.len() {
                return None;
            }
            piece = *self.small_next.get(piece)?;
        }
        Some(bytes)
    }

    /// Whether there is a stream or folder of this name.
    pub fn has(&self, name: &str) -> bool {
        self.streams.iter().any(|stream| stream.name == name)
    }

    /// A stream; `None` if it is missing or broken.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let stream = self.streams.iter().find(|stream| stream.name == name)?;
        let mut bytes = if stream.size < self.small_below {
            self.small_chain(stream.start)?
        } else {
            self.chain(stream.start)?
        };
        bytes.truncate(stream.size);
        Some(bytes)
    }
}
