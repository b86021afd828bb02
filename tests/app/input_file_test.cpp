#include "app/input_file.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace tempo_admission::app::input_file_test {
namespace {

class InputFile : public testing::Test {
 protected:
  InputFile() { std::ofstream(path_) << "12345"; }
  ~InputFile() override { std::filesystem::remove(path_); }

  std::string path_ = std::filesystem::temp_directory_path() /
                      ("tempo-admission-input-" + std::to_string(::getpid()));
};

TEST_F(InputFile, IsReadUpToTheLimit) {
  EXPECT_EQ(read_input(path_, 5).value(), "12345");
}

TEST_F(InputFile, IsRefusedAboveTheLimit) {
  const auto read = read_input(path_, 4);
  ASSERT_FALSE(read);
  EXPECT_TRUE(read.error().message.starts_with(path_ + ": ")) << read.error().message;
}

TEST_F(InputFile, ThatIsMissingIsNamedWithTheReason) {
  const auto read = read_input(path_ + ".none");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message, path_ + ".none: No such file or directory");
}

TEST_F(InputFile, CannotBeADirectory) {
  EXPECT_FALSE(read_input(std::filesystem::temp_directory_path()));
}

}  // namespace
}  // namespace tempo_admission::app::input_file_test
