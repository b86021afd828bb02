#include "app/review_command.hpp"

#include "app/exit_code.hpp"
#include "app/input_file.hpp"
#include "app/output.hpp"
#include "app/policy_source.hpp"
#include "app/wall_clock.hpp"
#include "tempo_admission/policy/admit.hpp"

namespace tempo_admission::app {

int run(const ReviewCommand& command) {
  const auto loaded = load_chosen_policy(command.policy);
  if (!loaded) return report_failure(loaded.error());
  print_warnings(loaded->warnings);
  const auto body = read_input(command.file);
  if (!body) return report_failure(body.error());

  policy::Admitter admitter;
  const auto admission =
      admitter.admit(loaded->policy, command.phase, {*body, 0}, nullptr, now_in_seconds());
  print_document(admission.body);  // exactly the bytes of the server: no newline added
  if (admission.http_status == 200) return exit_ok;
  return report_failure(Error{command.file + ": the server would answer " +
                              std::to_string(admission.http_status) + ": " + admission.error});
}

}  // namespace tempo_admission::app
