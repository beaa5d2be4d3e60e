import { hash } from 'node:crypto';

/** Identity of a finding across runs and line moves: 128 bits of SHA-256 over what it is about. */
export const fingerprint = (...parts: readonly (string | undefined)[]): string =>
  hash('sha256', JSON.stringify(parts)).slice(0, 32);
