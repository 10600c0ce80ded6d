#include "http/security_headers.hpp"

namespace frostkeep::http {
namespace {

// wasm-unsafe-eval: the camera's code reader; the two policies: Svelte's templates, and the service worker's address.
constexpr const char* kPagePolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types svelte-trusted-html frostkeep-worker";
constexpr const char* kDataPolicy = "default-src 'none'; frame-ancestors 'none'";

}  // namespace

void add_security_headers(Poco::Net::HTTPResponse& out, bool is_page) {
  out.set("X-Content-Type-Options", "nosniff");
  out.set("Referrer-Policy", "no-referrer");
  out.set("Cross-Origin-Opener-Policy", "same-origin");
  out.set("Cross-Origin-Resource-Policy", "same-origin");
  out.set("Content-Security-Policy", is_page ? kPagePolicy : kDataPolicy);
  if (is_page) {
    out.set("Permissions-Policy", "camera=(self), microphone=(), geolocation=()");
    out.set("Vary", "Accept-Encoding");
  } else {
    out.set("Cache-Control", "no-store");
    out.set("Vary", "Accept-Encoding, Accept-Language");
  }
}

}  // namespace frostkeep::http
