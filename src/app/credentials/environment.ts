import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ecosystem } from '../../model/ecosystem.ts';
import { nameIndex, readNetrc, readNpmrc, readNpmSettings } from './files.ts';
import { readAddresses, type Stated, type Variables } from './stated.ts';

/** What the environment itself names, with or without credentials. */
export function readEnvironment(env: Variables, ecosystems: readonly Ecosystem[]): readonly Stated[] {
  const words = ecosystems
    .flatMap(({ registries }) => registries.environment)
    .flatMap(({ variable }) => (env[variable] ?? env[variable.toLowerCase()] ?? '').split(/\s+/));
  const { YARN_NPM_REGISTRY_SERVER: server, YARN_NPM_AUTH_TOKEN: token } = env;
  const npm = Object.entries(env).flatMap(([name, value]): (readonly [string, string])[] =>
    /^npm_config_\/\//i.test(name) && value !== undefined ? [[name.slice('npm_config_'.length), value]] : [],
  );
  return [
    ...words.flatMap(readAddresses),
    // uv names an index by `name=https://…`.
    ...words.flatMap((word) => {
      const [, name, url] = /^([\w.-]+)=(https?:.+)$/.exec(word) ?? [];
      return name === undefined || url === undefined ? [] : nameIndex(name, url, env);
    }),
    ...readNpmSettings(npm),
    ...(server === undefined
      ? []
      : [{ address: server, ...(token === undefined ? {} : { secret: `Bearer ${token}` }) }]),
  ];
}

const maxBytes = 1024 * 1024;

/**
 * The user's own files: npm's, pip's and netrc, as far as they are there, and the configuration that the user gave.
 * @param home the user's folder
 */
export async function readHome(home: string, config: string | undefined, env: Variables): Promise<readonly Stated[]> {
  const npmrc = env['NPM_CONFIG_USERCONFIG'] ?? env['npm_config_userconfig'] ?? join(home, '.npmrc');
  const pip = env['PIP_CONFIG_FILE'] ?? join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'pip', 'pip.conf');
  const files = [
    [npmrc, readNpmrc],
    [pip, readAddresses],
    [config ?? '', readAddresses],
    [env['NETRC'] ?? join(home, '.netrc'), readNetrc],
  ] as const;
  const read = files.map(async ([path, understand]): Promise<readonly Stated[]> => {
    const info = await stat(path).catch(() => undefined);
    if (info?.isFile() !== true || info.size > maxBytes) return [];
    return understand(await readFile(path, 'utf8').catch(() => ''), env);
  });
  return (await Promise.all(read)).flat();
}
