import type { Surface } from '../../model/surface.ts';
import { splitWords } from '../../text/words.ts';
import { entryOf, type YamlEntry, type YamlNode, type YamlText } from '../../text/yaml-nodes.ts';
import { addAddress } from '../addresses.ts';
import { impliedWord } from '../collector.ts';
import { addRunImage } from '../mcp-servers.ts';
import { baseNameOf } from '../names.ts';
import { cutPiece } from '../pieces.ts';
import { isText, itemsOf, plainOf, plainText, YamlSource } from '../yaml-source.ts';
import { installerOf, languageOf, runsEntry } from './languages.ts';

export const surface: Surface = {
  id: 'pre-commit',
  title: '.pre-commit-config.yaml',
  role: 'script',
  matches: (path) => (/^\.pre-commit-(?:config|hooks)\.ya?ml$/.test(baseNameOf(path)) ? 'name' : false),
  read(file, commands) {
    const source = new YamlSource(file, commands);
    for (const document of source.documents) {
      for (const repository of itemsOf(entryOf(document, 'repos')?.value)) readRepository(source, repository);
      // `.pre-commit-hooks.yaml` is the list of the hooks that a repository offers to others.
      for (const hook of itemsOf(document)) readHook(source, hook, 'local');
    }
    return source.into.finish();
  },
};

function readRepository(source: YamlSource, repository: YamlNode): void {
  const [repo, rev] = [entryOf(repository, 'repo'), entryOf(repository, 'rev')];
  const name = plainText(repo?.value);
  if (repo !== undefined && name !== 'local' && name !== 'meta') addRepository(source, repo, rev);
  for (const hook of itemsOf(entryOf(repository, 'hooks')?.value)) readHook(source, hook, name);
}

/** The entry reaches over the revision where that follows it. */
function addRepository(source: YamlSource, repo: YamlEntry, rev: YamlEntry | undefined): void {
  const { into } = source;
  const text = plainText(repo.value);
  const end = Math.max(repo.value.end, rev !== undefined && rev.keyStart > repo.keyStart ? rev.value.end : 0);
  const isFolder = /^[./~]/.test(text);
  if (!isText(repo.value) || isFolder) {
    return into.reject(repo.keyStart, end, isFolder ? 'hooks from a folder of the machine' : 'not an address');
  }
  const ref = plainText(rev?.value);
  addAddress(into, {
    kind: 'git',
    text,
    scope: 'dev',
    start: repo.keyStart,
    end,
    nameAt: plainOf(repo.value),
    ...(ref === '' ? {} : { ref }),
  });
}

function readHook(source: YamlSource, hook: YamlNode, repository: string): void {
  const language = languageOf(hook, repository);
  // An entry that stands here runs instead of the one that the repository of the hook has.
  const entry = entryOf(hook, 'entry')?.value;
  if (runsEntry(language)) addEntry(source, entry, itemsOf(entryOf(hook, 'args')?.value));
  if (language === 'docker_image' && isText(entry)) addImageEntry(source, entry);
  const packages = entryOf(hook, 'additional_dependencies');
  if (packages === undefined) return;
  const { keyStart, keyEnd, value } = packages;
  if (itemsOf(value).length === 0) return;
  const installer = installerOf(language);
  if (installer === undefined) {
    const why = language === undefined ? 'nothing here says the language of the hook' : `packages of ${language}`;
    return source.into.reject(keyStart, value.end, why);
  }
  const implied = installer.map((word) => impliedWord(word, keyStart, keyEnd));
  for (const item of itemsOf(value)) {
    const word = source.wordOf(item);
    // Requirements may have blanks around their operators; pip is given each of them as one word.
    if (word !== undefined) source.into.add(source.commands.argv([...implied, { ...word, known: true }]));
  }
}

/** The words of the entry, and those of `args` behind them (pre-commit.com, "args"). */
function addEntry(source: YamlSource, entry: YamlNode | undefined, args: readonly YamlNode[]): void {
  if (args.length === 0 || !isText(entry)) return source.addScript(entry);
  const piece = source.pieceOf(entry);
  const split = splitWords(piece.text);
  if (!split.ok) return source.addScript(entry);
  const own = split.words.map(({ value }) => impliedWord(value, entry.start, entry.end));
  source.into.add(source.commands.argv([...own, ...args.flatMap((item) => source.wordOf(item) ?? [])]));
}

/** Options of `docker run`, the image and its arguments (pre-commit.com, "docker_image"). */
function addImageEntry({ into }: YamlSource, entry: YamlText): void {
  const piece = { text: entry.value, at: (offset: number) => entry.at(offset) };
  const words = [...entry.value.matchAll(/\S+/g)].map(({ 0: text, index }) =>
    into.word(cutPiece(piece, index, index + text.length), true),
  );
  addRunImage(into, words, 'dev');
}
