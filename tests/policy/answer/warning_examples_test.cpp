// The bad examples of the findings, as warnings to the caller: viewers cut warnings at 120
// characters, so the first 100 name the field and say what is wrong.
#include <gmock/gmock.h>

#include "policy/answer/caller_warnings.hpp"
#include "policy/review.hpp"
#include "tempo_admission/kube/status.hpp"
#include "tempo_admission/tempo/findings.hpp"

namespace tempo_admission::policy::warning_examples {
namespace {

using testing::HasSubstr;

struct Page {
  std::string prefix;  // of the codes
  std::string key;
  std::string format;
};

std::vector<std::string> bad_examples(const std::string& prefix) {
  std::vector<std::string> examples;
  for (const auto* info : tempo::finding_list())
    if (info->code.starts_with(prefix) && !info->bad.text.empty())
      examples.push_back(info->bad.file());
  return examples;
}

// Everything that its examples may depend on is set to what gives the most findings.
Policy policy_for(const Page& page) {
  return policy_of(policy_text(
      "mode: warn\ntempo: {replicationFactor: 3, forwarders: [kafka]}\n"
      "tenants:\n- name: examples\n  selector: {matchLabels: {app.kubernetes.io/name: tempo}}\n"
      "  key: " +
      page.key + "\n  format: " + page.format + "\n"));
}

// What the message says before its first explanation.
std::string point_of(const std::string& message) {
  return message.substr(0, std::min({message.find(": "), message.find("; "), message.find(" ("),
                                     message.find(", ")}));
}

std::string field_of(const std::string& path) {
  const auto name = path.substr(path.rfind('.') + 1);
  return kube::clean_text(name.substr(0, name.find('[')), 64);
}

class WarningExamples : public testing::TestWithParam<Page> {};

TEST_P(WarningExamples, SayWhatIsWrongInTheirFirst100Characters) {
  const auto policy = policy_for(GetParam());
  const auto examples = bad_examples(GetParam().prefix);
  EXPECT_GE(examples.size(), 20);
  for (const std::string version : {"3.0.3", "2.10.1"})
    for (const auto& example : examples) {
      const auto decision =
          validate(policy, create(config_map({{GetParam().key, example}}, version)));
      for (const auto& finding : decision.findings) {
        const auto start = caller_warnings({finding}).at(0).substr(0, 100);
        EXPECT_THAT(start, HasSubstr(point_of(finding.what.message))) << example;
        EXPECT_THAT(start, HasSubstr(field_of(finding.what.path))) << example;
      }
    }
}

INSTANTIATE_TEST_SUITE_P(Pages, WarningExamples,
                         testing::Values(Page{"overrides/", "overrides.yaml", "overrides"},
                                         Page{"declared/", "tenants.yaml", "tenants"}),
                         [](const auto& page) { return page.param.format; });

}  // namespace
}  // namespace tempo_admission::policy::warning_examples
