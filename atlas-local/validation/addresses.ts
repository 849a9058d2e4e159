import { isIP } from "node:net";

export function isWebUrl(text: string): boolean {
  try {
    const { protocol, hostname } = new URL(text);
    return (protocol === "https:" || protocol === "http:") && hostname !== "";
  } catch {
    return false;
  }
}

/** Checks a comma-separated list of host:port. Without private networking, the service refuses private addresses. */
export function areBootstrapServers(text: string, { mustBePublic }: { mustBePublic: boolean }): boolean {
  return text.split(",").every((entry) => {
    const match = /^(\[[0-9a-f:.]+\]|[^\s:/@[\]]+):(\d{1,5})$/i.exec(entry.trim());
    if (!match?.[1] || !match[2]) return false;
    const port = Number(match[2]);
    const host = match[1].replace(/^\[|\]$/g, "").toLowerCase();
    return port >= 1 && port <= 65_535 && !(mustBePublic && isPrivateHost(host));
  });
}

function isPrivateHost(host: string): boolean {
  if (host === "localhost" || host.endsWith(".localhost")) return true;
  if (isIP(host) === 6) return /^(::1?$|f[cd]|fe[89ab])/.test(host);
  if (isIP(host) === 4) return /^(0|10|127|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(host);
  return false;
}

/** Whether a path can name the connection: proxies normalize slashes and dots, and clients cannot send the others. */
export function isAddressable(name: string): boolean {
  return name !== "" && name !== "." && name !== ".." && !/[/\p{Cc}\p{Cs}]/u.test(name);
}
