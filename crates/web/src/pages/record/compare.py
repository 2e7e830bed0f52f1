# python3 compare.py old.txt new.txt proof.json
import base64, hashlib, json, sys

def note(path):
    lines = open(path, encoding="utf-8").read().split("\n")
    return int(lines[1]), base64.b64decode(lines[2])

def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()

def grew(old, old_root, new, new_root, path):
    if old == new:
        return path == [] and old_root == new_root
    if old & (old - 1) == 0:
        path = [old_root] + path
    if not path:
        return False
    a, b = old - 1, new - 1
    while a & 1:
        a, b = a >> 1, b >> 1
    first = second = path[0]
    for beside in path[1:]:
        if b == 0:
            return False
        if a & 1 or a == b:
            first, second = node(beside, first), node(beside, second)
            while a and not a & 1:
                a, b = a >> 1, b >> 1
        else:
            second = node(second, beside)
        a, b = a >> 1, b >> 1
    return (first, second, b) == (old_root, new_root, 0)

path = [bytes.fromhex(text) for text in json.load(open(sys.argv[3]))["hashes"]]
print("OK" if grew(*note(sys.argv[1]), *note(sys.argv[2]), path) else "DIFFERENT")
