import { readIniLine, splitIniLines } from '../../ecosystems/npm/npmrc/ini.ts';
import { endpoints } from '../../knowledge/endpoints.ts';
import type { TomlNode } from '../../text/toml-nodes.ts';
import { readToml } from '../../text/toml-scan.ts';
import { parseYaml } from '../../text/yaml.ts';
import { entriesOf, entryOf, textOf, type YamlNode } from '../../text/yaml-nodes.ts';
import { readAddresses, type Stated, type Variables } from './stated.ts';

type Read = (text: string, env: Variables) => readonly Stated[];

/** Files of a repository that may hold credentials, by the end of their path. */
type Reader = readonly [path: RegExp, read: Read];

export const readNpmrc: Read = (text) => [...readNpmSettings(settingsOf(text)), ...readAddresses(text)];

/** The public registry of npm holds private packages too. */
export const npmReaders: readonly Reader[] = [
  [/(?:^|\/)\.npmrc$/, readNpmrc],
  [/(?:^|\/)\.yarnrc\.yml$/, (text) => readYarn(parseYaml(text).documents[0])],
  [/(?:^|\/)bunfig\.toml$/, (text) => readBun(tomlAt(readToml(text).root, 'install'))],
];

/** The public index of Python hides nothing, so these matter where other indexes are asked. */
export const pythonReaders: readonly Reader[] = [
  [/(?:^|\/)(?:pyproject\.toml|uv\.toml|Pipfile)$/, (text, env) => [...readNamed(text, env), ...readAddresses(text)]],
  [/(?:^|\/)pip\.(?:conf|ini)$|requirements(?:\/[^/]+|[^/]*)\.(?:txt|in)$/, readAddresses],
];

function* settingsOf(text: string): Iterable<readonly [key: string, value: string]> {
  for (const { start, end } of splitIniLines(text)) {
    const line = readIniLine(text.slice(start, end));
    // npm does not look at what stands inside a section.
    if (line.kind === 'section') return;
    if (line.kind === 'setting') yield [line.key, line.value];
  }
}

/** `//host/path/:_authToken` and its like (npm: npmrc, "Auth related configuration"). */
export function readNpmSettings(settings: Iterable<readonly [key: string, value: string]>): readonly Stated[] {
  const places = new Map<string, Map<string, string>>();
  for (const [key, value] of settings) {
    const at = key.lastIndexOf(':');
    if (!key.startsWith('//') || at < 0) continue;
    const place = places.get(key.slice(0, at)) ?? new Map<string, string>();
    places.set(key.slice(0, at), place.set(key.slice(at + 1), value));
  }
  return [...places].map(([address, place]): Stated => {
    const [token, ident, user, password] = ['_authToken', '_auth', 'username', '_password'].map((k) => place.get(k));
    if (token !== undefined || ident !== undefined) return { address, secret: secretOf(token, ident) };
    return user === undefined ? { address } : { address, secret: `Basic ${user}:${password}`, encoded: true };
  });
}

/** yarnpkg.com, "Settings (.yarnrc.yml)": for all names, for scopes, and for addresses. */
function readYarn(root: YamlNode | undefined): readonly Stated[] {
  const server = (node: YamlNode | undefined) => textOf(entryOf(node, 'npmRegistryServer')?.value);
  const main = server(root) ?? endpoints.npm;
  const below = (key: string) => [...entriesOf(entryOf(root, key)?.value)];
  return [
    ...yarnSecret(main, root),
    ...below('npmScopes').flatMap(([, { value }]) => yarnSecret(server(value) ?? main, value)),
    ...below('npmRegistries').flatMap(([address, { value }]) => yarnSecret(address, value)),
  ];
}

function yarnSecret(address: string, node: YamlNode | undefined): readonly Stated[] {
  const [token, ident] = ['npmAuthToken', 'npmAuthIdent'].map((key) => textOf(entryOf(node, key)?.value));
  return token === undefined && ident === undefined ? [] : [{ address, secret: secretOf(token, ident) }];
}

const secretOf = (token: string | undefined, ident: string | undefined): string =>
  token === undefined ? `Basic ${ident}` : `Bearer ${token}`;

/** bun.sh/docs/install/registries: an address, or a table with a token beside it; `$NAME` is a variable too. */
function readBun(install: TomlNode | undefined): readonly Stated[] {
  const scopes = tomlAt(install, 'scopes');
  const entries = scopes?.kind === 'table' ? [...scopes.entries.values()] : [];
  return [tomlAt(install, 'registry'), ...entries.map(({ value }) => value)].flatMap((node): readonly Stated[] => {
    const [url, token] = [tomlAt(node, 'url') ?? node, tomlAt(node, 'token')].map((text) =>
      tomlText(text)?.replace(/\$([A-Za-z_][A-Za-z0-9_]{0,200})/g, (_, name: string) => `\${${name}}`),
    );
    if (token !== undefined) return [{ address: url ?? endpoints.npm, secret: `Bearer ${token}` }];
    return url === undefined ? [] : readAddresses(url);
  });
}

/** Tables of a project that give an index a name, by which the environment holds its credentials. */
const tables = [['tool', 'uv', 'index'], ['tool', 'poetry', 'source'], ['index'], ['source']] as const;

function readNamed(text: string, env: Variables): readonly Stated[] {
  const { root } = readToml(text);
  return tables.flatMap((path) => {
    const list = path.reduce<TomlNode | undefined>(tomlAt, root);
    return (list?.kind === 'array' ? list.items : []).flatMap((item) => {
      const [name, url] = ['name', 'url'].map((key) => tomlText(tomlAt(item, key)));
      return name === undefined || url === undefined ? [] : nameIndex(name, url, env);
    });
  });
}

/** docs.astral.sh/uv, "Authentication"; python-poetry.org, "Configuring credentials". */
export function nameIndex(name: string, url: string, env: Variables): readonly Stated[] {
  const upper = name.toUpperCase().replace(/[^A-Z0-9]/g, '_');
  return ['UV_INDEX', 'POETRY_HTTP_BASIC'].flatMap((prefix): readonly Stated[] => {
    const [user, password] = [`${prefix}_${upper}_USERNAME`, `${prefix}_${upper}_PASSWORD`];
    if (env[user] === undefined && env[password] === undefined) return [];
    const secret = `Basic \${${user}-}:\${${password}-}`;
    return readAddresses(url).map(({ address }) => ({ address, secret }));
  });
}

const tomlAt = (node: TomlNode | undefined, key: string): TomlNode | undefined =>
  node?.kind === 'table' ? node.entries.get(key)?.value : undefined;

const tomlText = (node: TomlNode | undefined): string | undefined => (node?.kind === 'string' ? node.value : undefined);

/** gnu.org, "The .netrc file". What stands for hosts that are not named is never used. */
export const readNetrc = (text: string): readonly Stated[] =>
  [
    ...text
      .replace(/^[ \t]*#.*$/gm, '')
      .matchAll(/(?:^|\s)machine\s+(\S+)(?:\s+login\s+(\S+))?(?:\s+password\s+(\S+))?/g),
  ].map(([, host, user = '', password = '']) => ({
    address: `//${host}`,
    anyPort: true,
    secret: `Basic ${user}:${password}`,
  }));
