// Second opinions, on random texts: go-yaml's on what the yaml room reads, and Tempo's own way of
// reading on what the tempo room lets pass.
//
//	go_yaml -of yaml -from path/to/yaml_dump [-seed N] [-count N]
//	go_yaml -of overrides -from path/to/overrides_judge [-seed N] [-count N] [-all]
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const (
	seedFolder = "seeds"
	recorded   = "../tempo/data"
)

// An opinion is what Go says of a text, and whether our word for it says the same.
type opinion interface {
	next() []byte
	of(text []byte) string
	agrees(ours, theirs string) bool
}

func main() {
	of := flag.String("of", "yaml", "what is compared: yaml or overrides")
	from := flag.String("from", "", "the program that gives our answers")
	seed := flag.Int64("seed", 1, "of the generator")
	count := flag.Int("count", 20000, "random texts")
	all := flag.Bool("all", false, "overrides: also each field with each value, some 90,000 texts")
	limit := flag.Int("show", 20, "differences to print")
	flag.Parse()
	texts, differences, err := run(*of, *from, *seed, *count, *all, *limit)
	if err != nil {
		fmt.Fprintln(os.Stderr, "go_yaml:", err)
		os.Exit(2)
	}
	fmt.Printf("%s: %d texts, %d differences (seed %d)\n", *of, texts, differences, *seed)
	if differences > 0 {
		os.Exit(1)
	}
}

func run(of, from string, seed int64, count int, all bool, limit int) (int, int, error) {
	seeds, err := readSeeds(seedFolder)
	if err != nil {
		return 0, 0, err
	}
	ours, err := start(from)
	if err != nil {
		return 0, 0, err
	}
	defer ours.close()
	if of == "yaml" {
		compared := comparison{ours: ours, theirs: goYaml{newGenerator(seed, seeds)}, limit: limit}
		err := compared.random(count)
		return compared.texts, compared.differences, err
	}
	tempos, err := newTempos(recorded, seed, seeds)
	if err != nil {
		return 0, 0, err
	}
	compared := comparison{ours: ours, theirs: tempos, limit: limit}
	if all {
		if err := tempos.documents.each(compared.see); err != nil {
			return compared.texts, compared.differences, err
		}
	}
	err = compared.random(count)
	return compared.texts, compared.differences, err
}

type comparison struct {
	ours               *program
	theirs             opinion
	limit              int
	texts, differences int
}

func (c *comparison) random(count int) error {
	for range count {
		if err := c.see(c.theirs.next()); err != nil {
			return err
		}
	}
	return nil
}

func (c *comparison) see(text []byte) error {
	c.texts++
	got, err := c.ours.answer(text)
	if err != nil {
		return fmt.Errorf("our program ended on %q: %w", text, err)
	}
	want := c.theirs.of(text)
	if c.theirs.agrees(got, want) {
		return nil
	}
	if c.differences++; c.differences <= c.limit {
		fmt.Printf("--- %q\n  theirs: %.400s\n  ours:   %.400s\n", text, want, got)
	}
	return nil
}

func readSeeds(folder string) ([]string, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("no seeds in %s: %v", folder, err)
	}
	var seeds []string
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		seeds = append(seeds, string(text))
	}
	return seeds, nil
}

// A program that reads texts and answers each with a line.
type program struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

func start(path string) (*program, error) {
	command := exec.Command(path)
	command.Stderr = os.Stderr
	in, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &program{command, in, bufio.NewReaderSize(out, 1<<16)}, command.Start()
}

func (p *program) answer(text []byte) (string, error) {
	if _, err := fmt.Fprintf(p.in, "%d\n%s", len(text), text); err != nil {
		return "", err
	}
	line, err := p.out.ReadString('\n')
	return strings.TrimSuffix(line, "\n"), err
}

func (p *program) close() {
	p.in.Close()
	p.command.Wait()
}
