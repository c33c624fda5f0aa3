// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/command.hpp"

#include <cstdlib>
#include <utility>

namespace lcl::cli {

std::filesystem::path Call::registry() const {
  if (const std::string* folder = arguments.maybe("registry")) return *folder;
  const char* const folder =
      std::getenv("LCL_REGISTRY");  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  return folder == nullptr || *folder == '\0' ? "." : folder;
}

Exit Call::give(const Json& json, std::string_view text) {
  answer.give(json, text);
  return Exit::done;
}

Exit Call::say_no(const Json& json, std::string_view why) {
  answer.give(json, "");
  answer.remark(why);
  return Exit::no;
}

Exit Call::refuse(const Refused& refused) { return refuse(Refusals(refused)); }

Exit Call::refuse(const Refusals& refusals, Json more) {
  give_refusals(answer, refusals, std::move(more));
  return Exit::no;
}

}  // namespace lcl::cli
