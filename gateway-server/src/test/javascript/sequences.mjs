// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
//
// Sends requests of every kind after each other on one connection, as the AWS SDK for JavaScript does it: every ordered
// pair of kinds. Usage: node sequences.mjs BUCKET FORBIDDEN_BUCKET, with credentials and endpoint in the environment.
import { randomBytes } from "node:crypto";
import { Agent } from "node:http";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from "@aws-sdk/client-s3";

const [bucket, forbidden] = process.argv.slice(2);
const s3 = new S3Client({
  endpoint: process.env.DRAWBRIDGE_ENDPOINT,
  region: "us-east-1",
  forcePathStyle: true,
  maxAttempts: 1,
  requestHandler: { httpAgent: new Agent({ keepAlive: true, maxSockets: 1 }), requestTimeout: 10_000 },
});
const large = randomBytes(3 << 20);

async function put(key, body, more = {}) {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ...more }));
  const answer = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const found = Buffer.from(await answer.Body.transformToByteArray());
  if (!found.equals(Buffer.from(body))) {
    throw new Error(`${key}: ${found.length} bytes (expected: ${body.length})`);
  }
}

async function refused(name, command) {
  try {
    await s3.send(command);
  } catch (e) {
    if (e.name === name) {
      return;
    }
    throw e;
  }
  throw new Error(`${name} expected`);
}

const steps = {
  empty: () => put("e", ""),
  small: () => put("s", "small"),
  large: () => put("l", large),
  "denied empty": () => refused("AccessDenied", new PutObjectCommand({ Bucket: forbidden, Key: "k", Body: "" })),
  "denied large": () => refused("AccessDenied", new PutObjectCommand({ Bucket: forbidden, Key: "k", Body: large })),
  precondition: () =>
    refused("PreconditionFailed", new PutObjectCommand({ Bucket: bucket, Key: "there", Body: "", IfNoneMatch: "*" })),
  copy: () => s3.send(new CopyObjectCommand({ Bucket: bucket, Key: "c", CopySource: `${bucket}/there` })),
  tagging: () =>
    s3.send(
      new PutObjectTaggingCommand({ Bucket: bucket, Key: "there", Tagging: { TagSet: [{ Key: "a", Value: "b" }] } }),
    ),
  delete: () => s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: "s" })),
};

await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "there", Body: "x" }));
for (const [first, runFirst] of Object.entries(steps)) {
  for (const [second, runSecond] of Object.entries(steps)) {
    try {
      await runFirst();
      await runSecond();
    } catch (e) {
      throw new Error(`${first}, then ${second}`, { cause: e });
    }
  }
  console.log("ok", first);
}
