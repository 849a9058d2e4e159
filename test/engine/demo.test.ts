import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { capture, secret } from "../support/captured";
import { repository } from "./support/consumer";

const run = promisify(execFile);

describe("engine: the demo behind npm start", function () {
  this.timeout(180_000);

  it("creates, changes and deletes ten connections, and removes its files", async () => {
    for (const name of ["kafka-password", "registry-password", "hook-token"]) secret(`demo-${name}`);
    const { stdout, stderr } = await run(
      process.execPath,
      [join(repository, "examples", "quickstart", "demo.mjs")],
      {
        cwd: repository,
        maxBuffer: 10_000_000,
      },
    );
    const output = capture("npm start", stdout + stderr);
    for (const expected of [
      /\+ 11 to create/,
      /\+ 11 created/,
      /11 unchanged/,
      /~ auto\.offset\.reset: "earliest" => "latest"/,
      /~ 1 updated/,
      /'mistaken' has a problem: security\.brokerPublicCertificate: must be in PEM form/,
      /'mistaken' has a problem: bootstrapServers: .* without a scheme/,
      /'mistaken' has a problem: authentication\.password: is required/,
      /- 11 deleted/,
      /Connections left in the local Atlas: 0\./,
    ]) {
      assert.match(output, expected);
    }
    assert.ok(!existsSync(join(repository, "Pulumi.demo.yaml")));
  });
});
