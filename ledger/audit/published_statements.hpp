// SPDX-License-Identifier: Apache-2.0
// The statements that a published log has beside its entries, held to these
// (schemas/published.md): so that whoever replays them replays the log's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include "ledger/audit/finding_list.hpp"
#include "ledger/values/digest.hpp"

namespace lcl {

class PublishedStatements {
 public:
  explicit PublishedStatements(FindingList& findings) : findings_(findings) {}

  /// A statement among the entries, with its leaf hash and the payload that it names; ascending.
  void expect(std::uint64_t seq, const Digest& leaf, const Digest& payload);
  /// Its payload is published with its entry.
  void disclosed(std::uint64_t seq);
  [[nodiscard]] std::uint64_t count() const { return expected_.size(); }

  /// Compares what `folder` has of them, which may be nothing; `right` is told of every payload that is
  /// right. How many of these were not disclosed otherwise.
  std::uint64_t compare(const std::filesystem::path& folder,
                        const std::function<void(std::uint64_t seq, std::string_view payload)>& right);

 private:
  struct Expected {
    std::uint64_t seq = 0;
    Digest leaf;
    Digest payload;
    bool is_disclosed = false;
  };
  [[nodiscard]] bool is_right(const Expected& expected, std::string_view entry, std::string_view payload);

  FindingList& findings_;
  std::vector<Expected> expected_;
};

}  // namespace lcl
