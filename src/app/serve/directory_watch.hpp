// Watches the directories of files with inotify. Directories, because a Secret or ConfigMap volume
// swaps a symbolic link next to the file and never touches the file.
#pragma once

#include <string>
#include <vector>

namespace tempo_admission::app {

class DirectoryWatch {
 public:
  // `paths` are files or directories; those that cannot be watched rely on polling.
  explicit DirectoryWatch(const std::vector<std::string>& paths);
  ~DirectoryWatch();
  DirectoryWatch(const DirectoryWatch&) = delete;
  DirectoryWatch& operator=(const DirectoryWatch&) = delete;

  [[nodiscard]] int descriptor() const {
    return descriptor_;
  }  // readable after a change; -1 if inotify is unavailable
  // Drains the descriptor; never blocks.
  void drain();

 private:
  int descriptor_;
};

}  // namespace tempo_admission::app
