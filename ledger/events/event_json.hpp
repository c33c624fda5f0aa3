// SPDX-License-Identifier: Apache-2.0
// The fields of an event as members of a JSON object, with or without a prefix: a line of NDJSON, and our
// part of an EPCIS event.
#pragma once

#include <string>
#include <string_view>

#include "ledger/events/event.hpp"

namespace lcl {

/// Appends members to an object that is open at the end of a text.
class MemberWriter {
 public:
  /// `prefix` comes before every name, also of the members of what is within.
  MemberWriter(std::string_view prefix, std::string& out) : prefix_(prefix), out_(out) {}

  void text(std::string_view name, std::string_view text);  ///< nothing if it is empty
  void instant(std::string_view name, Instant instant);
  /// As a string where there is a prefix, since readers of linked data make other numbers of numbers.
  void quantity(std::string_view name, const Decimal& value);
  void whole(std::string_view name, std::uint64_t value);
  void truth(std::string_view name, bool value);
  void begin(std::string_view name, char bracket);
  void element();  ///< begins an object in a list
  void end(char bracket) { out_.push_back(bracket); }

 private:
  void key(std::string_view name);

  std::string_view prefix_;
  std::string& out_;
};

/// The device's identifiers; an IMEI with its check digit, unless it was given without one.
void append_device(const Event& event, MemberWriter& members);
/// All but kind, time and device. Of a void: all but its reason and what it voids.
void append_facts(const Event& event, MemberWriter& members);
void append_void(const Facts& facts, MemberWriter& members);

/// Appends the line of `event`, with its line feed.
void append_ndjson(const Event& event, std::string& out);

/// The IMEI as a log writes it: 15 digits if `checked`, else the 14 that it is known by, or 16.
[[nodiscard]] std::string written_imei(std::string_view imei, bool checked);

}  // namespace lcl
