// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/deriving.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "ledger/registry/recorded_event.hpp"
#include "ledger/store/authenticated_rows.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/pseudonym_index.hpp"

namespace lcl {
namespace {

[[noreturn]] void unreadable(std::uint64_t seq, std::string_view fault) {
  throw Error(Obstacle::damaged, phrase("entry {}: {}; run lcl verify", seq, fault));
}

/// What a derivation that a bundle cannot give ends with; never with the sum of what is left.
Error withheld_from(const BundleTerms& bundle, const std::string& project, std::uint64_t payloads) {
  const bool is_one = payloads == 1;
  if (bundle.project.empty()) {
    return {
        Obstacle::unavailable,
        phrase(
            "this needs the events of project {}, of which a bundle of statements alone holds none: ask the "
            "registry or, at an address, in a session of who may read them (lcl key session, --session)",
            project)};
  }
  return {Obstacle::unavailable, is_one ? phrase("1 event payload of project {} is withheld: this is {}; "
                                                 "ask the registry, or a bundle of {}",
                                                 project, described(bundle), project)
                                        : phrase("{} event payloads of project {} are withheld: this is {}; "
                                                 "ask the registry, or a bundle of {}",
                                                 payloads, project, described(bundle), project)};
}

/// What came of an entry; its memory is used again.
struct ReadEvent {
  bool is_event = false;
  bool is_withheld = false;  // by a bundle
  const char* fault = nullptr;
  RecordedEvent event;
};

class EventReader {
 public:
  using Examined = ReadEvent;

  void examine(const AuthenticEntry& stored, ReadEvent& read) {
    read.is_event = stored.entry.device.has_value();
    read.is_withheld = read.is_event && !stored.payload;
    read.fault =
        read.is_event && stored.payload ? events_.read(stored.entry, *stored.payload, read.event) : nullptr;
  }

 private:
  RecordedEventReader events_;
};

/// Whether a derivation cannot do without this event, of its own project.
bool is_needed(const Entry& event, const std::deque<FedDerivation>& derivations) {
  return std::any_of(derivations.begin(), derivations.end(), [&](const FedDerivation& fed) {
    const Selection& selection = fed.derivation.selection();
    return event.seq < selection.size && event.project == selection.project;
  });
}

/// The devices of a bundle, in which all events of those that had a cycle in its project must be disclosed:
/// what is withheld of one would be missing from what is given back.
class DisclosedDevices {
 public:
  explicit DisclosedDevices(const BundleTerms& terms) : project_(terms.project) {}

  void take(const Entry& event, bool is_withheld) {
    const Pseudonym& device = *event.device;
    if (event.project == project_) of_project_.insert(device, 0);
    if (is_withheld) withheld_.insert(device, 0);
    if (withheld_.find(device) == PseudonymIndex::none || of_project_.find(device) == PseudonymIndex::none)
      return;
    unreadable(event.seq,
               phrase("this bundle withholds an event of a device that had a cycle in its own project"));
  }
  [[nodiscard]] bool is_withheld(const Pseudonym& device) const {
    return withheld_.find(device) != PseudonymIndex::none;
  }

 private:
  std::string project_;
  PseudonymIndex of_project_;
  PseudonymIndex withheld_;  // devices of which an event is, so far
};

/// A figure that leaves the range ends the derivation that it is in, not the others.
void feed(FedDerivation& fed, const RecordedEvent& event) {
  if (fed.fault) return;
  try {
    fed.derivation.add(event);
  } catch (const Error& error) {
    if (error.obstacle() != Obstacle::arithmetic) throw;
    fed.fault = error;
  }
}

}  // namespace

void derive(const DerivationSource& source, std::deque<FedDerivation>& derivations, std::uint64_t size,
            const Progress& progress) {
  std::map<std::string, std::uint64_t> lacking;  // by project: events withheld, or resting on one that is
  std::optional<DisclosedDevices> devices;
  if (const auto bundle = source.rows.rows().bundle()) devices.emplace(*bundle);
  OrderedEntries<ReadEvent> in_order;
  in_order.parts = RowParts::without_private;
  in_order.take = [&](const AuthenticEntry& stored, const ReadEvent& read) {
    if (read.fault != nullptr) unreadable(stored.entry.seq, translation(read.fault));
    if (!read.is_event) return;
    if (devices) {
      devices->take(stored.entry, read.is_withheld);
      if (devices->is_withheld(*stored.entry.device) && is_needed(stored.entry, derivations))
        ++lacking[std::string(stored.entry.project)];
    }
    if (read.is_withheld || !lacking.empty()) return;
    for (FedDerivation& fed : derivations) feed(fed, read.event);
  };
  for (const auto prefetch : {&Derivation::prefetch_number, &Derivation::prefetch_record}) {
    in_order.expect.emplace_back([&derivations, prefetch](const ReadEvent& read) {
      if (!read.is_event || read.is_withheld) return;
      for (const FedDerivation& fed : derivations) (fed.derivation.*prefetch)(read.event.device);
    });
  }
  if (progress)
    in_order.reached = [&](std::uint64_t reached) { progress(translation("deriving"), reached, size); };
  take_authentic(
      source.rows.rows(), source.chains, 0, size, BatchPipeline::threads_at_hand(),
      [] { return EventReader{}; }, in_order);
  if (lacking.empty()) return;
  const auto& [project, payloads] = *lacking.begin();
  throw withheld_from(*source.rows.rows().bundle(), project, payloads);
}

}  // namespace lcl
