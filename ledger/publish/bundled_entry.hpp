// SPDX-License-Identifier: Apache-2.0
// What the writing of a bundle looks at in every entry.
#pragma once

#include "ledger/chain/entry.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/store/reader.hpp"

namespace lcl {

/// What is read of an entry; its views live as long as the row.
struct BundledEntry {
  Digest leaf;
  const char* fault = nullptr;
  Entry entry;
};

/// Reads and hashes entries (an examiner of take_in_order).
struct BundledEntryReader {
  using Examined = BundledEntry;

  static void examine(const StoredEntry& stored, BundledEntry& out) {
    out.leaf = leaf_hash(stored.entry);
    out.fault = read_entry(stored.entry, out.entry);
  }
};

}  // namespace lcl
