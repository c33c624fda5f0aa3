// SPDX-License-Identifier: Apache-2.0
#include "cli/service/acts_routes.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <utility>
#include <variant>

#include "cli/service/bundles.hpp"
#include "cli/service/housekeeping.hpp"
#include "cli/service/openings.hpp"
#include "cli/service/preparations.hpp"
#include "cli/service/signed_requests.hpp"
#include "cli/service/statements.hpp"
#include "cli/service/uploads.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/values/digest.hpp"

namespace lcl::cli::service {
namespace {

constexpr std::size_t most_json = std::size_t{64} << 10U;
constexpr std::size_t most_identifiers_json = std::size_t{1} << 20U;
/// More than the payload of a statement may have, its private part and what it takes to say so in JSON.
constexpr std::size_t most_statement = std::size_t{8} << 20U;

struct ActsParts {
  explicit ActsParts(const Site& site)
      : ledgers(site.ledgers),
        signed_requests(site.ledgers, site.url),
        uploads(site.ledgers, site.work),
        preparations(site.ledgers, uploads, site.work),
        openings(site.ledgers),
        bundles(site.ledgers, site.work),
        housekeeping(std::chrono::minutes(10), [this] {
          uploads.sweep();
          preparations.sweep();
        }) {}

  Ledgers& ledgers;
  SignedRequests signed_requests;
  Uploads uploads;
  Preparations preparations;
  Openings openings;
  Bundles bundles;
  Housekeeping housekeeping;  // uses those above
};

using ByParty = std::function<Response(ActsParts&, const AskingParty&, const Request&, const Captures&)>;

std::function<Response(const Request&, const Captures&)> by_party(std::shared_ptr<ActsParts> parts,
                                                                  ByParty answer) {
  return [parts = std::move(parts), answer = std::move(answer)](const Request& request,
                                                                const Captures& captures) {
    const auto party = parts->signed_requests.party_of(request);
    if (const auto* no = std::get_if<Response>(&party)) return *no;
    const auto& asking = *std::get_if<AskingParty>(&party);
    Response response = answer(*parts, asking, request, captures);
    response.signer = hex(asking.key);
    return response;
  };
}

bool has_project_for(ActsParts& parts, const AskingParty& party, const std::string& project) {
  const auto ledger = parts.ledgers.reader();
  const Project* found = ledger->state().project(project);
  return found != nullptr && party.may_read(*found);
}

Response project_bundle(ActsParts& parts, const AskingParty& party, const std::string& project) {
  return has_project_for(parts, party, project) ? parts.bundles.bundle(project) : no_such_project_for(party);
}

Response project_growth(ActsParts& parts, const AskingParty& party, const std::string& project,
                        const Request& request) {
  return has_project_for(parts, party, project) ? parts.bundles.growth(project, request)
                                                : no_such_project_for(party);
}

}  // namespace

std::vector<Route> acts_routes(const Site& site) {
  const auto parts = std::make_shared<ActsParts>(site);
  const auto id_of = [](const Captures& captures) -> const std::string& { return captures.at("id"); };
  std::vector<Route> routes{
      {"GET", "/v1/bundles/statements", 0,
       [parts](const Request&, const Captures&) { return parts->bundles.bundle({}); }},
      {"GET", "/v1/bundles/{project}", 0,
       by_party(parts,
                [](ActsParts& all, const AskingParty& party, const Request&, const Captures& captures) {
                  return project_bundle(all, party, captures.at("project"));
                })},
      {"GET", "/v1/bundles/statements/growth", 0,
       [parts](const Request& request, const Captures&) { return parts->bundles.growth({}, request); }},
      {"GET", "/v1/bundles/{project}/growth", 0,
       by_party(
           parts,
           [](ActsParts& all, const AskingParty& party, const Request& request, const Captures& captures) {
             return project_growth(all, party, captures.at("project"), request);
           })},
      {"POST", "/v1/statements", most_statement,
       [parts](const Request& request, const Captures&) { return take_statement(parts->ledgers, request); }},
      {"POST", "/v1/uploads", most_json,
       by_party(parts, [](ActsParts& all, const AskingParty& party, const Request& request,
                          const Captures&) { return all.uploads.begin(party, request); })},
      {"HEAD", "/v1/uploads/{id}", 0,
       by_party(parts,
                [id_of](ActsParts& all, const AskingParty& party, const Request&, const Captures& captures) {
                  return all.uploads.offset(party, id_of(captures));
                })},
      {"PATCH", "/v1/uploads/{id}", part_bytes,
       by_party(parts,
                [id_of](ActsParts& all, const AskingParty& party, const Request& request,
                        const Captures& captures) {
                  return all.uploads.append(party, id_of(captures), request);
                })},
      {"DELETE", "/v1/uploads/{id}", 0,
       by_party(parts,
                [id_of](ActsParts& all, const AskingParty& party, const Request&, const Captures& captures) {
                  return all.uploads.give_up(party, id_of(captures));
                })},
      {"POST", "/v1/preparations", most_json,
       by_party(parts, [](ActsParts& all, const AskingParty& party, const Request& request,
                          const Captures&) { return all.preparations.prepare(party, request); })},
      {"GET", "/v1/preparations/{id}", 0,
       by_party(parts,
                [id_of](ActsParts& all, const AskingParty& party, const Request&, const Captures& captures) {
                  return all.preparations.staged(party, id_of(captures));
                })},
      {"POST", "/v1/openings", most_identifiers_json,
       by_party(parts, [](ActsParts& all, const AskingParty& party, const Request& request,
                          const Captures&) { return all.openings.open(party, request); })},
      {"POST", "/v1/preparations/{id}/signature", most_json,
       [parts, id_of](const Request& request, const Captures& captures) {
         return parts->preparations.take_signature(id_of(captures), request);
       }},
  };
  for (Route& each : routes) each.work = Work::acting;
  return routes;
}

}  // namespace lcl::cli::service
