//! The memory of the wasm module: small pieces off lists of free ones, everything else from Rust's own allocator.
//!
//! A check takes some ten small pieces a cell and gives nearly all of them back at once. Rust's allocator for wasm fits each into the best gap
//! and joins it with its neighbours when it is given back: that was a sixth of a check. Here a piece comes off a list and goes back on it,
//! and keeps its size for good, so that of each size as much is held as was ever needed at once.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::ptr;

/// Small pieces are whole steps long, and aligned to one.
const STEP: usize = 16;
/// The longest, in steps.
const LONGEST: usize = 32;
/// They are cut off chunks of this size.
const CHUNK: usize = 1 << 14;

/// An allocator for a program of one thread.
pub struct Heap(UnsafeCell<Pieces>);

struct Pieces {
    /// Of each length in steps, the first free piece; each piece holds the address of the next.
    free: [*mut u8; LONGEST + 1],
    /// Where the next piece is cut off, and how much is left to cut.
    uncut: *mut u8,
    left: usize,
}

// SAFETY: the module has one thread, as WebAssembly without shared memory has; the test keeps its heap to its own.
unsafe impl Sync for Heap {}

impl Heap {
    pub const fn new() -> Heap {
        Heap(UnsafeCell::new(Pieces { free: [ptr::null_mut(); LONGEST + 1], uncut: ptr::null_mut(), left: 0 }))
    }
}

/// The length of a small piece in steps; `None` for what is none.
fn steps(size: usize, align: usize) -> Option<usize> {
    let steps = size.div_ceil(STEP);
    (steps <= LONGEST && align <= STEP).then_some(steps)
}

impl Pieces {
    fn take(&mut self, steps: usize) -> *mut u8 {
        match self.free.get_mut(steps) {
            Some(first) if !first.is_null() => {
                let piece = *first;
                // SAFETY: a free piece holds what `give` has written.
                *first = unsafe { piece.cast::<*mut u8>().read() };
                piece
            }
            _ => self.cut(steps * STEP),
        }
    }

    /// # Safety
    /// The piece was taken with the same length, and nobody uses it any more.
    unsafe fn give(&mut self, piece: *mut u8, steps: usize) {
        if let Some(first) = self.free.get_mut(steps) {
            // SAFETY: a piece has at least one step, which an address fits into.
            unsafe { piece.cast::<*mut u8>().write(*first) };
            *first = piece;
        }
    }

    #[cold]
    fn cut(&mut self, size: usize) -> *mut u8 {
        if self.left < size {
            // What is left of the last chunk, less than the longest piece, is lost.
            // SAFETY: a chunk has a size, and a step is a power of two.
            self.uncut = unsafe { System.alloc(Layout::from_size_align_unchecked(CHUNK, STEP)) };
            self.left = if self.uncut.is_null() { 0 } else { CHUNK };
        }
        if self.uncut.is_null() {
            return self.uncut;
        }
        let piece = self.uncut;
        // SAFETY: as much is left in the chunk.
        self.uncut = unsafe { piece.add(size) };
        self.left -= size;
        piece
    }
}

// SAFETY: a piece has one owner from `take` to `give`, is as long as was asked for or longer, and aligned to a step. All else is the system's.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        match steps(layout.size(), layout.align()) {
            // SAFETY: there is one thread, and nothing is allocated while this runs.
            Some(steps) => unsafe { (*self.0.get()).take(steps) },
            // SAFETY: the caller's.
            None => unsafe { System.alloc(layout) },
        }
    }

    unsafe fn dealloc(&self, piece: *mut u8, layout: Layout) {
        match steps(layout.size(), layout.align()) {
            // SAFETY: as above, and the caller's.
            Some(steps) => unsafe { (*self.0.get()).give(piece, steps) },
            // SAFETY: the caller's.
            None => unsafe { System.dealloc(piece, layout) },
        }
    }

    unsafe fn realloc(&self, piece: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        match (steps(layout.size(), layout.align()), steps(size, layout.align())) {
            // SAFETY: the caller's.
            (None, None) => unsafe { System.realloc(piece, layout, size) },
            (before, now) if before == now => piece,
            // SAFETY: the caller's; what is new overlaps nothing.
            _ => unsafe {
                let moved = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
                if !moved.is_null() {
                    ptr::copy_nonoverlapping(piece, moved, layout.size().min(size));
                    self.dealloc(piece, layout);
                }
                moved
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A piece that somebody has, filled with a byte of its own.
    struct Piece(*mut u8, Layout, u8);

    impl Piece {
        fn new(heap: &Heap, layout: Layout, byte: u8) -> Piece {
            let at = unsafe { heap.alloc(layout) };
            assert!(!at.is_null() && at.align_offset(layout.align()) == 0, "{layout:?}");
            unsafe { at.write_bytes(byte, layout.size()) };
            Piece(at, layout, byte)
        }

        fn resized(self, heap: &Heap, size: usize) -> Piece {
            let Piece(at, layout, byte) = self;
            let at = unsafe { heap.realloc(at, layout, size) };
            let (kept, layout) = (layout.size().min(size), Layout::from_size_align(size, layout.align()).unwrap());
            assert!(!at.is_null() && at.align_offset(layout.align()) == 0, "{layout:?}");
            Piece(at, Layout::from_size_align(kept, layout.align()).unwrap(), byte).assert_whole();
            unsafe { at.write_bytes(byte, size) };
            Piece(at, layout, byte)
        }

        fn assert_whole(&self) {
            let bytes = unsafe { core::slice::from_raw_parts(self.0, self.1.size()) };
            assert!(bytes.iter().all(|byte| *byte == self.2), "{:?} was written over", self.1);
        }
    }

    proptest! {
        #[test]
        fn no_piece_is_written_over(
            steps in prop::collection::vec((0..3_u8, 0..40_usize, prop_oneof![1..80_usize, 400..600_usize, 1..40_000_usize], 0..6_u32), 1..300)
        ) {
            let heap = Heap::new();
            let mut owned: Vec<Piece> = Vec::new();
            for (byte, (what, which, size, align)) in (0..=255).cycle().zip(steps) {
                match (what, owned.len()) {
                    (1, 1..) => {
                        let Piece(at, layout, _) = owned.swap_remove(which % owned.len());
                        unsafe { heap.dealloc(at, layout) };
                    }
                    (2, 1..) => {
                        let piece = owned.swap_remove(which % owned.len());
                        owned.push(piece.resized(&heap, size));
                    }
                    _ => owned.push(Piece::new(&heap, Layout::from_size_align(size, 1 << align).unwrap(), byte)),
                }
                owned.iter().for_each(Piece::assert_whole);
            }
            owned.into_iter().for_each(|Piece(at, layout, _)| unsafe { heap.dealloc(at, layout) });
        }
    }

    #[test]
    fn what_is_given_back_is_used_again() {
        let heap = Heap::new();
        let layout = Layout::from_size_align(40, 8).unwrap();
        let first = Piece::new(&heap, layout, 1);
        unsafe { heap.dealloc(first.0, first.1) };
        assert_eq!(Piece::new(&heap, Layout::from_size_align(33, 4).unwrap(), 2).0, first.0, "three steps as before");
        assert_ne!(Piece::new(&heap, layout, 3).0, first.0, "which are taken now");
    }
}
