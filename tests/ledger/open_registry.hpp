// SPDX-License-Identifier: Apache-2.0
// A real registry in a temporary folder: keys, the reference methodology,
// participants and the labelled projects DEMO and OTHER, through the door only.
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

#include "ledger/ledger.hpp"
#include "ledger/registry/staged_submission.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/replay/found_device.hpp"
#include "ledger/store/open_ledger.hpp"

namespace lcl::test {

inline constexpr std::string_view developer_siret = "03571592900010";
inline constexpr std::string_view other_siret = "04827163900030";

/// The answer, which must not be a refusal.
template <typename Answer>
Answer accepted(Result<Answer> answer) {
  if (!answer) {
    throw std::runtime_error(std::string(word(answer.refused().refusal)) + ": " + answer.refused().message);
  }
  return *std::move(answer);
}

/// The word an answer is refused with; it must be refused.
template <typename Answer>
Refusal refusal_of(const Result<Answer>& answer) {
  return answer.refused().refusal;
}

[[nodiscard]] Json reference_methodology();

class OpenRegistry {
 public:
  /// `stated` is what both projects state for the methodology.
  explicit OpenRegistry(const Json& methodology = reference_methodology(), Json stated = {});
  virtual ~OpenRegistry();
  OpenRegistry(const OpenRegistry&) = delete;
  OpenRegistry& operator=(const OpenRegistry&) = delete;

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] RegistryFolder registry() const { return {folder_ / "registry"}; }
  [[nodiscard]] Ledger ledger() const { return Ledger(registry().path); }

  Result<Receipt> act(std::string_view kind, std::string project, Json act, const PrivateKey& key) const;
  /// Writes `lines` to a log file and prepares it for `project`, staged in staged().
  Preparation prepare(Ledger& ledger, std::string_view lines, const std::string& project = "DEMO",
                      LogFormat format = LogFormat::ndjson) const;
  /// Prepares, signs and commits; throws if anything is refused.
  Receipt submit(std::string_view lines, const std::string& project = "DEMO",
                 LogFormat format = LogFormat::ndjson) const;
  [[nodiscard]] std::filesystem::path staged() const { return folder_ / "staged"; }
  [[nodiscard]] virtual const PrivateKey& developer_of(std::string_view project) const {
    return project == "OTHER" ? other_developer : developer;
  }

  PrivateKey certifier, developer, other_developer, auditor;

 protected:
  /// What acts and submissions go through: opened each time in `place`, which takes longer than an act,
  /// unless a test keeps it open.
  virtual Ledger& through(std::optional<Ledger>& place) const {
    return being_made_ != nullptr ? *being_made_ : place.emplace(registry().path);
  }
  /// Notifies, files and labels it; `otherwise` replaces or adds fields of the label.
  void label(const std::string& project, std::string_view siret, const std::string& methodology,
             const Json& otherwise = Json::object()) const;

 private:
  std::filesystem::path folder_;
  Json stated_;
  Ledger* being_made_ = nullptr;  // open until the projects are labelled
};

[[nodiscard]] std::string file_text(const std::filesystem::path& file);

/// A device that was recorded, as its log has it.
[[nodiscard]] inline FoundDevice found(const Ledger& ledger, const Pseudonym& device) {
  const auto found = find_device(ledger.opened().log(), {&device, 1});
  if (!found) throw std::runtime_error("the device was never recorded");
  return *found;
}

}  // namespace lcl::test
