// SPDX-License-Identifier: Apache-2.0
// The entry: one line of the log, whose exact bytes are stored and hashed
// (schemas/README.md, "Entry"). Knows nothing of what kinds mean.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/values/digest.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// Largest number of bytes of an entry: an entry bundle's length field has 16 bits (C2SP tlog-tiles).
inline constexpr std::size_t max_entry_bytes = 65'535;

/// `kind` and `project` are views into the text they were read from, or into
/// whatever the writer put there; they must outlive the Entry.
struct Entry {
  std::uint64_t seq = 0;
  Digest prev;   ///< leaf hash of entry seq − 1; zeros for the first
  Instant time;  ///< of recording
  std::string_view kind;
  std::string_view project;  ///< empty: none
  std::optional<Pseudonym> device;
  std::vector<Pseudonym> also;              ///< ascending, no repetition
  std::optional<std::uint64_t> after;       ///< seq of the device's previous event
  std::optional<std::uint64_t> standing;    ///< of its last standing event, where that is not `after`
  bool nothing_stands = false;              ///< there is an `after`, and nothing stands (`standing` is null)
  std::optional<std::uint64_t> collection;  ///< of its cycle's, where that is not its last standing event
  std::optional<std::uint64_t>
      reconditioning;                     ///< of its cycle's last, where that is not its last standing event
  std::optional<std::uint64_t> previous;  ///< of a statement but the first: seq of the one before it
  std::optional<std::uint64_t> on;        ///< of a statement: seq of the one before it on the same matter
  std::optional<Digest> matters;          ///< of a statement but the first: root over the last of each matter
  Digest payload;                         ///< SHA-256 of the payload's bytes
};

/// Appends the canonical bytes of `entry` to `out`: keys in the order after,
/// also, collection, device, kind, matters, on, payload, prev, previous, project,
/// reconditioning, seq, standing, time. Stops the program if they would not be
/// an entry: a kind or project of another form, a seq beyond 2⁵³ − 1, more than
/// max_entry_bytes, or an inconsistency.
void append_entry(const Entry& entry, std::string& out);

/// Reads an entry from exactly the bytes that append_entry would write; `entry`
/// is reused so that no memory is allocated per call. Returns nullptr, or what
/// is wrong with the bytes (a constant text, lower case); `entry` then holds
/// nothing of use. What one entry says of others (`prev`, `after`) is not checked.
[[nodiscard]] const char* read_entry(std::string_view bytes, Entry& entry) noexcept;

/// What an entry's fields must not say together, whatever their spelling; nullptr where they agree.
[[nodiscard]] const char* inconsistency(const Entry& entry) noexcept;

/// SHA-256(0x00 ‖ entry bytes): the leaf of RFC 6962 §2.1 and the next entry's `prev`.
[[nodiscard]] Digest leaf_hash(std::string_view entry_bytes);

}  // namespace lcl
