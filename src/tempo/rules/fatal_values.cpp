// Values that crash a running pod minutes after the reload, at the tenant's next spans or the next
// tick. Each entry names the place in Tempo's source (2.9.5 to 3.0.3) that panics.
#include "tempo/rules/fatal_values.hpp"

#include <algorithm>
#include <array>

#include "tempo/findings/messages.hpp"
#include "tempo/schema/schema.hpp"
#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission::tempo {
namespace code {

constexpr FindingInfo fatal_value{
    .code = "overrides/fatal-value",
    .effect = Effect::fatal_later,
    .meaning = "a value that crashes Tempo when it is used",
    .why = R"(
Tempo loads the file, and a running pod ends when it uses the value. `tempoAccepts` stays true,
`tempoRuns` is false. A restart does not help: the pod dies again at the tenant's next spans, or
at the next round of compaction. Each bound was read in Tempo's source and holds from 2.9 to 3.0:

| field | fatal | what happens | where in Tempo's source |
| --- | --- | --- | --- |
| `metrics_generator.collection_interval` | below 0 (0 is Tempo's default) | `panic: non-positive interval for NewTicker` in the metrics-generator, within 15 s of the reload or at the tenant's first span; seen on 2.10.8 and 3.0.3 | `modules/generator/registry/job.go`, `job()` |
| `metrics_generator.forwarder.queue_size` | below 0 (0 is Tempo's default), or above 35184372088818 (256 TiB of pointers) | every push of the tenant fails at once; the distributor ends within a minute of the reload with `panic: makechan: size out of range`; seen on 2.10.8 and 3.0.3 | `modules/distributor/queue/queue.go`, `New()`; `modules/distributor/forwarder.go`, `watchOverrides()` |
| `metrics_generator.forwarder.queue_size` | 1073741824 or more (8 GiB: 8 bytes for each request, allocated at once) | the distributor ends: `runtime: out of memory`; 1e11 asks for 800 GB | `modules/distributor/queue/queue.go`, `New()`: `make(chan *request, size)` |
| `metrics_generator.forwarder.workers` | 4194304 or more (8 GiB: a goroutine of at least 2 KiB for each) | the distributor runs out of memory; above 2147483647 it can also end with `panic: sync: negative WaitGroup counter` | `modules/distributor/queue/queue.go`, `StartWorkers()` |
| `compaction.compaction_window` | above 0 and below 1s (0 is Tempo's default) | `panic: runtime error: integer divide by zero` in the compactor (2.x) or the backend-scheduler (3.0) when it looks at the tenant's blocks | `tempodb/blockselector/compaction_block_selector.go`, `windowForTime()` |
| `metrics_generator.trace_id_label_name`, where the tenant's `generate_native_histograms` is `both`, or `native` on 2.x | begins with `__`, or has more than 128 characters | the metrics-generator panics at the tenant's next span: `ObserveWithExemplar` of the Prometheus client refuses the label | `modules/generator/registry/native_histogram.go`, `updateSeries()` |

Not errors, because Tempo survives them or nobody can say when it does not: a negative number of
workers (no worker runs, so the tenant's metrics stop), a label name of 97 to 128 characters
(fatal only with trace IDs that fill the rest), and queues and worker counts below 8 GiB that are
too large for the pod's memory. A file that does not load is never fatal `later`: running pods keep
the old one.)",
    .bad = {{}, R"(
overrides:
  "team-a":
    metrics_generator: {collection_interval: -1s})"},
    .good = {{}, R"(
overrides:
  "team-a":
    metrics_generator: {collection_interval: 15s})"},
};

}  // namespace code

namespace {

constexpr std::int64_t second = 1'000'000'000;

// A channel of pointers: makechan() accepts (maxAlloc - hchanSize) / 8 of them, where maxAlloc is
// 2^48 on 64-bit Linux and hchanSize at least 96 bytes.
constexpr std::int64_t most_queued = (std::int64_t{1} << 45) - 14;
// sync.WaitGroup counts goroutines in a signed 32-bit integer.
constexpr std::int64_t most_workers = (std::int64_t{1} << 31) - 1;

// What no distributor gives one tenant: 8 GiB. A channel allocates its 8 bytes for each request at
// once, and each goroutine starts with a stack of 2 KiB.
constexpr std::int64_t affordable_bytes = std::int64_t{8} << 30;
constexpr std::int64_t affordable_queue = affordable_bytes / 8;
constexpr std::int64_t affordable_workers = affordable_bytes / 2048;

bool is_negative(std::int64_t value) {
  return value < 0;
}
bool is_no_queue(std::int64_t value) {
  return value < 0 || value > most_queued;
}
bool is_unaffordable_queue(std::int64_t value) {
  return value >= affordable_queue && !is_no_queue(value);
}
bool is_too_many_workers(std::int64_t value) {
  return value > most_workers;
}
bool is_unaffordable_crowd(std::int64_t value) {
  return value >= affordable_workers && !is_too_many_workers(value);
}
bool is_no_window(std::int64_t value) {
  return value > 0 && value < second;
}

struct FatalValue {
  std::string_view path;
  bool (*is_fatal)(std::int64_t value);
  std::string_view consequence;  // follows the value
  std::string_view hint;
};

constexpr std::array fatal_values = {
    // modules/generator/registry/job.go: time.NewTicker(interval)
    FatalValue{"metrics_generator.collection_interval", is_negative,
               "makes the metrics-generator panic: non-positive interval for NewTicker",
               "write 15s to 5m, or remove the line to use Tempo's default"},
    // modules/distributor/queue/queue.go, New(): make(chan T, size)
    FatalValue{"metrics_generator.forwarder.queue_size", is_no_queue,
               "crashes distributors within a minute, and every push of this tenant fails "
               "(makechan: size out of range)",
               "write a number such as 100, or remove the line to use Tempo's default"},
    FatalValue{"metrics_generator.forwarder.queue_size", is_unaffordable_queue,
               "makes distributors allocate 8 GiB or more at once for this tenant and end (out of "
               "memory)",
               "write a number such as 100, or remove the line to use Tempo's default"},
    // modules/distributor/queue/queue.go, StartWorkers(): wg.Add(1) for each worker
    FatalValue{"metrics_generator.forwarder.workers", is_too_many_workers,
               "crashes distributors: they start goroutines until they run out of memory or panic "
               "(negative WaitGroup counter)",
               "write a number such as 2, or remove the line to use Tempo's default"},
    FatalValue{"metrics_generator.forwarder.workers", is_unaffordable_crowd,
               "makes distributors start goroutines with 8 GiB of stacks or more and end (out of "
               "memory)",
               "write a number such as 2, or remove the line to use Tempo's default"},
    // tempodb/blockselector, windowForTime(): t.Unix() / int64(window / time.Second)
    FatalValue{"compaction.compaction_window", is_no_window,
               "makes compaction of this tenant's blocks panic (integer divide by zero)",
               "write 1s or more, for example 1h, or remove the line to use Tempo's default"},
};

// modules/generator/registry/native_histogram.go passes the name to ObserveWithExemplar() of the
// Prometheus client, which panics on a reserved name and on more characters than this. Later
// versions count native histograms without that client unless classic ones are enabled as well.
constexpr std::string_view trace_id_label = "metrics_generator.trace_id_label_name";
constexpr std::string_view reserved_prefix = "__";
constexpr std::size_t most_exemplar_characters = 128;

std::size_t count_characters(std::string_view text) {
  std::size_t characters = 0;
  for (; !text.empty(); ++characters) text.remove_prefix(first_code_point(text).length);
  return characters;
}

bool is_no_exemplar_label(std::string_view name) {
  return name.starts_with(reserved_prefix) || count_characters(name) > most_exemplar_characters;
}

bool has_client_histograms(const Tenant& tenant, Version version) {
  const auto* field = tenant.field("metrics_generator.generate_native_histograms");
  const auto* mode = field == nullptr ? nullptr : std::get_if<std::string>(&field->value.value);
  if (mode == nullptr) return false;
  return *mode == "both" || (*mode == "native" && version < Version::v3_0);
}

}  // namespace

bool check_fatal_value(std::string_view path, const Reading& reading) {
  const auto* number = std::get_if<std::int64_t>(&reading.value.value);
  if (number == nullptr) return false;
  const auto* const fatal = std::find_if(
      fatal_values.begin(), fatal_values.end(),
      [&](const FatalValue& value) { return value.path == path && value.is_fatal(*number); });
  if (fatal == fatal_values.end()) return false;
  reading.report.add(code::fatal_value, reading.value.position, reading.path, [&] {
    return Message{reading.value.text + " " + std::string(fatal->consequence),
                   std::string(fatal->hint)};
  });
  return true;
}

void check_fatal_pairs(const Tenant& tenant, Version version, WrittenIn format,
                       const Path& tenant_path, Report& report) {
  if (!has_client_histograms(tenant, version)) return;
  const auto* field = tenant.field(trace_id_label);
  const auto* name = field == nullptr ? nullptr : std::get_if<std::string>(&field->value.value);
  if (name == nullptr || !is_no_exemplar_label(*name)) return;
  const auto path = format == WrittenIn::scoped_format
                        ? trace_id_label
                        : Schema::compiled_in().find(trace_id_label)->legacy_path;
  report.add(code::fatal_value, field->value.position, tenant_path.below(path), [&] {
    return Message{quoted(*name) +
                       " makes the metrics-generator panic: "
                       "native histograms do not accept this label",
                   "write at most 96 characters that do not start with __, for example traceID"};
  });
}

FindingList fatal_value_findings() {
  static constexpr std::array list = {&code::fatal_value};
  return list;
}

}  // namespace tempo_admission::tempo
