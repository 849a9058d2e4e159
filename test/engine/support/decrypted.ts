import { createDecipheriv, pbkdf2Sync } from "node:crypto";

/**
 * Decrypts what Pulumi's passphrase provider has encrypted in a text, so that a search finds secrets there, too.
 * Source: `pkg/resource/config/crypt.go` of pulumi/pulumi.
 *
 * @param salt `encryptionsalt` of the stack's configuration.
 */
export function decrypted(text: string, passphrase: string, salt: string): string {
  const [, encoded = ""] = salt.split(":");
  const key = keyOf(passphrase, encoded);
  return text.replace(/v1:([\w+/=]+):([\w+/=]+)/g, (whole, nonce: string, data: string) => {
    const bytes = Buffer.from(data, "base64");
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"));
    try {
      decipher.setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString();
    } catch {
      return whole;
    }
  });
}

const keys = new Map<string, Buffer>();

function keyOf(passphrase: string, salt: string): Buffer {
  const known =
    keys.get(salt) ?? pbkdf2Sync(passphrase, Buffer.from(salt, "base64"), 1_000_000, 32, "sha256");
  keys.set(salt, known);
  return known;
}
