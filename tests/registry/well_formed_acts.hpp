// SPDX-License-Identifier: Apache-2.0
// Acts of the right form, made from the table of acts: whether they may be done is another matter.
#pragma once

#include "ledger/registry/acts.hpp"

namespace lcl::test {

/// A value of the field's form.
[[nodiscard]] Json good_value(const ActField& field);
/// An act of the right form, with all of its fields.
[[nodiscard]] Json well_formed(const ActRule& rule);

}  // namespace lcl::test
