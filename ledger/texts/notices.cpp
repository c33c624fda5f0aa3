// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/notices.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr Notice trial{"trial_registry",
                       "Registre d'essai : ces unités ne sont pas des crédits carbone du Label bas-carbone.",
                       "Trial registry: these units are no carbon credits of the Label bas-carbone."};
constexpr Notice estimate{
    "estimate_before_verification",
    "« La valeur définitive de l'estimation ne sera établie qu'après vérification […] »",
    "The final value of the estimate will be established only by its verification."};
constexpr Notice use{
    "use_before_retirement",
    "« l'usage définitif des crédits carbone ne sera établi qu'après le retrait des crédits »",
    "The final use of the carbon credits will be established only by their retirement."};
constexpr Notice reduction{"reduction_of_emissions",
                           "Nature des crédits : réduction d'émissions, et non séquestration.",
                           "Nature of the credits: reduction of emissions, not sequestration."};
constexpr Notice contribution{
    "no_national_contribution_no_allowance",
    "Ces crédits ne comptent ni dans une contribution déterminée au niveau national, ni à la place d'un "
    "quota "
    "du système européen d'échange de quotas d'émission.",
    "They count neither for a nationally determined contribution nor in place of an EU ETS allowance."};
constexpr Notice project_alone{"project_alone_labelled", "Seul le projet est labellisé.",
                               "Only the project is labelled."};

bool any_live(std::span<const Holding> holdings) {
  return std::any_of(holdings.begin(), holdings.end(), [](const Holding& holding) { return holding.live(); });
}

}  // namespace

UnitsShown units_shown(const Project& project) {
  return {project.standing, false,
          std::any_of(project.issuances.begin(), project.issuances.end(),
                      [](const Issuance& issuance) { return any_live(issuance.holdings); })};
}

UnitsShown estimates_shown(const Project& project) {
  UnitsShown shown = units_shown(project);
  shown.estimates = true;
  return shown;
}

UnitsShown units_shown(const Project& project, std::span<const Holding> holdings) {
  return {project.standing, false, any_live(holdings)};
}

std::vector<Notice> notices(const UnitsShown& shown) {
  std::vector<Notice> all;
  if (shown.standing == RegistryStanding::trial) all.push_back(trial);
  if (shown.estimates) all.push_back(estimate);
  if (shown.unretired) all.push_back(use);
  all.insert(all.end(), {reduction, contribution, project_alone});
  return all;
}

Json notices_json(const UnitsShown& shown) { return notices_json(notices(shown)); }

Json notices_json(std::span<const Notice> said) {
  Json list = Json::array();
  for (const Notice& notice : said)
    list.push_back({{"en", notice.english}, {"fr", notice.french}, {"word", notice.word}});
  return list;
}

std::string notices_text(const UnitsShown& shown) { return notices_text(notices(shown)); }

std::string notices_text(std::span<const Notice> said) {
  std::string text = phrase("\nnotices\n");
  for (const Notice& notice : said) {
    text += fmt::format("  {}\n", notice.french);
    if (spoken() != Language::french) text += fmt::format("    {}\n", notice.english);
  }
  return text;
}

std::string standing_text(RegistryStanding standing) {
  return standing == RegistryStanding::official
             ? phrase("official")
             : phrase("trial: its units are no carbon credits of the Label bas-carbone");
}

}  // namespace lcl
