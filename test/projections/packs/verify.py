"""Checks an evidence pack by what its README.md says, and by nothing of verify.mjs: both must agree.

    python3 verify.py PACK.zip...

One line of JSON for each pack: {"damages": [{"code", "at"}]}, or {"unreadable": why}. Needs `cryptography`.
"""

import base64
import hashlib
import json
import re
import sys
import zipfile
import zlib
from fractions import Fraction

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HASH = re.compile(r"[0-9a-f]{64}")
DECIMAL = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


def digest(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def decoded(text):
    """Base64url without padding, in its one spelling; None otherwise."""
    try:
        value = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, TypeError):
        return None
    return value if base64.urlsafe_b64encode(value).rstrip(b"=").decode() == text else None


def signs(public_key, statement, signature):
    key, signed = decoded(public_key), decoded(signature)
    if key is None or signed is None or len(key) != 32:
        return False
    text = json.dumps(statement, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signed, text.encode())
    except InvalidSignature:
        return False
    return True


def root_from(number, size, leaf, path):
    """The root to which a path leads, from the top down as RFC 9162 defines it; None when the path does not fit."""
    if size == 1:
        return leaf if not path else None
    if not path:
        return None
    split = 1
    while split * 2 < size:
        split *= 2
    if number < split:
        left = root_from(number, split, leaf, path[:-1])
        return left and digest(b"\x01", left, path[-1])
    right = root_from(number - split, size - split, leaf, path[:-1])
    return right and digest(b"\x01", path[-1], right)


def is_whole(value):
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value):
    return is_whole(value) and value >= 0


class Pack:
    def __init__(self, files):
        self.files = files
        self.damages = []

    def damage(self, code, at):
        self.damages.append({"code": code, "at": at})

    def json(self, name, is_right):
        try:
            value = json.loads(self.files[name].decode())
            if is_right(value):
                return value
        except (KeyError, ValueError, TypeError, AttributeError):
            pass
        self.damage("file-unreadable", name)
        return None

    def check(self):
        manifest = self.json(
            "manifest.json",
            lambda it: it.get("is") == "redress/pack/1"
            and isinstance(it.get("files"), dict)
            and isinstance(it.get("streams"), dict),
        )
        if manifest:
            self.check_manifest(manifest)
        head = self.json(
            "head.json",
            lambda it: is_number(it.get("treeSize"))
            and HASH.fullmatch(it.get("rootHash"))
            and isinstance(it.get("institution"), str),
        )
        keys = self.json("keys.json", lambda it: isinstance(it, list))
        proofs = self.json("proofs.json", lambda it: isinstance(it, list))
        openings = self.json("openings.json", lambda it: isinstance(it, list))
        if head and keys is not None:
            if manifest and manifest.get("institution") != head["institution"]:
                self.damage("head-of-another-institution", head["institution"])
            self.check_head(head, self.known_keys(keys, head["institution"]))
        events = self.events(manifest)
        if head:
            self.check_proofs(events, proofs or [], head)
        documents = self.json("documents.json", lambda it: isinstance(it, list))
        self.check_openings(openings or [], events)
        self.check_letters(openings or [])
        self.check_documents(documents or [], events)
        if manifest and "return" in manifest:
            made = self.json("return.json", is_return)
            cells = self.json("cells.json", is_cells)
            if made and cells is not None:
                self.check_return(made, cells, events)
        elif manifest and "period" in manifest:
            self.check_period(manifest["period"], self.json("cases.json", is_cases) or [], events)
        self.check_rules(events, (manifest or {}).get("rulesNotOnShelf") or [])
        return self.damages

    def check_manifest(self, manifest):
        for name, stated in manifest["files"].items():
            if name not in self.files:
                self.damage("file-missing", name)
            elif digest(self.files[name]).hex() != stated:
                self.damage("file-changed", name)
        for name in self.files:
            if name != "manifest.json" and name not in manifest["files"]:
                self.damage("file-added", name)

    def known_keys(self, announced, institution):
        known, before = {}, None
        for place, one in enumerate(announced):
            one = one if isinstance(one, dict) else {}
            key = decoded(one.get("publicKey")) if isinstance(one.get("publicKey"), str) else None
            statement = {name: one.get(name) for name in ("keyId", "publicKey", "replaces")}
            statement |= {"is": "redress/signing-key/1", "institution": institution}
            signer = before["publicKey"] if before else one.get("publicKey")
            if (
                key is not None
                and digest(key).hex() == one.get("keyId")
                and "replaces" in one
                and one["replaces"] == (before["keyId"] if before else None)
                and signs(signer, statement, one.get("signature"))
            ):
                known[one["keyId"]] = one["publicKey"]
                before = one
            else:
                self.damage("key-not-endorsed", f"keys.json {place}")
        return known

    def check_head(self, head, known):
        names = ("institution", "treeSize", "rootHash", "timestamp", "keyId")
        statement = {name: head.get(name) for name in names} | {"is": "redress/tree-head/1"}
        if head.get("keyId") not in known:
            self.damage("head-key-unknown", "head.json")
        elif not signs(known[head["keyId"]], statement, head.get("signature")):
            self.damage("head-signature-wrong", "head.json")

    def events(self, manifest):
        events = {}
        streams = (manifest or {}).get("streams", {})
        for name, content in self.files.items():
            found = re.fullmatch(r"events/(.+)\.jsonl", name)
            if not found:
                continue
            stream = found[1]
            lines = [line for line in content.decode(errors="replace").split("\n") if line]
            self.stream_events(stream, name, lines, events)
            if manifest and streams.get(stream) != len(lines):
                self.damage("events-miscounted", stream)
        for stream in streams:
            if f"events/{stream}.jsonl" not in self.files:
                self.damage("stream-missing", stream)
        if not events:
            self.damage("no-events", "events")
        return events

    def stream_events(self, stream, name, lines, events):
        highest = -1
        for number, line in enumerate(lines, 1):
            event = event_of(line, stream)
            if event is None:
                self.damage("event-unreadable", f"{name} line {number}")
                continue
            revision = event["said"]["revision"]
            if (stream, revision) in events:
                self.damage("event-twice", f"{stream} {revision}")
            elif revision < highest:
                self.damage("event-out-of-order", f"{stream} {revision}")
            highest = max(highest, revision)
            events[stream, revision] = event
        for gap in range(highest):
            if (stream, gap) not in events:
                self.damage("event-missing", f"{stream} {gap}")

    def check_proofs(self, events, proofs, head):
        by_event = {(one.get("stream"), one.get("revision")): one for one in proofs if isinstance(one, dict)}
        if len(by_event) != len(proofs):
            self.damage("proof-twice", "proofs.json")
        root = bytes.fromhex(head["rootHash"])
        for place, event in events.items():
            name = f"{place[0]} {place[1]}"
            proof = by_event.get(place)
            if proof is None:
                self.damage("proof-missing", name)
                continue
            path, number = proof.get("path"), proof.get("leaf")
            is_path = isinstance(path, list) and all(isinstance(one, str) and HASH.fullmatch(one) for one in path)
            leaf = digest(b"\x00", event["recordedAt"].encode(), b"\n", event["text"].encode())
            if (
                not is_path
                or not is_number(number)
                or number >= head["treeSize"]
                or root_from(number, head["treeSize"], leaf, [bytes.fromhex(one) for one in path]) != root
            ):
                self.damage("event-not-proved", name)
        for place in by_event:
            if place not in events:
                self.damage("event-missing-for-proof", f"{place[0]} {place[1]}")

    def check_openings(self, openings, events):
        for number, one in enumerate(openings):
            one = one if isinstance(one, dict) else {}
            event = events.get((one.get("stream"), one.get("revision")))
            commitment = commitment_at(event and event["said"], one.get("path"))
            salt, value = decoded(one.get("salt")), one.get("value")
            if commitment is None:
                self.damage("opening-of-nothing", f"openings.json {number}")
            elif (
                salt is None
                or len(salt) != 32
                or not isinstance(value, str)
                or digest(b"redress/box-commitment/1\x00", salt, utf8(value)).hex() != commitment
            ):
                self.damage("opening-wrong", f"openings.json {number}")

    def check_letters(self, openings):
        posted = {}
        for one in openings:
            if isinstance(one, dict) and one.get("path") == ["data"]:
                posted[f"letters/{one.get('stream')}/{one.get('revision')}.txt"] = one.get("value")
        for name, content in self.files.items():
            value = posted.get(name)
            if name.startswith("letters/") and not (isinstance(value, str) and utf8(value) == content):
                self.damage("letter-changed", name)

    def check_documents(self, listed, events):
        filed, named = set(), set()
        for number, one in enumerate(listed):
            one = one if isinstance(one, dict) else {}
            place, document = (one.get("stream"), one.get("revision")), one.get("document")
            if document is not None and filed_document(events.get(place)) == document:
                filed.add(place)
            else:
                self.damage("document-of-no-event", f"documents.json {number}")
            file = one.get("file")
            if not isinstance(file, str):
                continue
            named.add(file)
            salt = decoded(one["salt"]) if isinstance(one.get("salt"), str) else None
            if file not in self.files:
                self.damage("document-missing", file)
            elif salt is None or len(salt) != 32:
                self.damage("document-changed", file)
            elif digest(b"redress/document-commitment/1\x00", salt, self.files[file]).hex() != document:
                self.damage("document-changed", file)
        for place, event in events.items():
            if event["said"].get("type") == "DocumentFiled" and place not in filed:
                self.damage("document-not-listed", f"{place[0]} {place[1]}")
        for name in self.files:
            if name.startswith("documents/") and name not in named:
                self.damage("document-not-listed", name)

    def check_period(self, period, listed, events):
        period, named = period if isinstance(period, dict) else {}, set()
        for number, one in enumerate(listed):
            stream, day = one["stream"], one["receivedOn"]
            days = [period.get("from"), day, period.get("to")]
            if stream in named:
                self.damage("case-twice", f"cases.json {number}")
            elif (stream, 0) not in events:
                self.damage("case-of-no-event", f"cases.json {number}")
            elif not (all(isinstance(one, str) for one in days) and days == sorted(days)):
                self.damage("case-outside-period", f"cases.json {number}")
            named.add(stream)
        for stream, revision in events:
            if revision == 0 and stream.startswith("complaint-") and stream not in named:
                self.damage("case-not-listed", stream)

    def check_return(self, made, listed, events):
        sums, counted = {}, set()
        for number, one in enumerate(listed):
            stream = one["stream"]
            if stream in counted:
                self.damage("case-twice", f"cells.json {number}")
            elif (stream, 0) not in events:
                self.damage("case-of-no-event", f"cells.json {number}")
            counted.add(stream)
            for cell in one["cells"]:
                if not all((stream, event["revision"]) in events for event in cell["events"]):
                    self.damage("cell-of-no-event", f"cells.json {number} {cell['cell']}")
                sums.setdefault(cell["cell"], []).append(cell["value"])
        for row in (row for table in made["tables"] for row in table["rows"]):
            parts = sums.pop(row["cell"], [])
            if len(parts) != row["cases"] or not is_sum(row["value"], parts):
                self.damage("cell-miscounted", row["cell"])
        for cell in sums:
            self.damage("cell-unknown", cell)
        for stream, revision in events:
            if revision == 0 and stream.startswith("complaint-") and stream not in counted:
                self.damage("case-not-listed", stream)

    def check_rules(self, events, not_on_shelf):
        named = {}
        for event in events.values():
            for ground in event["said"].get("meta", {}).get("grounds", []):
                named[ground["sha256"]] = True
        for name, content in self.files.items():
            found = re.fullmatch(r"rules/(.+)\.json", name)
            if not found:
                continue
            if digest(content).hex() != found[1]:
                self.damage("rule-changed", name)
            elif found[1] not in named:
                self.damage("rule-of-no-event", name)
        for sha256 in named:
            if f"rules/{sha256}.json" not in self.files and sha256 not in not_on_shelf:
                self.damage("rule-missing", f"rules/{sha256}.json")


def is_list_of(value, is_right):
    return isinstance(value, list) and all(isinstance(one, dict) and is_right(one) for one in value)


def are_texts(one, *names):
    return all(isinstance(one.get(name), str) for name in names)


def is_cases(value):
    return is_list_of(value, lambda one: are_texts(one, "stream", "receivedOn"))


def is_return(value):
    def is_row(row):
        return are_texts(row, "cell", "value") and is_whole(row.get("cases"))

    return is_list_of(value.get("tables"), lambda table: is_list_of(table.get("rows"), is_row))


def is_cells(value):
    def is_cell(cell):
        is_behind = is_list_of(cell.get("events"), lambda event: is_number(event.get("revision")))
        return is_behind and are_texts(cell, "cell", "value")

    return is_list_of(value, lambda one: are_texts(one, "stream") and is_list_of(one.get("cells"), is_cell))


def is_sum(whole, parts):
    """Whether decimals add up, exactly; what is written in another way is none."""
    if not all(DECIMAL.fullmatch(one) for one in [whole, *parts]):
        return False
    return sum(map(Fraction, parts)) == Fraction(whole)


def event_of(line, stream):
    try:
        event = json.loads(line)
        said = json.loads(event["text"])
        if TIME.fullmatch(event["recordedAt"]) and said["stream"] == stream and is_number(said["revision"]):
            return {**event, "said": said}
    except (ValueError, KeyError, TypeError):
        pass
    return None


def utf8(value):
    return value.encode("utf-8", "surrogatepass")


def filed_document(event):
    said = event["said"] if event else {}
    data = said.get("data")
    return data.get("document") if said.get("type") == "DocumentFiled" and isinstance(data, dict) else None


def commitment_at(value, path):
    for name in path if isinstance(path, list) else [None]:
        try:
            value = value[name]
        except (KeyError, IndexError, TypeError):
            return None
    commitment = value.get("commitment") if isinstance(value, dict) else None
    return commitment if isinstance(commitment, str) else None


def verdict(path):
    try:
        with zipfile.ZipFile(path) as pack:
            names = pack.namelist()
            if len(set(names)) != len(names):
                return {"unreadable": "a file stands twice"}
            files = {name: pack.read(name) for name in names}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        return {"unreadable": str(error)}
    return {"damages": Pack(files).check()}


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        print(json.dumps(verdict(argument)))
