// SPDX-License-Identifier: Apache-2.0
#include "ledger/figures/cycle_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "ledger/registry/records.hpp"

namespace lcl {
namespace {

std::pair<const CycleName&, int> place_of(const CycleLine& line) { return {line.cycle, line.vintage}; }

}  // namespace

void CycleLines::add(const CycleLine& change) {
  if (change.kg_co2e.is_zero()) return;
  if (!lines_.empty() && place_of(lines_.back()) == place_of(change)) {
    lines_.back().kg_co2e += change.kg_co2e;
    return;
  }
  constexpr std::size_t least = std::size_t{1} << 16U;
  if (lines_.size() >= least && lines_.size() >= 2 * merged_) merge();
  lines_.push_back(change);
}

void CycleLines::merge() {
  std::stable_sort(lines_.begin(), lines_.end(),
                   [](const CycleLine& a, const CycleLine& b) { return place_of(a) < place_of(b); });
  auto kept = lines_.begin();
  for (auto at = lines_.begin(); at != lines_.end();) {
    CycleLine sum = *at;
    for (++at; at != lines_.end() && place_of(*at) == place_of(sum); ++at) sum.kg_co2e += at->kg_co2e;
    if (!sum.kg_co2e.is_zero()) *kept++ = sum;
  }
  lines_.erase(kept, lines_.end());
  merged_ = lines_.size();
}

std::vector<CycleLine> CycleLines::take() {
  merge();
  merged_ = 0;
  return std::exchange(lines_, {});
}

Digest digest_of(const std::vector<CycleLine>& lines, const std::map<int, Decimal>& of_period) {
  Sha256 hash;
  hash.update(lines_heading);
  fmt::memory_buffer text;
  for (const CycleLine& line : lines) {
    text.clear();
    fmt::format_to(std::back_inserter(text), "{} {} {} {}\n", hex(line.cycle.device), line.cycle.ordinal,
                   line.vintage, to_string(line.kg_co2e));
    hash.update(std::string_view(text.data(), text.size()));
  }
  for (const auto& [vintage, kg] : of_period)
    hash.update(fmt::format("period {} {}\n", vintage, to_string(kg)));
  return hash.finish();
}

namespace {

/// Calls `both` with each line of two lists, ascending, and what it comes to in the one and in the other.
template <typename Taker>
void beside(const std::vector<CycleLine>& seen, const std::vector<CycleLine>& now, Taker both) {
  auto in_seen = seen.begin();
  auto in_now = now.begin();
  while (in_seen != seen.end() || in_now != now.end()) {
    if (in_now == now.end() || (in_seen != seen.end() && place_of(*in_seen) < place_of(*in_now))) {
      both(*in_seen, in_seen->kg_co2e, Decimal(0));
      ++in_seen;
    } else if (in_seen == seen.end() || place_of(*in_now) < place_of(*in_seen)) {
      both(*in_now, Decimal(0), in_now->kg_co2e);
      ++in_now;
    } else {
      both(*in_seen, in_seen->kg_co2e, in_now->kg_co2e);
      ++in_seen;
      ++in_now;
    }
  }
}

}  // namespace

namespace {

Decimal in_vintage(const std::map<int, Decimal>& kg, int vintage) {
  const auto found = kg.find(vintage);
  return found == kg.end() ? Decimal(0) : found->second;
}

}  // namespace

LinesCompared compare(const PeriodLines& seen, const PeriodLines& now, Counting counting) {
  LinesCompared compared;
  std::map<int, Decimal> uncredited;  // as if the report gave no credit
  beside(seen.cycles, now.cycles, [&](const CycleLine& line, const Decimal& then, const Decimal& stands) {
    compared.differ |= then != stands;
    compared.risen |= stands > then;
    compared.lesser[line.vintage] += std::min(then, stands);
    uncredited[line.vintage] += std::min({then, stands, Decimal(0)});
  });
  for (const auto* of_period : {&seen.of_period, &now.of_period}) {
    for (const auto& [vintage, kg] : *of_period) compared.lesser[vintage];
  }
  for (auto& [vintage, kg] : compared.lesser) {
    const Decimal then = in_vintage(seen.of_period, vintage);
    const Decimal stands = in_vintage(now.of_period, vintage);
    compared.differ |= then != stands;
    compared.risen |= stands < then;
    kg -= std::max(then, stands);
    if (counting == Counting::no_credit) kg = std::min(kg, in_vintage(uncredited, vintage));
  }
  return compared;
}

std::vector<ChangedLine> changed_lines(const std::vector<CycleLine>& seen,
                                       const std::vector<CycleLine>& now) {
  std::vector<ChangedLine> changed;
  beside(seen, now, [&](const CycleLine& line, const Decimal& then, const Decimal& stands) {
    if (then != stands) changed.push_back({line.cycle, line.vintage, then, stands});
  });
  return changed;
}

}  // namespace lcl
