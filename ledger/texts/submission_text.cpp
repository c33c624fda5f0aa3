// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/submission_text.hpp"

#include "ledger/texts/columns.hpp"
#include "ledger/texts/earnings_text.hpp"
#include "ledger/texts/faults_text.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/phrase.hpp"

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

Json prepared_json(const Preparation& preparation) {
  return {{"earnings", earnings_json(preparation.earnings)},
          {"summary", preparation_json(preparation)},
          {"warnings", warnings_json(preparation.warnings)}};
}

std::string preparation_text(const Preparation& preparation) {
  Columns lines({Align::left, Align::right, Align::left});
  lines.row({phrase("lines"), whole(preparation.lines)});
  lines.row({phrase("accepted"), whole(preparation.accepted)});
  lines.row({phrase("skipped"), whole(preparation.skipped), phrase("recorded already")});
  if (preparation.refused > 0) lines.row({phrase("refused"), whole(preparation.refused), phrase("left out")});
  lines.row(
      {phrase("devices"), whole(preparation.devices), phrase("{} new", whole(preparation.new_devices))});
  return lines.text();
}

std::string refusal_summary(const Preparation& preparation) {
  return phrase("{} in {} of {}; nothing was recorded",
                counted(preparation.refusals, phrase("refusal"), phrase("refusals")),
                whole(preparation.refused), counted(preparation.lines, phrase("line"), phrase("lines")));
}

void add_submission_receipt(const Receipt& receipt, std::uint64_t events, Json& document) {
  document["checkpoint"] = receipt.checkpoint;
  document["entries"] = {{"from", receipt.seq}, {"to", receipt.seq + events}};
  document["head"] = head_json(receipt.head);
}

std::string submission_receipt_text(const Receipt& receipt, std::uint64_t events) {
  return phrase("entries  {} to {}\n", receipt.seq, receipt.seq + events);
}

}  // namespace lcl
