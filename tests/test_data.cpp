#include "test_data.hpp"

namespace tempo_admission {

std::filesystem::path test_data() {
  return TEMPO_ADMISSION_TEST_DATA;
}

}  // namespace tempo_admission
