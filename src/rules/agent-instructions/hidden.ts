import type { Confidence, Severity } from '../../model/finding.ts';
import type { HiddenCharacters } from '../../model/instruction.ts';
import type { Location } from '../../model/location.ts';
import type { Draft } from '../../model/rule.ts';
import { quoteFile } from '../evidence.ts';
import { clip, count, quoteNotice, sayPath } from '../wording.ts';
import { hiddenInjection, hiddenRules } from './atlas.ts';

/** So many in a row carry something. */
const telling = 8;

const whatTheyDo: Readonly<Record<HiddenCharacters['how'], string>> = {
  tags: 'that are not shown, and that models read as letters',
  selectors: 'that are not shown, and that spell bytes',
  order: 'that show the text after them in another order than it is read',
  isolates: 'that set text apart whose order may differ',
  fillers: 'that look like nothing and are letters to a program',
  invisible: 'without width',
};

export function judgeHidden(hidden: HiddenCharacters, at: Location): Draft {
  const { how, characters, spelled, place } = hidden;
  const names = characters.slice(0, 5).join(', ');
  const says = spelled === undefined ? '' : `; they spell ${quoteNotice(clip(spelled, 120))}`;
  return {
    ...grade(hidden),
    message: `${sayPath(at.path)}, line ${at.startLine}, newly has ${count(hidden.count, 'character')} (${clip(names, 60)}) ${whatTheyDo[how]}${says}.`,
    evidence: [quoteFile('hidden characters', at, `${names}${spelled === undefined ? '' : `: ${spelled}`}`)],
    remediation:
      'Take the characters out, or write them as escapes; look at the bytes of the line, not at what is shown.',
    atlas: place === 'agent' ? hiddenRules : hiddenInjection,
    cwe: ['CWE-1007'],
    attack: ['T1027'],
  };
}

/** Tags and bytes in selectors have no honest use; the others have one where people read, less so where programs do. */
function grade({ how, place, run }: HiddenCharacters): {
  readonly severity: Severity;
  readonly confidence: Confidence;
} {
  if (how === 'tags' || how === 'selectors') return { severity: 'high', confidence: 'high' };
  const isText = place === 'text';
  if (how === 'order') return { severity: isText ? 'medium' : 'high', confidence: 'high' };
  if (how === 'isolates') return { severity: isText ? 'low' : 'medium', confidence: 'medium' };
  const isGrave = !isText && (how === 'fillers' || run >= telling);
  return { severity: isGrave ? 'high' : 'medium', confidence: 'medium' };
}
