// Judging an overrides file as Tempo would, compared with what libyaml alone takes to read the same
// bytes. overrides_benchmark OVERRIDES.yaml... [options of Google Benchmark]
#include <benchmark/benchmark.h>
#include <yaml.h>

#include "benchmarks.hpp"
#include "tempo_admission/tempo/overrides.hpp"

namespace {

using namespace tempo_admission;
using bench::Input;

// The minimum cost of reading with libyaml: all events, without using them.
bool pass_over(std::string_view text) {
  yaml_parser_t parser;
  if (yaml_parser_initialize(&parser) == 0) return false;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  yaml_parser_set_input_string(&parser, bytes, text.size());
  bool parsed = true;
  for (bool ended = false; parsed && !ended;) {
    yaml_event_t event;
    parsed = yaml_parser_parse(&parser, &event) != 0;
    ended = parsed && event.type == YAML_STREAM_END_EVENT;
    if (parsed) yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return parsed;
}

void measure_libyaml(benchmark::State& state, const Input& overrides) {
  for (auto _ : state)
    if (!pass_over(overrides.bytes())) state.SkipWithError("libyaml refuses the text");
}

void measure_judge(benchmark::State& state, const Input& overrides) {
  const tempo::OverridesSettings settings;
  for (auto _ : state) {
    const auto judgement = tempo::judge_overrides(overrides.bytes(), settings);
    if (judgement.tempo_accepts != true) state.SkipWithError("the text is not accepted");
    benchmark::DoNotOptimize(judgement);
  }
}

}  // namespace

int main(int argc, char** argv) {
  tempo_admission::bench::run_benchmarks(argc, argv,
                                         {{"libyaml", measure_libyaml}, {"judge", measure_judge}});
}
