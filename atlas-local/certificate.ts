import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** A self-signed certificate and its key, in PEM format. */
export interface Certificate {
  cert: string;
  key: string;
}

const dayMs = 86_400_000;

/**
 * A new certificate for 127.0.0.1 and localhost. Node has no function for this, and openssl is not everywhere.
 * It is valid for a year, and cannot sign other certificates.
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function createCertificate(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const now = Date.now();
  const ecdsaWithSha256 = sequence(objectId("2a8648ce3d040302"));
  const commonName = sequence(objectId("550403"), der(0x0c, Buffer.from("Local Atlas")));
  const name = sequence(der(0x31, commonName));
  const names = sequence(der(0x82, Buffer.from("localhost")), der(0x87, Buffer.from([127, 0, 0, 1])));
  const subjectAltName = sequence(objectId("551d11"), der(0x04, names));
  const content = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    name,
    sequence(time(now - dayMs), time(now + 365 * dayMs)),
    name,
    publicKey,
    der(0xa3, sequence(subjectAltName)),
  );
  const signature = sign("sha256", content, privateKey);
  const bits = der(0x03, Buffer.from([0]), signature);
  return { cert: pem(sequence(content, ecdsaWithSha256, bits)), key: privateKey };
}

/** A file with a certificate, for NODE_EXTRA_CA_CERTS. */
export interface CertificateFile {
  path: string;
  /** Deletes a temporary file. */
  remove(): Promise<void>;
}

/** @param path undefined for a temporary file. */
export async function writeCertificate(cert: string, path: string | undefined): Promise<CertificateFile> {
  const folder = path === undefined ? await mkdtemp(join(tmpdir(), "atlas-local-")) : undefined;
  const file = folder ? join(folder, "certificate.pem") : resolve(path ?? "");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, cert);
  return {
    path: file,
    remove: async () => {
      if (folder) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A value in ASN.1's binary form: tag, length, content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const integer = (bytes: Buffer) => der(0x02, bytes);
const objectId = (hex: string) => der(0x06, Buffer.from(hex, "hex"));

/** A UTCTime: YYMMDDhhmmssZ. */
function time(ms: number): Buffer {
  const text = new Date(ms).toISOString().slice(2, 19).replace(/\D/g, "");
  return der(0x17, Buffer.from(`${text}Z`));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
