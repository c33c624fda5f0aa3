// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/submission_text.hpp"

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"

namespace lcl {

Json preparation_json(const Preparation& preparation) {
  return {{"accepted", preparation.accepted},
          {"devices", preparation.devices},
          {"lines", preparation.lines},
          {"new_devices", preparation.new_devices},
          {"refused", preparation.refused},
          {"skipped", preparation.skipped},
          {"unchecked_imeis", preparation.unchecked_imeis}};
}

std::string preparation_text(const Preparation& preparation) {
  Columns lines({Align::left, Align::right, Align::left});
  lines.row({"lines", whole(preparation.lines)});
  lines.row({"accepted", whole(preparation.accepted)});
  lines.row({"skipped", whole(preparation.skipped), "recorded already"});
  if (preparation.refused > 0) lines.row({"refused", whole(preparation.refused), "left out"});
  lines.row({"devices", whole(preparation.devices), whole(preparation.new_devices) + " new"});
  return lines.text();
}

std::string refusal_summary(const Preparation& preparation) {
  return counted(preparation.refusals, "refusal") + " in " + whole(preparation.refused) + " of " +
         counted(preparation.lines, "line") + "; nothing was recorded";
}

void add_submission_receipt(const Receipt& receipt, std::uint64_t events, Json& document) {
  document["checkpoint"] = receipt.checkpoint;
  document["entries"] = {{"from", receipt.seq}, {"to", receipt.seq + events}};
  document["head"] = head_json(receipt.head);
}

std::string submission_receipt_text(const Receipt& receipt, std::uint64_t events) {
  return "entries  " + std::to_string(receipt.seq) + " to " + std::to_string(receipt.seq + events) + '\n';
}

}  // namespace lcl
