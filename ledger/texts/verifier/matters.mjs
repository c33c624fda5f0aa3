// SPDX-License-Identifier: Apache-2.0
// The tree of matters (schemas/README.md, "Entry"): which statement is the last on each matter.
import { canonical, utf8 } from './bytes.mjs';
import { leafHash, nodeHash } from './tree.mjs';

export class Matters {
  #places = new Map(); // matter → {index, last}
  #levels = [[]]; // of each level the roots of its perfect trees

  last(matter) {
    return this.#places.get(matter)?.last;
  }

  async take(matter, seq) {
    const index = this.#places.get(matter)?.index ?? this.#places.size;
    this.#places.set(matter, { index, last: seq });
    this.#levels[0][index] = await leafHash(utf8(canonical({ last: seq, matter })));
    for (let [level, place] = [0, index]; ; ++level) {
      place = Math.floor(place / 2);
      const [left, right] = this.#levels[level].slice(2 * place, 2 * place + 2);
      if (right === undefined) return;
      this.#levels[level + 1] ??= [];
      this.#levels[level + 1][place] = await nodeHash(left, right);
    }
  }

  /// Of at least one matter.
  async root() {
    let root;
    for (const roots of this.#levels) {
      if (roots.length % 2 === 0) continue;
      root = root === undefined ? roots.at(-1) : await nodeHash(roots.at(-1), root);
    }
    return root;
  }
}
