"""Verify an exported history offline: hashes, chains, seals, signature, and a digest that was kept outside.

核验导出的留痕：逐条重算校验值，核对每条记录的前后衔接、每个封签及其签名，并与另行保存的摘要值比对。

    python3 verify_history.py history-20200923.jsonl.gz --digest 0123...cdef

It needs Python 3.9 or later and nothing else: no package, no network, no database. It changes nothing. Status 0: everything fits;
1: something does not; 2: the file cannot be read. Only the last seal's signature is checked, since its digest covers all before it, and
the last one of each earlier key; --every-signature checks all (some hundred a second). --english answers in English.
"""

import argparse
import gzip
import hashlib
import json
import re
import sys
import zlib

CHANGE = (
    "id", "transaction_id", "moment", "actor", "actor_label", "roles", "on_behalf", "request_id", "reason", "organization_id",
    "table_name", "record_id", "operation", "record_version", "old", "new", "previous_hash", "nonce",
)
EVENT = (
    "id", "transaction_id", "moment", "actor", "actor_label", "roles", "on_behalf", "request_id", "reason", "organization_id",
    "table_name", "record_id", "kind", "record_version", "detail", "previous_hash", "nonce",
)
SEAL = ("number", "first_entry", "last_entry", "entries", "root", "moment", "previous_digest", "public_key")
KINDS = {"change": CHANGE, "event": EVENT}
MOST = 200

WORDS = {
    "altered": ("留痕第 {0} 条（{1} {2}）：内容与其校验值不符，被改动过。",
                "Entry {0} ({1} {2}) does not have the hash of what it says: it was altered."),
    "broken": ("留痕第 {0} 条（{1} {2}）：与该记录的上一条接不上，有记载被删去、添入或调换。",
               "Entry {0} ({1} {2}) does not follow the one before it: entries were removed, added or exchanged."),
    "order": ("留痕第 {0} 条：编号不在上一条之后，或不在任何封签之内。",
              "Entry {0} does not come after the one before it, or no seal covers it."),
    "digest": ("第 {0} 号封签：内容与其摘要值不符，被改动过。",
               "Seal {0} does not have the digest of what it says: it was altered."),
    "chain": ("第 {0} 号封签：与上一号接不上，有封签被删去、添入或调换。",
              "Seal {0} does not follow the seal before it: seals were removed, added or exchanged."),
    "count": ("第 {0} 号封签：加封时有 {1} 条，文件中有 {2} 条。",
              "Seal {0} sealed {1} entries, and the file has {2}."),
    "root": ("第 {0} 号封签：所封的 {1} 条中至少有一条与加封时不同。",
             "Seal {0}: of its {1} entries at least one is not what was sealed."),
    "signature": ("第 {0} 号封签：签名与其密钥不符。", "Seal {0} does not bear the signature of its key."),
    "cut": ("文件不完整：缺少结尾，或条数与结尾所载不符。请重新导出。",
            "The file is not whole: its end is missing or tells of other numbers. Export it again."),
    "no_seal": ("文件中没有封签，无从核验。", "The file has no seal, so nothing can be verified."),
    "strange_key": ("密钥指纹 {0} 不是 --key 所给的指纹。", "The key with the fingerprint {0} is not the one given with --key."),
    "not_found": ("没有封签具有所给的摘要值：记下之后留痕被重新加封或截去，或者抄录有误。",
                  "No seal has the digest given: the history was sealed anew or cut off after it was noted, or it was copied wrongly."),
    "found": ("所给摘要值是第 {0} 号封签（{1} UTC），封至留痕第 {2} 条。",
              "The digest given is that of seal {0} ({1} UTC), which seals everything up to entry {2}."),
    "told": ("留痕 {0} 条（其中 {1} 条只给出校验值），封签 {2} 个，至 {3} UTC。",
             "{0} entries (of {1} only the hash is told), {2} seals, up to {3} UTC."),
    "key": ("自第 {0} 号封签起签名的密钥，指纹 {1}", "From seal {0} on signs the key with the fingerprint {1}"),
    "last": ("最近一个封签的摘要值 {0}", "Digest of the last seal {0}"),
    "no_digest": ("没有给出另行保存的摘要值：能改动数据库并持有密钥的人可以整体重封，只有比对摘要值才查得出。",
                  "No digest kept outside was given: who holds database and key can seal everything anew; only a digest finds that."),
    "bad_digest": ("“{0}”不是摘要值：应为 64 位，由 0 至 9、a 至 f 组成。", "\"{0}\" is no digest: 64 digits from 0 to 9 and a to f."),
    "unreadable": ("无法读取 {0}：{1}", "{0} cannot be read: {1}"),
    "not_ours": ("第 {0} 行不是本系统导出的留痕。", "Line {0} is not of an exported history."),
    "good": ("全部相符。", "Everything fits."),
    "wrong": ("不符之处：{0}。", "Wrong: {0}."),
    "more": ("另有 {0} 处。", "And {0} more."),
}

# Ed25519 as RFC 8032, section 5.1, has it.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def recovered_x(y, sign):
    """Return the x of a point from its y, or None where there is none."""
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def point(data):
    """Return the point that 32 bytes mean, in extended coordinates, or None."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    x = recovered_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def added(a, b):
    """Return the sum of two points."""
    low, high = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = high - low, d - c, d + c, high + low
    return (e * f, g * h, f * g, e * h)


def multiplied(number, a):
    """Return a point added to itself so many times."""
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = added(result, a)
        a = added(a, a)
        number >>= 1
    return result


BASE_Y = 4 * pow(5, -1, P) % P
BASE = (recovered_x(BASE_Y, 0), BASE_Y, 1, recovered_x(BASE_Y, 0) * BASE_Y % P)


def is_signed(public_key, message, signature):
    """Say whether a signature is that of the key over the message; all as bytes."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    a, r = point(public_key), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % ORDER
    left, right = multiplied(s, BASE), added(r, multiplied(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# What is hashed, and the tree over it (RFC 9162, section 2.1.1).


def digest(kind, values):
    """Return the SHA-256 of length-prefixed fields; an entry without a nonce has nothing in its place."""
    parts = [kind, *values]
    if kind in KINDS and parts[-1] is None:
        parts.pop()
    joined = bytearray()
    for value in parts:
        if value is None:
            joined += b"-"
        else:
            encoded = str(value).encode("utf-8", "surrogatepass")
            joined += b"%d:" % len(encoded) + encoded
    return hashlib.sha256(joined).hexdigest()


def leaf(entry_hash):
    """Return the leaf of an entry's hash."""
    return hashlib.sha256(b"\0" + entry_hash.encode("utf-8", "surrogatepass")).digest()


class Tree:
    """Takes leaves one by one and keeps one node for each power of two."""

    def __init__(self):
        self.size, self.peaks = 0, []

    def add(self, node):
        """Append a leaf."""
        count = self.size
        while count & 1:
            node = hashlib.sha256(b"\1" + self.peaks.pop() + node).digest()
            count >>= 1
        self.peaks.append(node)
        self.size += 1

    def root(self):
        """Return the root over all leaves."""
        if not self.peaks:
            return hashlib.sha256().hexdigest()
        node = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            node = hashlib.sha256(b"\1" + peak + node).digest()
        return node.hex()


class Verification:
    """Takes the lines of the file in order."""

    def __init__(self, every_signature=False):
        self.problems = []
        self.every_signature = every_signature
        self.entries = self.withheld = self.seals = self.last_number = 0
        self.tree, self.previous, self.by_digest, self.keys = Tree(), None, {}, {}
        self.chains, self.told_hashes, self.ended = {}, set(), False

    def say(self, what, *values):
        """Note a problem."""
        self.problems.append((what, values))

    def take(self, line):
        """Take one line; raises ValueError for what is not ours."""
        if self.ended:
            raise ValueError
        if isinstance(line, list) and line and line[0] in ("c", "e", "x"):
            self.entry(line)
        elif isinstance(line, dict) and isinstance(line.get("seal"), dict):
            self.seal(line["seal"])
        elif isinstance(line, dict) and isinstance(line.get("end"), dict):
            self.end(line["end"])
        else:
            raise ValueError

    def entry(self, line):
        """Take an entry: told in full, or only its number and hash."""
        if line[0] == "x":
            if len(line) != 3:
                raise ValueError
            _mark, number, stored = line
            self.withheld += 1
            self.told_hashes.add(stored)
        else:
            kind = "change" if line[0] == "c" else "event"
            values, stored = line[1:-1], line[-1]
            if len(values) != len(KINDS[kind]):
                raise ValueError
            number = values[0]
            self.check_entry(kind, dict(zip(KINDS[kind], values)), values, stored)
        if not isinstance(number, int) or not isinstance(stored, str):
            raise ValueError
        if number <= self.last_number:
            self.say("order", number)
        self.last_number = number
        self.entries += 1
        self.tree.add(leaf(stored))

    def check_entry(self, kind, fields, values, stored):
        """Compute the hash again, and follow the chain of the record."""
        where = (fields["id"], fields["table_name"], fields["record_id"])
        if digest(kind, values) != stored:
            self.say("altered", *where)
        before = fields["previous_hash"]
        record = (kind, fields["table_name"], fields["record_id"])
        if None in record:
            expected = None
        else:
            expected = self.chains.get(record)
            self.chains[record] = stored
        # An entry of which only the hash is told may stand between.
        if before != expected and before not in self.told_hashes:
            self.say("broken", *where)

    def seal(self, seal):
        """Take the seal over the entries since the one before it."""
        values = [seal.get(name) for name in SEAL]
        number, first, last, sealed = values[:4]
        if not all(isinstance(each, int) for each in values[:4]) or not all(
            isinstance(seal.get(name), str) for name in ("public_key", "moment", "digest")
        ):
            raise ValueError
        if digest("history_seal", values) != seal.get("digest"):
            self.say("digest", number)
        before = self.previous
        follows = (before["number"] + 1, before["last_entry"] + 1, before["digest"]) if before else (1, 1, None)
        if (number, first, seal.get("previous_digest")) != follows:
            self.say("chain", number)
        if self.entries and self.last_number > last:
            self.say("order", self.last_number)
        if self.tree.size != sealed:
            self.say("count", number, sealed, self.tree.size)
        elif self.tree.root() != seal.get("root"):
            self.say("root", number, sealed)
        if before and (self.every_signature or before["public_key"] != seal["public_key"]):
            self.check_signature(before)
        self.keys.setdefault(seal["public_key"], number)
        self.by_digest[seal.get("digest")] = seal
        self.previous, self.tree = seal, Tree()
        self.seals += 1

    def check_signature(self, seal):
        """Check the signature of one seal."""
        try:
            key, signature = bytes.fromhex(seal["public_key"]), bytes.fromhex(str(seal.get("signature")))
            message = b"xieshang history seal\n" + str(seal.get("digest")).encode()
            good = is_signed(key, message, signature)
        except ValueError:
            good = False
        if not good:
            self.say("signature", seal["number"])

    def end(self, told):
        """Take the last line, which says how much there must be."""
        self.ended = True
        if (told.get("entries"), told.get("seals")) != (self.entries, self.seals):
            self.say("cut")

    def finish(self):
        """Say what is missing at the end."""
        if not self.ended:
            self.say("cut")
        if self.previous is None:
            self.say("no_seal")
            return
        self.check_signature(self.previous)
        if self.tree.size:
            self.say("order", self.last_number)


def fingerprint(public_key):
    """Return the fingerprint of a key, empty for what is none."""
    try:
        return hashlib.sha256(bytes.fromhex(public_key)).hexdigest()
    except ValueError:
        return ""


def plain(text):
    """Return a digest without the spaces and capitals of whoever wrote it down, or None."""
    found = re.sub(r"[\s-]", "", text).lower()
    return found if re.fullmatch(r"[0-9a-f]{64}", found) else None


def read(path, verification):
    """Hand the lines of the file to the verification; returns the number of the line that is not ours, or None."""
    with open(path, "rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    opened = gzip.open(path, "rb") if packed else open(path, "rb")
    with opened as file:
        for number, line in enumerate(file, 1):
            try:
                found = json.loads(line)
                if number == 1:
                    if not isinstance(found, dict) or found.get("format") != "xieshang-history" or found.get("version") != 1:
                        return 1
                    continue
                verification.take(found)
            except (ValueError, TypeError, KeyError, RecursionError):
                return number
    return None


def main(arguments=None):
    """Verify the file that the command line names; return the status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--digest", action="append", default=[], help="a digest kept outside; may be given several times")
    parser.add_argument("--key", action="append", default=[], help="the fingerprint of the key as it was noted outside")
    parser.add_argument("--every-signature", action="store_true")
    parser.add_argument("--english", action="store_true")
    given = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")

    def words(what, *values):
        return WORDS[what][1 if given.english else 0].format(*values)

    for text in (*given.digest, *given.key):
        if plain(text) is None:
            print(words("bad_digest", text), file=sys.stderr)
            return 2
    verification = Verification(given.every_signature)
    try:
        strange = read(given.file, verification)
    except (OSError, EOFError, zlib.error) as error:
        print(words("unreadable", given.file, error), file=sys.stderr)
        return 2
    if strange is not None:
        print(words("not_ours", strange), file=sys.stderr)
        return 2
    verification.finish()
    fingerprints = {fingerprint(key): number for key, number in verification.keys.items()}
    if given.key:
        for key in fingerprints.keys() - {plain(text) for text in given.key}:
            verification.say("strange_key", key)
    last = verification.previous
    print(words("told", verification.entries, verification.withheld, verification.seals, last["moment"][:19] if last else "-"))
    for key, number in fingerprints.items():
        print(words("key", number, key))
    if last:
        print(words("last", last["digest"]))
    for text in given.digest:
        seal = verification.by_digest.get(plain(text))
        if seal is None:
            verification.say("not_found")
        else:
            print(words("found", seal["number"], seal["moment"][:19], seal["last_entry"]))
    if not given.digest:
        print(words("no_digest"))
    for what, values in verification.problems[:MOST]:
        print(words(what, *values), file=sys.stderr)
    if len(verification.problems) > MOST:
        print(words("more", len(verification.problems) - MOST), file=sys.stderr)
    print(words("wrong", len(verification.problems)) if verification.problems else words("good"))
    return 1 if verification.problems else 0


if __name__ == "__main__":
    sys.exit(main())
