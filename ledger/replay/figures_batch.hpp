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

class KeptFigures;

class FiguresBatch {
 public:
  /// A project's figures of a period at a checkpoint; it is labelled there.
  struct Key {
    std::string project;
    Head checkpoint;
    Period period;
    [[nodiscard]] bool operator<(const Key& other) const;
  };

  /// What is listed besides the tally.
  struct Lists {
    bool frame = false;  ///< what a sample is drawn from
    bool lines = false;
    bool given_back = false;      ///< by other projects' collections; with lines
    bool by_participant = false;  ///< the tally's rows
  };

  void want(const Key& key, const Lists& lists) {
    Lists& wanted = wanted_[key];
    wanted.frame |= lists.frame;
    wanted.lines |= lists.lines;
    wanted.given_back |= lists.given_back;
    wanted.by_participant |= lists.by_participant;
  }
  /// How many derivations they take.
  [[nodiscard]] std::size_t size() const { return wanted_.size(); }

  /// Derives all that is wanted. The states at its checkpoints are made by one replay of the statements, but
  /// for the one that is `known`. What is in `kept` is not derived again, and what is derived goes there; the
  /// state that is known must then be that at the log's head. Throws as figures_of.
  void derive(const DerivationSource& source, const StateAt& known, const Progress& progress,
              KeptFigures* kept = nullptr);

  /// One that was wanted. Throws Error (arithmetic) where the entries give none.
  [[nodiscard]] const Tally& tally(const Key& key) const { return derived(key).tally; }
  [[nodiscard]] const Frame& frame(const Key& key) const { return derived(key).frame; }
  [[nodiscard]] const std::vector<CycleLine>& lines(const Key& key) const { return derived(key).lines; }
  [[nodiscard]] const std::vector<GivenBackLine>& given_back(const Key& key) const {
    return derived(key).given_back;
  }

 private:
  [[nodiscard]] const DerivedFigures& derived(const Key& key) const;

  std::map<Key, Lists> wanted_;
  std::map<Key, DerivedFigures> derived_;
};

}  // namespace lcl
