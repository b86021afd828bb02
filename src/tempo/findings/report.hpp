// Collects the faults of one file: in the order of the text, capped, none twice.
// Knows nothing of what is a fault.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tempo/findings/codes.hpp"
#include "tempo/findings/path.hpp"
#include "tempo/values/tenant_regexes.hpp"
#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/tempo/unlisted_finding.hpp"

namespace tempo_admission::tempo {

struct Message {
  std::string message;
  std::string hint;
};

class Report {
 public:
  // Errors are kept beyond max_diagnostics, but no more than this many: work and memory stay
  // bounded on hostile files.
  static constexpr std::size_t max_errors = 1000;

  explicit Report(std::size_t max_diagnostics) : max_diagnostics_(max_diagnostics) {}

  // Takes a callable that gives the Message: they are made only for a fault that has a place.
  template <class MakeWords>
  void add(const Code& code, Position position, const Path& path, MakeWords&& make_message) {
    const auto severity = code.effect == Effect::regretted ? Severity::warning : Severity::error;
    const bool refused = is_refused(code.effect);
    const auto fatal = fatal_of(code.effect);
    const UnlistedFinding unlisted{
        .code = code.name, .position = position, .tempo_rejects = refused, .tempo_fatal = fatal};
    if (!admits(severity, unlisted)) return;
    Message words = make_message();
    add(Diagnostic{.code = std::string(code.name),
                   .severity = severity,
                   .message = std::move(words.message),
                   .path = path.text(),
                   .position = position,
                   .hint = std::move(words.hint),
                   .tempo_rejects = refused,
                   .tempo_fatal = fatal});
  }

  [[nodiscard]] bool holds(const Code& code) const;

  // Tells where a fault stands that another room found without knowing it; false where it has not.
  [[nodiscard]] bool locate(const Code& code, Position position, const Path& path);

  // One in its final words. The same words at the same place count once for each tenant; that they
  // were found for a further tenant, whose block is the same by an alias, is noted as unlisted.
  void add(Diagnostic diagnostic);

  // What is found from now on belongs to this tenant, by its index in the file.
  void set_tenant(std::uint32_t index) { tenant_ = index; }
  void set_no_tenant() { tenant_ = UnlistedFinding::no_tenant; }

  // Their budget is one for the whole file, as the report is.
  [[nodiscard]] TenantRegexes& regexes() { return regexes_; }

  [[nodiscard]] bool tempo_rejects() const { return tempo_rejects_; }
  [[nodiscard]] bool tempo_ends() const { return tempo_ends_; }
  [[nodiscard]] std::size_t more() const { return more_; }
  [[nodiscard]] std::vector<UnlistedFinding> take_unlisted() { return std::move(unlisted_); }
  struct Listed {
    Diagnostics diagnostics;             // in the order of the text; the warnings give way first
    std::vector<std::uint32_t> tenants;  // of each
  };
  // After this the report is empty.
  [[nodiscard]] Listed take();

 private:
  [[nodiscard]] bool has_place(Severity severity, bool refused, Fatal fatal) const;
  // Notes as unlisted what has no place.
  bool admits(Severity severity, const UnlistedFinding& finding);
  void note_unlisted(const UnlistedFinding& finding);

  std::size_t max_diagnostics_;
  TenantRegexes regexes_;
  bool tempo_rejects_ = false;
  bool tempo_ends_ = false;
  std::size_t more_ = 0;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
  std::size_t repeats_ = 0;
  std::uint32_t tenant_ = UnlistedFinding::no_tenant;
  std::unordered_map<std::string, std::uint32_t> seen_;              // and the last tenant of each
  std::unordered_multimap<std::uint64_t, std::size_t> by_position_;  // of diagnostics_
  Diagnostics diagnostics_;
  std::vector<std::uint32_t> tenants_;  // of diagnostics_
  std::vector<UnlistedFinding> unlisted_;
};

}  // namespace tempo_admission::tempo
