#include "app/policy_source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace tempo_admission::app::policy_source_test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::StartsWith;

TEST(ReadPolicyText, ReadsAPreset) {
  const auto text = read_policy_text("preset:default");
  ASSERT_TRUE(text);
  EXPECT_THAT(text->yaml, HasSubstr("kind: Policy"));
}

TEST(ReadPolicyText, NamesThePresetsWhereThereIsNoSuchOne) {
  const auto text = read_policy_text("preset:none");
  ASSERT_FALSE(text);
  EXPECT_THAT(text.error().message, HasSubstr("scrape-gossip-ring"));
}

TEST(ReadPolicyText, RefusesAFileAbove1MiB) {
  const std::string path = std::filesystem::temp_directory_path() /
                           ("tempo-admission-policy-" + std::to_string(::getpid()));
  std::ofstream(path) << std::string((1U << 20U) + 1, '#');
  EXPECT_FALSE(read_policy_text(path));
  std::filesystem::remove(path);
}

TEST(CompilePolicy, ReportsEveryErrorWithFileLineAndColumn) {
  const auto compiled = compile_policy({"p.yaml", "apiVersion: x\nkind: y\n"}, {});
  ASSERT_FALSE(compiled);
  EXPECT_THAT(compiled.error(), Contains(StartsWith("p.yaml:1:13: ")));
  EXPECT_THAT(compiled.error(), Contains(StartsWith("p.yaml:2:7: ")));
}

const std::string from_file =
    "apiVersion: tempo-admission.io/v1alpha1\nkind: Policy\nservices:\n- name: a\n"
    "  selector: {}\n  annotations: {example.com/a: {fromFile: contact}}\n";

TEST(CompilePolicy, ReadsNoFilesWithoutAValuesDirectory) {
  EXPECT_FALSE(compile_policy({"p.yaml", from_file}, {}));
}

TEST(CompilePolicy, RemembersTheFileOfEachValue) {
  const auto directory = std::filesystem::temp_directory_path() /
                         ("tempo-admission-source-" + std::to_string(::getpid()));
  std::filesystem::create_directories(directory);
  std::ofstream(directory / "contact") << "alice";
  PolicyChoice choice;
  choice.values_dir = directory;
  const auto compiled = compile_policy({"p.yaml", from_file}, choice);
  std::filesystem::remove_all(directory);
  ASSERT_TRUE(compiled);
  EXPECT_EQ(compiled->file_of_value.at("alice"), "contact");
}

TEST(CompilePolicy, LowersEveryModeToTheCeiling) {
  PolicyChoice choice;
  choice.ceiling = policy::Mode::audit;
  const auto compiled = load_chosen_policy(choice);
  ASSERT_TRUE(compiled);
  for (const auto& rule : compiled->policy.rules()) EXPECT_LE(rule.mode, policy::Mode::audit);
}

}  // namespace
}  // namespace tempo_admission::app::policy_source_test
