// SPDX-License-Identifier: Apache-2.0
// Which events a bundle discloses: all of the devices that had a cycle in its
// project (schemas/README.md, "Bundle"). Worked out of a span of a log alone, so
// that a bundle which grows costs what is new; by whoever gives its rows, and
// once more by whoever is given them.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "ledger/publish/pseudonym_set.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/store/authenticated_log.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

/// A project with those that it follows and that follow it; empty: none, and no event is disclosed.
using Succession = std::set<std::string, std::less<>>;
[[nodiscard]] Succession succession_of(const Records& records, const std::string& project);
/// Whether that was less when the log had `size` entries: a bundle of that size discloses fewer devices, and
/// cannot be grown by what came after it alone.
[[nodiscard]] bool has_grown_since(const Records& records, const Succession& succession, std::uint64_t size);

class Disclosure {
 public:
  /// Of the entries `from` ≤ seq < `to` of `log`. What came before is read only where an event names it.
  /// Throws as AuthenticatedLog::scan.
  Disclosure(const AuthenticatedLog& log, const Succession& succession, std::uint64_t from, std::uint64_t to,
             const Progress& progress = {});

  /// Whether the payload of an entry in the span is disclosed.
  [[nodiscard]] bool holds(const Entry& entry) const {
    return !entry.device || disclosed_.contains(*entry.device);
  }
  /// The events before `from` whose payloads were withheld until now, ascending.
  [[nodiscard]] const std::vector<std::uint64_t>& earlier() const { return earlier_; }

  /// How many devices there are in the span, and how many of them are disclosed.
  [[nodiscard]] std::uint64_t devices() const { return devices_.size(); }
  [[nodiscard]] std::uint64_t disclosed_devices() const { return disclosed_.size(); }

 private:
  /// The first event of a device in the span, which names the last one before it.
  struct Begun {
    Pseudonym device;
    std::uint64_t after = 0;
  };
  [[nodiscard]] std::vector<Begun> read_span(std::uint64_t from, std::uint64_t to, const Progress& progress);
  [[nodiscard]] bool was_disclosed(const Begun& begun, std::vector<std::uint64_t>& events) const;

  const AuthenticatedLog& log_;
  const Succession& succession_;
  PseudonymSet devices_, disclosed_;
  std::vector<std::uint64_t> earlier_;
};

}  // namespace lcl
