#include <string>
#include <vector>

#include "cli/commands.hpp"

int main(int argc, char** argv) {
  return xanh::run_command({argv + 1, argv + argc});
}
