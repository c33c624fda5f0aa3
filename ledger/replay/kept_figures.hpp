// SPDX-License-Identifier: Apache-2.0
// Figures that were derived once, for whoever asks for the same again: what they cost then follows what is
// new in the log, not its length.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>

#include "ledger/replay/figures_batch.hpp"

namespace lcl {

/// Of one log, which only grows. Those at an earlier checkpoint hold for good; those at the head as long as
/// nothing is recorded that could bear on their project: an event of it, or of a device that once had one in
/// it, whoever records it, or any statement but a submission, which puts nothing on record. May be used by
/// several threads.
class KeptFigures {
 public:
  static constexpr std::size_t usual_bytes = std::size_t{256} << 20U;
  /// Beyond `most_bytes` those that were asked for least recently go.
  explicit KeptFigures(std::size_t most_bytes = usual_bytes) : most_bytes_(most_bytes) {}

  /// What was kept, and holds at the head of `log`; its tally names the checkpoint that is asked for. Throws
  /// as AuthenticatedLog::scan.
  [[nodiscard]] std::optional<DerivedFigures> find(const FiguresBatch::Key& key,
                                                   const FiguresBatch::Lists& lists,
                                                   const AuthenticatedLog& log);
  /// Keeps what was just derived from `log`, whose head find() was given.
  void keep(const FiguresBatch::Key& key, const FiguresBatch::Lists& lists, const DerivedFigures& figures,
            const AuthenticatedLog& log);

 private:
  /// Project, period, lists, and the checkpoint: size and root, or nothing for the head.
  using Place = std::tuple<std::string, Period, std::tuple<bool, bool, bool, bool>, std::uint64_t,
                           std::optional<Digest>>;
  struct Kept {
    DerivedFigures figures;
    std::uint64_t size = 0;   ///< of the log that they were derived from
    std::uint64_t asked = 0;  ///< in the order in which they were asked for
    std::size_t bytes = 0;
  };

  [[nodiscard]] static Place place_of(const FiguresBatch::Key& key, const FiguresBatch::Lists& lists,
                                      const Head& head);
  void look_at_what_is_new(const AuthenticatedLog& log);
  void take(const AuthenticEntry& stored, const AuthenticatedLog& log, std::uint64_t& looked_up);
  [[nodiscard]] bool holds(const std::string& project, std::uint64_t size) const;
  void drop_the_oldest();

  std::size_t most_bytes_;
  std::mutex mutex_;
  std::optional<Head> seen_;                      ///< up to where the log was looked at
  std::map<std::string, std::uint64_t> changed_;  ///< by project: behind the last entry that bears on it
  std::uint64_t all_changed_ = 0;                 ///< behind the last one that may bear on all
  std::map<Place, Kept> kept_;
  std::uint64_t asked_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace lcl
