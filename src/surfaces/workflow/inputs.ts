import { entryOf, type YamlNode } from '../../text/yaml-nodes.ts';
import { expands, impliedWord } from '../collector.ts';
import { cutPiece } from '../pieces.ts';
import { allEntriesOf, isText, plainText, type Variables, type YamlSource } from '../yaml-source.ts';

/** Actions whose input is a command for a shell. */
const commandInputs: ReadonlyMap<string, readonly string[]> = new Map([
  ['nick-fields/retry', ['command']],
  ['nick-invision/retry', ['command']],
  ['wandalen/wretry.action', ['command']],
  ['addnab/docker-run-action', ['run']],
  ['reactivecircus/android-emulator-runner', ['script']],
  ['cypress-io/github-action', ['install-command', 'build', 'start', 'command']],
  ['bahmutov/npm-install', ['install-command']],
]);

/** Actions that write a client's settings: the inputs for the registry and for the scope it applies to. */
const npmSetup = new Set(['actions/setup-node', 'oven-sh/setup-bun', 'volta-cli/action']);

/** Those that take the repository's owner for the scope where GitHub Packages is named without one (actions/setup-node, `src/authutil.ts`). */
const ownerScoped = new Set(['actions/setup-node', 'volta-cli/action']);

/** Who the owner is stands in no file: a scope that no name of one has. */
const ownerScope = `@\${{ github.repository_owner }}`;

/** Actions that add build arguments, one `NAME=value` a line. */
const buildActions = new Set(['docker/build-push-action', 'redhat-actions/buildah-build']);

/** Actions that install Python packages which an input names as pip takes them. */
const pipInstallers: ReadonlyMap<string, string> = new Map([['actions/setup-python', 'pip-install']]);

/** What the inputs of well-known actions install, run or configure. */
export function readInputs(
  source: YamlSource,
  { action, uses }: { readonly action: string; readonly uses: YamlNode },
  inputs: YamlNode | undefined,
  known: Variables,
): void {
  for (const name of commandInputs.get(action) ?? []) source.addScript(entryOf(inputs, name)?.value, known);
  if (npmSetup.has(action)) addRegistry(source, action, inputs, known);
  if (buildActions.has(action)) addBuildArguments(source, uses, inputs, known);
  const packages = pipInstallers.get(action);
  const value = packages === undefined ? undefined : entryOf(inputs, packages)?.value;
  if (isText(value)) addPipInstall(source, value, known);
  if (action === 'conda-incubator/setup-miniconda') addChannels(source, inputs);
}

function addRegistry(source: YamlSource, action: string, inputs: YamlNode | undefined, known: Variables): void {
  const url = entryOf(inputs, 'registry-url');
  if (url === undefined || !isText(url.value)) return;
  const { keyStart, value } = url;
  const { text } = source.pieceOf(value, known);
  if (text.includes('$')) return source.into.reject(keyStart, value.end, 'the registry depends on an expression');
  const isOwners = ownerScoped.has(action) && /^https?:\/\/npm\.pkg\.github\.com(?:\/|$)/i.test(text);
  const scope = plainText(entryOf(inputs, 'scope')?.value) || (isOwners ? ownerScope : '');
  const names = scope === '' ? {} : { names: [`${scope.startsWith('@') ? scope : `@${scope}`}/*`] };
  source.into.configure(keyStart, value.end, { ecosystem: 'npm', url: text, role: 'primary', ...names });
}

/** Without any, what is built is told all the same: there may have been some. */
function addBuildArguments(source: YamlSource, uses: YamlNode, inputs: YamlNode | undefined, known: Variables): void {
  const node = entryOf(inputs, 'build-args')?.value;
  const context = plainText(entryOf(inputs, 'context')?.value) || '.';
  const file = plainText(entryOf(inputs, 'file')?.value);
  // A file is named from the root of the repository, as the context is.
  source.into.build(node ?? uses, file === '' ? context : '.', file === '' ? 'Dockerfile' : file);
  if (!isText(node)) return;
  const piece = source.pieceOf(node, known);
  for (const match of piece.text.matchAll(/^[ \t]*([A-Za-z_]\w*)=([^\r\n]*)$/gm)) {
    const [line, name = '', text = ''] = match;
    const offset = match.index + line.length - text.length;
    const value = cutPiece(piece, offset, offset + text.length);
    source.into.add(source.commands.setting(name, source.into.word(value, !expands(text))));
  }
}

/** The action splits the text at blanks and hands the words to `pip install`. */
function addPipInstall(source: YamlSource, node: Extract<YamlNode, { kind: 'text' }>, known: Variables): void {
  const piece = source.pieceOf(node, known);
  const words = [...piece.text.matchAll(/\S+/g)].map(({ 0: text, index }) => {
    return source.into.word(cutPiece(piece, index, index + text.length), !expands(text));
  });
  const implied = ['pip', 'install'].map((text) => impliedWord(text, node.start, node.start));
  if (words.length > 0) source.into.add(source.commands.argv([...implied, ...words]));
}

/** Channels, separated by commas, the first of highest priority. */
function addChannels(source: YamlSource, inputs: YamlNode | undefined): void {
  for (const { key, keyStart, value } of allEntriesOf(inputs)) {
    if (key !== 'channels') continue;
    for (const url of plainText(value).split(',')) {
      if (url.trim() === '') continue;
      source.into.configure(keyStart, value.end, { ecosystem: 'conda', url: url.trim(), role: 'extra' });
    }
  }
}
