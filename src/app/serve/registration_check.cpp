#include "app/serve/registration_check.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "app/input_file.hpp"
#include "app/webhooks/registered_webhooks.hpp"
#include "tempo_admission/policy/webhooks.hpp"

namespace tempo_admission::app {
namespace {

constexpr std::size_t max_lines = 20;

}  // namespace

RegistrationCheck::RegistrationCheck(std::string file, Metrics& metrics, Log& log)
    : file_(std::move(file)), metrics_(metrics), log_(log) {}

void RegistrationCheck::compare(const policy::Policy& policy) {
  seen_.reset();
  compare_if_changed(policy);
}

void RegistrationCheck::compare_if_changed(const policy::Policy& policy) {
  if (file_.empty()) return;
  const auto text = read_input(file_, registered_limit_bytes, FileKind::regular);
  const std::string content = text ? *text : text.error().message;
  if (std::exchange(seen_, content) == content) return;
  if (text) return report(policy, *text);
  log_.say(LogLevel::warn, "registered webhooks not compared", content);
}

void RegistrationCheck::report(const policy::Policy& policy, const std::string& text) {
  const auto registered = parse_registered_webhooks(text);
  if (!registered)
    return log_.say(LogLevel::warn, "registered webhooks not compared",
                    file_ + ": " + registered.error().message);
  const auto unsent = policy::unsent_requests(policy, registered->webhooks);
  std::set<std::string> rules;
  for (const auto& one : unsent) rules.insert(one.rule);
  metrics_.compared_with_webhooks(rules.size());
  for (std::size_t i = 0; i < std::min(unsent.size(), max_lines); ++i)
    log_.say(LogLevel::warn, "the policy needs more than the registered webhooks send",
             describe(unsent[i]));
}

}  // namespace tempo_admission::app
