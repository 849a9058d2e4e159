import { createClient } from "../../atlas/createClient";
import { nameOf, proxyFor } from "../../atlas/proxy";
import { retrying } from "../../atlas/retry";
import type { Settings } from "../../atlas/settings";
import { isLoopback } from "../../atlas/settings/baseUrl";
import { governmentUrl, settings } from "../../atlas/settings/list";
import { createTransport } from "../../atlas/transport";
import type { Workspace } from "../../atlas/workspaceQueue";
import { doctor } from "../../messages/doctor";
import { systemClock } from "../../shared/clock";
import { Api } from "./api";
import { cleanForIssue } from "./clean";

/** An interrupted run waits for a request that may create a connection. */
const timeoutMs = 20_000;
const limits = { maxAttempts: 4, maxTimeMs: 30_000 };

/** Access to Atlas, and what the report may say about it. */
export interface Session {
  apiFor(signal?: AbortSignal): Api;
  /** Credentials, also those that Atlas has issued. Read them late. */
  secrets(): string[];
  /** The host of the base URL, when it is Atlas' own. */
  host: string;
  /** Whether there is a proxy. */
  proxy: string;
  /** Lines with names of the user's hosts, which are not for the report. */
  hidden: string[];
}

export function openSession(
  resolved: Settings,
  workspace: Workspace,
  log: (line: string) => void,
  debug: boolean,
): Session {
  const { baseUrl, credentials } = resolved;
  const given = Object.entries(credentials).flatMap(([key, value]) => (key === "kind" ? [] : [value]));
  const names = [
    { text: workspace.workspaceName, mark: "[workspace]", isSecret: false },
    { text: new URL(baseUrl).host, mark: "[host]", isSecret: false },
  ];
  const secrets = () => [...given, ...authentication.secrets];
  const { exchange, authentication } = createClient(resolved, {
    clock: systemClock,
    log,
    debug,
    clean: (text): string => cleanForIssue(text, names, secrets()),
    transport: createTransport({ timeoutMs }),
  });
  // A line about a wait names project and workspace.
  const policy = retrying({ clock: systemClock, log: () => {}, ...limits });
  return {
    apiFor: (signal) => new Api(baseUrl, workspace, exchange, policy, systemClock, signal),
    secrets,
    ...places(baseUrl),
  };
}

function places(baseUrl: string): Pick<Session, "host" | "proxy" | "hidden"> {
  const texts = doctor.server.text;
  const proxy = proxyFor(baseUrl);
  const isOwn = ![settings.baseUrl.default, governmentUrl].includes(baseUrl);
  const ownHost = isLoopback(baseUrl) ? texts.thisMachine : texts.otherHost;
  const hidden = isOwn ? [texts.baseUrl(baseUrl)] : [];
  if (proxy && proxy !== "invalid") hidden.push(texts.proxy(nameOf(proxy)));
  return {
    host: isOwn ? ownHost : new URL(baseUrl).host,
    proxy: proxy === "invalid" ? texts.invalidProxy : proxy ? texts.viaProxy : texts.direct,
    hidden: hidden.map(texts.hidden),
  };
}
