/** What stops a run: wrong usage or an invalid configuration. Everything else is data in the report. */
export class AuditError extends Error {
  override readonly name = 'AuditError';
  /** `usage` and `config` end with status 2; `internal` is a fault of this program. */
  readonly code: 'usage' | 'config' | 'source';
  /** What to do about it. */
  readonly hint: string | undefined;
  constructor(code: AuditError['code'], message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.hint = hint;
  }
}
