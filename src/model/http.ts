import type { Fact } from './fact.ts';

/** One request, as data. Only `GET` requests are remembered within a run. */
export interface HttpRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /**
   * Read a JSON body as a stream and keep only these paths (`*` is any key or index): large documents then cost neither
   * memory nor time. Left out: the whole body.
   */
  readonly select?: readonly (readonly string[])[];
  /** Largest body that is believed, in bytes after decompression. */
  readonly maxBytes: number;
  /** Ask again although the same request was answered before, past any cache on the way. */
  readonly fresh?: boolean;
  /**
   * Seconds for which a document that answers this may be kept from one run to the next, where the server does not forbid
   * it. Left out: as long as the server says. A `POST` is only kept where this says so.
   */
  readonly lasts?: number;
  /** Fields of which any document that answers this has one. What has none is an error, say, and not kept for other runs. */
  readonly holds?: readonly string[];
  /** Ask for these bytes of a file alone: the answer has them as `part`, and is kept for this run only. */
  readonly range?: ByteRange;
}

/** The last so many bytes of a file, or those from one place to another, both with it (RFC 9110, section 14.1.2). */
export type ByteRange = { readonly last: number } | { readonly from: number; readonly to: number };

/** Bytes of a file: perhaps others than were asked for, or all of it, where a host knows no ranges. */
export interface FilePart {
  readonly bytes: Uint8Array;
  /** Where they begin in the file. */
  readonly from: number;
  /** Of the whole file. */
  readonly size: number;
}

/** A complete response, or why there is none. A truncated or oversized body is a failure, never a response. */
export type HttpAnswer =
  | {
      readonly kind: 'response';
      readonly status: number;
      /** Lower-case names. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      /** Set where `select` was asked and the body is JSON. */
      readonly json?: unknown;
      /** Set where `range` was asked and the answer is a success. `body` is empty then. */
      readonly part?: FilePart;
      /** The address that answered, after redirects. */
      readonly url: string;
      /** The host that was asked was sent credentials. */
      readonly withCredentials?: true;
    }
  | {
      readonly kind: 'failure';
      readonly code: 'timeout' | 'network' | 'too-large' | 'truncated' | 'malformed' | 'refused' | 'budget';
      /** In words, without credentials. */
      readonly detail: string;
    };

/**
 * A lookup asks for requests one after the other and ends with a fact. It touches nothing itself: whoever runs it sends
 * the requests, so it is tested with literals.
 */
export type Lookup<T> = Generator<HttpRequest, T, HttpAnswer>;
export type FactLookup<T> = Lookup<Fact<T>>;
