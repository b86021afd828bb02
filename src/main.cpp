#include "app/run.hpp"

int main(int argc, char** argv) {
  return tempo_admission::app::run(argc, argv);
}
