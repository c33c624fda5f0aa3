// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/published_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ledger/audit/anchor_check.hpp"
#include "ledger/audit/device_table.hpp"
#include "ledger/audit/finding_list.hpp"
#include "ledger/audit/link_check.hpp"
#include "ledger/audit/published_statements.hpp"
#include "ledger/audit/unanchored.hpp"
#include "ledger/chain/entry.hpp"
#include "ledger/chain/published_folder.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/events/event.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/registry/certifier.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t most_findings_kept = 1'000'000;
/// How many bundles' tiles the tree holds before they are compared.
constexpr std::uint64_t bundles_between_comparisons = 64;

/// A signed word on the root at a size.
struct RootClaim {
  Checkpoint checkpoint;
  std::optional<std::size_t> anchor;  ///< its number, of one from outside
};
/// A note whose signature is still to be checked.
struct UncheckedNote {
  SignedCheckpoint read;
  std::optional<std::size_t> anchor;
};

class PublishedCheck {
 public:
  PublishedCheck(const std::filesystem::path& folder, const Anchors& anchors, const Progress& progress)
      : folder_(folder), anchors_(anchors), progress_(progress) {}

  VerifyReport run();

 private:
  void read_entries();
  bool take_bundle(std::uint64_t index);
  void take_entry(std::uint64_t seq, std::string_view bytes);
  void take_payloads(std::uint64_t index, std::size_t width);
  void take_payload(const Digest& stated, std::uint64_t seq, const std::optional<std::string_view>& payload);
  void open(std::string_view payload);
  void compare_tiles();
  void compare_roots(std::optional<Instant> time);
  void check_signatures();
  std::optional<Checkpoint> read_claim(const std::string& note, bool is_from_outside);
  std::optional<std::string> file_of(std::uint64_t index, std::uint64_t count, std::size_t at_most,
                                     std::string (*path)(std::uint64_t, std::size_t), bool& is_whole) const;
  void end_anchors();
  std::vector<std::string> remarks(const std::vector<ShownAnchor>& shown) const;
  VerifyReport report();

  const std::filesystem::path& folder_;
  const Anchors& anchors_;
  const Progress& progress_;
  FindingList findings_{most_findings_kept};
  LinkCheck links_{findings_};
  AnchorCheck outside_{findings_, anchors_};
  Tree tree_;
  DeviceTable devices_;
  std::uint64_t size_ = 0;
  std::vector<UncheckedNote> notes_;  // the published one first
  std::vector<RootClaim> claims_;     // by size
  std::size_t next_claim_ = 0;
  Entry entry_;
  std::vector<Digest> payloads_stated_;  // of the bundle's entries
  bool is_whole_ = true;                 // no bundle is missing
  std::uint64_t entries_ = 0, events_ = 0, signatures_ = 0;
  PublishedStatements statements_{findings_};
  std::uint64_t undisclosed_ = 0;
  std::optional<PublicKey> log_key_;  // as entry 0 names it
  std::optional<Certifier> certifier_;
};

VerifyReport PublishedCheck::run() {
  const std::optional<std::string> note = published_checkpoint(folder_);
  if (!note) {
    throw Error(Obstacle::unavailable,
                phrase("{} has no checkpoint: nothing was published there", folder_.string()));
  }
  const std::optional<Checkpoint> published = read_claim(*note, false);
  size_ = published ? published->size : 0;
  for (const std::string& outside : anchors_.checkpoints) (void)read_claim(outside, true);
  std::stable_sort(claims_.begin(), claims_.end(), [](const RootClaim& a, const RootClaim& b) {
    return a.checkpoint.size < b.checkpoint.size;
  });
  if (published && size_ == 0) findings_.add(FindingWord::empty_ledger, std::nullopt);
  compare_roots(std::nullopt);
  read_entries();
  undisclosed_ -= statements_.compare(folder_, [this](std::uint64_t seq, std::string_view payload) {
    if (seq == 0 && !certifier_) open(payload);
  });
  check_signatures();
  end_anchors();
  return report();
}

void PublishedCheck::read_entries() {
  for (std::uint64_t index = 0; index * tile_width < size_ && is_whole_; ++index) {
    is_whole_ = take_bundle(index);
    if (index % bundles_between_comparisons == 0) compare_tiles();
    if (progress_) progress_(translation("verifying"), std::min(size_, (index + 1) * tile_width), size_);
  }
  if (is_whole_) compare_tiles();
}

/// The file of bundle or tile `index`, of which `count` places are taken in all: the partial one or, once
/// that is outgrown, the full one, which is then not whole to us.
std::optional<std::string> PublishedCheck::file_of(std::uint64_t index, std::uint64_t count,
                                                   std::size_t at_most,
                                                   std::string (*path)(std::uint64_t, std::size_t),
                                                   bool& is_whole) const {
  const std::size_t width = width_at(index, count);
  is_whole = true;
  if (auto file = published_file(folder_, path(index, width), at_most)) return file;
  is_whole = false;
  return width == tile_width ? std::nullopt : published_file(folder_, path(index, tile_width), at_most);
}

bool PublishedCheck::take_bundle(std::uint64_t index) {
  const std::uint64_t begin = index * tile_width;
  const std::size_t width = width_at(index, size_);
  bool is_whole = true;
  const auto bytes = file_of(index, size_, max_entry_bundle_bytes, entry_bundle_path, is_whole);
  if (!bytes) {
    findings_.add(FindingWord::missing_entry, begin,
                  phrase("there is no {}; nothing behind it is read", entry_bundle_path(index, width)));
    return false;
  }
  const auto entries = parse_entry_bundle(*bytes, is_whole ? width : tile_width);
  if (!entries) {
    findings_.add(FindingWord::malformed_entry, begin,
                  phrase("{} is not {} entries and nothing else; nothing behind it is read",
                         entry_bundle_path(index, width), width));
    return false;
  }
  payloads_stated_.clear();
  for (std::size_t i = 0; i < width; ++i) take_entry(begin + i, (*entries)[i]);
  take_payloads(index, width);
  return true;
}

void PublishedCheck::take_entry(std::uint64_t seq, std::string_view bytes) {
  ++entries_;
  const Digest leaf = leaf_hash(bytes);
  tree_.append(leaf);
  const char* fault = read_entry(bytes, entry_);
  compare_roots(fault == nullptr ? std::optional(entry_.time) : std::nullopt);
  if (fault != nullptr) {
    findings_.add(FindingWord::malformed_entry, seq, std::string(translation(fault)));
    payloads_stated_.emplace_back();
    links_.interrupt();
    return;
  }
  payloads_stated_.push_back(entry_.payload);
  links_.check(seq, entry_, leaf);
  const bool is_statement = rule_of_kind(entry_.kind) != nullptr;
  if (!is_statement && !event_kind(entry_.kind))
    findings_.add(FindingWord::unknown_kind, seq, fmt::format("\"{}\"", entry_.kind));
  if (is_statement == entry_.device.has_value())
    findings_.add(FindingWord::malformed_entry, seq,
                  is_statement ? phrase("a statement with a device") : phrase("an event without a device"));
  if (is_statement) {
    statements_.expect(seq, leaf, entry_.payload);
  } else {
    ++events_;
  }
  if (entry_.device && devices_.find(*entry_.device) == DeviceTable::none) devices_.add(*entry_.device);
}

void PublishedCheck::take_payloads(std::uint64_t index, std::size_t width) {
  bool is_whole = true;
  const auto bytes = file_of(index, size_, max_payload_bundle_bytes, payload_bundle_path, is_whole);
  if (!bytes) {
    undisclosed_ += width;
    return;
  }
  const auto payloads = parse_payload_bundle(*bytes, is_whole ? width : tile_width);
  if (!payloads) {
    undisclosed_ += width;
    findings_.add(FindingWord::malformed_payload, index * tile_width,
                  phrase("{} is not {} payloads and nothing else", payload_bundle_path(index, width), width));
    return;
  }
  for (std::size_t i = 0; i < width; ++i)
    take_payload(payloads_stated_[i], index * tile_width + i, (*payloads)[i]);
}

void PublishedCheck::take_payload(const Digest& stated, std::uint64_t seq,
                                  const std::optional<std::string_view>& payload) {
  if (!payload) {
    ++undisclosed_;
    return;
  }
  statements_.disclosed(seq);
  const Digest found = sha256(*payload);
  if (found != stated) {
    findings_.add(FindingWord::wrong_payload, seq,
                  phrase("its SHA-256 is {}, the entry names {}", hex(found), hex(stated)));
    return;
  }
  if (seq == 0) open(*payload);
}

/// Entry 0 says whose log this is.
void PublishedCheck::open(std::string_view payload) {
  const ActRule& rule = rule_of(Act::registry_opened);
  const auto read = read_statement(payload, rule.kind, {}, {});
  const auto* opening = std::get_if<Statement>(&read);
  if (opening == nullptr || form_refusal(rule, opening->act)) {
    findings_.add(FindingWord::not_opened, 0);
    return;
  }
  log_key_ = act_fields::key(opening->act, "log_key");
  certifier_ = certifier_of(opening->act);
  const Digest found = certifier_->fingerprint();
  if (anchors_.certifier && found != *anchors_.certifier) {
    findings_.add(FindingWord::wrong_certifier, 0,
                  phrase("found {}, expected {}", hex(found), hex(*anchors_.certifier)));
  }
  if (anchors_.log_key && !(anchors_.log_key->key == *log_key_)) findings_.add(FindingWord::wrong_log_key, 0);
}

/// Every tile that the entries so far fill; in the end, the partial ones too.
void PublishedCheck::compare_tiles() {
  for (const Tile& tile : tree_.take_changed()) {
    const std::uint64_t count = hashes_at(tile.level, size_);
    if (tile.width() < width_at(tile.index, count)) continue;  // it grows still
    const std::string path = tile_path(tile.level, tile.index, tile.width());
    std::optional<std::string> found = published_file(folder_, path, max_tile_bytes);
    if (!found && tile.width() < tile_width) {
      found = published_file(folder_, tile_path(tile.level, tile.index, tile_width), max_tile_bytes);
      if (found) found->resize(std::min(found->size(), tile.hashes.size()));
    }
    if (!found) {
      findings_.add(FindingWord::missing_tile, std::nullopt, path);
    } else if (*found != tile.hashes) {
      findings_.add(FindingWord::wrong_tile, std::nullopt, path);
    }
  }
}

/// `time` is that of the last entry, if it could be read.
void PublishedCheck::compare_roots(std::optional<Instant> time) {
  for (; next_claim_ < claims_.size() && claims_[next_claim_].checkpoint.size == tree_.size();
       ++next_claim_) {
    const RootClaim& claim = claims_[next_claim_];
    if (tree_.root() == claim.checkpoint.root) {
      if (claim.anchor && time) outside_.extend(*claim.anchor, *time);
      continue;
    }
    findings_.add_of_checkpoint(
        claim.anchor ? FindingWord::not_an_extension : FindingWord::wrong_root, claim.checkpoint.size,
        phrase("found {}, expected {}", hex(tree_.root()), hex(claim.checkpoint.root)));
    if (claim.anchor) outside_.reject(*claim.anchor);
  }
}

/// The checkpoint of a note; its signatures are checked in the end, when the key is known.
std::optional<Checkpoint> PublishedCheck::read_claim(const std::string& note, bool is_from_outside) {
  const std::optional<SignedCheckpoint> read = read_checkpoint(note);
  if (!read || (anchors_.log_key && read->checkpoint.origin != anchors_.log_key->name)) {
    findings_.add(FindingWord::malformed_checkpoint, std::nullopt,
                  is_from_outside ? phrase("the one given from outside") : phrase("the published one"));
    return std::nullopt;
  }
  const Checkpoint& checkpoint = read->checkpoint;
  const std::optional<std::size_t> anchor =
      is_from_outside ? std::optional(outside_.add(read->note, checkpoint)) : std::nullopt;
  notes_.push_back({*read, anchor});
  if (anchor && checkpoint.size > size_) {
    findings_.add_of_checkpoint(FindingWord::behind_anchor, checkpoint.size,
                                phrase("{} entries are published", size_));
    outside_.reject(*anchor);
  } else {
    claims_.push_back({checkpoint, anchor});
  }
  return checkpoint;
}

void PublishedCheck::check_signatures() {
  const PublicKey* key = anchors_.log_key ? &anchors_.log_key->key : (log_key_ ? &*log_key_ : nullptr);
  for (const UncheckedNote& unchecked : notes_) {
    const Checkpoint& checkpoint = unchecked.read.checkpoint;
    if (key != nullptr &&
        verify_note(unchecked.read.note, {checkpoint.origin, *key}) == NoteVerdict::verified) {
      ++signatures_;
      continue;
    }
    if (key != nullptr)
      findings_.add_of_checkpoint(FindingWord::wrong_checkpoint_signature, checkpoint.size, {});
    if (unchecked.anchor) outside_.reject(*unchecked.anchor);
  }
}

/// What the log was not found to extend, because it was not read so far, anchors nothing.
void PublishedCheck::end_anchors() {
  for (; next_claim_ < claims_.size(); ++next_claim_)
    if (claims_[next_claim_].anchor) outside_.reject(*claims_[next_claim_].anchor);
  if (!notes_.empty()) {
    const std::optional<PublicKey> key = anchors_.log_key ? std::optional(anchors_.log_key->key) : log_key_;
    if (key) outside_.check_log(NoteVerifier{notes_.front().read.checkpoint.origin, *key});
  }
  outside_.check_timestamps();
  outside_.check_times({});  // whose statements are not judged here
}

std::vector<std::string> PublishedCheck::remarks(const std::vector<ShownAnchor>& shown) const {
  std::vector<std::string> words;
  if (!anchors_.log_key && !log_key_)
    words.emplace_back(
        phrase("the checkpoint's signature is not checked: no key is published; give --log-key"));
  for (std::string& each : unanchored(anchors_, shown, size_, findings_.count() == 0))
    words.push_back(std::move(each));
  if (undisclosed_ > 0) {
    words.push_back(phrase("{} of {} payloads are not published: what those entries say is not checked",
                           undisclosed_, size_));
  }
  if (anchors_.certifier && !certifier_)
    words.emplace_back(
        phrase("the certifier's key is not checked: entry 0 is published without its payload"));
  words.emplace_back(phrase(
      "signatures of statements, changes of keys, permissions, life cycles and figures are not checked from "
      "published files: "
      "verify ledger.db"));
  return words;
}

VerifyReport PublishedCheck::report() {
  VerifyReport report;
  report.finding_count = findings_.count();
  report.weak_anchors = findings_.count_of_anchors();
  report.findings = findings_.take_in_order();
  report.size = tree_.size();
  report.entries = entries_;
  report.events = events_;
  report.statements = statements_.count();
  report.signatures = signatures_;
  report.checkpoints = 1;
  report.devices = devices_.size();
  report.head = {tree_.size(), tree_.root()};
  report.anchors = outside_.shown();
  report.unanchored = remarks(report.anchors);
  if (!notes_.empty()) report.origin = notes_.front().read.checkpoint.origin;
  if (log_key_) {
    report.log_vkey = vkey({report.origin, *log_key_});
  } else if (anchors_.log_key) {
    report.log_vkey = vkey(*anchors_.log_key);
  }
  report.certifier = certifier_;
  return report;
}

}  // namespace

VerifyReport verify_published(const std::filesystem::path& folder, const Anchors& anchors,
                              const Progress& progress) {
  return PublishedCheck(folder, anchors, progress).run();
}

}  // namespace lcl
