// SPDX-License-Identifier: Apache-2.0
// The figures that several acts rest on, each derived once and all in one scan.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "ledger/replay/further_names.hpp"
#include "ledger/replay/recomputation.hpp"

namespace lcl {

class FiguresBatch {
 public:
  /// A project's figures of a period at a checkpoint; it is labelled there.
  struct Key {
    std::string project;
    Head checkpoint;
    Period period;
    [[nodiscard]] bool operator<(const Key& other) const;
  };

  void want(const Key& key, bool list_credited = false) { wanted_[key] |= list_credited; }
  /// How many derivations they take.
  [[nodiscard]] std::size_t size() const { return wanted_.size(); }

  /// Derives all that is wanted. The states at its checkpoints are made by one replay of the statements, but
  /// for the one that is `known`. Throws as figures_of.
  void derive(const DerivationSource& source, const StateAt& known, const Progress& progress);

  /// One that was wanted. Throws Error (arithmetic) where the entries give none.
  [[nodiscard]] const Tally& tally(const Key& key) const { return derived(key).tally; }
  [[nodiscard]] const std::vector<CreditedCycle>& credited(const Key& key) const {
    return derived(key).credited;
  }

 private:
  [[nodiscard]] const DerivedFigures& derived(const Key& key) const;

  std::map<Key, bool> wanted_;  // whether the credited cycles are listed too
  std::map<Key, DerivedFigures> derived_;
};

}  // namespace lcl
