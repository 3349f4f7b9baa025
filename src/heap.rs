//! The memory of the wasm module: small pieces out of pages of their length, everything else from
//! Rust's own allocator.
//!
//! A check takes some ten small pieces a cell and gives nearly all of them back at once. Rust's
//! allocator for wasm fits each into the best gap and joins it with its neighbours when it is given
//! back: that was a sixth of a check. Here a piece comes off a list and goes back on it. Each page
//! has its own list, so that what is taken one after another stands together, however often it was
//! taken before. A page keeps its length of pieces for good: of each length as much is held as was
//! ever needed at once.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::ptr;

/// Small pieces are whole steps long, and aligned to one.
const STEP: usize = 16;
/// The longest, in steps.
const LONGEST: usize = 32;
/// Pages are as long as this and aligned to it, so that a piece tells its page.
const PAGE: usize = 1 << 14;
/// So many are asked for at once: between aligned pages that are asked for one by one there would
/// be gaps.
const PAGES: usize = 4;
/// Where the first piece of a page stands, behind its head.
const HEAD: usize = size_of::<Page>().next_multiple_of(STEP);

/// An allocator for a program of one thread.
pub struct Heap(UnsafeCell<Lists>);

struct Lists {
    /// Of each length in steps, the pages with room: pieces come from the first.
    pages: [*mut Page; LONGEST + 1],
    /// Pages that have no length yet.
    fresh: *mut Page,
}

/// The head of a page.
struct Page {
    /// The first free piece; each holds the address of the next.
    free: *mut u8,
    /// How far pieces have been cut off it.
    cut: usize,
    /// The next page in its list.
    next: *mut Page,
    is_listed: bool,
}

// SAFETY: the module has one thread, as WebAssembly without shared memory has; the test keeps its
// heap to its own.
unsafe impl Sync for Heap {}

impl Heap {
    pub const fn new() -> Heap {
        Heap(UnsafeCell::new(Lists {
            pages: [ptr::null_mut(); LONGEST + 1],
            fresh: ptr::null_mut(),
        }))
    }
}

/// The length of a small piece in steps; `None` for what is none.
fn steps(size: usize, align: usize) -> Option<usize> {
    let steps = size.div_ceil(STEP);
    (steps <= LONGEST && align <= STEP).then_some(steps)
}

impl Lists {
    fn take(&mut self, steps: usize) -> *mut u8 {
        let Some(first) = self.pages.get_mut(steps) else { return ptr::null_mut() };
        // SAFETY: a listed page is one of ours, and nobody else refers to its head.
        while let Some(page) = unsafe { first.as_mut() } {
            let piece = page.free;
            if !piece.is_null() {
                // SAFETY: a free piece holds what `give` has written.
                page.free = unsafe { piece.cast::<*mut u8>().read() };
                return piece;
            }
            let end = page.cut + steps * STEP;
            if end <= PAGE {
                let piece = first.cast::<u8>().wrapping_add(page.cut);
                page.cut = end;
                return piece;
            }
            page.is_listed = false;
            *first = page.next;
        }
        self.open(steps)
    }

    /// The first piece of a new page.
    #[cold]
    fn open(&mut self, steps: usize) -> *mut u8 {
        if self.fresh.is_null() {
            // SAFETY: it has a size, and a page's length is a power of two.
            let pages =
                unsafe { System.alloc(Layout::from_size_align_unchecked(PAGES * PAGE, PAGE)) };
            if pages.is_null() {
                return pages;
            }
            for page in
                (0..PAGES).rev().map(|index| pages.wrapping_add(index * PAGE).cast::<Page>())
            {
                // SAFETY: within what was just given, and aligned.
                unsafe {
                    page.write(Page {
                        free: ptr::null_mut(),
                        cut: HEAD,
                        next: self.fresh,
                        is_listed: true,
                    })
                };
                self.fresh = page;
            }
        }
        let page = self.fresh;
        if let Some(first) = self.pages.get_mut(steps) {
            // SAFETY: it was written above.
            self.fresh = unsafe { core::mem::replace(&mut (*page).next, *first) };
            *first = page;
        }
        self.take(steps)
    }

    /// # Safety
    /// The piece was taken with the same length, and nobody uses it any more.
    unsafe fn give(&mut self, piece: *mut u8, steps: usize) {
        let start = piece.wrapping_sub(piece.addr() % PAGE).cast::<Page>();
        // SAFETY: a piece stands in a page, and has at least one step, which an address fits into.
        unsafe {
            let page = &mut *start;
            piece.cast::<*mut u8>().write(page.free);
            page.free = piece;
            if let (false, Some(first)) = (page.is_listed, self.pages.get_mut(steps)) {
                page.is_listed = true;
                page.next = core::mem::replace(first, start);
            }
        }
    }
}

// SAFETY: a piece has one owner from `take` to `give`, is as long as was asked for or longer, and
// aligned to a step. All else is the system's.
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
    use std::collections::BTreeSet;

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
            let (kept, layout) =
                (layout.size().min(size), Layout::from_size_align(size, layout.align()).unwrap());
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

    /// Takes, gives back and resizes pieces: what to do, with which of them, to what size and
    /// alignment.
    fn carry_out(steps: impl IntoIterator<Item = (u8, usize, usize, u32)>) {
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
                _ => owned.push(Piece::new(
                    &heap,
                    Layout::from_size_align(size, 1 << align).unwrap(),
                    byte,
                )),
            }
            owned.iter().for_each(Piece::assert_whole);
        }
        owned.into_iter().for_each(|Piece(at, layout, _)| unsafe { heap.dealloc(at, layout) });
    }

    proptest! {
        // Nothing is written beside the sources; a case that fails becomes a test of its own, as
        // the one below.
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn no_piece_is_written_over(
            steps in prop::collection::vec((0..3_u8, 0..40_usize, prop_oneof![1..80_usize, 400..600_usize, 1..40_000_usize], 0..6_u32), 1..300)
        ) {
            carry_out(steps);
        }
    }

    #[test]
    fn a_piece_that_grows_keeps_what_it_held() {
        let small = (0, 0, 1, 0);
        carry_out([
            small,
            small,
            (1, 0, 1, 0),
            small,
            small,
            (0, 0, 400, 0),
            small,
            small,
            (2, 10, 65, 0),
        ]);
    }

    #[test]
    fn what_is_given_back_is_used_again() {
        let heap = Heap::new();
        let layout = Layout::from_size_align(40, 8).unwrap();
        let first = Piece::new(&heap, layout, 1);
        unsafe { heap.dealloc(first.0, first.1) };
        assert_eq!(
            Piece::new(&heap, Layout::from_size_align(33, 4).unwrap(), 2).0,
            first.0,
            "three steps as before"
        );
        assert_ne!(Piece::new(&heap, layout, 3).0, first.0, "which are taken now");
    }

    #[test]
    fn full_pages_have_room_again() {
        let heap = Heap::new();
        let layout = Layout::from_size_align(500, 8).unwrap();
        let taken = || -> Vec<Piece> { (0..200).map(|_| Piece::new(&heap, layout, 7)).collect() };
        let addresses = |pieces: &[Piece]| -> BTreeSet<usize> {
            pieces.iter().map(|piece| piece.0.addr()).collect()
        };
        let first = taken();
        let stood = addresses(&first);
        assert_eq!(stood.len(), 200);
        first.into_iter().for_each(|Piece(at, layout, _)| unsafe { heap.dealloc(at, layout) });
        // All but what was still to be cut off the last of its pages.
        let again = addresses(&taken());
        assert!(
            again.len() == 200 && again.difference(&stood).count() < PAGE / 500,
            "{} are elsewhere",
            again.difference(&stood).count()
        );
    }
}
