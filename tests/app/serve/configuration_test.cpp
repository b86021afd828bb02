#include "app/serve/configuration.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace tempo_admission::app {
namespace {

namespace fs = std::filesystem;

class ValuesDirectory : public testing::Test {
 protected:
  ValuesDirectory() {
    fs::create_directories(directory_);
    choice_.values_dir = directory_;
  }
  ~ValuesDirectory() override { fs::remove_all(directory_); }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(directory_ / name) << text;
  }
  [[nodiscard]] std::string fingerprint() const {
    return read_policy_content(choice_).value().fingerprint;
  }

  fs::path directory_ =
      fs::temp_directory_path() / ("tempo-admission-values-" + std::to_string(::getpid()));
  PolicyChoice choice_;
};

TEST_F(ValuesDirectory, TakesPartInThePolicysFingerprint) {
  write("contact", "alice");
  const std::string before = fingerprint();
  EXPECT_EQ(fingerprint(), before);
  write("contact", "bob");
  EXPECT_NE(fingerprint(), before);
}

TEST_F(ValuesDirectory, GivesTheValueWithoutItsLastNewline) {
  write("contact", "alice\n");
  const std::string yaml =
      "apiVersion: tempo-admission.io/v1alpha1\nkind: Policy\nservices:\n- name: a\n"
      "  selector: {matchLabels: {a: b}}\n  annotations: {example.com/a: {fromFile: contact}}\n";
  EXPECT_TRUE(compile_policy({"p.yaml", yaml}, choice_).has_value());
}

TEST(WatchedPaths, AreTheFilesAndNotThePreset) {
  ServeCommand command;
  command.tls_cert = "c";
  command.tls_key = "k";
  EXPECT_EQ(watched_paths(command), (std::vector<std::string>{"c", "k"}));
  command.policy.source = "p.yaml";
  EXPECT_EQ(watched_paths(command), (std::vector<std::string>{"c", "k", "p.yaml"}));
}

}  // namespace
}  // namespace tempo_admission::app
