/** A command of `pulumi-atlas-streams`, for example `import`. */
export interface Command<Options = unknown> {
  readonly help: string;
  /** @throws Error that says what is wrong with the command line. */
  parse(args: string[]): Options;
  /**
   * @returns the exit code.
   * @throws Error with a message for the user, without secrets.
   */
  run(options: Options): Promise<number>;
}

/** A command by its name. It is loaded when it is asked for. */
export interface CommandEntry {
  /** One line for the list of commands. */
  readonly summary: string;
  load(): Command;
}
