// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/methodology_file.hpp"

#include <utility>

#include "cli/kit/files.hpp"

namespace lcl::cli {

std::variant<Methodology, std::vector<MethodologyFault>> methodology_in(const std::string& file) {
  return Methodology::load(read_file(file, longest_methodology));
}

Refusals refusals_of(const std::vector<MethodologyFault>& faults, const std::string& file) {
  std::vector<Refused> refused;
  refused.reserve(faults.size());
  for (const MethodologyFault& fault : faults)
    refused.push_back({fault.refusal, {.field = fault.where}, fault.message});
  return {std::move(refused), faults.size(), file};
}

std::optional<Refusals> refusals_of(const Project& project, const Methodology& methodology,
                                    const std::string& file) {
  const auto values = methodology.project_values(project.parameters);
  const auto* fault = std::get_if<MethodologyFault>(&values);
  if (fault == nullptr) return std::nullopt;
  return refusals_of(std::vector<MethodologyFault>{*fault}, file);
}

}  // namespace lcl::cli
