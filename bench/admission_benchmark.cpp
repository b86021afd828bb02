// The stages of one admission, under the built-in policy: decode, decide, encode, and all of them.
//   admission_benchmark REVIEW.json... [options of Google Benchmark]
#include <benchmark/benchmark.h>

#include "benchmarks.hpp"
#include "tempo_admission/policy/admit.hpp"

namespace {

using namespace tempo_admission;
using bench::Input;

const policy::Policy& built_in() {
  static const auto policy = bench::default_policy();
  return policy;
}

kube::AdmissionRequest decode(kube::JsonReader& reader, const Input& review) {
  return kube::decode_review(reader.read(review.json()).value()).value();
}

policy::Decision decide(const kube::AdmissionRequest& request) {
  return policy::decide(built_in(), kube::Phase::mutate, request);
}

void measure_decode(benchmark::State& state, const Input& review) {
  kube::JsonReader reader;
  for (auto _ : state) benchmark::DoNotOptimize(decode(reader, review));
}

void measure_decide(benchmark::State& state, const Input& review) {
  kube::JsonReader reader;
  const auto request = decode(reader, review);
  for (auto _ : state) benchmark::DoNotOptimize(decide(request));
}

void measure_encode(benchmark::State& state, const Input& review) {
  kube::JsonReader reader;
  const auto request = decode(reader, review);
  const auto decision = decide(request);
  const kube::AdmissionResponse response{.uid = request.uid,
                                         .allowed = decision.allowed,
                                         .patch = decision.patch,
                                         .status = decision.denial,
                                         .warnings = decision.warnings,
                                         .audit_annotations = decision.audit_annotations};
  for (auto _ : state)
    benchmark::DoNotOptimize(kube::encode_review(request.review_version, response));
}

void measure_admit(benchmark::State& state, const Input& review) {
  policy::Admitter admitter;
  for (auto _ : state)
    benchmark::DoNotOptimize(admitter.admit(built_in(), kube::Phase::mutate, review.json()));
}

}  // namespace

int main(int argc, char** argv) {
  tempo_admission::bench::run_benchmarks(argc, argv,
                                         {{"decode", measure_decode},
                                          {"decide", measure_decide},
                                          {"encode", measure_encode},
                                          {"admit", measure_admit}});
}
