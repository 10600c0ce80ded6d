#pragma once
/// What a label is made from: strings and codes. The library knows no sample.

#include <functional>
#include <map>
#include <string>

namespace frostkeep::labels {

enum class Language { zh_cn, en };

struct LabelData {
  /// Field name → value, as the template's fields say. A name that the template doesn't have is passed over, so that
  /// one set of data serves several templates. In texts a line end or tab becomes a space.
  std::map<std::string, std::string, std::less<>> values;
  Language language = Language::zh_cn;
  /// 1 for the first print of this label, 2 for its first reprint, and so on: the built-in token `{{copy}}`.
  int copy = 1;
};

}  // namespace frostkeep::labels
