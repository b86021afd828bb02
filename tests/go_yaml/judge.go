// What go-yaml makes of a text, printed as tests/yaml/dump_main.cpp prints it.
package main

import (
	"fmt"
	"sort"
	"strings"

	yaml2 "go.yaml.in/yaml/v2"
	yaml3 "go.yaml.in/yaml/v3"
)

const (
	maxDepth = 200
	maxBytes = 1 << 20
)

// goYaml reads as Tempo's runtime config manager does, as far as that is go-yaml's business.
type goYaml struct{ *generator }

// agrees: refusals do so whatever the words.
func (goYaml) agrees(ours, theirs string) bool {
	if strings.HasPrefix(theirs, "refused") {
		return strings.HasPrefix(ours, "refused")
	}
	return ours == theirs
}

func (goYaml) of(text []byte) (verdict string) {
	defer func() {
		if fault := recover(); fault != nil {
			verdict = "refused panic"
		}
	}()
	generic := map[string]any{}
	if err := yaml3.Unmarshal(text, &generic); err != nil {
		return "refused " + strings.ReplaceAll(err.Error(), "\n", " ")
	}
	if generic == nil {
		generic = map[string]any{}
	}
	rewritten, err := yaml3.Marshal(generic)
	if err != nil {
		return "refused marshal: " + err.Error()
	}
	var again any
	// Not strict: two keys with one text are for the caller to find.
	if err := yaml2.Unmarshal(rewritten, &again); err != nil {
		return "refused v2: " + strings.ReplaceAll(err.Error(), "\n", " ")
	}
	return "ok " + printV3(generic, 0)
}

func quote(out *strings.Builder, text string) {
	out.WriteByte('"')
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c > 0x20 && c < 0x7F && c != '"' && c != '%' {
			out.WriteByte(c)
		} else {
			fmt.Fprintf(out, "%%%02X", c)
		}
	}
	out.WriteByte('"')
}

// scalar prints a value as v3 writes it and v2 reads it.
func scalar(value any) string {
	var out strings.Builder
	if text, ok := value.(string); ok {
		if text == "<<" {
			out.WriteByte('p')
		}
		quote(&out, text)
		return out.String()
	}
	written, err := yaml3.Marshal(value)
	if err != nil {
		return "unwritable"
	}
	out.WriteByte('p')
	quote(&out, strings.TrimSuffix(string(written), "\n"))
	return out.String()
}

func printV3(value any, depth int) string {
	if depth > maxDepth {
		return "..."
	}
	switch value := value.(type) {
	case []any:
		var items []string
		for _, item := range value {
			items = append(items, printV3(item, depth+1))
		}
		return "[" + strings.Join(items, ",") + "]"
	case map[string]any:
		var entries []string
		for key, item := range value {
			entries = append(entries, scalar(key)+":"+printV3(item, depth+1))
		}
		return printEntries(entries)
	case map[any]any:
		var entries []string
		for key, item := range value {
			entries = append(entries, scalar(key)+":"+printV3(item, depth+1))
		}
		return printEntries(entries)
	default:
		return scalar(value)
	}
}

func printEntries(entries []string) string {
	sort.Strings(entries)
	return "{" + strings.Join(entries, ",") + "}"
}
