// SPDX-License-Identifier: Apache-2.0
// Computes the Merkle root of two entries of RFC 6962's test data, `` and `00`, with
// the installed library: exit code 0 if it is the published one.
#include <array>
#include <cstdint>
#include <iostream>
#include <string>

#include <ledger/chain/tree.hpp>
#include <ledger/values/digest.hpp>

int main() {
  const std::array<std::uint8_t, 1> second{0};
  lcl::Tree tree;
  tree.append(lcl::sha256_prefixed(0, {}));
  tree.append(lcl::sha256_prefixed(0, second));
  const std::string root = hex(tree.root());
  std::cout << root << '\n';
  return root == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125" ? 0 : 1;
}
