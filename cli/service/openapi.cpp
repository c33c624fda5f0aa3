// SPDX-License-Identifier: Apache-2.0
#include "cli/service/openapi.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "cli/service/built_in_documents.hpp"
#include "cli/service/public_answers.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/error.hpp"

namespace lcl::cli::service {
namespace {

constexpr std::string_view answers_pattern = "/v1/answers/{command}";
constexpr std::string_view document_path = "/v1/openapi.json";

Json reference(std::string_view kind, std::string_view name) {
  return {{"$ref", "#/components/" + std::string(kind) + '/' + std::string(name)}};
}

/// The references of a schema of its own, where it stands among the components.
void move_references(Json& schema, const std::string& name) {
  if (schema.is_object()) {
    const auto found = schema.find("$ref");
    if (found != schema.end() && found->is_string())
      *found = "#/components/schemas/" + name + found->get<std::string>().substr(1);
  }
  for (Json& each : schema) {
    if (each.is_structured()) move_references(each, name);
  }
}

Json component_of(const OutputSchema& schema) {
  Json component = Json::parse(schema.text);
  component.erase("$schema");
  move_references(component, std::string(schema.name));
  return component;
}

/// What a value of an option, or a positional, is, by what help calls it.
Json schema_of_value(std::string_view called) {
  if (called.empty()) return {{"type", "boolean"}};
  if (called == "ID") return reference("schemas", "project_id");
  if (called == "N" || called == "SEQ") return reference("schemas", "whole");
  if (called == "KIND") return {{"pattern", "^[a-z_]{1,32}$"}, {"type", "string"}};
  return {{"minLength", 1}, {"type", "string"}};
}

Json parameter(std::string_view name, Json schema, std::string_view description, bool is_needed = false) {
  Json made = {{"description", description}, {"in", "query"}, {"name", name}, {"schema", std::move(schema)}};
  if (is_needed) made["required"] = true;
  return made;
}

Json parameters_of(const PublicAnswer& answer, const Command& command) {
  Json all = Json::array();
  if (!command.positionals.empty()) {
    std::string_view called = command.positionals.front();
    if (called.starts_with('[')) called = called.substr(1, called.size() - 2);
    all.push_back(parameter("subject", schema_of_value(called), "what it is about", needs_subject(command)));
  }
  for (const Option& option : open_options(answer, command)) {
    Json schema = schema_of_value(option.value);
    if (option.repeatable) schema = {{"items", std::move(schema)}, {"type", "array"}};
    all.push_back(parameter(option.name, std::move(schema), option.help, option.need == required));
  }
  if (answer.paging != Paging::none)
    all.push_back(parameter(
        "limit", {{"default", most_items}, {"maximum", most_items}, {"minimum", 1}, {"type", "integer"}},
        "at most so many of " + std::string(answer.list)));
  if (answer.paging == Paging::by_place)
    all.push_back(parameter("after", reference("schemas", "whole"),
                            "how many of " + std::string(answer.list) + " are passed over"));
  all.push_back(reference("parameters", "if_none_match"));
  return all;
}

Json operation_of(const PublicAnswer& answer, const Command& command) {
  Json schema = Json::array();
  for (const std::string_view name : answer.schemas) schema.push_back(reference("schemas", name));
  schema = schema.size() == 1 ? Json(schema.front()) : Json{{"oneOf", schema}};
  Json headers = {{"ETag", reference("headers", "etag")}};
  if (answer.paging != Paging::none) headers["Link"] = reference("headers", "link");
  Json operation = {{"operationId", "answer_" + path_word(answer.command)},
                    {"parameters", parameters_of(answer, command)},
                    {"responses",
                     {{"200",
                       {{"content", {{"application/json", {{"schema", schema}}}}},
                        {"description", "As of the last checkpoint, and at the time of its last entry."},
                        {"headers", std::move(headers)}}},
                      {"304", reference("responses", "not_modified")},
                      {"422", reference("responses", "refused")}}},
                    {"summary", command.summary},
                    {"tags", {"public"}}};
  if (!command.page.empty()) operation["description"] = command.page;
  return operation;
}

/// What any request may come to, or any with a body or a signature.
void add_common_responses(Json& operation) {
  Json& responses = operation["responses"];
  const auto add = [&responses](const char* status, const char* name) {
    if (!responses.contains(status)) responses[status] = reference("responses", name);
  };
  add("400", "bad_request");
  add("414", "too_large");
  add("429", "too_many");
  add("431", "too_large");
  add("500", "failed");
  add("503", "unavailable");
  add("413", "too_large");
  if (operation.contains("requestBody")) add("415", "media_type");
  if (operation.contains("security")) {
    add("401", "unsigned");
    add("403", "forbidden");
  }
}

/// A pattern without the names of what it captures.
std::string shape_of(std::string_view pattern) {
  std::string shape;
  bool is_inside = false;
  for (const char letter : pattern) {
    if (letter == '}') is_inside = false;
    if (!is_inside) shape += letter;
    if (letter == '{') is_inside = true;
  }
  return shape;
}

std::string key_of_method(std::string method) {
  std::transform(method.begin(), method.end(), method.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return method + ' ';
}

/// The paths and methods that there are routes for.
Json paths_served(Json paths, const std::vector<Route>& routes) {
  std::set<std::string> served;
  for (const Route& route : routes) served.insert(key_of_method(route.method) + shape_of(route.pattern));
  Json kept = Json::object();
  for (const auto& [path, methods] : paths.items()) {
    for (const auto& [method, operation] : methods.items()) {
      if (served.erase(method + ' ' + shape_of(path)) > 0) kept[path][method] = operation;
    }
  }
  served.erase("get " + shape_of(answers_pattern));
  invariant(served.empty(), "cli/service/openapi.json describes every route");
  return kept;
}

}  // namespace

Json openapi_document(const std::vector<Route>& routes, const std::vector<Command>& commands) {
  Json document = Json::parse(openapi_frame());
  document["info"]["version"] = LCL_VERSION;
  Json& schemas = document["components"]["schemas"];
  for (const OutputSchema& schema : output_schemas())
    schemas[std::string(schema.name)] = component_of(schema);
  Json& preparation = schemas["preparation"] = schemas["submit"];
  preparation["properties"]["id"] = reference("schemas", "id");
  preparation["properties"]["staged_bytes"] = reference("schemas", "whole");
  for (const char* const needed : {"id", "staged_bytes"}) preparation["required"].push_back(needed);
  Json paths = paths_served(document["paths"], routes);
  for (const PublicAnswer& answer : public_answers()) {
    const auto command = std::find_if(commands.begin(), commands.end(),
                                      [&](const Command& each) { return each.name == answer.command; });
    invariant(command != commands.end() && command->exports, "a public answer is that of a reading command");
    paths["/v1/answers/" + path_word(answer.command)]["get"] = operation_of(answer, *command);
  }
  for (Json& methods : paths) {
    for (Json& operation : methods) add_common_responses(operation);
  }
  document["paths"] = std::move(paths);
  return document;
}

std::vector<Route> openapi_routes(const std::vector<Route>& others, const std::vector<Command>& commands) {
  std::vector<Route> own{
      {.method = "GET", .pattern = std::string(document_path), .most_body = 0, .answer = {}}};
  std::vector<Route> all = others;
  all.push_back(own.front());
  Response response = json_response(openapi_document(all, commands));
  response.etag = hex(sha256(std::get<std::string>(response.body))).substr(0, 32);
  own.front().answer = [response](const Request&, const Captures&) { return response; };
  return own;
}

}  // namespace lcl::cli::service
