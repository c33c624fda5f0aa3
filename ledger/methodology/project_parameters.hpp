// SPDX-License-Identifier: Apache-2.0
// What a document asks of each project that is labelled under it.
#pragma once

#include <functional>
#include <string>

#include "ledger/methodology/document.hpp"

namespace lcl::methodology {

/// Reads `project_parameters`; `declare` says whether a name may be one's, and is told it once.
void read_project_parameters(const Json& object, const std::function<bool(const std::string&)>& declare,
                             Document& document, Faults& faults);

/// Says where in ProjectValues what a project states stands: a parameter by category has a value for each
/// category that the tables list, which are read before.
void place_project_values(Document& document, Faults& faults);

/// Makes each project parameter a source of uncertainty, of all its categories together, behind those that
/// there are.
void move_project_values(Document& document);

}  // namespace lcl::methodology
