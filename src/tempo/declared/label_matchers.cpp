#include "tempo/declared/label_matchers.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

namespace tempo_admission::tempo {
namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

class MatcherReader {
 public:
  MatcherReader(std::string_view text, TenantRegexes& regexes) : rest_(text), regexes_(regexes) {}

  Result<void> read_selector() {
    if (!take("{")) return failure("does not start with '{'");
    if (take("}")) return failure("has no matcher: it would match everything");
    while (true) {
      if (auto matcher = read_matcher(); !matcher) return matcher;
      const bool more = take(",");
      if (take("}")) return read_end();
      if (!more) return failure("has no ',' or '}' after a matcher");
    }
  }

 private:
  Result<void> read_matcher() {
    const auto name = take_name();
    if (name.empty() || (name.front() >= '0' && name.front() <= '9'))
      return failure("has a matcher without a label name");
    const bool regex = take("=~") || take("!~");
    if (!regex && !take("!=") && !take("="))
      return failure("has no operator (=, !=, =~ or !~) after the label " + std::string(name));
    std::string value;
    if (!take_quoted(value))
      return failure("has no quoted value for the label " + std::string(name));
    if (regex && regexes_.fault_of(value))
      return failure("has a regular expression that does not compile for the label " +
                     std::string(name));
    return {};
  }

  Result<void> read_end() {
    skip_space();
    if (!rest_.empty()) return failure("continues after '}'");
    return {};
  }

  void skip_space() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
  }

  bool take(std::string_view sign) {
    skip_space();
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(sign.size());
    return true;
  }

  std::string_view take_name() {
    skip_space();
    const auto* stop = std::find_if_not(rest_.begin(), rest_.end(), is_name_character);
    const auto name = rest_.substr(0, static_cast<std::size_t>(stop - rest_.begin()));
    rest_.remove_prefix(name.size());
    return name;
  }

  // Only escaped quotes and backslashes are unescaped: the regular expression reads the rest.
  bool take_quoted(std::string& value) {
    if (!take("\"")) return false;
    for (std::size_t i = 0; i < rest_.size(); ++i) {
      if (rest_[i] == '"') {
        rest_.remove_prefix(i + 1);
        return true;
      }
      const bool escape = rest_[i] == '\\' && i + 1 < rest_.size();
      if (escape && (rest_[i + 1] == '"' || rest_[i + 1] == '\\')) ++i;
      value += rest_[i];
    }
    return false;
  }

  std::string_view rest_;
  TenantRegexes& regexes_;
};

}  // namespace

Result<void> check_label_matchers(std::string_view selector, TenantRegexes& regexes) {
  return MatcherReader(selector, regexes).read_selector();
}

}  // namespace tempo_admission::tempo
