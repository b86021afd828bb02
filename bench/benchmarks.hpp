// The command line of both micro benchmarks: every file, every measurement.
#pragma once

#include <benchmark/benchmark.h>

#include <deque>
#include <functional>
#include <initializer_list>
#include <string>

#include "input.hpp"

namespace tempo_admission::bench {

struct Measurement {
  const char* name;
  void (*measure)(benchmark::State&, const Input&);
};

// FILE... [options of Google Benchmark]; a benchmark is called MEASUREMENT/FILE.
inline void run_benchmarks(int argc, char** argv, std::initializer_list<Measurement> measurements) {
  benchmark::Initialize(&argc, argv);
  std::deque<Input> files;
  for (int i = 1; i < argc; ++i) {
    const Input& file = files.emplace_back(argv[i]);
    for (const auto& [name, measure] : measurements)
      benchmark::RegisterBenchmark((std::string(name) + "/" + file.name()).c_str(), measure,
                                   std::cref(file));
  }
  benchmark::RunSpecifiedBenchmarks();
}

}  // namespace tempo_admission::bench
