import { isAbsolute, join } from 'node:path';

/**
 * Where answers are kept: in a folder of the user, unless that lies in the repository that is audited, where anybody may
 * have put answers; or in a new folder for this run alone.
 */
export type CachePlace = { readonly folder: string; readonly audited: string } | { readonly temporary: string };

export interface Surroundings {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's folder. */
  readonly home: string;
  /** The folder that is audited. */
  readonly audited: string;
}

/** Undefined where there is no place. A relative path in a variable counts as none (XDG Base Directory Specification). */
export function findCachePlace({ platform, env, home, audited }: Surroundings): CachePlace | undefined {
  if (env['GITHUB_ACTIONS'] === 'true') return temporaryPlace(env);
  const folder = (base: string, ...rest: readonly string[]): CachePlace | undefined =>
    isAbsolute(base) ? { folder: join(base, ...rest), audited } : undefined;
  const { XDG_CACHE_HOME: xdg = '', LOCALAPPDATA: local = '' } = env;
  if (isAbsolute(xdg)) return folder(xdg, 'gazetteer');
  if (platform === 'win32') return folder(local, 'gazetteer', 'Cache');
  return platform === 'darwin' ? folder(home, 'Library/Caches/gazetteer') : folder(home, '.cache/gazetteer');
}

/** In a workflow: the temporary folder of the job. What jobs or steps share, any of them may have filled. */
export function temporaryPlace({ RUNNER_TEMP: temporary = '' }: Surroundings['env']): CachePlace | undefined {
  return isAbsolute(temporary) ? { temporary } : undefined;
}
