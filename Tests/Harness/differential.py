#!/usr/bin/env python3
"""Makes pairs of schema and instance (2020-12) and compares koja's verdicts with those of other validators.

    differential.py make FILE COUNT [SEED]     writes the pairs, one schema with its instances a line
    differential.py judge FILE EXPLAINED       reads koja's verdicts beside FILE and asks the others

The same seed makes the same pairs. A disagreement is an error unless EXPLAINED names its reason: lines of
`reason<TAB>what it is`; the reasons are the functions of EXPLANATIONS below.
"""
import collections, decimal, json, random, sys

INSTANCES = 10
WORDS = ["a", "b", "c", "ab", "é", "e\u0301", "漢字", "👩‍💻", "", "x-1", "foo", "a b", "__proto__", "toString", "$ref"]
NAMES = ["a", "b", "c", "ab", "é", "e\u0301", "漢", "x-1", "foo", "$ref", "a/b", "a~b", "a%b"]
PATTERNS = [
    "^a", "b$", "^[a-z]+$", "^[^a]*$", "a|b", "^(a|b|ab)$", "^.$", "^..?$", "[0-9]", "^\\d+$", "^x-", "\\u00e9",
    "^[\\u0041-\\u005a]", "(foo|bar)+", "a{2,3}", "^\\S+$", "^$", "[a-c]{1,2}", "^(?:a|b)*$", "\\$", "^[\\-a]",
]
NUMBERS = [
    "0", "1", "-1", "2", "3", "1.0", "2.5", "0.1", "0.3", "-0.0", "1e2", "100", "1.5e1", "15", "7", "1e-7",
    "9007199254740993", "9007199254740992", "12345678901234567890", "123456789012345678901234567890", "0.0075",
    "-3.25", "4.35", "1E3", "10", "1e18", "18446744073709551616", "2147483648",
]
STEPS = ["1", "2", "3", "0.1", "0.01", "0.5", "2.5", "0.0001", "1e-8", "7", "10", "1.0"]
TYPES = ["null", "boolean", "object", "array", "number", "string", "integer"]


class Raw:
    """A number with its spelling."""

    def __init__(self, text):
        self.text = text


def write(value):
    """JSON text; numbers keep their spelling."""
    if isinstance(value, Raw):
        return value.text
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(k, ensure_ascii=CHANCE.random() < 0.3) + ":" + write(v) for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(write, value)) + "]"
    return json.dumps(value, ensure_ascii=CHANCE.random() < 0.3)


CHANCE = random.Random(1)


def pick(items):
    return CHANCE.choice(items)


def number():
    return Raw(pick(NUMBERS)) if CHANCE.random() < 0.8 else Raw(str(CHANCE.randint(-20, 20)))


def value(depth=2):
    kind = CHANCE.randrange(9 if depth else 6)
    if kind == 0:
        return pick([None, True, False])
    if kind in (1, 2):
        return number()
    if kind in (3, 4, 5):
        return pick(WORDS)
    if kind == 6:
        return [value(depth - 1) for _ in range(CHANCE.randrange(4))]
    return {name: value(depth - 1) for name in CHANCE.sample(NAMES, CHANCE.randrange(4))}


class SchemaMaker:
    """One schema with definitions that it refers to."""

    def __init__(self):
        self.names = CHANCE.sample(["d0", "d1", "a/b", "é", "t~x"], CHANCE.randrange(4))
        self.anchors = {}
        self.open = []

    def make(self):
        definitions = {}
        for index, name in reversed(list(enumerate(self.names))):
            # A definition refers only to later ones, so that every schema ends.
            made = self.schema(2, inside=True)
            if isinstance(made, dict) and CHANCE.random() < 0.4:
                kind = pick(["$anchor", "$dynamicAnchor"])
                made = {kind: "n%d" % index, **made}
                self.anchors[name] = "n%d" % index
            elif isinstance(made, dict) and CHANCE.random() < 0.3 and "#" not in write(made):
                made = {"$id": "https://koja.example/inner%d" % index, **made}
                self.anchors[name] = made["$id"]
            definitions[name] = made
            self.open.append(name)
        root = self.schema(3)
        if not isinstance(root, dict):
            root = {"allOf": [root]}
        if definitions:
            root["$defs"] = definitions
        if CHANCE.random() < 0.2:
            root["$dynamicAnchor"] = "node"
        if CHANCE.random() < 0.5:
            root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        return root

    def reference(self):
        if not self.open:
            return {}
        name = pick(self.open)
        if name in self.anchors and CHANCE.random() < 0.5:
            target = self.anchors[name]
            target = target if ":" in target else "#" + target
        else:
            target = "#/$defs/" + name.replace("~", "~0").replace("/", "~1").replace("é", "%C3%A9")
        return {pick(["$ref", "$ref", "$dynamicRef"]): target}

    def schema(self, depth, inside=False):
        if CHANCE.random() < 0.06:
            return CHANCE.random() < 0.8
        made = {}
        for name in CHANCE.sample(list(MAKERS), pick([1, 1, 2, 2, 3, 4])):
            if depth > 0 or name in SIMPLE:
                made.update(MAKERS[name](self, depth - 1, inside))
        return made

    def many(self, depth, inside, most=3):
        return [self.schema(depth, inside) for _ in range(CHANCE.randint(1, most))]

    def by_name(self, depth, inside, names=NAMES):
        return {name: self.schema(depth, inside) for name in CHANCE.sample(names, CHANCE.randint(1, 3))}


def small():
    return Raw(pick(["0", "1", "2", "3", "1.0", "2.0", "3e0"]))


MAKERS = {
    "type": lambda m, d, i: {"type": pick(TYPES) if CHANCE.random() < 0.6 else CHANCE.sample(TYPES, CHANCE.randint(1, 3))},
    "enum": lambda m, d, i: {"enum": [value() for _ in range(CHANCE.randint(1, 4))]},
    "const": lambda m, d, i: {"const": value()},
    "bounds": lambda m, d, i: {pick(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]): number()},
    "multipleOf": lambda m, d, i: {"multipleOf": Raw(pick(STEPS))},
    "lengths": lambda m, d, i: {pick(["minLength", "maxLength"]): small()},
    "pattern": lambda m, d, i: {"pattern": pick(PATTERNS)},
    "counts": lambda m, d, i: {pick(["minItems", "maxItems", "minProperties", "maxProperties"]): small()},
    "unique": lambda m, d, i: {"uniqueItems": CHANCE.random() < 0.8},
    "required": lambda m, d, i: {"required": CHANCE.sample(NAMES, CHANCE.randrange(3))},
    "dependentRequired": lambda m, d, i: {"dependentRequired": {pick(NAMES): CHANCE.sample(NAMES, CHANCE.randrange(3))}},
    "format": lambda m, d, i: {"format": pick(["date", "email", "no-such-format"])},
    "unknown": lambda m, d, i: {pick(["x-label", "title", "$comment"]): "text"},
    "ref": lambda m, d, i: m.reference(),
    "self": lambda m, d, i: {"properties": {pick(NAMES): {pick(["$ref", "$dynamicRef"]): "#"}}},
    "properties": lambda m, d, i: {"properties": m.by_name(d, i)},
    "patternProperties": lambda m, d, i: {"patternProperties": m.by_name(d, i, PATTERNS)},
    "additionalProperties": lambda m, d, i: {"additionalProperties": m.schema(d, i) if CHANCE.random() < 0.6 else False},
    "closed": lambda m, d, i: {"properties": m.by_name(d, i), "additionalProperties": False},
    "propertyNames": lambda m, d, i: {"propertyNames": m.schema(0, i)},
    "dependentSchemas": lambda m, d, i: {"dependentSchemas": m.by_name(d, i)},
    "items": lambda m, d, i: {"items": m.schema(d, i)},
    "prefixItems": lambda m, d, i: {"prefixItems": m.many(d, i)},
    "tuple": lambda m, d, i: {"prefixItems": m.many(d, i), "items": m.schema(d, i)},
    "contains": lambda m, d, i: {
        "contains": m.schema(d, i),
        **({"minContains": small()} if CHANCE.random() < 0.5 else {}),
        **({"maxContains": small()} if CHANCE.random() < 0.5 else {}),
    },
    "allOf": lambda m, d, i: {"allOf": m.many(d, i)},
    "anyOf": lambda m, d, i: {"anyOf": m.many(d, i)},
    "oneOf": lambda m, d, i: {"oneOf": m.many(d, i)},
    "not": lambda m, d, i: {"not": m.schema(d, i)},
    "if": lambda m, d, i: {
        "if": m.schema(d, i),
        **({"then": m.schema(d, i)} if CHANCE.random() < 0.8 else {}),
        **({"else": m.schema(d, i)} if CHANCE.random() < 0.8 else {}),
    },
    "unevaluatedProperties": lambda m, d, i: {"unevaluatedProperties": m.schema(d, i) if CHANCE.random() < 0.3 else False},
    "unevaluatedItems": lambda m, d, i: {"unevaluatedItems": m.schema(d, i) if CHANCE.random() < 0.3 else False},
}
SIMPLE = {
    "type", "enum", "const", "bounds", "multipleOf", "lengths", "pattern", "counts", "unique", "required",
    "dependentRequired", "format", "unknown", "ref",
}
TEXTS = {"^a": "ab", "b$": "ab", "^[a-z]+$": "foo", "a|b": "b", "^.$": "é", "^\\d+$": "12", "^x-": "x-1", "^$": ""}


def near(schema, root, depth=6):
    """A value that is likely to satisfy a schema."""
    if not isinstance(schema, dict) or depth == 0 or CHANCE.random() < 0.04:
        return value()
    for key in ("$ref", "$dynamicRef"):
        target = schema.get(key)
        if target == "#":
            return near(root, root, depth - 1) if CHANCE.random() < 0.5 else value(1)
        if target and target.startswith("#/") and CHANCE.random() < 0.8:
            name = target[8:].replace("%C3%A9", "é").replace("~1", "/").replace("~0", "~")
            return near(root.get("$defs", {}).get(name, True), root, depth - 1)
    if "const" in schema and CHANCE.random() < 0.8:
        return schema["const"]
    if "enum" in schema and CHANCE.random() < 0.8:
        return pick(schema["enum"])
    for key in ("oneOf", "anyOf", "allOf"):
        if key in schema and CHANCE.random() < 0.5:
            return near(pick(schema[key]), root, depth - 1)
    if "then" in schema and CHANCE.random() < 0.4:
        return near(pick([schema["then"], schema["if"]]), root, depth - 1)
    kinds = schema.get("type") or [
        kind for kind, keys in (
            ("object", ("properties", "required", "patternProperties", "additionalProperties", "unevaluatedProperties",
                        "propertyNames", "dependentSchemas", "dependentRequired", "minProperties", "maxProperties")),
            ("array", ("items", "prefixItems", "contains", "uniqueItems", "unevaluatedItems", "minItems", "maxItems")),
            ("string", ("pattern", "minLength", "maxLength")),
            ("number", ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")),
        ) if any(key in schema for key in keys)]
    if not kinds:
        return value()
    kind = pick(kinds) if isinstance(kinds, list) else kinds
    if kind == "object":
        made = {name: near(inner, root, depth - 1) for name, inner in schema.get("properties", {}).items() if CHANCE.random() < 0.7}
        made.update({name: value(1) for name in schema.get("required", []) if name not in made})
        for pattern, inner in schema.get("patternProperties", {}).items():
            if pattern in TEXTS and CHANCE.random() < 0.5:
                made[TEXTS[pattern]] = near(inner, root, depth - 1)
        for name, inner in schema.get("dependentSchemas", {}).items():
            if CHANCE.random() < 0.4:
                other = near(inner, root, depth - 1)
                made.update(other if isinstance(other, dict) else {}, **{name: value(1)})
        if CHANCE.random() < 0.3:
            made[pick(NAMES)] = value(1)
        return made
    if kind == "array":
        made = [near(inner, root, depth - 1) for inner in schema.get("prefixItems", []) if CHANCE.random() < 0.9]
        rest = schema.get("contains") if "contains" in schema and CHANCE.random() < 0.6 else schema.get("items", True)
        return made + [near(rest, root, depth - 1) for _ in range(CHANCE.randrange(4))]
    if kind == "string":
        return TEXTS.get(schema.get("pattern"), pick(WORDS))
    if kind in ("number", "integer"):
        for key in ("minimum", "maximum", "multipleOf"):
            if key in schema and CHANCE.random() < 0.5:
                return schema[key]
        return number()
    return {"null": None, "boolean": CHANCE.random() < 0.5}.get(kind)


def damaged(made):
    """A value with one thing changed."""
    if isinstance(made, dict) and made and CHANCE.random() < 0.8:
        made, name = dict(made), pick(list(made))
        change = CHANCE.randrange(3)
        if change == 0:
            del made[name]
        elif change == 1:
            made[pick(NAMES)] = made.pop(name)
        else:
            made[name] = damaged(made[name])
        return made
    if isinstance(made, list) and made and CHANCE.random() < 0.8:
        made, at = list(made), CHANCE.randrange(len(made))
        change = CHANCE.randrange(3)
        if change == 0:
            del made[at]
        elif change == 1:
            made.insert(at, made[CHANCE.randrange(len(made))])
        else:
            made[at] = damaged(made[at])
        return made
    return value(1)


def make(path, count, seed):
    global CHANCE
    CHANCE = random.Random(seed)
    with open(path, "w", encoding="utf-8") as out:
        for _ in range(count // INSTANCES):
            schema = SchemaMaker().make()
            instances = []
            for index in range(INSTANCES):
                made = near(schema, schema)
                instances.append(damaged(made) if index % 2 else made)
            out.write('{"schema":' + write(schema) + ',"instances":[' + ",".join(map(write, instances)) + "]}\n")


# ---------------------------------------------------------------------------------------------------------------------


def numbers_of(value):
    """The numbers of a value, exactly."""
    if isinstance(value, decimal.Decimal):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from numbers_of(inner)


def beyond_doubles(pair, instance):
    """A number that a double does not hold: the others judge its neighbour."""
    return any(decimal.Decimal(float(n)) != n for n in numbers_of([pair["schema"], instance]))


EXPLANATIONS = {"beyond-doubles": beyond_doubles}


def judge(path, explained):
    import jsonschema
    import jsonschema_rs

    reasons = [line.split("\t")[0] for line in open(explained, encoding="utf-8") if line.strip() and line[0] != "#"]
    count = collections.Counter()
    shown = 0
    pairs = open(path, encoding="utf-8")
    answers = open(path + ".koja", encoding="utf-8")
    for line, letters in zip(pairs, answers, strict=True):
        pair = json.loads(line)
        exact = json.loads(line, parse_float=decimal.Decimal, parse_int=decimal.Decimal)
        try:
            rust = jsonschema_rs.Draft202012Validator(pair["schema"])
        except Exception as error:
            rust = None
            count["jsonschema-rs refuses the schema: " + str(error).split("\n")[0][:60]] += 1
        python = jsonschema.Draft202012Validator(pair["schema"])
        for at, koja in enumerate(letters.strip()):
            instance = pair["instances"][at]
            count["pairs"] += 1
            verdicts = {}
            try:
                verdicts["jsonschema-rs"] = rust.is_valid(instance) if rust else None
            except Exception:
                verdicts["jsonschema-rs"] = None
            try:
                verdicts["python-jsonschema"] = python.is_valid(instance)
            except RecursionError:
                verdicts["python-jsonschema"] = None
            except Exception:
                verdicts["python-jsonschema"] = None
            known = {v for v in verdicts.values() if v is not None}
            count["valid" if koja == "y" else "invalid" if koja == "n" else "not judged by koja"] += 1
            if koja in "yn" and known == {koja == "y"}:
                continue
            if not known:
                count["judged by koja alone"] += 1
                continue
            text = json.dumps({"schema": pair["schema"], "instance": instance}, ensure_ascii=False)
            reason = next((r for r in reasons if EXPLANATIONS[r](exact, exact["instances"][at])), None)
            if reason:
                count["explained: " + reason] += 1
            elif len(known) > 1:
                wrong = next(n for n, v in verdicts.items() if v != (koja == "y"))
                count["the others disagree with each other, koja with %s" % (next(n for n in verdicts if n != wrong))] += 1
                if shown < 40:
                    shown += 1
                    print("split:", verdicts, "koja", koja, text)
            else:
                count["DISAGREEMENTS"] += 1
                if shown < 40:
                    shown += 1
                    print("DISAGREEMENT:", verdicts, "koja", koja, text)
    for name, number_of in sorted(count.items()):
        print("  %-70s %d" % (name, number_of))
    return 1 if count["DISAGREEMENTS"] else 0


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    else:
        sys.exit(judge(sys.argv[2], sys.argv[3]))
