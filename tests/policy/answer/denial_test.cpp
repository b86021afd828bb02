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

Finding finding_because(Cause cause, std::string path = {}) {
  Finding found = finding("a/b", std::move(path));
  found.what.cause = cause;
  return found;
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
  const auto causes =
      denial({finding_because(Cause::missing, "a.b"), finding_because(Cause::duplicate),
              finding_because(Cause::forbidden, "a.c"), finding_because(Cause::not_allowed)})
          ->causes;
  EXPECT_EQ(causes[0].reason, "FieldValueRequired");
  EXPECT_EQ(causes[0].field, "data[overrides.yaml].a.b");
  EXPECT_EQ(causes[1].reason, "FieldValueDuplicate");
  EXPECT_EQ(causes[1].field, "data[overrides.yaml]");
  EXPECT_EQ(causes[2].reason, "FieldValueForbidden");
  EXPECT_EQ(causes[3].reason, "FieldValueNotSupported");
}

TEST(Denial, Case107SaysThePathOnceInACause) {
  const auto cause = denial({finding("overrides/x", "team-a.ingestion")})->causes[0];
  EXPECT_EQ(cause.field + ": " + cause.message,
            "data[overrides.yaml].team-a.ingestion: overrides.yaml:4:7: is wrong; mend it "
            "[overrides/x]");
}

TEST(Denial, ReadsNothingFromTheCode) {
  const auto status = denial({finding("tenants/changer-not-allowed"), finding("a/duplicate-key")});
  EXPECT_EQ(status->code, 422);
  EXPECT_EQ(status->causes[1].reason, "FieldValueInvalid");
}

TEST(Denial, NamesTheObjectAsKubectlPrintsIt) {
  const auto status = denial({finding("overrides/x")});
  EXPECT_EQ(status->kind, "ConfigMap");
  EXPECT_EQ(status->name, "tempo-runtime");
}

TEST(Denial, Case107IsForbiddenForWhoAndInvalidForWhat) {
  EXPECT_EQ(denial({finding("overrides/x")})->code, 422);
  EXPECT_EQ(denial({finding("overrides/x"), finding_because(Cause::caller)})->code, 403);
  EXPECT_EQ(denial({finding_because(Cause::caller)})->reason, "Forbidden");
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
