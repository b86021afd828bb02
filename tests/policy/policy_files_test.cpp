// The loader, tested with the same files as the JSON Schema (test_schema.py).
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tempo_admission/policy/load_policy.hpp"
#include "test_data.hpp"

namespace tempo_admission::policy {
namespace {

const std::filesystem::path data = test_data() / "policy" / "data";

std::vector<std::filesystem::path> files(const std::string& folder) {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(data / folder))
    found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

std::string name_of(const testing::TestParamInfo<std::filesystem::path>& test) {
  std::string name = test.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

auto load(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return load_policy(text.str());
}

class GoodFile : public testing::TestWithParam<std::filesystem::path> {};
TEST_P(GoodFile, Loads) {
  EXPECT_TRUE(load(GetParam()).has_value());
}
INSTANTIATE_TEST_SUITE_P(Files, GoodFile, testing::ValuesIn(files("good")), name_of);

class BadFile : public testing::TestWithParam<std::filesystem::path> {};
TEST_P(BadFile, IsRefusedWithOneFaultAndItsPosition) {
  const auto loaded = load(GetParam());
  ASSERT_FALSE(loaded.has_value());
  EXPECT_THAT(loaded.error(), testing::SizeIs(1));
  EXPECT_TRUE(loaded.error().front().position.known());
  EXPECT_FALSE(loaded.error().front().message.empty());
}
INSTANTIATE_TEST_SUITE_P(Files, BadFile, testing::ValuesIn(files("bad")), name_of);
INSTANTIATE_TEST_SUITE_P(LoaderOnly, BadFile, testing::ValuesIn(files("bad-for-the-loader")),
                         name_of);

}  // namespace
}  // namespace tempo_admission::policy
