// SPDX-License-Identifier: Apache-2.0
// Which recorded device somebody means who has its identifiers, for a
// correction: by the pepper where the registry is; elsewhere by the openings
// that the registry shows, each held to a mirror of its log.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "ledger/events/device_identity.hpp"
#include "ledger/events/device_opening.hpp"
#include "ledger/events/event.hpp"
#include "ledger/registry/lifecycle.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/result.hpp"

namespace lcl {

class OpenLedger;

class KnownDevices {
 public:
  virtual ~KnownDevices() = default;
  KnownDevices(const KnownDevices&) = delete;
  KnownDevices& operator=(const KnownDevices&) = delete;

  /// The device of these identifiers, of which there is one at least; of a device that was never recorded a
  /// pseudonym that no other has. Refused, without a place, where that cannot be told.
  [[nodiscard]] virtual Result<Pseudonym> device_of(const Identifiers& identifiers) = 0;
  /// What stands of a device in the project, oldest first.
  [[nodiscard]] std::vector<RecordedEvent> standing(const Pseudonym& device) const;
  /// The private facts of entry `seq`, an event, as long as they are not erased.
  [[nodiscard]] PrivateFacts private_facts(std::uint64_t seq) const;
  [[nodiscard]] const std::string& project() const { return project_; }

 protected:
  /// `ledger` must outlive this.
  KnownDevices(const OpenLedger& ledger, std::string project)
      : ledger_(ledger), project_(std::move(project)) {}
  KnownDevices(KnownDevices&&) = default;
  KnownDevices& operator=(KnownDevices&&) = delete;

  [[nodiscard]] const OpenLedger& ledger() const { return ledger_; }
  /// The last event of a device, voids included; no_seq: none.
  [[nodiscard]] virtual std::uint64_t last_event(const Pseudonym& device) const = 0;
  /// The private part of entry `seq`, which states one; nothing where it is erased.
  [[nodiscard]] virtual std::optional<std::string> private_part(std::uint64_t seq) const = 0;

 private:
  const OpenLedger& ledger_;
  std::string project_;
};

/// In a registry of one's own.
class OwnDevices final : public KnownDevices {
 public:
  /// Refused without the registry's own pepper (wrong_pepper). Throws Error (unavailable) where `ledger`,
  /// which must outlive this, is no registry.
  [[nodiscard]] static Result<OwnDevices> of(const OpenLedger& ledger, const std::string& project);

  [[nodiscard]] Result<Pseudonym> device_of(const Identifiers& identifiers) override;

 private:
  OwnDevices(const OpenLedger& ledger, const std::string& project, Pepper pepper)
      : KnownDevices(ledger, project), pepper_(std::move(pepper)) {}
  [[nodiscard]] std::uint64_t last_event(const Pseudonym& device) const override;
  [[nodiscard]] std::optional<std::string> private_part(std::uint64_t seq) const override;

  Pepper pepper_;
};

/// In a mirror. What the registry says is believed of nothing but that a device is not recorded.
class ShownDevices final : public KnownDevices {
 public:
  /// `mirror`, a bundle of `project`, must outlive this. `shown`: by identifier, as a hashed text
  /// (Pepper::identifier_texts), what the registry opens for it; nothing of one under which nothing stands.
  /// Throws Error (unavailable) where an opening is not of a collection of the project that stands.
  ShownDevices(const OpenLedger& mirror, const std::string& project,
               const std::map<std::string, std::optional<DeviceOpening>>& shown);

  /// Refused (missing_identifier) where the device is recorded, and none of these is the identifier that it
  /// was collected under.
  [[nodiscard]] Result<Pseudonym> device_of(const Identifiers& identifiers) override;
  /// The devices that are shown, by the identifier that shows each.
  [[nodiscard]] const std::unordered_map<std::string, Pseudonym>& by_identifier() const { return devices_; }
  /// One of `devices` of which something stands in the project; nothing where there is none.
  [[nodiscard]] std::optional<Pseudonym> standing_among(const std::set<Pseudonym>& devices) const;

 private:
  void take(const std::string& identifier, const DeviceOpening& opening);
  void require_standing() const;
  [[nodiscard]] std::uint64_t last_event(const Pseudonym& device) const override;
  [[nodiscard]] std::optional<std::string> private_part(std::uint64_t seq) const override;

  std::unordered_map<std::string, Pseudonym> devices_;
  std::unordered_set<std::string> otherwise_;  ///< identifiers of devices that were collected under another
  std::unordered_map<Pseudonym, std::vector<std::uint64_t>> collections_;  ///< those that show each
  std::unordered_map<Pseudonym, std::uint64_t> last_;
  std::unordered_map<std::uint64_t, std::string> parts_;  ///< by entry
};

/// What shows which device has each of these identifiers, as hashed texts, to whoever has a bundle of
/// `project`: the last collection of it that stands in the project, one that was recorded under that very
/// identifier before others; nothing of an identifier under which nothing stands in the project.
/// `with_parts`: with the private parts of all that stands of it in the project. Needs the pepper: refused
/// (wrong_pepper).
[[nodiscard]] Result<std::vector<std::optional<DeviceOpening>>> openings_for(
    const OpenLedger& ledger, const std::string& project, const std::vector<std::string>& identifiers,
    bool with_parts);

}  // namespace lcl
