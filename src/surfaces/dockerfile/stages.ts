/** Variables and stages of a Dockerfile, as far as its instructions were read. */
export class Stages {
  /** Build arguments before the first `FROM`: seen by `FROM` lines, and by stages that name them again. */
  readonly #global = new Map<string, string>();
  readonly #stages = new Map<string, ReadonlyMap<string, string>>();
  #current: Map<string, string> | undefined;

  /** What commands of the current stage are given, and `FROM` lines before the first stage. */
  get variables(): ReadonlyMap<string, string> {
    return this.#current ?? this.#global;
  }

  get arguments(): ReadonlyMap<string, string> {
    return this.#global;
  }

  has(stage: string): boolean {
    return this.#stages.has(stage.toLowerCase());
  }

  /** @param base image or stage that it starts from: a stage hands on its variables */
  begin(base: string, name: string | undefined): void {
    this.#current = new Map(this.#stages.get(base.toLowerCase()));
    this.#stages.set((name ?? String(this.#stages.size)).toLowerCase(), this.#current);
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
