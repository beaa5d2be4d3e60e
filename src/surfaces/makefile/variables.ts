/** Longest text that variables put into one line. */
export const maxExpansion = 64 * 1024;
/** Longest text that they put into all lines of a file: forty lines of `A := $(A)$(A)` ask for a terabyte. */
export const maxExpansions = 1024 * 1024;

/** The variables that a makefile has set so far. What is put in for them is bounded, whatever the file asks for. */
export class Variables {
  readonly #values = new Map<string, string>();
  #left = maxExpansions;

  set(name: string, value: string | undefined): void {
    if (value === undefined) this.#values.delete(name);
    else this.#values.set(name, value);
  }

  /**
   * The value to put in; undefined where it is not known, or too long.
   * @param room how many characters the line may still take in
   */
  take(name: string, room: number): string | undefined {
    const value = this.#values.get(name);
    if (value === undefined || value.length > Math.min(room, this.#left)) return undefined;
    this.#left -= value.length;
    return value;
  }
}
