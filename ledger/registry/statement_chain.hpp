// SPDX-License-Identifier: Apache-2.0
// Where the statements of a log stand, and how each points back to the one
// before it (schemas/README.md, "Entry"): so that they are walked from entry 0
// without an index, and back from the last.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/changing_tree.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/packing.hpp"

namespace lcl {

/// The matter that a statement is on: its project; of others `keys` for those that change keys, `registry`
/// for the rest.
[[nodiscard]] std::string_view matter_of(std::string_view kind, std::string_view project) noexcept;

/// Whether a statement changes who may sign.
[[nodiscard]] bool is_on_keys(std::string_view kind) noexcept;

/// The number of events that follow a statement of `kind`: `act.count` of a submission, else 0. A count that
/// is none is 0.
[[nodiscard]] std::uint64_t events_after(std::string_view kind, const Json& act) noexcept;

/// The leaf of a matter in the tree of matters, whose last statement stands at `last`.
[[nodiscard]] Digest matter_leaf(std::string_view matter, std::uint64_t last);

/// The statements of a log so far.
class StatementChain {
 public:
  /// What the entry of the next statement names.
  struct Links {
    std::optional<std::uint64_t> previous;  ///< the statement before it
    std::optional<std::uint64_t> on;        ///< the one before it on the same matter
    std::optional<Digest> matters;          ///< root of the tree of matters, itself included; not of entry 0
    friend bool operator==(const Links&, const Links&) = default;
  };

  /// The place of the next statement: behind the last one and the events that it brought.
  [[nodiscard]] std::uint64_t next() const { return next_; }
  /// Of the last one.
  [[nodiscard]] std::optional<std::uint64_t> last() const { return last_; }
  /// What the next statement names, if it stands at `seq`.
  [[nodiscard]] Links links(std::uint64_t seq, std::string_view kind, std::string_view project) const;
  /// The last statement on a matter.
  [[nodiscard]] std::optional<std::uint64_t> last_on(std::string_view matter) const;

  /// To the leaf, in the tree of matters, of one on which there is a statement.
  [[nodiscard]] LeafPath path_to(std::string_view matter) const;
  [[nodiscard]] std::uint64_t matters() const { return tree_.size(); }  ///< how many

  /// Takes the next statement, at `seq`, which `events` events follow.
  void take(std::uint64_t seq, std::string_view kind, std::string_view project, std::uint64_t events);

  /// To be kept and read back (values/packing.hpp).
  template <typename Archive, AnyOf<StatementChain> Chain>
  friend void fields(Archive& archive, Chain& chain) {
    auto& [next, last, matters, tree] = chain;
    archive(next, last, matters, tree);
  }

 private:
  std::uint64_t next_ = 0;
  std::optional<std::uint64_t> last_;
  struct Matter {
    std::uint64_t index = 0;  // in the order in which matters had their first statement
    std::uint64_t last = 0;
    template <typename Archive, AnyOf<Matter> Any>
    friend void fields(Archive& archive, Any& matter) {
      archive(matter.index, matter.last);
    }
  };
  std::map<std::string, Matter, std::less<>> matters_;  // by name
  ChangingTree tree_;
};

}  // namespace lcl
