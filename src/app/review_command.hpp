// `tempo-admission review`: reads one AdmissionReview and prints exactly the bytes that the server
// would answer.
#pragma once

#include "app/command.hpp"

namespace tempo_admission::app {

[[nodiscard]] int run(const ReviewCommand& command);

}  // namespace tempo_admission::app
