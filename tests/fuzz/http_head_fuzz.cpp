#include "fuzz_input.hpp"
#include "http/head_check.hpp"
#include "http/language.hpp"
#include "http/target.hpp"

namespace frostkeep::http {
namespace {

void check(std::string_view bytes) {
  language_of(bytes);
  const CheckedHead head = check_head(bytes);
  if (head.refusal != 0) {
    fuzz::expect(head.refusal >= 400 && head.refusal < 500, "a refused head has a 4xx");
    return;
  }
  fuzz::expect(head.text.find("\r\n\r\n") == head.text.size() - 4, "what is handed on ends where it says");
  fuzz::expect(head.text.find("=?") == std::string::npos || head.text.find("=?") < head.text.find("\r\n"),
               "no encoded word is handed on");
  const CheckedHead again = check_head(head.text);
  fuzz::expect(again.refusal == 0 && again.text == head.text && again.body_length == head.body_length,
               "a head that was taken is taken again, and means the same");
  const auto start = head.text.find(' ') + 1;
  const auto target = parse_target(std::string_view(head.text).substr(start, head.text.find(' ', start) - start));
  if (!target) return;
  fuzz::expect(target->path.starts_with('/') && target->path.find("/../") == std::string::npos, "no path climbs");
}

}  // namespace
}  // namespace frostkeep::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  frostkeep::http::check(frostkeep::fuzz::text_of(data, size));
  return 0;
}
