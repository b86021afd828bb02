#include "app/check/masked_block.hpp"

#include <gtest/gtest.h>

#include <string>

#include "app/check/node_lookup.hpp"

namespace tempo_admission::app {
namespace {

std::optional<std::string> masked(const std::string& file, std::uint32_t end_line) {
  const auto document = yaml::read(file);
  const yaml::Entry entry = find_entry(document->root(), "per_tenant_overrides");
  return masked_block(LineIndex(file), entry.key, "overrides", end_line);
}

TEST(MaskedBlock, KeepsEveryCharacterWhereItStood) {
  EXPECT_EQ(masked("a: 1\nper_tenant_overrides: # all\n  team-a: {}\nb: 2\n", 4),
            "\noverrides:            # all\n  team-a: {}\n");
}

TEST(MaskedBlock, TakesAQuotedKey) {
  EXPECT_EQ(masked("\"per_tenant_overrides\": {a: {}}\n", 2), "overrides:              {a: {}}\n");
}

TEST(MaskedBlock, EndsWithTheDocument) {
  EXPECT_EQ(masked("per_tenant_overrides:\n  a: {}\n---\nb: 1\n", 5),
            "overrides:           \n  a: {}\n");
}

TEST(MaskedBlock, RefusesAnEntryThatSharesItsLine) {
  EXPECT_EQ(masked("{per_tenant_overrides: {a: {}}}\n", 2), std::nullopt);
}

TEST(MaskedBlock, RefusesAnchorsFromElsewhere) {
  EXPECT_EQ(masked("x: &x {}\nper_tenant_overrides:\n  a: *x\n", 4), std::nullopt);
}

}  // namespace
}  // namespace tempo_admission::app
