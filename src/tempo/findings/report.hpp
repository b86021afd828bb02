// Collects the findings about one file: in file order, capped, without duplicates. Knows nothing of
// what is wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tempo/findings/path.hpp"
#include "tempo/values/tenant_regexes.hpp"
#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/base/finding_info.hpp"
#include "tempo_admission/tempo/unlisted_finding.hpp"
#include "tempo_admission/yaml/scalar_edit.hpp"

namespace tempo_admission::tempo {

namespace code {
extern const FindingInfo duplicate_key;  // which other rooms report, too
}  // namespace code

// What is wrong, and how to fix it.
struct Message {
  std::string message;
  std::string hint;
  std::optional<yaml::ScalarFix> fix = std::nullopt;  // of the scalar at the finding's position
};

// Not thread-safe: one report per judgement.
class Report {
 public:
  // Errors are kept beyond max_diagnostics, but never more than this, to bound work and memory on
  // hostile files.
  static constexpr std::size_t max_errors = 1000;

  explicit Report(std::size_t max_diagnostics) : max_diagnostics_(max_diagnostics) {}

  // `make_message` returns the Message and is called only if the finding will be kept.
  template <class MakeMessage>
  void add(const FindingInfo& code, Position position, const Path& path,
           MakeMessage&& make_message) {
    const auto severity = severity_of(code.effect);
    const bool refused = is_refused(code.effect);
    const auto fatal = fatal_of(code.effect);
    const UnlistedFinding unlisted{
        .code = code.code, .position = position, .tempo_rejects = refused, .tempo_fatal = fatal};
    if (!admits(severity, unlisted)) return;
    Message message = make_message();
    keep(Diagnostic{.code = std::string(code.code),
                    .severity = severity,
                    .message = std::move(message.message),
                    .path = path.text(),
                    .position = position,
                    .hint = std::move(message.hint),
                    .tempo_rejects = refused,
                    .tempo_fatal = fatal,
                    .cause = code.cause},
         unlisted, std::move(message.fix));
  }

  // True if a kept finding has this code.
  [[nodiscard]] bool holds(std::string_view code) const;

  // Sets path and tenant of a finding that another room reported without them; false if there is
  // none at this position.
  [[nodiscard]] bool locate(const FindingInfo& code, Position position, const Path& path);

  // Adds a complete finding. The same finding at the same position is listed once; if an alias
  // repeats it for another tenant, it is noted as unlisted.
  void add(Diagnostic diagnostic);

  // Assigns all further findings to this tenant, by its index in the file.
  void set_tenant(std::uint32_t index) { tenant_ = index; }
  void set_no_tenant() { tenant_ = UnlistedFinding::no_tenant; }

  // Notes a known field; depends_on_version() is true if another version may judge one differently.
  void note_field(bool differs_between_versions) {
    depends_on_version_ = depends_on_version_ || differs_between_versions;
  }
  [[nodiscard]] bool depends_on_version() const { return depends_on_version_; }

  // The regular expression budget is shared by the whole file, as the report is.
  [[nodiscard]] TenantRegexes& regexes() { return regexes_; }

  [[nodiscard]] bool tempo_rejects() const { return tempo_rejects_; }
  [[nodiscard]] bool tempo_ends() const { return tempo_ends_; }
  [[nodiscard]] std::size_t more() const { return more_; }
  [[nodiscard]] std::vector<UnlistedFinding> take_unlisted() { return std::move(unlisted_); }
  struct Listed {
    Diagnostics diagnostics;             // in file order; warnings are dropped first
    std::vector<std::uint32_t> tenants;  // of each diagnostic
  };
  // Returns the findings about `text`; add none afterwards. more() and take_unlisted() are complete
  // only then.
  [[nodiscard]] Listed take(std::string_view text);

 private:
  void make_edits(std::string_view text);
  [[nodiscard]] bool has_place(Severity severity, bool refused, Fatal fatal) const;
  // False if the finding will not be kept; it is then noted as unlisted.
  bool admits(Severity severity, const UnlistedFinding& finding);
  void note_unlisted(const UnlistedFinding& finding);
  // Lists a finding that was admitted, unless it is listed already.
  void keep(Diagnostic diagnostic, const UnlistedFinding& unlisted,
            std::optional<yaml::ScalarFix> fix = std::nullopt);

  std::size_t max_diagnostics_;
  TenantRegexes regexes_;
  bool tempo_rejects_ = false;
  bool tempo_ends_ = false;
  bool depends_on_version_ = false;
  std::size_t more_ = 0;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
  std::size_t repeats_ = 0;
  std::uint32_t tenant_ = UnlistedFinding::no_tenant;
  std::unordered_map<std::string, std::uint32_t> seen_;              // with the last tenant of each
  std::unordered_multimap<std::uint64_t, std::size_t> by_position_;  // of diagnostics_
  Diagnostics diagnostics_;
  struct Origin {
    std::uint32_t tenant = UnlistedFinding::no_tenant;
    std::string_view code;  // a literal; empty for YAML errors
    std::optional<yaml::ScalarFix> fix;
  };
  std::vector<Origin> origins_;  // of diagnostics_
  std::vector<UnlistedFinding> unlisted_;
};

}  // namespace tempo_admission::tempo
