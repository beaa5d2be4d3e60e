import { type JsonNode, memberOf, membersOf, textOf } from '../../../text/json-nodes.ts';
import { readSettings } from '../read-settings.ts';
import { argumentsOf, shellStarts, systems } from './shells.ts';
import type { Start } from './start.ts';

/** Keys under which a hook has what it runs, in the files of all agents. */
const commandKeys: ReadonlySet<string> = new Set([
  'command',
  'bash',
  'powershell',
  'windows',
  'linux',
  'osx',
  'script',
  'url',
]);
/** So deep hooks stand in lists and objects. */
const mostDepth = 8;

/** Commands that settings of Claude Code name besides hooks: it runs them to ask for keys or to show its state. */
const helpers = ['statusLine', 'apiKeyHelper', 'awsAuthRefresh', 'awsCredentialExport', 'otelHeadersHelper'];

/** Hooks of agents: `{hooks: {Event: [{command}]}}`, at any depth, as their tools differ in that. */
export function agentHookStarts(text: string, path: string): readonly Start[] {
  const root = readSettings(text);
  const agent = agentOf(path);
  const starts: Start[] = [];
  for (const { key, value } of membersOf(memberOf(root, 'hooks')?.value).values()) {
    addCommands(value, sayEvent(key, agent), starts, 0);
  }
  const then = memberOf(memberOf(root, 'then')?.value, 'command');
  if (then !== undefined) addCommands(then.value, `at an event of ${agent}`, starts, 0);
  for (const key of helpers) {
    const value = memberOf(root, key)?.value;
    const node = value?.kind === 'object' ? memberOf(value, 'command')?.value : value;
    if (node?.kind === 'string') starts.push(startAt(node, `whenever ${agent} starts (${key})`));
  }
  return starts;
}

const agents: readonly (readonly [RegExp, string])[] = [
  [/\.cursor\//, 'Cursor'],
  [/\.gemini\//, 'Gemini CLI'],
  [/\.windsurf\//, 'Windsurf'],
  [/\.codex\//, 'Codex'],
  [/\.github\//, 'Copilot'],
  [/\.claude\//, 'Claude Code'],
];
const agentOf = (path: string): string => agents.find(([folder]) => folder.test(path))?.[1] ?? 'the coding agent';

function sayEvent(event: string, agent: string): string {
  if (/^session_?start$|^setup$/i.test(event)) return `whenever ${agent} starts (${event})`;
  if (/prompt/i.test(event)) return `at every prompt to ${agent} (${event})`;
  return `while ${agent} works (${event.slice(0, 40)})`;
}

function addCommands(node: JsonNode, when: string, into: Start[], depth: number): void {
  if (depth > mostDepth) return;
  if (node.kind === 'array') {
    for (const item of node.items) {
      if (depth === 0 && item.kind === 'string') into.push(startAt(item, when));
      else addCommands(item, when, into, depth + 1);
    }
  } else if (node.kind === 'string' && depth === 0) into.push(startAt(node, when));
  else if (node.kind === 'object') {
    const args = argumentsOf(memberOf(node, 'args')?.value);
    for (const { key, value } of node.members) {
      if (commandKeys.has(key) && value.kind === 'string') into.push(startAt(value, when, args));
      else addCommands(value, when, into, depth + 1);
    }
  }
}

function startAt(node: JsonNode & { readonly kind: 'string' }, when: string, args = ''): Start {
  const isAddress = /^https?:\/\//.test(node.value);
  const command = `${isAddress ? 'curl ' : ''}${node.value}${args}`;
  return { trigger: 'opening', byAgent: true, when, command, place: node, language: 'shell' };
}

/** Tasks of VS Code that run when the folder is opened, with those that they depend on. */
export function taskStarts(text: string): readonly Start[] {
  const root = readSettings(text);
  const own = memberOf(root, 'tasks')?.value;
  // A workspace file has the whole of `tasks.json` under that key.
  const file = own?.kind === 'object' ? own : root;
  // Each system may have tasks of its own.
  const lists = [file, ...systems.map((system) => memberOf(file, system)?.value)].map(
    (holder) => memberOf(holder, 'tasks')?.value,
  );
  const tasks = lists.flatMap((list) => (list?.kind === 'array' ? list.items : []));
  const labelled = new Map(tasks.map((task) => [labelOf(task), task]));
  const opening = tasks.filter(
    (task) => textOf(memberOf(memberOf(task, 'runOptions')?.value, 'runOn')?.value) === 'folderOpen',
  );
  const reached = new Set(opening);
  for (const task of reached) {
    for (const label of dependenciesOf(task)) {
      const other = labelled.get(label);
      if (other !== undefined) reached.add(other);
    }
  }
  const shells = tasks.flatMap((task) => shellStarts(task, reached.has(task) ? opens : byHand));
  return [
    ...[...reached].flatMap((task) => taskCommands(task, file)),
    ...shells,
    ...shellStarts(file, reached.size > 0 ? opens : byHand),
  ];
}

const opens = { trigger: 'opening', when: 'whenever the folder is opened in VS Code' } as const;
const byHand = { trigger: 'work', when: 'with the tasks of VS Code' } as const;

const labelOf = (task: JsonNode): string | undefined =>
  textOf(memberOf(task, 'label')?.value) ?? textOf(memberOf(task, 'taskName')?.value);

function dependenciesOf(task: JsonNode): readonly string[] {
  const value = memberOf(task, 'dependsOn')?.value;
  const nodes = value?.kind === 'array' ? value.items : [value];
  return nodes.flatMap((node) => textOf(node) ?? []);
}

/** @param file what it says itself stands for tasks that have no command of their own */
function taskCommands(task: JsonNode, file: JsonNode | undefined): readonly Start[] {
  const own = commandsOf(task);
  const isShared = own.length === 0 && file !== undefined && memberOf(task, 'dependsOn') === undefined;
  return isShared ? commandsOf(file) : own;
}

function commandsOf(task: JsonNode): readonly Start[] {
  const variants = [task, ...systems.flatMap((system) => memberOf(task, system)?.value ?? [])];
  return variants.flatMap((node): readonly Start[] => {
    const command = memberOf(node, 'command')?.value ?? memberOf(node, 'script')?.value;
    const named = command?.kind === 'object' ? memberOf(command, 'value')?.value : command;
    if (named?.kind !== 'string') return [];
    const args = argumentsOf(memberOf(node, 'args')?.value);
    return [{ ...opens, command: `${named.value}${args}`, place: named, language: 'shell' }];
  });
}

/** Commands of the life of a container (containers.dev, "Lifecycle scripts"); the first runs on the host itself. */
const lifecycle: readonly (readonly [string, string])[] = [
  ['initializeCommand', 'on the machine itself, whenever its container is opened'],
  ['onCreateCommand', 'when the container is made'],
  ['updateContentCommand', 'when the container is made, and when its content is updated'],
  ['postCreateCommand', 'when the container was made'],
  ['postStartCommand', 'whenever the container starts'],
  ['postAttachCommand', 'whenever an editor attaches to the container'],
];

export function containerStarts(text: string): readonly Start[] {
  const root = readSettings(text);
  return lifecycle.flatMap(([key, when]) => {
    const value = memberOf(root, key)?.value;
    const nodes = value?.kind === 'object' ? value.members.map((member) => member.value) : [value];
    return nodes.flatMap((node): readonly Start[] => {
      if (node === undefined) return [];
      const command = node.kind === 'string' ? node.value : argumentsOf(node).trim();
      const trigger = key === 'initializeCommand' ? 'opening' : 'container';
      return command === '' ? [] : [{ trigger, when, command, place: node, language: 'shell' }];
    });
  });
}

/** Scripts that npm and others run by themselves where the project is installed. */
const installing = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare', 'dependencies'];

export function packageStarts(text: string): readonly Start[] {
  const scripts = membersOf(memberOf(readSettings(text), 'scripts')?.value);
  return installing.flatMap((name): readonly Start[] => {
    const node = scripts.get(name)?.value;
    if (node?.kind !== 'string') return [];
    const when = `whenever the project is installed (${name})`;
    return [{ trigger: 'installation', when, command: node.value, place: node, language: 'shell', isOrdinary: true }];
  });
}
