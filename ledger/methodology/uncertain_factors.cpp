// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/uncertain_factors.hpp"

#include "ledger/methodology/lexer.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::methodology {

void UncertainFactors::read(Fields& fields, const std::string& name, Spans spans, Factor& factor) {
  const bool has_low = fields.optional("low") != nullptr;
  const bool has_high = fields.optional("high") != nullptr;
  const bool has_kind = fields.optional("kind") != nullptr;
  const bool has_group = fields.optional("group") != nullptr;
  if (!has_low && !has_high) {
    if (has_kind) fields.fault("kind", phrase("only what has a low and a high value has a kind"));
    if (has_group) fields.fault("group", phrase("only what has a low and a high value is in a group"));
    return;
  }
  const auto low = fields.decimal("low");
  const auto high = fields.decimal("high");
  if (low && high && *high < *low) {
    fields.fault("low", phrase("{} is above the high value {}", to_string(*low), to_string(*high)));
  } else if (low && high && spans == Spans::enforced && (factor.value < *low || *high < factor.value)) {
    fields.fault("low", phrase("the value {} is not between the low one {} and the high one {}",
                               to_string(factor.value), to_string(*low), to_string(*high)));
  }
  const auto kind = has_kind ? fields.choice("kind", uncertainty_kinds) : std::optional<std::size_t>(0);
  const std::string group = has_group ? fields.text("group") : name;
  const bool is_group = !has_group || is_name(group);
  if (!is_group && !group.empty()) {
    fields.fault("group", phrase("\"{:.64}\" cannot name a group: expected a lower-case letter, then "
                                 "letters, digits and underscores, at most 64",
                                 group));
  }
  if (!low || !high || !kind || !is_group) return;
  factor.likely = Span{*low, *high};
  factor.group = group_of(fields, group, static_cast<UncertaintyKind>(*kind));
}

std::uint32_t UncertainFactors::group_of(Fields& fields, const std::string& name, UncertaintyKind kind) {
  const auto [found, is_new] = numbers_.try_emplace(name, static_cast<std::uint32_t>(groups_.size()));
  if (is_new) {
    groups_.push_back({name, kind, 0, false});
    if (groups_.size() == most_groups + 1) {
      fields.fault("low", phrase("more than {} groups of uncertain factors", most_groups),
                   Refusal::methodology_too_large);
    }
  }
  UncertainGroup& group = groups_[found->second];
  ++group.factors;
  if (group.kind != kind) {
    fields.fault("kind", phrase("found {}, but the group {} is {}: it is one source of uncertainty",
                                word(kind), name, word(group.kind)));
  }
  return found->second;
}

Decimal point_between(const Span& span, std::uint64_t point) {
  __extension__ typedef unsigned __int128 Steps;  // the keyword keeps -Wpedantic quiet
  const Steps steps = static_cast<Steps>(span.highest.scaled()) - static_cast<Steps>(span.lowest.scaled());
  const Steps way = (steps >> 64) * point + (((steps & ~std::uint64_t{0}) * point) >> 64);
  return Decimal::from_scaled(static_cast<Decimal::Scaled>(static_cast<Steps>(span.lowest.scaled()) + way));
}

}  // namespace lcl::methodology
