// Where to point for a field that is not there: at the key of the nearest block around it that is.
#pragma once

#include <optional>
#include <string_view>

#include "tempo_admission/tempo/overrides.hpp"
#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::policy {

// Of one overrides file. Reads it only when it is asked for the first time.
class ParentKeys {
 public:
  explicit ParentKeys(std::string_view text) : text_(text) {}
  struct Nearest {
    Position position;
    bool is_field = false;  // it is there after all, with a value that could not be read
  };
  // For "ingestion.rate_limit_bytes" the tenant's key "ingestion", else the tenant's own key.
  [[nodiscard]] Nearest find(const tempo::Tenant& tenant, std::string_view path);

 private:
  [[nodiscard]] yaml::Node tenants();

  std::string_view text_;
  std::optional<yaml::Document> document_;
  bool is_read_ = false;
};

}  // namespace tempo_admission::policy
