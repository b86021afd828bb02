#include "policy/answer/denial.hpp"

#include <gmock/gmock.h>

namespace tempo_admission::policy {
namespace {

using testing::HasSubstr;

Finding finding(std::string code, std::string path = {}, std::string message = "is wrong") {
  return {.rule = "r",
          .mode = Mode::enforce,
          .key = "overrides.yaml",
          .what = {.code = std::move(code),
                   .severity = Severity::error,
                   .message = std::move(message),
                   .path = std::move(path),
                   .position = {4, 7},
                   .hint = "mend it"}};
}

kube::AdmissionRequest request() {
  kube::AdmissionRequest r;
  r.kind.kind = "ConfigMap";
  r.name = "tempo-runtime";
  r.namespace_name = "tempo";
  return r;
}

std::optional<kube::Status> denial(std::vector<Finding> findings) {
  Decision decision;
  decision.findings = std::move(findings);
  return denial_of(decision, request());
}

TEST(Denial, IsNoneWithoutAnErrorThatIsEnforced) {
  auto warned = finding("a/b");
  warned.mode = Mode::warn;
  auto warning = finding("a/b");
  warning.what.severity = Severity::warning;
  EXPECT_EQ(denial({warned, warning}).has_value(), false);
}

TEST(Denial, Case107ReadsWellInATerminal) {
  EXPECT_EQ(denial({finding("overrides/x", "team-a.ingestion")})->message,
            "1 error in ConfigMap tempo/tempo-runtime:\n"
            "  overrides.yaml:4:7 team-a.ingestion: is wrong; mend it [overrides/x]");
}

TEST(Denial, Case107HasACauseForEachFault) {
  const auto causes = denial({finding("tenants/required-field", "a.b"), finding("a/duplicate-key"),
                              finding("tenants/forbidden-field", "a.c")})
                          ->causes;
  EXPECT_EQ(causes[0].reason, "FieldValueRequired");
  EXPECT_EQ(causes[0].field, "data[overrides.yaml].a.b");
  EXPECT_EQ(causes[1].reason, "FieldValueDuplicate");
  EXPECT_EQ(causes[1].field, "data[overrides.yaml]");
  EXPECT_EQ(causes[2].reason, "FieldValueForbidden");
}

TEST(Denial, Case107SaysThePathOnceInACause) {
  const auto cause = denial({finding("overrides/x", "team-a.ingestion")})->causes[0];
  EXPECT_EQ(cause.field + ": " + cause.message,
            "data[overrides.yaml].team-a.ingestion: overrides.yaml:4:7: is wrong; mend it "
            "[overrides/x]");
}

TEST(Denial, NamesTheObjectAsKubectlPrintsIt) {
  const auto status = denial({finding("overrides/x")});
  EXPECT_EQ(status->kind, "ConfigMap");
  EXPECT_EQ(status->name, "tempo-runtime");
}

TEST(Denial, Case107IsForbiddenForWhoAndInvalidForWhat) {
  EXPECT_EQ(denial({finding("overrides/x")})->code, 422);
  EXPECT_EQ(denial({finding("overrides/x"), finding("tenants/changer-not-allowed")})->code, 403);
  EXPECT_EQ(denial({finding("tenants/delete-protected")})->reason, "Forbidden");
}

TEST(Denial, LetsNoTenantForgeALine) {
  const auto message = denial({finding("overrides/x", "a\nroot:\x1b[31m")})->message;
  EXPECT_EQ(std::count(message.begin(), message.end(), '\n'), 1);
  EXPECT_EQ(message.find('\x1b'), message.npos);
}

TEST(Denial, Case119IsBoundedWhateverTheFaultsSay) {
  const auto status = denial(std::vector<Finding>(
      500, finding("overrides/x", std::string(5000, 'p'), std::string(50'000, 'm'))));
  EXPECT_LT(status->message.size(), 12'000);
  EXPECT_EQ(status->causes.size(), 50);
  for (const auto& cause : status->causes)
    EXPECT_LE(cause.message.size() + cause.field.size(), 900);
}

}  // namespace
}  // namespace tempo_admission::policy
