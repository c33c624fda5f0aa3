// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/figures.hpp"

#include <algorithm>
#include <array>

#include "ledger/texts/columns.hpp"
#include "ledger/texts/page/language.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

std::string shown(const Decimal& value, int fraction_digits) {
  return spoken() == Language::french ? page::Speech(spoken()).number(value, fraction_digits)
                                      : display(value, fraction_digits);
}

// Public words for values/po/program.fr.po, by the enumerations and tables that have them.
[[maybe_unused]] constexpr std::array words_said{
    // states of projects, stages of reports and of commitments
    translatable("absent"), translatable("notified"), translatable("filed"), translatable("labelled"),
    translatable("closed"), translatable("withdrawn"), translatable("reported"), translatable("reopened"),
    translatable("modified"), translatable("misstated"), translatable("audited"), translatable("forgone"),
    translatable("replaced"), translatable("waiting"), translatable("unrevealed"), translatable("revealed"),
    // roles, opinions, samples, books
    translatable("operator"), translatable("developer"), translatable("auditor"), translatable("certifier"),
    translatable("holder"), translatable("recovery"), translatable("unmodified"), translatable("qualified"),
    translatable("adverse"), translatable("disclaimed"), translatable("limited"), translatable("reasonable"),
    translatable("random"), translatable("stratified"), translatable("monetary unit"), translatable("right"),
    translatable("differing"), translatable("not available"), translatable("recorded"),
    translatable("altered"), translatable("erased"), translatable("not recorded"), translatable("not named"),
    translatable("not opened"), translatable("purchases"), translatable("stock"), translatable("returns"),
    translatable("repairs"), translatable("waste"),
    // units, incentives, disputes, approvals
    translatable("issued"), translatable("assigned"), translatable("retired"), translatable("cancelled"),
    translatable("contribution"), translatable("voluntary compensation"),
    translatable("mandatory compensation"), translatable("correction"), translatable("error"),
    translatable("other registry"), translatable("public aid"), translatable("private funding"),
    translatable("other incentive"), translatable("upheld"), translatable("rejected"),
    translatable("disability or reintegration"), translatable("not for profit"),
    translatable("shared governance"),
    // events, devices, cycles, effects, groupings
    translatable("collection"), translatable("reconditioning"), translatable("resale"),
    translatable("return"), translatable("disposal"), translatable("void"), translatable("unseen"),
    translatable("collected"), translatable("reconditioned"), translatable("scrapped"),
    translatable("resold"), translatable("disposed"), translatable("credited"), translatable("ineligible"),
    translatable("open"), translatable("avoided manufacture"), translatable("avoided journeys"),
    translatable("emitted journeys"), translatable("emitted parts"), translatable("emitted energy"),
    translatable("emitted packaging"), translatable("given back"), translatable("baseline"),
    translatable("leakage"), translatable("net"), translatable("category"), translatable("month"),
    translatable("participant"), translatable("approval"), translatable("territory"), translatable("effect"),
    // what a methodology has
    translatable("parameters"), translatable("project parameters"), translatable("tables"),
    translatable("rows"), translatable("assumptions"), translatable("symmetric groups"),
    translatable("asymmetric groups"), translatable("eligibility"), translatable("steps"),
    translatable("vectors")};

}  // namespace

std::string kilograms(const Decimal& value) { return shown(value, 2); }

std::string whole(std::int64_t value) { return shown(Decimal(value), 0); }

std::string whole(std::uint64_t value) {
  return shown(Decimal::from_scaled(static_cast<Decimal::Scaled>(value) * Decimal::scale), 0);
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  const bool single = count == 1 || (count == 0 && spoken() == Language::french);
  return whole(count) + ' ' + std::string(single ? one : many);
}

std::optional<std::string> percentage(const Decimal& part, const Decimal& total) {
  if (total <= Decimal()) return std::nullopt;
  const std::optional<Decimal> hundredfold = product(part, Decimal(100));
  const std::optional<Decimal> share = hundredfold ? quotient(*hundredfold, total) : std::nullopt;
  if (!share) return std::nullopt;
  return shown(*share, 1) + " %";
}

std::string spoken(std::string_view word) {
  std::string text(word);
  std::replace(text.begin(), text.end(), '_', ' ');
  return std::string(translation(text));
}

std::vector<std::string> stated_texts(const Json& parameters) {
  std::vector<std::string> texts;
  for (const auto& [name, stated] : parameters.items()) {
    std::string values;
    if (stated.contains("value")) values = stated["value"].get<std::string>();
    if (stated.contains("values")) {
      for (const auto& [category, value] : stated["values"].items())
        values += (values.empty() ? "" : ", ") + category + ' ' + value.get<std::string>();
    }
    texts.push_back(name + ": " + values + " (" + stated["source"].get<std::string>() + ')');
  }
  return texts;
}

void add_stated(const Json& parameters, Columns& lines) {
  for (std::string& text : stated_texts(parameters)) lines.row({phrase("states"), std::move(text)});
}

bool adds(Effect effect) noexcept {
  return effect == Effect::avoided_manufacture || effect == Effect::avoided_journeys;
}

bool counts_cycles(const Tally& tally) noexcept {
  return std::none_of(tally.groupings.begin(), tally.groupings.end(), [](Grouping grouping) {
    return grouping == Grouping::territory || grouping == Grouping::effect;
  });
}

}  // namespace lcl
