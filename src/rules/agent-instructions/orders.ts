import type { Severity } from '../../model/finding.ts';
import type { AgentOrder, Asked } from '../../model/instruction.ts';
import type { Location } from '../../model/location.ts';
import type { Draft } from '../../model/rule.ts';
import { quoteWritten } from '../addresses.ts';
import { quoteFile } from '../evidence.ts';
import { sayPath } from '../wording.ts';
import { changedAgent, indirectInjection, injectionInCode } from './atlas.ts';

const asked: Readonly<Record<Asked, string>> = {
  override: 'to pass over what they were told before',
  send: 'to send secrets away',
  conceal: 'to keep something from people',
  omit: 'to leave something out of what people are told',
  fetch: 'to run what they fetch',
  install: 'to run the installation script of a tool as it is served that day',
  follow: 'to do what is written elsewhere, whatever it is by then',
  destroy: 'to delete what is not of this project',
  approve: 'to let a change pass without objection',
  disable: 'to turn a protection off',
  act: 'to run or fetch something',
};

/** In a file that agents obey, and in any other text. */
const grades: Readonly<Record<Asked, readonly [agent: Severity, other: Severity]>> = {
  override: ['high', 'medium'],
  send: ['high', 'medium'],
  conceal: ['high', 'medium'],
  omit: ['low', 'low'],
  fetch: ['high', 'medium'],
  install: ['low', 'low'],
  follow: ['medium', 'medium'],
  destroy: ['high', 'medium'],
  approve: ['medium', 'medium'],
  disable: ['medium', 'low'],
  act: ['low', 'low'],
};

const lower: Readonly<Partial<Record<Severity, Severity>>> = { high: 'medium', medium: 'low' };

export function judgeOrder(order: AgentOrder, at: Location, more: string): Draft {
  const { asks, place, isCited, isUnseen } = order;
  const isForAgents = place === 'agent';
  const [agent, other] = grades[asks];
  const usual = isForAgents ? agent : other;
  // A comment that a page does not show, for agents, is not for people.
  const severity = isUnseen && usual === 'medium' && asks !== 'disable' ? 'high' : usual;
  const where = `${isUnseen ? ' in a comment that a page does not show' : ''}${isCited ? ', perhaps as an example' : ''}`;
  return {
    severity: isCited ? (lower[severity] ?? severity) : severity,
    confidence: isCited || asks === 'omit' ? 'low' : 'medium',
    message: `${sayPath(at.path)}, line ${at.startLine}, newly asks agents ${asked[asks]}${where}: ${quoteWritten(order.text)}.${more}`,
    evidence: [quoteFile('sentence', at, order.text)],
    remediation: isForAgents
      ? 'Find out who wants agents to do so and why; take the sentence out unless everybody may see it and agrees.'
      : 'Take the sentence out, or put what is meant for agents where people look for it and review it.',
    atlas: isForAgents
      ? changedAgent
      : place === 'code' && (asks === 'override' || asks === 'approve')
        ? injectionInCode
        : indirectInjection,
    attack: [],
  };
}
