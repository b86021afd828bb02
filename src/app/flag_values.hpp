// The words and units that flags accept, as CLI11 options. Knows nothing of which flags exist. Each
// function writes to its reference while CLI11 parses, so it must outlive `app`.
#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "app/command.hpp"

namespace tempo_admission::app {

// The environment variable of a flag: --tls-cert is TEMPO_ADMISSION_TLS_CERT.
[[nodiscard]] std::string environment_twin(const std::string& flag);

CLI::Option* add_text(CLI::App& app, const std::string& flag, std::string& value,
                      const std::string& help);

// Both ends are allowed. The help states them; a value outside is an error.
struct Range {
  std::uint64_t min;
  std::uint64_t max;
};
struct DurationRange {
  std::chrono::milliseconds min;
  std::chrono::milliseconds max;
};
// "10s", "500ms", "2m", "1h".
CLI::Option* add_duration(CLI::App& app, const std::string& flag, std::chrono::milliseconds& value,
                          DurationRange range, const std::string& help);
// "65536", "64KiB", "16MiB".
CLI::Option* add_bytes(CLI::App& app, const std::string& flag, std::size_t& value, Range range,
                       const std::string& help);
CLI::Option* add_count(CLI::App& app, const std::string& flag, std::size_t& value, Range range,
                       const std::string& help);
CLI::Option* add_phase(CLI::App& app, std::optional<kube::Phase>& phase, const std::string& help);
CLI::Option* add_format(CLI::App& app, ReportFormat& format);
CLI::Option* add_webhook_output(CLI::App& app, WebhookOutput& output);
CLI::Option* add_fail_on(CLI::App& app, FailOn& fail_on);

// --policy, --mode, --tempo-version, --values-dir: common to all commands that load a policy.
void add_policy_flags(CLI::App& app, PolicyChoice& choice);

}  // namespace tempo_admission::app
