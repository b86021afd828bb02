#include "tempo_admission/tempo/version.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::tempo::version_test {
namespace {

using Fit = ParsedVersion::Fit;

struct Written {
  const char* text;
  Version version;
  Fit fit;
};

class GoodVersion : public testing::TestWithParam<Written> {};

TEST_P(GoodVersion, IsReadWithoutItsPatch) {
  const auto parsed = parse_version(GetParam().text);
  ASSERT_TRUE(parsed) << GetParam().text;
  EXPECT_EQ(parsed->version, GetParam().version) << GetParam().text;
  EXPECT_EQ(parsed->fit, GetParam().fit) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(Table, GoodVersion,
                         testing::Values(Written{"3.0", Version::v3_0, Fit::known},
                                         Written{"v2.10.5", Version::v2_10, Fit::known},
                                         Written{"2.9.0-rc.1", Version::v2_9, Fit::known},
                                         Written{"2.10.0+security-01", Version::v2_10, Fit::known},
                                         Written{"2.8.1", Version::v2_9, Fit::older},
                                         Written{"1.5", Version::v2_9, Fit::older},
                                         Written{"2.11.0", Version::v2_10, Fit::newer},
                                         Written{"3.1.0", Version::v3_0, Fit::newer},
                                         Written{"10.0.0", Version::v3_0, Fit::newer}));

class BadVersion : public testing::TestWithParam<const char*> {};

TEST_P(BadVersion, IsAnError) {
  EXPECT_FALSE(parse_version(GetParam())) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Table, BadVersion,
                         testing::Values("", "latest", "main-abc", "3", "3.", "3.x", "3.0.", "3.0x",
                                         "v", "-1.0", "99999999999.0", " 3.0", "3.0.1.2"));

TEST(KnownVersions, ReadBackFromTheirText) {
  for (const auto version : known_versions)
    EXPECT_EQ(parse_version(to_string(version))->version, version);
}

}  // namespace
}  // namespace tempo_admission::tempo::version_test
