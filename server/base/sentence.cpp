#include "base/sentence.hpp"

namespace frostkeep::base {

std::string fill_sentence(std::string_view sentence, const NamedValues& values) {
  std::string out;
  while (true) {
    const auto open = sentence.find('{');
    const auto close = sentence.find('}', open == std::string_view::npos ? 0 : open);
    out.append(sentence.substr(0, open));
    if (open == std::string_view::npos) return out;
    if (close == std::string_view::npos) return out.append(sentence.substr(open));
    const auto found = values.find(std::string(sentence.substr(open + 1, close - open - 1)));
    out.append(found != values.end() ? std::string_view(found->second) : sentence.substr(open, close - open + 1));
    sentence.remove_prefix(close + 1);
  }
}

}  // namespace frostkeep::base
