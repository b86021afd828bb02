// Where the tests find their data: the folder tests/ of this checkout.
#pragma once

#include <filesystem>

namespace tempo_admission {

std::filesystem::path test_data();

}  // namespace tempo_admission
