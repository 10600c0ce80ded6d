#include "domain/printing.hpp"

#include "base/bytes.hpp"
#include "base/invariant.hpp"
#include "base/text.hpp"

namespace frostkeep::domain {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\t') {
      out += "\\t";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\\') {
      out += "\\\\";
    } else {
      out += c;
    }
  }
  return out;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const char next = ++i < text.size() ? text[i] : '\0';
    if (next != 't' && next != 'n' && next != '\\') throw base::BadBytes("an escape of a label's text");
    out += next == 't' ? '\t' : next == 'n' ? '\n' : '\\';
  }
  return out;
}

}  // namespace

std::string_view name_of(PrintState state) {
  switch (state) {
    case PrintState::queued:
      return "queued";
    case PrintState::sending:
      return "sending";
    case PrintState::sent:
      return "sent";
    case PrintState::failed:
      return "failed";
    case PrintState::unknown:
      return "unknown";
    case PrintState::withdrawn:
      return "withdrawn";
    case PrintState::replaced:
      return "replaced";
  }
  base::report_broken_invariant("a print state of the list", __FILE__, __LINE__);
}

std::string_view name_of(PrintDecision decision) {
  switch (decision) {
    case PrintDecision::printed:
      return "printed";
    case PrintDecision::print_again:
      return "print_again";
    case PrintDecision::not_printed:
      return "not_printed";
  }
  base::report_broken_invariant("a print decision of the list", __FILE__, __LINE__);
}

std::optional<PrintState> decided(PrintState state, PrintDecision decision) {
  switch (state) {
    case PrintState::queued:
      if (decision == PrintDecision::not_printed) return PrintState::withdrawn;
      return std::nullopt;
    case PrintState::failed:
      if (decision == PrintDecision::not_printed) return PrintState::withdrawn;
      if (decision == PrintDecision::print_again) return PrintState::queued;
      return std::nullopt;
    case PrintState::unknown:
      if (decision == PrintDecision::not_printed) return PrintState::withdrawn;
      if (decision == PrintDecision::print_again) return PrintState::replaced;
      return PrintState::sent;
    case PrintState::sending:
    case PrintState::sent:
    case PrintState::withdrawn:
    case PrintState::replaced:
      return std::nullopt;
  }
  return std::nullopt;
}

std::string label_text(const LabelValues& values) {
  std::string text;
  for (const auto& [name, value] : values) text.append(name).append("\t").append(escaped(value)).append("\n");
  return text;
}

LabelValues parse_label_text(std::string_view text) {
  LabelValues values;
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) throw base::BadBytes("a line of a label's text");
    const std::string_view line = text.substr(0, end);
    const auto tab = line.find('\t');
    if (tab == std::string_view::npos) throw base::BadBytes("a line of a label's text");
    values[std::string(line.substr(0, tab))] = unescaped(line.substr(tab + 1));
    text.remove_prefix(end + 1);
  }
  return values;
}

}  // namespace frostkeep::domain
