// Collects the faults of declared tenants, part by part, and hands them out in the order of the
// text. Knows nothing of what is a fault.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "tempo/declared/codes.hpp"
#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/tempo/declared_tenants.hpp"

namespace tempo_admission::tempo {

// Where something was written: in which part, under which path, at which position.
struct Spot {
  std::size_t part = 0;
  std::string path;
  Position position;
};

class DeclaredReport {
 public:
  // The parts must outlive the report.
  DeclaredReport(const std::vector<DeclaredTenantsPart>& parts, std::size_t max_diagnostics)
      : parts_(parts), max_diagnostics_(max_diagnostics) {}

  // Whether a fault of this code would be kept; one that would not is counted. Asked before words
  // are made that cost something.
  [[nodiscard]] bool admits(const DeclaredCode& code);
  // The same code at the same spot counts once.
  void add(const DeclaredCode& code, const Spot& spot, std::string message, std::string hint = "");
  // Of the yaml room, or found by line.
  void add(std::size_t part, Diagnostic diagnostic);

  // "tenants[0].name (tenants.yaml:2:9)": for words about one spot that stand at another. Lines
  // count in the key's text, wherever a report shows them.
  [[nodiscard]] std::string describe(const Spot& spot) const;

  // At most max_diagnostics: warnings give way to errors, so that what denies is never cut away by
  // what does not. `more` counts the rest.
  [[nodiscard]] std::vector<DeclaredTenantsDiagnostic> take();
  [[nodiscard]] std::size_t more() const { return more_; }
  [[nodiscard]] std::set<std::string> take_unlisted_codes() { return std::move(unlisted_codes_); }

 private:
  struct Entry {
    std::size_t part = 0;
    Diagnostic diagnostic;
  };
  [[nodiscard]] std::vector<Entry>& entries_of(Severity severity) {
    return severity == Severity::error ? errors_ : warnings_;
  }

  const std::vector<DeclaredTenantsPart>& parts_;
  std::size_t max_diagnostics_;
  void note_unlisted(std::string_view code);

  std::size_t more_ = 0;
  std::set<std::string> unlisted_codes_;
  std::vector<Entry> errors_;
  std::vector<Entry> warnings_;
  std::set<std::tuple<std::size_t, Position, std::string, std::string>> seen_;
};

// The text in quotes, fit for a message: short, without control characters, and never a secret.
[[nodiscard]] std::string show(std::string_view text);

}  // namespace tempo_admission::tempo
