// SPDX-License-Identifier: Apache-2.0
#include "ledger/publish/publication.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <system_error>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/chain/entry.hpp"
#include "ledger/chain/published_folder.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/store/guarded_file.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/output_file.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/system_reason.hpp"

namespace lcl {
namespace {

namespace fs = std::filesystem;

/// How many bundles' tiles the tree holds before they are written.
constexpr std::uint64_t bundles_between_tiles = tile_width;

/// The head that a published note states; it is one of this log's signed heads or it is not.
Checkpoint head_of_note(std::string_view text, const Checkpoint& own, const fs::path& folder) {
  const std::optional<SignedCheckpoint> read = read_checkpoint(text);
  if (!read || read->checkpoint.origin != own.origin) {
    throw Error(Obstacle::unavailable,
                phrase("{} does not hold a checkpoint of {}; publish into another folder",
                       (folder / "checkpoint").string(), own.origin));
  }
  return read->checkpoint;
}

/// Whether `note` has a signature, a witness's say, that `published` lacks; both are signed notes.
bool adds_signatures(std::string_view note, std::string_view published) {
  const std::vector<NoteSignature> there = parse_note(published)->signatures;
  const std::vector<NoteSignature> own = parse_note(note)->signatures;
  return std::any_of(own.begin(), own.end(), [&there](const NoteSignature& line) {
    return std::none_of(there.begin(), there.end(), [&line](const NoteSignature& other) {
      return line.name == other.name && line.key_id == other.key_id && line.bytes == other.bytes;
    });
  });
}

class Publisher {
 public:
  Publisher(const ProofSource& source, const fs::path& folder, bool payloads, const Progress& progress)
      : source_(source), folder_(folder), payloads_(payloads), progress_(progress) {}

  Publication run(const FurtherFiles& further);

 private:
  std::uint64_t published_size() const;
  void write_bundles(Tree& tree);
  void publish_bundle(std::uint64_t index, Tree& tree);
  void keep_tiles(Tree& tree);
  void write_edge();
  void remove_outgrown();
  void add(const FurtherFiles& further);
  [[nodiscard]] bool holds(const std::string& path, std::string_view content) const;
  void write(const std::string& path, std::string_view content);
  [[nodiscard]] bool has_payloads(std::uint64_t index) const;

  const ProofSource& source_;
  const fs::path& folder_;
  bool payloads_;
  const Progress& progress_;
  Publication done_;
  std::map<std::uint8_t, Tile> edge_;      // by level: the tile being filled
  std::set<fs::path> written_to_;          // folders
  std::optional<std::string> front_page_;  // that replaces the one there
  std::string entries_;
  std::string payload_bundle_;
};

Publication Publisher::run(const FurtherFiles& further) {
  done_.size = source_.log.head().size;
  require_no_secrets(folder_);
  fs::create_directories(folder_);
  // Of two that publish at once, the second begins where the first ended, and never goes back behind it.
  const Descriptor open = open_to_read(folder_);
  (void)lock_where_possible(open, folder_);
  done_.from = published_size();
  Tree tree(done_.from, source_.log.hashes());
  // The tiles at the right edge come with what is appended to them; those that it does not touch stay.
  write_bundles(tree);
  if (tree.root() != source_.log.head().root)
    throw Error(Obstacle::damaged, phrase("the entries do not lead to the checkpoint; see lcl verify"));
  keep_tiles(tree);
  write_edge();
  if (further) add(further);
  const std::optional<std::string> published = published_checkpoint(folder_);
  const bool is_new =
      done_.from < done_.size || !published || adds_signatures(source_.checkpoint, *published);
  if (done_.files > 0 || is_new) flush_all_with(folder_);
  if (is_new) {
    write_file(folder_ / "checkpoint", source_.checkpoint, Existing::replace, MayRead::everyone);
    ++done_.files;
    remove_outgrown();
  }
  if (front_page_) {
    write_file(folder_ / front_page, *front_page_, Existing::replace, MayRead::everyone);
    ++done_.files;
  }
  return done_;
}

/// Of the checkpoint in the folder, which must be an earlier head of this log; 0 where there is none.
std::uint64_t Publisher::published_size() const {
  const std::optional<std::string> note = published_checkpoint(folder_);
  if (!note) {
    if (fs::exists(folder_ / "checkpoint"))
      throw Error(Obstacle::unavailable, phrase("{} is no checkpoint; publish into another folder",
                                                (folder_ / "checkpoint").string()));
    return 0;
  }
  const std::optional<SignedCheckpoint> own = read_checkpoint(source_.checkpoint);
  invariant(own.has_value(), "a ledger's checkpoint is one");
  const Checkpoint head = head_of_note(*note, own->checkpoint, folder_);
  if (head.size > done_.size) {
    throw Error(
        Obstacle::unavailable,
        phrase(
            "{} publishes {} entries, more than the {} that were to be published; nothing was changed there",
            folder_.string(), head.size, done_.size));
  }
  if (source_.log.root_at(head.size) != head.root) {
    throw Error(Obstacle::unavailable,
                phrase("{} publishes another log than this one: the roots of size {} differ",
                       folder_.string(), head.size));
  }
  return head.size;
}

void Publisher::write_bundles(Tree& tree) {
  const std::uint64_t bundles = (done_.size + tile_width - 1) / tile_width;
  const std::uint64_t first = done_.from / tile_width;
  for (std::uint64_t index = payloads_ ? 0 : first; index < bundles; ++index) {
    const bool is_new = index * tile_width + width_at(index, done_.size) > done_.from;
    if (!is_new && (!payloads_ || has_payloads(index))) continue;
    publish_bundle(index, tree);
    if (index % bundles_between_tiles == 0) keep_tiles(tree);
    if (progress_) progress_(translation("publishing"), index * tile_width, done_.size);
  }
}

/// Reads up to 256 entries, adds those that are new to the tree and writes what the folder lacks of them.
void Publisher::publish_bundle(std::uint64_t index, Tree& tree) {
  const std::uint64_t begin = index * tile_width;
  const std::size_t width = width_at(index, done_.size);
  entries_.clear();
  payload_bundle_.clear();
  source_.log.scan(begin, begin + width, [&](const AuthenticEntry& stored) {
    if (stored.entry.seq >= done_.from) tree.append(leaf_hash(stored.bytes));
    append_to_entry_bundle(stored.bytes, entries_);
    if (payloads_) append_to_payload_bundle(stored.payload, payload_bundle_);
  });
  if (begin + width > done_.from) write(entry_bundle_path(index, width), entries_);
  if (payloads_ && (begin + width > done_.from || !has_payloads(index)))
    write(payload_bundle_path(index, width), payload_bundle_);
}

bool Publisher::has_payloads(std::uint64_t index) const {
  std::error_code absent;
  const fs::path file = folder_ / payload_bundle_path(index, width_at(index, done_.size));
  const std::uintmax_t size = fs::file_size(file, absent);
  return !absent && size > 0;
}

/// Writes the tiles that are full, and remembers the others.
void Publisher::keep_tiles(Tree& tree) {
  for (Tile& tile : tree.take_changed()) {
    if (tile.width() == tile_width) {
      write(tile_path(tile.level, tile.index, tile_width), tile.hashes);
      edge_.erase(tile.level);
    } else {
      edge_[tile.level] = std::move(tile);
    }
  }
}

void Publisher::write_edge() {
  for (const auto& [level, tile] : edge_) write(tile_path(tile.level, tile.index, tile.width()), tile.hashes);
}

/// Partial tiles that are full by now: whoever still looks for one takes the full one (C2SP tlog-tiles).
void Publisher::remove_outgrown() {
  const auto outgrown = [&](const std::string& full_path, std::uint64_t index, std::uint64_t now) {
    std::error_code ignored;
    if (width_at(index, now) == tile_width) fs::remove_all(folder_ / (full_path + ".p"), ignored);
  };
  for (std::uint8_t level = 0; hashes_at(level, done_.from) > 0; ++level) {
    const std::uint64_t index = hashes_at(level, done_.from) / tile_width;
    outgrown(tile_path(level, index, tile_width), index, hashes_at(level, done_.size));
  }
  const std::uint64_t index = done_.from / tile_width;
  outgrown(entry_bundle_path(index, tile_width), index, done_.size);
  if (payloads_) outgrown(payload_bundle_path(index, tile_width), index, done_.size);
}

/// What is published beside the log: only what the folder lacks, and what leads to it last.
void Publisher::add(const FurtherFiles& further) {
  further({[this](const std::string& path) { return fs::exists(folder_ / path); },
           [this](const std::string& path, std::string_view content) {
             if (holds(path, content)) return;
             if (path == front_page) {
               front_page_ = content;
             } else {
               write(path, content);
             }
           },
           [this](const std::string& path) {
             std::error_code ignored;
             fs::remove_all(folder_ / path, ignored);
           }});
}

bool Publisher::holds(const std::string& path, std::string_view content) const {
  return published_file(folder_, path, content.size()) == content;
}

/// It is made durable with all the others.
void Publisher::write(const std::string& path, std::string_view content) {
  const fs::path file = folder_ / path;
  if (written_to_.insert(file.parent_path()).second) {
    fs::create_directories(file.parent_path());
    sweep_left_overs_beside(file);
  }
  PlaceBeside place(file, Existing::replace, MayRead::everyone);
  write_all(place.open(), file, content);
  place.put();
  ++done_.files;
}

}  // namespace

Publication publish(const ProofSource& source, const std::filesystem::path& folder, bool payloads,
                    const Progress& progress, const FurtherFiles& further) {
  try {
    return Publisher(source, folder, payloads, progress).run(further);
  } catch (const fs::filesystem_error& error) {
    throw Error(Obstacle::io,
                phrase("cannot write {}: {}", error.path1().string(), system_reason(error.code())));
  }
}

}  // namespace lcl
