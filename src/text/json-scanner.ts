export type JsonToken = '{' | '}' | '[' | ']' | ':' | ',' | 'string' | 'number' | 'true' | 'false' | 'null' | 'end';

/** A piece of text that is no token of JSON. */
export class JsonScanError extends Error {
  override readonly name = 'JsonScanError';
}

const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const quote = 0x22;
const backslash = 0x5c;

/**
 * Reads the tokens of strict JSON (RFC 8259) one after the other. Written here because the scanner of `jsonc-parser`
 * passes over comments, which no client accepts in these files.
 */
export class JsonScanner {
  readonly #text: string;
  /** Offset of the token's first character. */
  start = 0;
  /** Offset after its last. */
  end = 0;
  /** Of a string that holds escapes. */
  #decoded: string | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Text of the token; of a string, its decoded value. */
  get value(): string {
    return this.#decoded ?? this.#text.slice(this.start, this.end);
  }

  /** Throws `JsonScanError`; `start` then is where the trouble begins. */
  scan(): JsonToken {
    this.#skipSpace();
    this.#decoded = undefined;
    this.end = this.start + 1;
    const first = this.#text.charAt(this.start);
    switch (first) {
      case '':
        this.end = this.start;
        return 'end';
      case '{':
      case '}':
      case '[':
      case ']':
      case ':':
      case ',':
        return first;
      case '"':
        return this.#scanString();
      case 't':
        return this.#scanWord('true');
      case 'f':
        return this.#scanWord('false');
      case 'n':
        return this.#scanWord('null');
      default:
        return this.#scanNumber();
    }
  }

  #skipSpace(): void {
    let at = this.end;
    for (let code = this.#text.charCodeAt(at); isSpace(code); code = this.#text.charCodeAt(at)) at += 1;
    this.start = at;
  }

  #scanWord<W extends 'true' | 'false' | 'null'>(word: W): W {
    if (!this.#text.startsWith(word, this.start)) throw new JsonScanError('not a value');
    this.end = this.start + word.length;
    return word;
  }

  #scanNumber(): JsonToken {
    number.lastIndex = this.start;
    if (!number.test(this.#text)) throw new JsonScanError('not a value');
    this.end = number.lastIndex;
    return 'number';
  }

  #scanString(): JsonToken {
    let escapes = false;
    let at = this.start + 1;
    for (let code = this.#text.charCodeAt(at); code !== quote; code = this.#text.charCodeAt(at)) {
      if (code === backslash) {
        escapes = true;
        at += 1;
      } else if (Number.isNaN(code)) throw new JsonScanError('a string that does not end');
      else if (code < 0x20) throw new JsonScanError('a control character or line end in a string');
      at += 1;
    }
    this.end = at + 1;
    this.#decoded = escapes ? this.#decode() : this.#text.slice(this.start + 1, at);
    return 'string';
  }

  #decode(): string {
    try {
      return String(JSON.parse(this.#text.slice(this.start, this.end)));
    } catch {
      throw new JsonScanError('an unknown escape in a string');
    }
  }
}

/** The white space of JSON, and nothing else that Unicode calls so. */
const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
