#include "tempo/values/header_name.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace tempo_admission::tempo {
namespace {

class HeaderName : public testing::TestWithParam<std::string_view> {};

TEST_P(HeaderName, MayBeSaid) {
  EXPECT_EQ(redacted_header_name(GetParam()), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Usual, HeaderName,
                         testing::Values("Authorization", "x-scope-orgid", "X-Scope-OrgID",
                                         "X-Prometheus-Remote-Write-Version",
                                         "CF-Access-Client-Secret", "X-Amz-Security-Token",
                                         "X_Api.Key~1"));

class NoHeaderName : public testing::TestWithParam<std::string_view> {};

TEST_P(NoHeaderName, MustNotBeSaid) {
  EXPECT_EQ(redacted_header_name(GetParam()), "<redacted>");
}

INSTANTIATE_TEST_SUITE_P(Credentials, NoHeaderName,
                         testing::Values("", "Bearer s3cr3t", "Authorization: x", "a\nb",
                                         "glc_eyJvIjoiNjU0MzIxIiwibiI6InRva2VuIn0",
                                         "ghp_16C7e42F292c6912E7710c838347Ae178B4a"));

}  // namespace
}  // namespace tempo_admission::tempo
