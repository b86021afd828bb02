#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/policy_command.hpp"

namespace tempo_admission::app::policy_command_test {
namespace {

using testing::HasSubstr;

struct Ran {
  int code = -1;
  std::string output;
};

template <class Command>
Ran run_of(const Command& command) {
  testing::internal::CaptureStdout();
  const int code = run(command);
  return {code, testing::internal::GetCapturedStdout()};
}

class PolicyValidate : public testing::Test {
 protected:
  PolicyValidate() { command_.policy.source = path_; }
  ~PolicyValidate() override { std::filesystem::remove(path_); }
  Ran validate(const std::string& rest) {
    std::ofstream(path_) << "apiVersion: tempo-admission.io/v1alpha1\nkind: Policy\n" << rest;
    return run_of(command_);
  }

  std::string path_ = std::filesystem::temp_directory_path() /
                      ("tempo-admission-validate-" + std::to_string(::getpid()));
  PolicyValidateCommand command_;
};

TEST_F(PolicyValidate, ListsTheRulesWithTheirModes) {
  const auto ran = validate(
      "services: [{name: a, mode: warn, selector: {}, annotations: {a: x}}]\n"
      "tenants: [{name: b, selector: {}, key: k, format: overrides}]\n");
  EXPECT_EQ(ran.code, exit_ok);
  EXPECT_THAT(ran.output, HasSubstr("  services/a: warn\n  tenants/b: audit\n"));
}

TEST_F(PolicyValidate, EndsWithOneForABadPolicy) {
  const auto ran = validate("mode: enforced\n");
  EXPECT_EQ(ran.code, exit_findings);
  EXPECT_THAT(ran.output, HasSubstr(":3:7: "));
}

TEST_F(PolicyValidate, EndsWithTwoForAMissingFile) {
  testing::internal::CaptureStderr();
  EXPECT_EQ(run_of(command_).code, exit_cannot_run);
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr(path_));
}

TEST(PolicyPrint, WritesThePreset) {
  const auto ran = run_of(PolicyPrintCommand{});
  EXPECT_EQ(ran.code, exit_ok);
  EXPECT_THAT(ran.output, HasSubstr("kind: Policy"));
}

TEST(PolicySchema, IsJson) {
  const auto ran = run_of(PolicySchemaCommand{});
  EXPECT_EQ(ran.code, exit_ok);
  EXPECT_TRUE(nlohmann::json::parse(ran.output).contains("properties"));
}

}  // namespace
}  // namespace tempo_admission::app::policy_command_test
