import { ownerOfToolHost } from '../knowledge/tool-hosts.ts';
import type { PluginSource, RemoteTool, ToolSetting } from '../model/agent-tool.ts';
import type { ToolSettingSubject } from '../model/subject.ts';
import type { LoadedFile, Side } from './read.ts';

/** A changed file before and after; either side may be missing. */
interface Pair {
  readonly before?: LoadedFile;
  readonly after?: LoadedFile;
}

/** Addresses that configurations of the base name, and their hosts. */
interface Known {
  readonly addresses: ReadonlySet<string>;
  readonly hosts: ReadonlySet<string>;
}

/** What changed configurations newly say of tools of agents. What they only moved, or another file of the base said too, is not new. */
export function describeTools(pairs: readonly Pair[], base: Pick<Side, 'files'>): readonly ToolSettingSubject[] {
  const before = [...base.files.values()].flatMap(({ parsed }) => parsed.tools ?? []);
  const addresses = new Set(before.flatMap((one) => ('url' in one ? [one.url] : [])));
  const known = { addresses, hosts: new Set([...addresses].flatMap((url) => hostOf(url) ?? [])) };
  return pairs.flatMap((pair) => changedTools(pair, known));
}

function changedTools({ before, after }: Pair, known: Known): readonly ToolSettingSubject[] {
  const now = after?.parsed.tools ?? [];
  const old = indexTools(before?.parsed.tools ?? []);
  const kept = indexTools(now);
  const role = after?.parsed.role === 'prose' ? { fileRole: 'prose' as const } : {};
  return now.flatMap((one): readonly ToolSettingSubject[] => {
    const setting = freshOf(one, old);
    if (setting === undefined) return [];
    const subject = { kind: 'tool-setting', setting, ...role, at: one.location } as const;
    if (!('url' in one)) return [subject];
    const previous = previousOf(one, old, kept);
    if (previous === undefined && one.kind === 'remote' && known.addresses.has(one.url)) return [];
    return [{ ...subject, ...(previous === undefined ? {} : { previous }), ...describeHost(one.url, known) }];
  });
}

function describeHost(url: string, { hosts }: Known): Pick<ToolSettingSubject, 'owner' | 'isKnownHost'> {
  const host = hostOf(url);
  if (host === undefined) return {};
  const owner = ownerOfToolHost(host);
  return { ...(owner === undefined ? {} : { owner }), ...(hosts.has(host) ? { isKnownHost: true } : {}) };
}

/** Values by what has them: addresses with their commit by the tool, digests of secrets, entries of approvals by their setting. */
type Index = ReadonlyMap<string, ReadonlySet<string>>;

function indexTools(settings: readonly ToolSetting[]): Index {
  const index = new Map<string, Set<string>>();
  for (const one of settings) {
    const values = index.get(slotOf(one)) ?? new Set();
    index.set(slotOf(one), values);
    for (const value of valuesOf(one)) values.add(value);
  }
  return index;
}

function slotOf(one: ToolSetting): string {
  // A secret is the same one wherever it is moved to.
  if (one.kind === 'secret') return one.kind;
  return JSON.stringify(one.kind === 'approval' ? [one.kind, one.tool, one.setting] : [one.kind, one.tool]);
}

function valuesOf(one: ToolSetting): readonly string[] {
  if (one.kind === 'secret') return [one.digest];
  if (one.kind === 'approval') return one.values;
  return [one.kind === 'plugins' && one.ref !== undefined ? `${one.url}#${one.ref}` : one.url];
}

/** What of a setting the file did not say before; undefined where it said all of it. Who approved all tools approved each. */
function freshOf(one: ToolSetting, old: Index): ToolSetting | undefined {
  const had = old.get(slotOf(one));
  const values = valuesOf(one).filter((value) => had?.has(value) !== true);
  if (values.length === 0 || (one.kind === 'approval' && had?.has('*') === true)) return undefined;
  return one.kind === 'approval' ? { ...one, values } : one;
}

/** The first of the addresses that a tool of the same name had before, where it has none of them any more. */
function previousOf(one: RemoteTool | PluginSource, old: Index, kept: Index): string | undefined {
  if (one.tool === undefined || one.tool === '') return undefined;
  const slot = slotOf(one);
  const [first] = old.get(slot) ?? [];
  return first === undefined || kept.get(slot)?.has(first) === true ? undefined : first;
}

const hostOf = (url: string): string | undefined => {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return host === '' ? undefined : host;
};
