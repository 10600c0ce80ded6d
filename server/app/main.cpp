#include <sys/stat.h>

#include "app/commands.hpp"

int main(int argc, char** argv) {
  ::umask(0077);
  return frostkeep::app::run_command_line(argc, argv);
}
