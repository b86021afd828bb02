#include "app/serve/configuration.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "app/input_file.hpp"
#include "app/serve/fingerprint.hpp"

namespace tempo_admission::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_value_files = 1'000;
constexpr std::size_t value_limit_bytes = 256U << 10;

// Sorted by name; entries of a mounted volume such as "..data" are not values.
std::vector<fs::path> value_files(const std::string& directory) {
  std::vector<fs::path> files;
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator(directory, unreadable)) {
    if (entry.path().filename().string().starts_with("..")) continue;
    if (entry.is_regular_file(unreadable)) files.push_back(entry.path());
    if (files.size() == max_value_files) break;
  }
  std::ranges::sort(files);
  return files;
}

void add_values(Fingerprint& fingerprint, const std::string& directory) {
  if (directory.empty()) return;
  for (const fs::path& file : value_files(directory)) {
    const auto value = read_input(file.string(), value_limit_bytes, FileKind::regular);
    fingerprint.add(file.filename().string()).add(value ? *value : value.error().message);
  }
}

Result<std::string> read_pem(const std::string& file, FileKind kind) {
  // One byte more than the server accepts, so that the server reports the error.
  return read_input(file, server::pem_limit_bytes + 1, kind);
}

}  // namespace

Result<PolicyContent> read_policy_content(const PolicyChoice& choice, FileKind kind) {
  auto text = read_policy_text(choice.source, kind);
  if (!text) return tl::unexpected(text.error());
  Fingerprint fingerprint;
  fingerprint.add(text->yaml);
  add_values(fingerprint, choice.values_dir);
  return PolicyContent{*std::move(text), fingerprint.text()};
}

Result<CertificateContent> read_certificate_content(const ServeCommand& command, FileKind kind) {
  CertificateContent content;
  const std::pair<const std::string&, std::string&> parts[] = {
      {command.tls_cert, content.pem.certificate},
      {command.tls_key, content.pem.key},
      {command.client_ca, content.pem.client_ca}};
  Fingerprint fingerprint;
  for (const auto& [file, text] : parts) {
    if (file.empty()) continue;
    auto read = read_pem(file, kind);
    if (!read) return tl::unexpected(read.error());
    text = *std::move(read);
    fingerprint.add(text);
  }
  content.pem.client_names = command.client_names;
  content.fingerprint = fingerprint.text();
  return content;
}

std::vector<std::string> watched_paths(const ServeCommand& command) {
  std::vector<std::string> paths;
  for (const std::string& path :
       {command.tls_cert, command.tls_key, command.client_ca, command.policy.values_dir,
        command.policy.source, command.webhooks}) {
    if (!path.empty() && !path.starts_with("preset:")) paths.push_back(path);
  }
  return paths;
}

}  // namespace tempo_admission::app
