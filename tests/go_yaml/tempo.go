// Tempo's own reading of a per-tenant overrides file, rebuilt around go-yaml: the structs are made
// from the recorded fields, the validators are those of the three versions.
package main

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	yaml2 "go.yaml.in/yaml/v2"
	yaml3 "go.yaml.in/yaml/v3"
)

type field struct {
	Path string `json:"path"`
	Type string `json:"type"`
}

type formats struct {
	Scoped []field `json:"scoped"`
	Legacy []field `json:"legacy"`
}

// A tenant's block in both formats, as one version of Tempo declares it.
type tempo struct {
	version        string
	scoped, legacy reflect.Type
}

var versions = []string{"2.9", "2.10", "3.0"}

// The known versions, and files to ask them about.
type tempos struct {
	*documents
	known []tempo
}

// newTempos rebuilds every version and lets it answer what the real one was asked.
func newTempos(folder string, seed int64, seeds []string) (*tempos, error) {
	fields := map[string]formats{}
	err := readLines(filepath.Join(folder, "fields.json.gz"), func(line []byte) error {
		return json.Unmarshal(line, &fields)
	})
	if err != nil {
		return nil, err
	}
	all := &tempos{documents: newDocuments(seed, fields, seeds)}
	for _, version := range versions {
		all.known = append(all.known, newTempo(version, fields[version]))
	}
	return all, readLines(filepath.Join(folder, "cases.jsonl.gz"), all.standFor)
}

// standFor fails where a recorded answer is not ours: no opinion is worth more than its model.
func (t *tempos) standFor(line []byte) error {
	var recorded struct {
		Name   string
		Yaml   *string
		Base64 []byte `json:"yaml_base64"`
		Tempo  map[string]string
	}
	if err := json.Unmarshal(line, &recorded); err != nil {
		return err
	}
	text := recorded.Base64
	if recorded.Yaml != nil {
		text = []byte(*recorded.Yaml)
	}
	for _, tempo := range t.known {
		err := tempo.load(text)
		if (err == nil) != (recorded.Tempo[tempo.version] == "accept") {
			return fmt.Errorf("%s: this model of Tempo %s says %v", recorded.Name, tempo.version, err)
		}
	}
	return nil
}

// of is a word for each version, the reason behind it.
func (t *tempos) of(text []byte) string {
	var words []string
	for _, tempo := range t.known {
		if err := tempo.load(text); err != nil {
			reason := structs.ReplaceAllString(err.Error(), "")
			words = append(words, "reject:"+strings.Join(strings.Fields(reason), "_"))
		} else {
			words = append(words, "accept")
		}
	}
	return strings.Join(words, " ")
}

// What go-yaml calls a type without a name.
var structs = regexp.MustCompile(`in type struct .*`)

// agrees: the verdicts do; the reasons are each side's own.
func (t *tempos) agrees(ours, theirs string) bool {
	mine, other := strings.Fields(ours), strings.Fields(theirs)
	if len(mine) != len(other) {
		return false
	}
	for i := range mine {
		verdict, _, _ := strings.Cut(mine[i], ":")
		if !strings.HasPrefix(other[i], verdict) {
			return false
		}
	}
	return true
}

func readLines(path string, see func(line []byte) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		return err
	}
	lines := json.NewDecoder(unpacked)
	for {
		var line json.RawMessage
		if err := lines.Decode(&line); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := see(line); err != nil {
			return err
		}
	}
}

func newTempo(version string, fields formats) tempo {
	return tempo{version, structOf(fields.Scoped), structOf(fields.Legacy)}
}

// A processor list: Tempo's own type reads it as a list and keeps a set.
type setOfStrings map[string]struct{}

func (s *setOfStrings) UnmarshalYAML(unmarshal func(any) error) error {
	return unmarshal(new([]string))
}

// A secret, as Prometheus declares it.
type secret string

func (s *secret) UnmarshalYAML(unmarshal func(any) error) error {
	type plain secret
	return unmarshal((*plain)(s))
}

var leafTypes = map[string]reflect.Type{
	"string":                         reflect.TypeOf(""),
	"int":                            reflect.TypeOf(0),
	"uint32":                         reflect.TypeOf(uint32(0)),
	"uint64":                         reflect.TypeOf(uint64(0)),
	"float64":                        reflect.TypeOf(0.0),
	"bool":                           reflect.TypeOf(new(bool)),
	"time.Duration":                  reflect.TypeOf(time.Duration(0)),
	"model.Duration":                 reflect.TypeOf(model.Duration(0)),
	"[]string":                       reflect.TypeOf([]string{}),
	"[]float64":                      reflect.TypeOf([]float64{}),
	"map[string]bool":                reflect.TypeOf(map[string]bool{}),
	"map[string]string":              reflect.TypeOf(map[string]string{}),
	"map[string]interface {}":        reflect.TypeOf(map[string]any{}),
	"interface {}":                   reflect.TypeOf((*any)(nil)).Elem(),
	"listtomap.ListToMap":            reflect.TypeOf(setOfStrings{}),
	"overrides.RemoteWriteHeaders":   reflect.TypeOf(map[string]secret{}),
	"config.MatchType":               reflect.TypeOf(""),
	"histograms.HistogramMethod":     reflect.TypeOf(""),
	"overrides.HistogramMethod":      reflect.TypeOf(""),
	"backend.DedicatedColumnScope":   reflect.TypeOf(""),
	"backend.DedicatedColumnType":    reflect.TypeOf(""),
	"backend.DedicatedColumnOptions": reflect.TypeOf([]string{}),
}

// structOf builds the type of a block from the paths of its fields.
func structOf(fields []field) reflect.Type {
	var names []string
	below := map[string][]field{}
	for _, f := range fields {
		name, rest, _ := strings.Cut(f.Path, ".")
		name = strings.TrimSuffix(name, "[]")
		if _, known := below[name]; !known {
			names = append(names, name)
		}
		below[name] = append(below[name], field{rest, f.Type})
	}
	var members []reflect.StructField
	for i, name := range names {
		tag := name
		if name == "<inline>" {
			tag = ",inline"
		}
		members = append(members, reflect.StructField{
			Name: fmt.Sprintf("F%d", i),
			Type: typeOf(below[name]),
			Tag:  reflect.StructTag(fmt.Sprintf("yaml:%q", tag)),
		})
	}
	return reflect.StructOf(members)
}

// typeOf is a leaf's own type, a block, or a list of blocks where a leaf has fields below it.
func typeOf(fields []field) reflect.Type {
	if fields[0].Path != "" {
		return structOf(fields)
	}
	if leaf, known := leafTypes[fields[0].Type]; known {
		return leaf
	}
	return reflect.SliceOf(structOf(fields[1:]))
}

// The root as Tempo declares it: tried in the scoped format, then in the legacy one.
type root struct {
	tempo   tempo
	tenants reflect.Value // of a map to pointers to blocks
}

func (r *root) UnmarshalYAML(unmarshal func(any) error) error {
	err := r.read(r.tempo.scoped, unmarshal)
	if err == nil || r.tempo.version == "3.0" {
		return err
	}
	return r.read(r.tempo.legacy, unmarshal)
}

func (r *root) read(block reflect.Type, unmarshal func(any) error) error {
	tenants := reflect.MapOf(reflect.TypeOf(""), reflect.PointerTo(block))
	target := reflect.New(reflect.StructOf([]reflect.StructField{
		{Name: "Tenants", Type: tenants, Tag: `yaml:"overrides"`},
	}))
	if err := unmarshal(target.Interface()); err != nil {
		return err
	}
	r.tenants = target.Elem().Field(0)
	return nil
}

// load says why this version refuses a text, or nothing.
func (t tempo) load(text []byte) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("panic: %v", fault)
		}
	}()
	generic := map[string]any{}
	if err := yaml3.Unmarshal(text, &generic); err != nil {
		return err
	}
	if generic == nil {
		generic = map[string]any{}
	}
	rewritten, err := yaml3.Marshal(generic)
	if err != nil {
		return err
	}
	decoder := yaml2.NewDecoder(strings.NewReader(string(rewritten)))
	decoder.SetStrict(true)
	read := root{tempo: t}
	if err := decoder.Decode(&read); err != nil {
		return err
	}
	if !read.tenants.IsValid() {
		return nil
	}
	for tenants := read.tenants.MapRange(); tenants.Next(); {
		if err := t.validate(tenants.Value().Elem()); err != nil {
			return fmt.Errorf("%s: %w", tenants.Key(), err)
		}
	}
	return nil
}
