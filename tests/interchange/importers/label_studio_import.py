"""Hands our export to Label Studio's own import API and compares what it exports again; run by Label Studio's Python.

python3 -m venv studio && studio/bin/pip install label-studio==1.23.2
annotator export PROJECT --format jsonl --out all.jsonl --owner all
annotator export PROJECT --format label-studio --out tasks.json --owner all
studio/bin/python tests/interchange/importers/label_studio_import.py all.jsonl tasks.json
"""

import importlib.util
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

CONFIG = """<View>
  <Labels name="label" toName="text">
    <Label value="PERSON"/><Label value="ORGANIZATION"/><Label value="CLAIM"/>
  </Labels>
  <Choices name="certainty" toName="text" perRegion="true">
    <Choice value="asserted"/><Choice value="doubted"/>
  </Choices>
  <Choices name="check_worthiness" toName="text" perRegion="true"><Choice value="high"/></Choices>
  <TextArea name="note" toName="text"/>
  <Relations><Relation value="speaker"/></Relations>
  <Text name="text" value="$text"/>
</View>"""


def begin():
    """An empty Label Studio with a user who may import, and that user's client."""
    package = Path(importlib.util.find_spec("label_studio").submodule_search_locations[0])
    sys.path.insert(0, str(package))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "core.settings.label_studio",
        "LABEL_STUDIO_BASE_DATA_DIR": tempfile.mkdtemp(),
        "DJANGO_DB": "sqlite",
        "COLLECT_ANALYTICS": "False",
        "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from organizations.models import Organization
    from rest_framework.test import APIClient
    from users.models import User

    user = User.objects.create_user(email="amal@example.org", password="a long password")
    user.active_organization = Organization.create_organization(created_by=user, title="News")
    user.save()
    client = APIClient()
    client.force_authenticate(user)
    return client


def taken(client, path: Path) -> list[dict]:
    """What Label Studio exports after it imported a file. Its answer to the import must be a success."""
    made = client.post("/api/projects/", {"title": path.stem, "label_config": CONFIG}, format="json")
    assert made.status_code == 201, made.content
    number = made.json()["id"]
    tasks = json.loads(path.read_text(encoding="utf-8"))
    answer = client.post(f"/api/projects/{number}/import", tasks, format="json")
    assert answer.status_code == 201, answer.content[:2000]
    print("import:", {k: v for k, v in answer.json().items() if k.endswith("_count")})
    found = client.get(f"/api/projects/{number}/export?exportType=JSON&download_all_tasks=true")
    assert found.status_code == 200, found.content[:2000]
    exported = json.loads(b"".join(found.streaming_content) if found.streaming else found.content)
    for task in exported:  # its export only numbers the predictions
        task["predictions"] = client.get(f"/api/predictions/?task={task['id']}").json()
    return exported


def regions(text: str, result: list[dict]) -> Counter:
    """The labelled regions by what they are, without their ids; each must be what stands there."""
    held = Counter()
    for region in result:
        if region["type"] == "labels":
            value = region["value"]
            assert text[value["start"] : value["end"]] == value["text"], value
            held[text, value["start"], value["end"], *value["labels"]] += 1
    return held


def main(lossless: str, export: str) -> None:
    client = begin()
    wanted, joined = Counter(), 0
    for line in Path(lossless).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for each in row["annotations"]:
            for span in each["spans"]:
                wanted[row["text"], span["start"], span["end"], span["label"]] += 1
                joined += sum(map(len, span["links"].values()))
    held, relations = Counter(), 0
    for task in taken(client, Path(export)):
        for each in (*task["annotations"], *task["predictions"]):
            held += regions(task["data"]["text"], each["result"])
            relations += sum(region["type"] == "relation" for region in each["result"])
    assert held == wanted, (held - wanted, wanted - held)
    assert relations == joined, (relations, joined)
    print(f"{export}: {held.total()} regions and {relations} relations are in Label Studio as they were here")


if __name__ == "__main__":
    main(*sys.argv[1:])
