import { createHash } from 'node:crypto';

/** Identity of a finding across runs and line moves: 128 bits of SHA-256 over what it is about. */
export const fingerprint = (...parts: readonly (string | undefined)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
