#include "app/input_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace tempo_admission::app {
namespace {

class InputFile : public testing::Test {
 protected:
  InputFile() { std::filesystem::create_directories(directory_); }
  ~InputFile() override { std::filesystem::remove_all(directory_); }
  [[nodiscard]] std::string path(const char* name) const { return (directory_ / name).string(); }

  std::filesystem::path directory_ =
      std::filesystem::path(testing::TempDir()) / "tempo-admission-input-file";
};

TEST_F(InputFile, IsReadUpToItsLimit) {
  std::ofstream(path("a")) << "abc";
  EXPECT_EQ(read_input(path("a"), 3).value(), "abc");
  EXPECT_EQ(read_input(path("a"), 2).error().message, path("a") + ": larger than 2 bytes");
}

TEST_F(InputFile, IsNeverAFifoWhereOnlyRegularFilesAreRead) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  EXPECT_EQ(read_input(path("pipe"), 10, FileKind::regular).error().message,
            path("pipe") + ": not a regular file");
}

TEST_F(InputFile, SaysWhyItCannotBeRead) {
  std::filesystem::create_symlink("loop", directory_ / "loop");
  EXPECT_EQ(read_input(path("loop")).error().message,
            path("loop") + ": Too many levels of symbolic links");
  const std::string name(300, 'x');
  EXPECT_EQ(read_input(name).error().message, name + ": File name too long");
}

}  // namespace
}  // namespace tempo_admission::app
