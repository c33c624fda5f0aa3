// SPDX-License-Identifier: Apache-2.0
// Answers on standard output: text for people or, with --json, exactly one JSON
// document, refusals and errors included (schemas/output/). Whatever is not the
// answer goes to standard error. Which of the two it is, is decided here alone.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/refusal.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {

/// Thrown when whoever reads our standard output has gone: nothing is left to say.
struct ReaderGone {};

/// What answers rest on: the signed checkpoint that a ledger was read at.
struct Basis {
  Head head;
  bool made_tiles_anew = false;
};

class Answer {
 public:
  explicit Answer(bool json) : json_(json) {}

  /// For an answer whose format can be chosen otherwise too (lcl tally --format).
  [[nodiscard]] bool json() const { return json_; }

  /// From now on every answer states its basis: with --json as `head`, for people in its last line.
  void rest_on(std::function<Basis()> basis) { basis_ = std::move(basis); }
  /// Makes `value` the member `name` of every document from now on.
  void add(const std::string& name, const Json& value) { added_[name] = value; }
  /// What was added.
  [[nodiscard]] const Json& added() const { return added_; }
  /// Notes that entry `seq` is durable, whatever becomes of the answer that says so.
  void note_recorded(std::uint64_t seq) { recorded_ = seq; }
  [[nodiscard]] std::optional<std::uint64_t> recorded() const { return recorded_; }

  /// The whole answer about `things`: `json_of(things…)` as one canonical document or `text_of(things…)`, as
  /// was asked for; only that one is made. Throws Error (io) or ReaderGone if it cannot be delivered.
  template <typename JsonOf, typename TextOf, typename... Things>
  requires std::invocable<const TextOf&, const Things&...>
  void give(const JsonOf& json_of, const TextOf& text_of, const Things&... things) {
    if (json_) {
      give_document(json_of(things...));
    } else {
      give_text(text_of(things...));
    }
  }
  /// The same, where making both costs nothing.
  void give(const Json& json, std::string_view text);
  /// The same with a text that is kept byte for byte, such as a checkpoint: nothing is added to it.
  void give_exact(const Json& json, std::string_view text);
  /// Adds to the text for people; with --json nothing.
  void say(std::string_view text);
  /// A line for people on standard error, once what was said before is delivered; with --json nothing.
  void remark(std::string_view line);
  /// The basis as such a remark, for what was answered in a form that has no place for it.
  void remark_basis();
  /// Adds to the answer as it is, whatever was asked for.
  void write(std::string_view text);

  /// An answer of many items, one by one: as a document {"NAME": [ITEM, …]} or as text. An error on the way
  /// closes the document as {"NAME": […], "error": {…}}. The basis comes last.
  void begin_list(std::string_view name);
  /// `json_of(thing)` is canonical JSON.
  template <typename JsonOf, typename TextOf, typename Thing>
  void item(const JsonOf& json_of, const TextOf& text_of, const Thing& thing) {
    if (json_) {
      list_item(json_of(thing));
    } else {
      write(text_of(thing));
    }
  }
  void end_list();
  /// For people: the basis, below what was written item by item.
  void end_text();

  /// What stood in the way: with --json a document, unless an answer was begun. Standard error says it too.
  void error(std::string_view obstacle, std::string_view message);
  /// Delivers what is still held back.
  void finish();
  /// What is still held back, instead of its being delivered.
  [[nodiscard]] std::string take() { return std::exchange(held_, {}); }

 private:
  void document(const Json& document);
  void give_document(Json document);
  void give_text(std::string_view text);
  void list_item(std::string_view item);
  void deliver();

  std::function<Basis()> basis_;
  std::optional<std::uint64_t> recorded_;
  Json added_ = Json::object();
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

/// As a compiler has it, for standard error: `log.ndjson:17:42: device.imei: imei_check_digit: …` and,
/// indented, what to do; after the listed ones "and N more". Lines, the last without its LF.
[[nodiscard]] std::string refusals_text(const Refusals& refusals);
[[nodiscard]] Json refusals_json(const std::vector<Refused>& refusals);
/// {"refused": […], "refused_count": N} on top of `more`; or, for people, refusals_text on standard error.
void give_refusals(Answer& answer, const Refusals& refusals, Json more = Json::object());

}  // namespace lcl::cli
