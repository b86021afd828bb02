#include "app/policy_source.hpp"

#include <filesystem>
#include <utility>

#include "app/input_file.hpp"

namespace tempo_admission::app {
namespace {

constexpr std::string_view preset_prefix = "preset:";
constexpr std::size_t policy_limit_bytes = 1U << 20;
// An annotation cannot be larger than this.
constexpr std::size_t value_limit_bytes = 256U << 10;

std::string join_names(const std::vector<std::string_view>& names) {
  std::string joined;
  for (const std::string_view name : names) {
    if (!joined.empty()) joined += ", ";
    joined += name;
  }
  return joined;
}

Result<PolicyText> read_preset(const std::string& source) {
  const std::string_view name = std::string_view(source).substr(preset_prefix.size());
  const auto yaml = policy::preset(name);
  if (!yaml) {
    return failure("unknown preset '" + std::string(name) +
                   "'; known presets: " + join_names(policy::preset_names()));
  }
  return PolicyText{source, std::string(*yaml)};
}

// A fromFile name must not leave the directory.
bool stays_below(const std::filesystem::path& name) {
  if (name.empty() || name.is_absolute()) return false;
  for (const auto& part : name) {
    if (part == "..") return false;
  }
  return true;
}

Result<std::string> read_value(const std::string& directory, std::string_view name) {
  if (directory.empty()) {
    return failure("'" + std::string(name) + "' is read from a file; set --values-dir");
  }
  const std::filesystem::path relative(name);
  if (!stays_below(relative)) {
    return failure("'" + std::string(name) + "' must be the name of a file in --values-dir");
  }
  auto value = read_input((std::filesystem::path(directory) / relative).string(), value_limit_bytes,
                          FileKind::regular);
  // Editors and "kubectl create secret --from-file" keep the newline at the end of the file.
  if (value && value->ends_with('\n')) value->pop_back();
  return value;
}

std::vector<std::string> version_warnings(const PolicyChoice& choice) {
  using Fit = tempo::ParsedVersion::Fit;
  if (!choice.tempo_version || choice.tempo_version->fit == Fit::known) return {};
  const bool older = choice.tempo_version->fit == Fit::older;
  return {"--tempo-version " + choice.tempo_version_text + " is " + (older ? "older" : "newer") +
          " than any known version; checking as " +
          std::string(to_string(choice.tempo_version->version))};
}

}  // namespace

Result<PolicyText> read_policy_text(const std::string& source, FileKind kind) {
  if (source.starts_with(preset_prefix)) return read_preset(source);
  auto yaml = read_input(source, policy_limit_bytes, kind);
  if (!yaml) return tl::unexpected(yaml.error());
  return PolicyText{source, *std::move(yaml)};
}

Result<ReadyPolicy, Lines> compile_policy(const PolicyText& text, const PolicyChoice& choice) {
  policy::LoadOptions options;
  options.ceiling = choice.ceiling;
  if (choice.tempo_version) options.tempo_version = choice.tempo_version->version;
  if (!choice.own_namespace.empty()) options.exempt_namespaces = {choice.own_namespace};
  std::map<std::string, std::string> file_of_value;
  options.read_value = [&](std::string_view name) -> Result<std::string> {
    if (choice.values == ValueFiles::left_out) return std::string();
    auto value = read_value(choice.values_dir, name);
    if (value) file_of_value.emplace(*value, name);
    return value;
  };

  auto loaded = policy::load_policy(text.yaml, options);
  if (!loaded) {
    Lines lines;
    for (const Diagnostic& diagnostic : loaded.error())
      lines.push_back(describe(text.name, diagnostic));
    return tl::unexpected(std::move(lines));
  }
  std::vector<std::string> warnings = version_warnings(choice);
  for (const Diagnostic& warning : loaded->warnings) {
    warnings.push_back(describe(text.name, warning));
  }
  return ReadyPolicy{std::move(loaded->policy), std::move(warnings), std::move(file_of_value)};
}

Result<ReadyPolicy, Lines> load_chosen_policy(const PolicyChoice& choice) {
  const auto text = read_policy_text(choice.source);
  if (!text) return tl::unexpected(Lines{text.error().message});
  return compile_policy(*text, choice);
}

std::string describe(std::string_view file, const Diagnostic& diagnostic) {
  std::string line(file);
  if (diagnostic.position.known()) {
    line += ':' + std::to_string(diagnostic.position.line) + ':' +
            std::to_string(diagnostic.position.column);
  }
  line += ": " + diagnostic.message;
  if (!diagnostic.hint.empty()) line += " (" + diagnostic.hint + ")";
  return line;
}

}  // namespace tempo_admission::app
