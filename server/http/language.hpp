#pragma once
/// The language of sentences, chosen by Accept-Language.

#include <string_view>

#include "domain/reference_table.hpp"

namespace frostkeep::http {

using domain::Language;

/// The tag as it stands in Content-Language.
std::string_view tag_of(Language language);
/// The one of zh and en with the greater weight in an Accept-Language header; zh_cn where neither is asked for.
Language language_of(std::string_view accept_language);

}  // namespace frostkeep::http
