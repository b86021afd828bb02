// The pure path and nothing else, as often as asked for: what valgrind looks at.
//   pure_path admit REVIEW.json COUNT       decode, decide, encode under the built-in policy
//   pure_path judge OVERRIDES.yaml COUNT    an overrides file alone
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

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4)
    return std::fputs("usage: pure_path admit|judge FILE COUNT\n", stderr), EXIT_FAILURE;
  const bench::Input input(argv[2]);
  const int count = std::atoi(argv[3]);
  const bool is_good =
      std::string_view(argv[1]) == "judge" ? judge(input, count) : admit(input, count);
  return is_good ? EXIT_SUCCESS : EXIT_FAILURE;
}
