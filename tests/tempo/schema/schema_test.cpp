#include "tempo/schema/schema.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "recorded_text.hpp"
#include "tempo/overrides/block_reader.hpp"
#include "tempo/recorded.hpp"

namespace tempo_admission::tempo {
namespace {

// Go's name of each type, as reported by reflection over the real structs.
const std::map<std::string, FieldType> go_types = {
    {"string", FieldType::string},
    {"int", FieldType::int_},
    {"uint32", FieldType::uint32},
    {"uint64", FieldType::uint64},
    {"float64", FieldType::float_},
    {"bool", FieldType::bool_},
    {"time.Duration", FieldType::go_duration},
    {"model.Duration", FieldType::prometheus_duration},
    {"[]string", FieldType::strings},
    {"listtomap.ListToMap", FieldType::strings},
    {"backend.DedicatedColumnOptions", FieldType::strings},
    {"[]float64", FieldType::floats},
    {"map[string]bool", FieldType::flags},
    {"map[string]string", FieldType::texts},
    {"overrides.RemoteWriteHeaders", FieldType::secrets},
    {"overrides.HistogramMethod", FieldType::string},
    {"histograms.HistogramMethod", FieldType::string},
    {"config.MatchType", FieldType::string},
    {"backend.DedicatedColumnScope", FieldType::string},
    {"backend.DedicatedColumnType", FieldType::string},
    {"backend.DedicatedColumns", FieldType::sections},
    {"[]config.FilterPolicy", FieldType::sections},
    {"[]config.MatchPolicyAttribute", FieldType::sections},
    {"[]sharedconfig.DimensionMappings", FieldType::sections},
    {"interface {}", FieldType::any},
};

using Fields = std::map<std::string, FieldType>;  // by path in its format

Fields recorded_fields(Version version, const std::string& format) {
  static const auto recorded = nlohmann::json::parse(recorded_text("tempo/data/fields.json.gz"));
  Fields fields;
  for (const auto& field : recorded.at(std::string(to_string(version))).at(format))
    if (field.at("path") != "<inline>")  // registered extensions; there are none
      fields.emplace(field.at("path"), go_types.at(field.at("type")));
  return fields;
}

void collect(const FieldSpec& section, Version version, const std::string& prefix, Fields& fields) {
  for (const auto& child : section.children) {
    if (!child.known_to(version)) continue;
    const auto path = prefix + std::string(child.name);
    if (child.type != FieldType::section) fields.emplace(path, child.type);
    collect(child, version, path + (child.type == FieldType::sections ? "[]." : "."), fields);
  }
}

class TableOfFields : public testing::TestWithParam<Version> {};

TEST_P(TableOfFields, IsTheScopedStructsOfTheVersion) {
  Fields fields;
  collect(Schema::compiled_in().scoped(), GetParam(), "", fields);
  EXPECT_EQ(fields, recorded_fields(GetParam(), "scoped"));
}

TEST_P(TableOfFields, IsTheLegacyStructOfTheVersion) {
  Fields fields;
  collect(Schema::compiled_in().legacy(), GetParam(), "", fields);
  EXPECT_EQ(fields, recorded_fields(GetParam(), "legacy"));
}

INSTANTIATE_TEST_SUITE_P(EveryVersion, TableOfFields, testing::ValuesIn(known_versions),
                         [](const auto& instance) {
                           std::string name(to_string(instance.param));
                           std::replace(name.begin(), name.end(), '.', '_');
                           return name;
                         });

std::size_t widest(const FieldSpec& section) {
  std::size_t most = section.children.size();
  for (const auto& child : section.children) most = std::max(most, widest(child));
  return most;
}

TEST(Schema, FitsIntoTheReadersSets) {
  EXPECT_LE(Schema::compiled_in().rows().size(), BlockReader::max_fields);
  EXPECT_LE(widest(Schema::compiled_in().legacy()), BlockReader::max_fields);
}

TEST(Schema, FindsAFieldByItsScopedPath) {
  const auto* spec = Schema::compiled_in().find("ingestion.rate_limit_bytes");
  ASSERT_NE(spec, nullptr);
  EXPECT_EQ(spec->legacy_path, "ingestion_rate_limit_bytes");
  EXPECT_EQ(spec->unit, FieldValue::Unit::bytes);
}

TEST(Schema, FindsASectionByItsPath) {
  const auto* spec = Schema::compiled_in().find("metrics_generator.processor");
  ASSERT_NE(spec, nullptr);
  EXPECT_EQ(spec->type, FieldType::section);
}

TEST(Schema, FindsNothingWhereThereIsNothing) {
  EXPECT_EQ(Schema::compiled_in().find("ingestion.rate"), nullptr);
}

TEST(Schema, ASectionIsRemovedWithItsLastField) {
  const auto* spec = Schema::compiled_in().find("metrics_generator.processor.local_blocks");
  ASSERT_NE(spec, nullptr);
  EXPECT_EQ(spec->removed, Version::v3_0);
}

}  // namespace
}  // namespace tempo_admission::tempo
