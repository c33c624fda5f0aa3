// SPDX-License-Identifier: Apache-2.0
// The sections of the audit report, each added to the page's blocks in order.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/audit/audit_report.hpp"
#include "ledger/texts/page/page.hpp"

namespace lcl::audit_report {

using Blocks = std::vector<page::Block>;

void add_summary(const AuditReport& report, page::Speech say, Blocks& blocks);
void add_scope(const AuditReport& report, page::Speech say, Blocks& blocks);
void add_population(const AuditReport& report, page::Speech say, Blocks& blocks);
void add_chain(const AuditReport& report, page::Speech say, Blocks& blocks);
void add_method(const AuditReport& report, page::Speech say, Blocks& blocks);
void add_sample(const AuditReport& report, page::Speech say, Blocks& blocks);
void add_completeness(const AuditReport& report, page::Speech say, Blocks& blocks);
void add_results(const AuditReport& report, page::Speech say, Blocks& blocks);
void add_recomputation(const AuditReport& report, page::Speech say, Blocks& blocks);
void add_questions(const AuditReport& report, page::Speech say, Blocks& blocks);
void add_findings(const AuditReport& report, page::Speech say, Blocks& blocks);
void add_opinion(const AuditReport& report, page::Speech say, Blocks& blocks);
void add_later(const AuditReport& report, page::Speech say, Blocks& blocks);
void add_notices(const AuditReport& report, page::Speech say, Blocks& blocks);
void add_limits(const AuditReport& report, page::Speech say, Blocks& blocks);

/// The samples of a report, without a heading.
void add_samples(const AuditReport& report, page::Speech say, Blocks& blocks);
/// What was drawn from books and looked for in the ledger, in or across `period`, without a heading; nothing
/// where nothing was.
void add_completeness_records(const AuditReport& report, const Period& period, page::Speech say,
                              Blocks& blocks);
/// What was asked and answered in the ledger about the project; nothing where nothing was.
void add_asked(const Project& project, page::Speech say, Blocks& blocks);
/// What the label states of the project, as its method asks; nothing where that asks nothing.
void add_project_values(const AuditReport& report, page::Speech say, Blocks& blocks);
[[nodiscard]] page::Message name_of(OpinionWord word) noexcept;
[[nodiscard]] std::string assurance_text(bool reasonable, page::Speech say);
[[nodiscard]] page::Remark verdict_of(const AuditReport& report, page::Speech say);
/// What rests on the ledger's own word.
void add_unanchored(const AuditReport& report, page::Speech say, Blocks& blocks);
/// What the verification was held to from outside, as a table; nothing where that is nothing.
void add_anchors(const AuditReport& report, page::Speech say, Blocks& blocks);
/// Misstatements one by one, and their sum; nothing where there is none.
void add_misstatements(const std::vector<Misstatement>& misstatements, const Decimal& sum, page::Speech say,
                       Blocks& blocks);

/// What was recorded since the report froze its population: no where that is material by the opinion.
[[nodiscard]] page::Remark later_remark(const AuditReport& report, page::Speech say);
/// Adds a table that grows with the ledger: its first rows, and how many more there are.
void add_cut(page::Table table, page::Speech say, Blocks& blocks);

/// `Name (SIRET)`, or the SIRET alone.
[[nodiscard]] std::string party(const AuditReport& report, const std::string& siret);
/// What a category of devices is called: methodologies name them in English.
[[nodiscard]] std::string category_text(const std::string& category, page::Speech say);
[[nodiscard]] std::string entry_number(std::uint64_t seq);
/// What an effect is called.
[[nodiscard]] page::Message name_of(Effect effect) noexcept;
/// What a rule is called on a page in French: as its document says in that language, or by its reason where
/// that is one of the reference methodologies'. Nothing where its English title has to do.
[[nodiscard]] std::optional<std::string> rule_in(page::Speech say, const Eligibility& rule);
/// What a reason of ineligibility is called: in the methodology's own words, or the registry's in the page's
/// language. The reason is the index of Cycles::ineligible.
[[nodiscard]] std::string reason_text(const AuditReport& report, std::size_t reason, page::Speech say);

/// The unit that figures as large as `largest` are charted in: kgCO2e, or tCO2e from 10 tonnes on.
struct ChartUnit {
  Decimal kilograms;  ///< that it has
  page::Message title{};
  [[nodiscard]] Decimal in_it(const Decimal& kg) const;
};
[[nodiscard]] ChartUnit chart_unit(const Decimal& largest);

/// Rows of a tally, told apart by category, and by month and category.
struct CategoryFigures {
  const std::vector<TallyRow>& by_category;
  const std::vector<TallyRow>& by_month_and_category;
};
[[nodiscard]] std::optional<page::Block> months_chart(const CategoryFigures& figures, page::Speech say);
/// What the chart of months shows, in figures; nothing where there are fewer than two.
[[nodiscard]] std::optional<page::Table> months_table(const CategoryFigures& figures, page::Speech say);
[[nodiscard]] std::optional<page::Block> categories_chart(const CategoryFigures& figures, page::Speech say);
/// What each effect comes to, in France and abroad.
[[nodiscard]] page::Table effects_table(const Amounts& amounts, page::Speech say);
[[nodiscard]] std::optional<page::Block> devices_chart(const AuditReport& report, page::Speech say);
[[nodiscard]] page::Block waterfall_chart(const Vintage& vintage, page::Speech say);
/// What each source of uncertainty takes off, and adds; nothing where none does either.
[[nodiscard]] std::optional<page::Block> uncertainty_chart(const AuditReport& report, page::Speech say);
[[nodiscard]] page::Block strata_chart(const SampleSection& sample, page::Speech say);

}  // namespace lcl::audit_report
