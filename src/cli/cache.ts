import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { type CachePlace, findCachePlace } from '../ports/http/cache/place.ts';

/** Where commands keep answers for the next one. */
export const userCache = (dir: string): CachePlace | undefined =>
  findCachePlace({ platform: process.platform, env: process.env, home: homedir(), audited: resolve(dir) });
