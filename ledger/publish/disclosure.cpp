// SPDX-License-Identifier: Apache-2.0
#include "ledger/publish/disclosure.hpp"

#include <algorithm>
#include <optional>

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

Succession succession_of(const Records& records, const std::string& project) {
  return project.empty() ? Succession() : records.succession(project);
}

bool has_grown_since(const Records& records, const Succession& succession, std::uint64_t size) {
  return std::any_of(succession.begin(), succession.end(), [&](const std::string& id) {
    const Project* project = records.project(id);
    return project != nullptr && !project->follows.empty() && project->labelled >= size;
  });
}

Disclosure::Disclosure(const AuthenticatedLog& log, const Succession& succession, std::uint64_t from,
                       std::uint64_t to, const Progress& progress)
    : log_(log), succession_(succession) {
  if (succession.empty()) return;
  PseudonymSet had;
  for (const Begun& begun : read_span(from, to, progress)) {
    std::vector<std::uint64_t> events;
    if (was_disclosed(begun, events)) {
      had.add(begun.device);
    } else if (disclosed_.contains(begun.device)) {
      earlier_.insert(earlier_.end(), events.begin(), events.end());
    }
  }
  disclosed_.add_all(had);
  disclosed_.close();
  std::sort(earlier_.begin(), earlier_.end());
}

/// Finds the devices that have an entry of the project in the span.
std::vector<Disclosure::Begun> Disclosure::read_span(std::uint64_t from, std::uint64_t to,
                                                     const Progress& progress) {
  std::vector<Begun> begun;
  log_.scan(from, to, [&](const AuthenticEntry& stored) {
    const Entry& entry = stored.entry;
    if (progress && entry.seq % progress_every == 0)
      progress(translation("looking for devices"), entry.seq - from, to - from);
    if (!entry.device) return;
    devices_.add(*entry.device);
    if (succession_.contains(entry.project)) disclosed_.add(*entry.device);
    if (entry.after && *entry.after < from) begun.push_back({*entry.device, *entry.after});
  });
  devices_.close();
  disclosed_.close();
  return begun;
}

/// Goes back over the events of a device until one is of the project; those before it are then in `events`.
bool Disclosure::was_disclosed(const Begun& begun, std::vector<std::uint64_t>& events) const {
  std::optional<std::uint64_t> next = begun.after;
  bool is_of_project = false;
  while (next && !is_of_project) {
    const std::uint64_t seq = *next;
    log_.entry(seq, [&](const AuthenticEntry& stored) {
      const bool is_before = !stored.entry.after || *stored.entry.after < seq;
      if (stored.entry.device != begun.device || !is_before)
        throw Error(Obstacle::damaged, phrase("entry {}: it is not the event of its device that a later one "
                                              "names; run lcl verify",
                                              seq));
      is_of_project = succession_.contains(stored.entry.project);
      next = stored.entry.after;
    });
    events.push_back(seq);
  }
  return is_of_project;
}

}  // namespace lcl
