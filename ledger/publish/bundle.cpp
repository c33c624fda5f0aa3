// SPDX-License-Identifier: Apache-2.0
// Writing a bundle: two passes over the entries, one for the devices of the
// project, one to copy. Reads are short transactions up to a pinned head, so
// that the registry is written to meanwhile as ever.
#include "ledger/publish/bundle.hpp"

#include <fmt/format.h>

#include <memory>
#include <set>

#include "ledger/chain/tree.hpp"
#include "ledger/publish/bundled_entry.hpp"
#include "ledger/publish/pseudonym_set.hpp"
#include "ledger/registry/lifecycle.hpp"
#include "ledger/registry/recorded_event.hpp"
#include "ledger/store/event_lookup.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/store/ordered_rows.hpp"
#include "ledger/store/writer.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/output_file.hpp"

namespace lcl {
namespace {

[[noreturn]] void damaged_at(std::uint64_t seq, const char* fault) {
  throw Error(Obstacle::damaged, fmt::format("entry {}: {}; run lcl verify", seq, fault));
}

/// Copies a ledger as it is at `head` into an empty one, but for what it withholds.
class Bundling {
 public:
  /// All must outlive this.
  Bundling(const Reader& reader, const Head& head, const BundleRequest& request, Writer& writer,
           const Progress& progress)
      : reader_(reader),
        size_(head.size),
        writer_(writer),
        progress_(progress),
        lookup_(event_lookup(reader)) {
    content_.terms = {request.project, head.size, request.with_private};
    content_.head = head;
  }

  BundleContent run() {
    writer_.make_bundle(content_.terms);
    find_devices();
    copy_entries();
    copy_statements();
    for (const StoredCheckpoint& stored : reader_.checkpoints()) {
      if (stored.size <= size_) writer_.put_checkpoint(stored.size, stored.note);
    }
    copy_devices();
    take_back_later();
    return std::move(content_);
  }

 private:
  void find_devices();
  void copy_entries();
  void copy(const StoredEntry& stored, const BundledEntry& read);
  void copy_statements();
  void copy_devices();
  void take_back_later();
  void keep_device(DeviceRow row);
  [[nodiscard]] std::optional<DeviceRow> row_before(const Pseudonym& device, std::uint64_t last);
  void withhold(std::uint64_t seq);
  void end_range();
  void write_tiles() {
    for (const Tile& tile : tree_.take_changed()) writer_.put_tile(tile);
  }
  void tell(const char* stage, std::uint64_t done) const {
    if (progress_) progress_(stage, done, size_);
  }

  const Reader& reader_;
  std::uint64_t size_;
  Writer& writer_;
  const Progress& progress_;
  EventLookup lookup_;
  BundleContent content_;
  PseudonymSet disclosed_;  // the devices
  Tree tree_;
  std::uint64_t next_ = 0;         // the entry to be copied next
  std::optional<SeqRange> range_;  // of withheld payloads, which the last of them ends
};

/// The devices that an entry of the project is about: those that had a cycle in it.
void Bundling::find_devices() {
  const std::string member = fmt::format(R"("project":"{}")", content_.terms.project);
  Entry entry;
  reader_.scan(0, size_, [&](const StoredEntry& stored) {
    if (stored.seq % progress_every == 0) tell("looking for devices", stored.seq);
    if (!is_event(stored.entry) || stored.entry.find(member) == std::string_view::npos) return;
    if (const char* fault = read_entry(stored.entry, entry)) damaged_at(stored.seq, fault);
    if (entry.project == content_.terms.project && entry.device) disclosed_.add(*entry.device);
  });
  disclosed_.close();
}

void Bundling::copy_entries() {
  OrderedRows<BundledEntry> in_order;
  in_order.take = [this](const StoredEntry& stored, const BundledEntry& read) { copy(stored, read); };
  in_order.reached = [this](std::uint64_t next) {
    if (next % progress_every == 0) {
      write_tiles();
      tell("writing", next);
    }
  };
  tell("writing", 0);
  SharedReader shared(reader_);
  take_in_order(
      shared, 0, size_, BatchPipeline::threads_at_hand(), [] { return BundledEntryReader{}; }, in_order);
  if (next_ < size_) damaged_at(next_, "it is missing");
  end_range();
  write_tiles();
  if (tree_.root() != content_.head.root) {
    throw Error(Obstacle::damaged, "the entries do not lead to the checkpoint; run lcl verify");
  }
}

void Bundling::copy(const StoredEntry& stored, const BundledEntry& read) {
  if (stored.seq != next_) damaged_at(next_, "it is missing");
  ++next_;
  if (read.fault != nullptr) damaged_at(stored.seq, read.fault);
  if (!stored.payload) damaged_at(stored.seq, "its payload is missing");
  tree_.append(read.leaf);
  const BundleTerms& terms = content_.terms;
  const bool is_event = read.entry.device.has_value();
  const bool is_disclosed = !is_event || disclosed_.contains(*read.entry.device);
  const bool gives_private = is_disclosed && terms.with_private && read.entry.project == terms.project;
  if (is_event) ++(is_disclosed ? content_.disclosed : content_.withheld).payloads;
  if (stored.private_part) ++(gives_private ? content_.disclosed : content_.withheld).private_parts;
  if (!is_disclosed) {
    withhold(stored.seq);
    ++content_.withheld_of[std::string(read.entry.project)];
    return writer_.append_withheld(stored.seq, stored.entry);
  }
  writer_.append(stored.seq, stored.entry, *stored.payload,
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

void Bundling::copy_statements() {
  reader_.for_each_statement([this](const StatementRow& row) {
    if (row.seq < size_) writer_.put_statement(row);
  });
}

void Bundling::copy_devices() {
  std::uint64_t rows = 0;
  reader_.for_each_device([&](const DeviceRow& row) {
    if (++rows % progress_every == 0 && progress_) progress_("writing devices", rows, 0);
    keep_device(row);
  });
}

/// Of a device that is withheld nothing is said but what its entries say.
void Bundling::keep_device(DeviceRow row) {
  if (!row.is_alias() && !disclosed_.contains(row.device)) {
    row.is_withheld = true;
    const std::uint64_t last = row.state.last;
    row.state = DeviceState{};
    row.state.last = last;
  }
  writer_.put_device(row);
}

/// What was recorded behind the head while the bundle was written is in the devices' rows by now.
void Bundling::take_back_later() {
  Entry entry;
  std::set<Pseudonym> seen;
  reader_.scan(size_, ~std::uint64_t{0}, [&](const StoredEntry& stored) {
    if (!is_event(stored.entry)) return;
    if (const char* fault = read_entry(stored.entry, entry)) damaged_at(stored.seq, fault);
    for (const Pseudonym& alias : entry.also) writer_.drop_device(alias);
    if (!seen.insert(*entry.device).second) return;
    if (auto row = row_before(*entry.device, entry.after.value_or(no_seq))) {
      keep_device(std::move(*row));
    } else {
      writer_.drop_device(*entry.device);
    }
  });
  std::uint64_t all = 0;
  writer_.reader().for_each_device([&](const DeviceRow& row) {
    if (!row.is_alias()) ++all;
    if (row.is_withheld) ++content_.withheld.devices;
  });
  content_.disclosed.devices = all - content_.withheld.devices;
}

/// The row of a device as of its event at `last`; nothing where there is none.
std::optional<DeviceRow> Bundling::row_before(const Pseudonym& device, std::uint64_t last) {
  if (last == no_seq) return std::nullopt;
  const std::vector<RecordedEvent> standing = standing_events(last, lookup_);
  DeviceRow row{.pseudonym = device, .device = device, .state = {}};
  take_back(row.state, standing.empty() ? nullptr : &standing.back(), last);
  return row;
}

}  // namespace

BundleContent write_bundle(const OpenLedger& ledger, const BundleRequest& request, const Progress& progress) {
  const Reader& reader = ledger.reader();
  if (reader.bundle()) {
    throw Error(Obstacle::unavailable,
                fmt::format("{}: this is a bundle of project {} already; make one from the registry",
                            ledger.folder().path.string(), reader.bundle()->project));
  }
  if (ledger.state().project(request.project) == nullptr) {
    throw Error(Obstacle::unavailable, fmt::format("project {} was never notified", request.project));
  }
  PlaceBeside place(request.file, Existing::refuse, MayRead::owner);
  sweep_left_overs_beside(request.file);
  create_ledger_file(place.path_apart(), request.with_private ? MayRead::owner : MayRead::everyone);
  BundleContent content = [&] {
    Writer writer(place.path_apart(), 0);
    BundleContent written = Bundling(reader, ledger.head(), request, writer, progress).run();
    if (progress) progress("closing", 0, 0);
    writer.commit();
    return written;
  }();
  place.put_apart();
  flush_folder_of(request.file);
  return content;
}

}  // namespace lcl
