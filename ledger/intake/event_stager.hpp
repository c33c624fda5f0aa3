// SPDX-License-Identifier: Apache-2.0
// Accepted events on their way into the staged file: their stored form is made,
// hashed and written on a thread of its own, while the next ones are read and judged.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "ledger/chain/entry.hpp"
#include "ledger/events/event.hpp"
#include "ledger/events/payload.hpp"
#include "ledger/intake/batch_worker.hpp"
#include "ledger/registry/staged_submission.hpp"
#include "ledger/values/digest.hpp"

namespace lcl {

/// An event that was accepted: all that its stored form is made from.
struct AcceptedEvent {
  Facts facts;
  PrivateFacts private_facts;
  Pseudonym device;
  std::vector<Pseudonym> also;
  Salt salt{};
  std::string identifier;                  ///< of a collection: what its identity is the hash of,
  std::array<std::uint8_t, 16> opening{};  ///< and what opens it;
  Unchecked unchecked{};                   ///< and whether a check digit vouches for the device
};

class EventStager {
 public:
  /// `staged` must outlive this, and is nobody else's until `finish` has returned.
  explicit EventStager(StagedWriter& staged);

  /// The next event in order, to be filled in before anything else is called; every member is as some earlier
  /// event left it. Throws what staging an earlier one has thrown.
  [[nodiscard]] AcceptedEvent& next();
  [[nodiscard]] std::uint64_t count() const { return count_; }

  /// Event `index` if it is among the latest, which were not handed over yet; else null.
  [[nodiscard]] const AcceptedEvent* latest(std::uint64_t index);
  /// Reads any other event back, after a wait for all that were handed over; the views live until the next
  /// call.
  [[nodiscard]] StagedEvent read_back(std::uint64_t index);
  /// Waits until all events are staged; throws what staging one has thrown.
  void finish();

 private:
  /// Elements are used again, so that their texts allocate nothing.
  struct Batch {
    std::array<AcceptedEvent, 128> events;
    std::size_t size = 0;
  };
  /// Makes stored forms; lives on the other thread.
  class Maker {
   public:
    explicit Maker(StagedWriter& staged) : staged_(staged) {}
    void stage(AcceptedEvent& event);

   private:
    StagedWriter& staged_;
    SaltPool salts_;
    EventPayload payload_;
    Entry entry_;
    std::string payload_bytes_, private_bytes_, manifest_line_;
  };

  StagedWriter& staged_;
  Maker maker_;
  std::uint64_t count_ = 0;
  BatchWorker<Batch> worker_;
};

}  // namespace lcl
