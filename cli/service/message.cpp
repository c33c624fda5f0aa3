// SPDX-License-Identifier: Apache-2.0
#include "cli/service/message.hpp"

#include "ledger/values/text.hpp"

namespace lcl::cli::service {

Response json_response(const Json& document, unsigned status) {
  Response response;
  response.status = status;
  response.body = canonical(document) + '\n';
  return response;
}

Response error_response(unsigned status, std::string_view code, const std::string& message) {
  return json_response({{"error", {{"code", code}, {"message", printable(message)}}}}, status);
}

}  // namespace lcl::cli::service
