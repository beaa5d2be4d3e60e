import type { ChangedText } from '../../model/inspection.ts';
import type { FreePass } from '../../model/instruction.ts';
import { countOut } from '../../text/count-out.ts';
import { type JsonNode, memberOf } from '../../text/json-nodes.ts';
import type { Stretch } from './new-text.ts';
import { readSettings } from './read-settings.ts';

/** As of an address: it may be cut only where it is told. */
const longestValue = 4_000;

export interface Pass {
  readonly pass: FreePass;
  readonly place: Stretch;
}

interface Setting {
  readonly file: RegExp;
  /** Keys that lead to it. VS Code has dots in its keys. */
  readonly path: readonly string[];
  readonly outcome: string;
  grants(value: unknown): boolean;
}

const isOn = (value: unknown): boolean => value === true || value === 'on';
const asks = 'agents act there without asking anybody';
const vscode = /(?:^|\/)\.vscode\/settings\.json$/i;
const workspace = /\.code-workspace$/i;
const claude = /(?:^|\/)\.claude\/settings(?:\.local)?\.json$/i;

/** Settings of a project that take people out of the loop, by the documentation of each tool. */
const settings: readonly Setting[] = [
  ...[
    { path: ['chat.tools.autoApprove'], outcome: asks, grants: isOn },
    { path: ['chat.tools.global.autoApprove'], outcome: asks, grants: isOn },
    { path: ['task.allowAutomaticTasks'], outcome: 'tasks run when the folder is opened', grants: isOn },
  ].flatMap((one) => [
    { ...one, file: vscode },
    // A workspace file has the same below `settings`.
    { ...one, file: workspace, path: ['settings', ...one.path] },
  ]),
  {
    file: claude,
    path: ['permissions', 'defaultMode'],
    outcome: asks,
    grants: (value) => value === 'bypassPermissions' || value === 'dontAsk',
  },
  {
    file: claude,
    path: ['enableAllProjectMcpServers'],
    outcome: 'the tool servers of the project start without anybody being asked',
    grants: isOn,
  },
  {
    file: claude,
    path: ['env', 'ANTHROPIC_BASE_URL'],
    outcome: 'prompts and the key go to that address',
    grants: (value) => typeof value === 'string',
  },
];

/** Settings that the change sets. */
export function findPasses({ path, text, before, previousPath = path }: ChangedText): readonly Pass[] {
  const key = ({ pass }: Pass) => JSON.stringify([pass.setting, pass.value]);
  const isNew = countOut(before === undefined ? [] : readPasses(previousPath, before).map(key));
  return readPasses(path, text).filter((one) => isNew(key(one)));
}

const wantedOf = (path: string): readonly Setting[] => settings.filter(({ file }) => file.test(path));

/** The settings that a file of that name may make. */
export const settingsOf = (path: string): readonly string[] => wantedOf(path).map(({ path: keys }) => keys.join('.'));

function readPasses(path: string, text: string): readonly Pass[] {
  const wanted = wantedOf(path);
  if (wanted.length === 0) return [];
  const root = readSettings(text);
  return wanted.flatMap(({ path: keys, outcome, grants }): readonly Pass[] => {
    const member = keys.reduce<{ readonly keyStart: number; readonly value: JsonNode } | undefined>(
      (at, key, depth) => (depth > 0 && at === undefined ? undefined : memberOf(depth === 0 ? root : at?.value, key)),
      undefined,
    );
    const value = member?.value;
    if (member === undefined || !(value?.kind === 'string' || value?.kind === 'scalar') || !grants(value.value))
      return [];
    const pass: FreePass = {
      kind: 'pass',
      setting: keys.filter((key) => key !== 'settings').join('.'),
      value: String(value.value).slice(0, longestValue),
      outcome,
    };
    return [{ pass, place: { start: member.keyStart, end: value.end } }];
  });
}
