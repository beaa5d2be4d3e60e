import type { LockCheck } from '../../../model/lock-check.ts';
import { check as bun } from './bun.ts';
import { check as deno } from './deno.ts';
import { check as packageLock } from './package-lock.ts';
import { check as pnpm } from './pnpm.ts';
import { check as yarn } from './yarn.ts';

export const lockChecks: readonly LockCheck[] = [packageLock, yarn, pnpm, bun, deno];
