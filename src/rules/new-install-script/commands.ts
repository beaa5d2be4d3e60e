/** A command that runs at installation, and when. */
export interface InstallCommand {
  readonly event: string;
  readonly text: string;
}

export const listCommands = (scripts: Readonly<Record<string, string>>): readonly InstallCommand[] =>
  Object.entries(scripts).map(([event, text]) => ({ event, text }));

/**
 * Those that do what none of the others did, whatever their event: the same words in the same order do the same, but for
 * numbers of versions, and for the folder and the ending of a file of the package.
 */
export function findNew(
  commands: readonly InstallCommand[],
  others: readonly InstallCommand[],
): readonly InstallCommand[] {
  const known = new Set(others.map(essenceOf));
  return commands.filter((one) => !known.has(essenceOf(one)));
}

const essenceOf = ({ text }: InstallCommand): string =>
  text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => (isPathInside(word) ? withoutFolder(word) : word).replace(version, '#'))
    .join(' ');

/** `lib/install.js`, `./install`, `node-gyp`: nothing that leads out of the package, is code, or may name a host. */
const isPathInside = (word: string): boolean => /^(?:\.\/)?(?:[\w@-]+\/)*[\w@.-]+$/.test(word) && word !== '..';

const withoutFolder = (word: string): string =>
  word.slice(word.lastIndexOf('/') + 1).replace(/\.(?:[cm]?[jt]s|sh)$/, '');

/** Not the four numbers of an address. */
const version = /(?<![\w.])v?\d+(?:\.\d+){0,2}(?:-[a-z][\w.]*)?(?![\d.])/g;
