// A second opinion on the yaml room: random texts, judged by go-yaml and by yaml_dump.
//
//	go_yaml -dump path/to/yaml_dump [-seed N] [-count N] [-seeds DIR]
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

func main() {
	dump := flag.String("dump", "", "the yaml_dump program")
	seed := flag.Int64("seed", 1, "of the generator")
	count := flag.Int("count", 20000, "texts")
	seeds := flag.String("seeds", "seeds", "a folder of texts to start from")
	limit := flag.Int("show", 20, "differences to print")
	flag.Parse()
	differences, err := run(*dump, *seeds, *seed, *count, *limit)
	if err != nil {
		fmt.Fprintln(os.Stderr, "go_yaml:", err)
		os.Exit(2)
	}
	fmt.Printf("%d texts, %d differences (seed %d)\n", *count, differences, *seed)
	if differences > 0 {
		os.Exit(1)
	}
}

func run(dump, folder string, seed int64, count, limit int) (int, error) {
	seeds, err := readSeeds(folder)
	if err != nil {
		return 0, err
	}
	ours, err := start(dump)
	if err != nil {
		return 0, err
	}
	defer ours.close()
	generator := newGenerator(seed, seeds)
	differences := 0
	for i := 0; i < count; i++ {
		text := generator.next()
		got, err := ours.judge(text)
		if err != nil {
			return differences, fmt.Errorf("yaml_dump ended on %q: %w", text, err)
		}
		want := judge(text)
		if same(got, want) {
			continue
		}
		differences++
		if differences <= limit {
			fmt.Printf("--- text %d: %q\n  go-yaml: %.400s\n  ours:    %.400s\n", i, text, want, got)
		}
	}
	return differences, nil
}

// Refusals agree whatever the words.
func same(got, want string) bool {
	if strings.HasPrefix(want, "refused") {
		return strings.HasPrefix(got, "refused")
	}
	return got == want
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

type dumper struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

func start(path string) (*dumper, error) {
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
	return &dumper{command, in, bufio.NewReaderSize(out, 1<<16)}, command.Start()
}

func (d *dumper) judge(text []byte) (string, error) {
	if _, err := fmt.Fprintf(d.in, "%d\n%s", len(text), text); err != nil {
		return "", err
	}
	line, err := d.out.ReadString('\n')
	return strings.TrimSuffix(line, "\n"), err
}

func (d *dumper) close() {
	d.in.Close()
	d.command.Wait()
}
