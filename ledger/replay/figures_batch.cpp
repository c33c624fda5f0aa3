// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/figures_batch.hpp"

#include <cstdint>
#include <tuple>
#include <utility>

#include "ledger/replay/kept_figures.hpp"
#include "ledger/store/statements.hpp"
#include "ledger/values/error.hpp"

namespace lcl {

bool FiguresBatch::Key::operator<(const Key& other) const {
  const auto parts = [](const Key& key) {
    return std::tie(key.checkpoint.size, key.checkpoint.root, key.project, key.period);
  };
  return parts(*this) < parts(other);
}

void FiguresBatch::derive(const DerivationSource& source, const StateAt& known, const Progress& progress,
                          KeptFigures* kept) {
  std::map<std::uint64_t, RegistryState> states;
  Registrations replay(Signatures::verified_before);
  std::vector<FiguresRequest> requests;
  requests.reserve(wanted_.size());
  std::vector<const std::pair<const Key, Lists>*> missing;
  missing.reserve(wanted_.size());
  for (const auto& each : wanted_) {  // by ascending size
    const auto& [key, lists] = each;
    if (auto found = kept == nullptr ? std::nullopt : kept->find(key, lists, source.rows)) {
      derived_.emplace(key, *std::move(found));
      continue;
    }
    missing.push_back(&each);
    const RegistryState* state = &known.state;
    if (const std::uint64_t size = key.checkpoint.size; size != known.size) {
      replay.go_on(source.rows, known.state.origin(), size);
      state = &states.try_emplace(size, replay.state()).first->second;
    }
    std::vector<Grouping> groupings;
    if (lists.by_participant) groupings.push_back(Grouping::participant);
    requests.push_back({*state, key.project, key.checkpoint, key.period, groupings, lists.frame, lists.lines,
                        lists.given_back});
  }
  std::vector<DerivedFigures> figures = figures_of(source, requests, progress);
  for (std::size_t i = 0; i < missing.size(); ++i) {
    const auto& [key, lists] = *missing[i];
    if (kept != nullptr) kept->keep(key, lists, figures[i], source.rows);
    derived_.emplace(key, std::move(figures[i]));
  }
}

const DerivedFigures& FiguresBatch::derived(const Key& key) const {
  const auto found = derived_.find(key);
  invariant(found != derived_.end(), "figures are wanted before they are asked for");
  if (found->second.fault) throw Error(*found->second.fault);
  return found->second;
}

}  // namespace lcl
