import { chmodSync, existsSync, renameSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { prune } from "./prune";
import { nameTypeExports } from "./typeExports";

const root = join(__dirname, "..");
const cache = join(root, ".cache");

/**
 * `npm run build`: compiles into a fresh folder, which then replaces dist/. dist/ therefore has no files of deleted
 * sources, and a failed build does not change it.
 */
function build(): void {
  const started = new Date();
  const [dist, fresh, old] = [join(root, "dist"), join(cache, "dist-fresh"), join(cache, "dist-old")];
  for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  const errors = compile(fresh);
  if (errors.length > 0) {
    console.error(ts.formatDiagnosticsWithColorAndContext(errors, host));
    process.exitCode = 1;
    return;
  }
  // npm does this only for an installed package. A linked one has the files as they are.
  chmodSync(join(fresh, "provider", "cli", "index.js"), 0o755);
  nameTypeExports(join(fresh, "provider", "index.d.ts"));
  prune(fresh);
  // The set-up compares this time with the times of the sources.
  utimesSync(fresh, started, started);
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
}

const host: ts.ParseConfigFileHost & ts.FormatDiagnosticsHost = {
  ...ts.sys,
  getCanonicalFileName: (path) => path,
  getNewLine: () => "\n",
  onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
    throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
  },
};

function compile(outDir: string): readonly ts.Diagnostic[] {
  const config = ts.getParsedCommandLineOfConfigFile(join(root, "tsconfig.build.json"), { outDir }, host);
  if (!config) throw new Error("tsconfig.build.json cannot be read");
  const program = ts.createProgram(config.fileNames, config.options);
  return [...config.errors, ...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
}

build();
