// SPDX-License-Identifier: Apache-2.0
#include "cli/remote/followed_statements.hpp"

#include <filesystem>
#include <optional>
#include <utility>

#include "ledger/chain/entry.hpp"
#include "ledger/chain/published_folder.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli::remote {

namespace fs = std::filesystem;

FollowedStatements::FollowedStatements(FollowedFiles& files, std::vector<ExpectedStatement> expected)
    : files_(files), expected_(std::move(expected)), before_(own_count()) {}

/// Of the full bundles and the widest partial one behind them.
std::uint64_t FollowedStatements::own_count() const {
  const auto is_there = [this](std::uint64_t index, std::size_t width) {
    return fs::is_regular_file(files_.folder() / statement_bundle_path(index, width));
  };
  std::uint64_t index = 0;
  while (is_there(index, tile_width)) ++index;
  for (std::size_t width = tile_width - 1; width > 0; --width)
    if (is_there(index, width)) return index * tile_width + width;
  return index * tile_width;
}

std::string FollowedStatements::take() {
  const std::uint64_t count = before_ + expected_.size();
  for (std::uint64_t index = before_ / tile_width; index * tile_width < count; ++index) {
    const std::size_t width = width_at(index, count);
    auto bytes = files_.fetched(statement_bundle_path(index, width), max_statement_bundle_bytes);
    if (!bytes && width < tile_width)
      bytes = files_.fetched(statement_bundle_path(index, tile_width), max_statement_bundle_bytes);
    if (!bytes) return {};
    if (std::string why = take_bundle(index, width, *bytes); !why.empty()) return why;
  }
  return {};
}

std::string FollowedStatements::take_bundle(std::uint64_t index, std::size_t width,
                                            const std::string& bytes) {
  const std::string path = statement_bundle_path(index, width);
  const auto statements = parse_statement_bundle(bytes, width);
  if (!statements) return phrase("{} is not {} statements and nothing else", path, width);
  const std::size_t known = before_ > index * tile_width ? before_ - index * tile_width : 0;
  std::string own;
  for (std::size_t i = 0; i < width; ++i) {
    const PublishedStatement& statement = (*statements)[i];
    append_to_entry_bundle(statement.entry, own);
    append_to_payload_bundle(statement.payload, own);
    if (i + 1 == known && files_.own(statement_bundle_path(index, known), max_statement_bundle_bytes) != own)
      return phrase("{} has other statements than before", path);
    if (i < known) continue;
    const ExpectedStatement& expected = expected_[index * tile_width + i - before_];
    if (leaf_hash(statement.entry) != expected.leaf || sha256(statement.payload) != expected.payload)
      return phrase("{} has another statement at its place {} than the log", path, i);
  }
  files_.keep(path, own);
  return {};
}

}  // namespace lcl::cli::remote
