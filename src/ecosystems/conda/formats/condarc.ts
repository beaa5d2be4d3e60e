import type {
  Ambiguity,
  ClientUse,
  DependencyFile,
  RegistryRole,
  RegistryUse,
  Safeguard,
  Unparsed,
} from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { type Location, locate } from '../../../model/location.ts';
import { parseYaml } from '../../../text/yaml.ts';
import { entriesOf, type Span, textOf, type YamlEntry, type YamlNode } from '../../../text/yaml-nodes.ts';
import { addressOf } from '../channels.ts';
import { ecosystemType } from '../names.ts';

const id = 'condarc';

/**
 * Settings of conda and mamba (docs.conda.io, `.condarc`): the channels, and what protects them. Channels are asked in
 * their order. They take the place of the defaults here; in the file of an environment, whose `channels` are written the
 * same way, they stand before the defaults unless `nodefaults` is among them.
 */
export const format: Format = {
  id,
  title: '.condarc',
  role: 'configuration',
  matches: (path) => (settings.test(path) ? 'name' : false),
  parse: parseCondarc,
  neighbours: () => [],
};

const settings = /(?:^|\/)(?:\.?condarc|\.?mambarc)(?:\.ya?ml)?$/;

const lists = ['channels', 'default_channels'];

function parseCondarc({ path, text }: SourceFile): DependencyFile {
  const { documents, problems, lines } = parseYaml(text);
  const place = ({ start, end }: Span): Location => locate(path, lines.region(start, end));
  const unparsed: Unparsed[] = [];
  const registries: RegistryUse[] = [];
  const safeguards: Safeguard[] = [];
  const clients: ClientUse[] = [];
  const ambiguities: Ambiguity[] = problems.map((one) => ({ location: place(one), reason: one.reason }));
  for (const entry of entriesOf(documents[0]).values()) {
    if (lists.includes(entry.key)) {
      const { items, strays } = itemsOf(entry.value);
      registries.push(...toUses(items, settings.test(path), place));
      for (const stray of strays)
        unparsed.push({ location: place(stray), text: text.slice(stray.start, stray.end), reason: 'no channel' });
    }
    const location = place({ start: entry.keyStart, end: entry.value.end });
    const safeguard = readSafeguard(entry);
    if (safeguard !== undefined) safeguards.push({ ...safeguard, location });
    const strategy = entry.key === 'channel_priority' ? textOf(entry.value) : undefined;
    if (strategy !== undefined) clients.push({ ecosystem: ecosystemType, client: 'conda', strategy, location });
  }
  const none = { dependencies: [], includes: [], own: [] };
  return { path, format: id, role: 'configuration', ...none, registries, unparsed, safeguards, clients, ambiguities };
}

interface Item extends Span {
  readonly channel: string;
}

function itemsOf(node: YamlNode): { items: readonly Item[]; strays: readonly YamlNode[] } {
  const nodes = node.kind === 'list' ? node.items : [node];
  const named = nodes.map((one) => ({ one, channel: textOf(one) }));
  return {
    items: named.flatMap(({ one, channel }) =>
      channel === undefined || channel.trim() === ''
        ? []
        : [{ start: one.start, end: one.end, channel: channel.trim() }],
    ),
    strays: named.flatMap(({ one, channel }) => (channel === undefined ? [one] : [])),
  };
}

function toUses(items: readonly Item[], replaces: boolean, place: (span: Span) => Location): readonly RegistryUse[] {
  const alone = replaces || items.some(({ channel }) => channel === 'nodefaults');
  const named = items.filter(({ channel }) => channel !== 'nodefaults');
  return named.map((item, index) => {
    const role: RegistryRole = alone && index === 0 ? 'primary' : 'extra';
    return { ecosystem: ecosystemType, url: addressOf(item.channel), role, location: place(item) };
  });
}

/** `ssl_verify: false`, and the order of channels: only with strict priority a later one cannot outbid an earlier. */
function readSafeguard({ key, value }: YamlEntry): Omit<Safeguard, 'location'> | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const written = { setting: key, value: text };
  if (key === 'ssl_verify') {
    return { ...written, guard: 'transport', strength: /^(?:false|no|off)$/i.test(text) ? 0 : 1, byDefault: 1 };
  }
  if (key === 'channel_priority') {
    return { ...written, guard: 'verification', strength: text === 'strict' ? 1 : 0, byDefault: 0 };
  }
  if (key === 'safety_checks' || key === 'extra_safety_checks') {
    const strength = /^(?:disabled|false|no|off)$/i.test(text) ? 0 : 1;
    return { ...written, guard: 'verification', strength, byDefault: key === 'safety_checks' ? 1 : 0 };
  }
  return undefined;
}
