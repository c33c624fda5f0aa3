// SPDX-License-Identifier: Apache-2.0
// What shows a developer which recorded devices its identifiers are
// (schemas/service.md, "Corrections").
#pragma once

#include "cli/service/ledgers.hpp"
#include "cli/service/message.hpp"
#include "cli/service/quotas.hpp"
#include "cli/service/signed_requests.hpp"

namespace lcl::cli::service {

/// Called on several threads at once.
class Openings {
 public:
  explicit Openings(Ledgers& ledgers);

  /// POST /v1/openings
  [[nodiscard]] Response open(const AskingParty& party, const Request& request);

 private:
  Ledgers& ledgers_;
  Quota an_hour_;
};

}  // namespace lcl::cli::service
