# SPDX-License-Identifier: Apache-2.0
"""What OpenAPI 3.1 asks of a document, as far as it can be told from the document alone."""
import re

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
# Which members an object of the specification may have, and which it must; `*` stands for names of one's own.
MEMBERS = {
    "document": ({"openapi", "info", "paths"}, {"components", "tags", "servers", "security", "externalDocs", "jsonSchemaDialect"}),
    "info": ({"title", "version"}, {"summary", "description", "license", "contact", "termsOfService"}),
    "license": ({"name"}, {"identifier", "url"}),
    "tag": ({"name"}, {"description", "externalDocs"}),
    "path": (set(), METHODS | {"summary", "description", "parameters"}),
    "operation": ({"responses"}, {"operationId", "tags", "summary", "description", "parameters", "requestBody", "security", "deprecated"}),
    "parameter": ({"name", "in", "schema"}, {"required", "description", "deprecated"}),
    "body": ({"content"}, {"required", "description"}),
    "media": (set(), {"schema", "example", "encoding"}),
    "response": ({"description"}, {"headers", "content", "links"}),
    "header": ({"schema"}, {"required", "description"}),
    "components": (set(), {"schemas", "responses", "parameters", "headers", "securitySchemes"}),
    "security scheme": ({"type"}, {"description", "name", "in", "scheme", "bearerFormat"}),
}
SCHEMA_WORDS = {"$ref", "title", "description", "type", "required", "additionalProperties", "properties", "oneOf", "anyOf", "allOf",
                "not", "enum", "const", "items", "minItems", "maxItems", "uniqueItems", "minimum", "maximum", "exclusiveMinimum",
                "minLength", "maxLength", "pattern", "propertyNames", "minProperties", "maxProperties", "definitions", "default",
                "if", "then", "else", "patternProperties", "contains"}
TYPES = {"object", "array", "string", "integer", "number", "boolean", "null"}


def resolved(document, thing):
    """What a reference leads to; the thing itself where it is none."""
    while isinstance(thing, dict) and "$ref" in thing:
        place = document
        for step in thing["$ref"].removeprefix("#/").split("/"):
            place = place[step.replace("~1", "/").replace("~0", "~")]
        thing = place
    return thing


class Rules:
    """Collects what `document` breaks."""

    def __init__(self, document):
        self.document, self.faults = document, []
        self.operations, self.schemas_seen = set(), set()
        self.check_document()

    def fault(self, where, what):
        self.faults.append(f"{where}: {what}")

    def members(self, kind, thing, where):
        needed, allowed = MEMBERS[kind]
        if not isinstance(thing, dict):
            return self.fault(where, f"is no {kind}")
        for name in needed - set(thing):
            self.fault(where, f"has no {name}")
        for name in set(thing) - needed - allowed:
            self.fault(where, f"has {name}, which a {kind} has not")

    def follow(self, thing, where):
        if isinstance(thing, dict) and "$ref" in thing:
            try:
                return resolved(self.document, thing)
            except (KeyError, TypeError):
                self.fault(where, f"leads to nothing: {thing['$ref']}")
                return {}
        return thing

    def check_document(self):
        document = self.document
        self.members("document", document, "document")
        if not re.fullmatch(r"3\.1\.\d+", document.get("openapi", "")):
            self.fault("openapi", "is not 3.1")
        self.members("info", document["info"], "info")
        self.members("license", document["info"].get("license", {"name": ""}), "info.license")
        self.tags = {tag["name"] for tag in document.get("tags", [])}
        for tag in document.get("tags", []):
            self.members("tag", tag, f"tag {tag.get('name')}")
        components = document.get("components", {})
        self.members("components", components, "components")
        for kind, things in components.items():
            for name in things:
                if not re.fullmatch(r"[a-zA-Z0-9._-]+", name):
                    self.fault(f"components.{kind}", f"{name} is no name of a component")
        for name, schema in components.get("schemas", {}).items():
            self.schema(schema, f"schema {name}")
        for name, scheme in components.get("securitySchemes", {}).items():
            self.members("security scheme", scheme, f"security {name}")
            if scheme.get("type") == "apiKey" and not {"name", "in"} <= set(scheme):
                self.fault(f"security {name}", "has no name or place")
        self.templates = set()
        for path, item in document["paths"].items():
            self.path(path, item)

    def path(self, path, item):
        if not path.startswith("/"):
            self.fault(path, "does not begin with a slash")
        shape = re.sub(r"\{[^}]*\}", "{}", path)
        if shape in self.templates:
            self.fault(path, "is the same as another path")
        self.templates.add(shape)
        self.members("path", item, path)
        for method in METHODS & set(item):
            self.operation(path, f"{method.upper()} {path}", item[method])

    def operation(self, path, where, operation):
        self.members("operation", operation, where)
        name = operation.get("operationId")
        if name in self.operations:
            self.fault(where, f"has the operationId of another: {name}")
        self.operations.add(name)
        for tag in set(operation.get("tags", [])) - self.tags:
            self.fault(where, f"has the tag {tag}, which the document does not list")
        for requirement in operation.get("security", []):
            for scheme in set(requirement) - set(self.document["components"].get("securitySchemes", {})):
                self.fault(where, f"asks for {scheme}, which is no security scheme")
        seen = set()
        for parameter in operation.get("parameters", []):
            parameter = self.follow(parameter, where)
            self.members("parameter", parameter, where)
            key = (parameter.get("in"), parameter.get("name"))
            if key in seen:
                self.fault(where, f"has {key} twice")
            seen.add(key)
            if key[0] not in ("query", "header", "path", "cookie"):
                self.fault(where, f"has a parameter in {key[0]}")
            if key[0] == "path" and parameter.get("required") is not True:
                self.fault(where, f"does not require {key[1]} of its path")
            self.schema(parameter.get("schema", {}), where)
        in_path = set(re.findall(r"\{([^}]*)\}", path))
        if in_path != {name for place, name in seen if place == "path"}:
            self.fault(where, "has other parameters in its path than it lists")
        if "requestBody" in operation:
            self.members("body", operation["requestBody"], where)
            self.content(operation["requestBody"].get("content", {}), where)
        if not operation.get("responses"):
            self.fault(where, "has no response")
        for status, response in operation.get("responses", {}).items():
            self.response(f"{where}, {status}", status, self.follow(response, where))

    def response(self, where, status, response):
        if not re.fullmatch(r"default|[1-5]\d\d|[1-5]XX", status):
            self.fault(where, "is no status")
        self.members("response", response, where)
        for header in response.get("headers", {}).values():
            header = self.follow(header, where)
            self.members("header", header, where)
            self.schema(header.get("schema", {}), where)
        self.content(response.get("content", {}), where)

    def content(self, content, where):
        for media_type, media in content.items():
            if not re.fullmatch(r"[\w.+*-]+/[\w.+*-]+", media_type):
                self.fault(where, f"has {media_type} as a media type")
            self.members("media", media, where)
            self.schema(media.get("schema", {}), where)

    def schema(self, schema, where):
        if isinstance(schema, bool) or id(schema) in self.schemas_seen:
            return
        self.schemas_seen.add(id(schema))
        if not isinstance(schema, dict):
            return self.fault(where, "has a schema that is none")
        for word in set(schema) - SCHEMA_WORDS:
            self.fault(where, f"has {word}, which no schema has")
        if "$ref" in schema:
            self.schema(self.follow(schema, where), schema["$ref"])
        types = schema.get("type", [])
        for each in [types] if isinstance(types, str) else types:
            if each not in TYPES:
                self.fault(where, f"is of type {each}")
        if "pattern" in schema:
            try:
                re.compile(schema["pattern"])
            except re.error:
                self.fault(where, f"has a pattern that is none: {schema['pattern']}")
        if set(schema.get("required", [])) - set(schema.get("properties", {})) and schema.get("additionalProperties") is False:
            self.fault(where, "requires what it does not allow")
        for word in ("properties", "definitions", "patternProperties"):
            for name, each in schema.get(word, {}).items():
                self.schema(each, f"{where}.{name}")
        for word in ("items", "additionalProperties", "not", "propertyNames", "if", "then", "else", "contains"):
            if word in schema:
                self.schema(schema[word], f"{where}.{word}")
        for word in ("oneOf", "anyOf", "allOf"):
            for each in schema.get(word, []):
                self.schema(each, where)
