package main

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// member finds a field by the first of the paths that a block has: the scoped or the legacy one.
func member(block reflect.Value, paths ...string) (reflect.Value, bool) {
	for _, path := range paths {
		if found, ok := descend(block, path); ok {
			return found, true
		}
	}
	return reflect.Value{}, false
}

func descend(block reflect.Value, path string) (reflect.Value, bool) {
	name, rest, more := strings.Cut(path, ".")
	for i := range block.NumField() {
		if block.Type().Field(i).Tag.Get("yaml") != name {
			continue
		}
		if !more {
			return block.Field(i), true
		}
		return descend(block.Field(i), rest)
	}
	return reflect.Value{}, false
}

// validate is the runtime validator of each version: 2.9 looks at shard sizes and histogram modes,
// 2.10 also at factors, buckets and cost attribution, 3.0 no longer at shards but at columns.
// A tenant that is null ends Tempo; so it does here.
func (t tempo) validate(block reflect.Value) error {
	if t.version == "3.0" {
		if inline, ok := member(block, ",inline"); ok && inline.Len() > 0 {
			return fmt.Errorf("unknown keys %v", inline.Interface())
		}
		if err := validateColumns(block); err != nil {
			return err
		}
	} else if err := validateShards(block); err != nil {
		return err
	}
	if err := validateModes(block); err != nil || t.version == "2.9" {
		return err
	}
	if err := validateHistograms(block); err != nil {
		return err
	}
	if dimensions, ok := member(block, "cost_attribution.dimensions"); ok {
		return validateDimensions(dimensions.Interface().(map[string]string))
	}
	return nil
}

func validateShards(block reflect.Value) error {
	const replicationFactor = 1
	shards, _ := member(block, "ingestion.tenant_shard_size", "ingestion_tenant_shard_size")
	if shards.Int() != 0 && shards.Int() < replicationFactor {
		return fmt.Errorf("a tenant_shard_size of %d", shards.Int())
	}
	return nil
}

func validateModes(block reflect.Value) error {
	modes := map[string]string{
		"generate_native_histograms": "classic native both",
		"span_name_sanitization":     "dry_run enabled",
	}
	for name, known := range modes {
		mode, ok := member(block, "metrics_generator."+name, "metrics_generator_"+name)
		if ok && mode.String() != "" && !slices.Contains(strings.Fields(known), mode.String()) {
			return fmt.Errorf("%s cannot be %s", name, mode)
		}
	}
	return nil
}

func validateHistograms(block reflect.Value) error {
	const factorName = "native_histogram_bucket_factor"
	factor, _ := member(block, "metrics_generator."+factorName, "metrics_generator_"+factorName)
	if factor.Float() != 0 && factor.Float() <= 1 {
		return fmt.Errorf("%s is at most 1", factorName)
	}
	for _, processor := range []string{"service_graphs", "span_metrics"} {
		found, _ := member(block, "metrics_generator.processor."+processor+".histogram_buckets",
			"metrics_generator_processor_"+processor+"_histogram_buckets")
		buckets := found.Interface().([]float64)
		for i := 1; i < len(buckets); i++ {
			if buckets[i] <= buckets[i-1] {
				return fmt.Errorf("buckets of %s do not rise", processor)
			}
		}
	}
	return nil
}

func validateDimensions(dimensions map[string]string) error {
	seen := map[string]bool{}
	for attribute, label := range dimensions {
		if label == "" {
			label = strings.TrimPrefix(attribute, "resource.")
			if label == attribute {
				label = strings.TrimPrefix(attribute, "span.")
			}
		}
		label = sanitized(label)
		if seen[label] || strings.HasPrefix(label, "__") {
			return fmt.Errorf("label %s", label)
		}
		seen[label] = true
	}
	return nil
}

func sanitized(label string) string {
	if label == "" {
		return "_"
	}
	var text strings.Builder
	for i, c := range label {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
		if letter || c >= '0' && c <= '9' && i > 0 {
			text.WriteRune(c)
		} else {
			text.WriteByte('_')
		}
	}
	return text.String()
}

func validateColumns(block reflect.Value) error {
	columns, _ := member(block, "storage.parquet_dedicated_columns")
	seen := map[[2]string]bool{}
	for i := range columns.Len() {
		text := func(name string) string {
			found, _ := member(columns.Index(i), name)
			return found.String()
		}
		id := [2]string{text("scope"), text("name")}
		options, _ := member(columns.Index(i), "options")
		for _, option := range options.Interface().([]string) {
			if option != "array" && option != "blob" {
				return fmt.Errorf("option %s", option)
			}
		}
		known := slices.Contains([]string{"resource", "span", "event"}, id[0]) &&
			slices.Contains([]string{"string", "int"}, text("type"))
		if id[1] == "" || seen[id] || !known {
			return fmt.Errorf("column %v", id)
		}
		seen[id] = true
	}
	return nil
}
