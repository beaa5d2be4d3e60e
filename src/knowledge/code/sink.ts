/** What runs what it is given. Paths as in `model-clients.ts`; a path that begins with a dot is a method of whatever it is called on. */
export interface Sink {
  /** For people: what the text becomes. */
  readonly runs: 'code' | 'command' | 'query' | 'object' | 'module' | 'template';
  readonly paths: readonly string[];
  /** Which arguments are run: by place, from 0 on, -1 the last, or by name. */
  readonly takes: readonly (number | string)[];
  /** `command`: a list is run as a program with arguments: only the program, and what an interpreter is told to run, is run. */
  readonly isCommand?: true;
  /** Only where the first argument is text, and not a function. */
  readonly onlyText?: true;
  /** Only where the first argument is a text like this. */
  readonly first?: RegExp;
  /** Only methods of what is named like this: others of the same name do something else. */
  readonly on?: RegExp;
  /** Only methods of what is a database, as far as anything tells (`databases.ts`). */
  readonly onDatabase?: true;
  /** A process of its own: what the caller holds in memory is out of reach. */
  readonly isProcess?: true;
  /** In the page of a browser: the environment of the program is out of reach, too. */
  readonly inPage?: true;
  /** What keeps what it runs from the rest, and how much that is worth. */
  readonly sandbox?: string;
}
