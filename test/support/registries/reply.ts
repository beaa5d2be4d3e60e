/** What a handler answers. `json` is written as such, `text` as it is. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  /** Bytes as they are. */
  readonly raw?: Buffer;
}

/** The bytes and headers of a reply. */
export function encodeReply(reply: Reply): { readonly body: Buffer; readonly headers: Record<string, string> } {
  const body = reply.raw ?? Buffer.from(reply.text ?? (reply.json === undefined ? '' : JSON.stringify(reply.json)));
  const type = reply.json === undefined ? 'text/plain' : 'application/json';
  return { body, headers: { 'content-type': type, ...reply.headers } };
}
