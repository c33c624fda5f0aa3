// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/own_pepper.hpp"

#include <utility>

#include "ledger/store/open_ledger.hpp"
#include "ledger/store/registry_folder.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

Result<Pepper> own_pepper(const OpenLedger& ledger) {
  Pepper pepper = read_pepper(ledger.folder());
  if (pepper.commitment() == ledger.state().pepper_commitment()) return pepper;
  return Refused{
      Refusal::wrong_pepper,
      {},
      phrase("{} is not the pepper that registry_opened commits to", ledger.folder().pepper().string())};
}

}  // namespace lcl
