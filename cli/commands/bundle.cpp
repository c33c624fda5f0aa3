// SPDX-License-Identifier: Apache-2.0
#include "ledger/publish/bundle.hpp"
#include "cli/commands/command_table.hpp"
#include "cli/kit/afar.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/interruption.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "ledger/ledger.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

Json part_json(const BundleContent::Part& part) {
  return {{"devices", part.devices}, {"payloads", part.payloads}, {"private_parts", part.private_parts}};
}

Json content_json(const BundleContent& content, const std::string& file) {
  Json projects = Json::array();
  for (const auto& [project, payloads] : content.withheld_of) {
    projects.push_back({{"payloads", payloads}, {"project", project}});
  }
  Json withheld = part_json(content.withheld);
  withheld["projects"] = std::move(projects);
  return {{"disclosed", part_json(content.disclosed)},
          {"file", file},
          {"private", content.terms.with_private},
          {"project", content.terms.project},
          {"withheld", std::move(withheld)}};
}

std::string part_text(const BundleContent::Part& part) {
  return phrase("{} event payloads of {} devices, {} private parts", whole(part.payloads),
                whole(part.devices), whole(part.private_parts));
}

std::string content_text(const BundleContent& content, const std::string& file) {
  Columns lines({Align::left, Align::left});
  lines.row({phrase("bundle"), printable(file)});
  lines.row({phrase("project"), content.terms.project});
  lines.row({phrase("disclosed"), phrase("every entry and statement; {}", part_text(content.disclosed))});
  lines.row({phrase("withheld"), part_text(content.withheld)});
  for (const auto& [project, payloads] : content.withheld_of) {
    lines.row({"", phrase("{} event payloads of project {}", whole(payloads), project)});
  }
  return lines.text();
}

Exit bundle(Call& call) {
  const std::string& project = call.arguments.one("project");
  const std::string& file = call.arguments.one("output");
  if (Afar* const afar = afar_of(call)) open_session(call, afar->registry);
  const Ledger& ledger = call.ledger();
  const auto named = project_named(ledger.state(), project);
  if (!named) return call.refuse(named.refused());
  const Existing existing = existing_at(call.arguments, file);
  const Interruptible interruptible;
  const BundleContent content = [&] {
    ProgressLine line;
    return write_bundle(ledger.opened(), {project, file, existing, call.arguments.has("private")},
                        watched(line));
  }();
  return call.give(content_json, content_text, content, file);
}

}  // namespace

std::vector<Command> bundle_commands() {
  return {{
      .name = "bundle",
      .summary = "write everything needed to audit one project into a single file",
      .examples = "lcl bundle --project RENO1 --output RENO1.bundle\n"
                  "lcl verify RENO1.bundle --checkpoint kept-in-january.txt\n"
                  "lcl bundle --project RENO1 --output RENO1.bundle --registry https://registry.example "
                  "--session session.pem\n"
                  "lcl tally --registry RENO1.bundle --project RENO1 --period 2026",
      .page = R"(It holds every entry and statement of the ledger, and the event payloads of every device
that had a cycle in the project; all other payloads are withheld, and listed as such. Commands
that read a registry read a bundle too: name it with --registry. A command that needs a
withheld payload ends with exit code 2. Private parts are withheld, unless --private adds
those of the project's own entries; then only you may read the file. From afar, at an address, a
bundle is for those who may read the project's events (--session), and has no private parts.
)",
      .options = {{"project", "ID", "the project", required},
                  {"output", "FILE", "the file to write", required},
                  force_option,
                  {"private", "", "include the private parts of the project's own entries"}},
      .run = bundle,
  }};
}

}  // namespace lcl::cli
