import type { ClientUse, FileRole, Include, RegistryUse } from '../model/dependency.ts';
import type { PathIndex } from '../model/ecosystem.ts';
import type { Location } from '../model/location.ts';
import { covers } from '../text/inner-first.ts';
import { targetsOf } from './paths.ts';
import type { Side } from './read.ts';

/** What installs a project or builds a file of commands, and what holds for it besides the project's own files. */
export interface Installation {
  /** The file that it is pointed at, or one beside that. */
  readonly target: string;
  /** The file that holds the command. */
  readonly by: string;
  readonly uses: readonly RegistryUse[];
  readonly told: readonly ClientUse[];
  /** It takes what a lockfile has, and chooses nothing. */
  readonly isFixed: boolean;
  /** The command, where only files of these names are in the folder that it installs. */
  readonly partial?: { readonly command: Location; readonly files: readonly string[] };
}

interface Installer {
  readonly path: string;
  readonly include: Include;
}

/** Commands that install a project, by its files. */
export type Installers = ReadonlyMap<string, readonly Installer[]>;

/** A text for people runs nothing, and a script of the project itself adds nothing to it. */
export function findInstallers(files: Side['files'], index: PathIndex): Installers {
  const found = new Map<string, Installer[]>();
  for (const [path, { parsed }] of files) {
    if (parsed.role === 'prose') continue;
    for (const include of parsed.includes.filter(({ kind }) => kind === 'project')) {
      for (const target of targetsOf(include, index).filter((one) => one !== path)) {
        found.set(target, [...(found.get(target) ?? []), { path, include }]);
      }
    }
  }
  return found;
}

interface Said {
  readonly registries: readonly RegistryUse[];
  readonly clients: readonly ClientUse[];
}

/** Of the file that holds a command: what holds for that command. One that tells its client is read by no other. */
export function describeInstallation(
  { location, path, files }: Include,
  target: string,
  { registries, clients }: Said,
  roleOf: (path: string) => FileRole | undefined,
): Installation {
  const by = location.path;
  // A build is handed its arguments alone.
  if (roleOf(target) === 'script')
    return { target, by, uses: registries.filter((use) => covers(location, use.location)), told: [], isFixed: false };
  const holds = ({ within }: RegistryUse | ClientUse) => within === undefined || covers(within, location);
  const own = new Set(clients.filter((one) => covers(location, one.location)).map(keyOf));
  const types = new Set(clients.filter((one) => own.has(keyOf(one))).map(({ ecosystem }) => ecosystem));
  return {
    target,
    by,
    uses: registries.filter(holds),
    told: clients.filter((one) => holds(one) && (!types.has(one.ecosystem) || own.has(keyOf(one)))),
    isFixed: path !== undefined && roleOf(path) === 'lockfile',
    ...(files && { partial: { command: location, files } }),
  };
}

const keyOf = ({ ecosystem, client }: ClientUse): string => `${ecosystem} ${client}`;
