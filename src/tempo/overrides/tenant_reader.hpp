// Reads the tenants of a file in either format. Knows nothing of keys next to `overrides:`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tempo/findings/report.hpp"
#include "tempo/overrides/block_reader.hpp"
#include "tempo_admission/tempo/overrides.hpp"
#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::tempo {

// The format of a file. Tempo reads a whole file in one format.
enum class FileFormat : std::uint8_t { scoped, legacy, mixed };

// Borrows the settings and the report. Use it for one file.
class TenantReader {
 public:
  TenantReader(const OverridesSettings& settings, Report& report)
      : settings_(settings),
        report_(report),
        block_(settings, report),
        key_search_(BlockReader::key_search(report)) {}

  // `tenants` is the value of `overrides:`, a mapping. Tenant::block is left empty.
  [[nodiscard]] std::vector<Tenant> read(yaml::GoNode tenants);

 private:
  // The first keys of a tenant that exist in one of the formats only.
  struct Formats {
    yaml::GoNode first_scoped;
    yaml::GoNode first_legacy;
  };

  // Missing limits without which all spans of a tenant are refused.
  struct MissingLimits {
    std::string names;  // empty if none is missing
    std::size_t count = 0;
    const FieldValue* zero = nullptr;  // the first that is set to 0
  };

  [[nodiscard]] MissingLimits missing_limits() const;
  [[nodiscard]] Formats formats_of(yaml::GoNode block) const;
  [[nodiscard]] FileFormat format_of(yaml::GoNode tenants) const;
  [[nodiscard]] Tenant read_tenant(yaml::GoNode key, yaml::GoNode block);
  void read_block(yaml::GoNode block, const Path& path);
  void check_null(yaml::GoNode key, const Path& path);
  void check_format(yaml::GoNode block, const Tenant& tenant, const Path& path);
  void check_rate_limit(yaml::GoNode key, yaml::GoNode block, const Path& path);
  [[nodiscard]] const FieldSpec* spec_of(std::string_view name) const;
  [[nodiscard]] std::string unread_fields(const Tenant& tenant) const;
  [[nodiscard]] bool legacy_refused() const;

  const OverridesSettings& settings_;
  Report& report_;
  BlockReader block_;
  KeySearch key_search_;
  FileFormat format_ = FileFormat::scoped;
  bool deprecation_told_ = false;
};

}  // namespace tempo_admission::tempo
