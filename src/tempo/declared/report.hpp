// Collects the findings about declared tenants and returns them by part and position. Knows nothing
// of what is wrong.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/base/finding_info.hpp"
#include "tempo_admission/tempo/declared_tenants.hpp"
#include "tempo_admission/yaml/scalar_edit.hpp"

namespace tempo_admission::tempo {

// Where something was written: the part's index, path and position.
struct Spot {
  std::size_t part = 0;
  std::string path;
  Position position;
};

// Not thread-safe: one report per judgement.
class DeclaredReport {
 public:
  // The parts must outlive the report.
  DeclaredReport(const std::vector<DeclaredTenantsPart>& parts, std::size_t max_diagnostics)
      : parts_(parts), max_diagnostics_(max_diagnostics) {}

  // True if a finding with this code would be kept; otherwise counts it. Ask before building an
  // expensive message.
  [[nodiscard]] bool admits(const FindingInfo& code);
  // A code is reported once per location. `fix` replaces the scalar at that location.
  void add(const FindingInfo& code, const Spot& spot, std::string message, std::string hint = "",
           std::optional<yaml::ScalarFix> fix = std::nullopt);
  // For findings of the yaml room or of a line scan.
  void add(std::size_t part, Diagnostic diagnostic,
           std::optional<yaml::ScalarFix> fix = std::nullopt);

  // "tenants[0].name (tenants.yaml:2:9)", to mention one location in a message about another. Lines
  // count within the part, wherever the report is shown.
  [[nodiscard]] std::string describe(const Spot& spot) const;

  // Returns at most max_diagnostics findings. Warnings are dropped before errors, so that whatever
  // causes a denial is shown. more() counts the rest. Call once.
  [[nodiscard]] std::vector<DeclaredTenantsDiagnostic> take();
  [[nodiscard]] std::size_t more() const { return more_; }
  [[nodiscard]] std::map<std::string, Severity> take_unlisted_codes() {
    return std::move(unlisted_codes_);
  }

 private:
  struct Entry {
    std::size_t part = 0;
    Diagnostic diagnostic;
    std::optional<yaml::ScalarFix> fix;  // of the scalar at the diagnostic's position
  };
  [[nodiscard]] std::vector<Entry>& entries_of(Severity severity) {
    return severity == Severity::error ? errors_ : warnings_;
  }

  void make_edits(std::vector<Entry>& entries) const;

  const std::vector<DeclaredTenantsPart>& parts_;
  std::size_t max_diagnostics_;
  void note_unlisted(std::string_view code, Severity severity);

  std::size_t more_ = 0;
  std::map<std::string, Severity> unlisted_codes_;  // the most severe of each
  std::vector<Entry> errors_;
  std::vector<Entry> warnings_;
  std::set<std::tuple<std::size_t, Position, std::string, std::string>> seen_;
};

// Quotes a string for a message: shortened, control characters replaced, credentials redacted.
[[nodiscard]] std::string show(std::string_view text);

}  // namespace tempo_admission::tempo
