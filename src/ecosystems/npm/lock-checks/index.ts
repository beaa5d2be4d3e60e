import type { LockCheck } from '../../../model/lock-check.ts';
import { check as packageLock } from './package-lock.ts';
import { check as yarn } from './yarn.ts';

export const lockChecks: readonly LockCheck[] = [packageLock, yarn];
