// SPDX-License-Identifier: Apache-2.0
// Samples: what their acts state, the devices that were drawn, and opening
// their identities.
#include <fmt/format.h>

#include "ledger/events/payload.hpp"
#include "ledger/ledger_parts.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/replay/sampled_device.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

using act_fields::refused;

std::variant<const Project*, Refused> sampled_project(const RegistryState& state, const std::string& id) {
  if (const Project* project = state.project(id)) return project;
  return refused(Refusal::unknown_project, "project", fmt::format("{} was never notified", id));
}

/// The payload of a collection, which says of the identifier that was recorded.
EventPayload recorded_collection(const Reader& reader, std::uint64_t seq) {
  EventPayload payload;
  PayloadReader payloads;
  bool found = false;
  reader.entry(seq, [&](const StoredEntry& stored) {
    found = stored.payload && payloads.read(EventKind::collection, *stored.payload, payload) == nullptr &&
            payload.identity;
  });
  if (!found)
    throw Error(Obstacle::unavailable, fmt::format("entry {} holds no identity that can be read", seq));
  return payload;
}

}  // namespace

std::variant<Json, Refused> Ledger::draw_act(const std::string& project, std::uint64_t commitment,
                                             std::uint64_t report, const Digest& number,
                                             const Progress& progress) const {
  const auto found = sampled_project(parts_->state, project);
  if (const auto* refused = std::get_if<Refused>(&found)) return *refused;
  const Project& sampled = *std::get<const Project*>(found);
  const Report* reported = sampled.report(report);
  if (reported == nullptr)
    return refused(Refusal::unknown_report, "act.report",
                   fmt::format("entry {} is no report of {}", report, project));
  const SampleCommitment* committed = sampled.commitment(commitment);
  if (committed == nullptr)
    return refused(Refusal::unknown_commitment, "act.commitment",
                   fmt::format("entry {} is no commitment of {}", commitment, project));
  const Reader chains(parts_->folder.ledger(), parts_->wait_ms);
  const auto drawn = drawing_of({parts_->reader, chains}, parts_->state, project, *reported, committed->plan,
                                number, told_as("drawing", progress));
  if (!drawn)
    return refused(Refusal::nothing_to_sample, "act.report",
                   fmt::format("entry {} credits no cycle", report));
  return Json{{"commitment", commitment},
              {"report", report},
              {"number", hex(number)},
              {"population", drawn->population},
              {"kgco2e", to_string(drawn->kg_co2e)},
              {"interval", to_string(drawn->sample.interval)},
              {"size", drawn->sample.cycles.size()},
              {"sample", hex(digest_of(drawn->sample))}};
}

std::variant<Json, Refused> Ledger::conclusion_act(const std::string& project, std::uint64_t sample,
                                                   const Json& results, const Digest& document,
                                                   const Progress& progress) const {
  const auto found = sampled_project(parts_->state, project);
  if (const auto* refused = std::get_if<Refused>(&found)) return *refused;
  const Project& sampled = *std::get<const Project*>(found);
  const DrawnSample* recorded = sampled.sample(sample);
  if (recorded == nullptr)
    return refused(Refusal::unknown_sample, "act.sample",
                   fmt::format("entry {} draws no sample of {}", sample, project));
  Json act{{"sample", sample},
           {"results", results},
           {"projected", "0"},
           {"bound", "0"},
           {"document", hex(document)}};
  if (auto refused = form_refusal(rule_of(Act::sample_recorded), act)) return std::move(*refused);
  const Reader chains(parts_->folder.ledger(), parts_->wait_ms);
  const Drawing drawn =
      drawn_again({parts_->reader, chains}, parts_->state, sampled, *recorded, told_as("drawing", progress));
  const std::vector<SampleResult> differing = act_fields::results(act, "results");
  if (auto refused = results_refusal(drawn.sample, differing)) return std::move(*refused);
  const SampleConclusion concluded =
      conclusion(sampled.commitment(recorded->commitment)->plan, drawn.sample, differing);
  act["projected"] = to_string(concluded.projected);
  act["bound"] = to_string(concluded.bound);
  return act;
}

std::vector<SampledDevice> Ledger::sampled(const Project& project, const DrawnSample& sample,
                                           const Progress& progress) const {
  const Reader chains(parts_->folder.ledger(), parts_->wait_ms);
  const Drawing drawn =
      drawn_again({parts_->reader, chains}, parts_->state, project, sample, told_as("drawing", progress));
  return sampled_devices(parts_->reader, drawn.sample, project.report(sample.report)->checkpoint.size);
}

std::vector<DeviceOpening> Ledger::openings(const std::vector<SampledDevice>& devices) const {
  Pepper pepper = read_pepper(parts_->folder);
  if (pepper.commitment() != parts_->state.pepper_commitment())
    throw Error(Obstacle::io,
                fmt::format("{} is not this registry's pepper", parts_->folder.pepper().string()));
  std::vector<DeviceOpening> openings;
  openings.reserve(devices.size());
  for (const SampledDevice& sampled : devices) {
    const std::uint64_t seq = sampled.drawn.cycle.collection;
    const EventPayload recorded = recorded_collection(parts_->reader, seq);
    openings.push_back({seq, sampled.device, *recorded.identity, pepper.opening(Bytes(recorded.salt))});
  }
  return openings;
}

Digest Ledger::identity(std::uint64_t seq) const {
  return *recorded_collection(parts_->reader, seq).identity;
}

}  // namespace lcl
