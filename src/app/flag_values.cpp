#include "app/flag_values.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace tempo_admission::app {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr Unit duration_units[] = {{"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}};
constexpr Unit count_units[] = {{"", 1}};
constexpr Unit byte_units[] = {{"", 1}, {"KiB", 1U << 10}, {"MiB", 1U << 20}, {"GiB", 1U << 30}};

// "16MiB" with the factor of its unit; nullopt if it is not a valid number or does not fit.
std::optional<std::uint64_t> parse_scaled(std::string_view text, std::span<const Unit> units) {
  std::uint64_t number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  const std::string_view name(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
  const auto unit = std::ranges::find(units, name, &Unit::name);
  if (unit == units.end() || number > std::numeric_limits<std::int64_t>::max() / unit->factor) {
    return std::nullopt;
  }
  return number * unit->factor;
}

// With the largest unit that divides it.
std::string spelled(std::uint64_t value, std::span<const Unit> units) {
  for (auto unit = units.rbegin(); unit != units.rend(); ++unit) {
    if (value >= unit->factor && value % unit->factor == 0)
      return std::to_string(value / unit->factor) + std::string(unit->name);
  }
  return std::to_string(value) + std::string(units.front().name);
}

// A kind of number: its units, how the help names it, and an example.
struct Scale {
  std::span<const Unit> units;
  const char* type_name;
  const char* example;
};

constexpr Scale durations{duration_units, "DURATION", "10s"};
constexpr Scale sizes{byte_units, "SIZE", "16MiB"};
constexpr Scale counts{count_units, "NUMBER", "10"};

CLI::Option* add_scaled(CLI::App& app, const std::string& flag, Scale scale, std::uint64_t standard,
                        Range range, std::function<void(std::uint64_t)> store,
                        const std::string& help) {
  const std::string bounds =
      spelled(range.min, scale.units) + " to " + spelled(range.max, scale.units);
  const auto parse = [=](const std::string& text) {
    const auto value = parse_scaled(text, scale.units);
    if (!value) {
      throw CLI::ValidationError(
          flag, "'" + text + "' is not a valid value; write it like " + scale.example);
    }
    if (*value < range.min || *value > range.max)
      throw CLI::ValidationError(flag, "'" + text + "' must be in the range " + bounds);
    store(*value);
  };
  return app.add_option_function<std::string>(flag, parse, help + " (" + bounds + ")")
      ->envname(environment_twin(flag))
      ->type_name(scale.type_name)
      ->default_str(spelled(standard, scale.units));
}

template <class T>
CLI::Option* add_choice(CLI::App& app, const std::string& flag,
                        const std::vector<std::pair<std::string, T>>& choices,
                        std::function<void(T)> store, const std::string& help) {
  std::vector<std::string> names;
  std::string all;
  for (const auto& choice : choices) {
    names.push_back(choice.first);
    all += (all.empty() ? "" : "|") + choice.first;
  }
  const auto pick = [=](const std::string& name) {
    store(std::ranges::find(choices, name, &std::pair<std::string, T>::first)->second);
  };
  return app.add_option_function<std::string>(flag, pick, help)
      ->envname(environment_twin(flag))
      ->type_name(all)
      ->check(CLI::IsMember(names).description(""));
}

void add_tempo_version(CLI::App& app, PolicyChoice& choice) {
  const auto parse = [&choice](const std::string& text) {
    const auto version = tempo::parse_version(text);
    if (!version) throw CLI::ValidationError("--tempo-version", version.error().message);
    choice.tempo_version = *version;
    choice.tempo_version_text = text;
  };
  app.add_option_function<std::string>(
         "--tempo-version", parse,
         "Tempo version to check overrides for, regardless of rule, label and default")
      ->envname(environment_twin("--tempo-version"))
      ->type_name("VERSION");
}

}  // namespace

std::string environment_twin(const std::string& flag) {
  std::string name = "TEMPO_ADMISSION_";
  for (const char c : flag.substr(2)) {
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

CLI::Option* add_text(CLI::App& app, const std::string& flag, std::string& value,
                      const std::string& help) {
  return app.add_option(flag, value, help)->envname(environment_twin(flag));
}

CLI::Option* add_duration(CLI::App& app, const std::string& flag, std::chrono::milliseconds& value,
                          DurationRange range, const std::string& help) {
  const auto store = [&value](std::uint64_t milliseconds) {
    value = std::chrono::milliseconds(static_cast<std::int64_t>(milliseconds));
  };
  const auto count = [](std::chrono::milliseconds time) {
    return static_cast<std::uint64_t>(time.count());
  };
  return add_scaled(app, flag, durations, count(value), {count(range.min), count(range.max)}, store,
                    help);
}

CLI::Option* add_bytes(CLI::App& app, const std::string& flag, std::size_t& value, Range range,
                       const std::string& help) {
  const auto store = [&value](std::uint64_t bytes) { value = bytes; };
  return add_scaled(app, flag, sizes, value, range, store, help);
}

CLI::Option* add_count(CLI::App& app, const std::string& flag, std::size_t& value, Range range,
                       const std::string& help) {
  const auto store = [&value](std::uint64_t count) { value = count; };
  return add_scaled(app, flag, counts, value, range, store, help);
}

CLI::Option* add_phase(CLI::App& app, std::optional<kube::Phase>& phase, const std::string& help) {
  const auto store = [&phase](kube::Phase chosen) { phase = chosen; };
  return add_choice<kube::Phase>(
      app, "--phase", {{"mutate", kube::Phase::mutate}, {"validate", kube::Phase::validate}}, store,
      help);
}

CLI::Option* add_format(CLI::App& app, ReportFormat& format) {
  return add_choice<ReportFormat>(
             app, "--format",
             {{"text", ReportFormat::text},
              {"json", ReportFormat::json},
              {"sarif", ReportFormat::sarif},
              {"junit", ReportFormat::junit}},
             [&format](ReportFormat chosen) { format = chosen; }, "Format of the report")
      ->default_str("text");
}

CLI::Option* add_webhook_output(CLI::App& app, WebhookOutput& output) {
  return add_choice<WebhookOutput>(
             app, "--output",
             {{"manifests", WebhookOutput::manifests}, {"helm", WebhookOutput::helm}},
             [&output](WebhookOutput chosen) { output = chosen; },
             "Manifests, or the same webhooks as Helm values")
      ->default_str("manifests");
}

CLI::Option* add_fail_on(CLI::App& app, FailOn& fail_on) {
  return add_choice<FailOn>(
             app, "--fail-on",
             {{"error", FailOn::error}, {"warning", FailOn::warning}, {"never", FailOn::never}},
             [&fail_on](FailOn chosen) { fail_on = chosen; },
             "Minimum severity of a finding for exit code 1")
      ->default_str("error");
}

void add_policy_flags(CLI::App& app, PolicyChoice& choice) {
  add_text(app, "--policy", choice.source, "Policy file, or preset:NAME")
      ->capture_default_str()
      ->type_name("FILE|preset:NAME");
  add_choice<policy::Mode>(
      app, "--mode",
      {{"enforce", policy::Mode::enforce},
       {"warn", policy::Mode::warn},
       {"audit", policy::Mode::audit},
       {"off", policy::Mode::off}},
      [&choice](policy::Mode mode) { choice.ceiling = mode; },
      "Most severe mode that any rule may use");
  add_tempo_version(app, choice);
  add_text(app, "--values-dir", choice.values_dir,
           "Directory of the files that fromFile names, such as a mounted Secret")
      ->type_name("DIR");
}

}  // namespace tempo_admission::app
