// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/taking_back.hpp"

#include "ledger/registry/act_fields.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

Maker maker_of(const Records& records, const ActAtHand& at_hand) {
  const GrantedKey& signer = records.keys.at(at_hand.statement.key);
  return {signer.role, signer.party};
}

std::optional<Refused> taking_back_refusal(const Records& records, const ActAtHand& at_hand,
                                           const Maker& maker, std::uint64_t seq) {
  const Maker signer = maker_of(records, at_hand);
  if (signer.role == Role::certifier) return std::nullopt;
  if (signer.role == maker.role && (signer.role == Role::operator_ || signer.party == maker.party))
    return std::nullopt;
  const std::string who = maker.role == Role::operator_ || maker.party.empty()
                              ? phrase("the {}", word(maker.role))
                              : phrase("the {} {}", word(maker.role), maker.party);
  return act_fields::refused(
      Refusal::wrong_party, "key",
      phrase("entry {} was put on record by {}, who may take it back, as may the certifier", seq, who));
}

}  // namespace lcl
