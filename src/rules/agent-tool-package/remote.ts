import type { PluginSource, RemoteTool } from '../../model/agent-tool.ts';
import type { Severity } from '../../model/finding.ts';
import type { Draft } from '../../model/rule.ts';
import type { ToolSettingSubject } from '../../model/subject.ts';
import { maskCredentials } from '../../text/mask.ts';
import { findVariable } from '../../text/open-variables.ts';
import { isLoopback, plainProtocolOf, sayHost, sayOrigin } from '../addresses.ts';
import { quoteFile } from '../evidence.ts';
import { clip } from '../wording.ts';
import { type AgentToolOptions, isTrustedHost } from './options.ts';
import { capitalise, causeOf, sayLine, sayTool } from './words.ts';

/** Whose machine answers. */
type Place =
  | { readonly kind: 'here' }
  /** Names and addresses that only a network of one's own resolves (RFC 1918, RFC 6762, RFC 8375). */
  | { readonly kind: 'own network'; readonly host: string }
  | { readonly kind: 'elsewhere'; readonly host: string }
  /** What a variable is set to decides. */
  | { readonly kind: 'unknown' };

function placeOf(url: string): Place {
  if (findVariable(url)?.isHost === true || !URL.canParse(url)) return { kind: 'unknown' };
  const host = new URL(url).hostname.toLowerCase();
  if (host === '') return { kind: 'unknown' };
  if (isLoopback(host) || host === '0.0.0.0' || host === 'host.docker.internal') return { kind: 'here' };
  const isPrivate = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|\[f[cd])/.test(host);
  const isNamed = !host.includes('.') || /\.(?:local|internal|lan|home\.arpa|svc|corp)$/.test(host);
  return { kind: isPrivate || (isNamed && !host.startsWith('[')) ? 'own network' : 'elsewhere', host };
}

/** A tool that another machine runs. */
export function judgeRemote(
  remote: RemoteTool,
  subject: ToolSettingSubject,
  options: AgentToolOptions,
): readonly Draft[] {
  const place = placeOf(remote.url);
  if (place.kind === 'here') return [];
  const verdict = judgePlain(remote, place) ?? judgeHost(remote, place, subject, options);
  if (verdict === undefined) return [];
  const shown = place.kind === 'unknown' ? 'an address that a variable decides' : sayOrigin(remote.url);
  return [{ ...verdict, evidence: [quoteFile('address', subject.at, shown)] }];
}

type Verdict = Omit<Draft, 'evidence'>;

function judgePlain({ url, tool, location }: RemoteTool, place: Place): Verdict | undefined {
  if (plainProtocolOf(url) === undefined) return undefined;
  const isNear = place.kind === 'own network';
  return {
    severity: isNear ? 'medium' : 'high',
    message: `${capitalise(sayTool(tool))} in ${sayLine(location)}, is reached without encryption${place.kind === 'unknown' ? '' : ` at ${sayHost(url)}`}: anybody on the way reads what the agent sends, and puts words into what it is answered.`,
    remediation: 'Use an address of the same place that begins with https.',
    cwe: ['CWE-319', 'CWE-829'],
    attack: ['T1557'],
  };
}

function judgeHost(
  remote: RemoteTool,
  place: Place,
  subject: ToolSettingSubject,
  options: AgentToolOptions,
): Verdict | undefined {
  const { url, tool, location } = remote;
  if (place.kind === 'here') return undefined;
  if (place.kind !== 'unknown' && isTrustedHost(place.host, options)) return undefined;
  const { previous, owner, isKnownHost } = subject;
  const was = previous === undefined ? undefined : placeOf(previous);
  const isSameHost = was !== undefined && 'host' in was && 'host' in place && was.host === place.host;
  const asOpen = was?.kind === 'unknown' && place.kind === 'unknown';
  if (isSameHost || asOpen) return undefined;
  const start = `${capitalise(sayTool(tool))} in ${sayLine(location)},`;
  if (place.kind === 'unknown')
    return {
      severity: 'low',
      message: `${start} is wherever a variable says: whoever sets it decides who answers the agent.`,
      remediation: 'Write the address down, so that a change of it can be seen.',
    };
  const host = sayHost(url);
  const isFamiliar = owner !== undefined || isKnownHost === true || place.kind === 'own network';
  if (previous !== undefined && was !== undefined && 'host' in was)
    return {
      severity: isFamiliar ? 'medium' : 'high',
      message: `${start} now is at ${host}${sayOwner(owner)} instead of ${sayHost(previous)}: it keeps the name and what was approved under it, and somebody else answers the agent.`,
      remediation:
        'Find out who runs the new host, and why the tool moved; take the old address back where nobody can tell.',
    };
  const bridged = remote.isBridged === true ? ', through a program that hands on what it answers' : '';
  return {
    severity: isFamiliar ? 'low' : 'medium',
    message: `${start} is at ${host}${sayOwner(owner)}${bridged}, which is new here: whoever runs it sees what the agent sends, and steers it by what it answers.`,
    remediation: adviceOnHost,
    cause: causeOf(
      `remote ${severityOf(isFamiliar)}`,
      location.path,
      host,
      'tools of agents are on hosts that are new here',
      adviceOnHost,
    ),
  };
}

const adviceOnHost =
  'Make sure who runs the host, give the tool no more rights than it needs, and list the host in the configuration where it is your own.';

const severityOf = (isFamiliar: boolean): Severity => (isFamiliar ? 'low' : 'medium');

const sayOwner = (owner: string | undefined): string => (owner === undefined ? '' : ` (${owner})`);

const isCommit = (ref: string | undefined): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref ?? '');

/** Plugins of another repository: their hooks and servers run for everybody who takes the settings. */
export function judgePlugins(
  { url, ref, tool, location }: PluginSource,
  { at, previous }: ToolSettingSubject,
  options: AgentToolOptions,
): readonly Draft[] {
  if (isCommit(ref)) return [];
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  if (isTrustedHost(host, options)) return [];
  const named =
    tool === undefined || tool === '' ? 'Plugins' : `The plugins ${sayTool(tool).replace('the agent tool ', '')}`;
  const shown = maskCredentials(url);
  const from = URL.canParse(shown) ? `${sayHost(shown)}${clip(new URL(shown).pathname, 80)}` : 'another repository';
  const change =
    previous === undefined || sayHost(previous) === sayHost(url) ? '' : `, no longer from ${sayHost(previous)}`;
  return [
    {
      message: `${named} in ${sayLine(location)}, are taken from ${from}${ref === undefined ? '' : ` at ${clip(ref, 40)}`}${change}, not at a commit: whoever can push there decides which hooks and servers run here.`,
      evidence: [quoteFile('plugins', at, `${from} ${ref ?? ''}`.trim())],
      remediation: 'Name the commit that you looked at, or keep the plugins in this repository.',
    },
  ];
}
