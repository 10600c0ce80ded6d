#pragma once
/// What every handler needs between a request and a service: who asks, and the effect that a key has once.

#include <utility>

#include "base/clock.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "services/services.hpp"

namespace frostkeep::http {

/// Who asks, where the route's permission holds, when, and under which key. `reason` is the asker's own.
inline services::Asked asked_by(const Request& request, const services::Services& services, std::string reason = {}) {
  const domain::Session& session = request.signed_in();
  return {request.scope,
          {.actor = session.user,
           .site = session.site,
           .device = session.device,
           .request = request.id,
           .reason = std::move(reason),
           .now = services.house.now()}};
}

/// Runs `act(const services::Asked&)` and answers with its result through `show`, which turns it into the struct of
/// `shape`. The answer is stored beside the key in the transaction of the effect, as `remember` shows it; a repeat gets
/// the stored one.
template <typename View, typename Act, typename Show, typename Remember>
Response write_once(const Request& request, services::Services& services, const Shape<View>& shape, int status,
                    std::string reason, Act act, Show show, Remember remember) {
  using Result = std::invoke_result_t<Act, const services::Asked&>;
  services::Asked asked = asked_by(request, services, std::move(reason));
  if (request.idempotency) {
    asked.context.idempotency = database::Idempotency{
        request.idempotency->key, request.idempotency->input, typeid(Result), [&](const void* result) {
          return database::StoredAnswer{status, shape.render(remember(*static_cast<const Result*>(result)))};
        }};
  }
  try {
    return answer(shape, show(act(asked)), status);
  } catch (const database::Replayed& replayed) {
    return json(replayed.answer.body, replayed.answer.status).with("Idempotency-Replayed", "true");
  }
}

/// The same where a repeat is answered as the first was: everything but a secret that is told once.
template <typename View, typename Act, typename Show>
Response write_once(const Request& request, services::Services& services, const Shape<View>& shape, int status,
                    std::string reason, Act act, Show show) {
  return write_once(request, services, shape, status, std::move(reason), act, show, show);
}

}  // namespace frostkeep::http
