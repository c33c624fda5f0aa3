// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/published_statements.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "ledger/chain/entry.hpp"
#include "ledger/chain/published_folder.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

void PublishedStatements::expect(std::uint64_t seq, const Digest& leaf, const Digest& payload) {
  expected_.push_back({seq, leaf, payload});
}

void PublishedStatements::disclosed(std::uint64_t seq) {
  const auto found =
      std::lower_bound(expected_.begin(), expected_.end(), seq,
                       [](const Expected& each, std::uint64_t number) { return each.seq < number; });
  if (found != expected_.end() && found->seq == seq) found->is_disclosed = true;
}

bool PublishedStatements::is_right(const Expected& expected, std::string_view entry,
                                   std::string_view payload) {
  if (leaf_hash(entry) != expected.leaf) {
    findings_.add(FindingWord::malformed_entry, expected.seq,
                  phrase("what is published among the statements is another entry"));
    return false;
  }
  const Digest found = sha256(payload);
  if (found == expected.payload) return true;
  findings_.add(FindingWord::wrong_payload, expected.seq,
                phrase("among the statements its SHA-256 is {}, the entry names {}", hex(found),
                       hex(expected.payload)));
  return false;
}

std::uint64_t PublishedStatements::compare(
    const std::filesystem::path& folder,
    const std::function<void(std::uint64_t seq, std::string_view payload)>& right) {
  std::uint64_t newly_disclosed = 0;
  for (std::uint64_t index = 0; index * tile_width < expected_.size(); ++index) {
    const std::size_t width = width_at(index, expected_.size());
    std::optional<std::string> bytes =
        published_file(folder, statement_bundle_path(index, width), max_statement_bundle_bytes);
    if (!bytes && width < tile_width)
      bytes = published_file(folder, statement_bundle_path(index, tile_width), max_statement_bundle_bytes);
    if (!bytes) continue;
    const std::size_t begin = index * tile_width;
    const auto statements = parse_statement_bundle(*bytes, width);
    if (!statements) {
      findings_.add(FindingWord::malformed_payload, expected_[begin].seq,
                    phrase("{} is not {} statements", statement_bundle_path(index, width), width));
      continue;
    }
    for (std::size_t i = 0; i < width; ++i) {
      const Expected& expected = expected_[begin + i];
      const PublishedStatement& published = (*statements)[i];
      if (!is_right(expected, published.entry, published.payload)) continue;
      right(expected.seq, published.payload);
      if (!expected.is_disclosed) ++newly_disclosed;
    }
  }
  return newly_disclosed;
}

}  // namespace lcl
