// tests/golden/<case>/: review.json and phase in, answer.json out, by the default policy or by
// policy.yaml. The server and `review` are tested with the same files.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "policy/review.hpp"
#include "test_data.hpp"

namespace tempo_admission::policy {
namespace {

const std::filesystem::path golden = test_data() / "golden";

std::string content_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(golden))
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, IsAnsweredToTheByte) {
  const auto folder = golden / GetParam();
  const auto policy = std::filesystem::exists(folder / "policy.yaml")
                          ? policy_of(content_of(folder / "policy.yaml"))
                          : default_policy();
  const auto phase = content_of(folder / "phase").starts_with("mutate") ? kube::Phase::mutate
                                                                        : kube::Phase::validate;
  const auto body = content_of(folder / "review.json");
  Admitter admitter;
  const auto admission = admitter.admit(policy, phase, {.bytes = body, .slack = 0});
  // TEMPO_ADMISSION_GOLDEN=write overwrites the expected answers: read the diff before committing.
  const char* write = std::getenv("TEMPO_ADMISSION_GOLDEN");
  if (write && std::string_view(write) == "write")
    std::ofstream(folder / "answer.json") << admission.body << "\n";
  EXPECT_EQ(admission.body + "\n", content_of(folder / "answer.json"));
}

INSTANTIATE_TEST_SUITE_P(Cases, Golden, testing::ValuesIn(cases()), [](const auto& test) {
  std::string name = test.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace tempo_admission::policy
