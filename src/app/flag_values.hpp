// The words and units that flags take, as CLI11 wants them. Knows nothing of which flags there are.
#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "app/command.hpp"

namespace tempo_admission::app {

// Every flag has an environment twin: --tls-cert is TEMPO_ADMISSION_TLS_CERT.
[[nodiscard]] std::string environment_twin(const std::string& flag);

CLI::Option* add_text(CLI::App& app, const std::string& flag, std::string& value,
                      const std::string& help);
// "10s", "500ms", "2m", "1h".
CLI::Option* add_duration(CLI::App& app, const std::string& flag, std::chrono::milliseconds& value,
                          const std::string& help);
// "65536", "64KiB", "16MiB".
CLI::Option* add_bytes(CLI::App& app, const std::string& flag, std::size_t& value,
                       const std::string& help);
CLI::Option* add_count(CLI::App& app, const std::string& flag, std::size_t& value,
                       const std::string& help);
CLI::Option* add_phase(CLI::App& app, std::optional<kube::Phase>& phase, const std::string& help);
CLI::Option* add_format(CLI::App& app, ReportFormat& format);
CLI::Option* add_fail_on(CLI::App& app, FailOn& fail_on);

// --policy, --mode, --tempo-version, --values-dir: the same for every command that judges.
void add_policy_flags(CLI::App& app, PolicyChoice& choice);

}  // namespace tempo_admission::app
