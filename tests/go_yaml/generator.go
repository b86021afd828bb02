package main

import (
	"math/rand"
	"regexp"
	"strings"
)

// generator makes texts: seeds with a few mutations, and texts put together from pieces of YAML.
type generator struct {
	random *rand.Rand
	seeds  []string
}

func newGenerator(seed int64, seeds []string) *generator {
	return &generator{rand.New(rand.NewSource(seed)), seeds}
}

const indicators = " \t\n-?:,[]{}#&*!|>'\"%@`~<=.0a1_\\/"

var tokens = []string{
	"<<: *base", "<<: {a: 1}", "<<: [*base, *base]", "<<: 5", "\"<<\": {a: 1}", "!!merge <<: *base", "&base", "*base",
	"*x", "&x ", "!!str ", "!!int ", "!!float ", "!!bool ", "!!null ", "!!binary ", "!!timestamp ", "!local ", "! ",
	"---\n", "...\n", "%YAML 1.1\n---\n", "%YAML 1.2\n---\n", "%TAG !e! tag:e,2000:\n---\n", "--- ", "# comment\n",
	"\t# comment\n", " # comment", "|\n", ">\n", "|-\n", ">+\n", "|2\n", "? ", ": ", "- ", "\n\n", "\r\n", "\r",
	"\"\\'\"", "\"\\/\"", "\"\\x41\\u00e9\\U0001F600\"", "\"a\\\n  b\"", "'it''s'", "{a:}", "{a:,b}", "[a?b]", "{a: b?}",
	"[!!str, b]", "[!a,b c]", "\u0085", "\u2028", "\ufeff", "é", "日本", "😀", "\x00", "\x07", "\xff", "\x7f",
	"1_000", "0x1F", "0o17", "0b101", "010", "08", "1e3", "1.5e400", ".5", "-.5", "+.inf", ".nan", "-0", "0b-1", "1.",
	"2024-01-01", "2024-01-01T10:20:30Z", "2024-1-1 1:2:3.50", "2024-02-30", "null", "Null", "~", "true", "yes", "on", "n",
	"y", "9223372036854775807", "9223372036854775808", "18446744073709551616", "-9223372036854775808", "1:30", "0.1",
	"123456789.5", "1e21", "100000.0", "1000000.0", "0.00001", "5e-324", "{}", "[]", "a: b", "a: 1\n", "'': x", "? [a]\n: b\n",
	"\"\\ta\\n\"", "\" a\\n\"", "\"\\n a\"", "\"\\n\"", "\" \\n\"", "\"a\\n\\tb\"", "\"\\u2028a\\n\"", "\"\\n  a\\n\\n\"",
}

var emptyRoot = regexp.MustCompile(`(?s)^(%[^\n]*\n|#[^\n]*\n|---|[!&]\S*|[\s\x{feff}\x{85}\x{2028}])*(\{\}|\[\])`)

// next never starts a text with an empty flow collection that has more than a comment on its line:
// go-yaml's scanner then forgets that the collection may be a key, and takes the text for complete.
func (g *generator) next() []byte {
	for {
		text := g.any()
		if !emptyRoot.Match(text) {
			return text
		}
	}
}

func (g *generator) any() []byte {
	switch g.random.Intn(10) {
	case 0:
		return []byte(g.pieces())
	case 1:
		return []byte(g.document())
	default:
		text := g.seeds[g.random.Intn(len(g.seeds))]
		for n := 1 + g.random.Intn(3); n > 0; n-- {
			text = g.mutate(text)
		}
		return []byte(text)
	}
}

func (g *generator) mutate(text string) string {
	if text == "" {
		return g.pieces()
	}
	lines := strings.SplitAfter(text, "\n")
	line := g.random.Intn(len(lines))
	at := g.random.Intn(len(text))
	switch g.random.Intn(12) {
	case 0:
		return text[:at] + text[at+1:]
	case 1:
		return text[:at] + string(indicators[g.random.Intn(len(indicators))]) + text[at:]
	case 2:
		return text[:at] + string(indicators[g.random.Intn(len(indicators))]) + text[at+1:]
	case 3:
		return text[:at] + g.token() + text[at:]
	case 4:
		lines[line] = strings.Repeat(" ", 1+g.random.Intn(3)) + lines[line]
	case 5:
		lines[line] = strings.TrimPrefix(lines[line], " ")
	case 6:
		lines[line] = ""
	case 7:
		lines[line] += lines[g.random.Intn(len(lines))]
	case 8:
		other := g.random.Intn(len(lines))
		lines[line], lines[other] = lines[other], lines[line]
	case 9:
		return text[:at]
	case 10:
		end := at + g.random.Intn(min(len(text)-at, 30))
		return text[:at] + text[end:]
	default:
		return g.replaceValue(text)
	}
	return strings.Join(lines, "")
}

// replaceValue puts a token in the place of what stands behind some colon.
func (g *generator) replaceValue(text string) string {
	colon := strings.Index(text[g.random.Intn(len(text)):], ": ")
	if colon < 0 {
		return text
	}
	parts := strings.SplitAfterN(text, ": ", 2+g.random.Intn(8))
	last := parts[len(parts)-1]
	if end := strings.IndexAny(last, ",}]\n"); end >= 0 {
		parts[len(parts)-1] = g.token() + last[end:]
	}
	return strings.Join(parts, "")
}

func (g *generator) token() string { return tokens[g.random.Intn(len(tokens))] }

func (g *generator) pieces() string {
	var text strings.Builder
	for n := 1 + g.random.Intn(12); n > 0; n-- {
		if g.random.Intn(3) == 0 {
			text.WriteByte(indicators[g.random.Intn(len(indicators))])
		} else {
			text.WriteString(g.token())
		}
	}
	return text.String()
}

// document is well formed more often than not: nested collections with keys, values and anchors.
func (g *generator) document() string {
	var text strings.Builder
	g.mapping(&text, "", 0)
	return text.String()
}

var keys = []string{"a", "b", "c", "1", "\"1\"", "0x1", "true", "~", "<<", "\"<<\"", "*x", "*base", "2024-01-01", "1.0", "x y", "é"}

func (g *generator) mapping(text *strings.Builder, indent string, depth int) {
	for n := 1 + g.random.Intn(4); n > 0; n-- {
		text.WriteString(indent)
		text.WriteString(keys[g.random.Intn(len(keys))])
		text.WriteString(" :")
		g.value(text, indent+"  ", depth+1)
	}
}

func (g *generator) value(text *strings.Builder, indent string, depth int) {
	anchor := ""
	if g.random.Intn(4) == 0 {
		anchor = " &" + []string{"x", "base", "y"}[g.random.Intn(3)]
	}
	text.WriteString(anchor)
	choice := g.random.Intn(10)
	switch {
	case choice < 3 && depth < 5:
		text.WriteString("\n")
		g.mapping(text, indent, depth)
	case choice < 4 && depth < 5:
		text.WriteString("\n")
		for n := 1 + g.random.Intn(3); n > 0; n-- {
			text.WriteString(indent + "-")
			g.value(text, indent+"  ", depth+1)
		}
	case choice < 6:
		text.WriteString(" " + []string{"*x", "*base", "*y", "[*x, *base]", "{a: *x, <<: *base}"}[g.random.Intn(5)] + "\n")
	default:
		text.WriteString(" " + strings.TrimSuffix(g.token(), "\n") + "\n")
	}
}
