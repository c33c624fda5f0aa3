// SPDX-License-Identifier: Apache-2.0
// Writing a bundle: two passes over the entries, one for the devices of the
// project, one to copy. Reads are short transactions up to a pinned head, so
// that the registry is written to meanwhile as ever.
#include "ledger/publish/bundle.hpp"

#include <variant>

#include "ledger/chain/tree.hpp"
#include "ledger/publish/pseudonym_set.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/store/writer.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/output_file.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// The digest of its private part that a payload states: an event's own member, a statement's act's.
std::optional<Digest> stated_private(const AuthenticEntry& stored) {
  const auto read = parse_json(*stored.payload);
  const Json* object = std::get_if<Json>(&read);
  if (object != nullptr && object->is_object() && !stored.entry.device) {
    const auto act = object->find("act");
    object = act == object->end() ? nullptr : &*act;
  }
  if (object == nullptr || !object->is_object()) return std::nullopt;
  const auto stated = object->find("private");
  if (stated == object->end() || !stated->is_string()) return std::nullopt;
  return digest_from_hex(stated->get_ref<const std::string&>());
}

/// Nothing is given away, nor passed on as recorded, that the signed payload does not state.
void require_stated(const AuthenticEntry& stored) {
  if (stated_private(stored) == sha256(*stored.private_part)) return;
  throw Error(Obstacle::damaged,
              phrase("entry {}: its private part is not the one that was recorded; run lcl verify",
                     stored.entry.seq));
}

/// Copies a ledger as it is at `head` into an empty one, but for what it withholds.
class Bundling {
 public:
  /// All must outlive this.
  Bundling(const OpenLedger& ledger, const BundleRequest& request, Writer& writer, const Progress& progress)
      : ledger_(ledger), size_(ledger.head().size), writer_(writer), progress_(progress) {
    content_.terms = {request.project, size_, request.with_private};
    content_.head = ledger.head();
  }

  BundleContent run() {
    writer_.make_bundle(content_.terms);
    find_devices();
    copy_entries();
    ledger_.reader().for_each_checkpoint([&](const StoredCheckpoint& stored) {
      if (stored.size <= size_) writer_.put_checkpoint(stored.size, stored.note);
    });
    return std::move(content_);
  }

 private:
  void find_devices();  // none where no project is disclosed
  void copy_entries();
  void copy(const AuthenticEntry& stored);
  void withhold(std::uint64_t seq);
  void end_range();
  void write_tiles() {
    for (const Tile& tile : tree_.take_changed()) writer_.put_tile(tile);
  }
  void tell(std::string_view stage, std::uint64_t done) const {
    if (progress_) progress_(stage, done, size_);
  }

  const OpenLedger& ledger_;
  std::uint64_t size_;
  Writer& writer_;
  const Progress& progress_;
  BundleContent content_;
  PseudonymSet disclosed_;  // the devices
  Tree tree_;
  std::optional<SeqRange> range_;  // of withheld payloads, which the last of them ends
};

/// The devices that had a cycle in the project, or in one that follows it or that it follows: an entry of
/// these is about them.
void Bundling::find_devices() {
  if (content_.terms.project.empty()) return;
  const auto succession = ledger_.state().records().succession(content_.terms.project);
  PseudonymSet all;
  ledger_.log().scan(0, size_, [&](const AuthenticEntry& stored) {
    const Entry& entry = stored.entry;
    if (entry.seq % progress_every == 0) tell(translation("looking for devices"), entry.seq);
    if (!entry.device) return;
    all.add(*entry.device);
    if (succession.contains(entry.project)) disclosed_.add(*entry.device);
  });
  disclosed_.close();
  all.close();
  content_.disclosed.devices = disclosed_.size();
  content_.withheld.devices = all.size() - disclosed_.size();
}

void Bundling::copy_entries() {
  tell(translation("writing"), 0);
  ledger_.log().scan(0, size_, [&](const AuthenticEntry& stored) {
    copy(stored);
    if (tree_.size() % progress_every != 0) return;
    write_tiles();
    tell(translation("writing"), tree_.size());
  });
  end_range();
  write_tiles();
  if (tree_.root() != content_.head.root) {
    throw Error(Obstacle::damaged, phrase("the entries do not lead to the checkpoint; run lcl verify"));
  }
}

void Bundling::copy(const AuthenticEntry& stored) {
  const Entry& entry = stored.entry;
  tree_.append(leaf_hash(stored.bytes));
  const BundleTerms& terms = content_.terms;
  const bool is_event = entry.device.has_value();
  const bool is_disclosed = !is_event || disclosed_.contains(*entry.device);
  const bool gives_private = is_disclosed && terms.with_private && entry.project == terms.project;
  if (is_event) ++(is_disclosed ? content_.disclosed : content_.withheld).payloads;
  if (stored.private_part) ++(gives_private ? content_.disclosed : content_.withheld).private_parts;
  if (!is_disclosed) {
    withhold(entry.seq);
    ++content_.withheld_of[std::string(entry.project)];
    return writer_.append_withheld(entry.seq, stored.bytes);
  }
  if (gives_private && stored.private_part) require_stated(stored);
  writer_.append(entry.seq, stored.bytes, *stored.payload,
                 gives_private ? stored.private_part : std::nullopt);
}

void Bundling::withhold(std::uint64_t seq) {
  if (range_ && range_->last + 1 == seq) {
    range_->last = seq;
    return;
  }
  end_range();
  range_ = SeqRange{seq, seq};
}

void Bundling::end_range() {
  if (range_) writer_.put_withheld(*range_);
  range_.reset();
}

}  // namespace

BundleContent write_bundle(const OpenLedger& ledger, const BundleRequest& request, const Progress& progress) {
  const auto& source = ledger.reader().bundle();
  if (source && (source->project != request.project || source->with_private < request.with_private)) {
    throw Error(Obstacle::unavailable, phrase("{}: this is {} already; make one from the registry",
                                              ledger.folder().path.string(), described(*source)));
  }
  if (!request.project.empty() && ledger.state().project(request.project) == nullptr) {
    throw Error(Obstacle::unavailable, phrase("project {} was never notified", request.project));
  }
  PlaceBeside place(request.file, request.existing,
                    request.with_private ? MayRead::owner : MayRead::everyone);
  sweep_left_overs_beside(request.file);
  create_ledger_file(place.path_apart(), MayRead::owner);
  BundleContent content = [&] {
    Writer writer(place.path_apart(), 0);
    BundleContent written = Bundling(ledger, request, writer, progress).run();
    if (progress) progress(translation("closing"), 0, 0);
    writer.commit();
    return written;
  }();
  place.put_apart();
  flush_folder_of(request.file);
  return content;
}

}  // namespace lcl
