// SPDX-License-Identifier: Apache-2.0
#include "tests/ledger/simulated_world.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "ledger/registry/possession.hpp"

namespace lcl::test {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;

void shorten(Json& value) {
  for (auto& [name, member] : value.items()) {
    if (value.is_object() && member.is_string() && (name == "clause" || name == "source" || name == "title"))
      member = "as in the reference methodology";
    if (member.is_structured()) shorten(member);
  }
}

/// The reference methodology without what no console here needs: it is read again and again.
Json console_methodology() {
  Json document = reference_methodology();
  const auto needed = [](const std::string& by, const std::string& row) {
    if (by == "category") return row.starts_with("console");
    return by != "country" || row == "FR" || row == "DE";
  };
  for (auto& [name, table] : document["tables"].items()) {
    Json rows;
    for (const auto& [row, value] : table["rows"].items()) {
      if (needed(table["by"].front(), row)) rows[row] = value;
    }
    table["rows"] = rows;
  }
  Json vectors = Json::array();
  for (const Json& vector : document["vectors"]) {
    if (vector["facts"]["collection.category"] == "console") vectors.push_back(vector);
  }
  document["vectors"] = vectors;
  document.erase("asks");
  shorten(document);
  document["summary"] = "consoles alone";
  return document;
}

/// The same, revised: a new console is 300 kg, and more of what is saved would be saved anyway.
Json revised_methodology() {
  Json document = console_methodology();
  document["version"] = "1.1";
  document["tables"]["manufacture"]["rows"]["console"]["value"] = "300";
  document["parameters"]["additionality_discount"]["value"] = "0.2";
  document["vectors"].front()["cycle"]["steps"]["avoided_manufacture"] = "114";
  return document;
}

constexpr ConsoleMethod revised{114'000'000'000, 200'000'000};

std::size_t agreeing(const DeviceLife& real, const DeviceLife& recorded) {
  std::size_t same = 0;
  while (same < real.size() && same < recorded.size() && real[same].says(recorded[same])) ++same;
  return same;
}

}  // namespace

FiledReport& SimulatedProject::report(std::uint64_t seq) {
  return *std::find_if(reports.begin(), reports.end(),
                       [&](const FiledReport& report) { return report.seq == seq; });
}

SimulatedWorld::SimulatedWorld(std::uint32_t seed) : MonitoredRegistry(console_methodology()), random(seed) {
  const Period crediting{*parse_date("2025-01-01"), *parse_date("2030-01-01")};
  projects = {{"DEMO", {0, crediting, {}}, &developer, &independent_auditor, 12},
              {"OTHER", {1, crediting, {}}, &other_developer, &independent_auditor, 12},
              {"THIRD", {2, crediting, revised}, &other_developer, &independent_auditor, 12}};
  open_.emplace(registry().path);
  grant_auditor(other_auditor, "73282932000074");
  for (const auto& [key, name] : {std::pair{&holder, "A town"}, std::pair{&other_holder, "A railway"}}) {
    accepted(act("key_granted", {},
                 {{"public_key", key->public_key().text()},
                  {"role", "holder"},
                  {"name", name},
                  {"possession", possession_of("registry.example/lbc", *key)}},
                 certifier));
  }
  const Json document = revised_methodology();
  accepted(act("methodology_adopted", {}, {{"document", document}}, certifier));
  label("THIRD", other_siret, hex(sha256(canonical(document))));
}

void SimulatedWorld::change_methodology(Instant from) {
  const SimulatedProject& demo = named("DEMO");
  const Period crediting{from, demo.credited.crediting.to};
  projects.push_back({"NEXT",
                      {static_cast<int>(projects.size()), crediting, revised},
                      demo.developer,
                      &independent_auditor,
                      3});
  label("NEXT", developer_siret, hex(sha256(canonical(revised_methodology()))),
        {{"follows", "DEMO"},
         {"crediting_period", {{"from", date_of(crediting.from)}, {"to", date_of(crediting.to)}}}});
  next_from_ = from;
}

int SimulatedWorld::collector(int project, Instant at) const {
  const int next = projects.back().credited.number;
  if (!next_from_ || (project != 0 && project != next)) return project;
  return at < *next_from_ ? 0 : next;
}

void SimulatedWorld::go_to(Instant at) {
  today = at;
  clock.set(at);
}

const PrivateKey& SimulatedWorld::developer_of(std::string_view project) const {
  return *std::find_if(projects.begin(), projects.end(), [&](const auto& each) {
            return each.id == project;
          })->developer;
}

SimulatedProject& SimulatedWorld::named(std::string_view id) {
  return *std::find_if(projects.begin(), projects.end(), [&](const auto& each) { return each.id == id; });
}

const PrivateKey& SimulatedWorld::new_key() { return keys_.emplace_back(PrivateKey::generate()); }

void SimulatedWorld::leave() const {
  if (const char* const place = std::getenv("LCL_SIMULATED_REGISTRY"))
    std::filesystem::copy(registry().path, place, std::filesystem::copy_options::recursive);
}

std::size_t SimulatedWorld::new_device() {
  identifiers.push_back(fmt::format(R"({{"imei":"{}"}})", imei_of(static_cast<int>(real.size()))));
  real.emplace_back();
  recorded.emplace_back();
  return real.size() - 1;
}

std::string SimulatedWorld::line(std::size_t device, const LifeEvent& event) const {
  return event_line(identifiers[device], to_string(event.at), facts_of(event.kind, event.abroad));
}

bool SimulatedWorld::happens_in(int days, int once_in) {
  return draw(static_cast<std::size_t>(std::max(days, once_in))) < static_cast<std::uint32_t>(days);
}

void SimulatedWorld::trade(int days) {
  const Instant morning{today.milliseconds - 5 * hour_ms};
  const auto closed = [&](int project) { return projects[static_cast<std::size_t>(project)].closed; };
  for (std::size_t device = 0; device < real.size(); ++device) {
    const DeviceLife& life = real[device];
    if (life.empty() || !is_right(device) || life.back().at >= morning) continue;
    const std::int64_t age = (morning.milliseconds - life.back().at.milliseconds) / simulated_day;
    const bool sold = life.back().kind == 'S';
    if (sold && age < 30 && happens_in(days, 200)) {
      bring_back(device, morning);
    } else if (!sold && !closed(life.back().project) && happens_in(days, 10)) {
      happens(device, {'S', morning, life.back().project});
    } else if (sold && age > 200) {
      const int taker = static_cast<int>(draw(projects.size()));
      if (!closed(taker) && happens_in(days, 600)) sell_again(device, taker, morning);
    }
  }
  for (const SimulatedProject& project : projects) {
    if (project.closed || today >= project.credited.crediting.to) continue;
    for (int i = 0; i < std::max(1, days / 15); ++i) {
      const bool abroad = draw(12) == 0;
      const bool mistaken = draw(15) == 0;
      sell_new(project.credited.number, morning, abroad, abroad != mistaken);
    }
  }
  submit_all();
  if (!happens_in(days, 60)) return;
  std::vector<std::size_t> noticed;
  for (const std::size_t device : misrecorded()) {
    if (!real[device].empty() && draw(2) == 0) noticed.push_back(device);
  }
  put_right(noticed);
}

std::size_t SimulatedWorld::sell_new(int project, Instant day, bool abroad, bool recorded_abroad) {
  project = collector(project, day);
  const std::size_t device = new_device();
  std::int64_t at = day.milliseconds + static_cast<std::int64_t>(device);
  for (const char kind : {'C', 'R', 'S'}) {
    const bool is_resale = kind == 'S';
    real[device].push_back({kind, {at}, project, is_resale && abroad});
    is_recorded(device, {kind, {at}, project, is_resale && recorded_abroad});
    at += hour_ms;
  }
  return device;
}

void SimulatedWorld::leave_out(int project, Instant day) {
  const std::size_t device = new_device();
  std::int64_t at = day.milliseconds + static_cast<std::int64_t>(device);
  for (const char kind : {'C', 'R', 'S'}) {
    real[device].push_back({kind, {at}, project, /*abroad=*/kind == 'S'});
    at += hour_ms;
  }
}

void SimulatedWorld::sell_again(std::size_t device, int project, Instant day) {
  project = collector(project, day);
  std::int64_t at = day.milliseconds + static_cast<std::int64_t>(device);
  for (const char kind : {'C', 'R', 'S'}) {
    happens(device, {kind, {at}, project});
    at += hour_ms;
  }
}

void SimulatedWorld::bring_back(std::size_t device, Instant at) {
  happens(device, {'B', at, real[device].back().project});
}

void SimulatedWorld::happens(std::size_t device, const LifeEvent& event) {
  real[device].push_back(event);
  is_recorded(device, event);
}

void SimulatedWorld::is_recorded(std::size_t device, LifeEvent event) {
  Pending& pending = pending_[event.project];
  pending.lines += line(device, event);
  pending.events.emplace_back(device, recorded[device].size());
  recorded[device].push_back(event);
}

void SimulatedWorld::submit_all() {
  for (const auto& [project, pending] : pending_) {
    const std::uint64_t seq = submit(pending.lines, projects[static_cast<std::size_t>(project)].id).seq;
    for (std::size_t i = 0; i < pending.events.size(); ++i) {
      const auto& [device, place] = pending.events[i];
      recorded[device][place].seq = seq + 1 + i;
    }
  }
  pending_.clear();
}

std::string SimulatedWorld::try_to_submit(int project, const std::string& lines) {
  const std::string& id = projects[static_cast<std::size_t>(project)].id;
  const Preparation prepared = prepare(open(), lines, id);
  if (prepared.refusals != 0) return std::string(word(prepared.listed.front().refusal));
  if (prepared.accepted == 0) return "recorded already";
  Ledger::sign_staged(staged(), developer_of(id));
  return outcome_of(open().commit_staged(staged()));
}

bool SimulatedWorld::is_right(std::size_t device) const {
  return real[device].size() == recorded[device].size() &&
         agreeing(real[device], recorded[device]) == real[device].size();
}

std::vector<std::size_t> SimulatedWorld::misrecorded() const {
  std::vector<std::size_t> wrong;
  for (std::size_t device = 0; device < real.size(); ++device) {
    if (!is_right(device)) wrong.push_back(device);
  }
  return wrong;
}

std::optional<std::size_t> SimulatedWorld::some_sold(int project) {
  std::vector<std::size_t> sold;
  for (std::size_t device = 0; device < real.size(); ++device) {
    const DeviceLife& life = real[device];
    if (!life.empty() && life.back().kind == 'S' && life.back().project == project && !life.back().abroad &&
        life.back().at < days_after(today, -1) && is_right(device))
      sold.push_back(device);
  }
  if (sold.empty()) return std::nullopt;
  return sold[draw(sold.size())];
}

std::vector<BookedCycle> SimulatedWorld::book(const SimulatedProject& project, const Period& period) const {
  std::vector<BookedCycle> booked;
  for (std::size_t device = 0; device < real.size(); ++device) {
    for (const LifeCycle& cycle : cycles_of(real[device])) {
      const LifeEvent& collection = cycle.events.front();
      if (collection.project != project.credited.number || !period.contains(collection.at)) continue;
      BookedCycle entry;
      entry.in_ledger = std::any_of(recorded[device].begin(), recorded[device].end(),
                                    [&](const LifeEvent& event) { return event.says(collection); });
      for (const auto& [vintage, kg] : cycle.amounts(project.credited, period)) entry.kg += kg;
      booked.push_back(entry);
    }
  }
  return booked;
}

bool SimulatedWorld::has_happened(std::uint64_t entry) const {
  for (std::size_t device = 0; device < recorded.size(); ++device) {
    for (const LifeEvent& event : recorded[device]) {
      if (event.seq != entry) continue;
      return std::any_of(real[device].begin(), real[device].end(),
                         [&](const LifeEvent& each) { return each.says(event); });
    }
  }
  return false;  // it was taken back
}

void SimulatedWorld::make_void(std::uint64_t entry) {
  for (DeviceLife& life : recorded) {
    for (LifeEvent& event : life) event.void_by_dispute = event.void_by_dispute || event.seq == entry;
  }
}

bool SimulatedWorld::take_back(int project, const std::vector<std::size_t>& devices) {
  std::string lines;
  for (const std::size_t device : devices) {
    DeviceLife& life = recorded[device];
    const std::size_t right = agreeing(real[device], life);
    while (life.size() > right && life.back().project == project) {
      lines += event_line(
          identifiers[device], to_string(today),
          fmt::format(R"("kind":"void","country":"FR","voids":{},"reason":"mistaken")", life.back().seq));
      life.pop_back();
    }
  }
  if (lines.empty()) return false;
  submit(lines, projects[static_cast<std::size_t>(project)].id);
  return true;
}

bool SimulatedWorld::record_rightly(int project, const std::vector<std::size_t>& devices) {
  bool any = false;
  for (const std::size_t device : devices) {
    const DeviceLife& life = real[device];
    if (agreeing(life, recorded[device]) != recorded[device].size()) continue;
    for (std::size_t at = recorded[device].size(); at < life.size() && life[at].project == project; ++at) {
      is_recorded(device, life[at]);
      any = true;
    }
  }
  submit_all();
  return any;
}

void SimulatedWorld::put_right(const std::vector<std::size_t>& devices) {
  submit_all();
  for (const auto step : {&SimulatedWorld::take_back, &SimulatedWorld::record_rightly}) {
    for (bool any = true; any;) {
      any = false;
      for (const SimulatedProject& project : projects)
        any = (this->*step)(project.credited.number, devices) || any;
    }
  }
  for (const std::size_t device : devices) REQUIRE(is_right(device));
}

}  // namespace lcl::test
