// SPDX-License-Identifier: Apache-2.0
#include "cli/remote/following.hpp"

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/remote/followed_files.hpp"
#include "cli/remote/followed_statements.hpp"
#include "ledger/chain/entry.hpp"
#include "ledger/chain/published_folder.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/output_file.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli::remote {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_checkpoint = 1U << 20U;
/// How many bundles' tiles the tree holds before they are kept.
constexpr std::uint64_t bundles_between_tiles = tile_width;

Head head_in(const Checkpoint& checkpoint) { return {checkpoint.size, checkpoint.root}; }

/// A hash of the folder's own tiles of a log of `size` entries.
HashReader own_hashes(const FollowedFiles& files, std::uint64_t size) {
  return [&files, size](std::uint8_t level, std::uint64_t index) {
    const std::uint64_t tile = index / tile_width;
    const std::size_t width = width_at(tile, hashes_at(level, size));
    const std::string path = tile_path(level, tile, width);
    const auto bytes = files.own(path, max_tile_bytes);
    const std::size_t offset = (index % tile_width) * 32;
    if (!bytes || bytes->size() < offset + 32)
      throw Error(Obstacle::damaged, phrase("{} is missing or too short: follow into a new folder",
                                            (files.folder() / path).string()));
    Digest hash;
    const Bytes found = bytes_of(std::string_view(*bytes).substr(offset, 32));
    std::copy(found.begin(), found.end(), hash.bytes.begin());
    return hash;
  };
}

class Follower {
 public:
  Follower(Http& http, const fs::path& folder, const NoteVerifier& log, const std::optional<Policy>& policy,
           const Progress& progress)
      : http_(http),
        log_(log),
        policy_(policy),
        progress_([this, &progress](std::string_view, std::uint64_t, std::uint64_t) {
          if (progress) progress(translation("fetching"), tree_.size(), to_.size);
        }),
        files_(http, folder, progress_) {}

  std::variant<Followed, NotFollowed> run();

 private:
  /// What keeps the folder as it is; empty: nothing so far.
  std::string take_checkpoint();
  void take_own_checkpoint();
  std::string take_log();
  std::string take_bundle(std::uint64_t index);
  std::string take_entry(std::string_view bytes);
  std::string take_payloads(std::uint64_t index, std::size_t width);
  std::optional<std::string> entry_bundle(std::uint64_t index, std::size_t width);
  void keep_tiles();
  void keep_edge();
  void put_checkpoint();
  void remove_outgrown();
  NotFollowed refused(std::string why) {
    files_.drop();
    return {std::move(why), from_, to_};
  }

  Http& http_;
  const NoteVerifier& log_;
  const std::optional<Policy>& policy_;
  Head from_, to_;
  Tree tree_;
  Progress progress_;
  FollowedFiles files_;
  std::string note_;      // published
  std::string own_note_;  // of the folder; empty: none
  std::map<std::uint8_t, Tile> edge_;
  std::vector<std::optional<Digest>> payloads_stated_;  // of the bundle's entries, where they can be read
  std::vector<ExpectedStatement> statements_;
  bool with_payloads_ = true;
  Entry entry_;
};

std::variant<Followed, NotFollowed> Follower::run() {
  take_own_checkpoint();
  if (std::string why = take_checkpoint(); !why.empty()) return refused(std::move(why));
  std::uint64_t files = 0;
  if (to_.size > from_.size) {
    if (std::string why = take_log(); !why.empty()) return refused(std::move(why));
    FollowedStatements statements(files_, std::move(statements_));
    if (std::string why = statements.take(); !why.empty()) return refused(std::move(why));
    files = files_.place();
  }
  if (note_ != own_note_) {
    put_checkpoint();
    ++files;
  }
  return Followed{from_, to_, files};
}

void Follower::take_own_checkpoint() {
  const auto note = published_checkpoint(files_.folder());
  if (!note) {
    if (fs::exists(files_.folder() / "checkpoint"))
      throw Error(Obstacle::unavailable, phrase("{} is no checkpoint: follow into another folder",
                                                (files_.folder() / "checkpoint").string()));
    return;
  }
  const auto own = verified_checkpoint(*note, log_);
  if (!own) {
    throw Error(Obstacle::unavailable,
                phrase("{} holds another log than that of {}: follow into another folder",
                       files_.folder().string(), vkey(log_)));
  }
  from_ = head_in(*own);
  own_note_ = *note;
  if (root_at(from_.size, own_hashes(files_, from_.size)) != from_.root) {
    throw Error(
        Obstacle::damaged,
        phrase("the tiles in {} do not lead to its own checkpoint, see lcl verify --from: follow into a "
               "new folder",
               files_.folder().string()));
  }
}

std::string Follower::take_checkpoint() {
  const std::string& url = http_.address().url;
  const auto note = fetched_if_there(http_, "/checkpoint", longest_checkpoint, progress_);
  if (!note)
    throw Error(Obstacle::unavailable, phrase("{} has no checkpoint: nothing is published there", url));
  const auto read = read_checkpoint(*note);
  if (!read) return phrase("what {} has as its checkpoint is none", url);
  if (!verified_checkpoint(*note, log_))
    return phrase("the checkpoint of {} is not signed with the log's key {}", url, vkey(log_));
  if (policy_) {
    const QuorumCheck quorum = check_quorum(*policy_, read->note);
    if (!quorum.wrong.empty())
      return phrase("the cosignature of {} on the checkpoint of {} is invalid", quorum.wrong.front(), url);
    if (!quorum.reached) {
      return phrase(
          "the checkpoint of {} is cosigned by {} of the policy's witnesses, too few for its quorum", url,
          quorum.seen_by.size());
    }
  }
  note_ = *note;
  to_ = head_in(read->checkpoint);
  if (to_.size < from_.size) {
    return phrase("{} shows an older log, or one that was cut off: {} entries now, {} before", url, to_.size,
                  from_.size);
  }
  if (to_.size == from_.size && to_.root != from_.root)
    return phrase("{} shows another history than before: the roots of its {} entries differ", url, to_.size);
  return {};
}

std::string Follower::take_log() {
  const std::uint64_t first = from_.size / tile_width;
  tree_ = Tree(first * tile_width, own_hashes(files_, from_.size));
  with_payloads_ =
      from_.size == 0 || fs::exists(files_.folder() / payload_bundle_path(0, width_at(0, from_.size)));
  for (std::uint64_t index = first; index * tile_width < to_.size; ++index) {
    if (std::string why = take_bundle(index); !why.empty()) return why;
    if (index % bundles_between_tiles == 0) keep_tiles();
  }
  if (tree_.root() != to_.root) {
    return phrase("the entries that {} publishes do not lead to its checkpoint: size {}, root {}, found {}",
                  http_.address().url, to_.size, hex(to_.root), hex(tree_.root()));
  }
  keep_tiles();
  keep_edge();
  return {};
}

/// The partial bundle or, once that is outgrown, so much of the full one.
std::optional<std::string> Follower::entry_bundle(std::uint64_t index, std::size_t width) {
  if (auto bytes = files_.fetched(entry_bundle_path(index, width), max_entry_bundle_bytes)) return bytes;
  if (width == tile_width) return std::nullopt;
  const auto full = files_.fetched(entry_bundle_path(index, tile_width), max_entry_bundle_bytes);
  const auto entries = full ? parse_entry_bundle(*full, tile_width) : std::nullopt;
  if (!entries) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < width; ++i) append_to_entry_bundle((*entries)[i], bytes);
  return bytes;
}

std::string Follower::take_bundle(std::uint64_t index) {
  const std::size_t width = width_at(index, to_.size);
  const std::string path = entry_bundle_path(index, width);
  const auto bytes = entry_bundle(index, width);
  if (!bytes)
    throw Error(Obstacle::unavailable,
                phrase("{} is not there: its publication is not whole", http_.address().url + '/' + path));
  const auto entries = parse_entry_bundle(*bytes, width);
  if (!entries)
    return phrase("{} is not {} entries and nothing else", http_.address().url + '/' + path, width);
  payloads_stated_.clear();
  for (const std::string_view entry : *entries) {
    if (std::string why = take_entry(entry); !why.empty()) return why;
  }
  files_.keep(path, *bytes);
  return with_payloads_ ? take_payloads(index, width) : std::string();
}

std::string Follower::take_entry(std::string_view bytes) {
  const std::uint64_t seq = tree_.size();
  const Digest leaf = leaf_hash(bytes);
  tree_.append(leaf);
  const bool is_read = read_entry(bytes, entry_) == nullptr;
  payloads_stated_.push_back(is_read ? std::optional(entry_.payload) : std::nullopt);
  if (is_read && seq >= from_.size && rule_of_kind(entry_.kind) != nullptr)
    statements_.push_back({leaf, entry_.payload});
  if (tree_.size() == from_.size && tree_.root() != from_.root) {
    return phrase("{} shows another history than before: the roots of the first {} entries differ",
                  http_.address().url, from_.size);
  }
  return {};
}

std::string Follower::take_payloads(std::uint64_t index, std::size_t width) {
  const std::string path = payload_bundle_path(index, width);
  std::size_t found_width = width;
  auto bytes = files_.fetched(path, max_payload_bundle_bytes);
  if (!bytes && width < tile_width) {
    found_width = tile_width;
    bytes = files_.fetched(payload_bundle_path(index, tile_width), max_payload_bundle_bytes);
  }
  if (!bytes) {
    with_payloads_ = false;
    return {};
  }
  const std::string where = http_.address().url + '/' + path;
  const auto payloads = parse_payload_bundle(*bytes, found_width);
  if (!payloads) return phrase("{} is not {} payloads and nothing else", where, found_width);
  std::string own;
  for (std::size_t i = 0; i < width; ++i) {
    const auto& payload = (*payloads)[i];
    if (payload && payloads_stated_[i] && sha256(*payload) != *payloads_stated_[i])
      return phrase("{} has another payload of entry {} than that names", where, index * tile_width + i);
    append_to_payload_bundle(payload, own);
  }
  files_.keep(path, own);
  return {};
}

/// Keeps the tiles that are full, and remembers the others.
void Follower::keep_tiles() {
  for (Tile& tile : tree_.take_changed()) {
    if (tile.width() == tile_width) {
      files_.keep(tile_path(tile.level, tile.index, tile_width), tile.hashes);
      edge_.erase(tile.level);
    } else {
      edge_[tile.level] = std::move(tile);
    }
  }
}

void Follower::keep_edge() {
  for (const auto& [level, tile] : edge_)
    files_.keep(tile_path(tile.level, tile.index, tile.width()), tile.hashes);
}

void Follower::put_checkpoint() {
  write_file(files_.folder() / "checkpoint", note_, Existing::replace, MayRead::everyone);
  remove_outgrown();
}

/// Partial files that are full by now.
void Follower::remove_outgrown() {
  const auto outgrown = [&](const std::string& full_path, std::uint64_t index, std::uint64_t now) {
    std::error_code ignored;
    if (width_at(index, now) == tile_width) fs::remove_all(files_.folder() / (full_path + ".p"), ignored);
  };
  for (std::uint8_t level = 0; hashes_at(level, from_.size) > 0; ++level) {
    const std::uint64_t index = hashes_at(level, from_.size) / tile_width;
    outgrown(tile_path(level, index, tile_width), index, hashes_at(level, to_.size));
  }
  const std::uint64_t index = from_.size / tile_width;
  outgrown(entry_bundle_path(index, tile_width), index, to_.size);
  outgrown(payload_bundle_path(index, tile_width), index, to_.size);
}

}  // namespace

std::variant<Followed, NotFollowed> follow(Http& http, const fs::path& folder, const NoteVerifier& log,
                                           const std::optional<Policy>& policy, const Progress& progress) {
  return Follower(http, folder, log, policy, progress).run();
}

}  // namespace lcl::cli::remote
