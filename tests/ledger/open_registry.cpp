// SPDX-License-Identifier: Apache-2.0
#include "tests/ledger/open_registry.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <utility>

namespace lcl::test {
namespace {

namespace fs = std::filesystem;

fs::path make_folder() {
  std::string name = (fs::temp_directory_path() / "lcl-test.XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return name;
}

}  // namespace

std::string file_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

Json reference_methodology() {
  return std::get<Json>(parse_json(file_text("schemas/methodologies/reconditioning-reference-1.0.json")));
}

OpenRegistry::OpenRegistry(const Json& methodology, Json stated)
    : certifier(PrivateKey::generate()),
      developer(PrivateKey::generate()),
      other_developer(PrivateKey::generate()),
      auditor(PrivateKey::generate()),
      folder_(make_folder()),
      stated_(std::move(stated)) {
  accepted(Ledger::create(registry().path, "registry.example/lbc", Certifier{{certifier.public_key()}}));
  Ledger opened = ledger();
  being_made_ = &opened;
  const auto grant = [&](const PrivateKey& key, const char* role, std::string_view party) {
    accepted(act("key_granted", {},
                 {{"public_key", key.public_key().text()}, {"role", role}, {"party", std::string(party)}},
                 certifier));
  };
  grant(developer, "developer", developer_siret);
  grant(other_developer, "developer", other_siret);
  grant(auditor, "auditor", "55208131766522");
  accepted(act("methodology_adopted", {}, {{"document", methodology}}, certifier));
  std::istringstream participants(file_text("samples/participants.csv"));
  std::string line;
  std::getline(participants, line);
  while (std::getline(participants, line)) {
    accepted(act("participant_registered", {}, {{"participant", line.substr(0, 14)}, {"name", "A firm"}},
                 developer));
  }
  const std::string adopted = hex(opened.state().methodologies().begin()->first);
  label("DEMO", developer_siret, adopted);
  label("OTHER", other_siret, adopted);
  being_made_ = nullptr;
}

OpenRegistry::~OpenRegistry() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void OpenRegistry::label(const std::string& project, std::string_view siret, const std::string& methodology,
                         const Json& otherwise) const {
  const PrivateKey& key = developer_of(project);
  accepted(act("project_notified", project,
               {{"title", "A project"},
                {"developer", std::string(siret)},
                {"region", "Bretagne"},
                {"communes", {"Rennes"}},
                {"applicant_standing", "project developer"},
                {"notified_on", "2025-01-01"}},
               key));
  accepted(act("project_filed", project, {{"dossier", std::string(64, 'a')}}, key));
  Json labelled{{"decision", "fictive"},
                {"notified_on", "2025-01-01"},
                {"methodology", methodology},
                {"potential_units", 100},
                {"crediting_period", {{"from", "2025-01-01"}, {"to", "2030-01-01"}}}};
  if (!stated_.empty()) labelled["parameters"] = stated_;
  labelled.update(otherwise);
  accepted(act("project_labelled", project, std::move(labelled), certifier));
}

Result<Receipt> OpenRegistry::act(std::string_view kind, std::string project, Json act,
                                  const PrivateKey& key) const {
  std::optional<Ledger> place;
  Ledger& ledger = through(place);
  Statement statement = ledger.draft(kind, std::move(project), std::move(act), key.public_key().id());
  sign(statement, key);
  return ledger.commit(statement);
}

Preparation OpenRegistry::prepare(Ledger& ledger, std::string_view lines, const std::string& project,
                                  LogFormat format) const {
  const fs::path log = folder_ / "log";
  std::ofstream(log, std::ios::binary) << lines;
  fs::remove(staged());
  const int input = ::open(log.c_str(), O_RDONLY);
  const auto reader = LogReader::open(input, format);
  Preparation outcome =
      ledger.prepare(*reader, {.project = project}, developer_of(project).public_key().id(), staged());
  ::close(input);
  return outcome;
}

Receipt OpenRegistry::submit(std::string_view lines, const std::string& project, LogFormat format) const {
  std::optional<Ledger> place;
  Ledger& ledger = through(place);
  const Preparation outcome = prepare(ledger, lines, project, format);
  if (outcome.refusals != 0) {
    const Refused& first = outcome.listed.front();
    throw std::runtime_error(std::to_string(first.place.line) + ": " + std::string(word(first.refusal)) +
                             ": " + first.message);
  }
  Ledger::sign_staged(staged(), developer_of(project));
  return accepted(ledger.commit_staged(staged()));
}

}  // namespace lcl::test
