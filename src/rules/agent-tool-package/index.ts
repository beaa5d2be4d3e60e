import type { Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject, ToolSettingSubject } from '../../model/subject.ts';
import { judgeApproval, judgeSecret } from './grants.ts';
import { type AgentToolOptions, readHosts } from './options.ts';
import { judgePackage } from './packages.ts';
import { judgePlugins, judgeRemote } from './remote.ts';

const meta: RuleMeta = {
  id: 'agent-tool-package',
  title: 'Tool of an agent',
  summary:
    'A configuration gives an agent a tool that others can change: a package or an image that no version fixes, a server on a host that is new here, plugins of another repository. High where an address is not encrypted or leads elsewhere than before under the same name, where a secret stands in the file, and where all that a tool or an agent does is approved in advance.',
  group: 'What does the change let in?',
  severity: 'medium',
  confidence: 'high',
  needs: ['release'],
  atlas: {
    techniques: ['AML.T0010.005', 'AML.T0011.002', 'AML.T0110', 'AML.T0115.002'].map((id) => ({
      id,
      basis: 'case-study',
      stance: 'enables',
    })),
    caseStudies: ['AML.CS0053', 'AML.CS0054', 'AML.CS0049'],
    mitigations: ['AML.M0014', 'AML.M0016', 'AML.M0023'].map((id) => ({ id, basis: 'asserted' })),
  },
  cwe: ['CWE-829', 'CWE-1357'],
  attack: ['T1195.001'],
  aboutAi: true,
};

export const rule: Rule<DependencySubject | ToolSettingSubject, AgentToolOptions> = {
  subjects: ['dependency', 'tool-setting'],
  meta,
  options: readHosts,
  check(subject, facts, options) {
    if (subject.kind === 'dependency') return judgePackage(subject, facts);
    const { setting } = subject;
    switch (setting.kind) {
      case 'remote':
        return judgeRemote(setting, subject, options);
      case 'plugins':
        return judgePlugins(setting, subject, options);
      case 'secret':
        return judgeSecret(setting, subject);
      case 'approval':
        return judgeApproval(setting, subject);
    }
  },
};
