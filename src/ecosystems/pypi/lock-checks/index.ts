import type { LockCheck } from '../../../model/lock-check.ts';
import { pdmArchives, poetryArchives, pylockArchives, uvArchives } from './archives.ts';
import { pdmContentHash } from './pdm-content-hash.ts';
import { pipenvContentHash } from './pipenv-content-hash.ts';
import { poetryContentHash } from './poetry-content-hash.ts';
import { uvRequirements } from './uv-requirements.ts';
import { uvUnrequired } from './uv-unrequired.ts';

/** What Python lockfiles can be held against without a network. */
export const lockChecks: readonly LockCheck[] = [
  poetryContentHash,
  pdmContentHash,
  pipenvContentHash,
  uvRequirements,
  uvUnrequired,
  uvArchives,
  pylockArchives,
  poetryArchives,
  pdmArchives,
];
