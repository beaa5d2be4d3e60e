import type { ChangedText, Inspected, Inspection } from '../../model/inspection.ts';
import type { AgentOrder, Instruction } from '../../model/instruction.ts';
import { locate } from '../../model/location.ts';
import type { Notification } from '../../model/report.ts';
import type { InstructionSubject } from '../../model/subject.ts';
import { indexLines, type LineIndex } from '../../text/lines.ts';
import { findHidden } from './hidden/find.ts';
import { findNewText, type Stretch } from './new-text.ts';
import { findOrders } from './orders/find.ts';
import { findPasses, settingsOf } from './passes.ts';
import { isText, placeOf } from './places.ts';
import { findStarts } from './starts/find.ts';
import { readersOf } from './starts/read.ts';

export const inspection: Inspection = {
  id: 'instructions',
  wants: isText,
  meaningOf(path) {
    const place = placeOf(path);
    const readers = [...readersOf(path), ...settingsOf(path)];
    // Code means the same under any name, and so does a text for people.
    return place === 'agent' || readers.length > 0 ? JSON.stringify([place, readers]) : undefined;
  },
  async inspect(files) {
    const texts = new Map(files.map((file) => [file.path, file]));
    const inspected = files.map((file) => inspectFile(file, texts));
    return {
      subjects: tellOnce(inspected.flatMap(({ subjects }) => subjects)),
      notifications: [
        ...inspected.flatMap(({ notifications }) => notifications),
        ...noteCut(inspected.filter(({ isCut }) => isCut).length),
      ],
    };
  },
};

/** What stands in a file that a link leads to is told as what it is by the name of the link. */
function tellOnce(subjects: readonly InstructionSubject[]): readonly InstructionSubject[] {
  const key = ({ instruction, at }: InstructionSubject) => JSON.stringify([instruction.kind, at]);
  const linked = new Set(subjects.filter(({ link }) => link !== undefined).map(key));
  return linked.size === 0 ? subjects : subjects.filter((one) => one.link !== undefined || !linked.has(key(one)));
}

const noteCut = (files: number): readonly Notification[] =>
  files === 0
    ? []
    : [
        {
          level: 'note',
          message: `${files} changed ${files === 1 ? 'text was' : 'texts were'} read for sentences to agents up to 1 MB of what is new`,
        },
      ];

/** Of one kind in one file, so many are told each by itself. */
const mostAlone = 20;

interface InspectedFile extends Inspected {
  readonly subjects: readonly InstructionSubject[];
  /** Not all of its new text was read for sentences. */
  readonly isCut: boolean;
}

function inspectFile(file: ChangedText, texts: ReadonlyMap<string, ChangedText>): InspectedFile {
  const { path, text, previousPath = path, linksTo = path } = file;
  const place = placeOf(path);
  // Agents obey what was a note before it got the name of their file.
  const stretches = findNewText(placeOf(previousPath) === place ? file : { text });
  // Most files have nothing to tell: their lines need no index.
  let lines: LineIndex | undefined;
  const at = ({ start, end }: Stretch) => {
    lines ??= indexLines(text);
    return locate(linksTo, lines.region(start, end));
  };
  const hidden = findHidden(text, stretches, place).map(({ characters, places }): InstructionSubject => {
    const [first = { start: 0, end: 0 }, ...others] = places;
    return { ...subject(characters, at(first)), ...(others.length === 0 ? {} : { others: others.map(at) }) };
  });
  const hasQuotes = !/\.(?:json[c5]?|ya?ml|toml|xml)$/i.test(path);
  const orders = findOrders(text, stretches, { place, hasQuotes });
  // What starts is compared as it is read: a line that is taken away may uncover a command.
  const { found, left } = findStarts(file, texts);
  const starts = gravest(found, ({ start }) => start.signs.length === 0);
  const subjects = [
    ...hidden,
    ...limit(gravest(orders.found, ({ order }) => isMild(order)).map((one) => subject(one.order, at(one.place)))),
    ...limit(starts.map((one) => subject(one.start, at(one.place)))),
    ...findPasses(file).map((one) => subject(one.pass, at(one.place))),
  ];
  return {
    isCut: orders.isCut,
    subjects: file.linksTo === undefined ? subjects : subjects.map((one) => ({ ...one, link: path })),
    notifications:
      left === 0
        ? []
        : [{ level: 'warning', message: `${left} commands that start by themselves were not looked at`, path }],
  };
}

const isMild = ({ asks, isCited }: AgentOrder): boolean =>
  isCited === true || asks === 'omit' || asks === 'act' || asks === 'install' || asks === 'disable';

/** What is mild comes last: many of it must not hide what is not. */
const gravest = <T>(list: readonly T[], isLess: (one: T) => boolean): readonly T[] =>
  [...list].sort((a, b) => Number(isLess(a)) - Number(isLess(b)));

const subject = (instruction: Instruction, at: InstructionSubject['at']): InstructionSubject => ({
  kind: 'instruction',
  instruction,
  at,
});

/** Nobody writes so many by hand: the rest are told with the last one. */
function limit(subjects: readonly InstructionSubject[]): readonly InstructionSubject[] {
  const last = subjects[mostAlone - 1];
  if (last === undefined || subjects.length === mostAlone) return subjects;
  return [...subjects.slice(0, mostAlone - 1), { ...last, further: subjects.length - mostAlone }];
}
