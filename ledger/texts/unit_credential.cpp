// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/unit_credential.hpp"

#include <string>
#include <utility>
#include <vector>

#include "ledger/chain/data_integrity.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/texts/notices.hpp"

namespace lcl {

Json unit_credential(const OpenLedger& ledger, const NamedUnits& units, const PrivateKey& key,
                     Instant created) {
  const Project& project = *units.project;
  const Records& records = ledger.state().records();
  const std::vector<Holding> holdings = holdings_in(*units.issuance, units.block);
  Json blocks = Json::array();
  for (const Holding& part : holdings)
    blocks.push_back(holding_json(records, project, *units.issuance, part));
  Json registry = head_json(ledger.head());
  registry["origin"] = ledger.state().origin();
  registry["standing"] = word(records.standing);
  Json subject = {{"blocks", std::move(blocks)},
                  {"methodology", hex(project.methodology)},
                  {"notices", notices_json(units_shown(project, holdings))},
                  {"project",
                   {{"developer", project.developer},
                    {"id", project.id},
                    {"region", project.region},
                    {"title", project.title}}},
                  {"registry", std::move(registry)},
                  {"serial", to_string(units.block)},
                  {"units", units.block.count()},
                  {"vintage", units.block.vintage}};
  // The second context is the W3C's own for words that only the issuer defines.
  Json credential = {
      {"@context",
       {"https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/undefined-terms/v2"}},
      {"credentialSubject", std::move(subject)},
      {"issuer", did_key(key.public_key())},
      {"type", {"VerifiableCredential", "CarbonUnitsCredential"}},
      {"validFrom", to_string(ledger.log().time_of(ledger.head().size - 1))}};
  return with_integrity_proof(std::move(credential), key, created);
}

}  // namespace lcl
