import { type JsonMember, type JsonNode, memberOf, membersOf, textOf } from '../../../text/json-nodes.ts';

/** One package of a lockfile; the key is `name@version`, of npm with `_` and its peers after it. */
export interface DenoPackage {
  readonly ecosystem: 'npm' | 'jsr';
  readonly member: JsonMember;
  readonly name: string;
  readonly version: string;
  /** The specifiers or keys of what it depends on. */
  readonly dependencies: readonly string[];
}

export interface DenoLock {
  readonly packages: readonly DenoPackage[];
  /** Entries whose key names no package. */
  readonly strange: readonly JsonMember[];
  /** What each specifier came to: a version with peers, up to version 3 a whole key. */
  readonly specifiers: ReadonlyMap<string, JsonMember>;
  readonly remote: JsonMember | undefined;
  readonly redirects: JsonMember | undefined;
  /** The specifiers of the projects; undefined where no project is recorded. */
  readonly requested: readonly string[] | undefined;
  /** Folders of the members of the workspace, the root as ''. */
  readonly folders: readonly string[];
}

/** Reads versions 2 to 5 (github.com/denoland/deno_lockfile). They differ in where the lists stand. */
export function readContent(root: JsonNode): DenoLock {
  const inner = memberOf(root, 'packages')?.value ?? root;
  const npm = memberOf(inner, 'npm')?.value;
  // In version 2 the packages of npm have a list below their own.
  const isSecond = memberOf(npm, 'packages')?.value.kind === 'object' && memberOf(npm, 'specifiers') !== undefined;
  const packages: DenoPackage[] = [];
  const strange: JsonMember[] = [];
  const lists = [
    ['npm', isSecond ? memberOf(npm, 'packages')?.value : npm],
    ['jsr', memberOf(inner, 'jsr')?.value],
  ] as const;
  for (const [ecosystem, list] of lists) {
    for (const member of list?.kind === 'object' ? list.members : []) {
      const found = packageOf(ecosystem, member);
      if (found === undefined) strange.push(member);
      else packages.push(found);
    }
  }
  const specifiers = isSecond
    ? new Map([...membersOf(memberOf(npm, 'specifiers')?.value)].map(([key, member]) => [`npm:${key}`, member]))
    : membersOf(memberOf(inner, 'specifiers')?.value);
  const remote = memberOf(root, 'remote');
  const redirects = memberOf(root, 'redirects');
  return { packages, strange, specifiers, remote, redirects, ...readWorkspace(root) };
}

function packageOf(ecosystem: 'npm' | 'jsr', member: JsonMember): DenoPackage | undefined {
  const { key, value } = member;
  const sign = key.indexOf('@', 1);
  if (sign === -1 || value.kind !== 'object') return undefined;
  const rest = key.slice(sign + 1);
  const peers = ecosystem === 'npm' ? rest.indexOf('_') : -1;
  const version = peers === -1 ? rest : rest.slice(0, peers);
  if (version === '') return undefined;
  const dependencies = ['dependencies', 'optionalDependencies', 'optionalPeers'].flatMap((one) =>
    textsIn(memberOf(value, one)?.value),
  );
  return { ecosystem, member, name: key.slice(0, sign), version, dependencies };
}

/** The texts of a list, or those that the names of an object stand for. */
function textsIn(node: JsonNode | undefined): readonly string[] {
  if (node?.kind === 'array') return node.items.flatMap((item) => textOf(item) ?? []);
  return [...membersOf(node).values()].flatMap(({ value }) => textOf(value) ?? []);
}

function readWorkspace(root: JsonNode): Pick<DenoLock, 'requested' | 'folders'> {
  const workspace = memberOf(root, 'workspace')?.value;
  if (workspace === undefined) return { requested: undefined, folders: [''] };
  const members = membersOf(memberOf(workspace, 'members')?.value);
  const projects = [workspace, ...[...members.values()].map(({ value }) => value)];
  const requested = projects.flatMap((project) => [
    ...textsIn(memberOf(project, 'dependencies')?.value),
    ...textsIn(memberOf(memberOf(project, 'packageJson')?.value, 'dependencies')?.value),
  ]);
  return { requested, folders: ['', ...members.keys()] };
}
