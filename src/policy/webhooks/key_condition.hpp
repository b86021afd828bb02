// The one match condition that webhooks get: the new or the stored ConfigMap has one of these keys.
// Its cost does not depend on the object, and it cannot fail on any object: nothing in it is
// dereferenced that may be null or absent.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tempo_admission::policy {

using DataKeys = std::set<std::string, std::less<>>;

// The keys under which a rule for `keys` finds a file: each, and the same with ".gz".
[[nodiscard]] DataKeys data_keys_for(const std::vector<std::string>& keys);

// nullopt: too many keys for one expression; send every ConfigMap instead.
[[nodiscard]] std::optional<std::string> key_condition(const DataKeys& keys);

// The keys of an expression that key_condition() wrote, however it was wrapped since; nullopt for
// any other expression.
[[nodiscard]] std::optional<DataKeys> keys_of_condition(std::string_view expression);

}  // namespace tempo_admission::policy
