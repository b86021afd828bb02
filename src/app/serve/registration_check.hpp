// Compares the policy in use with a copy of the registered webhook configurations (--webhooks): a
// reloaded policy can need objects that the API server was never asked to send.
#pragma once

#include <optional>
#include <string>

#include "app/serve/log.hpp"
#include "app/serve/metrics.hpp"
#include "tempo_admission/policy/policy.hpp"

namespace tempo_admission::app {

// Used on the main thread only. The metrics and the log must outlive it. Never stops anything: a
// copy that is missing or unreadable is logged.
class RegistrationCheck {
 public:
  // `file` may be empty: then nothing is compared.
  RegistrationCheck(std::string file, Metrics& metrics, Log& log);

  // For a policy that has just been loaded: logs each rule that is not sent everything, and counts.
  void compare(const policy::Policy& policy);
  // The same if the copy has changed since.
  void compare_if_changed(const policy::Policy& policy);

 private:
  void report(const policy::Policy& policy, const std::string& text);

  std::string file_;
  Metrics& metrics_;
  Log& log_;
  std::optional<std::string> seen_;  // what the file contained, or why it could not be read
};

}  // namespace tempo_admission::app
