"""Volumes as the kubelet keeps them: files reached through the symlink `..data`, replaced all at once."""

import base64
import os
import secrets
import shutil


def mount(folder, obj):
    """Brings `folder` to what the Secret or ConfigMap `obj` holds; running programs see one switch."""
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / "..data"
    old = os.readlink(data) if data.is_symlink() else None
    new = folder / f"..{secrets.token_hex(4)}"
    new.mkdir()
    for name, content in contents(obj).items():
        (new / name).write_bytes(content)
        link = folder / name
        if not link.is_symlink():
            link.symlink_to(f"..data/{name}")
    (folder / "..data_tmp").symlink_to(new.name)
    os.replace(folder / "..data_tmp", data)
    if old:
        shutil.rmtree(folder / old)


def contents(obj):
    if obj["kind"] == "Secret":
        return {name: base64.b64decode(value) for name, value in obj.get("data", {}).items()}
    return {name: value.encode() for name, value in obj.get("data", {}).items()}
