#include "domain/protocol_text.hpp"

#include <charconv>

#include "base/bytes.hpp"
#include "base/text.hpp"

namespace frostkeep::domain {
namespace {

constexpr std::size_t kEventFields = 6;
constexpr std::size_t kTubeFields = 7;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\\':
        out += "\\\\";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char c = text[++i];
    out += c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
  }
  return out;
}

void write_tubes(const std::vector<PlannedTube>& tubes, int depth, std::string& out) {
  for (const PlannedTube& tube : tubes) {
    out += "tube\t" + std::to_string(depth) + '\t' + escaped(tube.role) + '\t' + escaped(tube.material) + '\t' +
           escaped(tube.container) + '\t' + (tube.amount ? escaped(tube.amount->text) : std::string()) + '\t' +
           std::to_string(tube.count) + '\n';
    write_tubes(tube.children, depth + 1, out);
  }
}

int number_in(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) throw base::BadBytes("no number in a plan");
  return number;
}

PlannedEvent event_from(const std::vector<std::string_view>& fields) {
  if (fields.size() != kEventFields) throw base::BadBytes("a visit's line in a plan");
  const auto kind = parse_event_kind(fields[2]);
  if (!kind) throw base::BadBytes("a visit's kind in a plan");
  return {unescaped(fields[1]), unescaped(fields[4]), unescaped(fields[5]), *kind, number_in(fields[3]), {}};
}

PlannedTube tube_from(const std::vector<std::string_view>& fields) {
  if (fields.size() != kTubeFields) throw base::BadBytes("a tube's line in a plan");
  PlannedTube tube{unescaped(fields[2]), unescaped(fields[3]), unescaped(fields[4]), {}, number_in(fields[6]), {}};
  if (!fields[5].empty()) {
    const auto amount = parse_measure(unescaped(fields[5]));
    if (!amount) throw base::BadBytes("an amount in a plan");
    tube.amount = *amount;
  }
  return tube;
}

/// The list into which a tube of this depth belongs: the children of the last tube one level up.
std::vector<PlannedTube>& siblings_at(PlannedEvent& event, int depth) {
  std::vector<PlannedTube>* list = &event.tubes;
  for (int level = 1; level < depth; ++level) {
    if (list->empty()) throw base::BadBytes("a tube without a parent in a plan");
    list = &list->back().children;
  }
  return *list;
}

}  // namespace

std::string plan_text(const std::vector<PlannedEvent>& events) {
  std::string out;
  for (const PlannedEvent& event : events) {
    out += "event\t" + escaped(event.code) + '\t' + std::string(to_text(event.kind)) + '\t' +
           std::to_string(event.after_months) + '\t' + escaped(event.name_zh) + '\t' + escaped(event.name_en) + '\n';
    write_tubes(event.tubes, 1, out);
  }
  return out;
}

std::vector<PlannedEvent> parse_plan(std::string_view text) {
  std::vector<PlannedEvent> events;
  for (const std::string_view line : base::split(text, '\n')) {
    if (line.empty()) continue;
    const auto fields = base::split(line, '\t');
    if (fields[0] == "event") {
      events.push_back(event_from(fields));
    } else if (fields[0] == "tube" && fields.size() == kTubeFields && !events.empty()) {
      siblings_at(events.back(), number_in(fields[1])).push_back(tube_from(fields));
    } else {
      throw base::BadBytes("a line of no known kind in a plan");
    }
  }
  return events;
}

}  // namespace frostkeep::domain
