/** Where a text stands: what agents take their instructions from, a program or its settings, or any other text. */
export type TextPlace = 'agent' | 'code' | 'text';

/** Characters that nobody sees, or that change the order in which others are seen. */
export interface HiddenCharacters {
  readonly kind: 'hidden';
  readonly place: TextPlace;
  /**
   * `tags` and `selectors` spell a text of their own. `order` shows what follows in another order, `isolates` does so within a
   * pair that is closed on its line. `fillers` are letters that look like nothing. `invisible` is what has no width.
   */
  readonly how: 'tags' | 'selectors' | 'order' | 'isolates' | 'fillers' | 'invisible';
  /** `U+202E`; each once, the first ones. */
  readonly characters: readonly string[];
  readonly count: number;
  /** So many stand in a row. */
  readonly run: number;
  /** What they spell, where they spell something; the beginning of it. */
  readonly spelled?: string;
}

/**
 * What an agent is asked for. `override`: to pass over what it was told before. `conceal`: to keep from people what is done;
 * `omit`: to leave something out of its messages, which may be a matter of style.
 * `send`: to send secrets away. `fetch`: to run what it fetches; `install`: that, with the
 * documented script of a known tool. `follow`: to do what is written elsewhere. `destroy`: to delete what is not the project's.
 * `approve`: to let a change pass that it reviews. `disable`: to turn a protection off. `act`: to run, install or fetch something,
 * in a text that is not for agents.
 */
export type Asked =
  | 'override'
  | 'conceal'
  | 'omit'
  | 'send'
  | 'fetch'
  | 'install'
  | 'follow'
  | 'destroy'
  | 'approve'
  | 'disable'
  | 'act';

/** A sentence for an agent. */
export interface AgentOrder {
  readonly kind: 'order';
  readonly place: TextPlace;
  readonly asks: Asked;
  /** The sentence, on one line and cut. */
  readonly text: string;
  /** It is in quotes, or speaks of attacks: probably an example. */
  readonly isCited?: true;
  /** It is in a comment that a rendered page does not show. */
  readonly isUnseen?: true;
}

/** What speaks against a command or a program; `installs-tool` is little: it runs the documented script of a known tool. */
export type StartSign = 'sends-secrets' | 'fetches-and-runs' | 'obfuscated' | 'reaches-out' | 'installs-tool';

/** A command that runs without anybody asking for it. */
export interface AutoStart {
  readonly kind: 'start';
  /** `opening`: opening the folder, or starting an agent in it. `container`: the same, inside a container. `work`: ordinary work, such as a commit or a test. `installation`: installing the project. */
  readonly trigger: 'opening' | 'container' | 'work' | 'installation';
  /** An agent starts it. */
  readonly byAgent?: true;
  /** For people: `whenever the folder is opened in VS Code`. */
  readonly when: string;
  /** As written, cut. */
  readonly command: string;
  /** A file of the change that it runs: what it does counts. */
  readonly runs?: string;
  readonly signs: readonly StartSign[];
}

/** A setting that takes people out of the loop. */
export interface FreePass {
  readonly kind: 'pass';
  readonly setting: string;
  /** As written: an address may hold secrets. */
  readonly value: string;
  /** For people: `agents act without asking`. */
  readonly outcome: string;
}

export type Instruction = HiddenCharacters | AgentOrder | AutoStart | FreePass;
