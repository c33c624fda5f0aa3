// SPDX-License-Identifier: Apache-2.0
// Options and arguments as they were typed, read exactly: no abbreviations are
// guessed, and what is unknown or missing is said with the nearest that is known.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl::cli {

/// The program was called in a way that it does not understand; lower case, no full stop.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// How an option stands to the call, and to what stands before it in the table: the option before or, for the
/// first, the last positional. Usage lines follow from it.
enum class Need {
  optional,  ///< `[--by LIST]`
  required,  ///< `--project ID`
  instead,   ///< of the one before: `(--key FILE | --signer PUB)`, in square brackets if that is optional
  along,     ///< with the one before: `(--key FILE | --signer PUB --prepare FILE)`
  or_both,   ///< instead of the one before, or with it: `(--add CSV and/or --remove SIRET…)`
};
using enum Need;

struct Option {
  std::string_view name;   ///< without its dashes
  std::string_view value;  ///< what its value is called; empty: a switch
  std::string_view help;   ///< one line
  Need need = optional;
  bool repeatable = false;
};

/// Those that every command takes, before or after its name.
[[nodiscard]] std::span<const Option> global_options();

class Arguments {
 public:
  Arguments() = default;
  /// Reads `words`, which may hold any of `options` and the global ones. Throws UsageError.
  Arguments(const std::vector<std::string>& words, const std::vector<Option>& options);

  [[nodiscard]] const std::vector<std::string>& positionals() const { return positionals_; }
  /// Throws UsageError unless there are as many positionals as `names` asks for (Command::positionals), and
  /// all of `options` that are required. Of several that stand for one another the command asks itself.
  void require(std::span<const std::string_view> names, std::span<const Option> options) const;
  /// Whether the positional at `index` was given.
  [[nodiscard]] bool has_positional(std::size_t index) const { return index < positionals_.size(); }

  [[nodiscard]] bool has(std::string_view option) const { return values_.contains(option); }
  /// nullptr if it was not given.
  [[nodiscard]] const std::string* maybe(std::string_view option) const;
  /// Throws UsageError if it was not given.
  [[nodiscard]] const std::string& one(std::string_view option) const;
  /// The same, with these values of options that were not given.
  [[nodiscard]] Arguments or_else(const std::map<std::string, std::string, std::less<>>& values) const;
  /// In the order given; may be empty.
  [[nodiscard]] std::vector<std::string> all(std::string_view option) const;

  /// The value of an option as what it must be; throws UsageError where it is not that, or not there.
  [[nodiscard]] std::uint64_t whole(std::string_view option) const;
  [[nodiscard]] std::optional<std::uint64_t> maybe_whole(std::string_view option) const;
  /// `2026-02-02`, checked to exist.
  [[nodiscard]] std::string date(std::string_view option) const;
  /// `2026`, `2026-02` or `FROM/TO`.
  [[nodiscard]] Period period(std::string_view option) const;
  /// The same, of whole days, as acts have it: {"from": date, "to": date}.
  [[nodiscard]] Json days(std::string_view option) const;
  /// A number like 0.05, as acts have it.
  [[nodiscard]] std::string share(std::string_view option) const;
  /// One of `words`; a wrong one is answered with the nearest.
  [[nodiscard]] const std::string& word(std::string_view option,
                                        std::span<const std::string_view> words) const;
  /// The parts of `a,b`, each once; none if it was not given.
  [[nodiscard]] std::vector<std::string> list(std::string_view option) const;
  /// A list of entries, `12,13,14` in any order, or the option once for each, as acts have it.
  [[nodiscard]] Json entries(std::string_view option) const;
  /// The positional at `index`, called `name`, as a whole number.
  [[nodiscard]] std::uint64_t whole_positional(std::size_t index, std::string_view name) const;

 private:
  std::vector<std::string> positionals_;
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

/// What follows a command's name: `FOLDER --origin NAME [--dry-run]`, part by part. Nothing in a part is to
/// be broken over lines.
[[nodiscard]] std::vector<std::string> usage_parts(std::span<const std::string_view> positionals,
                                                   std::span<const Option> options);

/// `; did you mean X?`, or nothing if no choice is near.
template <typename Range>
[[nodiscard]] std::string suggestion(std::string_view word, const Range& choices);

}  // namespace lcl::cli

#include "ledger/values/text.hpp"

template <typename Range>
std::string lcl::cli::suggestion(std::string_view word, const Range& choices) {
  const std::string_view near = nearest(word, choices);
  return near.empty() ? std::string() : phrase("; did you mean {}?", near);
}
