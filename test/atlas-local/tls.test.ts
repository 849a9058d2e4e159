import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultAccessToken, type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { accept, pathOf } from "./support/client";

describe("local Atlas: https", () => {
  let atlas: LocalAtlas;
  afterEach(() => atlas.close());

  const get = (origin: string, ca: string | undefined) =>
    new Promise<string>((resolve, reject) => {
      const headers = { Accept: accept, Authorization: `Bearer ${defaultAccessToken}` };
      const request = https.get(origin + pathOf(), { headers, agent: false, ...(ca ? { ca } : {}) });
      request.once("error", reject).once("response", (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
        response.once("error", reject).once("end", () => resolve(text));
      });
    });

  it("is trusted with its certificate, and by nobody else", async () => {
    atlas = await startLocalAtlas({ tls: true });
    assert.match(atlas.url, /^https:\/\/127\.0\.0\.1:\d+$/);
    assert.equal(atlas.environment.MONGODB_ATLAS_BASE_URL, atlas.url);
    for (const origin of [atlas.url, `https://localhost:${atlas.port}`]) {
      const { links } = JSON.parse(await get(origin, atlas.certificate));
      assert.ok(links[0].href.startsWith(`${origin}/`), links[0].href);
    }
    await assert.rejects(get(atlas.url, undefined), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  });

  it("has a certificate that cannot sign others, new in each run", async () => {
    const serialNumbers = new Set<string>();
    for (let run = 0; run < 2; run++) {
      atlas = await startLocalAtlas({ tls: true });
      const certificate = new X509Certificate(atlas.certificate ?? "");
      assert.equal(certificate.ca, false);
      assert.ok(certificate.verify(certificate.publicKey));
      assert.ok(Date.parse(certificate.validTo) > Date.now() + 300 * 86_400_000);
      serialNumbers.add(certificate.serialNumber);
      await atlas.close();
    }
    assert.equal(serialNumbers.size, 2);
  });

  it("writes the certificate without its key to a temporary file, which it deletes", async () => {
    atlas = await startLocalAtlas({ tls: true });
    const { NODE_EXTRA_CA_CERTS: path = "" } = atlas.environment;
    assert.equal(readFileSync(path, "utf8"), atlas.certificate);
    assert.doesNotMatch(readFileSync(path, "utf8"), /PRIVATE KEY/);
    await atlas.close();
    assert.equal(existsSync(path), false);
  });

  it("writes the certificate to the file in the options, and leaves it there", async () => {
    const folder = await mkdtemp(join(tmpdir(), "atlas-local-"));
    try {
      const certificateFile = join(folder, "deep", "certificate.pem");
      atlas = await startLocalAtlas({ certificateFile });
      assert.equal(atlas.environment.NODE_EXTRA_CA_CERTS, certificateFile);
      await atlas.close();
      assert.equal(readFileSync(certificateFile, "utf8"), atlas.certificate);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("has the faults of http", async () => {
    atlas = await startLocalAtlas({ tls: true });
    for (const kind of ["resetBefore", "resetAfter", "truncate"] as const) {
      atlas.fault({ action: { kind } });
      await assert.rejects(get(atlas.url, atlas.certificate), { code: "ECONNRESET" }, kind);
    }
    assert.equal(atlas.requests.length, 3);
  });

  it("is off by default", async () => {
    atlas = await startLocalAtlas();
    assert.match(atlas.url, /^http:/);
    assert.deepEqual([atlas.certificate, atlas.environment.NODE_EXTRA_CA_CERTS], [undefined, undefined]);
  });
});
