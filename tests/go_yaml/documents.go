package main

import (
	"fmt"
	"math/rand"
	"strings"
)

// documents writes overrides files: any field of any version, with any value, in any layout.
type documents struct {
	random *rand.Rand
	scoped []field
	legacy []field
	texts  *generator // of mutations
}

func newDocuments(seed int64, fields map[string]formats, seeds []string) *documents {
	d := &documents{random: rand.New(rand.NewSource(seed)), texts: newGenerator(seed, seeds)}
	seen := map[string]bool{}
	for _, version := range versions {
		for _, f := range fields[version].Scoped {
			if !seen["s"+f.Path] && f.Path != "<inline>" {
				d.scoped = append(d.scoped, f)
			}
			seen["s"+f.Path] = true
		}
		for _, f := range fields[version].Legacy {
			if !seen["l"+f.Path] && f.Path != "<inline>" {
				d.legacy = append(d.legacy, f)
			}
			seen["l"+f.Path] = true
		}
	}
	return d
}

// Values of every form that either YAML library resolves in its own way.
var values = []string{
	"true", "True", "TRUE", "tRue", "false", "False", "FALSE", "yes", "Yes", "no", "on", "On", "off", "OFF", "y", "Y", "n", "N",
	"~", "null", "Null", "NULL", "nUll", "", "!!null ~", "!!null x", "!!null ''", "0", "-0", "+0", "00", "1", "-1", "+1", "5", "010",
	"-010", "+010", "08", "089", "0o17", "0o8", "-0o17", "+0o17", "0x10", "0X10", "-0x10", "+0x1F", "0xG", "0x", "0b11", "-0b11",
	"+0b11", "0b12", "0b", "0o", "1_000", "1__0", "_1", "1_", "0x_1F", "0x1_F", "0b1_1", "0_1", "1_0.5", "1._5", "12e_1",
	"127", "4294967295", "4294967296", "2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
	"-9223372036854775809", "18446744073709551615", "18446744073709551616", "99999999999999999999", "-99999999999999999999",
	"0x7FFFFFFFFFFFFFFF", "0xFFFFFFFFFFFFFFFF", "-0x8000000000000000", "0x10000000000000000",
	"0b1111111111111111111111111111111111111111111111111111111111111111", "01777777777777777777777", "0o1777777777777777777777",
	"1.0", "1.", ".5", "-.5", "+.5", "1.5", "-1.9", "1e3", "1E+2", "1e-2", "1e", "1e1e1", "1.5e3", "1.5e-3", "1e18", "1e19", "1e20",
	"1.8446744073709552e19", "9.3e18", "9223372036854775807.0", "9223372036854775000.5", "1e308", "1e309", "1e400", "-1e400", "1e-400", "5e-324",
	"0x1p3", "0x1.8p1", "0x1p-2", ".inf", ".Inf", ".INF", "+.inf", "-.inf", "-.INF", ".iNf", ".nan", ".NaN", ".NAN", ".nAn", "inf", "nan", "Infinity",
	"4294967295.9", "4294967296.0", "1.1", "0.9", "1.0000000000000001", "123456789.123", "1e21", "100000.0",
	"1:30", "1:30:00", "190:20:30", "-1:30", "1:30.5", "2001-01-01", "2001-1-1", "2001-12-14t21:59:43.10-05:00",
	"2001-12-14 21:59:43.10 -5", "2001-12-15 2:59:43.10", "2001-12-14T21:59:43Z", "2001-02-30", "2001-13-01", "0001-01-01", "10000-01-01",
	"2024-01-01T10:20:30.123456789123Z", "!!timestamp 2001-01-01", "!!timestamp x", "!!timestamp '2001-01-01'",
	"abc", "a b", "a\tb", "\"\"", "''", "' '", "\"true\"", "'5'", "\"5\"", "\"1.5\"", "\"15s\"", "'~'", "\"null\"", "\"a\\nb\"", "\"a\\0b\"", "\"\\x07\"",
	"\"\\u2028\"", "\"\\ud800\"", "\"\\uFEFF\"", "'it''s'", "ä", "日本", "😀", "\"\\xff\"", "５", "１２", "=", "<", "<<", "\"<<\"", "*", "a: b", "a:b", "a #b", "5# c", "5 # c",
	"%x", "@x", "`x", "-", "- 5", "?", "? x", ":", ": x", "!", "! 5", "!foo 5", "!foo", "!!str 5", "!!str", "!!str true", "!!int 5", "!!int \"5\"", "!!int '0x10'", "!!int 1.5",
	"!!int x", "!!int ''", "!!int 010", "!!int 0b1", "!!float 1", "!!float '1.5'", "!!float x", "!!float .inf", "!!float 0x10", "!!bool true", "!!bool 'true'", "!!bool yes", "!!bool 1", "!!binary NQ==",
	"!!binary NTU", "!!binary '/w=='", "!!binary |\n        NQ==", "!!binary dHJ1ZQ==", "!!seq []", "!!map {}", "!!omap []", "!!set {a}", "!!merge <<", "!!python/object:x 5", "!<tag:yaml.org,2002:int> 5",
	"!<tag:yaml.org,2002:int> 'x'", "!<!int> 5", "!!int [5]", "!!str {}", "!!str []", "!x!y 5", "!!foo 5",
	"0s", "15s", "1m30s", "1h", "24h", "1.5h", ".5s", "1.s", "-5s", "+5s", "1h-5m", "1 h", "5 m", "15S", "1d", "2w", "1y", "1h1d", "1d12h", "1y2w3d4h5m6s7ms", "1ms", "1us", "1µs", "1μs", "1ns", "100ms1s",
	"1s1s", "292y", "293y", "106751d", "106752d", "15250w", "15251w", "2562047h", "2562048h", "2562047h47m16.854775807s", "2562047h47m16.854775808s", "-2562047h47m16.854775808s",
	"9223372036854775807ns", "9223372036854775808ns", "-9223372036854775808ns", "9223372036854775807ms", "9223372036s", "9223372037s", "18446744073709551615ms", "18446744073709551616ms", "1000y", "1M", "1e3s", "0x1s", "1_0s",
	"9999999h", "0.000000000000000000000001s", "1.00000000000000000000000000000001h", "0h0m0s", "00s", "01h", "-0", "-0s", "+0", "s", "h1", "1hh", "1s2",
	"[]", "[a]", "[a, b]", "[a, a]", "[~]", "[1]", "[1, 2]", "[2, 1]", "[1, 1]", "[1, ~]", "[~, 1]", "[~, ~]", "[.inf]", "[.nan, 1]", "[1, .nan, 0]", "[-.inf, 0, .inf]", "['1']", "[x]", "[true]", "[[a]]", "[[]]", "[{}]", "[{a: b}]",
	"[1.5, 1_000, 0x7D1]", "[0.1, 0.2, 0.3]", "[1e3, 1001]", "[-1, 1]", "[-1, -2]", "[2001-01-01]", "[!!str 5]", "[!!binary NQ==]", "[a, ]", "[, a]", "[a: b]", "[a,\n        b]", "[service-graphs, local-blocks]",
	"[array]", "[blob]", "[array, blob, array]", "[Array]", "classic", "native", "both", "Both", "dry_run", "enabled", "disabled", "resource", "span", "event", "string", "int", "float", "strict", "regex", "local",
	"{}", "{a: b}", "{a: 1}", "{a: ~}", "{a: }", "{a}", "{1: b}", "{a: [b]}", "{a: {b: c}}", "{'': ''}", "{~: x}", "{true: false}", "{a: true}", "{a: yes}", "{a: 'true'}", "{a: !!bool true}", "{a: b, a: c}", "{1: a, '1': b}", "{1: a, 1.0: b}",
	"{1.0: a, 1: b}", "{0x1: a, 1: b}", "{true: a, 'true': b}", "{? a : b}", "{[a]: b}", "{{a: b}: c}", "{<<: {a: b}}", "{<<: {a: b}, a: c}", "{<<: [{a: b}, {a: c}]}", "{<<: x}", "{<<: ~}", "{<<: []}", "{'<<': {a: b}}", "{!!merge <<: {a: b}}",
	"{a: __x}", "{a: _x}", "{a.b: '', a_b: ''}", "{resource.a: '', span.a: ''}", "{a: x, b: x}", "{a: '1'}", "{__a: ''}", "{2001-01-01: x}", "{a: 2001-01-01}", "{a: !!binary NQ==}", "{a: 1.0}", "{.inf: x}", "{.nan: x, .NaN: y}",
	"{service: true, span_kind: false}", "{0123: x}", "{a: 0b1}", "{a: 1_0}",
	"|\n        text", "|-\n        5", ">\n        5", ">-\n        true", "|+\n        5\n\n", "|2\n          5", ">2-\n        a", "\n        a\n        b", "\"5\n        \"", "'a\n\n        b'",
	"*x", "&x", "&x 5", "&x true", "&x [a]", "&x {a: b}", "&x ~", "&x\n        a: b", "!!str &x 5", "&x !!int 5", "&x !foo 5", "${VAR}", "{{ .Values.x }}", "$VAR", "\\", "\"\\\\\"", "|", ">",
}

// Names that take a field's, a tenant's or the root's place.
var names = []string{
	"\"%s\"", "'%s'", "%sx", "x%s", "!!str %s", "&k %s", "? %s\n", "%s ", "!foo %s", "!!binary %s", "%s\t",
}

var tenants = []string{
	"team-a", "\"*\"", "'*'", "1", "\"1\"", "0x1", "1.0", "1e3", "true", "~", "null", "\"\"", "''", "2001-01-01", "0123", "on", "=", "<<", "\"<<\"", "!!str <<", "a b", "defaults", "overrides", "ingestion", "max_traces_per_user",
	"!!int 1", "!!float 1", "!!binary YQ==", ".inf", ".nan", "-0", "0o7", "1_000", "18446744073709551615", "? a\n ", "[a]", "{a: b}", "\"a\\0\"", "ä", "\"\\u2028\"", "&t team-a", "a: b", "-", "1:30", "no",
}

func (d *documents) pick(list []string) string { return list[d.random.Intn(len(list))] }

// each calls see with one file for every field and value: systematic where next is random.
func (d *documents) each(see func(text []byte) error) error {
	for _, value := range values {
		for _, f := range append(append([]field{}, d.scoped...), d.legacy...) {
			if err := see([]byte(d.file(d.block(f.Path, value)))); err != nil {
				return err
			}
		}
	}
	return nil
}

// next is a random file: a few fields with values that mostly fit, then perhaps a mutation.
func (d *documents) next() []byte {
	fields := d.scoped
	if d.random.Intn(4) == 0 {
		fields = d.legacy
	}
	var blocks []string
	used := map[string]bool{}
	for n := 1 + d.random.Intn(4); n > 0; n-- {
		f := fields[d.random.Intn(len(fields))]
		section, _, _ := strings.Cut(strings.TrimSuffix(f.Path, "[]"), ".")
		if used[section] {
			continue // a repeated key hides all else
		}
		used[section] = true
		value := goodValue(f.Type)
		if d.random.Intn(2) == 0 {
			value = d.pick(values)
		}
		blocks = append(blocks, d.block(f.Path, value))
	}
	text := d.file(blocks...)
	for n := d.random.Intn(4) - 1; n > 0; n-- {
		text = d.texts.mutate(text)
	}
	return []byte(text)
}

func goodValue(goType string) string {
	switch goType {
	case "bool":
		return "true"
	case "time.Duration", "model.Duration":
		return "30s"
	case "float64":
		return "1.5"
	case "[]string", "listtomap.ListToMap", "backend.DedicatedColumnOptions":
		return "[array]"
	case "[]float64":
		return "[1, 2]"
	case "map[string]bool":
		return "{service: true}"
	case "map[string]string", "overrides.RemoteWriteHeaders":
		return "{a: b}"
	case "string":
		return "abc"
	case "backend.DedicatedColumnScope":
		return "span"
	case "config.MatchType":
		return "strict"
	}
	if strings.HasPrefix(goType, "[]") || strings.HasPrefix(goType, "backend.DedicatedColumns") {
		return "[{}]"
	}
	return "7"
}

// block nests a value below a path, in block or flow style; lists get one or two items.
func (d *documents) block(path, value string) string {
	parts := strings.Split(path, ".")
	if d.random.Intn(3) == 0 && !strings.Contains(value, "\n") {
		text := value
		for i := len(parts) - 1; i >= 0; i-- {
			name, isList := strings.CutSuffix(parts[i], "[]")
			if isList {
				text = "[" + d.columns(name, text) + "]"
			}
			text = "{" + d.name(name) + ": " + text + "}"
		}
		return strings.TrimSuffix(strings.TrimPrefix(text, "{"), "}")
	}
	var text strings.Builder
	indent := "    "
	for i, part := range parts {
		name, isList := strings.CutSuffix(part, "[]")
		text.WriteString(indent + d.name(name) + ":")
		if i == len(parts)-1 {
			break
		}
		text.WriteString("\n")
		indent += "  "
		if isList {
			text.WriteString(indent + "-\n")
			indent += "  "
			if name == "parquet_dedicated_columns" && d.random.Intn(2) == 0 {
				text.WriteString(d.goodColumn(parts[i+1], indent))
			}
		}
	}
	text.WriteString(" " + value)
	return strings.TrimPrefix(text.String(), "    ")
}

// The other parts of a dedicated column, so that the one at hand is what is judged.
func (d *documents) goodColumn(but, indent string) string {
	var text string
	for _, part := range [][2]string{{"name", "a"}, {"type", "string"}, {"scope", "span"}} {
		if part[0] != but {
			text += indent + part[0] + ": " + part[1] + "\n"
		}
	}
	return text
}

func (d *documents) columns(list, item string) string {
	if list == "parquet_dedicated_columns" && d.random.Intn(2) == 0 {
		return "{name: b, type: int, scope: event}, " + item
	}
	return item
}

func (d *documents) name(name string) string {
	if d.random.Intn(60) == 0 {
		return fmt.Sprintf(d.pick(names), name)
	}
	return name
}

func (d *documents) tenant() string {
	if d.random.Intn(20) == 0 {
		return d.pick(tenants)
	}
	return "team-a"
}

func (d *documents) file(blocks ...string) string {
	text := "overrides:\n  " + d.tenant() + ":\n"
	switch d.random.Intn(8) {
	case 0:
		text = "overrides:\n  base: &x\n    read: {unsafe_query_hints: true}\n  " + d.tenant() + ":\n    <<: *x\n"
	case 1:
		text = "overrides:\n  base:\n    forwarders: &x [a]\n  " + d.tenant() + ":\n"
	case 2:
		text = "overrides:\n  " + d.tenant() + ": &b\n"
	}
	for _, block := range blocks {
		text += "    " + block + "\n"
	}
	switch d.random.Intn(10) {
	case 0:
		text += "  other: *b\n"
	case 1:
		text += "  other: {<<: *b, forwarders: [b]}\n"
	case 2:
		text += "  other: {ingestion: {rate_limit_bytes: 1}}\n"
	case 3:
		text = strings.ReplaceAll(text, "\n", "\r\n")
	case 4:
		text = "\ufeff" + text
	}
	return text
}
