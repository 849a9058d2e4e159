import { resolveSettings, type Settings } from "../../atlas/settings";
import type { CredentialKind } from "../../atlas/settings/list";
import { doctor } from "../../messages/doctor";
import { readStackConfig } from "../stackConfig";
import { checkWorkspace } from "../workspaceOptions";
import {
  accessListCheck,
  type Check,
  clockCheck,
  credentialsCheck,
  isRefusal,
  type Outcome,
  rateLimitCheck,
  readChecks,
  serverCheck,
} from "./checks";
import { withoutCredentials } from "./clean";
import { pageSize } from "./lab";
import type { DoctorOptions } from "./options";
import { checkLine, findingsText, head } from "./report";
import { openSession, type Session } from "./session";
import { settingsCheck } from "./settingsCheck";
import { versions } from "./versions";
import { write } from "./write";

const kinds: Readonly<Record<CredentialKind, string>> = {
  accessToken: "an access token",
  serviceAccount: "a service account",
  apiKey: "an API key",
};

/**
 * Prints the report.
 *
 * @returns the exit code: 1 when a check failed.
 * @throws Error with a message for the user, without secrets.
 */
export async function examine(options: DoctorOptions): Promise<number> {
  checkWorkspace(options);
  const config = await readStackConfig(options.stack);
  if ("notRead" in config && config.isUnexpected) console.error(config.notRead);
  const getConfig = (key: string) => ("values" in config ? config.values.get(key) : undefined);
  const resolved = resolveSettings(getConfig, process.env);
  const problems = "problems" in resolved ? resolved.problems : [];
  // The credentials may be missing because the configuration was not read.
  if (problems.length > 0 && "notRead" in config && !config.isUnexpected) console.error(config.notRead);
  const beginning = head(await versions());
  console.log(beginning);
  const settings = settingsCheck(getConfig, process.env, problems);
  console.log(checkLine(settings));
  return "problems" in resolved ? 1 : examineAtlas(options, resolved);
}

async function examineAtlas(options: DoctorOptions, settings: Settings): Promise<number> {
  const debug = process.env.PULUMI_ATLAS_STREAMS_LOG === "debug";
  const log = (line: string) => console.error(line);
  const session = openSession(settings, options, log, debug);
  const print = (text: string) => console.log(withoutCredentials(text, session.secrets()));
  session.hidden.forEach(log);

  const reads = await read(session);
  const { list, missing } = reads;
  const answered = missing.response ? missing : list;
  const checks: Check[] = [
    serverCheck(list, session.host, session.proxy),
    credentialsCheck(list, kinds[settings.credentials.kind]),
    accessListCheck(list),
    ...readChecks(list, missing),
    rateLimitCheck(answered),
    clockCheck(answered),
  ];
  for (const check of checks) print(checkLine(check));
  const hasFailed = (some: readonly Check[]) => some.some(({ result }) => result === "failed");

  const canWrite = checks.some(({ name, result }) => name === "workspace" && result === "ok");
  if (!options.write || !canWrite) {
    print(
      checkLine({
        name: "role to change connections",
        result: "unknown",
        text: doctor.refused.text.notTried,
      }),
    );
    if (options.write) log(doctor.write.text.skipped);
    return hasFailed(checks) ? 1 : 0;
  }
  const written = await write(session, reads, log);
  for (const check of written.checks) print(checkLine(check));
  print(`\n${findingsText(written.findings)}`);
  return written.isInterrupted || hasFailed([...checks, ...written.checks]) ? 1 : 0;
}

/** Reads the list, and a connection that does not exist. Refused credentials are not sent again. */
async function read(session: Session): Promise<{ list: Outcome; missing: Outcome }> {
  const api = session.apiFor();
  const outcomeOf = (request: Promise<Outcome>) => request.catch((error: unknown): Outcome => ({ error }));
  const list = await outcomeOf(api.list(pageSize));
  const isOver = !list.response || isRefusal(list);
  return { list, missing: isOver ? list : await outcomeOf(api.get("pulumi-doctor-missing")) };
}
