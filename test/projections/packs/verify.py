"""Checks an evidence pack by what its README.md says, and by nothing of verify.mjs: both must agree.

    python3 verify.py PACK.zip... [--key PUBLIC-KEY] [--head FILE [--consistency FILE]]

One line of JSON for each pack: {"holds", "damages": [{"code", "at"}]}, with what was shown by what and by whose key
when it holds, or {"unreadable": why}. Exit code: 0 when all hold, 1 when one does not, 2 when one cannot be read. Needs `cryptography`.
"""

import argparse
import base64
import hashlib
import itertools
import json
import re
import struct
import sys
import zlib
from fractions import Fraction

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HASH = re.compile(r"[0-9a-f]{64}")
DECIMAL = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
SIGNATURE = "manifest.sig.json"
GREATEST = 2**53 - 1
MOST_GAPS = 1000
ABSENT = object()


class NotUtf8(Exception):
    pass


def parsed(content):
    """JSON as everybody reads it: UTF-8, numbers as doubles, nothing that is not in RFC 8259."""
    try:
        text = content if isinstance(content, str) else content.decode()
    except UnicodeDecodeError as error:
        raise NotUtf8 from error
    try:
        return json.loads(text, parse_int=number, parse_float=number, parse_constant=refused)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def number(text):
    value = float(text)
    return int(value) if value.is_integer() else value


def refused(name):
    raise ValueError(name)


def digest(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def decoded(text):
    """Base64url without padding, in its one spelling; None otherwise."""
    if not isinstance(text, str):
        return None
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
    except (InvalidSignature, UnicodeEncodeError):
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


def range_root(begin, end, known):
    """The root over leaves [begin, end), of hashes known by their ranges."""
    if (begin, end) in known:
        return known[begin, end]
    if end - begin == 1:
        return None
    split = 1
    while split * 2 < end - begin:
        split *= 2
    left, right = range_root(begin, begin + split, known), range_root(begin + split, end, known)
    return left and right and digest(b"\x01", left, right)


def consistency_ranges(first, begin, end, is_whole_tree):
    """What a consistency proof gives, as RFC 9162 section 2.1.4.1 defines SUBPROOF, as ranges of leaves."""
    if first == end - begin:
        return [] if is_whole_tree else [(begin, end)]
    split = 1
    while split * 2 < end - begin:
        split *= 2
    if first <= split:
        return [*consistency_ranges(first, begin, begin + split, is_whole_tree), (begin + split, end)]
    return [*consistency_ranges(first - split, begin + split, end, False), (begin, begin + split)]


def grew(first, first_root, second, second_root, path):
    """Whether both roots follow from the hashes of a consistency proof."""
    if first < 1:
        return False
    ranges = consistency_ranges(first, 0, second, True)
    if len(ranges) != len(path):
        return False
    known = dict(zip(ranges, path))
    if first & (first - 1) == 0:
        known[0, first] = first_root
    return range_root(0, first, known) == first_root and range_root(0, second, known) == second_root


def is_whole(value):
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value):
    return is_whole(value) and 0 <= value <= GREATEST


def is_hash(value):
    return isinstance(value, str) and HASH.fullmatch(value) is not None


class Pack:
    def __init__(self, files, trusted=None, witnessed=None, consistency=None):
        self.files = files
        self.trusted, self.witnessed, self.consistency = trusted, witnessed, consistency
        self.damages = []
        self.trust = {}

    def damage(self, code, at):
        self.damages.append({"code": code, "at": at})

    def json(self, name, is_right):
        try:
            value = parsed(self.files[name])
            if is_right(value):
                return value
        except NotUtf8:
            self.damage("not-utf-8", name)
            return None
        except (KeyError, ValueError, AttributeError):
            pass
        self.damage("file-unreadable", name)
        return None

    def check(self):
        manifest = self.json("manifest.json", is_manifest)
        if manifest:
            self.check_manifest(manifest)
        head, keys = self.json("head.json", is_head), self.json("keys.json", is_keys)
        if SIGNATURE not in self.files:
            self.damage("manifest-not-signed", SIGNATURE)
        signature = self.json(SIGNATURE, is_signature) if SIGNATURE in self.files else None
        if head and keys is not None:
            if manifest and manifest["institution"] != head["institution"]:
                self.damage("head-of-another-institution", head["institution"])
            known = self.known_keys(keys, head["institution"])
            self.check_head(head, known)
            if signature:
                self.check_signature(signature, known, head["institution"])
            self.check_trust(head, signature, known)
            if self.witnessed:
                self.check_witness(head, known)
        events = self.events(manifest)
        proofs = self.json("proofs.json", is_proofs) or []
        if head:
            self.check_proofs(events, proofs, head)
        size = self.witnessed["treeSize"] if self.witnessed else 0
        self.trust["isUnderKept"] = all(one["leaf"] < size for one in proofs)
        openings = self.json("openings.json", is_openings) or []
        self.check_openings(openings, events)
        self.check_erasures(self.json("erasures.json", is_erasures) or [], events)
        # In the pack of a return nothing is opened, and no case is told of.
        is_told = not (manifest and "return" in manifest)
        self.check_sign_offs(self.json("sign-offs.json", is_sign_offs) or [], events, is_told)
        self.check_letters(self.json("letters.json", is_letters) or [], openings, events, is_told)
        self.check_documents(self.json("documents.json", is_documents) or [], openings, events, is_told)
        if not is_told:
            made, cells = self.json("return.json", is_return), self.json("cells.json", is_cells)
            if made and cells is not None:
                self.check_return(made, cells, events)
        elif manifest and "period" in manifest:
            self.check_period(manifest["period"], self.json("cases.json", is_cases) or [], events)
        self.check_rules(events, (manifest or {}).get("rulesNotOnShelf", []))
        return self.damages, manifest

    def check_manifest(self, manifest):
        for name, stated in manifest["files"].items():
            if name not in self.files:
                self.damage("file-missing", name)
            elif digest(self.files[name]).hex() != stated:
                self.damage("file-changed", name)
        for name in self.files:
            if name not in ("manifest.json", SIGNATURE) and name not in manifest["files"]:
                self.damage("file-added", name)

    def known_keys(self, announced, institution):
        known, before = {}, None
        for place, one in enumerate(announced):
            key = decoded(one["publicKey"])
            statement = {name: one[name] for name in ("keyId", "publicKey", "replaces")}
            statement |= {"is": "redress/signing-key/1", "institution": institution}
            signer = before["publicKey"] if before else one["publicKey"]
            if (
                key is not None
                and digest(key).hex() == one["keyId"]
                and one["replaces"] == (before["keyId"] if before else None)
                and signs(signer, statement, one["signature"])
            ):
                known[one["keyId"]] = one["publicKey"]
                before = one
            else:
                self.damage("key-not-endorsed", f"keys.json {place}")
        return known

    def check_trust(self, head, signature, known):
        """Only keys from a known one on are vouched for: each is signed for by the one before it."""
        order = list(known)
        signers = {"head.json": head["keyId"]} | ({SIGNATURE: signature["keyId"]} if signature else {})
        signers = {name: key_id for name, key_id in signers.items() if key_id in known}

        def strangers(key_id):
            after = order[order.index(key_id) :] if key_id in order else []
            return [name for name, signer in signers.items() if signer not in after]

        key_id = next((one for one in order if known[one] == self.trusted), None)
        if self.trusted is not None:
            for name in strangers(key_id) if key_id else ["keys.json"]:
                self.damage("key-not-trusted", name)
        held = ["key"] * (self.trusted is not None) + ["head"] * (self.witnessed is not None)
        self.trust |= {
            "signedBy": list(dict.fromkeys(signers.values())),
            "heldAgainst": held or ["pack"],
            "keyKnown": self.trusted is not None
            or (self.witnessed is not None and not strangers(self.witnessed["keyId"])),
        }

    def check_witness(self, head, known):
        kept, path = self.witnessed, self.consistency
        if kept["institution"] != head["institution"]:
            self.damage("witness-of-another-institution", "--head")
            return
        if kept["treeSize"] <= head["treeSize"] or kept["keyId"] in known:
            self.check_head(kept, known, "--head")
        first, second = sorted((kept, head), key=lambda one: one["treeSize"])
        sizes = f"{first['treeSize']} {second['treeSize']}"
        roots = [bytes.fromhex(one["rootHash"]) for one in (first, second)]
        if first["treeSize"] == second["treeSize"]:
            if first["treeSize"] == 0 or roots[0] != roots[1]:
                self.damage("history-forked", sizes)
            return
        path = path.get("path") if isinstance(path, dict) else None
        if not isinstance(path, list) or not all(map(is_hash, path)):
            self.damage("consistency-not-shown", sizes)
        elif not grew(first["treeSize"], roots[0], second["treeSize"], roots[1], [bytes.fromhex(one) for one in path]):
            self.damage("history-forked", sizes)

    def check_signature(self, signature, known, institution):
        key_id = signature["keyId"]
        statement = {"is": "redress/manifest/1", "institution": institution, "keyId": key_id}
        statement["sha256"] = digest(self.files.get("manifest.json", b"")).hex()
        if key_id not in known:
            self.damage("manifest-key-unknown", SIGNATURE)
        elif not signs(known[key_id], statement, signature["signature"]):
            self.damage("manifest-signature-wrong", SIGNATURE)

    def check_head(self, head, known, at="head.json"):
        names = ("institution", "treeSize", "rootHash", "timestamp", "keyId")
        statement = {name: head.get(name) for name in names} | {"is": "redress/tree-head/1"}
        if head.get("keyId") not in known:
            self.damage("head-key-unknown", at)
        elif not signs(known[head["keyId"]], statement, head.get("signature")):
            self.damage("head-signature-wrong", at)

    def events(self, manifest):
        events = {}
        streams = (manifest or {}).get("streams", {})
        for name, content in self.files.items():
            found = re.fullmatch(r"events/(.+)\.jsonl", name)
            if not found:
                continue
            stream = found[1]
            lines = [line for line in content.split(b"\n") if line]
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
        for number_of_line, line in enumerate(lines, 1):
            try:
                event = event_of(line, stream)
            except NotUtf8:
                self.damage("not-utf-8", f"{name} line {number_of_line}")
                continue
            if event is None:
                self.damage("event-unreadable", f"{name} line {number_of_line}")
                continue
            revision = event["said"]["revision"]
            if (stream, revision) in events:
                self.damage("event-twice", f"{stream} {revision}")
            elif revision < highest:
                self.damage("event-out-of-order", f"{stream} {revision}")
            highest = max(highest, revision)
            events[stream, revision] = event
        gaps = (gap for gap in range(highest) if (stream, gap) not in events)
        for gap in itertools.islice(gaps, MOST_GAPS):
            self.damage("event-missing", f"{stream} {gap}")

    def check_proofs(self, events, proofs, head):
        by_event = {(one["stream"], one["revision"]): one for one in proofs}
        if len(by_event) != len(proofs):
            self.damage("proof-twice", "proofs.json")
        root = bytes.fromhex(head["rootHash"])
        for place, event in events.items():
            name = f"{place[0]} {place[1]}"
            proof = by_event.get(place)
            if proof is None:
                self.damage("proof-missing", name)
                continue
            place, size = proof["leaf"], head["treeSize"]
            path = [bytes.fromhex(one) for one in proof["path"]]
            leaf = digest(b"\x00", event["recordedAt"].encode(), b"\n", event["text"].encode())
            if place >= size or root_from(place, size, leaf, path) != root:
                self.damage("event-not-proved", name)
        for place in by_event:
            if place not in events:
                self.damage("event-missing-for-proof", f"{place[0]} {place[1]}")

    def check_openings(self, openings, events):
        for number_of_one, one in enumerate(openings):
            commitment = commitment_at(events, one)
            salt, value = decoded(one["salt"]), utf8(one["value"])
            if commitment is None:
                self.damage("opening-of-nothing", f"openings.json {number_of_one}")
            elif (
                salt is None
                or len(salt) != 32
                or value is None
                or digest(b"redress/box-commitment/1\x00", salt, value).hex() != commitment
            ):
                self.damage("opening-wrong", f"openings.json {number_of_one}")

    def check_erasures(self, erasures, events):
        for number_of_one, one in enumerate(erasures):
            if commitment_at(events, one) != one["commitment"]:
                self.damage("erasure-of-nothing", f"erasures.json {number_of_one}")

    def check_told(self, kind, listed, expected, is_told):
        """`expected` by the event that an entry tells of; what the institution alone says was taken out of `listed`."""
        seen = set()
        for number_of_one, (event, entry) in enumerate(listed):
            at = f"{kind}s.json {number_of_one}"
            if event in seen or event not in expected:
                self.damage(f"{kind}-of-no-event", at)
            elif not is_same(entry, stated(expected[event])):
                self.damage(f"{kind}-changed", at)
            seen.add(event)
        for stream, revision in expected if is_told else []:
            if (stream, revision) not in seen:
                self.damage(f"{kind}-not-listed", f"{stream} {revision}")

    def check_sign_offs(self, listed, events, is_told):
        expected = {}
        for place, event in events.items():
            said = event["said"]
            if said["type"] in SIGN_OFFS:
                expected[place] = sign_off(said, events)
        entries = [((one["stream"], one["revision"]), one) for one in listed]
        self.check_told("sign-off", entries, expected, is_told)

    def check_letters(self, listed, openings, events, is_told):
        words = {}
        for one in openings:
            if one["path"] == ["data"]:
                words[f"letters/{one['stream']}/{one['revision']}.txt"] = one["value"]
        became = {}
        for said in (event["said"] for event in events.values()):
            order = said["data"].get("order")
            if said["type"] in ("LetterSent", "LetterFailed") and is_number(order):
                became.setdefault((said["stream"], order), []).append(said)
        expected = {
            place: letter_ordered(event["said"], events, became.get(place, []), words)
            for place, event in events.items()
            if event["said"]["type"] == "LetterOrdered"
        }
        entries = [
            ((one["stream"], one["ordered"]), {name: one[name] for name in one if name != "demanded"})
            for one in listed
        ]
        self.check_told("letter", entries, expected, is_told)
        for name in words:
            if name not in self.files:
                self.damage("letter-missing", name)
        files = [one.get("text") for one in listed]
        for name, content in self.files.items():
            if not name.startswith("letters/"):
                continue
            try:
                if content.decode() != words.get(name):
                    self.damage("letter-changed", name)
            except UnicodeDecodeError:
                self.damage("not-utf-8", name)
            if name not in files:
                self.damage("letter-not-listed", name)

    def check_documents(self, listed, openings, events, is_told):
        names = {commitment_at(events, one): one["value"] for one in openings}
        expected = {}
        for place, event in events.items():
            said, data = event["said"], event["said"]["data"]
            if said["type"] != "DocumentFiled":
                continue
            commitment = inner(data.get("name"), "commitment")
            expected[place] = {name: data.get(name, ABSENT) for name in ("document", "kind", "mediaType", "bytes")} | {
                "stream": place[0],
                "revision": place[1],
                "filedBy": data.get("by", ABSENT),
                "filedAt": said["meta"].get("occurredAt", ABSENT),
                "name": names.get(commitment) if isinstance(commitment, str) else None,
            }
        own = ("file", "salt", "without")
        entries = [
            ((one["stream"], one["revision"]), {name: one[name] for name in one if name not in own})
            for one in listed
        ]
        self.check_told("document", entries, expected, is_told)
        for (place, _), one in zip(entries, listed):
            if one["file"] is None:
                continue
            salt, document = decoded(one["salt"]), expected.get(place, {}).get("document")
            if one["file"] not in self.files:
                self.damage("document-missing", one["file"])
            elif (
                salt is None
                or len(salt) != 32
                or digest(b"redress/document-commitment/1\x00", salt, self.files[one["file"]]).hex() != document
            ):
                self.damage("document-changed", one["file"])
        files = [one["file"] for one in listed]
        for name in self.files:
            if name.startswith("documents/") and name not in files:
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
            for ground in event["said"]["meta"].get("grounds") or []:
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


def is_manifest(value):
    not_on_shelf = value.get("rulesNotOnShelf", [])
    return (
        value.get("is") == "redress/pack/1"
        and are_texts(value, "institution")
        and isinstance(value.get("files"), dict)
        and isinstance(value.get("streams"), dict)
        and isinstance(not_on_shelf, list)
        and all(isinstance(one, str) for one in not_on_shelf)
    )


def is_head(value):
    texts = are_texts(value, "institution", "timestamp", "keyId", "signature")
    return texts and is_number(value.get("treeSize")) and is_hash(value.get("rootHash"))


def is_signature(value):
    return are_texts(value, "keyId", "signature")


def is_keys(value):
    def is_key(one):
        replaces = one.get("replaces", ABSENT)
        return are_texts(one, "keyId", "publicKey", "signature") and (replaces is None or isinstance(replaces, str))

    return is_list_of(value, is_key)


def is_placed(one, name="revision"):
    return are_texts(one, "stream") and is_number(one.get(name))


def is_proofs(value):
    def is_proof(one):
        path = one.get("path")
        return is_placed(one) and is_number(one.get("leaf")) and isinstance(path, list) and all(map(is_hash, path))

    return is_list_of(value, is_proof)


def is_openings(value):
    def is_opening(one):
        path = one.get("path")
        is_path = isinstance(path, list) and all(isinstance(name, str) or is_number(name) for name in path)
        return is_path and is_placed(one) and are_texts(one, "salt", "value")

    return is_list_of(value, is_opening)


def is_erasures(value):
    return is_list_of(value, lambda one: is_openings([one | {"salt": "", "value": ""}]) and are_texts(one, "commitment"))


def is_sign_offs(value):
    return is_list_of(value, is_placed)


def is_letters(value):
    return is_list_of(value, lambda one: is_placed(one, "ordered"))


def is_documents(value):
    def is_document(one):
        is_left_out = one.get("file", ABSENT) is None and one.get("salt", ABSENT) is None
        return is_placed(one) and (is_left_out or are_texts(one, "file", "salt"))

    return is_list_of(value, is_document)


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
        event = parsed(line)
        said = parsed(event["text"])
        grounds = said["meta"].get("grounds")
        if (
            TIME.fullmatch(event["recordedAt"])
            and utf8(event["text"]) is not None
            and said["stream"] == stream
            and is_number(said["revision"])
            and isinstance(said["type"], str)
            and isinstance(said["data"], dict)
            and is_list_of([] if grounds is None else grounds, lambda one: are_texts(one, "sha256"))
        ):
            return {"recordedAt": event["recordedAt"], "text": event["text"], "said": said}
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    return None


def utf8(value):
    """None for what has no bytes: half a surrogate."""
    try:
        return value.encode()
    except UnicodeEncodeError:
        return None


def inner(value, name):
    return value.get(name, ABSENT) if isinstance(value, dict) else ABSENT


def stated(value):
    """A value as JSON has it: without names for what is absent."""
    if isinstance(value, dict):
        return {name: stated(one) for name, one in value.items() if one is not ABSENT}
    if isinstance(value, list):
        return [None if one is ABSENT else stated(one) for one in value]
    return value


def is_same(one, other):
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    # True is no 1.
    return isinstance(one, bool) == isinstance(other, bool) and one == other


SIGN_OFFS = {
    "DecisionSignedOff": ("first", True),
    "DecisionReturned": ("first", False),
    "ReviewSignedOff": ("review", True),
    "ReviewReturned": ("review", False),
}


def event_at(events, stream, revision):
    """What an event named by another one says, or None; what it is named by may be anything."""
    found = events.get((stream, revision)) if is_number(revision) else None
    return found and found["said"]


def sign_off(said, events):
    instance, is_signed = SIGN_OFFS[said["type"]]
    data, meta = said["data"], said["meta"]
    proposal = proposed(event_at(events, said["stream"], data.get("proposal")))
    told = {
        **{"stream": said["stream"], "revision": said["revision"], "instance": instance, "proposal": proposal},
        **{"by": meta.get("actor", ABSENT), "at": meta.get("occurredAt", ABSENT), "verdict": "returned"},
        **{"authority": None, "letterCommitment": None, "readWhatWasProposed": None, "shown": None},
    }
    if not is_signed:
        return told
    letter = data.get("letterCommitment", ABSENT)
    return told | {
        "verdict": "signed-off",
        "authority": data.get("authority"),
        "letterCommitment": letter,
        "readWhatWasProposed": is_same(letter, proposal["letterCommitment"] if proposal else ABSENT),
        "shown": {"class": data.get("class", ABSENT), "clocks": data.get("clocks", ABSENT)},
    }


def proposed(said):
    if not said or said["type"] not in ("DecisionProposed", "ReviewProposed"):
        return None
    data = said["data"]
    remedies, rest = data.get("remedies", ABSENT), {"restsOn": []}
    if said["type"] == "DecisionProposed":
        if remedies in (None, ABSENT):
            remedies = [data.get("remedy", ABSENT)]
        rest = {"restsOn": data.get("restsOn", ABSENT), "matters": data.get("matters", ABSENT)}
    return rest | {
        **{"revision": said["revision"], "by": data.get("by", ABSENT), "at": said["meta"].get("occurredAt", ABSENT)},
        **{"outcome": data.get("outcome", ABSENT), "covers": data.get("covers", []), "remedies": remedies},
        "reasonsCommitment": inner(data.get("reasons"), "commitment"),
        "letterCommitment": inner(data.get("letter"), "commitment"),
    }


def letter_ordered(order, events, became, words):
    stream, data = order["stream"], order["data"]
    about = data.get("about", ABSENT)
    subject = event_at(events, stream, about)
    is_written = subject and subject["type"] in ("DecisionProposed", "ReviewProposed", "DelayExplained")
    letter = {
        **{"stream": stream, "ordered": order["revision"], "letter": data.get("letter", ABSENT)},
        "about": {"revision": about, "event": subject["type"] if subject else None},
        "covers": subject["data"].get("covers", []) if is_written else [],
        "failed": sum(said["type"] == "LetterFailed" for said in became),
        **{"sent": None, "sentAt": None, "commitment": None, "text": None},
    }
    for said in became:
        if said["type"] == "LetterSent":
            file = f"letters/{stream}/{said['revision']}.txt"
            letter |= {name: said["data"].get(name, ABSENT) for name in ("sentAt", "commitment")}
            letter |= {"sent": said["revision"], "text": file if file in words else None}
    return letter


def commitment_at(events, opening):
    found = events.get((opening["stream"], opening["revision"]))
    value = found and found["said"]
    for name in opening["path"]:
        try:
            value = value[name]
        except (KeyError, IndexError, TypeError):
            return None
    commitment = inner(value, "commitment")
    return commitment if isinstance(commitment, str) else None


PROVED = """cases.json documents documents.json erasures.json events head.json keys.json letters letters.json
openings.json proofs.json rules sign-offs.json""".split()


def shown_by(files, manifest, trust):
    """What of a pack that holds follows from events and proofs, what the institution alone says, and what nobody."""
    parts = sorted({name.split("/")[0] for name in files} - {SIGNATURE})
    words = {"cases.json": "receivedOn", "documents.json": "without"}
    words |= {"erasures.json": "why destroyedAt", "letters.json": "demanded"}
    is_return = "return" in manifest
    return {
        "proved": [part for part in parts if part in PROVED],
        "signedOnly": [part for part in parts if part not in PROVED]
        + [f"{name} {words[name]}" for name in words if name in files],
        "notProved": ["true-when-recorded", "newest-events", "all-opened"]
        + ["all-cases"] * (is_return or "period" in manifest)
        + ["right-cells"] * is_return
        + ["against-key-holder"] * (not trust["isUnderKept"])
        + ["whose-key"] * (not trust["keyKnown"]),
        **{name: trust[name] for name in ("signedBy", "heldAgainst", "keyKnown")},
    }


ZIP_END, ZIP_LOCAL = struct.Struct("<4s4H2IH"), struct.Struct("<4s5H3I2H")
ZIP_ENTRY = struct.Struct("<4s6H3I5H2I")


class ZipDamaged(Exception):
    pass


def files_of(path):
    """Of a ZIP as packs are written, to the byte: anything else is damaged."""
    with open(path, "rb") as file:
        pack = file.read()
    end = len(pack) - ZIP_END.size
    if end < 0:
        raise ZipDamaged("end")
    _, _, _, _, count, listed, directory, _ = record = ZIP_END.unpack_from(pack, end)
    if record != (b"PK\5\6", 0, 0, count, count, listed, directory, 0) or directory + listed != end:
        raise ZipDamaged("end")
    files, local, entry = {}, 0, directory
    for number_of_one in range(count):
        try:
            name, content, local, entry = zip_entry(pack, local, entry, directory, end)
        except (struct.error, UnicodeDecodeError, ValueError):
            raise ZipDamaged(f"entry {number_of_one}") from None
        if name in files:
            raise ZipDamaged(f"entry {number_of_one}")
        files[name] = content
    if (local, entry) != (directory, end):
        raise ZipDamaged("directory")
    return files


def zip_entry(pack, local, entry, directory, end):
    """The entry that begins at `local`, listed at `entry`, with where the next ones are."""
    header = ZIP_ENTRY.unpack_from(pack, entry)
    crc, size, length = header[7], header[8], header[10]
    alike = (20, 0x800, 0, 0, 0x21, crc, size, size, length, 0)
    begin, after = entry + ZIP_ENTRY.size, local + ZIP_LOCAL.size
    title, content = pack[begin : begin + length], pack[after + length : after + length + size]
    if (
        header != (b"PK\1\2", 20, *alike, 0, 0, 0, 0, local)
        or ZIP_LOCAL.unpack_from(pack, local) != (b"PK\3\4", *alike)
        or pack[after : after + length] != title
        or begin + length > end
        or after + length + size > directory
        or zlib.crc32(content) != crc
    ):
        raise ValueError
    return title.decode(), content, after + length + size, begin + length


def verdict(path, **known):
    """What is said of a pack, and the exit code for it."""
    try:
        files = files_of(path)
    except ZipDamaged as error:
        return {"unreadable": f"zip-damaged: {error}"}, 2
    except OSError as error:
        return {"unreadable": str(error)}, 2
    pack = Pack(files, **known)
    damages, manifest = pack.check()
    if damages:
        return {"holds": False, "damages": damages}, 1
    return {"holds": True, "damages": [], **shown_by(files, manifest, pack.trust)}, 0


def given(arguments):
    """What the receiver knew before, or why that cannot be read."""

    def read(path):
        with open(path, "rb") as file:
            return parsed(file.read())

    kept = read(arguments.head) if arguments.head else None
    if arguments.head and not (isinstance(kept, dict) and is_head(kept)):
        raise ValueError(f"{arguments.head} holds no tree head")
    shown = read(arguments.consistency) if arguments.consistency else None
    return {"trusted": arguments.key, "witnessed": kept, "consistency": shown}


def main():
    line = argparse.ArgumentParser()
    line.add_argument("packs", nargs="+")
    for option in ("--key", "--head", "--consistency"):
        line.add_argument(option)
    # Joined to its option, since a key may begin with a hyphen.
    words = iter(sys.argv[1:])
    arguments = line.parse_args([f"{one}={next(words, '')}" if one.startswith("--") else one for one in words])
    try:
        known = given(arguments)
        said = [verdict(path, **known) for path in arguments.packs]
    except (OSError, ValueError, NotUtf8) as error:
        said = [({"unreadable": str(error)}, 2)]
    for told, _ in said:
        print(json.dumps(told))
    return max(code for _, code in said)


if __name__ == "__main__":
    sys.exit(main())
