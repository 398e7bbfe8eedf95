# SPDX-License-Identifier: Apache-2.0
# Copyright the Drawbridge authors
"""Compares our wire layer with botocore's, which was written by others from the same manuals.

Started by WireRoundTripTest with one argument, the seed. Both sides talk in lines of JSON: first the test sends the
shapes that it knows; then this script sends cases and reads answers.
  request:  random parameters are serialized by botocore, the answer holds what our side read
  response: random results are written by our side, botocore parses them
Works with any botocore: only operations, members and enumeration values that both sides know take part. Times travel
as seconds, bytes as base64.
"""
import base64
import datetime
import io
import json
import random
import sys

try:
    import botocore
    from botocore.loaders import Loader
    from botocore.model import ServiceModel
    from botocore.parsers import create_parser
    from botocore.serialize import create_serializer
except ImportError:
    print(json.dumps({'missing': 'The Python package botocore is missing (on Debian: python3-botocore).'}))
    sys.exit(0)

ROUNDS = 4
# What botocore does not do in its serializers and parsers alone.
SKIPPED_RESPONSES = {
    's3.GetBucketNotification': 'deprecated: two members share one element, and a handler sorts them out',
    's3.GetBucketLocation': 'a handler of the client reads the text of the root element',
    's3.SelectObjectContent': 'the result is an event stream',
}
PLAIN = 'abcXYZ019-_.~/:=@'
HARD = PLAIN + ' +%&<>"\'?#;,()[]{}|\\^`*!$' + '\u00e9\u00df\u20ac\u4e2d\U0001f600'


class Generator:
    """Makes random values of a botocore shape, as far as our side's shape knows them."""

    def __init__(self, rng):
        self.rng = rng

    def structure(self, shape, ours):
        names = [n for n in shape.members if same_type(shape.members[n], ours['members'].get(n))]
        required = [n for n in names if n in shape.required_members or ours['members'][n].get('required')]
        chosen = set(n for n in names if self.rng.random() < 0.6) | set(required)
        if not chosen and names:
            chosen.add(self.rng.choice(names))
        return {n: self.member(shape.members[n], ours['members'][n]) for n in names if n in chosen}

    def member(self, shape, ours):
        location = ours.get('location', 'BODY')
        if shape.serialization.get('hostLabel') or shape.name == 'RequestRoute':
            return self.text('abc019', 1, 12)
        if location == 'STATUS_CODE':
            return self.rng.choice([200, 201, 206])
        if location == 'HEADERS':
            return {'k%d' % i: self.text(PLAIN, 1, 12) for i in range(self.rng.randint(1, 3))}
        if location == 'HEADER':
            return self.value(shape, ours, PLAIN, 1)
        if location in ('URI', 'QUERYSTRING'):
            return self.value(shape, ours, HARD, 1)
        return self.value(shape, ours, HARD, 1 if location == 'PAYLOAD' else 0)

    def text(self, alphabet, low, high):
        text = ''.join(self.rng.choice(alphabet) for _ in range(self.rng.randint(low, high)))
        # Headers and labels lose blanks and slashes at their ends.
        return 'a' + text + 'z' if low else text

    def value(self, shape, ours, alphabet, low):
        kind = shape.type_name
        if kind == 'structure':
            return self.structure(shape, ours)
        if kind == 'list':
            return [self.value(shape.member, ours['element'], alphabet, low) for _ in range(self.rng.randint(1, 3))]
        if kind == 'map':
            keys = ours.get('keys') or ['key%d' % i for i in range(3)]
            if getattr(shape.key, 'enum', None):
                keys = [k for k in shape.key.enum if k in keys] or keys
            keys = self.rng.sample(keys, min(len(keys), self.rng.randint(1, 3)))
            return {k: self.value(shape.value, ours['value'], alphabet, low) for k in keys}
        if kind == 'string':
            if ours.get('values'):
                both = [v for v in shape.enum if v in ours['values']] or ours['values']
                return self.rng.choice(both)
            return self.text(alphabet, low, 24)
        if kind == 'integer':
            return self.rng.choice([0, 1, -1, 1000, 2 ** 31 - 1, -2 ** 31])
        if kind == 'long':
            return self.rng.choice([0, 1, -1, 5 * 2 ** 40, 2 ** 63 - 1])
        if kind in ('float', 'double'):
            return self.rng.choice([0.0, 1.5, -2.25])
        if kind == 'boolean':
            return self.rng.random() < 0.5
        if kind == 'timestamp':
            seconds = self.rng.randint(0, 4000000000)
            return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
        if kind == 'blob':
            return bytes(self.rng.randrange(256) for _ in range(self.rng.randint(1, 40)))
        raise ValueError(kind)


def same_type(shape, ours):
    """Times became texts in some newer model, or members are not there at all."""
    return ours is not None and ours['type'] == shape.type_name


def plain(value):
    """A form that JSON carries, without what is empty: the wire does not tell an absent list from an empty one."""
    if isinstance(value, dict):
        items = {k: plain(v) for k, v in value.items() if v is not None}
        return {k: v for k, v in items.items() if v not in ({}, [])}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, io.BytesIO):
        value = value.getvalue()
    if isinstance(value, datetime.datetime):
        return int(value.timestamp())
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(bytes(value)).decode()
    return value


def read():
    line = sys.stdin.readline()
    if not line:
        sys.exit('the test went away')
    return json.loads(line)


def ask(case):
    sys.stdout.write(json.dumps(case) + '\n')
    sys.stdout.flush()
    return read()


def request(service, protocol, operation, ours, generator):
    params = {}
    if operation.input_shape is not None:
        params = generator.structure(operation.input_shape, ours['input'])
    sent = create_serializer(protocol, include_validation=False).serialize_to_request(dict(params), operation)
    body, query = sent['body'], sent['query_string']
    if isinstance(body, dict):
        body = encode_form(body)
    if isinstance(body, str):
        body = body.encode('utf-8')
    if not isinstance(query, str):
        query = encode_form(query)
    answer = ask({
        'kind': 'request', 'service': service, 'operation': operation.name, 'path': sent['url_path'], 'query': query,
        'headers': {k: str(v) for k, v in sent['headers'].items()}, 'body': base64.b64encode(body or b'').decode()})
    return plain(params), without_absent(answer.get('params', answer), params)


def encode_form(pairs):
    from urllib.parse import quote
    items = pairs.items() if isinstance(pairs, dict) else pairs
    flat = [(k, w) for k, v in items for w in (v if isinstance(v, (list, tuple)) else [v])]
    return '&'.join('%s=%s' % (quote(str(k), safe=''), quote(text(v), safe='~')) for k, v in flat)


def text(value):
    if isinstance(value, bool):
        return 'true' if value else 'false'
    return str(value)


def response(service, protocol, operation, ours, generator):
    params = {}
    if operation.output_shape is not None:
        params = generator.structure(operation.output_shape, ours['output'])
    answer = ask({'kind': 'response', 'service': service, 'operation': operation.name, 'params': plain(params)})
    if 'error' in answer:
        return plain(params), answer
    body = base64.b64decode(answer['body'])
    if operation.has_streaming_output:
        body = io.BytesIO(body)
    parsed = create_parser(protocol).parse(
        {'status_code': answer['status'], 'headers': lowered(answer['headers']), 'body': body},
        operation.output_shape)
    parsed.pop('ResponseMetadata', None)
    expected = plain(params)
    return expected, without_absent(plain(parsed), expected)


def lowered(headers):
    from botocore.awsrequest import HeadersDict
    return HeadersDict(headers)


def without_absent(parsed, expected):
    """A body that is empty stands for one that is not there."""
    return {k: v for k, v in parsed.items() if k in expected or v != ''}


def main():
    rng = random.Random(int(sys.argv[1]))
    known = read()
    counts = {'request': 0, 'response': 0}
    failures, skipped = [], set()
    for service in sorted(known):
        model = ServiceModel(Loader().load_service_model(service, 'service-2'), service)
        protocol = model.metadata['protocol']
        for name in model.operation_names:
            ours = known[service].get(name)
            if ours is None:
                skipped.add('%s.%s' % (service, name))
                continue
            for kind in (request, response):
                label = '%s.%s' % (service, name)
                if kind is response and label in SKIPPED_RESPONSES:
                    continue
                for turn in range(ROUNDS):
                    expected, actual = kind(service, protocol, model.operation_model(name), ours, Generator(rng))
                    if expected != actual:
                        failures.append('%s of %s, turn %d: expected %s but was %s' % (
                            kind.__name__, label, turn, json.dumps(expected, sort_keys=True, default=str),
                            json.dumps(actual, sort_keys=True, default=str)))
                counts[kind.__name__] += 1
    print(json.dumps({
        'done': counts, 'failures': failures, 'botocore': botocore.__version__, 'unknown': sorted(skipped)}))


main()
