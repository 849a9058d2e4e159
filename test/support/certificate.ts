import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A host that only a proxy can reach, because no resolver knows it. */
export const unresolvedHost = "atlas.invalid";

export interface Certificate {
  /** The file for NODE_EXTRA_CA_CERTS. */
  path: string;
  key: Buffer;
  cert: Buffer;
  remove(): void;
}

/** A self-signed certificate for `unresolvedHost` and 127.0.0.1; undefined where openssl is missing. */
export function makeCertificate(): Certificate | undefined {
  const folder = mkdtempSync(join(tmpdir(), "atlas-streams-"));
  const [key, path] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const { status } = spawnSync("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
    ...["-keyout", key, "-out", path, "-subj", "/CN=test", "-addext"],
    `subjectAltName=DNS:${unresolvedHost},IP:127.0.0.1`,
  ]);
  if (status !== 0) {
    remove();
    return undefined;
  }
  return { path, key: readFileSync(key), cert: readFileSync(path), remove };
}
