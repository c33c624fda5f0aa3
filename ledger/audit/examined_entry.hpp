// SPDX-License-Identifier: Apache-2.0
// One row of the log and all that can be said of it alone: read, hashed and
// taken apart. What it means beside the others is for the checks; so rows can
// be examined by several threads at once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/chain/entry.hpp"
#include "ledger/events/payload.hpp"
#include "ledger/store/reader.hpp"
#include "ledger/values/digest.hpp"

namespace lcl {

enum class EntryClass : std::uint8_t { unknown, statement, event };

/// Made again and again of the same memory: nothing is allocated per entry.
struct ExaminedEntry {
  // as stored; the views belong to whoever read the row
  std::uint64_t seq = 0;
  std::string_view bytes;
  std::optional<std::string_view> payload;
  std::optional<std::string_view> private_part;

  // of the entry
  Digest leaf;
  const char* form_fault = nullptr;  ///< what is wrong with its bytes; if so, nothing below is of any meaning
  Entry entry;
  EntryClass about = EntryClass::unknown;
  EventKind event_kind{};  ///< of an event

  // of what stands beside it
  bool payload_matches = false;  ///< it is there, and is the one that the entry names
  Digest private_digest;         ///< of the private part, where there is one

  // of an event whose payload matches
  const char* payload_fault = nullptr;   ///< only looked for with facts
  EventPayload event;                    ///< only filled with facts
  std::optional<Digest> stated_private;  ///< the private part's digest, as the payload states it

  [[nodiscard]] bool is_readable_event() const { return payload_matches && payload_fault == nullptr; }
};

/// Examines rows; holds the parser and its buffers. One per thread.
class Examiner {
 public:
  using Examined = ExaminedEntry;

  /// Without facts, no more is read of an event's payload than whether it states a private part.
  explicit Examiner(bool with_facts) : with_facts_(with_facts) {}

  void examine(const StoredEntry& stored, ExaminedEntry& row);

 private:
  void examine_event(ExaminedEntry& row);

  bool with_facts_;
  PayloadReader payloads_;
  std::string scratch_;
};

}  // namespace lcl
