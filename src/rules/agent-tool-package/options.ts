import { OptionError } from '../../model/rule.ts';
import { optionNamed, rejectUnknownKeys } from '../options.ts';

export interface AgentToolOptions {
  /** Hosts whose tools are taken as one's own, in small letters; `*.acme.example` stands for all below it. */
  readonly hosts: readonly string[];
}

const mostHosts = 200;

export function readHosts(raw: Readonly<Record<string, unknown>>): AgentToolOptions {
  rejectUnknownKeys(raw, ['hosts']);
  const hosts = optionNamed(raw, 'hosts');
  if (hosts === undefined) return { hosts: [] };
  if (!Array.isArray(hosts)) throw new OptionError('hosts', 'is a list of hosts, such as [mcp.acme.example]');
  if (hosts.length > mostHosts) throw new OptionError('hosts', `names more than ${mostHosts} hosts`);
  return { hosts: hosts.map(readHost) };
}

function readHost(host: unknown, index: number): string {
  if (typeof host === 'string' && /^(?:\*\.)?[a-z\d](?:[a-z\d.-]{0,250}[a-z\d])?$/i.test(host))
    return host.toLowerCase();
  throw new OptionError(`hosts[${index}]`, 'is no host, such as mcp.acme.example or *.acme.example');
}

export const isTrustedHost = (host: string, { hosts }: AgentToolOptions): boolean =>
  hosts.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) : one === host));
