// The pure path and nothing else, as often as asked for: what valgrind looks at. pure_path admit
// REVIEW.json COUNT       decode, decide, encode under the built-in policy pure_path answer
// REVIEW.json COUNT      the same, and a denial counts as success pure_path judge OVERRIDES.yaml
// COUNT    an overrides file alone
#include <cstdio>
#include <cstdlib>

#include "input.hpp"
#include "tempo_admission/policy/admit.hpp"
#include "tempo_admission/tempo/overrides.hpp"

namespace {

using namespace tempo_admission;

bool admit(const bench::Input& review, int count) {
  const auto policy = bench::default_policy();
  policy::Admitter admitter;
  bool allowed = true;
  for (int i = 0; i < count; ++i)
    allowed &= admitter.admit(policy, kube::Phase::mutate, review.json()).decision.allowed;
  return allowed;
}

bool judge(const bench::Input& overrides, int count) {
  bool accepted = true;
  for (int i = 0; i < count; ++i)
    accepted &= tempo::judge_overrides(overrides.bytes(), {}).tempo_accepts.value_or(false);
  return accepted;
}

bool answer(const bench::Input& review, int count) {
  const auto policy = bench::default_policy();
  policy::Admitter admitter;
  bool answered = true;
  for (int i = 0; i < count; ++i)
    answered &= admitter.admit(policy, kube::Phase::validate, review.json()).http_status == 200;
  return answered;
}

bool run(std::string_view what, const bench::Input& input, int count) {
  if (what == "judge") return judge(input, count);
  return what == "answer" ? answer(input, count) : admit(input, count);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4)
    return std::fputs("usage: pure_path admit|answer|judge FILE COUNT\n", stderr), EXIT_FAILURE;
  const bench::Input input(argv[2]);
  const int count = std::atoi(argv[3]);
  return run(argv[1], input, count) ? EXIT_SUCCESS : EXIT_FAILURE;
}
