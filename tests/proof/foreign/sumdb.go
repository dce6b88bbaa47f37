// Checks a batch of Tallystick's proofs with golang.org/x/mod/sumdb: the code that Go itself trusts its modules to.
//
// Usage: sumdb BATCH. The first line of the batch is the log's verifier key; every other line is a JSON object with
// either a tlog-proof and its leaf, or a proof that one tree continues another. Prints a line for each: "accepted" or
// "refused: why". Knows nothing of Tallystick but the published formats.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type claim struct {
	Leaf     []byte
	Proof    string
	Old, New *tree
	Path     []tlog.Hash
}

type tree struct {
	Size int64
	Root tlog.Hash
}

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		panic(err)
	}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	lines.Scan()
	log, err := note.NewVerifier(lines.Text())
	if err != nil {
		panic(err)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for lines.Scan() {
		if err := check(lines.Bytes(), note.VerifierList(log)); err != nil {
			fmt.Fprintf(out, "refused: %q\n", err)
		} else {
			fmt.Fprintln(out, "accepted")
		}
	}
}

func check(line []byte, known note.Verifiers) error {
	var said claim
	if err := json.Unmarshal(line, &said); err != nil {
		return err
	}
	if said.Old != nil {
		return tlog.CheckTree(said.Path, said.New.Size, said.New.Root, said.Old.Size, said.Old.Root)
	}
	return checkInclusion(said, known)
}

func checkInclusion(said claim, known note.Verifiers) error {
	head, signed, found := strings.Cut(said.Proof, "\n\n")
	if !found {
		return errors.New("the proof bears no checkpoint")
	}
	index, path, err := parseHead(strings.Split(head, "\n"))
	if err != nil {
		return err
	}
	opened, err := note.Open([]byte(signed), known)
	if err != nil {
		return err
	}
	point, err := parseCheckpoint(opened.Text)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(path, point.Size, point.Root, index, tlog.RecordHash(said.Leaf))
}

func parseHead(lines []string) (index int64, path tlog.RecordProof, err error) {
	if lines[0] != "c2sp.org/tlog-proof@v1" || len(lines) < 2 {
		return 0, nil, errors.New("not a tlog-proof")
	}
	if index, err = strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64); err != nil {
		return 0, nil, err
	}
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return 0, nil, err
		}
		path = append(path, hash)
	}
	return index, path, nil
}

func parseCheckpoint(text string) (found tree, err error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 {
		return found, errors.New("not a checkpoint")
	}
	if found.Size, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return found, err
	}
	found.Root, err = tlog.ParseHash(lines[2])
	return found, err
}
