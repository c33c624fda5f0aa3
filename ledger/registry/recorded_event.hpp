// SPDX-License-Identifier: Apache-2.0
// From a stored entry and its payload to the event that was recorded.
#pragma once

#include <string_view>

#include "ledger/chain/entry.hpp"
#include "ledger/events/payload.hpp"
#include "ledger/registry/lifecycle.hpp"

namespace lcl {

/// Whether the bytes of an entry are an event's, told from their first key: an entry has a device, which
/// sorts before `kind`, if and only if it is an event.
[[nodiscard]] bool is_event(std::string_view entry) noexcept;

/// Reads stored events; keeps buffers, so one per thread.
class RecordedEventReader {
 public:
  /// Fills `event` from an entry and its payload. Returns nullptr, or what is wrong (constant text);
  /// an entry that is a statement's is "not an event".
  [[nodiscard]] const char* read(std::string_view entry, std::string_view payload, RecordedEvent& event);
  /// The same of an entry that was read already.
  [[nodiscard]] const char* read(const Entry& entry, std::string_view payload, RecordedEvent& event);

  /// Of the last `read` of bytes that went well; its views live as long as the bytes given to it.
  [[nodiscard]] const Entry& entry() const { return entry_; }

 private:
  Entry entry_;
  PayloadReader payloads_;
};

}  // namespace lcl
