// SPDX-License-Identifier: Apache-2.0
#include "ledger/mapping/column_evidence.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "ledger/events/device_identity.hpp"
#include "ledger/mapping/value_text.hpp"
#include "ledger/tables/cell_values.hpp"
#include "ledger/values/identifiers.hpp"

namespace lcl {
namespace {

/// A name as it is compared: small letters and digits without accents, words apart by one blank.
std::string plain_name(std::string_view text) {
  struct Accent {
    std::string_view letter;
    char plain;
  };
  // The second byte of the Latin letters from U+00C0 on tells which they are.
  constexpr std::string_view plain_of = "aaaaaaaceeeeiiiidnooooo ouuuuy  aaaaaaaceeeeiiiidnooooo ouuuuy y";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char letter = text[i];
    if (letter == '\xC3' && i + 1 < text.size()) {
      letter = plain_of[(static_cast<unsigned char>(text[++i]) - 0x80U) % plain_of.size()];
    } else if (text.substr(i).starts_with("\xC2\xB0")) {  // the degree sign of `n°`
      ++i;
      letter = 'o';
    }
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    const bool is_kept = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    if (is_kept) {
      out += letter;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

struct Name {
  std::string_view name;
  Field field;
  std::optional<EventKind> kind = std::nullopt;
  std::string_view times = {};
};

constexpr auto names = std::to_array<Name>({
    {"imei", Field::imei},
    {"imei 1", Field::imei},
    {"imei1", Field::imei},
    {"no imei", Field::imei},
    {"numero imei", Field::imei},
    {"imei 2", Field::imei2},
    {"imei2", Field::imei2},
    {"serial", Field::serial},
    {"serial number", Field::serial},
    {"serial no", Field::serial},
    {"sn", Field::serial},
    {"s n", Field::serial},
    {"no serie", Field::serial},
    {"no de serie", Field::serial},
    {"numero de serie", Field::serial},
    {"brand", Field::manufacturer},
    {"manufacturer", Field::manufacturer},
    {"maker", Field::manufacturer},
    {"make", Field::manufacturer},
    {"marque", Field::manufacturer},
    {"fabricant", Field::manufacturer},
    {"constructeur", Field::manufacturer},
    {"model", Field::model},
    {"modele", Field::model},
    {"category", Field::category},
    {"device type", Field::category},
    {"type", Field::category},
    {"categorie", Field::category},
    {"famille", Field::category},
    {"type d appareil", Field::category},
    {"type appareil", Field::category},
    {"siret", Field::participant},
    {"no siret", Field::participant},
    {"country", Field::country},
    {"country code", Field::country},
    {"pays", Field::country},
    {"code pays", Field::country},
    {"pays client", Field::country, EventKind::resale},
    {"pays de livraison", Field::country, EventKind::resale},
    {"shipping country", Field::country, EventKind::resale},
    {"reference", Field::reference},
    {"order id", Field::reference},
    {"no commande", Field::reference},
    {"no de commande", Field::reference},
    {"commande", Field::reference},
    {"bon", Field::reference},
    {"date", Field::occurred_at},
    {"date achat", Field::occurred_at, EventKind::collection},
    {"date d achat", Field::occurred_at, EventKind::collection},
    {"achete le", Field::occurred_at, EventKind::collection},
    {"date collecte", Field::occurred_at, EventKind::collection},
    {"date de collecte", Field::occurred_at, EventKind::collection},
    {"date reprise", Field::occurred_at, EventKind::collection},
    {"date de reprise", Field::occurred_at, EventKind::collection},
    {"date entree", Field::occurred_at, EventKind::collection},
    {"date d entree", Field::occurred_at, EventKind::collection},
    {"recu le", Field::occurred_at, EventKind::collection},
    {"date de reception", Field::occurred_at, EventKind::collection},
    {"purchase date", Field::occurred_at, EventKind::collection},
    {"collected on", Field::occurred_at, EventKind::collection},
    {"received", Field::occurred_at, EventKind::collection},
    {"received on", Field::occurred_at, EventKind::collection},
    {"date in", Field::occurred_at, EventKind::collection},
    {"date reparation", Field::occurred_at, EventKind::reconditioning},
    {"date de reparation", Field::occurred_at, EventKind::reconditioning},
    {"repare le", Field::occurred_at, EventKind::reconditioning},
    {"date reconditionnement", Field::occurred_at, EventKind::reconditioning},
    {"date de reconditionnement", Field::occurred_at, EventKind::reconditioning},
    {"reconditionne le", Field::occurred_at, EventKind::reconditioning},
    {"termine le", Field::occurred_at, EventKind::reconditioning},
    {"date effacement", Field::occurred_at, EventKind::reconditioning},
    {"date d effacement", Field::occurred_at, EventKind::reconditioning},
    {"end time", Field::occurred_at, EventKind::reconditioning},
    {"erased on", Field::occurred_at, EventKind::reconditioning},
    {"repaired", Field::occurred_at, EventKind::reconditioning},
    {"repaired on", Field::occurred_at, EventKind::reconditioning},
    {"completed", Field::occurred_at, EventKind::reconditioning},
    {"date vente", Field::occurred_at, EventKind::resale},
    {"date de vente", Field::occurred_at, EventKind::resale},
    {"vendu le", Field::occurred_at, EventKind::resale},
    {"date expedition", Field::occurred_at, EventKind::resale},
    {"date d expedition", Field::occurred_at, EventKind::resale},
    {"expedie le", Field::occurred_at, EventKind::resale},
    {"date shipping", Field::occurred_at, EventKind::resale},
    {"shipping date", Field::occurred_at, EventKind::resale},
    {"sale date", Field::occurred_at, EventKind::resale},
    {"sold", Field::occurred_at, EventKind::resale},
    {"sold on", Field::occurred_at, EventKind::resale},
    {"weight kg", Field::mass_kg},
    {"mass kg", Field::mass_kg},
    {"poids kg", Field::mass_kg},
    {"masse kg", Field::mass_kg},
    {"weight g", Field::mass_kg, std::nullopt, "0.001"},
    {"poids g", Field::mass_kg, std::nullopt, "0.001"},
    {"masse g", Field::mass_kg, std::nullopt, "0.001"},
    {"holder", Field::holder},
    {"seller type", Field::holder},
    {"vendeur", Field::holder},
    {"origine", Field::holder},
    {"provenance", Field::holder},
    {"waste", Field::waste},
    {"dechet", Field::waste},
    {"deee", Field::waste},
    {"outcome", Field::outcome},
    {"issue", Field::outcome},
    {"resultat", Field::outcome},
    {"functions tested", Field::functions_tested},
    {"tested", Field::functions_tested},
    {"tests", Field::functions_tested},
    {"teste", Field::functions_tested},
    {"tests fonctionnels", Field::functions_tested},
    {"erasure standard", Field::data_erasure_standard},
    {"norme effacement", Field::data_erasure_standard},
    {"norme d effacement", Field::data_erasure_standard},
    {"effacement", Field::data_erasure_standard},
    {"state", Field::data_erasure_result},
    {"erasure result", Field::data_erasure_result},
    {"resultat effacement", Field::data_erasure_result},
    {"report uuid", Field::data_erasure_certificate},
    {"certificat", Field::data_erasure_certificate},
    {"certificate", Field::data_erasure_certificate},
    {"energy kwh", Field::energy_kwh},
    {"energie kwh", Field::energy_kwh},
    {"channel", Field::channel},
    {"canal", Field::channel},
    {"marketplace", Field::channel},
    {"grade", Field::grade},
    {"etat", Field::grade},
    {"warranty", Field::warranty_months},
    {"warranty months", Field::warranty_months},
    {"garantie", Field::warranty_months},
    {"garantie mois", Field::warranty_months},
    {"packaging kg", Field::packaging_kg},
    {"emballage kg", Field::packaging_kg},
    {"emballage g", Field::packaging_kg, std::nullopt, "0.001"},
});

struct Word {
  Field field;
  std::string_view value;  ///< as plain_name has it
  std::string_view word;
};

constexpr auto words = std::to_array<Word>({
    {Field::category, "telephone", "smartphone"},
    {Field::category, "smartphone", "smartphone"},
    {Field::category, "phone", "smartphone"},
    {Field::category, "tablette", "tablet"},
    {Field::category, "tablet", "tablet"},
    {Field::category, "ordinateur portable", "laptop"},
    {Field::category, "pc portable", "laptop"},
    {Field::category, "laptop", "laptop"},
    {Field::category, "console", "console"},
    {Field::category, "ecran", "monitor"},
    {Field::category, "monitor", "monitor"},
    {Field::category, "unite centrale", "desktop"},
    {Field::category, "desktop", "desktop"},
    {Field::category, "televiseur", "television"},
    {Field::category, "television", "television"},
    {Field::holder, "particulier", "consumer"},
    {Field::holder, "consumer", "consumer"},
    {Field::holder, "individual", "consumer"},
    {Field::holder, "entreprise", "business"},
    {Field::holder, "professionnel", "business"},
    {Field::holder, "business", "business"},
    {Field::holder, "company", "business"},
    {Field::holder, "administration", "administration"},
    {Field::holder, "collectivite", "administration"},
    {Field::country, "france", "FR"},
    {Field::country, "belgique", "BE"},
    {Field::country, "belgium", "BE"},
    {Field::country, "allemagne", "DE"},
    {Field::country, "germany", "DE"},
    {Field::country, "espagne", "ES"},
    {Field::country, "spain", "ES"},
    {Field::country, "italie", "IT"},
    {Field::country, "italy", "IT"},
    {Field::country, "luxembourg", "LU"},
    {Field::country, "pays bas", "NL"},
    {Field::country, "netherlands", "NL"},
    {Field::country, "portugal", "PT"},
    {Field::country, "suisse", "CH"},
    {Field::country, "switzerland", "CH"},
    {Field::outcome, "reconditionne", "reconditioned"},
    {Field::outcome, "reconditioned", "reconditioned"},
    {Field::outcome, "repare", "reconditioned"},
    {Field::outcome, "pieces", "for_parts"},
    {Field::outcome, "for parts", "for_parts"},
    {Field::outcome, "recycle", "recycled"},
    {Field::outcome, "recycled", "recycled"},
    {Field::data_erasure_result, "successful", "succeeded"},
    {Field::data_erasure_result, "succeeded", "succeeded"},
    {Field::data_erasure_result, "success", "succeeded"},
    {Field::data_erasure_result, "reussi", "succeeded"},
    {Field::data_erasure_result, "failed", "failed"},
    {Field::data_erasure_result, "echec", "failed"},
    {Field::data_erasure_result, "echoue", "failed"},
});

constexpr auto yes =
    std::to_array<std::string_view>({"true", "yes", "y", "vrai", "oui", "o", "1", "ok", "x"});
constexpr auto no = std::to_array<std::string_view>({"false", "no", "n", "faux", "non", "0", "ko"});

bool is_one_of(std::string_view value, const auto& choices) {
  return std::find(choices.begin(), choices.end(), value) != choices.end();
}

bool has_decimal_comma(std::string_view text) {
  const std::size_t comma = text.find(',');
  return comma != std::string_view::npos && comma != 0 && text.find_first_not_of("0123456789") == comma &&
         text.find_first_not_of("0123456789", comma + 1) == std::string_view::npos &&
         text.size() - comma != 4;
}

}  // namespace

void ColumnEvidence::see(const TableCell& cell) {
  const std::string_view text = without_blanks(cell.text);
  if (text.empty()) return;
  ++filled;
  if (is_imei(text)) ++imeis;
  if (is_siret(text)) ++sirets;
  if (is_country(text)) ++countries;
  if (has_decimal_comma(text)) ++decimal_commas;
  if (const std::optional<DateShape> date = date_shape(text)) {
    ++dates;
    if (!date->has_time) ++dates_without_time;
    if (date->has_offset) ++dates_with_zone;
    not_dmy |= !date->day_first;
    not_mdy |= !date->month_first;
    not_ymd |= !date->year_first;
  }
  if (const auto known = values.find(text); known != values.end()) {
    ++known->second;
  } else if (values.size() < most_distinct) {
    values.emplace(text, 1);
  } else {
    has_more_values = true;
  }
}

std::optional<NamedField> field_named(std::string_view column) {
  const std::string plain = plain_name(column);
  const auto found =
      std::find_if(names.begin(), names.end(), [&plain](const Name& one) { return one.name == plain; });
  if (found != names.end()) return NamedField{found->field, found->kind, found->times};
  for (std::size_t i = 0; i < field_count; ++i) {  // our own names
    const auto field = static_cast<Field>(i);
    if (rule(field).path == column && rule(field).shape != Shape::object)
      return NamedField{field, std::nullopt, {}};
  }
  return std::nullopt;
}

std::string_view word_meant(Field field, std::string_view value) {
  const std::string plain = plain_name(value);
  if (rule(field).shape == Shape::truth) {
    if (is_one_of(plain, yes)) return "true";
    return is_one_of(plain, no) ? "false" : "";
  }
  const auto found = std::find_if(words.begin(), words.end(),
                                  [&](const Word& one) { return one.field == field && one.value == plain; });
  return found == words.end() ? std::string_view{} : found->word;
}

}  // namespace lcl
