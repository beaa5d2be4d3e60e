import type { AtlasCitation } from '../../model/atlas.ts';
import type { Severity } from '../../model/finding.ts';
import type { AutoStart, FreePass, StartSign } from '../../model/instruction.ts';
import type { Location } from '../../model/location.ts';
import type { Cause, Draft } from '../../model/rule.ts';
import { maskCredentials } from '../../text/mask.ts';
import { quoteWritten, saySetting } from '../addresses.ts';
import { quoteFile } from '../evidence.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { clip, sayPart, sayPath } from '../wording.ts';
import { changedAgent } from './atlas.ts';

const signs: Readonly<Record<StartSign, string>> = {
  'sends-secrets': 'sends secrets away',
  'fetches-and-runs': 'runs what it fetches',
  obfuscated: 'is written so that nobody can read it',
  'reaches-out': 'reaches other machines',
  'installs-tool': 'runs the installation script of a tool as it is served that day',
};

/** By what it does: nothing that is known of, reaching out, worse. */
const grades: Readonly<Record<AutoStart['trigger'], readonly [plain: Severity, reaching: Severity]>> = {
  opening: ['medium', 'high'],
  container: ['low', 'medium'],
  work: ['low', 'medium'],
  installation: ['low', 'medium'],
};

const remediation =
  'Look at everything that is run, and keep it only where somebody answers for it; do not open the folder before.';

const elsewhere: AtlasCitation = softwareFromElsewhere('indicates');

function gradeOf({ trigger, signs: found }: AutoStart): Severity {
  const [plain, reaching] = grades[trigger];
  if (found.length === 0 || found.every((sign) => sign === 'installs-tool')) return plain;
  return found.every((sign) => sign === 'reaches-out' || sign === 'installs-tool') ? reaching : 'high';
}

export function judgeStart(start: AutoStart, at: Location, more: string): Draft {
  const { when, command, runs, byAgent } = start;
  const file = runs === undefined ? '' : `, which runs ${sayPath(runs)} of the change`;
  const does = start.signs.slice(0, 2).map((sign) => signs[sign]);
  const says = does.length === 0 ? '' : `; it ${does.join(' and ')}`;
  return {
    severity: gradeOf(start),
    confidence: start.signs.length === 0 || start.trigger === 'opening' ? 'high' : 'medium',
    message: `${sayPath(at.path)} newly runs ${quoteWritten(command)}${file} ${sayPart(when, 90)}${says}.${more}`,
    evidence: [quoteFile('command', at, command)],
    remediation,
    atlas: byAgent ? changedAgent : elsewhere,
    cwe: ['CWE-829'],
    attack: ['T1195.001', 'T1059'],
    aboutAi: byAgent === true,
    ...(start.signs.length === 0 ? { cause: toldTogether(start, at) } : {}),
  };
}

/** Against none of them anything speaks: those of a file are one finding. */
const toldTogether = ({ trigger, command, byAgent }: AutoStart, { path }: Location): Cause => ({
  key: JSON.stringify([path, trigger, byAgent]),
  name: clip(maskCredentials(clip(command, 2000)), 80),
  many: { message: `commands newly start by themselves in ${sayPath(path)}`, remediation },
});

/** What these let in is asked about elsewhere, or read by people. */
const lesser: ReadonlySet<string> = new Set(['task.allowAutomaticTasks', 'enableAllProjectMcpServers']);

export function judgePass({ setting, value, outcome }: FreePass, at: Location): Draft {
  return {
    severity: lesser.has(setting) ? 'medium' : 'high',
    message: `${sayPath(at.path)} newly sets ${clip(setting, 60)} to ${clip(saySetting(value), 60)}: ${sayPart(outcome, 90)}.`,
    evidence: [quoteFile('setting', at, `${clip(setting, 100)}: ${saySetting(value)}`)],
    remediation: 'Leave that to everybody who opens the folder: settings of their own decide what agents may do.',
    toldBy: [{ rule: 'agent-tool-package', hasRemedy: true }],
    cwe: ['CWE-732'],
    attack: [],
  };
}
