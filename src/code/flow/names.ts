/** The names of a scope. What was set since a point can be taken back: the work is as much as was set, however many there are. */
export class Names<Value> extends Map<string, Value> {
  readonly #before: Map<string, Value | undefined>[] = [];

  override set(name: string, value: Value): this {
    const before = this.#before.at(-1);
    if (before !== undefined && !before.has(name)) before.set(name, this.get(name));
    return super.set(name, value);
  }

  /** From here on what is set can be taken back. */
  begin(): void {
    this.#before.push(new Map());
  }

  /** Takes back what was set since `begin`, and gives it. */
  takeBack(): ReadonlyMap<string, Value> {
    const taken = new Map<string, Value>();
    for (const [name, before] of this.#before.pop() ?? []) {
      const value = this.get(name);
      if (value !== undefined) taken.set(name, value);
      if (before === undefined) this.delete(name);
      else super.set(name, before);
    }
    return taken;
  }
}
