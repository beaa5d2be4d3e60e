import type { Reading, Word } from '../../model/command.ts';

/** Settings of clients that all stages of a file hand on: more of them are nobody's. */
const maxHandedOn = 5000;

/** Variables and stages of a Dockerfile, as far as its instructions were read. */
export class Stages {
  /** Build arguments before the first `FROM`: seen by `FROM` lines, and by stages that name them again. */
  readonly #global = new Map<string, string>();
  readonly #stages = new Map<string, ReadonlyMap<string, string>>();
  #current: Map<string, string> | undefined;
  readonly #handedOn = new Map<string, ReadonlyMap<string, Word>>();
  readonly #arguments = new Map<string, Word>();
  /** Build arguments that nothing in the file gives a value. */
  readonly #open = new Set<string>();
  #settings = new Map<string, Word>();
  readonly #files = new Map<string, Reading[]>();
  #written: Reading[] = [];
  #count = 0;

  /** What commands of the current stage are given, and `FROM` lines before the first stage. */
  get variables(): ReadonlyMap<string, string> {
    return this.#current ?? this.#global;
  }

  /** A stage has begun. */
  get isOpen(): boolean {
    return this.#current !== undefined;
  }

  get arguments(): ReadonlyMap<string, string> {
    return this.#global;
  }

  has(stage: string): boolean {
    return this.#stages.has(stage.toLowerCase());
  }

  /**
   * @param base image or stage that it starts from: a stage hands on its variables
   * @returns whether all that it hands on is followed
   */
  begin(base: string, name: string | undefined): boolean {
    this.#current = new Map(this.#stages.get(base.toLowerCase()));
    const key = (name ?? String(this.#stages.size)).toLowerCase();
    this.#stages.set(key, this.#current);
    this.#settings = new Map(this.#handedOn.get(base.toLowerCase()));
    this.#handedOn.set(key, this.#settings);
    this.#written = [...(this.#files.get(base.toLowerCase()) ?? [])];
    this.#files.set(key, this.#written);
    const handed = this.#settings.size + this.#written.length;
    this.#count += handed;
    if (handed === 0 || this.#count <= maxHandedOn) return true;
    this.#settings.clear();
    this.#written.length = 0;
    return false;
  }

  /** Variables that clients read, as the stage before hands them on. */
  get settings(): ReadonlyMap<string, Word> {
    return this.#settings;
  }

  /** What commands of the stages that it starts from wrote into files of settings. */
  get written(): readonly Reading[] {
    return this.#written;
  }

  write(reading: Reading): void {
    this.#written.push(reading);
  }

  /** The default of a build argument before the first `FROM`. */
  argument(name: string): Word | undefined {
    return this.#arguments.get(name);
  }

  /** Notes a variable that clients read. Build arguments end with their stage. */
  note(instruction: string, name: string, value: Word): void {
    if (this.#current === undefined) this.#arguments.set(name, value);
    else if (instruction === 'ENV') this.#settings.set(name, value);
  }

  leaveOpen(name: string): void {
    this.#open.add(name);
  }

  /** The value of a variable is nothing but the build argument of its name, which nothing in the file gives a value. */
  isOpenArgument(name: string, value: string): boolean {
    return this.#open.has(name) && [`$${name}`, `\${${name}}`, `\${${name}:-}`, `\${${name}-}`].includes(value);
  }

  forgetSetting(name: string): void {
    this.#settings.delete(name);
  }

  set(name: string, value: string): void {
    (this.#current ?? this.#global).set(name, value);
  }

  forget(name: string): void {
    (this.#current ?? this.#global).delete(name);
  }

  /** `ARG NAME` without a value: takes over what stands before the first `FROM`. */
  inherit(name: string): void {
    const value = this.#global.get(name);
    if (value !== undefined) this.#current?.set(name, value);
  }
}
