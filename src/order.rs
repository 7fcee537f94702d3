//! Sorting by keys, compiled once.
//!
//! Every type that the standard library sorts costs the program some three kilobytes again. What the browser sorts is
//! sorted here, by keys of one type, in a heap: its code is a fifth of that of a sort, and its time grows alike.

use std::collections::BinaryHeap;

/// A key: numbers compared one after the other.
pub type Key = [u64; 3];

/// The places `0..length` in the order of their keys; places of equal keys keep their order.
pub fn by_key(length: usize, key: impl Fn(usize) -> Key) -> Vec<usize> {
    let keys: BinaryHeap<(Key, usize)> = (0..length).map(|i| (key(i), i)).collect();
    keys.into_sorted_vec().into_iter().map(|(_, i)| i).collect()
}

/// The items in the order of their keys; items of equal keys keep their order.
pub fn sorted<T>(items: Vec<T>, key: impl Fn(&T) -> Key) -> Vec<T> {
    let order = by_key(items.len(), |i| key(&items[i]));
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.into_iter().filter_map(|i| items[i].take()).collect()
}

/// A number that may be negative as a part of a key.
pub const fn signed(value: i32) -> u64 {
    // Shifted so that the order stays: the smallest number becomes 0.
    value.abs_diff(i32::MIN) as u64
}

/// The first sixteen bytes of a text as two parts of a key: enough to tell names apart.
pub fn text(text: &str) -> [u64; 2] {
    let mut bytes = text.bytes().chain(std::iter::repeat(0));
    [(); 2].map(|()| (0..8).fold(0, |key, _| key << 8 | u64::from(bytes.next().unwrap_or(0))))
}
