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
  splitWords(text)
    .map((word, place, all) => essenceOfWord(word, joiner.test(all[place - 1] ?? ';')))
    .join(' ');

const splitWords = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/** What ends a simple command. */
const joiner = /^(?:&&?|\|\|?|[;()`])$/;

/** A file of the package that is run is not the program of its name. */
function essenceOfWord(word: string, isProgram: boolean): string {
  const essence = (isPathInside(word) ? withoutFolder(word) : word).replace(version, '#');
  return isProgram && word.includes('/') ? `./${essence}` : essence;
}

/** `lib/install.js`, `./install`, `node-gyp`: nothing that leads out of the package, is code, or may name a host. */
const isPathInside = (word: string): boolean => /^(?:\.\/)?(?:[\w@-]+\/)*[\w@.-]+$/.test(word) && word !== '..';

const withoutFolder = (word: string): string =>
  word.slice(word.lastIndexOf('/') + 1).replace(/\.(?:[cm]?[jt]s|sh)$/, '');

/** Not the four numbers of an address. */
const version = /(?<![\w.])v?\d+(?:\.\d+){0,2}(?:-[a-z][\w.]*)?(?![\d.])/g;

/** Programs that build or find what the package has anyway, or do nothing. */
const harmless = new Set([
  'node-gyp',
  'node-gyp-build',
  'node-gyp-build-optional-packages',
  'node-pre-gyp',
  'prebuild-install',
  'cmake-js',
  'prebuild',
  'exit',
  'true',
  'echo',
]);
/** Programs that run the first file which they are given; what follows are its arguments. */
const runners = new Set(['node', 'sh', 'bash', 'python', 'python3']);

/**
 * Whether they start what none of the others did: a program, a file or code, or name an address. Words that were there before,
 * options and arguments of what ran before start nothing, whatever their order.
 */
export function startsMore(commands: readonly InstallCommand[], others: readonly InstallCommand[]): boolean {
  const known = new Set(others.flatMap(({ text }) => listWords(text).map(({ essence }) => essence)));
  return commands.some(({ text }) => listWords(text).some((word) => !known.has(word.essence) && startsSomething(word)));
}

/** All that builds are told anywhere: a word of its own might lead to another host or folder. */
const buildWords = new Set(
  `rebuild build install configure compile clean napi node electron release --release --silent --verbose --fallback-to-build
  --build-from-source --build-from-source=false --update-binary --runtime --runtime=napi -r --napi --strip --all -j max 0`.split(
    /\s+/,
  ),
);

/** Whether it runs programs that build native code, and tells them nothing but to do so. */
export const isBuild = ({ text }: InstallCommand): boolean =>
  listWords(text).every((word) => (word.place === 0 ? !startsSomething(word) : buildWords.has(word.written)));

interface Word {
  readonly written: string;
  readonly essence: string;
  /** Of the same simple command; empty for the program itself. */
  readonly program: string;
  /** How many words that are no options stand before it there. */
  readonly place: number;
}

function listWords(text: string): readonly Word[] {
  const words = splitWords(text.replace(/[\r\n]+/g, ' ; ').replace(/&&|\|\||[;&|()`]/g, ' $& '));
  let [program, place] = ['', 0];
  return words.map((written) => {
    const essence = essenceOfWord(written, place === 0);
    if (joiner.test(written)) {
      [program, place] = ['', 0];
      return { written, essence, program, place };
    }
    const word = { written, essence, program, place };
    if (place === 0) program = essence;
    if (place === 0 || !written.startsWith('-')) place += 1;
    return word;
  });
}

function startsSomething({ essence, program, place }: Word): boolean {
  if (joiner.test(essence)) return !['&&', '||', ';'].includes(essence);
  if (place === 0) return !harmless.has(essence);
  // Options before the file may name code, too.
  const isArgument = harmless.has(program) || (runners.has(program) && place >= 2);
  return !(isArgument ? /^(?:--?[\w-]+=)?[\w#.-]+$/ : /^--?[\w-]+(?:=#)?$/).test(essence);
}
