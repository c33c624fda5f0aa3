// SPDX-License-Identifier: Apache-2.0
#include "cli/service/site.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/error.hpp"

namespace lcl::cli::service {
namespace {

Response say_health(Ledgers& ledgers) {
  try {
    return json_response({{"head", head_json(ledgers.standing_as_read()->head)}, {"status", "ok"}});
  } catch (const Error& error) {
    throw Error(Obstacle::unavailable, error.what());  // whatever it is, it is not this request's fault
  }
}

Response give_metrics(const Request& request, Ledgers& ledgers, const Metrics& metrics) {
  if (!request.from_here) return error_response(403, "forbidden", "this is said only on the machine itself");
  Response response;
  response.media_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = metrics.text(ledgers.standing()->head.size);
  return response;
}

Response give_checkpoint(Ledgers& ledgers) {
  Response response;
  response.media_type = "text/plain; charset=utf-8";
  const auto standing = ledgers.standing();
  response.etag = hex(sha256(standing->checkpoint));
  response.body = standing->checkpoint;
  return response;
}

}  // namespace

std::vector<Route> core_routes(const Site& site) {
  Ledgers& ledgers = site.ledgers;
  const Metrics& metrics = site.metrics;
  return {
      {.method = "GET",
       .pattern = "/healthz",
       .answer = [&ledgers](const Request&, const Captures&) { return say_health(ledgers); },
       .work = Work::records},
      {"GET", "/metrics", 0,
       [&ledgers, &metrics](const Request& request, const Captures&) {
         return give_metrics(request, ledgers, metrics);
       }},
      {"GET", "/v1/checkpoint", 0,
       [&ledgers](const Request&, const Captures&) { return give_checkpoint(ledgers); }},
  };
}

}  // namespace lcl::cli::service
