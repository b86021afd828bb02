#include "policy/tenants/severity.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::policy {
namespace {

Diagnostic what(std::string code, Severity severity, bool tempo_rejects = false) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.severity = severity;
  diagnostic.tempo_rejects = tempo_rejects;
  return diagnostic;
}

TEST(SeverityOf, IsThePolicysUnlessTempoRefuses) {
  Model model;
  model.severities = {{"a/up", Severity::error}, {"a/down", Severity::warning}};
  EXPECT_EQ(severity_of(model, what("a/up", Severity::warning)), Severity::error);
  EXPECT_EQ(severity_of(model, what("a/down", Severity::error)), Severity::warning);
  EXPECT_EQ(severity_of(model, what("a/down", Severity::error, true)), Severity::error);
  EXPECT_EQ(severity_of(model, what("a/other", Severity::warning)), Severity::warning);
}

TEST(SeverityOf, IsAnErrorWhereTempoDies) {
  Model model;
  model.severities = {{"a/fatal", Severity::warning}};
  auto fatal = what("a/fatal", Severity::error);
  fatal.tempo_fatal = Fatal::later;
  EXPECT_EQ(severity_of(model, fatal), Severity::error);
}

}  // namespace
}  // namespace tempo_admission::policy
