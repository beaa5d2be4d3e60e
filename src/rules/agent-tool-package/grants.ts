import type { Approval, InlinedSecret } from '../../model/agent-tool.ts';
import type { AtlasCitation } from '../../model/atlas.ts';
import type { Draft } from '../../model/rule.ts';
import type { ToolSettingSubject } from '../../model/subject.ts';
import { quoteWritten } from '../addresses.ts';
import { quoteFile } from '../evidence.ts';
import { clip, sayPart } from '../wording.ts';
import { capitalise, causeOf, sayLine, sayTool } from './words.ts';

/** What an agent holds is what whoever steers it, or reads its settings, is after. */
const readableSecret: AtlasCitation = {
  techniques: ['AML.T0083', 'AML.T0055'].map((id) => ({ id, basis: 'asserted', stance: 'enables' })),
  caseStudies: [],
  mitigations: [{ id: 'AML.M0032', basis: 'asserted' }],
};

/** The one who could say no is not asked. */
const unaskedTool: AtlasCitation = {
  techniques: [{ id: 'AML.T0053', basis: 'asserted', stance: 'enables' }],
  caseStudies: [],
  mitigations: ['AML.M0026', 'AML.M0028', 'AML.M0029'].map((id) => ({ id, basis: 'atlas-declared' })),
};

const adviceOnSecrets =
  'Revoke it, and let the configuration name a variable, or a secret that the client keeps, in its place.';

/** A secret that stands in the file: its value is never told. */
export function judgeSecret(secret: InlinedSecret, { at }: ToolSettingSubject): readonly Draft[] {
  const holder = sayPart(secret.holder, 80);
  const what = clip(secret.what, 60);
  return [
    {
      severity: 'high',
      confidence: secret.isCertain ? 'high' : 'medium',
      message: `${capitalise(holder)} of ${sayTool(secret.tool)} in ${sayLine(at)}, holds ${what}: everybody who reads this repository, a fork or its history has it.`,
      evidence: [quoteFile('secret', at, `${holder}: ${what}, not shown`)],
      remediation: adviceOnSecrets,
      cause: causeOf('secret', at.path, holder, 'secrets of tools of agents stand', adviceOnSecrets),
      atlas: readableSecret,
      cwe: ['CWE-798', 'CWE-312'],
      attack: ['T1552.001'],
    },
  ];
}

const adviceOnApprovals = 'Leave the question to whoever uses the agent, or approve single tools that change nothing.';
const mostNamed = 3;

/** What runs from then on without a question, for everybody who takes the settings. */
export function judgeApproval(
  { setting, values, reach, tool }: Approval,
  { at }: ToolSettingSubject,
): readonly Draft[] {
  const named = values.slice(0, mostNamed).map((value) => quoteWritten(clip(value, 40)));
  const more = values.length > mostNamed ? ` and ${values.length - mostNamed} more` : '';
  const [what, severity] = {
    everything: ['anything an agent does here', 'high'] as const,
    tool: [`all that ${sayTool(tool)} does`, 'high'] as const,
    listed: [
      `what ${tool === undefined ? 'these servers do' : `these parts of ${sayTool(tool)} do`}`,
      'medium',
    ] as const,
  }[reach];
  return [
    {
      severity,
      message: `${clip(setting, 60)} in ${sayLine(at)}, approves ${what} in advance (${named.join(', ')}${more}): what others write where the agent reads it is done without a question.`,
      evidence: [quoteFile('setting', at, `${clip(setting, 60)}: ${values.slice(0, 20).join(', ')}`)],
      remediation: adviceOnApprovals,
      cause: causeOf(
        `approval ${reach}`,
        at.path,
        `${setting} ${tool ?? ''}`.trim(),
        'settings approve in advance what agents do',
        adviceOnApprovals,
      ),
      atlas: unaskedTool,
      cwe: ['CWE-693'],
    },
  ];
}
