// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/unit_blocks.hpp"

#include <fmt/format.h>

#include "ledger/registry/act_fields.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
using namespace act_fields;

namespace {

constexpr const char* units_field = "act.units";

/// `unit 3 is`, `units 3 to 5 are`: of the holding, what is inside the block.
std::string units_are(const Holding& holding, const UnitBlock& block) {
  const std::uint32_t first = std::max(holding.first, block.first);
  const std::uint32_t last = std::min(holding.last, block.last);
  return first == last ? phrase("unit {} is", first) : phrase("units {} to {} are", first, last);
}

/// The first holding in the block for which `wrong` holds; nullptr if there is none.
template <typename Wrong>
const Holding* first_in(const Project& project, const UnitBlock& block, Wrong wrong) {
  const std::vector<Holding>& holdings = project.issuance(block.issuance)->holdings;
  for (auto at = holding_of(holdings, block.first); at != holdings.end() && at->first <= block.last; ++at) {
    if (wrong(*at)) return &*at;
  }
  return nullptr;
}

std::string held_by(const Records& records, const Project& project, const Holding& holding) {
  if (holding.with_developer()) return phrase("still with the project's developer, {}", project.developer);
  const std::string since = phrase("since entry {}", holding.since);
  if (holding.holder)
    return phrase("held by {} {}, whose key alone disposes of them", named_holder(records, *holding.holder),
                  since);
  return phrase("held by {} {}, who has no key: the certifier acts for it under a mandate",
                holding.beneficiary.empty() ? phrase("someone not named in public") : holding.beneficiary,
                since);
}

template <typename May>
std::optional<Refused> unless_all(const Records& records, const ActAtHand& at_hand, May may) {
  const Project& project = project_of(records, at_hand);
  const UnitBlock block = block_at_hand(at_hand);
  const Holding* other = first_in(project, block, [&](const Holding& holding) { return !may(holding); });
  if (other == nullptr) return std::nullopt;
  return refused(Refusal::not_the_holder, units_field,
                 fmt::format("{} {}", units_are(*other, block), held_by(records, project, *other)));
}

bool contains(const UnitBlock& outer, const UnitBlock& inner) {
  return outer.issuance == inner.issuance && outer.first <= inner.first && inner.last <= outer.last;
}

}  // namespace

std::optional<Refused> block_refusal(const Project& project, const ActAtHand& at_hand) {
  const std::string& serial = text(at_hand.act(), "units");
  const ParsedSerial parsed = parse_serial(serial);
  if (!parsed.block) {
    return refused(Refusal::serial_check_digits, units_field,
                   phrase("the last two digits of {} do not match the rest", serial));
  }
  const UnitBlock& block = *parsed.block;
  if (block.standing != project.standing) {
    return refused(
        Refusal::unknown_units, units_field,
        phrase("{} is no serial of this registry, which is {}", serial,
               project.standing == RegistryStanding::official ? phrase("official") : phrase("a trial")));
  }
  const Issuance* issuance = block.project == project.id ? project.issuance(block.issuance) : nullptr;
  if (issuance == nullptr || issuance->vintage != block.vintage || block.last > issuance->count) {
    return refused(Refusal::unknown_units, units_field,
                   issuance == nullptr
                       ? phrase("{} has no issuance {} of its own", project.id, block.issuance)
                       : phrase("issuance {} is of vintage {} and has units 1 to {}", block.issuance,
                                issuance->vintage, issuance->count));
  }
  if (const Holding* gone = first_in(project, block, [](const Holding& each) { return !each.live(); })) {
    return refused(Refusal::units_not_held, units_field,
                   phrase("{} {} by entry {}", units_are(*gone, block), translation(word(gone->state)),
                          gone->acts.back()));
  }
  const Holding* offered = first_in(
      project, block, [&](const Holding& each) { return project.open_offer(each, at_hand.time) != nullptr; });
  if (offered == nullptr) return std::nullopt;
  const Offer& offer = *project.open_offer(*offered, at_hand.time);
  return refused(Refusal::units_offered, units_field,
                 phrase("{} offered by entry {}, until {}", units_are(*offered, block), offer.seq,
                        to_string(offer.until)));
}

UnitBlock block_at_hand(const ActAtHand& at_hand) {
  const ParsedSerial parsed = parse_serial(text(at_hand.act(), "units"));
  invariant(parsed.block.has_value(), "a block is judged before it is used");
  return *parsed.block;
}

std::optional<Digest> holder_at_hand(const Records& records, const ActAtHand& at_hand) {
  return records.keys.at(at_hand.statement.key).holder;
}

std::optional<Refused> holder_refusal(const Records& records, const ActAtHand& at_hand) {
  switch (records.keys.at(at_hand.statement.key).role) {
    case Role::developer:
      return not_with_developer(records, at_hand);
    case Role::certifier:
      return not_without_key(records, at_hand);
    default:
      break;
  }
  const std::optional<Digest> signer = holder_at_hand(records, at_hand);
  return unless_all(records, at_hand, [&](const Holding& holding) {
    return holding.holder.has_value() && holding.holder == signer;
  });
}

std::optional<Refused> not_with_developer(const Records& records, const ActAtHand& at_hand) {
  return unless_all(records, at_hand, [](const Holding& holding) { return holding.with_developer(); });
}

std::optional<Refused> not_without_key(const Records& records, const ActAtHand& at_hand) {
  return unless_all(records, at_hand, [](const Holding& holding) { return holding.without_key(); });
}

std::optional<Refused> mandate_refusal(const Records& records, const ActAtHand& at_hand,
                                       const std::optional<Digest>& to) {
  const auto no = [](std::string why) {
    return refused(Refusal::not_mandated, "act.mandate", std::move(why));
  };
  const Json& act = at_hand.act();
  if (!act.contains("mandate"))
    return no(phrase("the certifier acts for a holder without a key under its mandate alone"));
  const Project& project = project_of(records, at_hand);
  const std::uint64_t seq = integer(act, "mandate");
  const Mandate* mandate = recorded_by(project.mandates, seq);
  if (mandate == nullptr) return no(phrase("entry {} records no mandate on {}", seq, project.id));
  if (mandate->withdrawn)
    return no(phrase("the mandate of entry {} was withdrawn by entry {}", seq, *mandate->withdrawn));
  const UnitBlock block = block_at_hand(at_hand);
  if (!contains(mandate->block, block))
    return no(phrase("the mandate of entry {} is for {}", seq, to_string(mandate->block)));
  if (mandate->to != to) {
    return no(phrase("the mandate of entry {} is to {}", seq,
                     mandate->to ? phrase("offer them to {}", named_holder(records, *mandate->to))
                                 : phrase("retire them")));
  }
  if (first_in(project, block, [&](const Holding& each) { return each.since > seq; }) != nullptr)
    return no(phrase("the mandate of entry {} is by an earlier holder of the units", seq));
  if (at_hand.time >= mandate->from) return std::nullopt;
  return refused(Refusal::mandate_pending, "act.mandate",
                 phrase("the mandate of entry {} can be used from {} on", seq, to_string(mandate->from)));
}

std::string named_holder(const Records& records, const Digest& holder) {
  const auto found = records.holders.find(holder);
  return found == records.holders.end() || found->second.name.empty()
             ? phrase("holder {}", short_id(holder))
             : phrase("{} (holder {})", found->second.name, short_id(holder));
}

}  // namespace lcl
