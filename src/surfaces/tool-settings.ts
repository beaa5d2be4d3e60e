import type { Approval } from '../model/agent-tool.ts';
import type { Word } from '../model/command.ts';
import type { CommandReader } from '../model/surface.ts';
import { findSecret } from '../text/secrets.ts';
import { sha256 } from '../text/sha256.ts';
import { type Collector, impliedWord } from './collector.ts';
import { type SettingEntry, type SettingMap, type SettingNode, settingOf, textIn } from './setting-nodes.ts';

/**
 * Keys of the address of a server: `url` of most clients, `serverUrl` of Windsurf, `httpUrl` of Gemini CLI, `uri` of goose
 * (the documentation of each, "MCP servers").
 */
const addresses: ReadonlySet<string> = new Set(['url', 'serverUrl', 'httpUrl', 'uri']);

/** Programs that run here and hand on what a server elsewhere says (npm: mcp-remote, supergateway; PyPI: mcp-proxy). */
const bridge = /^(?:mcp-remote|supergateway|mcp-proxy)(?:@.*|==.*)?$/;

/** Longest address that is read, and most tools that an approval lists. */
const longestAddress = 4_000;
const mostListed = 1_000;

/** Adds what a configuration says of one tool, besides what it runs: where it is, which secrets it is given, what it may do unasked. */
export function addToolSettings(into: Collector, server: SettingMap, tool: string, run: readonly Word[]): void {
  const remote = { kind: 'remote', tool } as const;
  for (const { key, start, value } of server.entries) {
    if (!addresses.has(key) || value.kind !== 'text' || value.value.trim() === '') continue;
    into.tool({ ...remote, url: clipAddress(value.value), location: into.locate(start, value.end) });
  }
  if (run.some(({ text }) => bridge.test(text))) {
    for (const { text, start, end } of run.filter((word) => /^https?:\/\//i.test(word.text)))
      into.tool({ ...remote, url: clipAddress(text), isBridged: true, location: into.locate(start, end) });
  }
  addSecrets(into, server, tool);
  addApprovals(into, server, tool);
}

const clipAddress = (url: string): string => url.trim().slice(0, longestAddress);

/** Maps of a server whose entries have names of their own. */
const holders: ReadonlyMap<string, string> = new Map([
  ...['env', 'environment', 'envs'].map((key) => [key, 'variable'] as const),
  ...['headers', 'http_headers'].map((key) => [key, 'header'] as const),
  ...['args', 'command', 'cmd'].map((key) => [key, 'argument'] as const),
]);

/** A part of a server that is looked through for secrets, and what holds it: `variable`, `GITHUB_TOKEN`. */
interface Part {
  readonly node: SettingNode;
  readonly noun: string;
  readonly name?: string;
}

function addSecrets(into: Collector, server: SettingMap, tool: string): void {
  const open: Part[] = [{ node: server, noun: 'setting' }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { node, noun, name } = part;
    if (node.kind === 'text') {
      const [option, value] = noun === 'argument' ? splitOption(node.value) : [];
      const [called, text] = [option ?? name, value ?? node.value];
      const secret = findSecret(text, called);
      const holder = called === undefined ? `an ${noun}` : `the ${noun} ${called}`;
      const location = into.locate(node.start, node.end);
      if (secret !== undefined) into.tool({ kind: 'secret', tool, holder, ...secret, digest: sha256(text), location });
    } else open.push(...partsOf(node, noun, name).toReversed());
  }
}

function partsOf(node: SettingNode, noun: string, name: string | undefined): readonly Part[] {
  if (node.kind === 'map')
    return node.entries.map(({ key, value }) => ({ node: value, noun: holders.get(key) ?? noun, name: key }));
  if (node.kind !== 'list') return [];
  // An option may stand in a word of its own before its value: `--api-key`, `-H`.
  return node.items.map((item, index): Part => {
    const before = noun === 'argument' ? (textIn(node.items[index - 1]) ?? '') : (name ?? '');
    const isName = noun !== 'argument' || /^-{1,2}[A-Za-z][\w.-]{0,80}$/.test(before);
    return { node: item, noun, ...(isName && before !== '' ? { name: before } : {}) };
  });
}

/** `--api-key=value`, `KEY=value`, `Authorization: Bearer value`: what is named, and the value. */
function splitOption(text: string): readonly [option?: string, value?: string] {
  const [written, option] = /^(-{0,2}[A-Za-z][\w.-]{0,80})[ \t]{0,3}[=:][ \t]{0,3}(?!\/\/)/.exec(text) ?? [];
  return option === undefined || written === undefined ? [] : [option, text.slice(written.length)];
}

/** What a setting approves, and which of its parts do so. */
type Approved = Pick<Approval, 'reach' | 'values'>;
type ReadApproval = (value: SettingNode) => Approved | undefined;

const isTrue = (node: SettingNode): boolean => node.kind === 'scalar' && node.value === true;
const ifTrue =
  (reach: Approval['reach']): ReadApproval =>
  (value) =>
    isTrue(value) ? { reach, values: ['true'] } : undefined;
const ifText =
  (text: string, reach: Approval['reach']): ReadApproval =>
  (value) =>
    textIn(value) === text ? { reach, values: [text] } : undefined;

const listed = (reach: Approval['reach'], values: readonly string[]): Approved | undefined =>
  values.length === 0 ? undefined : { reach, values };
/** Tools by their names, or a mark for all of them. */
const ifListed: ReadApproval = (value) => {
  const texts = textsIn(value);
  return texts.includes('*') || isTrue(value) ? { reach: 'tool', values: ['*'] } : listed('listed', texts);
};
/** Entries that allow any command, or any tool. */
const wide = new Set(['*', 'Bash', 'Bash(*)', 'Bash(:*)', 'mcp__*']);
const ifWide: ReadApproval = (value) =>
  listed(
    'everything',
    textsIn(value).filter((text) => wide.has(text)),
  );
/** Patterns of commands, each with whether it is approved: those that take any command. */
const ifCatchAll: ReadApproval = (value) => {
  const entries = value.kind === 'map' ? value.entries.slice(0, mostListed) : [];
  const all = entries.filter((entry) => /^(?:\*|\/\^?\.\*\$?\/[a-z]{0,5})$/.test(entry.key) && isTrue(entry.value));
  return listed(
    'everything',
    all.map(({ key }) => key),
  );
};
const ifAllowedByDefault: ReadApproval = (value) =>
  value.kind === 'map' && textIn(settingOf(value, 'default')) === 'allow'
    ? { reach: 'everything', values: ['allow'] }
    : undefined;

/** Settings of clients by which tools run without a question. */
const approvals: ReadonlyMap<string, ReadApproval> = new Map<string, ReadApproval>([
  // code.claude.com/docs/en/settings
  ['enableAllProjectMcpServers', ifTrue('everything')],
  ['enabledMcpjsonServers', (value) => listed('listed', textsIn(value))],
  ['skipDangerousModePermissionPrompt', ifTrue('everything')],
  ['defaultMode', ifText('bypassPermissions', 'everything')],
  ['allow', ifWide],
  // code.visualstudio.com/docs/copilot/reference/copilot-settings
  ['chat.tools.global.autoApprove', ifTrue('everything')],
  ['chat.tools.autoApprove', ifTrue('everything')],
  ['chat.tools.terminal.autoApprove', ifCatchAll],
  // zed.dev/docs/ai/tool-permissions
  ['always_allow_tool_actions', ifTrue('everything')],
  ['tool_permissions', ifAllowedByDefault],
  // developers.openai.com/codex/config-reference
  ['approval_policy', ifText('never', 'everything')],
  ['sandbox_mode', ifText('danger-full-access', 'everything')],
]);

/** The same, of one server: Cline, Roo Code, Kiro, Amazon Q; Gemini CLI (docs/tools/mcp-server.md); Codex. */
const approvalsOfServers: ReadonlyMap<string, ReadApproval> = new Map<string, ReadApproval>([
  ['alwaysAllow', ifListed],
  ['autoApprove', ifListed],
  ['trust', ifTrue('tool')],
  ['default_tools_approval_mode', ifText('approve', 'tool')],
]);

/** Adds what an object approves in advance: for a tool where it describes one, else for the agent. */
export function addApprovals(into: Collector, settings: SettingMap, tool?: string): void {
  const known = tool === undefined ? approvals : approvalsOfServers;
  for (const { key: setting, start, value } of settings.entries) {
    const approved = known.get(setting)?.(value);
    if (approved === undefined) continue;
    const location = into.locate(start, value.end);
    into.tool({ kind: 'approval', ...(tool === undefined ? {} : { tool }), setting, ...approved, location });
  }
}

const textsIn = (node: SettingNode): readonly string[] =>
  node.kind === 'list' ? node.items.slice(0, mostListed).flatMap((item) => textIn(item) ?? []) : [];

/**
 * Collections of plugins that a client is to know (code.claude.com/docs/en/plugin-marketplaces): by their names with their
 * `source`, or as the list of one collection.
 */
export function addPlugins(into: Collector, commands: CommandReader, collections: SettingNode): void {
  const entries =
    collections.kind === 'map' ? collections.entries : collections.kind === 'list' ? namedItems(collections.items) : [];
  for (const { key: tool, start, value } of entries) {
    const source = value.kind === 'map' ? settingOf(value, 'source') : undefined;
    if (source?.kind === 'map') addPlugin(into, commands, source, tool, start);
  }
}

const namedItems = (items: readonly SettingNode[]): readonly SettingEntry[] =>
  items.flatMap((item) =>
    item.kind === 'map' ? [{ key: textIn(settingOf(item, 'name')) ?? '', start: item.start, value: item }] : [],
  );

function addPlugin(into: Collector, commands: CommandReader, source: SettingMap, tool: string, start: number): void {
  const [kind, repository, url] = ['source', 'repo', 'url'].map((key) => textIn(settingOf(source, key)));
  const name = settingOf(source, 'package');
  if (kind === 'npm' && name?.kind === 'text') {
    const words = ['npm', 'install'].map((text) => impliedWord(text, name.start, name.start));
    into.forTool(tool, () => into.add(commands.argv([...words, name.word()])));
    return;
  }
  const address = kind === 'github' && repository !== undefined ? `https://github.com/${repository}` : url;
  const ref = textIn(settingOf(source, 'sha')) ?? textIn(settingOf(source, 'ref'));
  if (address === undefined) return;
  const location = into.locate(start, source.end);
  into.tool({ kind: 'plugins', tool, url: clipAddress(address), ...(ref === undefined ? {} : { ref }), location });
}
