// SPDX-License-Identifier: Apache-2.0

// Reads a published folder with the transparency log packages of the Go
// project (golang.org/x/mod/sumdb), which know nothing of this one.
//
//	published_log FOLDER VKEY [PROOF…]
//
// Opens the checkpoint, authenticates every leaf through the tiles, hashes
// every entry of the bundles, and checks the tlog-proof files given. Prints how
// many of each it took; exit code 1 at the first that is wrong.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8
const tileWidth = 1 << tileHeight

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func require(condition bool, format string, values ...interface{}) {
	if !condition {
		must(fmt.Errorf(format, values...))
	}
}

// C2SP tlog-tiles leaves the height out of the path.
func published(tile tlog.Tile) string {
	return "tile/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight))
}

type folder string

func (f folder) Height() int { return tileHeight }

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		bytes, err := os.ReadFile(filepath.Join(string(f), published(tile)))
		if err != nil {
			return nil, err
		}
		all = append(all, bytes)
	}
	return all, nil
}

func (f folder) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func (f folder) entries(size int64) [][]byte {
	var all [][]byte
	for first := int64(0); first < size; first += tileWidth {
		tile := tlog.Tile{H: tileHeight, L: -1, N: first / tileWidth, W: tileWidth}
		if size-first < tileWidth {
			tile.W = int(size - first)
		}
		path := strings.Replace(published(tile), "tile/data/", "tile/entries/", 1)
		bytes, err := os.ReadFile(filepath.Join(string(f), path))
		must(err)
		for i := 0; i < tile.W; i++ {
			require(len(bytes) >= 2, "%s ends early", path)
			length := int(binary.BigEndian.Uint16(bytes))
			require(len(bytes) >= 2+length, "%s ends early", path)
			all = append(all, bytes[2:2+length])
			bytes = bytes[2+length:]
		}
		require(len(bytes) == 0, "%s has %d bytes too many", path, len(bytes))
	}
	return all
}

// A checkpoint signed by the log: its tree.
func open(text []byte, verifier note.Verifier) tlog.Tree {
	opened, err := note.Open(text, note.VerifierList(verifier))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	require(len(lines) == 4 && lines[0] == verifier.Name() && lines[3] == "", "not a checkpoint: %q", opened.Text)
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	return tlog.Tree{N: size, Hash: root}
}

func checkProof(path string, verifier note.Verifier) {
	bytes, err := os.ReadFile(path)
	must(err)
	parts := strings.SplitN(string(bytes), "\n\n", 2)
	require(len(parts) == 2, "%s has no empty line", path)
	lines := strings.Split(parts[0], "\n")
	require(len(lines) >= 3 && lines[0] == "c2sp.org/tlog-proof@v1", "%s is no proof", path)
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	must(err)
	var carried struct{ Entry, Payload []byte }
	must(json.Unmarshal(extra, &carried))
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	must(err)
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		must(err)
		proof = append(proof, hash)
	}
	tree := open([]byte(parts[1]), verifier)
	must(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(carried.Entry)))
}

func main() {
	require(len(os.Args) >= 3, "usage: published_log FOLDER VKEY [PROOF…]")
	here := folder(os.Args[1])
	verifier, err := note.NewVerifier(os.Args[2])
	must(err)
	text, err := os.ReadFile(filepath.Join(string(here), "checkpoint"))
	must(err)
	tree := open(text, verifier)
	reader := tlog.TileHashReader(tree, here)
	root, err := tlog.TreeHash(tree.N, reader)
	must(err)
	require(root == tree.Hash, "the tiles do not lead to the checkpoint's root")
	entries := here.entries(tree.N)
	var indexes []int64
	for i := range entries {
		indexes = append(indexes, tlog.StoredHashIndex(0, int64(i)))
	}
	leaves, err := reader.ReadHashes(indexes)
	must(err)
	for i, entry := range entries {
		require(tlog.RecordHash(entry) == leaves[i], "entry %d is not the leaf of the tiles", i)
	}
	for _, path := range os.Args[3:] {
		checkProof(path, verifier)
	}
	fmt.Printf("size %d, %d entries, %d proofs\n", tree.N, len(entries), len(os.Args)-3)
}
