// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/deriving.hpp"

#include <fmt/format.h>

#include "ledger/registry/recorded_event.hpp"
#include "ledger/store/ordered_rows.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

[[noreturn]] void unreadable(std::uint64_t seq, const char* fault) {
  throw Error(Obstacle::damaged, fmt::format("entry {}: {}; run lcl verify", seq, fault));
}

/// What a derivation that a bundle cannot give ends with; never with the sum of what is left.
Error withheld_from(const BundleTerms& bundle, const std::string& project, std::uint64_t payloads) {
  const bool is_one = payloads == 1;
  return {Obstacle::unavailable,
          fmt::format("{} event {} of project {} {} withheld: this is a bundle of project {}; ask the "
                      "registry, or a bundle of {}",
                      payloads, is_one ? "payload" : "payloads", project, is_one ? "is" : "are",
                      bundle.project, project)};
}

/// What came of a row; its memory is used again.
struct ReadRow {
  bool is_event = false;
  bool is_withheld = false;  // by a bundle
  bool is_needed = false;    // though it is withheld
  const char* fault = nullptr;
  RecordedEvent event;
};

/// Reads the rows of a ledger or a bundle for the derivations of one project.
class RowReader {
 public:
  using Examined = ReadRow;

  RowReader(const std::string& project, bool of_bundle) : project_(project), of_bundle_(of_bundle) {}

  /// An event of another project can be done without: where a cycle of this project rests on it, the device's
  /// chain leads to it.
  void examine(const StoredEntry& stored, ReadRow& row) {
    row.is_event = is_event(stored.entry);
    row.is_withheld = false;
    row.is_needed = false;
    row.fault = nullptr;
    if (!row.is_event) return;
    if (stored.payload) {
      row.fault = events_.read(stored.entry, *stored.payload, row.event);
    } else if (of_bundle_) {
      row.is_withheld = true;
      row.fault = read_entry(stored.entry, entry_);
      row.is_needed = row.fault == nullptr && entry_.project == project_;
    } else {
      row.fault = "its payload is missing";
    }
  }

 private:
  const std::string& project_;
  bool of_bundle_;
  RecordedEventReader events_;
  Entry entry_;  // of a withheld row
};

}  // namespace

void derive(const DerivationSource& source, const std::string& project, std::deque<Derivation>& derivations,
            std::uint64_t size, const Progress& progress) {
  std::uint64_t next = 0;
  std::uint64_t lacking = 0;  // payloads that the derivations cannot do without
  OrderedRows<ReadRow> in_order;
  in_order.take = [&](const StoredEntry& stored, const ReadRow& row) {
    if (stored.seq != next) unreadable(next, "it is missing");
    ++next;
    if (row.fault != nullptr) unreadable(stored.seq, row.fault);
    if (row.is_needed) ++lacking;
    if (!row.is_event || row.is_withheld || lacking > 0) return;
    for (Derivation& derivation : derivations) derivation.add(row.event);
  };
  if (progress) in_order.reached = [&](std::uint64_t reached) { progress("deriving", reached, size); };
  in_order.looked_up = &source.chains;

  SharedReader rows(source.rows);
  const bool of_bundle = source.chains.bundle().has_value();
  const bool apart = &source.rows != &source.chains;
  take_in_order(
      rows, 0, size, apart ? BatchPipeline::threads_at_hand() : 1,
      [&] { return RowReader(project, of_bundle); }, in_order);
  if (next != size) unreadable(next, "it is missing");
  if (lacking > 0) throw withheld_from(*source.rows.bundle(), project, lacking);
}

}  // namespace lcl
