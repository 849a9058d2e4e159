import { Names } from "./names";

/** The folder of certificates, beside the program. */
export const certificateFolder = "certs";

/** A certificate, or several, in a file of its own. */
export interface CertificateFile {
  /** The file's name in `certificateFolder`. */
  name: string;
  text: string;
}

/** The certificates of all connections, each once. */
export class Certificates {
  private readonly nameByText = new Map<string, string>();
  private readonly names = new Names();

  /** The name of the file with this certificate. */
  add(text: string, resource: string, field: string): string {
    let name = this.nameByText.get(text);
    if (name === undefined) {
      const words = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      // In lower case, because some file systems do not distinguish it.
      name = `${this.names.unique(`${resource}-${words}`.toLowerCase(), "-")}.pem`;
      this.nameByText.set(text, name);
    }
    return name;
  }

  get files(): CertificateFile[] {
    return [...this.nameByText].map(([text, name]) => ({ name, text }));
  }
}

export function isCertificate(value: unknown): value is string {
  return typeof value === "string" && value.includes("-----BEGIN CERTIFICATE-----") && !holdsKey(value);
}

/** Whether somebody put a private key into a field for certificates. */
export function holdsKey(value: unknown): boolean {
  return typeof value === "string" && /PRIVATE KEY-----/i.test(value);
}
