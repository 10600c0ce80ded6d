#pragma once
/// A folder in the printer's place: for trying out, for tests, and for printers that watch a folder.

#include <filesystem>

#include "labels/printer.hpp"

namespace frostkeep::labels {

/// Each job becomes `<folder>/<name>.zpl`, which appears whole or not at all and never replaces another.
class FilePrinter : public Printer {
 public:
  explicit FilePrinter(std::filesystem::path folder);
  SendResult send(const PrintJob& job) override;

 private:
  std::filesystem::path folder_;
};

}  // namespace frostkeep::labels
