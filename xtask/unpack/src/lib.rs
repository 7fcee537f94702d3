//! Unpacks LZMA in the browser: what the edition in one file holds its pages with.
//!
//! Plain exports, no wasm-bindgen: its script would be longer than the whole of this. The page asks for [`room`], writes the
//! packed bytes there, calls [`unpack`] with the length that it expects, and reads as many bytes from where it points.

use std::cell::RefCell;
use std::io::Read;
use std::ptr;

use lzma_rust2::LzmaReader;

/// At most this much memory for the dictionary, in KiB.
const MEMORY_KIB: u32 = 64 * 1024;

thread_local! {
    static PACKED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static WHOLE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for so many packed bytes, and says where.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    PACKED.with_borrow_mut(|packed| {
        *packed = vec![0; bytes];
        packed.as_mut_ptr()
    })
}

/// Unpacks what was written into the room, and says where; null if it does not give just so many bytes.
#[unsafe(no_mangle)]
pub extern "C" fn unpack(bytes: usize) -> *const u8 {
    let whole = PACKED.with_borrow_mut(|packed| unpacked(&std::mem::take(packed), bytes));
    WHOLE.with_borrow_mut(|kept| {
        *kept = whole.unwrap_or_default();
        if kept.is_empty() { ptr::null() } else { kept.as_ptr() }
    })
}

/// The bytes that were packed; `None` if they are not just so many.
#[must_use]
pub fn unpacked(packed: &[u8], bytes: usize) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(bytes);
    // One byte more would tell of a longer text.
    let room = u64::try_from(bytes).ok()?.checked_add(1)?;
    LzmaReader::new_mem_limit(packed, MEMORY_KIB, None).ok()?.take(room).read_to_end(&mut whole).ok()?;
    (whole.len() == bytes).then_some(whole)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use lzma_rust2::{LzmaOptions, LzmaWriter};

    use super::unpacked;

    fn packed(whole: &[u8]) -> Vec<u8> {
        let options = LzmaOptions::with_preset(6);
        let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, Some(whole.len() as u64)).unwrap();
        writer.write_all(whole).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn what_was_packed_comes_out_again() {
        let whole = b"one page and another page".repeat(500);
        let packed = packed(&whole);
        assert!(packed.len() < 100, "{}", packed.len());
        assert_eq!(unpacked(&packed, whole.len()), Some(whole));
    }

    #[test]
    fn what_is_damaged_shorter_or_longer_than_told_is_not_taken() {
        let whole: Vec<u8> = (0..5000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let packed = packed(&whole);
        assert_eq!(unpacked(&packed, whole.len() - 1), None);
        assert_eq!(unpacked(&packed, whole.len() + 1), None);
        assert_eq!(unpacked(&packed[..packed.len() / 2], whole.len()), None);
        assert_eq!(unpacked(b"", 1), None);
        assert_eq!(unpacked(b"no packed text at all", 10), None);
    }
}
