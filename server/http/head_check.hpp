#pragma once
/// The strict look at a request's head before Poco's lenient reader sees it. It interprets nothing but the framing: a
/// head is taken or refused, and of a taken one only the fields that the house reads are handed on.

#include <cstdint>
#include <string>
#include <string_view>

namespace frostkeep::http {

/// Bytes of a whole head and of its target; longer ones are 431 and 414.
constexpr std::size_t kHeadLimit = 32 * 1024;
constexpr std::size_t kTargetLimit = 8 * 1024;

struct CheckedHead {
  int refusal = 0;                ///< 0, or the status to refuse with; then the connection must close
  std::uint64_t body_length = 0;  ///< bytes that follow the head
  std::string text = {};          ///< the head as Poco is to read it, empty line included
};

/// `head` is everything up to and including the empty line. Refused are: bare CR or LF, NUL and control characters,
/// folded lines, blanks before the colon, lines without colon, any version but 1.0 and 1.1, a missing or second Host,
/// a field of ours sent twice, holding `=?` (Poco decodes encoded words in place) or bytes beyond ASCII, any
/// Transfer-Encoding (411 for plain `chunked`), a Content-Length that isn't digits alone, a POST, PUT or PATCH without
/// one (411), an Expect other than 100-continue (417).
CheckedHead check_head(std::string_view head);

}  // namespace frostkeep::http
