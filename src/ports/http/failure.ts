import type { HttpAnswer } from '../../model/http.ts';
import { JsonStreamError } from '../../text/json-projector.ts';

export type HttpFailure = Extract<HttpAnswer, { kind: 'failure' }>;

/** Carries a failure up to the port; it never leaves it. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly code: HttpFailure['code'];
  /** Whether the same request may succeed a moment later. */
  readonly transient: boolean;
  constructor(code: HttpFailure['code'], detail: string, transient = false) {
    super(detail);
    this.code = code;
    this.transient = transient;
  }
}

export const failure = (code: HttpFailure['code'], detail: string): HttpFailure => ({ kind: 'failure', code, detail });

/** Words for what Node and undici call by codes. Their own messages are not used: they may contain addresses. */
const words: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'connection refused'],
  ['ECONNRESET', 'connection reset'],
  ['ENOTFOUND', 'host not found'],
  ['EAI_AGAIN', 'name resolution failed'],
  ['EHOSTUNREACH', 'host unreachable'],
  ['ENETUNREACH', 'network unreachable'],
  ['ETIMEDOUT', 'connection timed out'],
  ['EPIPE', 'connection closed'],
  ['UND_ERR_SOCKET', 'connection closed'],
  ['UND_ERR_CONNECT_TIMEOUT', 'connection timed out'],
  ['UND_ERR_ABORTED', 'the proxy refused the connection'],
  ['UND_ERR_HEADERS_OVERFLOW', 'the headers are too large'],
  ['CERT_HAS_EXPIRED', 'the certificate has expired'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'the certificate is self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'the certificate chain is self-signed'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'the certificate cannot be verified'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'the issuer of the certificate is unknown'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate is for another host'],
]);

/** Codes that the same request would meet again: a name that does not resolve is not a resolver in trouble (EAI_AGAIN). */
const final: ReadonlySet<string> = new Set(['ENOTFOUND', 'UND_ERR_HEADERS_OVERFLOW']);

/** The innermost code of an error. */
function codeOf(error: unknown): string {
  let current: unknown = error;
  let code = '';
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth++) {
    if ('code' in current && typeof current.code === 'string') code = current.code;
    current = 'cause' in current ? current.cause : undefined;
  }
  return /^[A-Z0-9_]{1,60}$/.test(code) ? code : '';
}

/** An error of the transport before the answer's headers. */
export function connectionError(error: unknown, host: string): HttpError {
  if (error instanceof HttpError) return error;
  const code = codeOf(error);
  const what = words.get(code) ?? (code === '' ? 'network error' : `network error ${code}`);
  const isTls = code.includes('CERT') || code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL');
  return new HttpError('network', `${host}: ${what}`, !isTls && !code.startsWith('HPE_') && !final.has(code));
}

/** An error while the body was read. */
export function bodyError(error: unknown, host: string): HttpError {
  if (error instanceof HttpError) return error;
  if (error instanceof JsonStreamError) {
    return new HttpError(error.code, `${host}: ${error.message}`, error.code === 'truncated');
  }
  const code = codeOf(error);
  if (code.startsWith('Z_') && code !== 'Z_BUF_ERROR') {
    return new HttpError('malformed', `${host}: the compressed body is broken`);
  }
  if (code.startsWith('ERR_BROTLI') || code.startsWith('ERR__ERROR_FORMAT') || code.startsWith('ERR_PADDING')) {
    return new HttpError('malformed', `${host}: the compressed body is broken`);
  }
  return new HttpError('truncated', `${host}: the body ended too early`, true);
}
