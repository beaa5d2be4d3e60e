/** Ids of the clients whose files and commands are read. */
export type ClientId = 'npm' | 'pnpm' | 'yarn-classic' | 'yarn-berry' | 'bun';

/** Those that read the registries of `.npmrc` and the variables `npm_config_*`. Yarn from version 2 on does not. */
export const readersOfNpmrc: readonly ClientId[] = ['npm', 'pnpm', 'yarn-classic', 'bun'];

/** The Yarn of a version, or of a range; undefined where that is not told: a tag, an address. */
function yarnOf(version: string): ClientId | undefined {
  const [, sign = '', major] = /^([\^~>=v\s]{0,8})(\d{1,9})/.exec(version) ?? [];
  if (major === undefined) return undefined;
  if (Number(major) >= 2) return 'yarn-berry';
  return sign.includes('>') ? undefined : 'yarn-classic';
}

/** The client that a package manager's name and version stand for. */
export function clientOf(name: string, version: string): ClientId | undefined {
  switch (name) {
    case 'npm':
    case 'pnpm':
    case 'bun':
      return name;
    case 'yarn':
      return yarnOf(version);
    default:
      return undefined;
  }
}
