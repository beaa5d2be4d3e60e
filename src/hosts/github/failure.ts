import { AuditError } from '../../model/error.ts';
import { property, textAt } from './property.ts';

/** Why GitHub gave no answer. */
export interface Failure {
  /** Undefined where nothing answered at all. */
  readonly status?: number;
  /** In words, one line. */
  readonly reason: string;
  /** Asking for something else would fail too. */
  readonly final: boolean;
  readonly hint: string;
}

const permissionHint = 'The token needs the permissions contents: read and pull-requests: read.';
const laterHint = 'Run the job again later.';

/** What an error of the client means (docs.github.com, "Rate limits" and "Troubleshooting the REST API"). */
export function describeFailure(error: unknown): Failure {
  const response = property(error, 'response');
  const status = property(error, 'status');
  const message = clean(error instanceof Error ? error.message : String(error));
  if (error instanceof Error && error.name === 'GraphqlResponseError') {
    return { reason: `GitHub answered: ${message}`, final: false, hint: laterHint };
  }
  if (typeof status !== 'number' || response === undefined) {
    return { reason: `GitHub could not be reached: ${message}`, final: false, hint: laterHint };
  }
  const limit = describeLimit(status, property(response, 'headers'), message);
  if (limit !== undefined) return { status, reason: limit, final: true, hint: laterHint };
  if (status === 401) return { status, reason: 'GitHub refuses the token (401)', final: true, hint: permissionHint };
  const hint = status >= 500 ? laterHint : permissionHint;
  return { status, reason: `GitHub answered ${status}: ${message}`, final: false, hint };
}

function describeLimit(status: number, headers: unknown, message: string): string | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const reset = Number(textAt(headers, 'x-ratelimit-reset'));
  if (textAt(headers, 'x-ratelimit-remaining') === '0') {
    const until = Number.isSafeInteger(reset) && reset < 1e11 ? ` until ${new Date(reset * 1000).toISOString()}` : '';
    return `the rate limit of GitHub is used up${until}`;
  }
  const seconds = textAt(headers, 'retry-after');
  if (status === 429 || seconds !== undefined || /\brate limit\b/i.test(message)) {
    const wait = seconds !== undefined && /^\d{1,6}$/.test(seconds) ? `, to be asked again in ${seconds} s` : '';
    return `GitHub limits the requests of this token${wait}`;
  }
  return undefined;
}

/** The change cannot be read at all. */
export function stopRun(what: string, error: unknown): AuditError {
  if (error instanceof AuditError) return error;
  const { reason, hint } = describeFailure(error);
  return new AuditError('source', `${what}: ${reason}.`, hint, { cause: error });
}

const clean = (text: string): string =>
  text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 300)
    .replace(/\.$/, '');
