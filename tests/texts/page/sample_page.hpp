// SPDX-License-Identifier: Apache-2.0
// A page made up for the tests of its renderers.
#pragma once

#include <string>

#include "ledger/texts/page/page.hpp"

/// A page in French with one block of each kind; `text` stands wherever someone else's text can.
lcl::page::Page page_with(const std::string& text);
