/** Why a text is no JSON document that can be believed. */
export class JsonStreamError extends Error {
  override readonly name = 'JsonStreamError';
  /** `truncated`: the text ends too early; `malformed`: no JSON (RFC 8259); `too-large`: too deep, or too much is kept. */
  readonly code: 'truncated' | 'malformed' | 'too-large';
  constructor(code: JsonStreamError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Reads one JSON document in pieces and keeps only the selected paths. */
export interface JsonProjector {
  /** Takes the next bytes (UTF-8); they may be reused afterwards. Throws `JsonStreamError`. */
  push(chunk: Uint8Array): void;
  /**
   * The selected parts. Containers on a selected path are kept even when empty; a scalar where a path goes on is left out;
   * of an array only selected elements remain. Objects have no prototype. Throws `JsonStreamError`.
   */
  end(): unknown;
  /** About how many bytes of memory the kept values take. */
  weight(): number;
}

export interface ProjectorLimits {
  /** Levels of nesting, kept or not. */
  readonly maxDepth?: number;
  /** Objects, arrays and scalars that are kept. */
  readonly maxKept?: number;
}
