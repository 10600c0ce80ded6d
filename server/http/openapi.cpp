#include "http/openapi.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/invariant.hpp"
#include "base/text.hpp"
#include "domain/refusal.hpp"

namespace frostkeep::http {
namespace {

using Json = nlohmann::ordered_json;
using domain::Permission;
using Schemas = std::map<std::string, Json>;

constexpr std::string_view kProblem = R"({
  "type": "object", "description": "RFC 9457, application/problem+json",
  "required": ["title", "status", "code", "detail", "remedy", "violations"],
  "properties": {
    "title": {"type": "string"}, "status": {"type": "integer"},
    "code": {"type": "string", "description": "The first violation's code"},
    "detail": {"type": "string", "description": "What happened, in the language of Accept-Language"},
    "remedy": {"type": "string", "description": "What to do now"},
    "request_id": {"type": "string", "description": "By which the operator finds it in the log"},
    "violations": {"type": "array", "items": {"$ref": "#/components/schemas/Violation"}}
  }
})";
constexpr std::string_view kViolation = R"({
  "type": "object", "required": ["code", "detail", "remedy"],
  "properties": {
    "code": {"type": "string"}, "detail": {"type": "string"}, "remedy": {"type": "string"},
    "field": {"type": "string", "description": "JSON pointer (RFC 6901) into the body, or a query parameter's name"},
    "position": {"type": "string"}, "row": {"type": "string"}, "location": {"type": "string"},
    "values": {"type": "object", "additionalProperties": {"type": "string"}}
  }
})";
constexpr std::string_view kParameters = R"({
  "IdempotencyKey": {
    "name": "Idempotency-Key", "in": "header", "required": true,
    "description": "Made by the client for one click or scan and kept through its repeats: one effect, one answer",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_.:-]{8,64}$"}
  },
  "IfMatch": {
    "name": "If-Match", "in": "header", "required": true,
    "description": "The ETag that was read: 428 without, 412 if the thing has changed since",
    "schema": {"type": "string", "pattern": "^\"[0-9]+\"$"}
  }
})";
constexpr std::string_view kSecurity = R"({
  "session": {"type": "apiKey", "in": "cookie", "name": "__Host-frostkeep"},
  "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token",
           "description": "Beside the cookie on every write; the session's own token"},
  "token": {"type": "http", "scheme": "bearer"}
})";
constexpr std::string_view kProblemAnswer = R"({
  "description": "Refused, or failed",
  "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
})";

Json reference(const AnyShape& shape) {
  return {{"$ref", "#/components/schemas/" + shape.name}};
}

Json schema_of(const ValueSpec& spec, std::string_view about) {
  std::string text;
  write_schema(spec, about, text);
  return Json::parse(text);
}

void collect(const AnyShape& shape, Schemas& schemas);

void collect(const ValueSpec& spec, Schemas& schemas) {
  if (spec.inner) collect(*spec.inner, schemas);
  if (spec.shape) collect(*spec.shape, schemas);
}

void collect(const AnyShape& shape, Schemas& schemas) {
  std::string text;
  write_schema(shape, text);
  const auto [place, is_new] = schemas.emplace(shape.name, Json::parse(text));
  FROSTKEEP_INVARIANT(is_new || place->second == Json::parse(text));
  if (!is_new) return;
  for (const auto& f : shape.fields) collect(f.spec, schemas);
}

Json path_parameters(const std::string& path) {
  Json parameters = Json::array();
  for (const auto segment : base::split(path, '/')) {
    if (!segment.starts_with('{')) continue;
    const std::string name(segment.substr(1, segment.size() - 2));
    Json schema{{"type", "string"}};
    if (name.ends_with("_id")) schema["pattern"] = TypeOf<domain::SampleId>::kType.pattern;
    parameters.push_back({{"name", name}, {"in", "path"}, {"required", true}, {"schema", std::move(schema)}});
  }
  return parameters;
}

Json parameters_of(const Route& route) {
  Json parameters = path_parameters(route.path);
  if (route.query) {
    for (const auto& f : route.query->fields) {
      Json parameter{
          {"name", f.name}, {"in", "query"}, {"required", f.required}, {"schema", schema_of(f.spec, f.about)}};
      if (f.spec.type->form == ValueForm::list) parameter["explode"] = false;
      parameters.push_back(std::move(parameter));
    }
  }
  if (route.idempotency_needed) parameters.push_back({{"$ref", "#/components/parameters/IdempotencyKey"}});
  if (route.version_needed) parameters.push_back({{"$ref", "#/components/parameters/IfMatch"}});
  return parameters;
}

Json body_of(const Route& route) {
  Json content;
  if (route.body) content["application/json"] = {{"schema", reference(*route.body)}};
  for (const auto& type : route.file_types) content[type] = {{"schema", {{"type", "string"}, {"format", "binary"}}}};
  return {{"required", true}, {"content", std::move(content)}, {"x-limit-bytes", route.body_limit}};
}

Json responses_of(const Route& route) {
  Json success{{"description", route.summary_en.empty() ? "Done" : route.summary_en}};
  if (route.answer) {
    success["content"] = {{"application/json", {{"schema", reference(*route.answer)}}}};
  } else if (!route.answer_type.empty()) {
    success["content"] = {{route.answer_type, {{"schema", {{"type", "string"}, {"format", "binary"}}}}}};
  }
  return {{std::to_string(route.status), std::move(success)},
          {"default", {{"$ref", "#/components/responses/Problem"}}}};
}

/// The noun of a path: `containers` in /api/v1/containers/{container_id}.
std::string tag_of(const std::string& path) {
  const auto segments = base::split(path, '/');
  const std::size_t noun = segments.size() > 3 && segments[1] == "api" ? 3 : 1;
  return std::string(segments[noun]);
}

Json operation_of(const Route& route) {
  Json operation{{"operationId", route.operation_id}, {"tags", {tag_of(route.path)}}};
  if (!route.summary_en.empty()) operation["summary"] = route.summary_en;
  if (!route.summary_zh_cn.empty()) operation["x-summary-zh-CN"] = route.summary_zh_cn;
  operation["x-permission"] = domain::name_of(route.permission);
  if (!route.refusals.empty()) {
    Json codes = Json::array();
    for (const auto code : route.refusals) codes.push_back(domain::name_of(code));
    operation["x-refusals"] = std::move(codes);
  }
  if (Json parameters = parameters_of(route); !parameters.empty()) operation["parameters"] = std::move(parameters);
  if (route.body || !route.file_types.empty()) operation["requestBody"] = body_of(route);
  operation["responses"] = responses_of(route);
  Json security = Json::array();
  if (route.permission != Permission::anyone) {
    Json by_cookie{{"session", Json::array()}};
    if (route.method != Method::get) by_cookie["csrf"] = Json::array();
    security.push_back(std::move(by_cookie));
    security.push_back({{"token", Json::array()}});
  }
  operation["security"] = std::move(security);
  return operation;
}

}  // namespace

std::string openapi_document(const std::vector<Route>& routes, std::string_view version) {
  Schemas schemas;
  schemas.emplace("Problem", Json::parse(kProblem));
  schemas.emplace("Violation", Json::parse(kViolation));
  std::map<std::string, std::map<Method, Json>> paths;
  for (const Route& route : routes) {
    paths[route.path].emplace(route.method, operation_of(route));
    for (const AnyShape* shape : {route.body, route.answer}) {
      if (shape) collect(*shape, schemas);
    }
    if (!route.query) continue;
    for (const auto& f : route.query->fields) collect(f.spec, schemas);
  }
  const Json license{{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}};
  Json document{{"openapi", "3.1.0"},
                {"info", {{"title", "Frostkeep"}, {"version", version}, {"license", license}}},
                {"paths", Json::object()}};
  for (auto& [path, operations] : paths) {
    for (auto& [method, operation] : operations) {
      document["paths"][path][base::to_lower(name_of(method))] = std::move(operation);
    }
  }
  Json& components = document["components"];
  for (auto& [name, schema] : schemas) components["schemas"][name] = std::move(schema);
  components["parameters"] = Json::parse(kParameters);
  components["responses"]["Problem"] = Json::parse(kProblemAnswer);
  components["securitySchemes"] = Json::parse(kSecurity);
  return document.dump(2) + "\n";
}

}  // namespace frostkeep::http
