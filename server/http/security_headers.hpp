#pragma once
/// The headers that tell browsers what a page of ours may do.

#include <Poco/Net/HTTPResponse.h>

namespace frostkeep::http {

/// For a page or asset the whole policy; for anything else the strictest one, and `no-store`.
void add_security_headers(Poco::Net::HTTPResponse& out, bool is_page);

}  // namespace frostkeep::http
