// SPDX-License-Identifier: Apache-2.0
// The Merkle tree of RFC 9162, and a log's tree read from its published tiles,
// each held to the root before it is used.
import { concat, equal, fail, sha256 } from './bytes.mjs';

export const tileWidth = 256;
const hashBytes = 32;

export const leafHash = (bytes) => sha256(concat(Uint8Array.of(0), bytes));
export const nodeHash = (left, right) => sha256(concat(Uint8Array.of(1), left, right));

/// `tile/0/x001/x234/067[.p/W]`; of `kind` "entries" alike.
export function pathOf(prefix, index, width) {
  let groups = String(index % 1000).padStart(3, '0');
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    groups = 'x' + String(rest % 1000).padStart(3, '0') + '/' + groups;
  return `${prefix}/${groups}` + (width === tileWidth ? '' : `.p/${width}`);
}
export const tilePath = (level, index, width) => pathOf(`tile/${level}`, index, width);

/// The root that the inclusion proof of leaf `index` of `size` leads to (RFC 9162 §2.1.3.2); nothing where it
/// is too long or too short.
export async function rootFromInclusion(index, size, leaf, hashes) {
  if (index >= size) return undefined;
  let [position, last, root] = [index, size - 1, leaf];
  for (const hash of hashes) {
    if (last === 0) return undefined;
    if (position % 2 === 1 || position === last) {
      root = await nodeHash(hash, root);
      while (position % 2 === 0 && position !== 0) {
        position /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      root = await nodeHash(root, hash);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : undefined;
}

/// The hashes of a tile, and the perfect trees above them, each made once.
class Row {
  #levels;

  constructor(hashes) {
    this.hashes = hashes;
    this.#levels = [hashes];
  }

  /// The roots of the perfect trees that the first `width` hashes split into, the largest first.
  async perfectRoots(width) {
    const roots = [];
    let begin = 0;
    for (let level = 8; level >= 0; --level) {
      const span = 2 ** level;
      if (width - begin < span) continue;
      roots.push((await this.#level(level))[begin / span]);
      begin += span;
    }
    return roots;
  }

  async #level(level) {
    if (this.#levels.length <= level) {
      const below = await this.#level(level - 1);
      const made = [];
      for (let i = 0; i + 1 < below.length; i += 2) made.push(await nodeHash(below[i], below[i + 1]));
      this.#levels[level] = made;
    }
    return this.#levels[level];
  }
}

/// The tree of a checkpoint, read by `read`: a path → bytes, or nothing where there is no such file.
export class TileTree {
  #read;
  #tiles = new Map();

  constructor(size, root, read) {
    this.size = size;
    this.root = root;
    this.#read = read;
  }

  /// Reads the tiles at the right edge, which all others hang from. Fails where they do not lead to the root.
  async open() {
    for (let level = 0, count = this.size; count > 0; ++level, count = Math.floor(count / tileWidth)) {
      const width = count % tileWidth;
      if (width > 0) await this.#take(level, Math.floor(count / tileWidth), width);
    }
    if (!equal(await this.rootAt(this.size), this.root))
      fail('wrong_root', 'the published tiles do not lead to the root that the checkpoint states',
        'les tuiles publiées ne mènent pas à la racine qu’affirme le point de contrôle');
    return this;
  }

  /// The root of the first `size` entries.
  async rootAt(size) {
    if (size > this.size)
      fail('unknown_head', `the log has fewer than ${size} entries`, `le journal compte moins de ${size} entrées`);
    if (size === 0) return sha256(new Uint8Array());
    const roots = [];
    for (let level = 0, count = size; count > 0; ++level, count = Math.floor(count / tileWidth)) {
      const width = count % tileWidth;
      if (width > 0) roots.unshift(...(await (await this.#tile(level, Math.floor(count / tileWidth))).perfectRoots(width)));
    }
    let root = roots.pop();
    while (roots.length > 0) root = await nodeHash(roots.pop(), root);
    return root;
  }

  /// The leaf hash of an entry.
  async leaf(index) {
    return (await this.#tile(0, Math.floor(index / tileWidth))).hashes[index % tileWidth];
  }

  /// A tile that was held to the one above it, or to the root.
  async #tile(level, index) {
    const known = this.#tiles.get(`${level}/${index}`);
    if (known) return known;
    const tile = await this.#take(level, index, tileWidth);
    const above = (await this.#tile(level + 1, Math.floor(index / tileWidth))).hashes[index % tileWidth];
    if (!equal((await tile.perfectRoots(tileWidth))[0], above)) {
      this.#tiles.delete(`${level}/${index}`);
      fail('wrong_tile', `the tile ${tilePath(level, index, tileWidth)} is not the tree's`,
        `la tuile ${tilePath(level, index, tileWidth)} n’est pas celle de l’arbre`);
    }
    return tile;
  }

  async #take(level, index, width) {
    const full = tilePath(level, index, tileWidth);
    const path = tilePath(level, index, width);
    const bytes = (await this.#read(path)) ?? (width < tileWidth ? await this.#read(full) : undefined);
    if (!bytes)
      fail('missing_file', `${path} is not published`, `${path} n’est pas publié`);
    if (bytes.length % hashBytes !== 0 || bytes.length < width * hashBytes)
        fail('wrong_tile', `${path} is no tile of ${width} hashes`, `${path} n’est pas une tuile de ${width} empreintes`);
    const hashes = [];
    for (let i = 0; i < width; ++i) hashes.push(bytes.slice(i * hashBytes, (i + 1) * hashBytes));
    const tile = new Row(hashes);
    this.#tiles.set(`${level}/${index}`, tile);
    return tile;
  }
}
