"""JSON Schemas for kubeconform out of what the API server itself publishes, so that none is fetched."""

import copy
import json

GROUP_VERSIONS = ["api/v1", "apis/apps/v1", "apis/policy/v1", "apis/networking.k8s.io/v1",
                  "apis/admissionregistration.k8s.io/v1"]


def write_schemas(api, folder, extra_group_versions=()):
    """One file per kind, named as kubeconform's template {{.ResourceKind}}{{.KindSuffix}}.json asks."""
    folder.mkdir(parents=True, exist_ok=True)
    for group_version in [*GROUP_VERSIONS, *extra_group_versions]:
        answer = api.request("GET", f"/openapi/v3/{group_version}")
        assert answer.ok, f"{group_version}: {answer.message}"
        components = {"schemas": {name: _strict(schema)
                                  for name, schema in answer.body["components"]["schemas"].items()}}
        for name, schema in components["schemas"].items():
            for kind in schema.get("x-kubernetes-group-version-kind", []):
                if _path_of(kind) == group_version:
                    root = {"$ref": f"#/components/schemas/{name}", "components": components}
                    (folder / _file_name(kind)).write_text(json.dumps(root))


def _path_of(kind):
    return f"apis/{kind['group']}/{kind['version']}" if kind["group"] else f"api/{kind['version']}"


def _file_name(kind):
    group = kind["group"].split(".")[0]
    suffix = f"-{group}-{kind['version']}" if group else f"-{kind['version']}"
    return f"{kind['kind'].lower()}{suffix}.json"


def _strict(schema):
    """The same schema, refusing fields that it does not name."""
    if isinstance(schema, list):
        return [_strict(item) for item in schema]
    if not isinstance(schema, dict):
        return copy.copy(schema)
    made = {key: _strict(value) for key, value in schema.items()}
    if "properties" in made and not schema.get("x-kubernetes-preserve-unknown-fields"):
        made.setdefault("additionalProperties", False)
    return made
