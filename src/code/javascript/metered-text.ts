/** A parser read its text more often than any real program needs. */
export class TooOften extends Error {}

/**
 * A text that counts how often it is read. Where brackets may open types or expressions Babel tries both, inside of one
 * another: twenty such brackets that are never closed keep it busy for minutes. It reads real programs fewer than three times.
 */
export class MeteredText extends String {
  /** What is not an object is read faster. */
  readonly #text: string;
  #left: number;

  /** @param reads how many characters may be read */
  constructor(text: string, reads: number) {
    super(text);
    this.#text = text;
    this.#left = reads;
  }

  /** How many characters may still be read. */
  get left(): number {
    return Math.max(0, this.#left);
  }

  override charCodeAt(at: number): number {
    this.#left -= 1;
    if (this.#left < 0) throw new TooOften();
    return this.#text.charCodeAt(at);
  }

  override slice(start?: number, end?: number): string {
    return this.#text.slice(start, end);
  }

  /** Regular expressions ask for it. */
  override toString(): string {
    return this.#text;
  }
}
