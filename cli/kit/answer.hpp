// SPDX-License-Identifier: Apache-2.0
// Answers on standard output: text for people or, with --json, exactly one JSON
// document, refusals and errors included (schemas/output/). Whatever is not the
// answer goes to standard error.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/values/json.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl::cli {

/// Thrown when whoever reads our standard output has gone: nothing is left to say.
struct ReaderGone {};

class Answer {
 public:
  explicit Answer(bool json) : json_(json) {}

  [[nodiscard]] bool json() const { return json_; }
  /// Adds to the answer. Throws Error (io) or ReaderGone if it cannot be delivered.
  void write(std::string_view text);
  /// The whole answer of a call with --json: canonical, ended by LF.
  void document(const Json& document);
  /// A document of one list, item by item: {"NAME": [ITEM, …]}; an error on the way closes it as
  /// {"NAME": […], "error": {…}}. Items are canonical JSON.
  void begin_list(std::string_view name);
  void list_item(std::string_view item);
  void end_list();
  /// The document that says what stood in the way.
  void error(std::string_view obstacle, std::string_view message);
  /// Delivers what is still held back.
  void finish();

 private:
  void deliver();

  bool json_ = false;
  bool begun_ = false;    // something was written
  bool in_list_ = false;  // a list was begun and not ended
  bool first_item_ = true;
  std::string held_;
};

/// Where refusals come from and how many there are; `listed` may be fewer.
struct Refusals {
  std::vector<Refused> listed;
  std::uint64_t count = 0;
  std::string source;  ///< the file's name as given; empty: none

  explicit Refusals(Refused one) : listed{std::move(one)}, count(1) {}
  Refusals(std::vector<Refused> some, std::uint64_t in_all, std::string from)
      : listed(std::move(some)), count(in_all), source(std::move(from)) {}
};

/// As a compiler has it, on standard error: `log.ndjson:17:42: device.imei: imei_check_digit: …` and,
/// indented, what to do; after the listed ones "and N more".
void print_refusals(const Refusals& refusals);
[[nodiscard]] Json refusals_json(const std::vector<Refused>& refusals);
/// {"refused": […], "refused_count": N} on top of `more`; or, in text, print_refusals.
void give_refusals(Answer& answer, const Refusals& refusals, Json more = Json::object());

/// `text` with control characters spelt out, so that no file can move a terminal's cursor.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace lcl::cli
